"""What a single element of a comment prints by itself: its text, the sign of a smiley, or nothing.

What belongs here: one element without what stands in it. What does not: its role in the comment (vocabulary.py).
"""

from __future__ import annotations

import re
from itertools import islice

from lxml import etree

from tasks.parse.base.tree_text import INLINE_TAGS, UNSEEN_TAGS, inline_text
from tasks.parse.comments.vocabulary import layouts

LONGEST_SIGN = 40  # characters of what a smiley stands for (":slightly_smiling_face:"); set by hand
LONGEST_IDENTIFIER = 200  # characters of a hidden key ("v1/context/1352-2"); set by hand
_HIDDEN = re.compile(r"display\s{0,3}:\s{0,3}none", re.IGNORECASE)


def is_unseen(node: etree._Element) -> bool:
    """Whether a reader sees nothing of an element.

    A form is unseen if it has a text field; other forms are boxes around a comment and its controls. A hidden element
    is unseen if it is a key within a line ("v1/context/1352-2"); other hidden texts are unfolded by a script.
    """
    if node.tag in UNSEEN_TAGS:
        return node.tag != "form" or node.find(".//textarea") is not None
    style = node.get("style")
    if not style or node.tag not in INLINE_TAGS or not _HIDDEN.search(style):
        return False
    text = inline_text(node, LONGEST_IDENTIFIER)
    return " " not in text and len(text) < LONGEST_IDENTIFIER


def breaks_line(node: etree._Element) -> bool:
    """Whether a new line begins before and after an element; a `<cite>` does so in a quotation, whose head it is."""
    if node.tag == "cite":
        return any(around.tag == "blockquote" for around in islice(node.iterancestors(), 2))
    return node.tag not in INLINE_TAGS and node.tag not in UNSEEN_TAGS


def own_text(node: etree._Element) -> str:
    """The text before an element's first child in one line; for the picture of a smiley its sign (":-)")."""
    if node.tag != "img":
        return spaced(node.text)
    sign = node.get("alt") or ""
    is_smiley = layouts().smileys.search(f"{node.get('class')} {(node.get('src') or '')[:500]}".lower()) is not None
    return spaced(sign) if is_smiley and len(sign) <= LONGEST_SIGN else ""


def spaced(text: str | None) -> str:
    """A piece of text without line breaks of the source; "" for none."""
    return "" if not text else text.replace("\n", " ").replace("\r", " ")
