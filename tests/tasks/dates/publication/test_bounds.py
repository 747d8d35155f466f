"""A document was published between what its text reports and its fetching, and a stamp outside cannot be right."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from tasks.dates.publication.bounds import TOLERANCE, VAGUE, Limits, first_posted, half_posted, latest, with_quoted
from tasks.dates.publication.stamps import Stamp
from tasks.records import Comment, DateBound, DateRole, Moment, Precision, QuotedDocument

NOON = datetime(2021, 7, 14, 12)
SECOND = timedelta(seconds=1)
OPEN = Limits(None)


def stamp(
    at: datetime, method: str = "meta", role: DateRole = DateRole.PUBLISHED, precision: Precision = Precision.SECOND
) -> Stamp:
    return Stamp(role, method, Moment(at, precision), "test")


def moment(day: int, precision: Precision = Precision.DAY) -> Moment:
    return Moment(datetime(2021, 7, day), precision)


def comment(posted: Moment | None) -> Comment:
    return Comment(1, None, 0, 0, "A reader", posted, None, "Quite so.")


@pytest.mark.parametrize("role", list(DateRole))
def test_nothing_is_later_than_the_fetching_by_more_than_a_day(role: DateRole) -> None:
    limits = Limits(NOON)
    assert limits.refusal(stamp(NOON + TOLERANCE, role=role)) is None
    assert limits.refusal(stamp(NOON + TOLERANCE + SECOND, role=role)) == "later than the time of fetching"
    assert OPEN.refusal(stamp(NOON, role=role)) is None


def test_a_publication_is_not_later_than_the_first_comment_by_more_than_a_day() -> None:
    limits = Limits(None, Moment(NOON, Precision.SECOND))
    late = stamp(NOON + TOLERANCE + SECOND)
    assert limits.refusal(stamp(NOON + TOLERANCE)) is None
    assert limits.refusal(late) == "later than the first comment"
    assert limits.contradiction(late) == "later than the first comment"
    assert limits.refusal(replace(late, role=DateRole.UPDATED)) is None


@pytest.mark.parametrize(
    ("method", "is_vague"), [(method, True) for method in VAGUE] + [("meta", False), ("time", False)]
)
def test_a_vague_stamp_is_not_later_than_a_stated_change(method: str, is_vague: bool) -> None:
    limits = Limits(None, changed_at=NOON)
    assert limits.refusal(stamp(datetime(2021, 7, 14, 23, 59), method)) is None
    refusal = limits.refusal(stamp(datetime(2021, 7, 15), method))
    assert refusal == ("later than a change that the page states" if is_vague else None)


def test_a_day_of_a_list_of_articles_is_refused() -> None:
    limits = Limits(None, teasers=frozenset({date(2021, 7, 14)}))
    assert limits.refusal(stamp(NOON)) == "one of the days of a list of articles"
    assert limits.refusal(stamp(NOON + TOLERANCE)) is None
    assert limits.refusal(stamp(NOON, role=DateRole.UPDATED)) is None


def test_a_stamp_before_a_day_that_the_text_reports_is_contradicted_but_not_refused() -> None:
    limits = Limits(None, reported=moment(16))
    at_edge = stamp(datetime(2021, 7, 14), "text", precision=Precision.DAY)  # ends on the 15th; a day is tolerated
    before = stamp(datetime(2021, 7, 13), "text", precision=Precision.DAY)
    assert limits.contradiction(at_edge) is None
    assert limits.contradiction(before) == "earlier than 2021-07-16, which its own text reports in the past tense"
    assert limits.refusal(before) is None


@pytest.mark.parametrize(
    ("precision", "days"), [(Precision.YEAR, 366), (Precision.MONTH, 31), (Precision.DAY, 1), (Precision.SECOND, 0)]
)
def test_a_coarse_moment_may_mean_its_end(precision: Precision, days: int) -> None:
    assert latest(moment(1, precision)) == datetime(2021, 7, 1) + timedelta(days=days)


def test_the_upper_bound_is_the_tighter_of_fetching_and_first_comment() -> None:
    fetched = DateBound(Moment(NOON, Precision.SECOND), "it was fetched then")
    posted = DateBound(moment(13), "its first comment was posted then")
    assert Limits(NOON).not_after() == fetched
    assert Limits(None, moment(13)).not_after() == posted
    assert Limits(NOON, moment(13)).not_after() == posted
    assert Limits(NOON, moment(14)).not_after() == fetched  # the comment's day ends later
    assert OPEN.not_after() is None


def test_the_lower_bound_is_what_the_text_reports() -> None:
    assert Limits(None, reported=moment(13)).not_before() == DateBound(moment(13), "its own text reports it as past")
    assert OPEN.not_before() is None


def quoted(published: Moment | None) -> QuotedDocument:
    return QuotedDocument(1, None, None, None, (), published, "Text.")


def test_a_quoted_document_bounds_where_it_is_newer() -> None:
    own = DateBound(moment(13), "own")
    newer = DateBound(moment(14), "a document quoted on the page is of then")
    assert with_quoted(own, [quoted(moment(14)), quoted(moment(12)), quoted(None)]) == newer
    assert with_quoted(own, [quoted(moment(12))]) == own
    assert with_quoted(None, [quoted(moment(14))]) == newer
    assert with_quoted(None, [quoted(None)]) is None
    assert with_quoted(own, []) == own


def test_comments_have_a_first_moment_and_one_by_which_half_were_posted() -> None:
    comments = [comment(at) for at in (moment(5), None, moment(3), moment(1, Precision.MONTH), moment(4))]
    assert first_posted(comments) == moment(3)
    assert half_posted(comments) == moment(5)
    assert half_posted(comments[:1]) == moment(5)
    assert half_posted(comments[:3]) == moment(5)
    assert (first_posted([comment(None)]), half_posted([comment(None)])) == (None, None)
