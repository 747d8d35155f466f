"""A page's dates, completed by what only its reading knows: days of an opening post, a dateline, a note on a change.

What belongs here: those additions to the candidates. What does not: candidates out of markup and out of the first lines
(tasks.dates.gather), choosing among them (tasks.dates.publication).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from tasks.dates.publication.choice import PublicationDates
from tasks.dates.stamp.printed import read_moment
from tasks.parse.base.assembly import Assembly
from tasks.records import AROUND_RULES, DateCandidate, Dateline, DateRole, Layer, Moment, Precision

HEAD_CHARACTERS = 2000  # of the reading text, in which a date of publication may be printed
DATELINE_CONFIDENCE = 0.9  # as that of a dateline with its year (tasks.dates.trust)


def head_of(assembly: Assembly) -> str:
    """The beginning of the text, in which a date of publication may be printed: it ends where others begin to speak."""
    others = (
        segment.start
        for segment in assembly.segments
        if segment.layer in (Layer.COMMENT, Layer.QUOTED) or segment.rule in AROUND_RULES
    )
    return assembly.text[: min(HEAD_CHARACTERS, next(others, HEAD_CHARACTERS))]


def decided(dates: PublicationDates, published: Moment, method: str) -> PublicationDates:
    """The dates with one chosen that only the reading knows; every other date of publication has lost to it."""
    why = f"read from the {method.replace('_', ' ')}, which is the article"
    others = (
        replace(other, is_chosen=False, why=f"{method} is nearer to the article")
        if other.role is DateRole.PUBLISHED and other.is_chosen
        else other
        for other in dates.candidates
        if (other.role, other.moment, other.method) != (DateRole.PUBLISHED, published, method)
    )
    chosen = DateCandidate(DateRole.PUBLISHED, published, method, is_chosen=True, why=why)
    return replace(dates, published=published, method=method, candidates=(chosen, *others))


def with_dateline(dates: PublicationDates, dateline: Dateline | None, fetched_at: datetime | None) -> PublicationDates:
    """The dates with that of the dateline, which wins where the page has no other.

    A day without its year is read before the fetching or, where that is not known, before the day of publication.
    """
    if dateline is None or dateline.stamp is None:
        return dates
    before = fetched_at
    if before is None and dates.published is not None:
        before = dates.published.local + timedelta(days=1)
    moment = read_moment(dateline.stamp, before)
    is_known = any(other.method == "dateline" for other in dates.candidates)
    if moment is None or moment.precision in (Precision.YEAR, Precision.MONTH) or is_known:
        return dates
    is_chosen = dates.published is None
    why = "the dateline is the only date" if is_chosen else f"ranked below {dates.method}"
    printed = DateCandidate(DateRole.PUBLISHED, moment, "dateline", is_chosen, f"{why} (first paragraph)")
    dates = replace(dates, candidates=(*dates.candidates, printed))
    if is_chosen:
        dates = replace(dates, published=moment, method="dateline", confidence=DATELINE_CONFIDENCE)
    return dates


def with_change(dates: PublicationDates, changed: Moment | None) -> PublicationDates:
    """The dates with the day that a note in the article gives for its last change."""
    if changed is None:
        return dates
    is_newest = dates.updated is None or dates.updated.local.date() < changed.local.date()
    noted = DateCandidate(DateRole.UPDATED, changed, "note", is_newest, "a note in the article names its day")
    return replace(dates, updated=changed if is_newest else dates.updated, candidates=(*dates.candidates, noted))
