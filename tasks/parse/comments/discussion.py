"""Readers' comments and forum posts of an HTML page, read and taken out of its tree.

What belongs here: in which order the ways to find comments are tried, and what is a thread. What does not: the ways
themselves (named.py, by_shape.py, stated.py, by_lines.py), reading a comment (one_comment.py).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from itertools import islice
from typing import Any

from lxml.html import HtmlElement

from tasks.dates.publication.stamps import Reader, reader_for
from tasks.parse.base.page_comments import PageComments
from tasks.parse.base.tree_text import inline_text
from tasks.parse.comments.by_lines import comments_by_lines
from tasks.parse.comments.by_shape import stamps
from tasks.parse.comments.groups import Group
from tasks.parse.comments.index import index_of
from tasks.parse.comments.named import find_group, run_instead
from tasks.parse.comments.one_comment import ReadComment
from tasks.parse.comments.page_comments import page_comments
from tasks.parse.comments.refrains import printed_once, without_refrains
from tasks.parse.comments.removal import remove_comments, remove_rest
from tasks.parse.comments.replies import answered_items
from tasks.parse.comments.stated import stated_comments

MOST_ELEMENTS_ABOVE = 5000  # of a thread that are looked at
LONG_PARAGRAPH = 80  # characters
LEAST_ARTICLE = 450  # characters in long paragraphs
LONGEST_RULE = 80  # characters
_NUMERIC_DATE = re.compile(r"(\d(?<![\d./-]\d)\d?)[./-](\d{1,2})[./-](?:19|20)\d\d(?!\d)")


def take_comments(
    tree: HtmlElement, url: str | None = None, now: datetime | None = None, nodes: Sequence[dict[str, Any]] = ()
) -> PageComments:
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
    if group is not None:
        comments = _read_group(tree, group, reader, url)
        remove_comments(group)
    else:
        stated = stated_comments(tree, nodes, url, reader, printed)
        comments = stated if stated is not None else comments_by_lines(tree, printed, len(times), now)
    remove_rest(index)
    return comments


def _read_group(tree: HtmlElement, group: Group, reader: Reader, url: str | None) -> PageComments:
    """What the items of a group say; the first post of a thread opens it."""
    read = without_refrains([printed_once(comment) for comment in group.read(group.items, reader)])
    read = [replace(comment, answers=answered) for comment, answered in zip(read, answered_items(group), strict=True)]
    is_forum = group.kind == "post"
    if is_forum:
        read = _without_strangers(read)
    is_thread = is_forum and not _stands_article_above(tree, group)
    return page_comments(f"{group.kind}-{group.name}"[:LONGEST_RULE], read, url, is_first_opening=is_thread)


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
