"""Text to tokens to a string of one letter per token, in which the rules for time expressions look for patterns.

What belongs here: what a token is and which class a word is in. What does not: patterns (timex_rules.toml).
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

LANGUAGES = ("en", "de", "fr", "es")

# Classes told by form, besides those told by word in timex_words_*.toml.
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
    r"|(?P<word>[ap]\.\s?m\b\.?|o['’]clock|aujourd['’]hui|week-end|après-midi|year-?end\b|[^\W\d_]{1,40})"
    r"|(?P<mark_alone>[^\s\w])",
    re.IGNORECASE,
)
_CAPITAL_CLASSES = {  # classes of which a word counts only with a capital letter
    "en": ("MONTH", "MONTH_SHORT", "WEEKDAY", "WEEKDAY_SHORT", "WEEKDAYS", "MAY", "ZONE", "HOLIDAY", "NEW"),
    "de": ("WEEKDAY", "UNIT", "UNITS", "PART"),
}
_NOT_PAST = frozenset((
    "need", "indeed", "speed", "feed", "seed", "hundred", "united", "red", "bed",
    "limited", "proceed", "succeed", "exceed", "weed", "breed", "greed",
))  # fmt: skip


Entry = tuple[str, int | str | None]  # the class of a word and its value


@dataclass(frozen=True, slots=True)
class Tokens:
    """A text's tokens: their spans and, in `letters`, one letter per token for its class."""

    text: str
    starts: list[int]
    ends: list[int]
    letters: str
    words: dict[str, Entry]  # of the text's language

    def word(self, index: int) -> str:
        """The token in lower case."""
        return self.text[self.starts[index] : self.ends[index]].lower().replace("’", "'")


@lru_cache(maxsize=len(LANGUAGES) + 1)
def lexicon(language: str) -> dict[str, Entry]:
    """The words of one of LANGUAGES and those known everywhere; `any` has only the latter."""
    words: dict[str, Entry] = {}
    for name in dict.fromkeys(("any", language)):
        raw = tomllib.loads(files("tasks.dates").joinpath(f"timex_words_{name}.toml").read_text(encoding="utf-8"))
        for token_class, listed in raw.get("words", {}).items():
            words.update(dict.fromkeys(listed.split(), (token_class, None)))
        for table in (raw.get("numbers", {}), raw.get("texts", {})):
            for token_class, values in table.items():
                words.update({word: (token_class, value) for word, value in values.items()})
    return words


@lru_cache(maxsize=1)
def class_letters() -> dict[str, str]:
    """The letter of every class, the same for all languages."""
    named = [token_class for language in LANGUAGES for token_class, _ in lexicon(language).values()]
    return {name: chr(0x4E00 + place) for place, name in enumerate(dict.fromkeys((*_FORMS, *named)))}


def tokenize(text: str, language: str = "en") -> Tokens:
    """Cut a text into tokens, each with the class that its form and its word give it in `language` (ISO 639-1)."""
    known, letters = lexicon(language if language in LANGUAGES else "any"), class_letters()
    needs_capital = _CAPITAL_CLASSES.get(language, ())
    starts: list[int] = []
    ends: list[int] = []
    classes: list[str] = []
    for found in _TOKEN.finditer(text):
        starts.append(found.start())
        ends.append(found.end())
        form = found.lastgroup
        name = _word_class(found[0], known, needs_capital) if form == "word" else _form_class(form or "", found[0])
        classes.append(letters[name])
    return Tokens(text, starts, ends, "".join(classes), known)


def _word_class(word: str, known: dict[str, Entry], needs_capital: tuple[str, ...]) -> str:
    lower = word.lower().replace("’", "'")
    entry = known.get(lower)
    is_capital = word[0].isupper()
    if entry is not None:
        return "OTHER" if entry[0] in needs_capital and not is_capital else entry[0]
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
