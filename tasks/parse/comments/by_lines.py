"""Comments of a page whose markup names none, read from its lines as if it had no markup.

What belongs here: when a page's lines are asked, and whether the comments found in them are believed. What does not:
how lines are read (plain/page.py).
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache

import ahocorasick
from lxml.html import HtmlElement

from tasks.parse.base.assembly import Block
from tasks.parse.base.page_comments import PageComments
from tasks.parse.base.teasers import TITLE_WORDS
from tasks.parse.base.tree_text import lines
from tasks.parse.comments.vocabulary import is_named
from tasks.parse.lines.kinds import LONGEST_CONTROL, LineKind, classify
from tasks.parse.lines.vocabulary import words
from tasks.parse.plain.page import read_signed_comments
from tasks.records import Kind, Layer

_SIGNED_RULES = frozenset({"announced", "unannounced", "announced-named", "announced-bare"})


@dataclass(frozen=True, slots=True)
class LineThresholds:
    """When comments found in the lines of a page with markup are believed; set by hand on the development pages."""

    lines: int = 5000  # of a page that is laid out; keeps the time in bounds
    fewest_unannounced: int = 8  # comments without a heading that announces them
    links_in_a_row: int = 3  # lines that are nothing but links: a list of other pages
    longest_lone: int = 1200  # characters of one comment by itself
    named_share: float = 0.9  # of the comments, with a writer's name
    longest_title: int = 200  # characters of a link's text


BY_LINES = LineThresholds()
_ITEM = re.compile(r"^\s{0,4}\d{1,3}[.)]\s")  # of a numbered list
_EDGES = re.compile(r"^[^\w\"“‘'(]{1,20}|[\s|:,·•(–—-]{1,20}$")


def comments_by_lines(tree: HtmlElement, printed: str, stamp_count: int, now: datetime | None) -> PageComments:
    """Read the comments from a page's lines ("Ann, July 3, 2021" above "It rains."); no comments if none are believed.

    `printed` holds the page's texts as they stand between its tags, a line each; `stamp_count` elements print a time.
    Laying out all lines is slow, so it is done only where comments are announced or times are many.
    """
    if stamp_count < BY_LINES.fewest_unannounced and not _mentions_comments(printed):
        return PageComments()
    body = tree.find("body")
    page = lines(tree if body is None else body)
    if len(page) > BY_LINES.lines:
        return PageComments()
    found = read_signed_comments("\n".join(page), now)
    if not found.containers:
        return PageComments()
    links = frozenset(line for link in tree.iter("a") for line in lines(link))
    found = replace(found, blocks=_without_lists(found.blocks, links))
    return found if _is_believed(found, links, tree) else PageComments()


def _without_lists(blocks: Sequence[Block], links: Set[str]) -> tuple[Block, ...]:
    """Turn a list of links below the last comment's text, and what follows it, into furniture."""
    last = blocks[-1].container
    run = 0
    for place, block in enumerate(blocks):
        run = run + 1 if block.container == last and block.text in links else 0
        if run == BY_LINES.links_in_a_row:
            kept = max(place + 1 - run, 1 + next(i for i, each in enumerate(blocks) if each.container == last))
            return (
                *blocks[:kept],
                *(replace(each, layer=Layer.FURNITURE, kind=Kind.RESIDUE) for each in blocks[kept:]),
            )
    return tuple(blocks)


def _mentions_comments(printed: str) -> bool:
    """Whether a text between two tags announces comments ("12 comments") or calls for them ("Post a comment")."""
    seen: set[str] = set()
    for last, _ in _cues().iter(printed.lower()):
        begin, end = printed.rfind("\n", 0, last) + 1, printed.find("\n", last)
        text = printed[begin : end if end >= 0 else len(printed)].strip()
        if 0 < len(text) <= LONGEST_CONTROL and text not in seen:
            seen.add(text)
            line = classify(text, words())
            if line.is_call or (line.kind is LineKind.ANNOUNCEMENT and line.announced != 0):
                return True
    return False


@lru_cache(maxsize=1)
def _cues() -> ahocorasick.Automaton:
    """Words of which one stands in every line that announces comments or calls for them."""
    automaton = ahocorasick.Automaton()
    for cue in sorted({*words().nouns, *words().alone, *words().calls}):
        automaton.add_word(cue, cue)
    automaton.make_automaton()
    return automaton


def _is_believed(found: PageComments, links: Set[str], tree: HtmlElement) -> bool:
    """Whether the comments are no list of other pages: nearly all have names, few hold a link that is a title."""
    comments = found.containers
    count = len(comments)
    is_announced = comments[0].rule == "announced" or found.is_counted
    if count < BY_LINES.fewest_unannounced and not is_announced:
        return False
    if comments[0].rule not in _SIGNED_RULES and not any(is_named(box, "talk") for box in tree.iter("div")):
        return False
    if sum(bool(comment.authors) for comment in comments) < BY_LINES.named_share * count:
        return False
    return (count > 1 or _is_lone_comment(found)) and _is_written(found, links)


def _is_lone_comment(found: PageComments) -> bool:
    """Whether one comment by itself is of moderate length, and counted by a heading or dated."""
    length = sum(len(block.text) for block in found.blocks)
    return length <= BY_LINES.longest_lone and (found.is_counted or found.containers[0].moment is not None)


def _is_written(found: PageComments, links: Set[str]) -> bool:
    """Whether something is written in each comment, and most hold no link that is a title.

    Where a heading counts the comments, what stands around them does not matter.
    """
    count = len(found.containers)
    titles = {text for text in map(_undated, links) if len(text.split()) >= TITLE_WORDS}
    written = [block for block in found.blocks if block.layer is Layer.COMMENT]
    if len({block.container for block in written}) < count:
        return False
    looked_at = written if found.is_counted else found.blocks
    return 2 * len({block.container for block in looked_at if _undated(block.text) in titles}) < count


def _undated(line: str) -> str:
    """The title in a line of a list: "1. The old bridge | July 3, 2021" without number and date."""
    return _EDGES.sub("", _ITEM.sub("", words().stamp.sub("", line))) if len(line) <= BY_LINES.longest_title else line
