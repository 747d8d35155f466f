"""Elements of a page that print a time, by which comments without names are found.

What belongs here: which elements are stamps. What does not: the blocks around them (by_shape.py), reading the time
(tasks/dates).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from lxml import etree
from lxml.html import HtmlElement

from tasks.parse.base.tree_text import UNSEEN_TAGS
from tasks.parse.lines.kinds import LONGEST_STAMP, LineKind, classify
from tasks.parse.lines.vocabulary import words

_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class _Sizes:
    """How large a stamp may be; set by hand, not fitted."""

    shortest: int = 6  # characters: "Jul 3."
    longest_source: int = 4 * LONGEST_STAMP  # characters with the line breaks and indents of the source
    shortest_title: int = 8  # characters of a tooltip: "3/7 9:30"
    longest_title: int = 40  # characters of a tooltip: "Wednesday, September 15, 2021 at 10:30"
    children: int = 8  # elements inside a stamp; a box has more
    stamps: int = 3000  # a page; keeps the time on archives of a whole year in bounds


SIZES = _Sizes()


def find_stamps(tree: HtmlElement, texts: Iterable[tuple[etree._Element, str]]) -> list[etree._Element]:
    """Elements that print a time, in the order of the page, none inside another, at most `SIZES.stamps`.

    `texts` are those of the page, each with its element.
    """
    printing = {element for element, text in texts if _prints_time(element, text)}
    body = tree.find("body")
    found: list[etree._Element] = []
    for element in (tree if body is None else body).iter(etree.Element):
        is_time = element in printing or (element.tag == "time" and element.get("datetime"))
        if (is_time or _has_time_as_title(element)) and _is_seen(element, found[-1:]):
            found.append(element)
            if len(found) >= SIZES.stamps:
                break
    return found


def _is_seen(element: etree._Element, last: Sequence[etree._Element]) -> bool:
    """Whether an element stands neither in the last stamp nor in what is not read."""
    return not any(
        around in last or (around.tag in UNSEEN_TAGS and around.tag != "form")
        for around in (element, *element.iterancestors())
    )


def _has_time_as_title(element: etree._Element) -> bool:
    """Whether a tooltip says when "2 hours ago" was."""
    title = element.get("title")
    if not title or not SIZES.shortest_title <= len(title) <= SIZES.longest_title:
        return False
    return len(element) == 0 and ":" in title and _is_stamp(title)


def _prints_time(element: etree._Element, text: str) -> bool:
    """Whether the text of an element outside its children is a time, perhaps with a name ("Ann | July 3, 2021")."""
    if not SIZES.shortest <= len(text) <= SIZES.longest_source or _DIGIT.search(text) is None:
        return False
    return not _has_many_children(element) and _is_stamp(text)


def _has_many_children(element: etree._Element) -> bool:
    """Whether an element has too many children for a stamp; len() would count all, for every text beside them."""
    return next(islice(element.iterchildren(), SIZES.children, None), None) is not None


def _is_stamp(printed: str) -> bool:
    text = " ".join(printed.split())
    return len(text) <= LONGEST_STAMP and classify(text, words()).kind in (LineKind.STAMP, LineKind.SAYS)
