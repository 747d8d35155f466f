"""Running text of the tokens that corpora come in, as a newspaper or a comment prints it.

What belongs here: spaces, quotation marks, letter case. What does not: names (corpora.py).
"""

from __future__ import annotations

import html
import random
import re
from collections.abc import Sequence

_NO_SPACE_BEFORE = frozenset((",", ".", ";", ":", "!", "?", ")", "]", "}", "%", "...", "n't", "’", "'", "”"))
_NO_SPACE_AFTER = frozenset(("(", "[", "{", "$", "£", "€", "#", "@", "“", "‘"))
_CLITIC = re.compile(r"['’](?:s|S|re|ve|ll|d|m|t)|n['’]t")
_QUOTES = {"``": '"', "''": '"'}
_CAPITALS_SHARE, _LOWER_SHARE, _TITLE_SHARE = 0.04, 0.03, 0.03


def join(tokens: Sequence[str]) -> tuple[str, list[tuple[int, int]]]:
    """The text, and where each token stands in it."""
    text, offsets, quote_is_open, is_after_opening = "", [], False, False
    for index, token in enumerate(tokens):
        shown = html.unescape(_QUOTES.get(token, token))
        is_quote = shown == '"'
        is_glued = index == 0 or is_after_opening or _is_glued(tokens, index) or (is_quote and quote_is_open)
        quote_is_open ^= is_quote
        is_after_opening = is_quote and quote_is_open
        text += ("" if is_glued else " ") + shown
        offsets.append((len(text) - len(shown), len(text)))
    return text, offsets


def _is_glued(tokens: Sequence[str], index: int) -> bool:
    """Whether a token stands right after the one before."""
    word, before = tokens[index], tokens[index - 1]
    if word in _NO_SPACE_BEFORE or _CLITIC.fullmatch(word) or before in _NO_SPACE_AFTER:
        return True
    earlier = tokens[index - 2] if index > 1 else ""
    if word == "-":
        return before[:1].isalnum() and tokens[index + 1 : index + 2] != [] and tokens[index + 1][:1].isalnum()
    if before == "-":
        return earlier[:1].isalnum() and word[:1].isalnum()
    if before == ".":
        return (_is_initial(earlier) and _is_initial(word)) or (earlier.isdigit() and word.isdigit())
    return False


def _is_initial(word: str) -> bool:
    return len(word) == 1 and word.isupper()


def shuffled_case(text: str, choice: random.Random) -> str:
    """Now and then a text in capitals, in lower case or in Title Case, as headlines and comments come."""
    draw = choice.random()
    changed = text
    if draw < _CAPITALS_SHARE:
        changed = text.upper()
    elif draw < _CAPITALS_SHARE + _LOWER_SHARE:
        changed = text.lower()
    elif draw < _CAPITALS_SHARE + _LOWER_SHARE + _TITLE_SHARE:
        changed = " ".join(word[:1].upper() + word[1:] for word in text.split(" "))
    return changed if len(changed) == len(text) else text
