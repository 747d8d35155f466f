"""From blocks to a page's reading text: the one place where offsets are made.

The HTML reader and the plain text reader both end in a list of `Block`s (leaves, in reading order) and `Container`s
(comments and quoted documents); `assemble` joins them into one text and numbers the segments in reading order.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tasks.records import Comment, Kind, Layer, Moment, QuotedDocument, Segment

MOST_DEPTH = 500  # comments below each other; hostile markup may answer in a circle


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of text with its layer and kind, usually one line: a paragraph, a heading, a comment's line.

    `rule` names the rule that decided. `container` is the index of the comment or quoted document it stands in, of the
    innermost one. `is_inline` puts it on the line of the block before (a dateline's paragraph), `is_glued` does so
    without a blank. `repeat_of` is the index of the block that it repeats.
    """

    text: str
    layer: Layer
    kind: Kind
    rule: str
    container: int | None = None
    is_glued: bool = False
    repeat_of: int | None = None
    repeat_share: float | None = None
    is_inline: bool = False

    @property
    def separator(self) -> str:
        """Return what joins it to the block before: a line break, a blank or nothing."""
        return "" if self.is_glued else " " if self.is_inline else "\n"


@dataclass(frozen=True, slots=True)
class Container:
    """A comment or a quoted document: what is known of it. Its text is that of the blocks that name it.

    All three references are indices of containers: `inside` the comment that quotes this document, `reply_to` the
    comment that this one answers, `quotes` an earlier comment whose words it repeats.
    """

    kind: Kind
    rule: str
    inside: int | None = None
    reply_to: int | None = None
    quotes: int | None = None
    authors: tuple[str, ...] = ()
    moment: Moment | None = None
    permalink: str | None = None
    title: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Assembly:
    """A page's reading text, its segments by offset, its comments and quoted documents."""

    text: str
    segments: tuple[Segment, ...]
    comments: tuple[Comment, ...]
    quoted_documents: tuple[QuotedDocument, ...]


def assemble(blocks: Sequence[Block], containers: Sequence[Container] = ()) -> Assembly:
    """Join blocks (a line each, unless glued) into the reading text; blank blocks and empty containers are dropped."""
    kept = [index for index, block in enumerate(blocks) if block.text.strip()]
    text, spans = _join(blocks, kept)
    plan = _plan(blocks, containers, kept)
    segments = [_leaf(plan, index, blocks[index], spans[index]) for index in kept]
    segments += [_around(plan, index, containers[index], spans) for index in plan.members]
    segments.sort(key=lambda segment: segment.segment_id)
    comments = (index for index in plan.members if containers[index].kind is Kind.COMMENT)
    quoted = (index for index in plan.members if containers[index].kind is Kind.QUOTED_DOCUMENT)
    return Assembly(
        text=text,
        segments=tuple(segments),
        comments=tuple(_comment(plan, index, position, containers, blocks) for position, index in enumerate(comments)),
        quoted_documents=tuple(_quoted_document(plan, index, containers, blocks) for index in quoted),
    )


@dataclass(frozen=True, slots=True)
class _Plan:
    """Segment ids by block and by container index, and the blocks in each container (nested ones included)."""

    blocks: dict[int, int]
    containers: dict[int, int]
    members: dict[int, list[int]]


def _join(blocks: Sequence[Block], kept: Sequence[int]) -> tuple[str, dict[int, tuple[int, int]]]:
    parts: list[str] = []
    spans: dict[int, tuple[int, int]] = {}
    length = 0
    for index in kept:
        separator = blocks[index].separator if parts else ""
        stripped = blocks[index].text.strip()
        start = length + len(separator)
        length = start + len(stripped)
        spans[index] = (start, length)
        parts += (separator, stripped)
    return "".join(parts), spans


def _lineage(container: int | None, containers: Sequence[Container]) -> list[int]:
    """A container and those around it, outermost first."""
    line: list[int] = []
    while container is not None:
        line.append(container)
        container = containers[container].inside
    return line[::-1]


def _plan(blocks: Sequence[Block], containers: Sequence[Container], kept: Sequence[int]) -> _Plan:
    plan = _Plan({}, {}, {})
    following = 0
    for index in kept:
        for container in _lineage(blocks[index].container, containers):
            if container not in plan.containers:
                plan.containers[container] = following
                plan.members[container] = []
                following += 1
            plan.members[container].append(index)
        plan.blocks[index] = following
        following += 1
    return plan


def _leaf(plan: _Plan, index: int, block: Block, span: tuple[int, int]) -> Segment:
    return Segment(
        segment_id=plan.blocks[index],
        parent_id=None if block.container is None else plan.containers[block.container],
        layer=block.layer,
        kind=block.kind,
        start=span[0],
        end=span[1],
        rule=block.rule,
        repeat_of=None if block.repeat_of is None else plan.blocks.get(block.repeat_of),
        repeat_share=block.repeat_share,
    )


def _around(plan: _Plan, index: int, container: Container, spans: dict[int, tuple[int, int]]) -> Segment:
    members = plan.members[index]
    return Segment(
        segment_id=plan.containers[index],
        parent_id=None if container.inside is None else plan.containers[container.inside],
        layer=Layer.COMMENT if container.kind is Kind.COMMENT else Layer.QUOTED,
        kind=container.kind,
        start=spans[members[0]][0],
        end=spans[members[-1]][1],
        rule=container.rule,
    )


def _written(plan: _Plan, index: int, blocks: Sequence[Block]) -> str:
    """The text of a comment or quoted document, without furniture such as "Reply" and repeated lines."""
    kept = [blocks[member] for member in plan.members[index] if blocks[member].layer is not Layer.FURNITURE]
    return "".join((" " if block.is_inline else "\n") + block.text.strip() for block in kept)[1:]


def _depth(index: int, containers: Sequence[Container]) -> int:
    """Count the comments above a comment in its thread, `MOST_DEPTH` at most."""
    depth = 0
    reply_to = containers[index].reply_to
    while reply_to is not None and depth < MOST_DEPTH:
        depth += 1
        reply_to = containers[reply_to].reply_to
    return depth


def _comment(
    plan: _Plan, index: int, position: int, containers: Sequence[Container], blocks: Sequence[Block]
) -> Comment:
    container = containers[index]
    return Comment(
        comment_id=plan.containers[index],
        parent_id=None if container.reply_to is None else plan.containers.get(container.reply_to),
        position=position,
        depth=_depth(index, containers),
        author=container.authors[0] if container.authors else None,
        posted=container.moment,
        permalink=container.permalink,
        text=_written(plan, index, blocks),
        quoted_comment_id=None if container.quotes is None else plan.containers.get(container.quotes),
    )


def _quoted_document(
    plan: _Plan, index: int, containers: Sequence[Container], blocks: Sequence[Block]
) -> QuotedDocument:
    container = containers[index]
    return QuotedDocument(
        segment_id=plan.containers[index],
        comment_id=None if container.inside is None else plan.containers.get(container.inside),
        title=container.title,
        url=container.url,
        authors=container.authors,
        published=container.moment,
        text=_written(plan, index, blocks),
    )
