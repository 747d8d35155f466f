"""A page as it was read: its text, its segments, and what stands in them.

What belongs here: what parsing makes of one document. What does not: the document as it came (raw.py), what is found in
the text afterwards (tasks/findings.py).

Offsets are Unicode code points into `Page.text`, start inclusive, end exclusive.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from tasks.records.moments import DateBound, DateCandidate, Moment


class Layer(StrEnum):
    """Who wrote a stretch of text."""

    ARTICLE = "article"
    COMMENT = "comment"
    QUOTED = "quoted"
    FURNITURE = "furniture"


# Rules of the furniture that stands below the text of an HTML page: what no other layer holds.
NAVIGATION_RULE = "html-navigation"
FOLDED_RULE = "html-folded"
SURROUNDINGS_RULE = "html-surroundings"
AROUND_RULES = frozenset({NAVIGATION_RULE, FOLDED_RULE, SURROUNDINGS_RULE})


class Kind(StrEnum):
    """What a segment is within its layer."""

    TITLE = "title"
    STANDFIRST = "standfirst"
    BYLINE = "byline"
    DATELINE = "dateline"
    CAPTION = "caption"
    CREDIT = "credit"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    REPEAT = "repeat"
    COMMENT = "comment"
    QUOTED_DOCUMENT = "quoted_document"
    RESIDUE = "residue"


@dataclass(frozen=True, slots=True)
class Segment:
    """A typed stretch of the reading text.

    A segment that is nobody's parent is a leaf; leaves do not overlap, and together they cover all of the text but
    white space. `rule` names the rule that decided. `repeat_of` and `repeat_share` (0 to 1) are set on `repeat`s.
    """

    segment_id: int
    parent_id: int | None
    layer: Layer
    kind: Kind
    start: int
    end: int
    rule: str
    repeat_of: int | None = None
    repeat_share: float | None = None


@dataclass(frozen=True, slots=True)
class Comment:
    """A reader's comment, or a later post of a forum thread.

    `comment_id` is the segment_id of its segment (kind `comment`), `parent_id` another comment's id. `text` is the
    whole comment as written, quoted documents inside it included, residue left out. `depth` of a top comment is 0.
    `quoted_comment_id` is the id of an earlier comment of which it repeats words, as forums quote them.
    """

    comment_id: int
    parent_id: int | None
    position: int
    depth: int
    author: str | None
    posted: Moment | None
    permalink: str | None
    text: str
    quoted_comment_id: int | None = None


@dataclass(frozen=True, slots=True)
class QuotedDocument:
    """Another document quoted inside a comment (`comment_id`) or inside the article (`comment_id` None)."""

    segment_id: int
    comment_id: int | None
    title: str | None
    url: str | None
    authors: tuple[str, ...]
    published: Moment | None
    text: str


@dataclass(frozen=True, slots=True)
class Dateline:
    """Place and agency of a report's dateline (`KABUL, July 14 (Reuters) –`), None where not printed.

    `stamp` is the date as printed; where its year is known it stands among the date candidates.
    """

    segment_id: int
    place: str | None
    agency: str | None
    stamp: str | None


@dataclass(frozen=True, slots=True)
class Credit:
    """Whose picture it is, read from a credit's segment: photographers, and agencies or lenders in printed order."""

    segment_id: int
    photographers: tuple[str, ...]
    agencies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LiveEntry:
    """An entry of a live blog: its first and last segment, and its time; `printed` is the clock as it stands there."""

    segment_id: int
    last_segment_id: int
    posted: Moment | None
    printed: str


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a page itself says that its article was published first, and the rule that read so."""

    name: str | None
    url: str | None  # normalised
    rule: str


class PageType(StrEnum):
    """What kind of page a document is."""

    ARTICLE = "article"
    FORUM = "forum"
    LISTING = "listing"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Judgement:
    """An answer about a page that may be open (`value` None), and the rule that gave it."""

    value: bool | None = None
    rule: str | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """What parsing makes of a raw document. Immutable: every later finding is a row with offsets into `text`."""

    format: str  # "html" or "text"
    text: str  # Unicode NFC
    segments: tuple[Segment, ...]
    comments: tuple[Comment, ...] = ()
    quoted_documents: tuple[QuotedDocument, ...] = ()
    url: str | None = None  # as given, else the page's own canonical link
    canonical_url: str | None = None  # normalised
    site: str | None = None
    title: str | None = None
    standfirst: str | None = None
    authors: tuple[str, ...] = ()
    language: str | None = None  # ISO 639-1
    encoding: str | None = None  # the one the bytes were read in
    published: Moment | None = None
    published_method: str | None = None
    published_confidence: float | None = None  # 0 to 1; None without a date
    published_not_before: DateBound | None = None
    published_not_after: DateBound | None = None
    updated: Moment | None = None
    date_candidates: tuple[DateCandidate, ...] = ()
    dateline: Dateline | None = None
    credits: tuple[Credit, ...] = ()
    live_entries: tuple[LiveEntry, ...] = ()
    origin: Origin | None = None
    page_type: PageType | None = None
    page_type_rule: str | None = None
    paywalled: Judgement = Judgement()
    truncated: Judgement = Judgement()
    repairs: tuple[str, ...] = ()  # what was done to the bytes' text before it was read; names of rules

    def leaves(self) -> Iterator[Segment]:
        """The segments that are nobody's parent, in reading order."""
        parents = {segment.parent_id for segment in self.segments}
        return (segment for segment in self.segments if segment.segment_id not in parents)

    def main_text(self) -> str:
        """The text down to what stands around it on an HTML page."""
        below = (segment.start for segment in self.segments if segment.rule in AROUND_RULES)
        return self.text[: next(below, len(self.text))].rstrip()

    def body_segments(self) -> Iterator[Segment]:
        """The article's own headings, paragraphs and list items, and the datelines that open a paragraph's line."""
        own = [leaf for leaf in self.leaves() if leaf.layer is Layer.ARTICLE]
        for place, leaf in enumerate(own):
            is_opening = leaf.kind is Kind.DATELINE and self._is_one_line(own[place : place + 2])
            if is_opening or leaf.kind in (Kind.PARAGRAPH, Kind.HEADING):
                yield leaf

    def body(self) -> str:
        """The article's own text, one line per paragraph: no title, standfirst, byline, caption, credit or comment."""
        segments = list(self.body_segments())
        joined: list[str] = []
        for place, segment in enumerate(segments):
            is_joined = place > 0 and self._is_one_line(segments[place - 1 : place + 1])
            joined += (" " if is_joined else "\n", self.text[segment.start : segment.end])
        return "".join(joined[1:])

    def _is_one_line(self, pair: Sequence[Segment]) -> bool:
        """Whether two segments stand on one line with a blank between them."""
        return len(pair) == 2 and self.text[pair[0].end : pair[1].start] == " "

    def repeat_count(self) -> int:
        """How many segments repeat another one."""
        return sum(segment.kind is Kind.REPEAT for segment in self.segments)
