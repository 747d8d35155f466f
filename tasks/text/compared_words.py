"""Words as texts are compared by: normalised, with their places in the text.

What belongs here: cutting any script into comparable words. What does not: sentences, names, numbers (tasks/entities,
tasks/dates), and anything that weighs words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np
import numpy.typing as npt

# Scripts written without spaces; each character counts as a word (Thai, Lao, Myanmar, Khmer, kana, Han).
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
# Characters that are written inside words and seen by nobody: soft hyphen, zero-width spaces and joiners.
_INVISIBLE = "\u00ad\u200b-\u200d\u2060\ufeff"
WORD = re.compile(rf"[{_UNSPACED}]|[^\W_{_UNSPACED}]+(?:[{_INVISIBLE}]+[^\W_{_UNSPACED}]+)*")
_ASCII_WORD = re.compile(r"[A-Za-z0-9]+")
_PLAIN_WORD = re.compile(r"[^\W_]+")
_SPECIAL = re.compile(f"[{_UNSPACED}{_INVISIBLE}]")
_IS_UNSPACED = re.compile(f"[{_UNSPACED}]")
_INVISIBLE_CHARACTERS = re.compile(f"[{_INVISIBLE}]+")
# By ASCII code: whether it is a letter or a digit, and its small letter, a space for what belongs to no word.
_IS_IN_WORD = np.array([chr(code).isalnum() for code in range(128)])
_SMALL = bytes(ord(chr(code).lower()) if code < 128 and chr(code).isalnum() else ord(" ") for code in range(256))


@dataclass(frozen=True, slots=True)
class PlacedWords:
    """The words of a text, normalised, and where each stands: its first character, and one past its last."""

    words: list[str]
    starts: list[int]
    ends: list[int]


def words(text: str) -> list[str]:
    """The words of a text in order: NFKC, case folded, without punctuation; single characters in unspaced scripts."""
    return _ascii_words(text) if text.isascii() else surfaces_and_words(text)[1]


def surfaces_and_words(text: str) -> tuple[list[str], list[str]]:
    """The words of a text as they stand in it, and the same words normalised."""
    surfaces = _pattern(text).findall(text)
    return surfaces, _normalised(surfaces)


def placed_words(text: str, limit: int) -> PlacedWords:
    """The first `limit` words of a text with their offsets; the same words as `words` gives."""
    if text.isascii():
        edges = _ascii_edges(text)
        return PlacedWords(_ascii_words(text)[:limit], edges[: 2 * limit : 2], edges[1 : 2 * limit : 2])
    spans = [match.span() for match in islice(_pattern(text).finditer(text), limit)]
    surfaces = [text[start:end] for start, end in spans]
    return PlacedWords(_normalised(surfaces), [start for start, _ in spans], [end for _, end in spans])


def is_unspaced(sequence: Sequence[str]) -> bool:
    """Whether most of these words are characters of a script that is written without spaces."""
    if "".join(sequence).isascii():
        return False
    single = [word for word in sequence if len(word) == 1]
    return 2 * len(single) > len(sequence) < 2 * sum(map(bool, map(_IS_UNSPACED.match, single)))


def has_unspaced(text: str) -> bool:
    """Whether a text has a character of a script that puts no blanks between words."""
    return _IS_UNSPACED.search(text) is not None


def _ascii_words(text: str) -> list[str]:
    """The words of a text in ASCII, several times as fast as by a pattern."""
    return text.encode("ascii").translate(_SMALL).decode("ascii").split()


def _ascii_edges(text: str) -> list[int]:
    """Where they begin and end, in turn: wherever characters of words meet others."""
    is_in_word: npt.NDArray[np.bool_] = np.zeros(len(text) + 2, dtype=np.bool_)
    is_in_word[1:-1] = _IS_IN_WORD[np.frombuffer(text.encode("ascii"), dtype=np.uint8)]
    edges: list[int] = np.flatnonzero(is_in_word[1:] != is_in_word[:-1]).tolist()
    return edges


def _pattern(text: str) -> re.Pattern[str]:
    """The quickest pattern for the words of this text; all three find the same words."""
    if text.isascii():
        return _ASCII_WORD
    return WORD if _SPECIAL.search(text) else _PLAIN_WORD


def _normalised(surfaces: list[str]) -> list[str]:
    """One normalised word per surface, in one pass: NFKC composes nothing across a line feed."""
    if not surfaces:
        return []
    joined = "\n".join(surfaces)
    if joined.isascii():
        return joined.lower().split("\n")
    joined = _INVISIBLE_CHARACTERS.sub("", joined)
    if not unicodedata.is_normalized("NFKC", joined):
        joined = unicodedata.normalize("NFKC", joined)
    return joined.casefold().split("\n")
