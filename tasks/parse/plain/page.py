"""Reads a page from which a scraper took the tags away: a list of lines, nothing more.

What belongs here: the order in which a page is read, and its lines made into blocks. What does not: what lines look
like (lines/kinds.py), where comments stand (threads.py, voice.py), the article's part (head.py), repeats, quoted
documents.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from tasks.dates.stamp.order import shown_order
from tasks.dates.stamp.printed import read_moment
from tasks.parse.base.assembly import Block, Container
from tasks.parse.base.page_comments import OpeningPost, PageComments
from tasks.parse.lines.kinds import Line, read_lines, without_names
from tasks.parse.plain.answers import answered_posts, with_quotations
from tasks.parse.plain.head import Head, read_article
from tasks.parse.plain.posts import Post, Thread
from tasks.parse.plain.threads import find_thread, without_opening
from tasks.parse.plain.voice import find_readers
from tasks.records import Kind, Layer, Moment

_PRINTED_BESIDE = (Kind.PARAGRAPH, Kind.CAPTION)  # what the head's reader makes of ranks and places in a forum


@dataclass(frozen=True, slots=True)
class PlainReading:
    """A page without markup as it was read: what its head says, the lines above the comments, and the comments."""

    article: tuple[Block, ...]
    comments: PageComments
    title: str | None = None
    standfirst: str | None = None
    authors: tuple[str, ...] = ()
    published: Moment | None = None  # only where it is printed near the head

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The whole page in reading order."""
        return (*self.article, *self.comments.blocks)


def read_plain_text(text: str, fetched_at: datetime | None = None) -> PlainReading:
    """Read a page without markup; `fetched_at` (naive UTC) is what "2 hours ago" is counted from."""
    lines = with_quotations(read_lines(text))
    thread = find_thread(lines)
    lines = without_names(lines)
    thread = thread or _unsigned(lines)
    article_end = thread.begin if thread is not None else len(lines)
    head = read_article(lines[:article_end], fetched_at)
    post = thread.opening if thread is not None else None
    if post is not None:
        _take_opening(head, post, fetched_at)
    article = tuple(_article_block(line, head, index) for index, line in enumerate(lines[:article_end]))
    comments = _page_comments(lines, thread, fetched_at) if thread is not None else PageComments()
    if post is not None:
        written = tuple(block for index, block in enumerate(article) if index in post.written)
        comments = replace(comments, opening=OpeningPost(written, head.authors, head.published))
    return PlainReading(article, comments, head.title, head.standfirst, head.authors, head.published)


def read_signed_comments(text: str, fetched_at: datetime | None = None) -> PageComments:
    """Read only the comments of a page, and only where printed signs (a time, "Ann says:", "Reply") set them apart."""
    lines = with_quotations(read_lines(text))
    thread = find_thread(lines)
    if thread is None:
        return PageComments()
    comments = _page_comments(without_names(lines), thread, fetched_at)
    return replace(comments, blocks=tuple(block for block in comments.blocks if block.container is not None))


def _unsigned(lines: Sequence[Line]) -> Thread | None:
    thread = find_readers(lines)
    return None if thread is None else without_opening(lines, thread)


def _take_opening(head: Head, opening: Post, fetched_at: datetime | None) -> None:
    """The writer and the time of the post that opens a forum's thread are the article's, its text is the body."""
    if opening.author is not None:
        head.authors = (opening.author,)
    if opening.stamp is not None:
        head.published = read_moment(opening.stamp, fetched_at) or head.published
    written = frozenset(opening.written)
    for index in range(opening.begin, min(opening.end, len(head.kinds))):
        if index not in written and head.kinds[index] in _PRINTED_BESIDE:
            head.kinds[index] = None


def _article_block(line: Line, head: Head, index: int) -> Block:
    kind = head.kinds[index]
    if kind is None:
        return _residue(line, None, "plain-furniture")
    return Block(line.text, Layer.ARTICLE, kind, f"plain-{kind.value}", is_glued=line.is_glued)


def _residue(line: Line, container: int | None, rule: str) -> Block:
    return Block(line.text, Layer.FURNITURE, Kind.RESIDUE, rule, container, line.is_glued)


def _page_comments(lines: Sequence[Line], thread: Thread, fetched_at: datetime | None) -> PageComments:
    """The posts of a thread as blocks and containers; lines between and below them are furniture."""
    containers = tuple(_containers(lines, thread, fetched_at))
    return PageComments(tuple(_comment_blocks(lines, thread)), containers, is_counted=thread.is_counted())


def _containers(lines: Sequence[Line], thread: Thread, fetched_at: datetime | None) -> list[Container]:
    """One container a post; a post marked as an answer answers the last one that is not."""
    answered = answered_posts(lines, thread.posts)
    order = _date_order(thread.posts)
    containers: list[Container] = []
    top: int | None = None
    for index, post in enumerate(thread.posts):
        if not post.is_reply:
            top = index
        containers.append(
            Container(
                Kind.COMMENT,
                thread.rule,
                reply_to=answered.get(index, top if post.is_reply else None),
                authors=() if post.author is None else (post.author,),
                moment=None if post.stamp is None else read_moment(post.stamp, fetched_at, order),
            )
        )
    return containers


def _date_order(posts: Sequence[Post]) -> str | None:
    """How numbers such as 03/12/2019 are to be read, where one of the posts' dates leaves no choice."""
    return shown_order((post.stamp for post in posts if post.stamp is not None), are_stamps=True)


def _comment_blocks(lines: Sequence[Line], thread: Thread) -> list[Block]:
    owners: dict[int, int] = {}
    written: set[int] = set()
    for index, post in enumerate(thread.posts):
        owners.update(dict.fromkeys(range(post.begin, post.end), index))
        written.update(post.written)
    return [_comment_block(lines[i], owners.get(i), i in written) for i in range(thread.begin, len(lines))]


def _comment_block(line: Line, owner: int | None, is_written: bool) -> Block:
    if owner is None or not is_written:
        return _residue(line, owner, "comment-furniture" if owner is not None else "plain-furniture")
    return Block(line.text, Layer.COMMENT, Kind.PARAGRAPH, "comment-text", owner, line.is_glued)
