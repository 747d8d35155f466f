"""JSON as pages write it: with stray commas, comments, entities, unescaped quotes, several objects in one script.

What belongs here: getting values out of a script's text. What does not: what the values say (linked_data.py).

Strict reading comes first. What it refuses is mended where the reader stumbled; what still fails goes to chompjs, which
reads JavaScript's own notation.
"""

from __future__ import annotations

import json
import re
from html import unescape
from itertools import islice

import chompjs

LONGEST_SCRIPT = 500_000  # characters; set by hand, linked data of a page are a few thousand
LONGEST_MENDED = 50_000  # characters of a script that is not JSON; set by hand, hostile ones take a second at most
MOST_MENDINGS = 30  # in one script, each of which reads it once more; set by hand
MOST_VALUES = 50  # of one script that is not JSON; set by hand

_OPENING = re.compile(r"\A(?:\s|<!--|<!\[CDATA\[|//(?=\s*<!)|/\*(?=\s*<!)|\*/)+")
_CLOSING = re.compile(r"(?:\s|-->|\]\]>|//|/\*|\*/|;)+\Z")
_LONGEST_EDGE = 100  # characters of wrapping on either side; set by hand


def read_json(source: str) -> object:
    """The value of a script's text, a list of them where it holds several that are not parted as JSON asks, or None."""
    if len(source) > LONGEST_SCRIPT:
        return None
    text = _unwrapped(source)
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None if len(text) > LONGEST_MENDED else _recovered(text)


def _recovered(text: str) -> object:
    if '"' not in text:
        text = unescape(text)
    try:
        return _mended(text)
    except (ValueError, RecursionError):
        pass
    try:
        return list(islice(chompjs.parse_js_objects(text, loader=_mended), MOST_VALUES)) or None
    except (ValueError, RecursionError):
        return None


def _mended(text: str) -> object:
    """The value, with the commas that lack between values, and backslashes before quotes inside of strings."""
    for _ in range(MOST_MENDINGS):
        try:
            return json.loads(text, strict=False)
        except json.JSONDecodeError as error:
            if not error.msg.startswith("Expecting ',' delimiter") or error.pos >= len(text):
                raise
            text = _mended_at(text, error.pos)
    return json.loads(text, strict=False)


def _mended_at(text: str, place: int) -> str:
    if text[place] in '"{[':
        return f"{text[:place]},{text[place:]}"
    quote = text.rfind('"', 0, place)
    return f"{text[:quote]}\\{text[quote:]}" if quote > 0 else text


def _unwrapped(source: str) -> str:
    """The text without the comments and CDATA marks in which scripts were wrapped for browsers of old."""
    source = source.strip()
    opening, closing = _OPENING.match(source[:_LONGEST_EDGE]), _CLOSING.search(source[-_LONGEST_EDGE:])
    begin = opening.end() if opening is not None else 0
    end = len(source) - (len(closing[0]) if closing is not None else 0)
    return source[begin:end]
