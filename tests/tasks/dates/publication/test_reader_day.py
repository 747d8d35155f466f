"""The reader's day is found from what a page says twice, and nothing is found from what it says once."""

from __future__ import annotations

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tasks.dates.publication.reader_day import as_readers_saw, is_universal
from tasks.dates.publication.stamps import Stamp
from tasks.records import DateRole, Moment, Precision

MOMENTS = st.datetimes(datetime(2000, 1, 1), datetime(2030, 1, 1)).map(lambda at: at.replace(microsecond=0))
OFFSETS = st.integers(-48, 56).map(lambda quarters: quarters * 15)


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
