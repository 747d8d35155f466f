"""Text to tokens to a string of one letter per token, in which the rules for time expressions look for patterns.

What belongs here: what a token is and which class a word is in. What does not: patterns (rules.toml).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from tasks.dates.expressions.lexicon import LANGUAGES, Entry, lexicon
from tasks.dates.expressions.numerals import HAN_NUMERALS, number_of

MOST_REMEMBERED = 100_000  # different tokens

# Classes told by form, besides those told by word in words_*.toml.
_FORMS = (
    "OTHER", "NAME", "PUNCTUATION", "END", "COMMA", "DOT", "HYPHEN", "OPEN", "POSSESSIVE", "CURRENCY", "SLASH", "DAY",
    "ORDINAL_DAY", "YEAR", "NUMBER", "AMOUNT", "CLOCK", "ISO", "SHORT_YEAR", "NUMERIC_DATE", "DECADE", "SHORT_DECADE",
    "PAST_VERB", "LOW_MONTH", "LOW_MAY", "LOW_WEEKDAY", "LOW_HOLIDAY",
)  # fmt: skip
# Classes that words_en.toml has no word of.
_ELSEWHERE = (
    "DE", "LE", "FOREIGN_MONTH", "BEFORE_AGO", "LAST_AFTER", "NEXT_AFTER", "IN_FUTURE", "POINTER", "ERA", "YEAR_MARK",
    "MONTH_MARK", "DAY_MARK", "AMBIGUOUS", "THIS_AFTER", "ALL", "PART_AFTER", "LATER_AFTER", "LABEL", "PERSIAN_MONTH",
)  # fmt: skip
_MARKS = {
    ",": "COMMA", ".": "DOT", "-": "HYPHEN", "–": "HYPHEN", "(": "OPEN", "[": "OPEN", "!": "END", "?": "END",
    ";": "END", "/": "SLASH", "$": "CURRENCY", "£": "CURRENCY", "€": "CURRENCY", "¥": "CURRENCY",
    "#": "CURRENCY", "%": "CURRENCY",
}  # fmt: skip
_FORM = {  # class of a token that is no word: what its whole text looks like
    "ISO": r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?Z?)?(?!-?\d)",
    "NUMERIC_DATE": r"\d{1,2}(?:\.\d{1,2}\.|/\d{1,2}/)\d{4}(?!\d)",
    "DECADE": r"(?:1[0-9]|20)\d0s\b",
    "SHORT_DECADE": r"['’]?\d0s\b",
    "SHORT_YEAR": r"['’]\d\d(?![\ds])",
    "CLOCK": r"\d{1,2}:\d\d(?!\d)(?::\d\d)?",
    "ORDINAL_DAY": r"\d{1,2}(?:(?:st|nd|rd|th|er|e|ste|º|ª)\b|°)",
    "": r"\d{1,15}(?:[.,]\d{1,15}){0,5}",
    "POSSESSIVE": r"['’]s(?![^\W\d_])",
}
_COMPOUND = r"[ap]\.\s?m\b\.?|o['’]clock|aujourd['’]hui|week-end|après-midi|year-?end\b"
_NUMBERS = "|".join(_FORM.values())
_WORD = r"[^\W\d_]{1,40}"
_TOKEN = re.compile(  # the looks ahead spare most words the other branches
    rf"(?=[apowy])(?:{_COMPOUND})|{_WORD}|(?=[\d'’])(?:{_NUMBERS})|[^\s\w]", re.IGNORECASE
)
# Scripts of India write vowels as marks, which are no letters to a regular expression.
_MARKED_WORD = r"(?:[^\W\d_]|[\u0900-\u0903\u093a-\u094f\u0951-\u0957\u0962\u0963\u200d]){1,40}"
_PARTICLES = (
    "은|는|이|가|을|를|의|에|에는|에도|에서|까지|부터|까지는|부터는|도|만|로|으로|와|과|간|동안|이나|쯤|경|께|마다"
)
# German writes ordinals with a full stop, which ends no sentence before a name of a month.
_DOTTED = r"(?<![\d.,])(?:[012]?\d|3[01])\.(?=\s?(?-i:[A-ZÄÖÜ][a-zäöü]))"
_FORMS_IN_ORDER = tuple((name, re.compile(pattern, re.IGNORECASE)) for name, pattern in _FORM.items())
_CAPITAL_CLASSES = {  # classes of which a word counts only with a capital letter
    "en": ("MONTH", "MONTH_SHORT", "WEEKDAY", "WEEKDAY_SHORT", "WEEKDAYS", "MAY", "ZONE", "HOLIDAY", "NEW"),
    "de": ("WEEKDAY", "UNIT", "UNITS", "PART", "MONTH", "MONTH_SHORT"),
    "tr": ("WEEKDAY", "MONTH", "MONTH_SHORT"),
    "id": ("WEEKDAY", "MONTH", "MONTH_SHORT"),
}
_LOWER = {  # classes of such words in lower case, as readers write them: they need a sign of time beside them
    "MONTH": "LOW_MONTH", "MONTH_SHORT": "LOW_MAY", "MAY": "LOW_MAY", "WEEKDAY": "LOW_WEEKDAY",
    "HOLIDAY": "LOW_HOLIDAY",
}  # fmt: skip
_NOT_PAST = frozenset((
    "need", "indeed", "speed", "feed", "seed", "hundred", "united", "red", "bed",
    "limited", "proceed", "succeed", "exceed", "weed", "breed", "greed",
))  # fmt: skip


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


@lru_cache(maxsize=1)
def class_letters() -> dict[str, str]:
    """The letter of every class, the same for all languages."""
    named = (*(name for name, _ in lexicon("en").values()), *_ELSEWHERE)
    return {name: chr(0x4E00 + place) for place, name in enumerate(dict.fromkeys((*_FORMS, *named)))}


@lru_cache(maxsize=len(LANGUAGES) + 1)
def _letters_of(language: str) -> _Letters:
    return _Letters(language)


@lru_cache(maxsize=len(LANGUAGES) + 1)
def _pattern(language: str) -> re.Pattern[str]:
    """What a token is: where words are not divided by blanks, the words of the language's table and else one sign."""
    if language in ("zh", "ja", "th"):
        numerals = "" if language == "th" else rf"|[{HAN_NUMERALS}]{{1,8}}"
        return re.compile(rf"{_listed(language)}{numerals}|[A-Za-z]{{1,40}}|(?=\d)(?:{_NUMBERS})|[^\s\d_]")
    if language == "ko":  # a word with at most a particle behind it
        listed = rf"(?<![가-힣])(?:{_listed(language)})(?=(?:{_PARTICLES})?(?![가-힣]))"
        return re.compile(rf"{listed}|{_WORD}|(?=[\d'’])(?:{_NUMBERS})|[^\s\w]")
    if language == "hi":
        return re.compile(rf"{_MARKED_WORD}|(?=[\d'’])(?:{_NUMBERS})|[^\s\w]")
    if language in ("en", "any"):
        return _TOKEN
    dotted = rf"{_DOTTED}|" if language == "de" else ""
    compounds = [word for word in lexicon(language) if not word.isalpha()]
    joined = rf"(?:{_alternatives(compounds)})(?!\w)|" if compounds else ""
    return re.compile(rf"{joined}{_WORD}|{dotted}(?=[\d'’])(?:{_NUMBERS})|[^\s\w]", re.IGNORECASE)


def _listed(language: str) -> str:
    return _alternatives([word for word in lexicon(language) if not word.isascii()])


def _alternatives(words: Sequence[str]) -> str:
    """The longest first; either apostrophe is one."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace("'", "['’]") for word in ordered)


def table_of(language: str) -> str:
    """The language whose words are looked up for a text in `language` (ISO 639-1)."""
    return language if language in LANGUAGES else "any"


def letters(text: str, language: str = "en") -> str:
    """One letter per token of a text, for the class that its form and its word give it in `language` (ISO 639-1)."""
    table = table_of(language)
    known = _letters_of(table)
    return "".join([known[token] for token in _pattern(table).findall(text)])


def tokenize(text: str, language: str = "en", lettered: str | None = None) -> Tokens:
    """A text's tokens; `lettered` is what `letters` gave for it, where that was asked before."""
    table = table_of(language)
    spans = [found.span() for found in _pattern(table).finditer(text)]
    classes = letters(text, language) if lettered is None else lettered
    return Tokens(text, [start for start, _ in spans], [end for _, end in spans], classes, lexicon(table))


def _class(token: str, known: dict[str, Entry], needs_capital: tuple[str, ...]) -> str:
    if token[0] in HAN_NUMERALS and token not in known:
        return _class_of_number(token)
    if token[0].isalpha():
        return _word_class(token, known, needs_capital)
    if len(token) == 1 and not token.isdecimal():
        return _MARKS.get(token, "PUNCTUATION")
    if token[-1] == "." and token[:-1].isdecimal():
        return "ORDINAL_DAY"
    form = next((name for name, pattern in _FORMS_IN_ORDER if pattern.fullmatch(token)), "PUNCTUATION")
    return form or _class_of_number(token)


def _word_class(word: str, known: dict[str, Entry], needs_capital: tuple[str, ...]) -> str:
    lower = word.lower().replace("’", "'")
    entry = known.get(lower)
    is_capital = word[0].isupper()
    if entry is not None:
        is_low = entry[0] in needs_capital and not is_capital
        return _LOWER.get(entry[0], "OTHER") if is_low else entry[0]
    if is_capital:
        return "NAME"
    return "PAST_VERB" if lower.endswith("ed") and len(lower) > 3 and lower not in _NOT_PAST else "OTHER"


def _class_of_number(text: str) -> str:
    number = number_of(text)
    if number is None:
        return "AMOUNT"
    if len(text) <= 3 and not (len(text) == 3 and text.isdecimal()) and 1 <= number <= 31:
        return "DAY"
    return "YEAR" if len(text) == 4 and 1000 <= number < 2100 else "NUMBER"
