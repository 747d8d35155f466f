"""When a source is asked again."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tasks.sources.schedule import PACE, is_due, next_due, read_retry_after

NOW = datetime(2026, 12, 1, 12)
HOUR = timedelta(hours=1)


def test_a_source_is_due_at_its_time_and_when_it_was_never_asked() -> None:
    assert is_due(NOW, None, None)
    assert is_due(NOW, NOW - HOUR, NOW)
    assert not is_due(NOW, NOW - HOUR, NOW + HOUR)


def test_a_clock_that_was_set_back_keeps_no_source_waiting() -> None:
    assert is_due(NOW, NOW + timedelta(days=400), NOW + timedelta(days=401))


def test_failures_in_a_row_double_the_wait_up_to_a_day() -> None:
    waits = [next_due(NOW, HOUR, count) - NOW for count in range(8)]
    assert waits[:4] == [HOUR, 2 * HOUR, 4 * HOUR, 8 * HOUR]
    assert waits[-1] == PACE.longest_wait
    assert next_due(NOW, timedelta(days=3), 9) == NOW + timedelta(days=3)


def test_a_server_that_asks_to_wait_longer_is_obeyed() -> None:
    assert next_due(NOW, HOUR, 0, NOW + 5 * HOUR) == NOW + 5 * HOUR
    assert next_due(NOW, HOUR, 0, NOW + timedelta(minutes=5)) == NOW + HOUR


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("120", NOW + timedelta(seconds=120)),
        ("Tue, 01 Dec 2026 13:00:00 GMT", NOW + HOUR),
        ("99999999999999999999", NOW + PACE.longest_obeyed),
        ("Fri, 31 Dec 9999 23:59:59 GMT", NOW + PACE.longest_obeyed),
        ("Tue, 01 Dec 2020 13:00:00 GMT", None),
        ("0", None),
        ("soon", None),
        ("²", None),
        ("", None),
        (None, None),
    ],
)
def test_a_wish_to_wait_is_read_in_seconds_or_as_a_date_and_bounded(
    value: str | None, expected: datetime | None
) -> None:
    assert read_retry_after(value, NOW) == expected
