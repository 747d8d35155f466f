"""Views over fingerprint files: the batch, the archive, and what of the archive lies near enough."""

from __future__ import annotations

from pathlib import Path

import pytest

from tasks.copies.compare import DuplicateRules
from tasks.copies.decision import Decision
from tasks.records import Status
from tests.warehouse.copies.test_decide import Press
from warehouse.copies.fingerprint_views import Views, files_query, open_views
from warehouse.schema.finding_tables import FINGERPRINTS

DAYS = {"far before": 89, "just before": 90, "before": 99, "first": 100, "last": 110, "after": 120, "far after": 121}


@pytest.fixture
def press(tmp_path: Path) -> Press:
    press = Press(tmp_path)
    for doc_id, day in DAYS.items():
        press.add(doc_id, f"A text of {doc_id}.", day=day)
    return press


def archive(press: Press, *doc_ids: str) -> list[Path]:
    alone = {id_: Decision(Status.LOADED, None, f"group {id_}", is_original=True, story_id=id_) for id_ in doc_ids}
    return [press.file("archive", doc_ids, alone)]


def ids(views: Views, view: str) -> list[str]:
    return [row[0] for row in views.connection.execute(f"SELECT doc_id FROM {view} ORDER BY order_at").fetchall()]


def test_the_window_reaches_so_many_days_before_the_first_and_behind_the_last_of_the_batch(press: Press) -> None:
    files = [press.file("batch", ["first", "last"])], archive(press, *DAYS.keys() - {"first", "last"})
    with open_views(*files, DuplicateRules(look_back_days=10)) as views:
        assert ids(views, "recent") == ["just before", "before", "after"]
        assert ids(views, "archive") == ["far before", "just before", "before", "after", "far after"]
        assert ids(views, "everything") == ["just before", "before", "first", "last", "after"]


def test_without_a_window_all_of_the_archive_is_near_but_documents_decided_anew(press: Press) -> None:
    files = [press.file("batch", ["first"])], archive(press, "far before", "first", "far after")
    with open_views(*files, DuplicateRules()) as views:
        assert ids(views, "recent") == ["far before", "far after"]
        rows = views.connection.execute(
            "SELECT doc_id, cluster_id, original_id, is_new FROM everything ORDER BY order_at"
        ).fetchall()
    assert rows == [
        ("far before", "group far before", "far before", False),
        ("first", None, None, True),
        ("far after", "group far after", "far after", False),
    ]


def test_of_no_files_a_view_is_empty_with_all_columns(press: Press) -> None:
    for rules in (DuplicateRules(), DuplicateRules(look_back_days=10)):
        with open_views([], archive(press, "first"), rules) as views:
            assert ids(views, "batch") == []
            assert ids(views, "recent") == ["first"]
            described = views.connection.execute("DESCRIBE batch").fetchall()
            assert [row[0] for row in described] == FINGERPRINTS.schema.names


def test_the_folder_for_passing_files_lies_beside_the_batch_or_where_it_is_told_and_goes_with_the_views(
    press: Press, tmp_path: Path
) -> None:
    batch = [press.file("batch", ["first"])]
    (tmp_path / "elsewhere").mkdir()
    for near, parent in ((None, tmp_path), (tmp_path / "elsewhere", tmp_path / "elsewhere")):
        with open_views(batch, [], DuplicateRules(), near) as views:
            assert (views.folder.parent, views.folder.is_dir()) == (parent, True)
        assert not views.folder.exists()


def test_files_are_read_as_one_table_without_columns_from_their_folders(press: Press, tmp_path: Path) -> None:
    (tmp_path / "share=7").mkdir()
    moved = press.file("batch", ["first"]).rename(tmp_path / "share=7" / "it's one.parquet")
    with open_views([moved, press.file("two", ["last"])], [], DuplicateRules()) as views:
        assert ids(views, "batch") == ["first", "last"]
        assert "share" not in views.connection.sql(files_query([moved])).columns
