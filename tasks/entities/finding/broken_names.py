"""People that are none, or less than was found: `z. B. Taxis`, `Allen Reisenden`, `Neil Hudson neil`, `Lorem Ipsum`.

What belongs here: what neither a model nor the rules see in a stretch they take for a name, for it has the form of one.
What does not: places (common_words.py), finding names (rules.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from tasks.entities.finding.candidates import Candidate
from tasks.entities.lexicon.tables import tags, words
from tasks.entities.lexicon.word_frequency import zipf

# Set by hand on German pages, on Zipf's scale.
_BEHIND_A_NAME = 4.3  # of the noun behind a whole name, where `Kramer` and `Mozart` stand as well
_RARE = 3.5  # a surname before it is rarer
_SURNAME_OR_NOUN = (
    3.9  # of the noun behind a letter: some surnames are nouns too; Zipf scale, set by hand on German pages
)
_ABBREVIATED = re.compile(
    r"(?:^|[^\w.])(?:\w\. ?){1,3}$"
)  # what stands before the last letter of `z. B.` and `i. d. R.`
_LETTER = re.compile(r"[^\W\d_]\. ?")
_LOOK_BACK = 10  # characters
_GLUED = re.compile(r"([^\W\d_a-z][a-z]{2,20})([^\W\d_a-z][a-z]{2,20})")
_NOUNS_HAVE_CAPITALS = "de"


def whole_names(text: str, candidates: Iterable[Candidate], language: str | None) -> Iterator[Candidate]:
    """The candidates without those that are no names; what does not belong to a person's name is cut off."""
    for candidate in candidates:
        surface = text[candidate.start : candidate.end]
        if _is_filler(surface) or _is_button(surface):
            continue
        if candidate.type != "PERSON":
            yield candidate
        elif not _is_abbreviation(text, candidate, surface, language):
            end = candidate.start + len(_without_tail(surface, language))
            yield replace(candidate, end=end) if end < candidate.end else candidate


def _is_filler(surface: str) -> bool:
    """Whether it is made of the words that fill a layout before its text is written."""
    return words()["filler_words"].issuperset(surface.casefold().split())


def _is_button(surface: str) -> bool:
    """`TwitterShare`: a button's words that lost the space between them."""
    found = _GLUED.fullmatch(surface)
    return found is not None and not words()["button_words"].isdisjoint(found.groups())


def _is_abbreviation(text: str, candidate: Candidate, surface: str, language: str | None) -> bool:
    """Whether what looks like an initial is the end of `z. B.`, or stands before a noun, or no name begins at all."""
    letter = _LETTER.match(surface)
    if letter is not None:
        before = text[max(0, candidate.start - _LOOK_BACK) : candidate.start]
        first, _, more = surface[letter.end() :].partition(" ")
        is_noun = language == _NOUNS_HAVE_CAPITALS and zipf(first.lower(), language) >= _SURNAME_OR_NOUN
        return _ABBREVIATED.search(before) is not None or (is_noun and not _is_given(first) and not more)
    first, _, more = surface.partition(" ")
    return language == _NOUNS_HAVE_CAPITALS and bool(more) and first.lower() in words()["german_determiners"]


def _without_tail(surface: str, language: str | None) -> str:
    """The name without the address that begins behind it; in German, without a noun that stands behind a whole name."""
    parts = surface.split(" ")
    while len(parts) > 2 and _is_of_address(parts):
        parts.pop()
    while len(parts) > 2 and _is_noun_behind(parts, language):
        parts.pop()
    return " ".join(parts)


def _is_of_address(parts: list[str]) -> bool:
    """`Neil Hudson neil` before `.hudson@`: the name once more, in lower case."""
    named = {part.lower() for part in parts[:-1] if not part.islower()}
    return parts[-1].islower() and not named.isdisjoint(parts[-1].split("."))


def _is_noun_behind(parts: list[str], language: str | None) -> bool:
    """`Sara Zinnecker Stand`: a given name, a name that is none, and a word of the language."""
    middle, last = parts[-2], parts[-1]
    if last in words()["button_words"]:
        return True
    if language != _NOUNS_HAVE_CAPITALS or _is_given(middle) or middle.islower() or len(middle.strip(".")) < 2:
        return False
    is_noun = zipf(last.lower(), language) >= _BEHIND_A_NAME and not _is_given(last)
    return is_noun and zipf(middle.lower(), language) < _RARE


def _is_given(word: str) -> bool:
    return "given_names" in tags().get(word, frozenset())
