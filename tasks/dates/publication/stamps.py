"""What a stamp on a page is, and how one element is read: its date, the role its class names give it, what to keep off.

What belongs here: single elements. What does not: where stamps are looked for (machine_stamps.py, visible_stamps.py),
reading the text of a stamp (stamp/printed.py), choosing among stamps (choice.py).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from importlib.resources import files
from itertools import islice

from lxml.html import HtmlElement

from tasks.dates.stamp.printed import read_attribute, read_moment
from tasks.records import DateRole, Moment

LONGEST_VISIBLE = 120  # characters of an element that is a date stamp rather than text; set by hand
SHORTEST_VISIBLE = 4  # characters: a year by itself
LONGEST_RAW = 4 * LONGEST_VISIBLE  # the same with the blanks of its markup
# Bounds of work, set by hand, not fitted: pages stay far below them, traps and broken markup do not.
_LONGEST_NAMES = 300  # characters of class and id that are looked at
_MOST_ANCESTORS = 12  # elements around a stamp, of which one may say that it belongs to comments
_MOST_ELEMENTS = 400  # of one kind that are looked at
EXPLICIT = ("meta", "json_ld", "microdata")  # methods that say of what they are the date, and to machines
_BOUNDARIES = ("body", "html", "article", "main")
_ASIDES = ("aside", "footer", "nav")
_LANGUAGES_WITH_MONTH_FIRST = ("en-us", "en-ph")
_LANGUAGES_WITH_BOTH_ORDERS = ("", "en", "en-ca")
_NAME_PARTS = re.compile(r"[A-Z]?[a-zà-ÿ]+|[A-Z]+")
_MIDNIGHT = re.compile(r"(\d{4}-\d\d-\d\d)[T ]00:00(?::00(?:\.0{1,9})?)?\s?(?:Z|UTC|[+\-]\d\d:?\d\d)?")


@dataclass(frozen=True, slots=True)
class Stamp:
    """A date read at one place: what it is the date of, the kind of place, and the place itself.

    `is_open` marks one of two readings, of which nothing tells which is right.
    """

    role: DateRole
    method: str
    moment: Moment
    where: str
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads the stamps of one page, given when it was fetched (naive UTC) and the order of numbers in its language."""

    fetched_at: datetime | None
    order: str | None

    def attribute(self, text: str | None) -> Moment | None:
        """An attribute's or a structured datum's value; midnight to the second is how software writes a whole day."""
        if not text or len(text) > LONGEST_VISIBLE:
            return None
        midnight = _MIDNIGHT.fullmatch(text.strip())
        return read_attribute(midnight[1] if midnight else text, None, self.order)

    def printed(self, text: str, is_relative: bool = True) -> Moment | None:
        """A visible stamp; `is_relative` allows those that count back from the fetching."""
        return read_moment(text, self.fetched_at if is_relative else None, self.order)

    def element(self, element: HtmlElement) -> Moment | None:
        """An element whose whole text is a stamp."""
        text = stamp_text(element)
        return None if text is None else self.printed(text)


def stamp_text(element: HtmlElement) -> str | None:
    """The text of an element that is short enough for a stamp, on one line; None for any other."""
    parts: list[str] = []
    length = 0
    for part in element.itertext():
        length += len(part)
        if length > LONGEST_RAW:
            return None
        parts.append(str(part))
    text = " ".join(" ".join(parts).split())
    return text if SHORTEST_VISIBLE <= len(text) <= LONGEST_VISIBLE else None


def reader_for(tree: HtmlElement, fetched_at: datetime | None) -> Reader:
    """The reader of a page, with the order of numeric dates that its declared language implies."""
    return Reader(fetched_at, order_in(tree.get("lang")))


def order_in(language: str | None) -> str | None:
    """The order of day and month in a language tag's region; None where it tells nothing."""
    tag = (language or "").lower().replace("_", "-")
    if tag in _LANGUAGES_WITH_BOTH_ORDERS:
        return None
    return "MDY" if tag in _LANGUAGES_WITH_MONTH_FIRST else "DMY"


@lru_cache(maxsize=1)
def names() -> dict[str, dict[str, str]]:
    """Of each table of publication.toml, every name with its role."""
    raw = tomllib.loads(files("tasks.dates.publication").joinpath("publication.toml").read_text(encoding="utf-8"))
    return {
        table: {name: role for role, listed in roles.items() for name in listed.split()} for table, roles in raw.items()
    }


def role_of(name: str | None) -> DateRole:
    """The role that a table's word stands for."""
    return DateRole.UPDATED if name == "updated" else DateRole.PUBLISHED


def first(found: Iterable[HtmlElement]) -> list[HtmlElement]:
    """The first elements of one kind: as many of them as are looked at."""
    return list(islice(found, _MOST_ELEMENTS))


def class_role(element: HtmlElement) -> str | None:
    """What class and id say of an element: avoided, published, updated, neutral, or nothing.

    What is both (`published updated` of a post that was never changed) is published; a post's footer is part of it.
    """
    roles = _roles(element)
    if "end" in roles and "whole" not in roles:
        parent = element.getparent()
        if parent is None or "whole" not in _roles(parent):
            return "avoided"
    return next((role for role in ("avoided", "published", "updated", "neutral") if role in roles), None)


def _roles(element: HtmlElement) -> set[str]:
    known = names()["classes"]
    return {known[part] for part in map(str.lower, _NAME_PARTS.findall(_label(element))) if part in known}


def is_avoided(element: HtmlElement) -> bool:
    """Does it stand in comments, teasers, navigation or the like?"""
    node: HtmlElement | None = element
    for _ in range(_MOST_ANCESTORS):
        if node is None or node.tag in _BOUNDARIES or "post" in _roles(node):
            return False
        role = class_role(node)
        if role == "avoided" or (node.tag in _ASIDES and role is None):
            return True
        node = node.getparent()
    return False


def _label(element: HtmlElement) -> str:
    return f"{element.get('class') or ''} {element.get('id') or ''}"[:_LONGEST_NAMES]
