"""A document was published before it was fetched and commented on, and after what its own text reports as past."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from tasks.dates.publication.bounds import TOLERANCE, Limits, first_posted, half_posted, latest, with_quoted
from tasks.dates.publication.stamps import Stamp
from tasks.records import Comment, DateBound, DateRole, Moment, Precision, QuotedDocument

FETCHED = datetime(2021, 8, 1, 12)
SECOND = timedelta(seconds=1)


def moment(at: datetime, precision: Precision = Precision.SECOND) -> Moment:
    return Moment(at, precision)


def stamp(at: datetime, method: str = "meta", precision: Precision = Precision.SECOND) -> Stamp:
    return Stamp(DateRole.PUBLISHED, method, moment(at, precision), "test")


def comment(posted: Moment | None) -> Comment:
    return Comment(1, None, 0, 0, None, posted, None, "Quite so.")


def quoted(published: Moment | None) -> QuotedDocument:
    return QuotedDocument(1, None, None, None, (), published, "Text.")


def test_a_stamp_a_day_after_the_fetching_may_be_a_matter_of_zones_and_one_later_still_is_wrong() -> None:
    limits = Limits(FETCHED)
    assert limits.refusal(stamp(FETCHED + TOLERANCE)) is None
    assert limits.refusal(stamp(FETCHED + TOLERANCE + SECOND)) == "later than the time of fetching"
    changed = replace(stamp(FETCHED + TOLERANCE + SECOND), role=DateRole.UPDATED)
    assert limits.refusal(changed) == "later than the time of fetching"


def test_only_the_time_of_fetching_bounds_a_change() -> None:
    limits = Limits(FETCHED, first_comment=moment(datetime(2021, 7, 1)))
    changed = replace(stamp(datetime(2021, 7, 20)), role=DateRole.UPDATED)
    assert limits.refusal(changed) is None
    assert limits.refusal(stamp(datetime(2021, 7, 20))) == "later than the first comment"


@pytest.mark.parametrize(
    ("precision", "days"), [(Precision.YEAR, 366), (Precision.MONTH, 31), (Precision.DAY, 1), (Precision.MINUTE, 0)]
)
def test_a_coarse_comment_bounds_from_the_end_of_what_it_may_mean(precision: Precision, days: int) -> None:
    posted = datetime(2021, 1, 1)
    limits = Limits(None, first_comment=moment(posted, precision))
    assert latest(moment(posted, precision)) == posted + timedelta(days=days)
    last = posted + timedelta(days=days) + TOLERANCE
    assert limits.refusal(stamp(last)) is None
    assert limits.refusal(stamp(last + SECOND)) == "later than the first comment"


@pytest.mark.parametrize("method", ["meta_dated", "microdata_dated", "json_ld_dated", "head_text", "json_ld_other"])
def test_a_vague_stamp_later_than_a_stated_change_is_wrong(method: str) -> None:
    limits = Limits(None, changed_at=datetime(2021, 7, 14, 9))
    same_day, next_day = datetime(2021, 7, 14, 23), datetime(2021, 7, 15, 0)
    assert limits.refusal(stamp(same_day, method)) is None
    assert limits.refusal(stamp(next_day, method)) == "later than a change that the page states"
    assert limits.refusal(stamp(next_day, "meta")) is None


def test_a_day_of_a_list_of_articles_is_none_of_the_page() -> None:
    limits = Limits(None, teasers=frozenset((date(2021, 7, 14),)))
    assert limits.refusal(stamp(datetime(2021, 7, 14, 9))) == "one of the days of a list of articles"
    assert limits.refusal(stamp(datetime(2021, 7, 15))) is None


def test_what_the_text_reports_as_past_speaks_against_an_earlier_stamp() -> None:
    reported = moment(datetime(2021, 7, 14), Precision.DAY)
    limits = Limits(None, reported=reported)
    why = "earlier than 2021-07-14, which its own text reports in the past tense"
    assert limits.contradiction(stamp(datetime(2021, 7, 13))) is None  # within the tolerance
    assert limits.contradiction(stamp(datetime(2021, 7, 12, 23, 59, 59))) == why
    assert limits.contradiction(stamp(datetime(2021, 7, 12), precision=Precision.DAY)) is None  # it ends on the 13th
    assert limits.contradiction(stamp(datetime(2021, 7, 11), precision=Precision.DAY)) == why
    assert limits.not_before() == DateBound(reported, "its own text reports it as past")


def test_a_contradiction_rules_out_last_resorts_only() -> None:
    limits = Limits(None, reported=moment(datetime(2021, 7, 14), Precision.DAY))
    early = datetime(2021, 6, 1)
    why = "earlier than 2021-07-14, which its own text reports in the past tense"
    assert [limits.refusal(stamp(early, method)) for method in ("head_text", "text", "source")] == [why] * 3
    assert limits.refusal(stamp(early, "meta")) is None


def test_the_upper_bound_is_the_tighter_of_fetching_and_first_comment() -> None:
    fetched = DateBound(moment(FETCHED), "it was fetched then")
    before, after = moment(FETCHED - SECOND), moment(FETCHED + SECOND)
    assert Limits(None).not_after() is None
    assert Limits(None).not_before() is None
    assert Limits(FETCHED).not_after() == fetched
    assert Limits(FETCHED, after).not_after() == fetched
    assert Limits(FETCHED, before).not_after() == DateBound(before, "its first comment was posted then")


def test_comments_without_a_time_bound_nothing() -> None:
    assert first_posted([comment(None)]) is None
    assert half_posted([comment(None)]) is None


def test_the_first_and_the_middle_comment_are_counted_among_those_with_a_time() -> None:
    days = [moment(datetime(2021, 7, day)) for day in (5, 1, 9, 3)]
    comments = [*map(comment, days), comment(None)]
    assert first_posted(comments) == days[1]
    assert half_posted(comments) == days[0]  # two of four were posted before the 5th
    assert first_posted([comment(moment(datetime(2021, 1, 1), Precision.YEAR)), comment(days[0])]) == days[0]


def test_a_document_quoted_on_the_page_bounds_it_where_it_is_the_newest() -> None:
    bound = DateBound(moment(datetime(2021, 7, 1)), "its own text reports it as past")
    older, newer = moment(datetime(2021, 6, 1)), moment(datetime(2021, 7, 2))
    of_quoted = DateBound(newer, "a document quoted on the page is of then")
    assert with_quoted(bound, []) == bound
    assert with_quoted(bound, [quoted(older), quoted(None)]) == bound
    assert with_quoted(bound, [quoted(older), quoted(newer)]) == of_quoted
    assert with_quoted(None, [quoted(newer)]) == of_quoted
    assert with_quoted(None, [quoted(None)]) is None
