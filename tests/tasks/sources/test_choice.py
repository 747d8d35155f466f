"""Which pages of a listing are fetched now."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tasks.sources.choice import MOST_ATTEMPTS, KnownPage, choose
from tasks.sources.quiet import of_pages, of_status
from tasks.sources.records import Entry, Outcome

NOW = datetime(2026, 12, 1, 12)
DAY = timedelta(days=1)


def test_new_pages_are_fetched_newest_first_and_the_rest_is_left() -> None:
    entries = [Entry("a"), Entry("b", NOW - DAY), Entry("c", NOW), Entry("d")]
    choice = choose(entries, {"d": KnownPage(NOW - DAY, None, is_settled=True)}, NOW, 2)
    assert [entry.url for entry in choice.wanted] == ["c", "b"]
    assert (choice.known_count, choice.left_count) == (1, 1)


@pytest.mark.parametrize(
    ("known", "stated_at", "is_wanted"),
    [
        (KnownPage(NOW - DAY, NOW - DAY, True, has_landed=True), NOW, True),
        (KnownPage(NOW - DAY, NOW - DAY, True, has_landed=True), NOW - DAY, False),
        (KnownPage(NOW - DAY, None, True, has_landed=True), NOW, False),
        (KnownPage(NOW - timedelta(minutes=5), NOW - DAY, True, has_landed=True), NOW, False),
        (KnownPage(NOW - DAY, NOW - DAY, True, has_landed=True), NOW + 300 * DAY, False),
        (KnownPage(NOW - DAY, NOW - DAY, True, has_landed=False), NOW, False),
        (KnownPage(NOW - DAY, NOW, False), NOW, True),
        (KnownPage(NOW - DAY, NOW, False, attempt_count=MOST_ATTEMPTS), NOW, False),
    ],
    ids=["changed", "same", "no-time-before", "just-asked", "in-the-future", "gone", "failed-once", "failed-often"],
)
def test_a_known_page_is_asked_again_where_it_changed_or_failed(
    known: KnownPage, stated_at: datetime, is_wanted: bool
) -> None:
    assert bool(choose([Entry("a", stated_at)], {"a": known}, NOW, 9).wanted) is is_wanted


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (304, Outcome.UNCHANGED),
        (403, Outcome.BLOCKED),
        (429, Outcome.BLOCKED),
        (404, Outcome.GONE),
        (410, Outcome.GONE),
        (500, Outcome.ERROR),
        (204, Outcome.ERROR),
    ],
)
def test_every_status_of_a_listing_has_its_meaning(status: int, outcome: Outcome) -> None:
    said = of_status(status)
    assert said is not None
    assert said[0] is outcome


def test_a_listing_that_was_given_has_no_fault() -> None:
    assert of_status(200) is None


def test_pages_that_could_not_be_had_are_a_wall_where_nothing_else_was_in_the_way() -> None:
    assert of_pages({"robots": 2})[0] is Outcome.BLOCKED
    assert of_pages({"robots": 2, "gone": 1}) == (Outcome.ALL_REJECTED, "no page could be had: 1 gone, 2 robots")
