"""Buttons and folding boxes that hold comments: a commenter's name, a time, a comment and its answers.

Comment systems open a profile or copy a link by a button, where others have a link. What belongs here: telling such
buttons. What does not: reading comments (comments/).
"""

from __future__ import annotations

import re
from itertools import islice

from lxml.html import HtmlElement

MOST_BUTTONS = 5000  # of a page that are looked at; bounds the time of a hostile one
_NAMES = ("class", "data-testid", "data-spot-im-class")
_TEXT = re.compile(
    r"user[-_]?name|comment[-_]{0,2}author|commenter|time[-_]?stamp|nick[-_]?name|display[-_]?name", re.IGNORECASE
)
_COMMENT = re.compile(r"comment|reply|response", re.IGNORECASE)
_ACTION = re.compile(r"follow|subscri|toggle|menu|mute|block-user|report|share|reply", re.IGNORECASE)


def open_details(tree: HtmlElement) -> None:
    """Turn `<details>` that are named as comments into boxes, and their summaries into heads; changes `tree`."""
    for details in [*islice(tree.iter("details"), MOST_BUTTONS)]:
        if _COMMENT.search(f"{details.get('class')} {details.get('id')}"[:400]):
            details.tag = "div"
            for summary in details.iterchildren("summary"):
                summary.tag = "div"


def open_buttons(tree: HtmlElement) -> None:
    """Turn buttons that are named as a commenter or a time, or hold a `<time>`, into text; changes `tree`."""
    for button in [*islice(tree.iter("button"), MOST_BUTTONS)]:
        names = " ".join(button.get(name) or "" for name in _NAMES)[:400]
        if _ACTION.search(names):
            continue
        if _TEXT.search(names) or button.find(".//time") is not None:
            button.tag = "span"
