"""Numbers as texts write them: decimal digits of any script, ordinals in digits, Chinese and Japanese numerals.

What belongs here: one token to its number. What does not: numbers in words of several tokens (resolve_relative.py).
"""

from __future__ import annotations

import re

HAN_NUMERALS = "〇零一二三四五六七八九十百千两兩"
_DIGITS = {sign: value for value, sign in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2, "兩": 2}
_RANKS = {"十": 10, "百": 100, "千": 1000}
_LEADING = re.compile(r"\d{1,15}(?=\D{0,3}$)")


def number_of(token: str) -> int | None:
    """12, `12th`, `１２`, `十二`, `二〇一八`; None for what is no whole number."""
    if token.isdecimal():
        return int(token)
    if token and all(sign in HAN_NUMERALS for sign in token):
        return _of_numerals(token)
    leading = _LEADING.match(token)
    return int(leading[0]) if leading is not None and not any(sign in token for sign in ",:/'’") else None


def _of_numerals(token: str) -> int:
    if not any(sign in _RANKS for sign in token):  # written digit by digit, as years are
        return int("".join(str(_DIGITS[sign]) for sign in token))
    total, digit = 0, 0
    for sign in token:
        if sign in _RANKS:
            total += (digit or 1) * _RANKS[sign]
            digit = 0
        else:
            digit = _DIGITS[sign]
    return total + digit
