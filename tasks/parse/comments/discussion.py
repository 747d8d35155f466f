"""Readers' comments and forum posts of an HTML page, read and taken out of its tree.

What belongs here: from groups of elements to blocks and containers, and clearing the tree. What does not: finding
groups (named.py), reading a comment (one_comment.py).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from typing import Any
from urllib.parse import urljoin

from lxml import etree
from lxml.html import HtmlElement

from tasks.dates.publication.stamps import Reader, reader_for
from tasks.parse.base.assembly import Block, Container
from tasks.parse.base.folding import letters_of
from tasks.parse.base.tree_text import inline_text
from tasks.parse.comments.by_lines import told_by_lines
from tasks.parse.comments.by_shape import stamps
from tasks.parse.comments.groups import Group
from tasks.parse.comments.index import Index, index_of
from tasks.parse.comments.named import find_group, run_instead
from tasks.parse.comments.one_comment import ReadComment
from tasks.parse.comments.refrains import printed_once, without_refrains
from tasks.parse.comments.stated import StatedThread, stated_thread
from tasks.parse.comments.vocabulary import is_named
from tasks.records import Kind, Layer, Moment

MOST_TEXT_BESIDE = 2500  # characters beside the comments in a box named after them; more is an article
MOST_RULES = 800  # characters in a box named after comments without any; more may be an article
MOST_ELEMENTS_ABOVE = 5000  # of a thread that are looked at
LONG_PARAGRAPH = 80  # characters
LEAST_ARTICLE = 450  # characters in long paragraphs
SEEN_LETTERS = 80  # by which an opening post that data state is known again on the page
_DEPTH = re.compile(r"(?:^|[\s_-])(?:depth|level|indent)[-_]?(\d{1,2})(?:$|\s)")
_NUMERIC_DATE = re.compile(r"(\d(?<![\d./-]\d)\d?)[./-](\d{1,2})[./-](?:19|20)\d\d(?!\d)")
_NUMBER = re.compile(r"\d{1,20}")
_PARENT_NAMES = ("data-parent-id", "data-parent", "data-parentid", "data-parent-comment-id", "data-reply-to")


@dataclass(frozen=True, slots=True)
class Opening:
    """The post that opens a thread: the page's article."""

    blocks: tuple[Block, ...]
    authors: tuple[str, ...]
    moment: Moment | None


@dataclass(frozen=True, slots=True)
class Discussion:
    """All comments of a page in reading order; `opening` where the page is a thread."""

    blocks: tuple[Block, ...] = ()
    containers: tuple[Container, ...] = ()
    opening: Opening | None = None


def take_discussion(
    tree: HtmlElement, url: str | None = None, now: datetime | None = None, nodes: Sequence[dict[str, Any]] = ()
) -> Discussion:
    """Read the comments and remove them, their headings and forms from `tree`.

    `url` completes permalinks, `now` (naive UTC) is what "2 hours ago" is counted from, `nodes` are the page's linked
    data: where the tree shows no comments those of its data are taken.
    """
    index = index_of(tree)
    printed = index.printed()
    reader = _reader(tree, printed, now)
    group = find_group(index, reader)
    if group is None or len(group.items) == 1:
        times = stamps(tree, index.texts)
        group = run_instead(group, times, reader)
    stated = stated_thread(tree, nodes, url, reader) if group is None else None
    if stated is not None:
        _clear_rest(index)
        return _stated_discussion(stated, printed, url)
    if group is None:
        told = told_by_lines(tree, printed, len(times), now)
        _clear_rest(index)
        return Discussion(*told)
    read = without_refrains([printed_once(comment) for comment in group.read(group.items, reader)])
    parents = _parents(group)
    if group.kind == "post":
        read = _without_strangers(read)
    opening = _opening(read[0]) if group.kind == "post" and not _stands_article_above(tree, group) else None
    _clear(group)
    _clear_rest(index)
    return _discussion(f"{group.kind}-{group.name}"[:80], read, parents, opening, url)


def _stated_discussion(stated: StatedThread, printed: str, url: str | None) -> Discussion:
    """The comments that data state; the opening post with them, unless the page prints it itself."""
    opening = stated.opening
    is_printed = opening is None or letters_of(" ".join(opening.lines))[:SEEN_LETTERS] in letters_of(printed)
    if opening is None or is_printed or not opening.lines:
        return _discussion(stated.rule, stated.comments, stated.parents, None, url)
    parents = (None, *(None if parent is None else parent + 1 for parent in stated.parents))
    return _discussion(stated.rule, (opening, *stated.comments), parents, _opening(opening), url)


def _reader(tree: HtmlElement, printed: str, now: datetime | None) -> Reader:
    """The page's reader of dates; where its language leaves their order open, one date of the page may tell it."""
    reader = reader_for(tree, now)
    if reader.order is not None:
        return reader
    dates = _NUMERIC_DATE.findall(printed)
    is_day_first = any(int(first) > 12 for first, _ in dates)
    is_month_first = any(int(second) > 12 for _, second in dates)
    if is_day_first == is_month_first:
        return reader
    return replace(reader, order="DMY" if is_day_first else "MDY")


def _stands_article_above(tree: HtmlElement, posts: Group) -> bool:
    """Whether an article of its own stands above a thread, on which the posts are comments."""
    first = posts.items[0][0]
    length = 0
    for element in islice(tree.iter("p", str(first.tag)), MOST_ELEMENTS_ABOVE):
        if element is first:
            return False
        text = inline_text(element) if element.tag == "p" else ""
        length += len(text) if len(text) >= LONG_PARAGRAPH else 0
        if length >= LEAST_ARTICLE:
            return True
    return False


def _without_strangers(posts: list[ReadComment]) -> list[ReadComment]:
    """Posts without a time, among posts with one, are advertisements in a post's clothes: their text is left out."""
    dated = sum(post.moment is not None for post in posts)
    if 4 * dated < 3 * len(posts):
        return posts
    return [post if post.moment is not None else replace(post, lines=()) for post in posts]


def _opening(post: ReadComment) -> Opening:
    blocks = tuple(Block(line, Layer.ARTICLE, Kind.PARAGRAPH, "opening-post") for line in post.lines)
    return Opening(blocks, (post.author,) if post.author else (), post.moment)


def _discussion(
    rule: str, read: Sequence[ReadComment], parents: Sequence[int | None], opening: Opening | None, url: str | None
) -> Discussion:
    first = 0 if opening is None else 1
    kept = [index for index in range(first, len(read)) if read[index].lines]
    number = {index: position for position, index in enumerate(kept)}
    containers, blocks = [], []
    for index in kept:
        comment = read[index]
        parent = parents[index]
        containers.append(
            Container(
                Kind.COMMENT,
                rule,
                reply_to=None if parent is None else number.get(parent),
                authors=() if comment.author is None else (comment.author,),
                moment=comment.moment,
                permalink=_absolute(comment.permalink, url),
            )
        )
        blocks += [Block(line, Layer.COMMENT, Kind.PARAGRAPH, rule, number[index]) for line in comment.lines]
    return Discussion(tuple(blocks), tuple(containers), opening)


def _absolute(link: str | None, url: str | None) -> str | None:
    if link is None:
        return None
    try:
        return urljoin(url or "", link)
    except ValueError:  # a broken IPv6 host
        return None


def _parents(group: Group) -> list[int | None]:
    """For every item the index of the one that it answers: by attribute, by nesting, by the depth in its classes."""
    owner = {root: index for index, item in enumerate(group.items) for root in item}
    for index, item in enumerate(
        group.items
    ):  # an entry of a list is its first comment's, the others in it are answers
        for entry in item[0].iterancestors("li"):
            owner.setdefault(entry, index)
    numbers = {_numbers(item[0].get("id")): index for index, item in enumerate(group.items)}
    last: dict[int, int] = {}
    found: list[int | None] = []
    for index, item in enumerate(group.items):
        root = item[0]
        said = next((numbers.get(_numbers(root.get(name))) for name in _PARENT_NAMES if root.get(name)), None)
        around = next((owner[outer] for outer in root.iterancestors() if owner.get(outer, index) != index), None)
        depth = _DEPTH.search(root.get("class") or "")
        if depth is not None:
            level = int(depth[1])
            last[level] = index
            around = last.get(level - 1) if around is None and level > 1 else around
        answered = said if said is not None else around
        found.append(answered if answered is not None and answered < index else None)
    return found


def _numbers(text: str | None) -> str:
    return "".join(_NUMBER.findall((text or "")[:100]))


def _clear(group: Group) -> None:
    """Remove the comments, then the box around them if it is named after them and holds no article."""
    around = group.items[0][0].getparent()
    for item in group.items:
        for root in item:
            _remove(root)
    box = None
    while around is not None and around.tag not in ("body", "html"):
        if is_named(around, "area") and _text_length(around) <= MOST_TEXT_BESIDE and around.find(".//h1") is None:
            box = around
        around = around.getparent()
    if box is not None:
        _remove(box)


def _clear_rest(index: Index) -> None:
    """Remove what speaks of comments and is none: small boxes named after them, then headings, forms and controls.

    Small boxes hold rules, calls to comment, empty lists; larger ones may hold the article.
    """
    for element in index.areas:
        if _text_length(element) <= MOST_RULES and element.find(".//h1") is None:
            _remove(element)
    for element in index.rests:
        if _text_length(element) <= MOST_TEXT_BESIDE:
            _remove(element)


def _text_length(element: etree._Element) -> int:
    length = 0
    for text in element.itertext():
        length += len(text.strip())
        if length > MOST_TEXT_BESIDE:
            break
    return length


def _remove(element: etree._Element) -> None:
    """Cut an element out, its tail left where it was."""
    parent = element.getparent()
    if parent is None:
        return
    previous = element.getprevious()
    if element.tail:
        if previous is None:
            parent.text = (parent.text or "") + element.tail
        else:
            previous.tail = (previous.tail or "") + element.tail
    parent.remove(element)
