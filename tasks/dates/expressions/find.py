"""Time expressions (TIMEX3) in a page's text: one scan of each segment with the rules of rules.toml.

What belongs here: choosing among overlapping matches, what a text has named so far, and which anchor a segment's
expressions are seen from. What does not: the patterns (rules.toml) and the values (resolve_*.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from tasks.dates.expressions.context import Context, Found, Reading
from tasks.dates.expressions.lexicon import LANGUAGES
from tasks.dates.expressions.periods import Period
from tasks.dates.expressions.rules import cores, matches
from tasks.dates.expressions.tokens import letters, tokenize
from tasks.findings import Timex
from tasks.records import Kind, Layer, Moment, Page, Segment
from tasks.text.language import likeliest_of

_LAYERS = (Layer.ARTICLE, Layer.COMMENT, Layer.QUOTED)
_WITHIN_A_DAY = ("day", "part", "minute")
LEAST_LIKELY = 0.25  # of a language among those with words here; numbers alone are below; set by hand on requests


@dataclass(frozen=True, slots=True)
class Anchor:
    """What a segment's relative expressions are counted from, and the column it comes from."""

    stream: int | None  # the container whose text this is; None is the article
    moment: Moment | None
    source: str


@dataclass(frozen=True, slots=True)
class Expression:
    """A time expression in a text: where it stands, and what it means."""

    found: Found
    reading: Reading

    @property
    def start(self) -> int:
        """Offset of the first character."""
        return self.found.tokens.starts[self.found.first]

    @property
    def end(self) -> int:
        """Offset behind the last character."""
        return self.found.tokens.ends[self.found.last - 1]


def find_timexes(page: Page) -> tuple[Timex, ...]:
    """The time expressions in the article, comment and quoted layers of `page`, in reading order.

    Relative ones are counted from the date of their own layer: the article's publication, the comment's posting, the
    quoted document's publication. Without it they stay as they are (XXXX-WXX-3, PAST_REF) and have no interval. Of a
    range ("July 12 to 16") the first expression has the whole interval.
    """
    anchors = _Anchors(page)
    language = page.language or _language_of(page.text)
    references: dict[int | None, Period | None] = {}
    found: list[Timex] = []
    for segment in page.leaves():
        if segment.layer not in _LAYERS:
            continue
        anchor = anchors.of(segment)
        text = page.text[segment.start : segment.end]
        read = expressions(text, language, anchor.moment, references.get(anchor.stream))
        references[anchor.stream] = _last_named(read, references.get(anchor.stream))
        found.extend(_timex(segment, expression, anchor) for expression in _with_ranges(read))
    return tuple(found)


def _language_of(text: str) -> str:
    """The language whose words are looked up where a page's own is not known, as of a text of one line."""
    return likeliest_of(text, LANGUAGES, LEAST_LIKELY) or "en"


def expressions(
    text: str, language: str = "en", anchor: Moment | None = None, reference: Period | None = None
) -> list[Expression]:
    """The time expressions of one paragraph, seen from `anchor`; `reference` is the date named last before it."""
    lettered = letters(text, language)
    if cores().search(lettered) is None:
        return []
    tokens = tokenize(text, language, lettered)
    read: list[Expression] = []
    taken = 0
    day: date | None = None
    for first, last, resolver in matches(lettered):
        found = Found(tokens, first, last)
        reading = resolver(found, Context(anchor, reference, day)) if first >= taken else None
        if reading is None:
            continue
        taken = last
        read.append(Expression(found, reading))
        reference = _last_named(read[-1:], reference)
        if reading.period.unit in _WITHIN_A_DAY and reading.period.begin is not None:
            day = reading.period.begin.date()
    return read


def _last_named(read: Sequence[Expression], before: Period | None) -> Period | None:
    """The period that a later "the following day" counts from."""
    for expression in reversed(read):
        reading = expression.reading
        if reading.is_reference and reading.type == "DATE" and reading.period.begin is not None:
            return reading.period
    return before


def _with_ranges(read: Sequence[Expression]) -> Sequence[Expression]:
    ranged = [_until(first, second) for first, second in pairwise(read)]
    return [*ranged, *read[-1:]]


def _until(first: Expression, second: Expression) -> Expression:
    """The first expression, with an interval to the end of the second where the two make a range."""
    begin, end = first.reading.period.begin, second.reading.period.end
    if not _is_range(first.found, second.found) or begin is None or end is None or end <= begin:
        return first
    period = replace(first.reading.period, end=end) if first.reading.period.end is not None else first.reading.period
    return replace(first, reading=replace(first.reading, period=period))


def _is_range(first: Found, second: Found) -> bool:
    """`12 to 16 July`, `1989-1994`, `between Monday and Friday`, `Monday through Friday`; a list is none."""
    if second.first != first.last + 1:
        return False
    if first.is_followed_by("AND"):
        return first.following_word() == "and" and first.first > 0 and first.tokens.word(first.first - 1) == "between"
    return first.is_followed_by("TO", "HYPHEN") or first.following_word() in ("until", "till", "through", "thru")


class _Anchors:
    """Looks up the anchor of a segment: that of the innermost comment or quoted document around it."""

    def __init__(self, page: Page) -> None:
        self._segments = {segment.segment_id: segment for segment in page.segments}
        self._own: dict[int, Anchor] = {}
        for comment in page.comments:
            self._own[comment.comment_id] = Anchor(comment.comment_id, comment.posted, "posted_at")
        for quoted in page.quoted_documents:
            self._own[quoted.segment_id] = Anchor(quoted.segment_id, quoted.published, "quoted_published_at")
        self._article = Anchor(None, page.published, "published_at")

    def of(self, segment: Segment) -> Anchor:
        """The anchor of a segment; a container that is its own ancestor ends the search."""
        node: Segment | None = segment
        for _ in range(len(self._segments)):
            if node is None:
                break
            own = self._own.get(node.segment_id)
            if own is not None:
                return own
            if node.layer is Layer.QUOTED and node.kind is Kind.QUOTED_DOCUMENT:
                return Anchor(node.segment_id, None, "quoted_published_at")
            node = self._segments.get(node.parent_id) if node.parent_id is not None else None
        return self._article if segment.layer is Layer.ARTICLE else Anchor(segment.segment_id, None, "posted_at")


def _timex(segment: Segment, expression: Expression, anchor: Anchor) -> Timex:
    is_known = anchor.moment is not None
    period = expression.reading.period
    return Timex(
        segment_id=segment.segment_id,
        layer=segment.layer,
        start=segment.start + expression.start,
        end=segment.start + expression.end,
        type=expression.reading.type,
        value=period.value,
        begin_at=period.begin if period.end is not None else None,
        end_at=period.end if period.begin is not None else None,
        anchor_at=anchor.moment.at if anchor.moment is not None else None,
        anchor_source=anchor.source if is_known else None,
    )
