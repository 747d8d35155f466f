"""Raw documents that were kept are read anew: what differs replaces what was there, whole, and is reported."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Collection
from dataclasses import replace
from pathlib import Path

import pytest

from flows import reprocessing
from flows.erasing import erase_request
from flows.job.job import new_job
from flows.job.settings import Settings
from flows.reprocessing import Asked, Reprocessed, describe, reprocess
from flows.run import pipeline, reading
from tasks.records import Page, RawDocument, Rejected, RejectReason
from tests.flows.archives import STARTED_AT, every_row, write_feed
from warehouse.ask.database import open_warehouse
from warehouse.ask.soundness import examine
from warehouse.errors import BadConfiguration, BadQuery
from warehouse.store.raw_copies import kept_copies
from warehouse.upkeep.erasure_plan import Request

SETTINGS = Settings(worker_count=0, keep_raw=True, batch_document_count=3, name_model="rules")
Parse = Callable[..., Page]


def older_reader(parse: Parse, refused: Collection[str] = ()) -> Parse:
    """A reader that knew no headlines, and refused some articles."""

    def read(raw: RawDocument, *rest: object) -> Page:
        if raw.source_id in refused:
            raise Rejected(RejectReason.NO_TEXT, "an older reader")
        return replace(parse(raw, *rest), title=None)

    return read


@pytest.fixture(scope="module")
def older(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of four articles, one of them twice, one refused, as an older reader read them."""
    folder = tmp_path_factory.mktemp("older")
    feed = write_feed(folder / "feed.jsonl", range(4))
    copy = feed.read_text().splitlines()[0].replace("paper0.example/0", "copy.example/0").replace('"n0"', '"copy"')
    feed.write_text(feed.read_text() + copy + "\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "parse", older_reader(reading.parse, ["n3"]))
        pipeline.ingest(new_job(SETTINGS, [str(feed)], folder / "w", STARTED_AT))
    return folder


@pytest.fixture
def warehouse(older: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(older / "w", tmp_path / "w"))


def titles(warehouse: Path) -> list[str | None]:
    with open_warehouse(warehouse) as opened:
        return [row[0] for row in opened.rows("SELECT title FROM articles ORDER BY doc_id")[1]]  # type: ignore[misc]


def again(warehouse: Path, **asked: str) -> Reprocessed:
    return reprocess(warehouse, SETTINGS, Asked(**asked))


def test_what_todays_reader_reads_otherwise_replaces_what_was_there(older: Path, warehouse: Path) -> None:
    assert titles(warehouse) == [None] * 4
    found = again(warehouse)
    assert (found.document_count, found.changed_count, found.kept_count) == (5, 5, 0)
    assert found.changes["articles", ""] == (4, 5)
    assert found.changes["documents", ""] == (1, 1)
    pipeline.ingest(new_job(SETTINGS, [str(older / "feed.jsonl")], warehouse.parent / "fresh", STARTED_AT))
    expected, now = every_row(warehouse.parent / "fresh"), every_row(warehouse)
    for table in ("articles", "segments", "mentions", "timexes", "statements", "duplicates"):
        assert sorted(map(repr, now[table])) == sorted(map(repr, expected[table])), table
    assert examine(warehouse) == []
    unchanged = again(warehouse)
    assert (unchanged.changed_count, dict(unchanged.changes)) == (0, {})


def test_a_reprocessing_that_was_killed_goes_on_and_reports_all(
    warehouse: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish, calls = reprocessing.replace_rows, list[int]()

    def killed_at_the_second(*given: object) -> object:
        calls.append(1)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return publish(*given)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(reprocessing, "replace_rows", killed_at_the_second)
        with pytest.raises(KeyboardInterrupt):
            reprocess(warehouse, SETTINGS, Asked())
    assert 0 < titles(warehouse).count(None) < 4
    found = again(warehouse)
    assert found.is_resumed
    assert (found.document_count, found.changed_count) == (5, 5)
    assert None not in titles(warehouse)
    assert not (warehouse / reprocessing.FOLDER).exists()
    assert next(describe(found)) == "A reprocessing that was cut short was finished."


def test_what_would_be_refused_now_goes_unless_others_repeat_it(
    warehouse: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_warehouse(warehouse) as opened:
        query = "SELECT source_id FROM documents WHERE source_id IN ('n0', 'copy') AND status = 'loaded'"
        ((original,),) = opened.rows(query)[1]
    monkeypatch.setattr(reading, "parse", older_reader(reading.parse, {"n2", "n3", str(original)}))
    found = again(warehouse)
    assert (found.kept_count, found.changed_count) == (1, 1)
    with open_warehouse(warehouse) as opened:
        assert opened.rows("SELECT source_id FROM rejects ORDER BY 1")[1] == [("n2",), ("n3",)]
    assert examine(warehouse) == []


def test_a_part_can_be_asked_for_and_what_has_no_copy_stays(warehouse: Path) -> None:
    assert again(warehouse, site="www.paper1.example", where="source_id = 'n1' -- the second").document_count == 1
    assert len(list(kept_copies(warehouse))) == 4  # two documents have the same content
    erase_request(warehouse, SETTINGS, Request(urls=("https://paper1.example/1",)), is_trial=False)
    assert len(list(kept_copies(warehouse))) == 3
    for _, path in kept_copies(warehouse):
        path.unlink()
    found = again(warehouse)
    assert (found.document_count, found.without_copy_count) == (0, 4)
    with pytest.raises(BadConfiguration, match="no day"):
        reprocess(warehouse, SETTINGS, Asked(since="yesterday"))
    with pytest.raises(BadQuery):
        reprocess(warehouse, SETTINGS, Asked(where="no such column = 1"))
