"""Whatever is erased and wherever it is killed: the archive is sound, and as before or without a byte of it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tasks.copies.compare import DuplicateRules
from tasks.parse.commenters.privacy import erasure_mark
from tests.warehouse.every_byte import places_of
from tests.warehouse.upkeep.small_archive import COPY, LATER, ORIGINAL, REFUSED, UNDATED, publish_small_archive
from warehouse.ask.database import Warehouse, open_warehouse
from warehouse.ask.soundness import inspect
from warehouse.schema.tables import TABLES
from warehouse.store.commits import Store
from warehouse.store.privacy import required_record
from warehouse.store.purge import PENDING
from warehouse.store.writer import Writer
from warehouse.upkeep.erasure import erase
from warehouse.upkeep.erasure_plan import Request, plan_request

KILLED_EVERY = 29  # steps of an erasure, of which there are some 200; `kill_erasure` alone tries each
Rows = dict[str, list[str]]


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    with Writer(Store.create(tmp_path / "w")) as writer:
        publish_small_archive(writer)
    return tmp_path / "w"


def erased(root: Path, request: Request) -> None:
    with Writer(Store.at(root)) as writer:
        with Warehouse(writer.store) as opened:
            plan = plan_request(opened, request)
        erase(writer, plan, request, DuplicateRules(), "run")


def rows_of(root: Path) -> Rows:
    """All rows, of an archive that is sound."""
    with open_warehouse(root) as opened:
        assert list(inspect(opened)) == []
        return {table.name: sorted(map(repr, opened.rows(f"SELECT * FROM {table.name}")[1])) for table in TABLES}


@pytest.mark.parametrize("doc_id", [ORIGINAL, COPY, LATER, UNDATED, REFUSED])
def test_any_document_can_go_and_the_archive_stays_sound(archive: Path, doc_id: str) -> None:
    erased(archive, Request(doc_ids=(doc_id,)))
    rows = rows_of(archive)
    assert len(rows["documents"]) == 4
    assert places_of(archive, [doc_id]) == []


def test_what_depends_on_a_document_changes_with_it(archive: Path) -> None:
    erased(archive, Request(doc_ids=(ORIGINAL,)))
    with open_warehouse(archive) as opened:
        copy = opened.rows("SELECT status, duplicate_of FROM documents WHERE doc_id = ?", [COPY])[1]
        named = opened.rows("SELECT entity_id, first_seen, month FROM entities ORDER BY ALL")[1]
        counts = opened.rows("SELECT document_count, loaded_count, duplicate_count FROM batches")[1]
    assert copy == [("loaded", None)]
    assert named == [("ada", COPY, "2021-07"), ("lund", LATER, "2021-08")]
    assert counts == [(4, 2, 1)]  # as they were, less the one that is gone


def test_a_commenter_goes_and_the_findings_in_the_comments_with_him(archive: Path) -> None:
    erased(archive, Request(authors=("Lee",)))
    rows = rows_of(archive)
    assert len(rows["comments"]) == 1
    assert len(rows["mentions"]) == 5  # of seven, two stood in his comment
    assert places_of(archive, ["Lee", "lied", "paid"]) == []


def test_the_archive_remembers_marks_and_no_more(archive: Path) -> None:
    erased(archive, Request(doc_ids=(ORIGINAL,), sites=("beta.example",), authors=("Lee",)))
    record = required_record(Store.at(archive))
    assert record.change_count == 1
    assert record.documents == tuple(sorted(erasure_mark("doc", d, record.salt) for d in (ORIGINAL, COPY, LATER)))
    named = (("site", "beta.example"), ("author", "Lee"))
    assert record.marks == tuple(sorted(erasure_mark(kind, value, record.salt) for kind, value in named))


def test_wherever_it_is_killed_it_is_as_before_or_complete_once_opened_again(archive: Path, tmp_path: Path) -> None:
    before = rows_of(archive)
    target = tmp_path / "killed"
    target.mkdir()
    drill = [sys.executable, "-m", "tests.warehouse.upkeep.kill_erasure", archive, target, str(KILLED_EVERY)]
    subprocess.run(drill, check=True, timeout=280)
    copies = sorted(target.iterdir(), key=lambda path: int(path.name))
    after = rows_of(copies[-1])
    assert after != before
    outcomes = []
    for copy in copies:
        found = rows_of(copy)
        assert found in (before, after), copy.name
        assert not (copy / PENDING).exists()
        if found == after:
            assert places_of(copy, [ORIGINAL, "Lee", "lied"]) == []
        outcomes.append(found == after)
    assert outcomes == sorted(outcomes)
    assert set(outcomes) == {False, True}
