"""Control characters in text from the web: they steer whatever shows or reads it, and say nothing."""

from __future__ import annotations

import re

REPLACEMENT = "\ufffd"
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")  # C0 without tab and line feed, DEL, C1


def without_controls(text: str) -> str:
    """The text with U+FFFD for each control character but tab and line feed; any end of a line is a line feed."""
    return _CONTROL.sub(REPLACEMENT, text.replace("\r\n", "\n").replace("\r", "\n"))
