"""The names by which comment and forum software is known, made ready for looking an element up.

What belongs here: vocabulary.toml as patterns, and the tokens of an element. What does not: what follows from it.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache
from importlib.resources import files
from itertools import islice
from typing import Literal, get_args

from lxml import etree

from tasks.parse.lines.vocabulary import words

LONGEST_LABEL = 400  # characters of class and id that are looked at; this and the next keep the time in bounds
LONGEST_TOKEN = 60  # characters of one name
QUOTATION_DEPTH = 5  # elements above one that may be the quotation it stands in; set by hand
CACHED = 16_384  # names; those of a site recur on every page
_NO_DIGITS = dict.fromkeys(map(ord, "0123456789"))
_TIME_TAGS = frozenset({"time", "relative-time", "abbr"})


class Role(Enum):
    """What part of a comment an element is."""

    DROP = auto()
    AUTHOR = auto()
    TIME = auto()
    TEXT = auto()
    PANEL = auto()
    PROFILE = auto()  # of the writer, or of a later edit: its dates are not the comment's


Place = Literal["area", "rest", "aside", "talk", "quote", "link_back"]
_MARKED_PLACES: tuple[Place, ...] = ("area", "rest")


@dataclass(frozen=True, slots=True)
class Layouts:
    """Patterns over one token each, and the roles with theirs in the order in which they are asked.

    `stems` and `smileys` are searched for in names, `controls` in a printed line; `by_name`, `after_name`,
    `title_again` and `link_back` match what is printed before a name ("Posted by "), behind it (" on July 3"), before a
    title ("Re:") and before that of a page that links here ("Pingback:").
    """

    stems: re.Pattern[str]
    comment: re.Pattern[str]
    post: re.Pattern[str]
    never: re.Pattern[str]
    roles: tuple[tuple[Role, re.Pattern[str]], ...]
    places: dict[Place, re.Pattern[str]]
    controls: re.Pattern[str]
    smileys: re.Pattern[str]
    by_name: re.Pattern[str]
    after_name: re.Pattern[str]
    title_again: re.Pattern[str]
    link_back: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class NamedAs:
    """What an element may be by its names: the tokens that name one comment or one post, and whether it is a box.

    `is_area` is a box around all comments, `is_rest` a heading, a form or a control beside them.
    """

    comments: tuple[str, ...]
    posts: tuple[str, ...]
    is_area: bool
    is_rest: bool


@lru_cache(maxsize=1)
def layouts() -> Layouts:
    """Compile the patterns of vocabulary.toml, once."""
    table = tomllib.loads(files("tasks.parse.comments").joinpath("vocabulary.toml").read_text(encoding="utf-8"))
    items, roles, areas, writers = table["items"], table["roles"], table["areas"], table["writers"]
    order = (Role.PROFILE, Role.TIME, Role.AUTHOR, Role.DROP, Role.TEXT, Role.PANEL)
    return Layouts(
        stems=_whole(items["stems"]),
        comment=_whole(items["comment"]),
        post=_whole(items["post"]),
        never=_whole(items["never"]),
        roles=tuple((role, _whole(roles[role.name.lower()])) for role in order),
        places={place: _whole(areas[place]) for place in get_args(Place)},
        controls=re.compile(rf"(?<!\w)(?:{_patterns(areas['controls'])})(?!\w)", re.IGNORECASE),
        smileys=re.compile("|".join(table["pictures"]["smileys"])),
        by_name=re.compile(
            rf"^\W{{0,3}}(?:(?:{_any(writers['acts'])})\s)?(?:{_any(writers['by'])})\b\s?:?\s?", re.IGNORECASE
        ),
        after_name=_after_name(_any(writers["on"])),
        title_again=re.compile(rf"(?:{_any(table['titles']['again'])})\s?:", re.IGNORECASE),
        link_back=re.compile(rf"(?:{'|'.join(table['link_backs']['labels'])})\s?:", re.IGNORECASE),
    )


def _after_name(on: str) -> re.Pattern[str]:
    """What follows a name in the same line: a verb, a date, a mark and what stands behind it."""
    verbs = "|".join(re.escape(verb.strip()) for verb in words().says_verbs)
    return re.compile(
        rf"\s{{0,2}}(?:\b(?:{verbs}|{on})\b|[:|•·–—»(\[#@]|\s-\s|,\s|\.\.\.).{{0,200}}$", re.IGNORECASE | re.DOTALL
    )


def _patterns(patterns_of: dict[str, list[str]]) -> str:
    """One of the patterns of all languages."""
    return "|".join(pattern for each in patterns_of.values() for pattern in each)


def _any(words_of: dict[str, list[str]]) -> str:
    """One of the words of all languages."""
    return "|".join(re.escape(word) for each in words_of.values() for word in each)


def _whole(patterns: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))


def tokens(element: etree._Element) -> tuple[str, ...]:
    """An element's classes, `#id`, `@itemprop` and `@itemtype` as the table writes them."""
    get = element.get
    return _tokens(class_names(element), get("id"), get("itemprop"), get("itemtype"))


def class_names(element: etree._Element) -> str | None:
    """The classes of an element; the name of a custom element (`<site-comment>`) counts as one."""
    classes, tag = element.get("class"), str(element.tag)
    return f"{tag} {classes or ''}" if "-" in tag else classes


@lru_cache(maxsize=CACHED)
def _tokens(classes: str | None, identifier: str | None, prop: str | None, kind: str | None) -> tuple[str, ...]:
    names = classes[:LONGEST_LABEL].split() if classes else []
    if identifier:
        names += [f"#{word}" for word in identifier[:LONGEST_LABEL].split()[:1]]
    if prop:
        names += [f"@{word}" for word in prop[:LONGEST_LABEL].split()]
    if kind:
        names += [f"@{word.rsplit('/', 1)[-1]}" for word in kind[:LONGEST_LABEL].split()]
    stems = (word.lower().translate(_NO_DIGITS).replace("--", "-").rstrip("-_") for word in names)
    return tuple(dict.fromkeys(stem for stem in stems if len(stem) > 1))


@lru_cache(maxsize=CACHED)
def named_as(classes: str | None, identifier: str | None, prop: str | None, kind: str | None) -> NamedAs | None:
    """What an element with such attributes (class, id, itemprop, itemtype) may be; None for most elements."""
    if layouts().stems.search(f"{classes} #{identifier} {prop} {kind}".lower()) is None:
        return None
    found = [(name, may_be) for name in _tokens(classes, identifier, prop, kind) if (may_be := _kinds_of(name))]
    if not found:
        return None
    return NamedAs(
        comments=tuple(name for name, may_be in found if "comment" in may_be),
        posts=tuple(name for name, may_be in found if "post" in may_be),
        is_area=any("area" in may_be for _, may_be in found),
        is_rest=any("rest" in may_be for _, may_be in found),
    )


@lru_cache(maxsize=CACHED)
def _kinds_of(token: str) -> tuple[str, ...]:
    """All that an element with this name may be: comment, post, area, rest."""
    if len(token) > LONGEST_TOKEN:
        return ()
    table = layouts()
    found = [kind for kind, pattern in (("comment", table.comment), ("post", table.post)) if pattern.fullmatch(token)]
    if found and not token.startswith("@") and table.never.fullmatch(token):
        found = []
    return (*found, *(place for place in _MARKED_PLACES if table.places[place].fullmatch(token)))


def role_of(element: etree._Element) -> Role | None:
    """What part of a comment an element is, by its tag and its names; None for most."""
    tag, get = element.tag, element.get
    if tag in _TIME_TAGS and (tag != "abbr" or get("title")):
        return Role.TIME
    if tag == "cite" or "author" in (get("rel") or ""):
        return Role.AUTHOR
    names = tokens(element)
    role = _role(names) if names else None
    return Role.PANEL if role is None and tag == "aside" else role


@lru_cache(maxsize=CACHED)
def _role(names: tuple[str, ...]) -> Role | None:
    found = [_roles(name) for name in names]
    role = next((role for role, _ in layouts().roles if any(role in roles for roles in found)), None)
    if role is Role.DROP and any(
        Role.TEXT in roles and ("-" in name or "_" in name) for name, roles in zip(names, found, strict=True)
    ):
        return Role.TEXT  # `comment-text` that can be edited, voted on or hidden is the text all the same
    return role


@lru_cache(maxsize=CACHED)
def _roles(token: str) -> tuple[Role, ...]:
    """All roles that a token may name."""
    if len(token) > LONGEST_TOKEN:
        return ()
    return tuple(role for role, pattern in layouts().roles if pattern.fullmatch(token))


def is_named(element: etree._Element, place: Place) -> bool:
    """Whether one of an element's names is that of such a place ("sidebar" for aside)."""
    names = tokens(element)
    return bool(names) and _is(names, place)


@lru_cache(maxsize=CACHED)
def _is(names: tuple[str, ...], place: Place) -> bool:
    return any(_names_place(name, place) for name in names)


@lru_cache(maxsize=CACHED)
def _names_place(token: str, place: Place) -> bool:
    return len(token) <= LONGEST_TOKEN and layouts().places[place].fullmatch(token) is not None


def is_quoted(node: etree._Element) -> bool:
    """Whether an element stands in a quotation, so that a name or time in it is that of the post quoted."""
    around = islice(node.iterancestors(), QUOTATION_DEPTH)
    return any(outer.tag == "blockquote" or is_named(outer, "quote") for outer in around)
