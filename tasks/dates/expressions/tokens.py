"""Text to tokens to a string of one letter per token, in which the rules for time expressions look for patterns.

What belongs here: what a token is and which class a word is in. What does not: patterns (rules.toml).
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

LANGUAGES = ("en", "de", "fr", "es")
MOST_REMEMBERED = 100_000  # different tokens

# Classes told by form, besides those told by word in words_*.toml.
_FORMS = (
    "OTHER", "NAME", "PUNCTUATION", "END", "COMMA", "DOT", "HYPHEN", "OPEN", "POSSESSIVE", "CURRENCY", "SLASH", "DAY",
    "ORDINAL_DAY", "YEAR", "NUMBER", "AMOUNT", "CLOCK", "ISO", "SHORT_YEAR", "NUMERIC_DATE", "DECADE", "SHORT_DECADE",
    "PAST_VERB",
)  # fmt: skip
_MARKS = {
    ",": "COMMA", ".": "DOT", "-": "HYPHEN", "–": "HYPHEN", "(": "OPEN", "[": "OPEN", "!": "END", "?": "END",
    ";": "END", "/": "SLASH", "$": "CURRENCY", "£": "CURRENCY", "€": "CURRENCY", "¥": "CURRENCY",
    "#": "CURRENCY", "%": "CURRENCY",
}  # fmt: skip
_FORM = {  # class of a token that is no word: what its whole text looks like
    "ISO": r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?Z?)?(?![\d-])",
    "NUMERIC_DATE": r"\d{1,2}(?:\.\d{1,2}\.|/\d{1,2}/)\d{4}(?!\d)",
    "DECADE": r"(?:1[0-9]|20)\d0s\b",
    "SHORT_DECADE": r"['’]?\d0s\b",
    "SHORT_YEAR": r"['’]\d\d(?![\ds])",
    "CLOCK": r"\d{1,2}:\d\d(?!\d)(?::\d\d)?",
    "ORDINAL_DAY": r"\d{1,2}(?:st|nd|rd|th|er)\b",
    "": r"\d{1,15}(?:[.,]\d{1,15}){0,5}",
    "POSSESSIVE": r"['’]s(?![^\W\d_])",
}
_COMPOUND = r"[ap]\.\s?m\b\.?|o['’]clock|aujourd['’]hui|week-end|après-midi|year-?end\b"
_TOKEN = re.compile(  # the looks ahead spare most words the other branches
    rf"(?=[apowy])(?:{_COMPOUND})|[^\W\d_]{{1,40}}|(?=[\d'’])(?:{'|'.join(_FORM.values())})|[^\s\w]", re.IGNORECASE
)
_FORMS_IN_ORDER = tuple((name, re.compile(pattern, re.IGNORECASE)) for name, pattern in _FORM.items())
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


class _Letters(dict[str, str]):
    """The letter of every token met so far in one language: a text repeats its words, and a class is its word's."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self._known = lexicon(language)
        self._needs_capital = _CAPITAL_CLASSES.get(language, ())

    def __missing__(self, token: str) -> str:
        if len(self) >= MOST_REMEMBERED:
            self.clear()
        letter = self[token] = class_letters()[_class(token, self._known, self._needs_capital)]
        return letter


@lru_cache(maxsize=len(LANGUAGES) + 1)
def lexicon(language: str) -> dict[str, Entry]:
    """The words of one of LANGUAGES and those known everywhere; `any` has only the latter."""
    words: dict[str, Entry] = {}
    for name in dict.fromkeys(("any", language)):
        raw = tomllib.loads(files("tasks.dates.expressions").joinpath(f"words_{name}.toml").read_text(encoding="utf-8"))
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


@lru_cache(maxsize=len(LANGUAGES) + 1)
def _letters_of(language: str) -> _Letters:
    return _Letters(language)


def letters(text: str, language: str = "en") -> str:
    """One letter per token of a text, for the class that its form and its word give it in `language` (ISO 639-1)."""
    known = _letters_of(language if language in LANGUAGES else "any")
    return "".join([known[token] for token in _TOKEN.findall(text)])


def tokenize(text: str, language: str = "en", lettered: str | None = None) -> Tokens:
    """A text's tokens; `lettered` is what `letters` gave for it, where that was asked before."""
    spans = [found.span() for found in _TOKEN.finditer(text)]
    known = lexicon(language if language in LANGUAGES else "any")
    classes = letters(text, language) if lettered is None else lettered
    return Tokens(text, [start for start, _ in spans], [end for _, end in spans], classes, known)


def _class(token: str, known: dict[str, Entry], needs_capital: tuple[str, ...]) -> str:
    if token[0].isalpha():
        return _word_class(token, known, needs_capital)
    if len(token) == 1 and not token.isdecimal():
        return _MARKS.get(token, "PUNCTUATION")
    form = next((name for name, pattern in _FORMS_IN_ORDER if pattern.fullmatch(token)), "PUNCTUATION")
    return form or _number_class(token)


def _word_class(word: str, known: dict[str, Entry], needs_capital: tuple[str, ...]) -> str:
    lower = word.lower().replace("’", "'")
    entry = known.get(lower)
    is_capital = word[0].isupper()
    if entry is not None:
        return "OTHER" if entry[0] in needs_capital and not is_capital else entry[0]
    if is_capital:
        return "NAME"
    return "PAST_VERB" if lower.endswith("ed") and len(lower) > 3 and lower not in _NOT_PAST else "OTHER"


def _number_class(text: str) -> str:
    if not text.isdecimal():
        return "AMOUNT"
    if len(text) <= 2 and 1 <= int(text) <= 31:
        return "DAY"
    return "YEAR" if len(text) == 4 and "1000" <= text < "2100" else "NUMBER"
