"""A page's blocks with pseudonyms in the place of commenters' names, and without what erased commenters wrote.

What belongs here: which texts of a page are looked at, and what is put in the place of a name. What does not: where
names stand in a text (names.py).

Names are replaced before the blocks become the reading text, so that all offsets, and all that is found in the text,
are made from the text without them. What the publisher wrote stays as it is, also where it names somebody who comments:
title, byline, paragraphs, captions, and furniture that repeats them. In a forum's thread everybody is a commenter, the
writer of its first post included.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from tasks.parse.base.assembly import Block, Container
from tasks.parse.commenters.blanking import blanked
from tasks.parse.commenters.links import with_names_replaced
from tasks.parse.commenters.names import CommenterNames, folded_words
from tasks.parse.commenters.privacy import Privacy, replaced
from tasks.parse.commenters.quotations import QuotedWords
from tasks.records import Kind, Layer


@dataclass(frozen=True, slots=True)
class Disguised:
    """A page's blocks and containers as they are stored, and what makes of a reader's line the one that is stored."""

    blocks: tuple[Block, ...]
    containers: tuple[Container, ...]
    line: Callable[[str], str]


def disguise(
    blocks: Sequence[Block],
    containers: Sequence[Container],
    privacy: Privacy,
    url: str | None = None,
    thread_authors: Sequence[str] | None = None,
) -> Disguised:
    """The page as it is stored. `thread_authors` are the writers of a forum's first post, None for other pages."""
    commenters = [name for c in containers if c.kind is Kind.COMMENT for name in c.authors]
    names = CommenterNames([*commenters, *(thread_authors or ())], _article_words(blocks, thread_authors is not None))
    work = _Disguise(privacy, names, thread_authors is not None, url, _erased_words(blocks, containers, privacy))
    return Disguised(
        tuple(work.block(block, blocks, containers) for block in blocks),
        tuple(work.container(container) for container in containers),
        work.comment_line,
    )


@dataclass(frozen=True, slots=True)
class _Disguise:
    privacy: Privacy
    names: CommenterNames
    is_thread: bool
    url: str | None
    erased_words: QuotedWords

    def block(self, block: Block, blocks: Sequence[Block], containers: Sequence[Container]) -> Block:
        """A block as it is stored; one without text is left out when the page is put together."""
        if _is_by_erased(block, containers, self.privacy):
            return replace(block, text="")
        source = block if block.repeat_of is None else blocks[block.repeat_of]
        text = self._text(block.text, source)
        return block if text is block.text else replace(block, text=text)

    def _text(self, text: str, source: Block) -> str:
        is_post = source.layer is Layer.ARTICLE and self.is_thread
        if source.layer is Layer.FURNITURE or (is_post and source.kind is Kind.BYLINE):
            return "\n".join(map(self._head_line, text.split("\n")))
        if source.layer is Layer.COMMENT or is_post:
            return self.comment_line(text)
        if source.layer is Layer.QUOTED:
            return replaced(text, self.names.in_quotation(text), self.privacy)
        return text

    def _head_line(self, text: str) -> str:
        return replaced(self._without_erased(text), self.names.in_head(text), self.privacy)

    def comment_line(self, text: str) -> str:
        """A reader's line as it is stored."""
        text = self._without_erased(text)
        return replaced(text, self.names.in_comment(text), self.privacy)

    def _without_erased(self, text: str) -> str:
        return blanked(text, list(self.erased_words.spans(text)))

    def container(self, container: Container) -> Container:
        """A comment as it is stored; quoted documents stay as they are."""
        if container.kind is not Kind.COMMENT:
            return container
        link = container.permalink
        return replace(
            container,
            authors=tuple(map(self.privacy.stored, container.authors)),
            permalink=None if link is None else with_names_replaced(link, self.url, self.names, self.privacy),
        )


def _article_words(blocks: Sequence[Block], is_thread: bool) -> frozenset[str]:
    """The words that the article uses in lower case: none in a thread, where nobody writes an article."""
    own = (block.text for block in blocks if block.layer is Layer.ARTICLE) if not is_thread else ()
    return frozenset(word for text in own for word in folded_words(text))


def _is_by_erased(block: Block, containers: Sequence[Container], privacy: Privacy) -> bool:
    """Whether a block stands in a comment whose writer was erased."""
    place = block.container if privacy.erased else None
    while place is not None:
        container = containers[place]
        if container.kind is Kind.COMMENT and any(map(privacy.is_erased, container.authors)):
            return True
        place = container.inside
    return False


def _erased_words(blocks: Sequence[Block], containers: Sequence[Container], privacy: Privacy) -> QuotedWords:
    """What erased commenters wrote, as far as others may quote it."""
    if not privacy.erased:
        return QuotedWords(())
    return QuotedWords(block.text for block in blocks if _is_by_erased(block, containers, privacy))
