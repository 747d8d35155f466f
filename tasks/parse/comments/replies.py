"""Which comment answers which, as the markup says: by an attribute, by nesting, by a depth in a class.

What belongs here: structure of the elements. What does not: what a comment says (single/comment.py).
"""

from __future__ import annotations

import re
from itertools import islice

from lxml import etree

from tasks.parse.comments.groups import Group
from tasks.text.patterns import NUMBER

LONGEST_IDENTIFIER = 100  # characters of an id that are looked at for a number; keeps the time in bounds
_DEPTH = re.compile(r"(?:^|[\s_-])(?:depth|level|indent)[-_]?(\d{1,2})(?:$|\s)")
_DEPTH_NAMES = ("depth", "data-depth", "data-level", "indent", "data-indent")
_DEPTH_ELEMENTS = 8  # of a comment's first, of which one may hold its depth: a cell that indents it; set by hand
_PARENT_NAMES = ("data-parent-id", "data-parent", "data-parentid", "data-parent-comment-id", "data-reply-to")


def answered_items(group: Group) -> list[int | None]:
    """For every item the place of the earlier item that it answers, or None."""
    owner = {root: place for place, item in enumerate(group.items) for root in item}
    for place, item in enumerate(group.items):
        for entry in item[0].iterancestors("li"):  # its first comment's; other comments in the entry are answers
            owner.setdefault(entry, place)
    numbers = {_numbers(item[0].get("id")): place for place, item in enumerate(group.items)}
    last: dict[int, int] = {}  # by depth, the last comment so far
    found: list[int | None] = []
    for place, item in enumerate(group.items):
        root = item[0]
        said = next((numbers.get(_numbers(root.get(name))) for name in _PARENT_NAMES if root.get(name)), None)
        around = next((owner[outer] for outer in root.iterancestors() if owner.get(outer, place) != place), None)
        level = _depth(root)
        if level is not None:
            last[level] = place
            around = last.get(level - 1) if around is None and level > 1 else around
        answered = said if said is not None else around
        found.append(answered if answered is not None and answered < place else None)
    return found


def _depth(root: etree._Element) -> int | None:
    """How deep a comment stands, by a class ("depth-2") or an attribute; None if nothing says.

    Those that answer no other are 1 deep: classes count from one, attributes from nought.
    """
    named = _DEPTH.search(root.get("class") or "")
    if named is not None:
        return int(named[1])
    for element in islice(root.iter(etree.Element), _DEPTH_ELEMENTS):
        for depth in filter(None, map(element.get, _DEPTH_NAMES)):
            if len(depth) <= 2 and depth.isdecimal():
                return int(depth) + 1
    return None


def _numbers(text: str | None) -> str:
    return "".join(NUMBER.findall((text or "")[:LONGEST_IDENTIFIER]))
