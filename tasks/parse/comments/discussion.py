"""Readers' comments and forum posts of an HTML page, read and taken out of its tree.

What belongs here: in which order the ways to find comments are tried, and what is a thread. What does not: the ways
themselves (named.py, by_shape.py, stated.py, by_lines.py), reading a comment (single/comment.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from typing import Any

from lxml import etree
from lxml.html import HtmlElement

from tasks.dates.publication.stamps import Reader, reader_for
from tasks.dates.stamp.order import shown_order
from tasks.parse.base.page_comments import PageComments
from tasks.parse.base.tree_text import inline_text
from tasks.parse.comments.article_guard import ShownArticle
from tasks.parse.comments.by_lines import comments_by_lines
from tasks.parse.comments.groups import Group
from tasks.parse.comments.index import index_of
from tasks.parse.comments.named import find_group, prefer_run
from tasks.parse.comments.page_comments import page_comments
from tasks.parse.comments.refrains import without_first_copy, without_refrains
from tasks.parse.comments.removal import keep_as_article, remove_comments, remove_rest
from tasks.parse.comments.replies import answered_items
from tasks.parse.comments.single.comment import ReadComment
from tasks.parse.comments.stamps import find_stamps
from tasks.parse.comments.stated import stated_comments

LONGEST_RULE = 80  # characters of a segment's rule; names of classes may be longer


@dataclass(frozen=True, slots=True)
class ArticleAbove:
    """When an article stands above the posts, which then are comments on it; set by hand on the development pages."""

    long_paragraph: int = 80  # characters; shorter ones are notes and controls
    text: int = 450  # characters in long paragraphs
    elements: int = 5000  # above the posts that are looked at; keeps the time in bounds


ARTICLE = ArticleAbove()
DATED_SHARE = 0.75  # of the posts, from which on a post without a time is an advertisement; set by hand


def take_comments(
    tree: HtmlElement,
    url: str | None = None,
    now: datetime | None = None,
    nodes: Sequence[dict[str, Any]] = (),
    *,
    is_stated_article: bool = False,
) -> PageComments:
    """Read the comments and remove them, their headings and forms from `tree`.

    `url` completes permalinks, `now` (naive UTC) is what "2 hours ago" is counted from, `nodes` are the page's linked
    data: where the tree shows no comments those of its data are taken. What is the page's article is never taken;
    `is_stated_article` tells that the page says it is one.
    """
    index = index_of(tree)
    printed = index.printed()
    reader = _reader(tree, printed, now)
    shown = ShownArticle(tree, is_stated=is_stated_article)
    group = find_group(index, reader)
    times: Sequence[etree._Element] = ()
    if group is None or len(group.items) == 1:
        times = find_stamps(tree, index.texts)
        group = prefer_run(group, times, reader)
    article: frozenset[etree._Element] = frozenset()
    if group is not None and shown.is_group(group, reader):
        article, group = keep_as_article(group), None
    if group is not None:
        comments = replace(_read_group(tree, group, reader, url), is_taken_out=True)
        remove_comments(group)
    else:
        stated = stated_comments(tree, nodes, url, reader, printed)
        comments = stated if stated is not None else comments_by_lines(tree, printed, len(times), now)
        comments = PageComments() if shown.is_in_lines(comments) else comments
    remove_rest(index, article)
    return comments


def _read_group(tree: HtmlElement, group: Group, reader: Reader, url: str | None) -> PageComments:
    """Read all items of a group; the first post of a thread becomes its opening."""
    read = without_refrains([without_first_copy(comment) for comment in group.read(group.items, reader)])
    read = [replace(comment, answers=answered) for comment, answered in zip(read, answered_items(group), strict=True)]
    is_forum = group.kind == "post"
    if is_forum:
        read = _without_advertisements(read)
    is_thread = is_forum and not _has_article_above(tree, group)
    return page_comments(f"{group.kind}-{group.name}"[:LONGEST_RULE], read, url, is_first_opening=is_thread)


def _reader(tree: HtmlElement, printed: str, now: datetime | None) -> Reader:
    """The page's reader of dates; 25/07/2021 anywhere on it settles the order where the language does not."""
    reader = reader_for(tree, now)
    if reader.order is not None:
        return reader
    return replace(reader, order=shown_order([printed], are_stamps=False))


def _has_article_above(tree: HtmlElement, posts: Group) -> bool:
    """Whether an article stands above the posts, so that they are comments on it."""
    first = posts.items[0][0]
    length = 0
    for element in islice(tree.iter("p", str(first.tag)), ARTICLE.elements):
        if element is first:
            return False
        text = inline_text(element) if element.tag == "p" else ""
        length += len(text) if len(text) >= ARTICLE.long_paragraph else 0
        if length >= ARTICLE.text:
            return True
    return False


def _without_advertisements(posts: list[ReadComment]) -> list[ReadComment]:
    """Blank the posts without a time where nearly all have one: advertisements are marked up as posts."""
    dated = sum(post.moment is not None for post in posts)
    if dated < DATED_SHARE * len(posts):
        return posts
    return [post if post.moment is not None else replace(post, lines=()) for post in posts]
