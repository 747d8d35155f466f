"""The names by which comment and forum software is known, made ready for looking an element up.

What belongs here: comment_layouts.toml as patterns, and the tokens of an element. What does not: what follows from it.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache
from importlib.resources import files
from itertools import islice

from lxml import etree

LONGEST_LABEL = 400  # characters of class and id that are looked at
_DIGITS = re.compile(r"\d{1,40}")
_TIME_TAGS = frozenset({"time", "relative-time", "abbr"})


class Role(Enum):
    """What an element is within a comment."""

    DROP = auto()
    AUTHOR = auto()
    TIME = auto()
    TEXT = auto()
    PANEL = auto()
    PROFILE = auto()  # of the writer, or of a later edit: its dates are not the comment's


@dataclass(frozen=True, slots=True)
class Layouts:
    """Patterns over one token each, and the roles with theirs in the order in which they are asked.

    `controls` is searched for in a printed line.
    """

    comment: re.Pattern[str]
    post: re.Pattern[str]
    never: re.Pattern[str]
    roles: tuple[tuple[Role, re.Pattern[str]], ...]
    area: re.Pattern[str]
    rest: re.Pattern[str]
    aside: re.Pattern[str]
    talk: re.Pattern[str]
    quote: re.Pattern[str]
    controls: re.Pattern[str]


@lru_cache(maxsize=1)
def layouts() -> Layouts:
    """The table of comment_layouts.toml."""
    table = tomllib.loads(files("tasks.parse").joinpath("comment_layouts.toml").read_text(encoding="utf-8"))
    items, roles, areas = table["items"], table["roles"], table["areas"]
    order = (Role.PROFILE, Role.TIME, Role.AUTHOR, Role.DROP, Role.TEXT, Role.PANEL)
    return Layouts(
        comment=_whole(items["comment"]),
        post=_whole(items["post"]),
        never=_whole(items["never"]),
        roles=tuple((role, _whole(roles[role.name.lower()])) for role in order),
        area=_whole(areas["area"]),
        rest=_whole(areas["rest"]),
        aside=_whole(areas["aside"]),
        talk=_whole(areas["talk"]),
        quote=_whole(areas["quote"]),
        controls=re.compile(rf"(?<!\w)(?:{'|'.join(areas['controls'])})(?!\w)", re.IGNORECASE),
    )


def _whole(patterns: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))


def tokens(element: etree._Element) -> tuple[str, ...]:
    """An element's classes, `#id`, `@itemprop` and `@itemtype` as the table writes them."""
    get = element.get
    return _tokens(get("class") or "", get("id") or "", get("itemprop") or "", get("itemtype") or "")


@lru_cache(maxsize=16_384)
def _tokens(classes: str, identifier: str, prop: str, kind: str) -> tuple[str, ...]:
    words = [*classes[:LONGEST_LABEL].split(), *(f"#{word}" for word in identifier[:LONGEST_LABEL].split()[:1])]
    words += [f"@{word}" for word in prop[:LONGEST_LABEL].split()]
    words += [f"@{word.rsplit('/', 1)[-1]}" for word in kind[:LONGEST_LABEL].split()]
    stems = (_DIGITS.sub("", word.lower()).replace("--", "-").rstrip("-_") for word in words)
    return tuple(dict.fromkeys(stem for stem in stems if len(stem) > 1))


@lru_cache(maxsize=16_384)
def item_kinds(token: str) -> tuple[bool, bool]:
    """Whether a token may name one comment, and one post."""
    table = layouts()
    if len(token) > 60 or (not token.startswith("@") and table.never.fullmatch(token)):
        return False, False
    return table.comment.fullmatch(token) is not None, table.post.fullmatch(token) is not None


def role_of(element: etree._Element) -> Role | None:
    """What an element is within a comment, by its tag and its names."""
    tag = element.tag
    if tag in _TIME_TAGS and (tag != "abbr" or element.get("title")):
        return Role.TIME
    if "author" in (element.get("rel") or "") or tag == "cite":
        return Role.AUTHOR
    names = tokens(element)
    role = _role(names) if names else None
    return Role.PANEL if role is None and tag == "aside" else role


@lru_cache(maxsize=16_384)
def _role(names: tuple[str, ...]) -> Role | None:
    patterns = dict(layouts().roles)
    role = next((role for role, pattern in layouts().roles if _has(names, pattern)), None)
    exact = tuple(name for name in names if "-" in name or "_" in name)
    if role is Role.DROP and exact and _has(exact, patterns[Role.TEXT]):
        return Role.TEXT  # `comment-text` that can be edited, voted on or hidden is the text all the same
    return role


def _has(names: tuple[str, ...], pattern: re.Pattern[str]) -> bool:
    return any(len(name) <= 60 and pattern.fullmatch(name) for name in names)


def is_named(element: etree._Element, pattern: re.Pattern[str]) -> bool:
    """Whether one of an element's tokens matches."""
    return _has(tokens(element), pattern)


def is_quoted(node: etree._Element) -> bool:
    """Whether an element stands in the quotation of another post, whose head it would be."""
    return any(
        around.tag == "blockquote" or is_named(around, layouts().quote) for around in islice(node.iterancestors(), 5)
    )
