"""Text as lower-case words in Latin-1, one byte a character: what word lists are compared with in a hurry.

What belongs here: folding, and lists folded the same way. What does not: what a word's being there means.

The functions that fold are a few instructions a character; a regular expression is hundreds. Characters outside Latin-1
part words, so whoever looks for a word that holds one looks for its longest part.
"""

from __future__ import annotations

from collections.abc import Iterable

_LETTERS = bytes(range(ord("a"), ord("z") + 1)) + bytes(code for code in range(0xDF, 0x100) if code != 0xF7)
_CAPITALS = bytes(range(ord("A"), ord("Z") + 1)) + bytes(code for code in range(0xC0, 0xDF) if code != 0xD7)
FOLD = bytes(code if code in _LETTERS else code + 32 if code in _CAPITALS else ord(" ") for code in range(256))


def folded(text: str) -> bytes:
    """A text in lower case, everything but the letters of Latin-1 replaced by blanks."""
    return text.encode("latin-1", "replace").translate(FOLD)


def longest_parts(phrases: Iterable[str]) -> frozenset[bytes]:
    """Of each phrase the longest word that folding leaves of it."""
    return frozenset(max(parts, key=len) for parts in map(bytes.split, map(folded, phrases)) if parts)


def first_parts(phrases: Iterable[str]) -> frozenset[bytes]:
    """Of each phrase the first word that folding leaves of it."""
    return frozenset(parts[0] for parts in map(bytes.split, map(folded, phrases)) if parts)


def letters_of(text: str) -> str:
    """Letters and digits of a text in lower case: what two printings of one line have in common."""
    return "".join(filter(str.isalnum, text.casefold()))
