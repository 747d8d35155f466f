"""Removed files are kept for a day, so that readers who know them go on, and then deleted."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from warehouse.store import trash
from warehouse.store.trash import GRACE, TRASH

PATH = "articles/month=2021-07/b1.parquet"
NOON = datetime(2026, 7, 14, 12, tzinfo=UTC)


def put(root: Path, content: bytes = b"rows") -> None:
    (root / PATH).parent.mkdir(parents=True, exist_ok=True)
    (root / PATH).write_bytes(content)


def test_a_removed_file_leaves_its_folder_at_once_and_is_found_again(tmp_path: Path) -> None:
    put(tmp_path)
    trash.discard(tmp_path, [PATH, "articles/month=2021-07/gone.parquet"], NOON.isoformat())
    assert not (tmp_path / PATH).exists()
    assert trash.find(tmp_path, PATH) == tmp_path / TRASH / "20260714T120000Z" / PATH
    assert trash.find(tmp_path, "articles/month=2021-07/gone.parquet") is None


def test_of_two_removed_files_of_one_name_the_later_is_found(tmp_path: Path) -> None:
    for hours, content in ((0, b"old"), (1, b"new")):
        put(tmp_path, content)
        trash.discard(tmp_path, [PATH], (NOON + timedelta(hours=hours)).isoformat())
    found = trash.find(tmp_path, PATH)
    assert found is not None
    assert found.read_bytes() == b"new"


def test_a_time_without_a_zone_is_utc_and_another_zone_is_minded(tmp_path: Path) -> None:
    for time in ("2026-07-14T12:00:00", "2026-07-14T14:00:00+02:00"):
        put(tmp_path)
        trash.discard(tmp_path, [PATH], time)
    assert [folder.name for folder in (tmp_path / TRASH).iterdir()] == ["20260714T120000Z"]


def test_the_trash_is_emptied_when_its_grace_period_is_over_and_not_a_second_before(tmp_path: Path) -> None:
    put(tmp_path)
    trash.discard(tmp_path, [PATH], NOON.isoformat())
    assert trash.empty(tmp_path, NOON + GRACE - timedelta(seconds=1)) == 0
    assert trash.find(tmp_path, PATH) is not None
    assert trash.empty(tmp_path, NOON + GRACE) == 1
    assert list((tmp_path / TRASH).iterdir()) == []
    assert trash.empty(tmp_path, NOON + GRACE) == 0


def test_what_was_set_aside_is_kept_until_a_person_deletes_it(tmp_path: Path) -> None:
    put(tmp_path)
    folder = trash.set_aside(tmp_path, [tmp_path / PATH], NOON)
    assert trash.empty(tmp_path, NOON + timedelta(days=999)) == 0
    assert (folder / PATH).read_bytes() == b"rows"


def test_what_somebody_else_put_into_the_trash_goes_by_its_own_age(tmp_path: Path) -> None:
    (tmp_path / TRASH / "articles").mkdir(parents=True)
    assert trash.empty(tmp_path, datetime.now(UTC)) == 0
    assert trash.empty(tmp_path, datetime.now(UTC) + GRACE + timedelta(minutes=1)) == 1
