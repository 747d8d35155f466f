"""The reader's day is found from what a page says twice, and nothing is found from what it says once."""

from __future__ import annotations

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tasks.dates.publication.reader_day import as_readers_saw, is_universal
from tasks.dates.publication.stamps import Stamp
from tasks.records import DateRole, Moment, Precision

MOMENTS = st.datetimes(datetime(2000, 1, 1), datetime(2030, 1, 1)).map(lambda at: at.replace(microsecond=0))
OFFSETS = st.sampled_from([*range(-720, 841, 60), -210, 270, 330, 345, 570, 765])


def stamp(method: str, moment: Moment, role: DateRole = DateRole.PUBLISHED) -> Stamp:
    return Stamp(role, method, moment, "test")


@given(MOMENTS, OFFSETS)
def test_a_clock_time_beside_universal_time_gives_the_zone(at: datetime, offset: int) -> None:
    universal = stamp("meta", Moment(at, Precision.SECOND))
    local = Moment((at + timedelta(minutes=offset)).replace(second=0), Precision.LOCAL_MINUTE)
    seen, how = as_readers_saw(universal, [universal, stamp("visible", local)])
    assert seen.moment == Moment(at, Precision.SECOND, offset)
    assert bool(how) == (offset != 0)


@given(MOMENTS, st.integers(-3, 3))
def test_a_printed_day_moves_the_date_by_a_day_at_most(at: datetime, days: int) -> None:
    universal = stamp("meta", Moment(at, Precision.SECOND))
    day = datetime(at.year, at.month, at.day) + timedelta(days=days)
    seen, how = as_readers_saw(universal, [universal, stamp("time", Moment(day, Precision.DAY))])
    assert abs((seen.moment.local.date() - at.date()).days) <= 1
    assert (seen is universal) == (how == "")


@given(MOMENTS, OFFSETS)
def test_a_change_says_nothing_of_the_publication(at: datetime, offset: int) -> None:
    universal = stamp("meta", Moment(at, Precision.SECOND))
    changed = stamp("time", Moment(at, Precision.SECOND, offset), DateRole.UPDATED)
    assert as_readers_saw(universal, [changed]) == (universal, "")


def test_what_is_stated_in_a_zone_or_without_one_is_left_alone() -> None:
    at = datetime(2021, 7, 14, 2, 25)
    assert is_universal(Moment(at, Precision.MINUTE))
    assert not is_universal(Moment(at, Precision.LOCAL_MINUTE))
    assert not is_universal(Moment(at, Precision.MINUTE, 120))


def test_a_local_time_marked_as_universal_is_put_right_by_the_same_clock_time_in_a_zone() -> None:
    marked = stamp("meta", Moment(datetime(2024, 7, 17, 11, 21, 3), Precision.SECOND))
    zoned = Moment(datetime(2024, 7, 17, 10, 21, 3), Precision.SECOND, 60)
    assert as_readers_saw(marked, [marked, stamp("json_ld", zoned)])[0].moment == zoned


def test_the_same_moment_in_a_zone_counts_more_than_the_same_clock_time() -> None:
    marked = stamp("meta", Moment(datetime(2022, 5, 6, 2), Precision.SECOND))
    shifted = stamp("meta_dated", Moment(datetime(2022, 5, 6, 7), Precision.SECOND, -300))
    zoned = stamp("json_ld", Moment(datetime(2022, 5, 6, 2), Precision.SECOND, -300))
    assert as_readers_saw(marked, [marked, shifted, zoned])[0].moment == zoned.moment


def test_a_clock_time_takes_the_zone_in_which_another_place_states_it() -> None:
    local = stamp("json_ld", Moment(datetime(2023, 4, 28, 18, 11, 1), Precision.LOCAL_SECOND))
    zoned = Moment(datetime(2023, 4, 28, 16, 11, 1), Precision.SECOND, 120)
    assert as_readers_saw(local, [local, stamp("meta_dated", zoned)])[0].moment == zoned
    universal = stamp("meta_dated", Moment(datetime(2023, 4, 28, 16, 11, 1), Precision.SECOND))
    assert as_readers_saw(local, [local, universal])[0].moment == zoned


def test_a_gap_that_is_no_zone_says_nothing() -> None:
    universal = stamp("meta", Moment(datetime(2025, 2, 11, 23, 55), Precision.SECOND))
    later = stamp("beside_title", Moment(datetime(2025, 2, 12, 7, 25), Precision.LOCAL_MINUTE))
    assert as_readers_saw(universal, [universal, later]) == (universal, "")


def test_a_mere_day_takes_the_time_that_another_place_states_for_machines() -> None:
    day = stamp("meta", Moment(datetime(2025, 4, 15), Precision.DAY))
    timed = Moment(datetime(2025, 4, 15, 7, 56), Precision.SECOND, 120)
    assert as_readers_saw(day, [day, stamp("json_ld", timed)])[0].moment == timed
    assert as_readers_saw(day, [day, stamp("visible", timed)]) == (day, "")
