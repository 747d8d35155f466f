"""Voices: whose words the parts of a page are.

What belongs here: the article, every comment and every quoted document of a page as a voice of its own. What does not:
what is sought in their words (matching.py). Furniture is nobody's.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from tasks.records import Kind, Layer, Page, Segment
from tasks.watchlists.query import Fact
from tasks.watchlists.terms import fold
from tasks.watchlists.words import UNSPACED

_LETTER = rf"[^\W_{UNSPACED}]"
_WORD = re.compile(rf"{_LETTER}(?:{_LETTER}|['’-])*+|(?!_)(?=\w)[{UNSPACED}]")
ARTICLE = -1  # the article's voice; the others are known by their segment


class Voices:
    """A page's leaves but furniture, and whose words each of them is."""

    def __init__(self, page: Page) -> None:
        self.page = page
        kept = (leaf for leaf in page.leaves() if leaf.layer is not Layer.FURNITURE)
        self.leaves: Sequence[Segment] = sorted(kept, key=lambda leaf: leaf.start)
        self._starts = [leaf.start for leaf in self.leaves]

    @cached_property
    def leaves_of(self) -> Mapping[int, Sequence[Segment]]:
        """The leaves of every voice, by the voice."""
        found: dict[int, list[Segment]] = {}
        for position, leaf in enumerate(self.leaves):
            found.setdefault(self.of_leaf(position), []).append(leaf)
        return found

    def leaf_at(self, start: int, end: int) -> int | None:
        """The position of the leaf that holds a stretch of text."""
        position = bisect_right(self._starts, start) - 1
        return position if position >= 0 and end <= self.leaves[position].end else None

    def of_leaf(self, position: int) -> int:
        """The voice of a leaf: the segment of its comment or quoted document."""
        leaf = self.leaves[position]
        return ARTICLE if leaf.layer is Layer.ARTICLE else self._owner(leaf)

    def _owner(self, leaf: Segment) -> int:
        wanted = Kind.COMMENT if leaf.layer is Layer.COMMENT else Kind.QUOTED_DOCUMENT
        segment: Segment | None = leaf
        for _ in range(len(self._segments)):  # parents are no circle, but a page's markup is not to be trusted
            if segment is None or segment.kind is wanted:
                break
            segment = None if segment.parent_id is None else self._segments.get(segment.parent_id)
        return leaf.segment_id if segment is None else segment.segment_id

    @cached_property
    def _segments(self) -> Mapping[int, Segment]:
        return {segment.segment_id: segment for segment in self.page.segments}

    @cached_property
    def _word_starts(self) -> Sequence[int]:
        return [word.start() for word in _WORD.finditer(self.page.text)]

    def words_before(self, position: int) -> int:
        """How many of the page's words begin before a position."""
        return bisect_left(self._word_starts, position)

    def authors(self, voice: int) -> Iterable[str | None]:
        """Who wrote a voice's words."""
        if voice == ARTICLE:
            return self.page.authors
        comments = [comment.author for comment in self.page.comments if comment.comment_id == voice]
        quoted = [author for q in self.page.quoted_documents if q.segment_id == voice for author in q.authors]
        return [*comments, *quoted]

    def is_fact(self, voice: int, fact: Fact) -> bool:
        """Whether the document, or the voice's author, is what a query wants it to be."""
        if fact.field == "author":
            return fact.wanted in {fold(author) for author in self.authors(voice) if author}
        value = fold((self.page.site if fact.field == "site" else self.page.language) or "")
        return value == fact.wanted or (fact.field == "site" and value.endswith(f".{fact.wanted}"))
