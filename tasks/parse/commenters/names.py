"""Where the names of a page's commenters stand in a text: anywhere in comments, or only where somebody is addressed.

What belongs here: looking names up in one text. What does not: which texts of a page are looked at, and what is put in
the place of a name (disguise.py).

A name is compared word by word, whatever its case and the marks between its words: `Kim Okafor` is found in
`@kim_okafor` and `KimOkafor` too. Names that are ordinary words (`Will`, `than`) count only where somebody is addressed
or quoted by them: `@Will`, `Will wrote:`, `In reply to Will`, `Will, you are wrong`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from enum import Enum, auto
from itertools import pairwise

from tasks.parse.commenters.ordinary import is_common, spoken_to
from tasks.parse.lines.vocabulary import words
from tasks.text.compared_words import has_unspaced

_TOKEN = re.compile(r"[^\W_]+")
_CAMEL = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")
_HANDLE = re.compile(r"(?<![\w.@/])@(?P<name>[^\W\d_][\w.-]{0,38}\w)")
_MARKS = ".,;:!?…()[]\"'“”‘’«»–—"
_UNKNOWN_NAME = re.compile(r"[^\W\d_][\w'’-]*\.?(?: [\w'’-]+\.?){0,3}")
LONGEST_GAP = 3  # characters between two words of one name: a blank, `. `, ` - `
SHORTEST_JOINED = 5  # letters of a name printed without its blanks; shorter ones are parts of other words
BEFORE = 40  # characters before a name in which it is looked for whether somebody is addressed; set by hand
LONGEST_HEAD = 60  # characters of a name above a quotation


@dataclass(frozen=True, slots=True)
class Standing:
    """A stretch of a text where a commenter's name stands, and the name as the page prints it."""

    start: int
    end: int
    name: str


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    folded: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Form:
    """One way of writing a name. `is_ordinary`: its words may be no name at all."""

    words: tuple[str, ...]
    name: str
    is_ordinary: bool
    is_exact: bool  # counts in running text only where it is written in the very letters of `name`
    is_part: bool = False  # a part of a longer name: counts only where somebody is addressed


class _Where(Enum):
    """The kinds of text that names are looked up in."""

    COMMENT = auto()
    HEAD = auto()
    QUOTATION = auto()
    ADDRESS = auto()


class CommenterNames:
    """The names of a page's commenters, made ready for being looked up."""

    def __init__(self, names: Iterable[str], ordinary_words: Collection[str] = frozenset()) -> None:
        """`ordinary_words` are the words that the article uses in lower case: they may be no names."""
        self._forms: dict[str, list[_Form]] = {}
        self._marks: list[str] = []  # names without a word
        self._unspaced: list[str] = []  # names in scripts that put no blanks between words
        for name in dict.fromkeys(" ".join(name.split()) for name in names):
            for form in _forms(name, ordinary_words):
                self._forms.setdefault(form.words[0], []).append(form)
            if name and not _TOKEN.search(name):
                self._marks.append(name)
            if len(name) > 1 and has_unspaced(name):
                self._unspaced.append(name)
        for forms in self._forms.values():  # the longest name first, whole names before parts of others
            forms.sort(key=lambda form: (form.is_part, -len(form.words)))

    def in_comment(self, text: str) -> list[Standing]:
        """In a reader's words: names anywhere, ordinary words and unknown names where somebody is addressed."""
        return _apart(self._known(text, _Where.COMMENT), [*_handles(text), *_heads(text)])

    def in_head(self, text: str) -> list[Standing]:
        """In a line around comments (`Kim says:`, `Posted by Kim`): every name."""
        return _apart(self._known(text, _Where.HEAD), [*_handles(text), *_heads(text)])

    def in_quotation(self, text: str) -> list[Standing]:
        """In somebody else's text inside a comment: only where a commenter is addressed or quoted."""
        return _disjoint(self._known(text, _Where.QUOTATION))

    def in_address(self, text: str) -> list[Standing]:
        """In an address: every name that is no ordinary word."""
        return _disjoint(self._known(text, _Where.ADDRESS))

    def _known(self, text: str, where: _Where) -> Iterator[Standing]:
        tokens = [_Token(m[0], m[0].casefold(), m.start(), m.end()) for m in _TOKEN.finditer(text)]
        for place, token in enumerate(tokens):
            for form in self._forms.get(token.folded, ()):
                found = tokens[place : place + len(form.words)]
                if not _is_written(text, found, form):
                    continue
                start, end = found[0].start, found[-1].end
                if _counts(text, start, end, form, where):
                    yield Standing(start, end, form.name)
                    break
        for name in () if where is _Where.QUOTATION else self._unspaced:
            yield from (Standing(m.start(), m.end(), name) for m in re.finditer(re.escape(name), text))
        if text.strip() in self._marks:
            start = len(text) - len(text.lstrip())
            yield Standing(start, start + len(text.strip()), text.strip())


def _counts(text: str, start: int, end: int, form: _Form, where: _Where) -> bool:
    """Whether a name that is written here stands for the commenter, given what kind of text it is."""
    if where is _Where.ADDRESS:
        return not form.is_part and not form.is_ordinary
    if form.is_part:
        return _is_answered(text, start, end) or (where is _Where.COMMENT and _is_addressed(text, start, end))
    if where is _Where.HEAD:
        return True
    is_free = where is _Where.COMMENT and _is_spelt(text, start, end, form)
    return is_free or _is_addressed(text, start, end)


def _is_spelt(text: str, start: int, end: int, form: _Form) -> bool:
    """Whether a name of one word is written as a name, and is not the beginning of a longer one (`Daniel Craig`)."""
    if form.is_ordinary or not form.is_exact:
        return not form.is_ordinary or (len(form.words) > 1 and text[start:end] == form.name)
    is_name = text[start:end] in (form.name, form.name.upper(), form.name.capitalize())
    return is_name and not (text[end : end + 1] == " " and text[end + 1 : end + 2].isupper())


def folded_words(text: str) -> Iterator[str]:
    """The words of a text that are written in lower case."""
    bare = (word.strip(_MARKS) for word in text.split())
    return (word for word in bare if word.islower() and word.isalpha())


def _forms(name: str, ordinary_words: Collection[str]) -> Iterator[_Form]:
    tokens = _TOKEN.findall(name)
    folded = tuple(token.casefold() for token in tokens)
    if not folded:
        return
    is_ordinary = all(is_common(word, len(folded) == 1) or word in ordinary_words for word in folded)
    is_plain = len(folded) == 1 and folded[0].isalpha() and tokens[0] in (folded[0], folded[0].capitalize())
    yield _Form(folded, name, is_ordinary, is_exact=is_plain)
    parts = tuple(part.casefold() for part in _CAMEL.findall(tokens[0])) if len(folded) == 1 else ()
    if len(parts) > 1 and all(len(part) > 1 for part in parts):
        yield _Form(parts, name, is_ordinary, is_exact=False)
    joined = "".join(folded)
    if len(folded) > 1 and len(joined) >= SHORTEST_JOINED:
        yield _Form((joined,), name, is_common(joined), is_exact=False)
    if len(folded) > 1:
        for part in folded:
            if len(part) > 1:
                yield _Form((part,), name, is_ordinary=True, is_exact=False, is_part=True)


def _is_written(text: str, found: list[_Token], form: _Form) -> bool:
    """Whether these words of a text are the name's, with no more than a mark and a blank between two of them."""
    if tuple(token.folded for token in found) != form.words:
        return False
    gaps = (text[one.end : other.start] for one, other in pairwise(found))
    return all(len(gap) <= LONGEST_GAP and "\n" not in gap for gap in gaps)


def _line_around(text: str, start: int, end: int) -> tuple[str, str]:
    """What stands before and after a name on its line, in lower case."""
    before = text[max(0, start - BEFORE) : start].rpartition("\n")[2].lower()
    after = text[end : end + BEFORE].partition("\n")[0].lower()
    return before, after


def _is_answered(text: str, start: int, end: int) -> bool:
    """Whether a name stands behind an @, or in the head of a quotation or of an answer."""
    before, after = _line_around(text, start, end)
    if before.rstrip("_.-").endswith("@") or _ends_with(before.rstrip(" :"), words().quotes_of):
        return True
    if _ends_with(before.rstrip(" :"), (*words().answered, *words().signed_words)):
        return True
    return any(after.startswith(verb) and after[len(verb) :].lstrip()[:1] in (":", "") for verb in words().says_verbs)


def _is_addressed(text: str, start: int, end: int) -> bool:
    """Whether somebody is spoken to, answered or quoted by the name that stands here."""
    if _is_answered(text, start, end):
        return True
    before, after = _line_around(text, start, end)
    opening, rest = before.strip(" *»>“\"'(["), after.strip(" .!?…)]”\"'")
    if not opening:  # the name opens its line: alone, or `Kim,` or `Kim:`
        return not rest or after.lstrip()[:1] in tuple(",:–—…!") or after.startswith((" -", *words().says_verbs))
    if opening.endswith("@") or (opening.endswith(",") and (not rest or rest.startswith(","))):  # `Well said, Kim!`
        return True
    return _ends_with(opening, (*spoken_to(), *words().voice.greetings))


def _ends_with(before: str, phrases: Iterable[str]) -> bool:
    """Whether a text ends with one of these phrases, as whole words."""
    line = f" {before.rstrip()}"
    return any(line.endswith(f" {phrase.strip()}") for phrase in phrases)


def _handles(text: str) -> Iterator[Standing]:
    """Whoever is answered by a handle, commenter of this page or not: `@mara_k`."""
    if "@" in text:
        for found in _HANDLE.finditer(text):
            yield Standing(found.start("name"), found.end("name"), found["name"])


def _heads(text: str) -> Iterator[Standing]:
    """The name in the head of a quotation or of an answer, commenter of this page or not: `Mara wrote:`."""
    start = 0
    for line in text.split("\n"):
        if (found := _name_in_head(line)) is not None:
            yield Standing(start + found[0], start + found[1], line[found[0] : found[1]])
        start += len(line) + 1


def _name_in_head(line: str) -> tuple[int, int] | None:
    """Where the name stands in `Mara wrote:`, `Zitat von Mara`, `In reply to Mara`; None in any other line."""
    low = line.lower()
    if len(low) != len(line) or len(line) > LONGEST_HEAD:
        return None
    begin = len(low) - len(low.lstrip(' *»>“"↑'))
    for phrase in (*words().quotes_of, *words().answered):
        if len(phrase.strip()) > 1 and low.startswith(phrase.strip() + " ", begin):
            return _name_at(line, begin + len(phrase.strip()), len(line))
    if not low.rstrip().endswith(":"):
        return None
    bare = low.rstrip(" :")
    verb = next((verb for verb in words().says_verbs if bare.endswith(verb)), None)
    return None if verb is None else _name_at(line, begin, len(bare) - len(verb))


def _name_at(line: str, start: int, end: int) -> tuple[int, int] | None:
    """The span without the blanks and marks at its edges, where it is what a name may be: a few words, one uncommon."""
    name = line[start:end].strip(" :")
    start = line.index(name, start)
    is_name = _UNKNOWN_NAME.fullmatch(name) and not all(is_common(word) for word in name.casefold().split())
    return (start, start + len(name)) if is_name else None


def _apart(known: Iterable[Standing], guessed: Iterable[Standing]) -> list[Standing]:
    """All places in order, none overlapping another: the longer of two known names, and known before guessed ones."""
    kept = _disjoint(known)
    starts = [standing.start for standing in kept]
    for standing in _disjoint(guessed):
        place = bisect_left(starts, standing.end)
        if place == 0 or kept[place - 1].end <= standing.start:
            kept.append(standing)
    return sorted(kept, key=lambda standing: standing.start)


def _disjoint(found: Iterable[Standing]) -> list[Standing]:
    kept: list[Standing] = []
    for standing in sorted(found, key=lambda standing: (standing.start, -standing.end)):
        if not kept or kept[-1].end <= standing.start:
            kept.append(standing)
    return kept
