"""Capitalised words: the raw material of names, with what stands around them.

What belongs here: finding the words of a stretch of text that a name can be made of, and whether two of them stand
side by side. What does not: any list of names or cues (lexicon/tables.py), or any decision (rules.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tasks.entities.lexicon.tables import words

_TOKEN = re.compile(
    r"(?<!\w)(?:[^\W\d_a-z]\.(?:[^\W\d_]{1,2}\.){1,5}|(?:[a-z]{1,10}-)?(?![a-z\d_])\w+(?:[-‑'’&]\w+){0,8})"
)
_PLAIN = re.compile(r"\b[a-z]\w{3,}")
_LONGEST_CUE = 24  # characters of the word right before a name: a preposition or a title
_POSSESSIVE = ("'s", "’s", "'S", "’S")
_ARTICLES = frozenset(("al", "el", "ul", "ur", "as", "ash", "an", "ad", "bin", "d'", "l'"))  # al-Shabab
_SENTENCE_ENDS = frozenset(".!?:;…•|\n\t—–*")
_SKIPPED_AT_START = frozenset(" \"'“”‘’„«»()[]")
_WIDE_GAPS = frozenset((" of ", " of the ", " and ", "'s ", "’s ", " du ", "-"))
_LONGEST_GAP = 24  # characters between two parts of one name; longer ones are text
_LOOK_BACK = 4  # characters before a word, in which the end of a sentence stands with its quotation marks
_MOST_WORDS = 20_000  # capitalised words of a line; more make a dump, whose rest is left unread
_HEADLINE_SHARE = 0.6  # of the words of a headline stand right after another; fewer in a list of names


@dataclass(frozen=True, slots=True)
class Word:
    """A capitalised word, without possessive ending.

    `text` is as written, but Title case where it is shouted (`KABUL` is Kabul; up to four letters may be an acronym).
    `before` is the word right before it, lower-cased, if only a space is between. `gap` is what stands between it and
    the capitalised word before. `is_joined` says that both may be one name; `is_opening`, that a sentence opens.
    """

    start: int
    end: int
    text: str
    before: str
    gap: str
    is_joined: bool
    is_opening: bool
    is_acronym: bool


@dataclass(frozen=True, slots=True)
class Line:
    """The capitalised words of a stretch of text.

    `is_weak`: nearly all words are capitalised, as in some headlines, so that capitals say little.
    """

    text: str
    words: Sequence[Word]
    end: int
    is_weak: bool

    def surface(self, first: int, last: int) -> str:
        """The text from word `first` through word `last`."""
        return self.text[self.words[first].start : self.words[last].end]

    def run_end(self, first: int, longest: int) -> int:
        """One past the last word that may be of one name with word `first`, `longest` words at most."""
        stop = min(len(self.words), first + longest)
        position = first + 1
        while position < stop and self.words[position].is_joined:
            position += 1
        return position

    def wide_run_end(self, first: int, longest: int) -> int:
        """Like `run_end`, but over the small words in names of states too: `Isle of Man`, `People's Republic`."""
        stop = min(len(self.words), first + longest)
        position = first + 1
        while position < stop and (self.words[position].is_joined or self.words[position].gap in _WIDE_GAPS):
            position += 1
        return position

    def after(self, last: int, length: int = 24) -> str:
        """What stands right after word `last`."""
        end = self.words[last].end
        return self.text[end : min(end + length, self.end)]


def read_line(text: str, start: int, end: int) -> Line:
    """The capitalised words of text[start:end]."""
    capitalised: list[Word] = []
    for match in _TOKEN.finditer(text, start, end):
        found = _capitalised(match.group(), match.start())
        if found is not None:
            capitalised.append(_word(text, start, found, capitalised[-1] if capitalised else None))
            if len(capitalised) == _MOST_WORDS:
                break
    return Line(text, capitalised, end, is_weak=_is_weak(text, start, end, capitalised))


def _is_weak(text: str, start: int, end: int, capitalised: Sequence[Word]) -> bool:
    long_count = sum(len(word.text) > 3 for word in capitalised)
    joined_count = sum(word.is_joined for word in capitalised)
    if long_count < 4 or joined_count <= _HEADLINE_SHARE * len(capitalised):
        return False
    return long_count > 3 * sum(1 for _ in _PLAIN.finditer(text, start, end))


def _capitalised(token: str, start: int) -> tuple[int, int] | None:
    """The capitalised part of a token: of `US-led` the first, of `pro-Russian` the last, all of `al-Shabab`."""
    if token.endswith(_POSSESSIVE):
        token = token[:-2]
    if "-" not in token or token.isupper():
        return (start, start + len(token)) if token[0].isupper() else None
    parts = token.split("-")
    if not token[0].isupper():
        if not parts[1][:1].isupper():
            return None
        offset = 0 if parts[0] in _ARTICLES else len(parts[0]) + 1
        return start + offset, start + len(token)
    kept = len(parts)
    while kept > 1 and is_compound_ending(parts[kept - 1]):
        kept -= 1
    return start, start + len("-".join(parts[:kept]))


def is_compound_ending(part: str) -> bool:
    """Whether what follows a hyphen makes a word of a name, as in `US-led`, and is no part of it as in `Dae-jun`."""
    return part[:1].islower() and (part in words()["compound_endings"] or part.endswith(("ed", "ing")) or len(part) > 5)


def _word(text: str, start: int, found: tuple[int, int], previous: Word | None) -> Word:
    gap = text[previous.end : found[0]] if previous and found[0] - previous.end <= _LONGEST_GAP else ""
    surface = text[found[0] : found[1]]
    is_shouted = surface.isupper() and "." not in surface and len(surface) > 1
    is_joined = previous is not None and _is_joined(previous, gap)
    return Word(
        start=found[0],
        end=found[1],
        text=surface.title() if is_shouted and len(surface) > 4 else surface,
        before=_before(text, start, found[0]),
        gap=gap,
        is_joined=is_joined,
        is_opening=_is_opening(text, start, found[0], previous),
        is_acronym=is_shouted and len(surface) <= 6,
    )


def _before(text: str, start: int, position: int) -> str:
    if text[position - 1 : position] != " ":
        return ""
    word = text[max(start, position - _LONGEST_CUE) : position - 1].rpartition(" ")[2]
    return word.lower() if word.replace("-", "").isalnum() else ""


def _is_joined(previous: Word, gap: str) -> bool:
    if gap in (" ", " & ", "\u00a0"):
        return True
    if gap == ". ":
        return _is_abbreviation(previous)
    inner = gap[1:-1].split(" ") if gap[:1] == " " and gap[-1:] == " " else []
    return 0 < len(inner) <= 2 and all(part in words()["particles"] for part in inner)


def _is_opening(text: str, start: int, position: int, previous: Word | None) -> bool:
    back = position - 1
    while back >= start and position - back <= _LOOK_BACK and text[back] in _SKIPPED_AT_START:
        back -= 1
    if back < start:
        return True
    if text[back] not in _SENTENCE_ENDS:
        return False
    is_after_stop = previous is not None and previous.end in (back, back + 1) and text[back] == "."
    return not (is_after_stop and previous is not None and _is_abbreviation(previous))


def _is_abbreviation(word: Word) -> bool:
    return len(word.text) == 1 or word.text in words()["abbreviations"]


def name_end(line: Line, last: int) -> int:
    """The end of a name whose last word is `last`: with the full stop of `Inc.` and `Jr.`, unless a line ends there."""
    word = line.words[last]
    rest = line.after(last, 2)
    return word.end + (word.text in words()["closing_abbreviations"] and rest[:1] == "." and len(rest) > 1)


def surfaces(line: Line, first: int, longest: int) -> Iterator[tuple[int, str]]:
    """Runs that start at word `first`, the longest first: the index of the last word, and the text."""
    for last in range(line.run_end(first, longest) - 1, first - 1, -1):
        yield last, line.surface(first, last)
