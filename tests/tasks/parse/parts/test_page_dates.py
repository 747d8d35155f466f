"""A page's dates are completed by what only its reading knows."""

from __future__ import annotations

from datetime import datetime

import pytest

from tasks.dates.publication.choice import PublicationDates
from tasks.parse.base.assembly import Assembly, Block, Container, assemble
from tasks.parse.parts.page_dates import decided, head_of, with_change, with_dateline
from tasks.records import DateCandidate, Dateline, DateRole, Kind, Layer, Moment, Precision

JULY_14 = Moment(datetime(2021, 7, 14), Precision.DAY)
JULY_15 = Moment(datetime(2021, 7, 15), Precision.DAY)
NONE = PublicationDates(None, None, None, ())


def read(*texts: str, comment: str | None = None) -> Assembly:
    blocks = [Block(text, Layer.ARTICLE, Kind.PARAGRAPH, "said") for text in texts]
    if comment is not None:
        blocks.append(Block(comment, Layer.COMMENT, Kind.PARAGRAPH, "said", 0))
    return assemble(blocks, [Container(Kind.COMMENT, "posted")] if comment is not None else [])


def candidate(moment: Moment, method: str, role: DateRole = DateRole.PUBLISHED, chosen: bool = True) -> DateCandidate:
    return DateCandidate(role, moment, method, chosen, "because")


def test_the_head_of_a_text_ends_where_others_begin_to_speak_and_after_2000_characters() -> None:
    assert head_of(read("One", "two", comment="three")) == "One\ntwo\n"
    assert head_of(read("x" * 2_500)) == "x" * 2_000
    assert head_of(read("x" * 2_500, comment="y")) == "x" * 2_000


def test_a_date_that_only_the_reading_knows_wins_over_every_other() -> None:
    lost, changed = candidate(JULY_15, "meta"), candidate(JULY_15, "meta", DateRole.UPDATED)
    before = PublicationDates(JULY_15, "meta", JULY_15, (lost, changed, candidate(JULY_14, "opening_post")), 0.5)
    after = decided(before, JULY_14, "opening_post")
    assert (after.published, after.method, after.updated, after.confidence) == (JULY_14, "opening_post", JULY_15, 0.5)
    assert after.candidates == (
        DateCandidate(
            DateRole.PUBLISHED, JULY_14, "opening_post", True, "read from the opening post, which is the article"
        ),
        DateCandidate(DateRole.PUBLISHED, JULY_15, "meta", False, "opening_post is nearer to the article"),
        changed,
    )


def test_a_date_that_had_lost_before_keeps_its_reason() -> None:
    lost = candidate(JULY_15, "meta", chosen=False)
    assert decided(PublicationDates(None, None, None, (lost,)), JULY_14, "opening_post").candidates[1] == lost


def test_the_day_of_a_dateline_is_chosen_where_there_is_no_other() -> None:
    dates = with_dateline(NONE, Dateline(0, "KABUL", None, "July 14, 2021"), None)
    assert (dates.published, dates.method, dates.confidence) == (JULY_14, "dateline", 0.9)
    why = "the dateline is the only date (first paragraph)"
    assert dates.candidates == (DateCandidate(DateRole.PUBLISHED, JULY_14, "dateline", True, why),)


def test_beside_another_date_it_is_a_candidate() -> None:
    before = PublicationDates(JULY_15, "meta", None, (candidate(JULY_15, "meta"),), 0.8)
    after = with_dateline(before, Dateline(0, None, None, "July 14, 2021"), None)
    assert (after.published, after.method, after.confidence) == (JULY_15, "meta", 0.8)
    why = "ranked below meta (first paragraph)"
    assert after.candidates[1] == DateCandidate(DateRole.PUBLISHED, JULY_14, "dateline", False, why)


@pytest.mark.parametrize(
    ("fetched_at", "published", "day"),
    [
        (datetime(2020, 8, 1), None, datetime(2020, 7, 14)),
        (None, JULY_14, datetime(2021, 7, 14)),  # the day itself counts
        (datetime(2020, 8, 1), JULY_15, datetime(2020, 7, 14)),
    ],
)
def test_a_missing_year_is_that_before_the_fetching_or_the_publication(
    fetched_at: datetime | None, published: Moment | None, day: datetime
) -> None:
    before = PublicationDates(published, None if published is None else "meta", None, ())
    after = with_dateline(before, Dateline(0, "KABUL", None, "July 14"), fetched_at)
    assert [found.moment for found in after.candidates] == [Moment(day, Precision.DAY)]


@pytest.mark.parametrize("stamp", [None, "July 2021", "soon"])
def test_a_dateline_without_a_day_changes_nothing(stamp: str | None) -> None:
    assert with_dateline(NONE, Dateline(0, "KABUL", None, stamp), None) == NONE
    assert with_dateline(NONE, None, None) == NONE


def test_a_dateline_that_is_known_already_is_not_added_again() -> None:
    known = PublicationDates(JULY_14, "dateline", None, (candidate(JULY_14, "dateline"),))
    assert with_dateline(known, Dateline(0, "KABUL", None, "July 14, 2021"), None) == known


def test_a_note_gives_the_day_of_the_last_change_where_it_is_the_newest() -> None:
    noted = with_change(NONE, JULY_15)
    assert noted.updated == JULY_15
    why = "a note in the article names its day"
    assert noted.candidates == (DateCandidate(DateRole.UPDATED, JULY_15, "note", True, why),)
    for known in (JULY_14, JULY_15):
        after = with_change(PublicationDates(None, None, known, ()), JULY_15)
        assert (after.updated, after.candidates[0].is_chosen) == (JULY_15, known == JULY_14)
    assert with_change(PublicationDates(None, None, JULY_15, ()), JULY_14).updated == JULY_15
    assert with_change(NONE, None) == NONE
