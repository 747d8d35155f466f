"""Words as watchlists see them: what is one word of a text, and where one ends.

What belongs here: words and their ends. What does not: terms (terms.py), or whose words they are (voices.py).

A word is a stretch of letters and digits. Chinese, Japanese, Thai, Lao, Burmese and Khmer are written without spaces:
each of their letters counts as a word, so that `北京` is found in `我在北京工作`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from hashlib import blake2b

# Unicode blocks of the scripts that are written without spaces; marks in them are no letters and end a word anyway.
UNSPACED = (
    "\u0e01-\u0edf"  # Thai, Lao
    "\u1000-\u109f"  # Burmese
    "\u1780-\u17d3"  # Khmer
    "\u3005-\u3007\u3021-\u3029\u3031-\u3035"  # 々〆〇, numerals, repeat marks
    "\u3041-\u30ff\u31f0-\u31ff\uff66-\uff9f"  # Hiragana, Katakana, also half width
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"  # Han
    "\U0001b000-\U0001b16f\U00020000-\U000323af"  # old kana, rare Han
)
FIRST_UNSPACED = "\u0e01"
_IS_UNSPACED = re.compile(f"[{UNSPACED}]")
_SPACED, _LETTER = rf"[^\W_{UNSPACED}]", r"[^\W_]"
_WORD = re.compile(rf"{_SPACED}+|{_LETTER}")
# A single space between two spaced words is not worth a token, nothing between two letters of a script without spaces.
_WORD_OR_GAP = re.compile(rf"{_SPACED}+|{_LETTER}|(?!(?<={_SPACED}) {_SPACED})[\W_]+")


def is_inside_word(text: str, position: int) -> bool:
    """Whether a word of a text goes on over this position."""
    before, after = text[position - 1], text[position]
    if not (before.isalnum() and after.isalnum()):
        return False
    if before < FIRST_UNSPACED and after < FIRST_UNSPACED:
        return True
    return _IS_UNSPACED.match(before) is None and _IS_UNSPACED.match(after) is None


def words_between(text: str, start: int, end: int) -> list[str]:
    """The words that lie in a stretch of a folded text as a whole, and what parts them where that is no plain space.

    What parts two words is itself a token, which begins with `_`; so that a phrase in it is the same phrase here.
    """
    if start and start < end and is_inside_word(text, start):
        start = _end_of_word(text, start, end)
    is_cut = end < len(text) and start < end and is_inside_word(text, end)
    found = _WORD_OR_GAP.findall(text, start, end)
    if is_cut:
        found.pop()
    return [piece if piece[0].isalnum() else _gap(piece) for piece in found]


def without_edges(tokens: list[str]) -> list[str]:
    """The tokens from the first word to the last."""
    inside = [number for number, token in enumerate(tokens) if token[0] != "_"]
    return tokens[inside[0] : inside[-1] + 1] if inside else []


@lru_cache(maxsize=10_000)
def _gap(piece: str) -> str:
    """The token for what stands between two words."""
    digest = blake2b(piece.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
    return f"_{digest}"


def _end_of_word(text: str, start: int, end: int) -> int:
    word = _WORD.match(text, start, end)
    return start if word is None else word.end()
