"""Comments of a page whose markup names none: told as in a text without markup, by what its lines look like.

What belongs here: when a page's lines are asked, and whether what they tell is believed. What does not: how lines are
read (plain/page.py).
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import replace
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

MOST_LINES = 5000
BELIEVED_RULES = frozenset(
    {"announced", "unannounced", "announced-named", "announced-bare"}
)  # where markup was, signs must be printed
FEWEST_ANNOUNCED = 1  # comments told by their lines alone, below a heading that announces them
FEWEST_UNANNOUNCED = 8  # … without one
FEWEST_LINKS = 3  # lines in a row that are nothing but links: a list of other pages
LONGEST_LONE = 1200  # characters of one comment by itself
LONGEST_TITLE = 200
_ITEM = re.compile(r"^\s{0,4}\d{1,3}[.)]\s")  # of a numbered list
_EDGES = re.compile(r"^[^\w\"“‘'(]{1,20}|[\s|:,·•(–—-]{1,20}$")


def comments_by_lines(tree: HtmlElement, printed: str, stamp_count: int, now: datetime | None) -> PageComments:
    """The comments that a page's lines set apart; none where no line can be a sign of any.

    `printed` holds the page's texts as they stand between its tags, a line each; `stamp_count` elements print a time.
    Laying out all lines is dear, so it is done only where comments are announced or times are many.
    """
    if stamp_count < FEWEST_UNANNOUNCED and not _is_spoken_of(printed):
        return PageComments()
    body = tree.find("body")
    page = lines(tree if body is None else body)
    if len(page) > MOST_LINES:
        return PageComments()
    found = read_signed_comments("\n".join(page), now)
    if not found.containers:
        return PageComments()
    links = frozenset(line for link in tree.iter("a") for line in lines(link))
    found = replace(found, blocks=_without_lists(found.blocks, links))
    return found if _is_believed(found, links, tree) else PageComments()


def _without_lists(blocks: Sequence[Block], links: Set[str]) -> tuple[Block, ...]:
    """The blocks, lists of links below the last comment's text taken for what they are."""
    last = blocks[-1].container
    run = 0
    for place, block in enumerate(blocks):
        run = run + 1 if block.container == last and block.text in links else 0
        if run == FEWEST_LINKS:
            kept = max(place + 1 - run, 1 + next(i for i, each in enumerate(blocks) if each.container == last))
            return (
                *blocks[:kept],
                *(replace(each, layer=Layer.FURNITURE, kind=Kind.RESIDUE) for each in blocks[kept:]),
            )
    return tuple(blocks)


def _is_spoken_of(printed: str) -> bool:
    """Whether a text between two tags announces comments or calls for them."""
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
    """What is in every line that announces comments or calls for them."""
    automaton = ahocorasick.Automaton()
    for cue in sorted({*words().nouns, *words().alone, *words().calls}):
        automaton.add_word(cue, cue)
    automaton.make_automaton()
    return automaton


def _is_believed(found: PageComments, links: Set[str], tree: HtmlElement) -> bool:
    """Whether what looks like comments is none of a page's lists: nearly all have names, few hold a title's link."""
    comments = found.containers
    count = len(comments)
    is_announced = comments[0].rule == "announced" or found.is_counted
    if count < (FEWEST_ANNOUNCED if is_announced else FEWEST_UNANNOUNCED):
        return False
    if comments[0].rule not in BELIEVED_RULES and not any(is_named(box, "talk") for box in tree.iter("div")):
        return False
    if 10 * sum(bool(comment.authors) for comment in comments) < 9 * count:
        return False
    return (count > 1 or _is_believed_alone(found)) and _is_written(found, links)


def _is_believed_alone(found: PageComments) -> bool:
    """Whether one comment by itself is of moderate length, and counted by a heading or dated."""
    length = sum(len(block.text) for block in found.blocks)
    return length <= LONGEST_LONE and (found.is_counted or found.containers[0].moment is not None)


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
    """A line of a list without its date."""
    return _EDGES.sub("", _ITEM.sub("", words().stamp.sub("", line))) if len(line) <= LONGEST_TITLE else line
