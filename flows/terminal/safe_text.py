"""Text from the web that is printed or written must steer nothing: no terminal, no spreadsheet, no reader of lines.

What belongs here: what is done to single texts. What does not: control characters (tasks/text/controls.py), tables and
CSV made of them (console.py).
"""

from __future__ import annotations

import json
import re
from datetime import date, datetime

_LEFT_IN_JSON = re.compile("[\x7f-\x9f\u2028\u2029]")  # json escapes C0; the last two end a line for many readers
# As OWASP lists them for CSV injection; the wide forms of East Asian keyboards count for spreadsheets too.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_NUMBER = re.compile(r"[+-]?[0-9]+(?:[.,][0-9]+)*(?:[eE][+-]?[0-9]+)?")


def no_formula(text: str) -> str:
    """The text as spreadsheets take it for text: with ' before what they would take for a formula."""
    begins = text.lstrip(" ").startswith(_FORMULA_STARTS)
    return f"'{text}" if begins and _NUMBER.fullmatch(text) is None else text


def to_json(value: object) -> str:
    """A value as JSON on one line, letters as they are, every control character escaped."""
    text = json.dumps(value, ensure_ascii=False, default=_as_text)
    return _LEFT_IN_JSON.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _as_text(value: object) -> object:
    return value.isoformat() if isinstance(value, date | datetime) else str(value)
