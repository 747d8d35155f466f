"""Readers' comments and forum posts of an HTML page, read and taken out of its tree.

What belongs here: from groups of elements to blocks and containers, and clearing the tree. What does not: finding
groups (comment_items.py), reading a comment (comment_reading.py).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from urllib.parse import urljoin

from lxml import etree
from lxml.html import HtmlElement

from tasks.dates.stamps import Reader, reader_for
from tasks.parse.blocks import Block, Container
from tasks.parse.comment_items import find_group
from tasks.parse.comment_layouts import is_named, layouts
from tasks.parse.comment_reading import ReadComment, read_comment, without_refrains
from tasks.parse.comment_shapes import Group
from tasks.parse.plain_text import read_plain_text
from tasks.parse.tree_text import inline_text, lines
from tasks.parse.words import words
from tasks.records import Kind, Layer, Moment

MOST_TEXT_BESIDE = 2500  # characters beside the comments in a box named after them; more is an article
MOST_RULES = 800  # characters in a box named after comments without any; more may be an article
MOST_LINES = 5000
BELIEVED_RULES = frozenset({"announced", "unannounced", "announced-bare"})  # where markup was, signs must be printed
FEWEST_ANNOUNCED = 1  # comments told by their lines alone, below a heading that announces them
FEWEST_UNANNOUNCED = 8  # … without one
LONGEST_LONE = 1200  # characters of one comment by itself
LONGEST_TITLE = 200
TITLE_WORDS = 4
MOST_ELEMENTS_ABOVE = 5000  # of a thread that are looked at
LONG_PARAGRAPH = 80  # characters
LEAST_ARTICLE = 450  # characters in long paragraphs
_DEPTH = re.compile(r"(?:^|[\s_-])(?:depth|level|indent)[-_]?(\d{1,2})(?:$|\s)")
_NUMERIC_DATE = re.compile(r"(?<![\d./-])(\d{1,2})[./-](\d{1,2})[./-](?:19|20)\d\d(?!\d)")
_ITEM = re.compile(r"^\s{0,4}\d{1,3}[.)]\s")  # of a numbered list
_EDGES = re.compile(r"^[^\w\"“‘'(]{1,20}|[\s|:,·•(–—-]{1,20}$")
MOST_DATED_TEXT = 500_000  # characters
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


def take_discussion(tree: HtmlElement, url: str | None = None, now: datetime | None = None) -> Discussion:
    """Read the comments and remove them, their headings and forms from `tree`.

    `url` completes permalinks, `now` (naive UTC) is what "2 hours ago" is counted from.
    """
    reader = _reader(tree, now)
    group = find_group(tree, reader)
    if group is None:
        told = _told_by_lines(tree, now)
        _clear_rest(tree)
        return told
    others = group.elements()
    read = without_refrains([read_comment(item, others - set(item), reader) for item in group.items])
    parents = _parents(group)
    if group.kind == "post":
        read = _without_strangers(read)
    opening = _opening(read[0]) if group.kind == "post" and not _stands_article_above(tree, group) else None
    _clear(tree, group)
    return _discussion(group, read, parents, opening, url)


def _told_by_lines(tree: HtmlElement, now: datetime | None) -> Discussion:
    """Comments of a page whose markup names none: told as in a text without markup, by what its lines look like."""
    body = tree.find("body")
    page = lines(tree if body is None else body)
    if len(page) > MOST_LINES:
        return Discussion()
    plain = read_plain_text("\n".join(page), now)
    blocks = tuple(block for block in plain.blocks if block.container is not None)
    if not plain.containers or not _is_believed(blocks, plain.containers, tree):
        return Discussion()
    return Discussion(blocks, plain.containers)


def _is_believed(blocks: Sequence[Block], comments: Sequence[Container], tree: HtmlElement) -> bool:
    """Whether what looks like comments is none of a page's lists: nearly all have names, few hold a title's link."""
    count = len(comments)
    least = FEWEST_ANNOUNCED if comments[0].rule == "announced" else FEWEST_UNANNOUNCED
    if comments[0].rule not in BELIEVED_RULES and not any(is_named(box, layouts().talk) for box in tree.iter("div")):
        return False
    if count < least or 10 * sum(bool(comment.authors) for comment in comments) < 9 * count:
        return False
    if count == 1 and (comments[0].moment is None or sum(len(block.text) for block in blocks) > LONGEST_LONE):
        return False
    links = (_undated(line) for link in tree.iter("a") for line in lines(link))
    titles = {text for text in links if len(text.split()) >= TITLE_WORDS}
    linked = {block.container for block in blocks if _undated(block.text) in titles}
    return 2 * len(linked) < count


def _undated(line: str) -> str:
    """A line of a list without its date."""
    return _EDGES.sub("", _ITEM.sub("", words().stamp.sub("", line))) if len(line) <= LONGEST_TITLE else line


def _reader(tree: HtmlElement, now: datetime | None) -> Reader:
    """The page's reader of dates; where its language leaves their order open, one date of the page may tell it."""
    reader = reader_for(tree, now)
    if reader.order is not None:
        return reader
    dates = _NUMERIC_DATE.findall("".join(tree.itertext())[:MOST_DATED_TEXT])
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
    group: Group, read: Sequence[ReadComment], parents: Sequence[int | None], opening: Opening | None, url: str | None
) -> Discussion:
    first = 0 if opening is None else 1
    rule = f"{group.kind}-{group.name}"[:80]
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


def _clear(tree: HtmlElement, group: Group) -> None:
    """Remove the comments, then the box around them if it is named after them and holds no article."""
    around = group.items[0][0].getparent()
    for item in group.items:
        for root in item:
            _remove(root)
    box = None
    while around is not None and around.tag not in ("body", "html"):
        if (
            is_named(around, layouts().area)
            and _text_length(around) <= MOST_TEXT_BESIDE
            and around.find(".//h1") is None
        ):
            box = around
        around = around.getparent()
    if box is not None:
        _remove(box)
    _clear_rest(tree)


def _clear_rest(tree: HtmlElement) -> None:
    """Remove forms and headings of comments, and what is left of their boxes."""
    _clear_areas(tree)
    for element in [
        element
        for element in tree.iter("div", "section", "form", "p", "h2", "h3", "h4", "a", "span", "li")
        if is_named(element, layouts().rest)
    ]:
        if _text_length(element) <= MOST_TEXT_BESIDE:
            _remove(element)


def _clear_areas(tree: HtmlElement) -> None:
    """Remove small boxes named after comments in which none was found: rules, calls to comment, empty lists."""
    for element in [
        element for element in tree.iter("div", "section", "ul", "ol") if is_named(element, layouts().area)
    ]:
        if _text_length(element) <= MOST_RULES and element.find(".//h1") is None:
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
