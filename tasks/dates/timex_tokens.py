"""Text to tokens to a string of one letter per token, in which the rules for time expressions look for patterns.

What belongs here: what a token is and which class a word is in. What does not: patterns (timex_rules.toml).
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

# Classes told by form, besides those told by word in timex_words.toml.
_FORMS = (
    "OTHER", "NAME", "PUNCTUATION", "END", "COMMA", "DOT", "HYPHEN", "OPEN", "POSSESSIVE", "CURRENCY", "SLASH", "DAY",
    "ORDINAL_DAY", "YEAR", "NUMBER", "AMOUNT", "CLOCK", "ISO", "NUMERIC_DATE", "DECADE", "SHORT_DECADE", "PAST_VERB",
)  # fmt: skip
_MARKS = {
    ",": "COMMA", ".": "DOT", "-": "HYPHEN", "–": "HYPHEN", "(": "OPEN", "[": "OPEN", "!": "END", "?": "END",
    ";": "END", "/": "SLASH", "$": "CURRENCY", "£": "CURRENCY", "€": "CURRENCY", "¥": "CURRENCY",
    "#": "CURRENCY", "%": "CURRENCY",
}  # fmt: skip
_FORM_CLASSES = {
    "iso": "ISO", "date": "NUMERIC_DATE", "decade": "DECADE", "short": "SHORT_DECADE", "clock": "CLOCK",
    "ordinal": "ORDINAL_DAY", "possessive": "POSSESSIVE",
}  # fmt: skip
_TOKEN = re.compile(
    r"(?P<iso>\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?Z?)?(?![\d-]))"
    r"|(?P<date>\d{1,2}(?P<mark>[./])\d{1,2}(?P=mark)\d{4}(?!\d))"
    r"|(?P<decade>(?:1[0-9]|20)\d0s\b)|(?P<short>['’]?\d0s\b)"
    r"|(?P<clock>\d{1,2}:\d\d(?!\d)(?::\d\d)?)"
    r"|(?P<ordinal>\d{1,2}(?:st|nd|rd|th|er)\b)"
    r"|(?P<number>\d{1,15}(?:[.,]\d{1,15}){0,5})"
    r"|(?P<possessive>['’]s?(?![^\W\d_]))"
    r"|(?P<word>[ap]\.\s?m\b\.?|o['’]clock|year-?end\b|[^\W\d_]{1,40})"
    r"|(?P<mark_alone>[^\s\w])",
    re.IGNORECASE,
)
_CAPITAL_CLASSES = ("MONTH", "MONTH_SHORT", "WEEKDAY", "WEEKDAY_SHORT", "WEEKDAYS", "MAY", "ZONE")
_NOT_PAST = frozenset((
    "need", "indeed", "speed", "feed", "seed", "hundred", "united", "red", "bed",
    "limited", "proceed", "succeed", "exceed", "weed", "breed", "greed",
))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Word to class and value, and class to letter."""

    words: dict[str, tuple[str, int | str | None]]
    letters: dict[str, str]


@dataclass(frozen=True, slots=True)
class Tokens:
    """A text's tokens: their spans and, in `letters`, one letter per token for its class."""

    text: str
    starts: list[int]
    ends: list[int]
    letters: str

    def word(self, index: int) -> str:
        """The token in lower case."""
        return self.text[self.starts[index] : self.ends[index]].lower()


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The words of timex_words.toml and the letters of all classes."""
    raw = tomllib.loads(files("tasks.dates").joinpath("timex_words.toml").read_text(encoding="utf-8"))
    words: dict[str, tuple[str, int | str | None]] = {}
    for name, listed in raw["words"].items():
        words.update(dict.fromkeys(listed.split(), (name, None)))
    for table in (raw["numbers"], raw["texts"]):
        for name, values in table.items():
            words.update({word: (name, value) for word, value in values.items()})
    classes = list(dict.fromkeys((*_FORMS, *(name for name, _ in words.values()))))
    return Lexicon(words, {name: chr(0x4E00 + place) for place, name in enumerate(classes)})


def tokenize(text: str) -> Tokens:
    """Cut a text into tokens, each with the class that its form and its word give it. Linear in the text."""
    known, letters = lexicon().words, lexicon().letters
    starts: list[int] = []
    ends: list[int] = []
    classes: list[str] = []
    for found in _TOKEN.finditer(text):
        starts.append(found.start())
        ends.append(found.end())
        form = found.lastgroup
        classes.append(letters[_word_class(found[0], known) if form == "word" else _form_class(form or "", found[0])])
    return Tokens(text, starts, ends, "".join(classes))


def _word_class(word: str, known: dict[str, tuple[str, int | str | None]]) -> str:
    lower = word.lower().replace("’", "'")
    entry = known.get(lower)
    is_capital = word[0].isupper()
    if entry is not None:
        return "OTHER" if entry[0] in _CAPITAL_CLASSES and not is_capital else entry[0]
    if is_capital:
        return "NAME"
    return "PAST_VERB" if lower.endswith("ed") and len(lower) > 3 and lower not in _NOT_PAST else "OTHER"


def _form_class(form: str, text: str) -> str:
    if form == "number":
        return _number_class(text)
    return _FORM_CLASSES.get(form) or _MARKS.get(text, "PUNCTUATION")


def _number_class(text: str) -> str:
    if not text.isdecimal():
        return "AMOUNT"
    if len(text) <= 2 and 1 <= int(text) <= 31:
        return "DAY"
    return "YEAR" if len(text) == 4 and "1000" <= text < "2100" else "NUMBER"
