"""Take comments, quoted documents and names out of a page that is stored: blanks stand where they stood.

The text keeps its length, so that all other offsets into it stay good. What belongs here: which stretches of one page
are blanked, and what is left of its comments. What does not: pages on their way in (disguise.py), rows and files.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from tasks.identity import is_pseudonym
from tasks.parse.commenters.names import CommenterNames, folded_words
from tasks.parse.commenters.quotations import QuotedWords
from tasks.records import AROUND_RULES, Comment, Layer, Page, PageType, QuotedDocument, Segment

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Outtake:
    """What is taken out of a page: comments and quoted documents by their segments, and commenters by stored names.

    With a name go its comments, and what others quote of them word for word. On a page without a comment of that name
    it goes only where somebody is addressed or quoted by it. With comments by their segments goes what stands around
    them on the page and no layer holds: it may name their writers.
    """

    segments: frozenset[int] = frozenset()
    names: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Blanked:
    """A page without what was taken out: `spans` are the blanked stretches of its text, `gone` segments that are none.

    A comment whose parent is gone has none; its depth stays.
    """

    page: Page
    spans: tuple[Span, ...]
    gone: frozenset[int]


def blank(page: Page, outtake: Outtake) -> Blanked:
    """Take something out of a page."""
    by_name = {comment.comment_id for comment in page.comments if comment.author in outtake.names}
    gone = _below(page.segments, outtake.segments | by_name | _around(page, outtake.segments))
    leaves = list(page.leaves())
    inside = _below(page.segments, by_name)
    words = QuotedWords(page.text[leaf.start : leaf.end] for leaf in leaves if leaf.segment_id in inside)
    names = _Names(page, outtake.names)
    spans = [(leaf.start, leaf.end) for leaf in leaves if leaf.segment_id in gone]
    for leaf in leaves:
        if leaf.segment_id not in gone:
            found = _in_text(page.text[leaf.start : leaf.end], names, words, names.kind_of(leaf))
            spans += [(leaf.start + start, leaf.start + end) for start, end in found]
    spans = sorted(spans)
    text = blanked(page.text, spans)
    gone |= {
        leaf.segment_id
        for leaf in leaves
        if leaf.layer is not Layer.ARTICLE and not text[leaf.start : leaf.end].strip()
    }
    kept = tuple(
        replace(segment, repeat_of=None if segment.repeat_of in gone else segment.repeat_of)
        for segment in page.segments
        if segment.segment_id not in gone
    )
    return Blanked(
        replace(
            page,
            text=text,
            segments=kept,
            title=_line(page.title, names, words),
            standfirst=_line(page.standfirst, names, words),
            comments=tuple(_comment(c, gone, names, words) for c in page.comments if c.comment_id not in gone),
            quoted_documents=tuple(_quoted(q, names, words) for q in page.quoted_documents if q.segment_id not in gone),
        ),
        tuple(spans),
        frozenset(gone),
    )


def blanked(text: str, spans: Collection[Span]) -> str:
    """A text with blanks in the place of these stretches; line breaks stay."""
    characters = list(text)
    for start, end in spans:
        characters[start:end] = ["\n" if character == "\n" else " " for character in characters[start:end]]
    return "".join(characters)


def _below(segments: Collection[Segment], roots: Collection[int]) -> set[int]:
    """These segments and all inside them; a parent comes before its children."""
    found: set[int] = set()
    for segment in sorted(segments, key=lambda segment: segment.segment_id):
        if segment.segment_id in roots or segment.parent_id in found:
            found.add(segment.segment_id)
    return found


def _around(page: Page, segments: frozenset[int]) -> set[int]:
    """What stands around a page's text, where some of its comments are among these segments."""
    if segments.isdisjoint(comment.comment_id for comment in page.comments):
        return set()
    return {segment.segment_id for segment in page.segments if segment.rule in AROUND_RULES}


class _Names:
    """The names that are taken out, looked up among all commenters of the page."""

    def __init__(self, page: Page, names: frozenset[str]) -> None:
        self._wanted = {" ".join(name.split()) for name in names}
        self._pseudonyms = [name for name in self._wanted if is_pseudonym(name)]
        self._is_thread = page.page_type is PageType.FORUM
        self._segments = {segment.segment_id: segment for segment in page.segments}
        everybody = [comment.author for comment in page.comments if comment.author is not None]
        written = (page.text[leaf.start : leaf.end] for leaf in page.leaves() if leaf.layer is Layer.ARTICLE)
        ordinary = frozenset(word for text in written for word in folded_words(text)) if not self._is_thread else ()
        self._index = CommenterNames([*(name for name in names if not is_pseudonym(name)), *everybody], ordinary)
        self._is_present = not names.isdisjoint(everybody)

    def kind_of(self, leaf: Segment) -> Layer | None:
        """Whose words a leaf holds as far as names go: a repeat is treated as what it repeats; None for the article."""
        source = self._segments.get(leaf.repeat_of, leaf) if leaf.repeat_of is not None else leaf
        if source.layer is Layer.ARTICLE:
            return Layer.COMMENT if self._is_thread else None
        return source.layer

    def in_text(self, text: str, kind: Layer | None) -> Iterator[Span]:
        """Where the names stand as commenters' names."""
        for name in self._pseudonyms:
            yield from _places(text, name)
        if not self._wanted or kind is None:
            return
        find = {Layer.FURNITURE: self._index.in_head, Layer.COMMENT: self._index.in_comment}.get(kind)
        if find is None or not self._is_present:  # elsewhere another person may have the name
            find = self._index.in_quotation
        yield from ((found.start, found.end) for found in find(text) if found.name in self._wanted)


def _places(text: str, words: str) -> Iterator[Span]:
    start = text.find(words)
    while start >= 0:
        yield start, start + len(words)
        start = text.find(words, start + len(words))


def _in_text(text: str, names: _Names, words: QuotedWords, kind: Layer | None) -> Iterator[Span]:
    yield from names.in_text(text, kind)
    if kind is not None:
        yield from words.spans(text)


def _line(text: str | None, names: _Names, words: QuotedWords, kind: Layer | None = None) -> str | None:
    return None if text is None else blanked(text, list(_in_text(text, names, words, kind)))


def _comment(comment: Comment, gone: Collection[int], names: _Names, words: QuotedWords) -> Comment:
    link = comment.permalink
    return replace(
        comment,
        text=_line(comment.text, names, words, Layer.COMMENT) or "",
        permalink=None if link is None or any(True for _ in names.in_text(link, Layer.FURNITURE)) else link,
        parent_id=None if comment.parent_id in gone else comment.parent_id,
        quoted_comment_id=None if comment.quoted_comment_id in gone else comment.quoted_comment_id,
    )


def _quoted(quoted: QuotedDocument, names: _Names, words: QuotedWords) -> QuotedDocument:
    return replace(quoted, text=_line(quoted.text, names, words, Layer.QUOTED) or "")
