"""From comments as they were read to blocks and containers.

What belongs here: numbering the comments that say something, completing their links. What does not: finding and reading
comments.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from urllib.parse import urljoin

from tasks.parse.base.assembly import Block, Container
from tasks.parse.base.page_comments import OpeningPost, PageComments
from tasks.parse.comments.single.comment import ReadComment
from tasks.records import Kind, Layer


def page_comments(
    rule: str, read: Sequence[ReadComment], url: str | None, *, is_first_opening: bool = False
) -> PageComments:
    """The comments that have a text, in the same order; `url` is the page's, which completes permalinks.

    Where `is_first_opening` the first of them is the post that opens a thread, and no comment. Nobody wrote a pingback:
    its lines are furniture.
    """
    said = [place for place, comment in enumerate(read) if comment.lines and not (is_first_opening and place == 0)]
    kept = [place for place in said if not read[place].is_link_back]
    number = {place: position for position, place in enumerate(kept)}
    return PageComments(
        blocks=tuple(block for place in said for block in _blocks(rule, read[place], number.get(place))),
        containers=tuple(_container(rule, read[place], number, url) for place in kept),
        opening=_opening(read[0]) if is_first_opening else None,
    )


def _blocks(rule: str, comment: ReadComment, number: int | None) -> Iterator[Block]:
    """A block a line; `number` is None for a pingback, which is no comment of the page."""
    for line in comment.lines:
        if number is None:
            yield Block(line, Layer.FURNITURE, Kind.RESIDUE, "pingback")
        else:
            yield Block(line, Layer.COMMENT, Kind.PARAGRAPH, rule, number)


def _container(rule: str, comment: ReadComment, number: dict[int, int], url: str | None) -> Container:
    return Container(
        Kind.COMMENT,
        rule,
        reply_to=None if comment.answers is None else number.get(comment.answers),
        authors=() if comment.author is None else (comment.author,),
        moment=comment.moment,
        permalink=_absolute(comment.permalink, url),
    )


def _opening(post: ReadComment) -> OpeningPost:
    blocks = tuple(Block(line, Layer.ARTICLE, Kind.PARAGRAPH, "opening-post") for line in post.lines)
    return OpeningPost(blocks, (post.author,) if post.author else (), post.moment)


def _absolute(link: str | None, url: str | None) -> str | None:
    if link is None:
        return None
    try:
        return urljoin(url or "", link)
    except ValueError:  # a broken IPv6 host
        return None
