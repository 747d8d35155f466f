"""Between which moments a document must have been published, and what in a stamp contradicts that.

What belongs here: bounds and their reasons. What does not: reading the text for what it reports (reported.py), choosing
(choice.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from tasks.dates.publication.stamps import Stamp
from tasks.records import Comment, DateBound, DateRole, Moment, Precision, QuotedDocument

TOLERANCE = timedelta(days=1)  # clocks and zones differ by less
_DAYS_IN = {Precision.YEAR: 366, Precision.MONTH: 31, Precision.DAY: 1}
_COARSE = (Precision.YEAR, Precision.MONTH)
# Day 0 of clocks and calendars: Unix (in any zone), spreadsheets, and what forms write for an empty field.
_PLACEHOLDERS = frozenset(
    (date(1970, 1, 1), date(1969, 12, 31), date(1900, 1, 1), date(1899, 12, 30), date(1899, 12, 31))
)
LAST_YEAR = 2037  # that a 32-bit clock reaches; what is later stands for "never"
VAGUE = ("meta_dated", "microdata_dated", "json_ld_dated", "head_text", "json_ld_other")


@dataclass(frozen=True, slots=True)
class Limits:
    """What bounds a date of publication.

    `fetched_at` is naive UTC, `reported` the newest date that the document's own text speaks of in the past tense,
    `changed_at` the local time of the earliest change that the page states, `restated` the moments of changes before
    which it states its publication, `teasers` the days of a list of articles.
    """

    fetched_at: datetime | None
    first_comment: Moment | None = None
    reported: Moment | None = None
    changed_at: datetime | None = None
    teasers: frozenset[date] = frozenset()
    restated: frozenset[datetime] = frozenset()

    def not_after(self) -> DateBound | None:
        """The tighter of the fetching and the first comment."""
        bounds = []
        if self.fetched_at is not None:
            bounds.append(DateBound(Moment(self.fetched_at, Precision.SECOND), "it was fetched then"))
        if self.first_comment is not None:
            bounds.append(DateBound(self.first_comment, "its first comment was posted then"))
        return min(bounds, key=lambda bound: latest(bound.moment), default=None)

    def not_before(self) -> DateBound | None:
        """The newest date that its text reports."""
        return None if self.reported is None else DateBound(self.reported, "its own text reports it as past")

    def refusal(self, stamp: Stamp) -> str | None:
        """Why a stamp cannot be right; None where it can."""
        if stamp.is_open:
            return "day and month can be told apart in two ways"
        if _is_placeholder(stamp.moment):
            return "a day that software writes where it knows none"
        if self.fetched_at is not None and stamp.moment.at > self.fetched_at + TOLERANCE:
            return "later than the time of fetching"
        return self._unpublished(stamp) if stamp.role is DateRole.PUBLISHED else None

    def _unpublished(self, stamp: Stamp) -> str | None:
        """Why a possible date cannot be that of publication."""
        reasons = (
            (self._is_after_first_comment(stamp), "later than the first comment"),
            (stamp.method in VAGUE and self._is_after_change(stamp), "later than a change that the page states"),
            (stamp.moment.at in self.restated, "the time of a change, and an earlier publication is stated"),
            (stamp.moment.local.date() in self.teasers, "one of the days of a list of articles"),
        )
        return next((reason for holds, reason in reasons if holds), None)

    def contradiction(self, stamp: Stamp) -> str | None:
        """What speaks against a stamp without ruling it out: articles are added to, comments may be something else."""
        if self._is_after_first_comment(stamp):
            return "later than the first comment"
        if self.reported is None or latest(stamp.moment) + TOLERANCE >= self.reported.at:
            return None
        return f"earlier than {self.reported.isoformat()}, which its own text reports in the past tense"

    def _is_after_first_comment(self, stamp: Stamp) -> bool:
        return self.first_comment is not None and stamp.moment.at > latest(self.first_comment) + TOLERANCE

    def _is_after_change(self, stamp: Stamp) -> bool:
        return self.changed_at is not None and stamp.moment.local.date() > self.changed_at.date()


def _is_placeholder(moment: Moment) -> bool:
    day = moment.local.date()
    return day.year > LAST_YEAR or (moment.precision not in _COARSE and day in _PLACEHOLDERS)


def with_quoted(bound: DateBound | None, quoted: Sequence[QuotedDocument]) -> DateBound | None:
    """The later of a lower bound and the newest date of a document quoted on the page.

    Strictly such a date bounds whoever quotes; readers mostly comment within days of publication, so without anything
    better it bounds the page.
    """
    dated = [
        DateBound(q.published, "a document quoted on the page is of then") for q in quoted if q.published is not None
    ]
    return max((bound, *dated) if bound is not None else dated, key=lambda known: known.moment.at, default=None)


def latest(moment: Moment) -> datetime:
    """The end of what a coarse moment may mean."""
    return moment.at + timedelta(days=_DAYS_IN.get(moment.precision, 0))


def first_posted(comments: Sequence[Comment]) -> Moment | None:
    """When the first comment was posted."""
    return min((comment.posted for comment in comments if comment.posted is not None), key=latest, default=None)


def half_posted(comments: Sequence[Comment]) -> Moment | None:
    """When half of the comments had been posted: a list of other pages' comments has some that are older."""
    posted = sorted((comment.posted for comment in comments if comment.posted is not None), key=latest)
    return posted[len(posted) // 2] if posted else None
