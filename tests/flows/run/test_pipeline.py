"""The main job: everything in gets a row, a rerun changes nothing, and what cannot go on leaves nothing behind."""

from __future__ import annotations

import errno
import json
import os
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from flows.environment import cache_folder
from flows.job.job import LexiconFiles, SourceRules
from flows.job.receipts import Receipt, Step
from flows.pool.guard import Guard
from flows.run import pipeline, reading, shard_work, steps
from tasks.parse.commenters.privacy import Privacy
from tests.flows.archives import article, every_row, ingest, job_for, write_feed
from warehouse.ask.database import open_warehouse
from warehouse.ask.soundness import inspect
from warehouse.errors import BadConfiguration, BadSource, NotAWarehouse, StorageFull, WarehouseBusy
from warehouse.store.commits import Store
from warehouse.store.shards import ShardSize
from warehouse.store.writer import Writer

KEY = "3c9f1e0b7a5d42868e1f0c9b6a7d5e43"  # made up for these tests
PAGE = "<html><head><title>{0}</title></head><body><article><h1>{0}</h1>{1}</article></body></html>"


def html(number: int) -> str:
    lines = article(number).split("\n")
    return PAGE.format(lines[0], "".join(f"<p>{line}</p>" for line in lines[1:]))


def test_every_input_gets_a_row_with_status_and_reason(tmp_path: Path) -> None:
    write_feed(tmp_path / "feed.jsonl", range(5))
    with (tmp_path / "feed.jsonl").open("a") as feed:
        feed.write("{broken\n")
    (tmp_path / "empty.html").write_bytes(b"")
    (tmp_path / "photo.html").write_bytes(b"\x89PNG\r\n\x1a\n" + os.urandom(2000))
    (tmp_path / "page.html").write_text(html(40))
    report = ingest(tmp_path / "w", *sorted(tmp_path.glob("*.*")))
    assert (report.ledger.loaded, report.ledger.rejected) == (6, 3)
    assert report.ledger.reasons == {"not_json": 1, "empty": 1, "binary": 1}
    with open_warehouse(tmp_path / "w") as opened:
        statuses = dict(opened.rows("SELECT reason, count(*) FROM documents GROUP BY ALL")[1])
        assert list(inspect(opened)) == []
    assert statuses == {None: 6, "not_json": 1, "empty": 1, "binary": 1}


def test_a_rerun_changes_nothing_and_says_what_it_knew(tmp_path: Path) -> None:
    feed = write_feed(tmp_path / "feed.jsonl", range(6))
    ingest(tmp_path / "w", feed)
    before = snapshot(tmp_path / "w")
    report = ingest(tmp_path / "w", feed)
    assert (report.ledger.documents_in, report.ledger.known_before, report.batch_ids) == (0, 6, ())
    assert snapshot(tmp_path / "w") == before


def snapshot(warehouse: Path) -> dict[str, bytes]:
    files = (path for path in warehouse.rglob("*") if path.is_file() and path.name != ".lock")  # who wrote last
    return {str(path.relative_to(warehouse)): path.read_bytes() for path in files}


def test_how_a_run_is_cut_into_batches_and_shards_does_not_change_what_is_read(tmp_path: Path) -> None:
    feed = write_feed(tmp_path / "feed.jsonl", [*range(12), 3, 4])
    ingest(tmp_path / "one", feed)
    report = ingest(tmp_path / "many", feed, batch_document_count=5, shard_size=ShardSize(document_count=2))
    assert len(report.batch_ids) == 3
    one, many = every_row(tmp_path / "one"), every_row(tmp_path / "many")
    for table in ("articles", "segments", "mentions", "timexes", "duplicates"):
        assert one[table] == many[table], table


def test_the_same_text_under_another_address_is_a_duplicate_of_the_first(tmp_path: Path) -> None:
    rows = [
        {"id": n, "url": f"https://{n}.example/x", "fetched_at": f"2021-07-0{n}", "text": article(1)} for n in (1, 2)
    ]
    (tmp_path / "feed.jsonl").write_text("\n".join(json.dumps(row) for row in rows))
    report = ingest(tmp_path / "w", tmp_path / "feed.jsonl")
    assert (report.ledger.loaded, report.ledger.duplicates) == (1, 1)
    with open_warehouse(tmp_path / "w") as opened:
        query = "SELECT c.source_id, o.source_id FROM documents c JOIN documents o ON c.duplicate_of = o.doc_id"
        assert opened.rows(query)[1] == [("2", "1")]


def test_a_copy_is_found_against_the_archive_too(tmp_path: Path) -> None:
    ingest(tmp_path / "w", write_feed(tmp_path / "old.jsonl", range(4)))
    (tmp_path / "new.jsonl").write_text(json.dumps({"url": "https://copy.example/2", "text": article(2)}))
    report = ingest(tmp_path / "w", tmp_path / "new.jsonl")
    assert (report.ledger.loaded, report.ledger.duplicates) == (0, 1)


def test_duckdb_and_pandas_without_us_see_the_rows_of_the_view(tmp_path: Path) -> None:
    ingest(tmp_path / "w", write_feed(tmp_path / "feed.jsonl", range(9)))
    with open_warehouse(tmp_path / "w") as opened:
        view = opened.sql("SELECT * FROM articles").df()
    raw = duckdb.sql(f"SELECT * FROM '{tmp_path / 'w'}/articles/**/*.parquet'").df()
    pandas = pd.read_parquet(tmp_path / "w" / "articles")
    for frame in (raw, pandas):
        assert set(frame.columns) == set(view.columns)
        assert sorted(frame["doc_id"]) == sorted(view["doc_id"])
        assert sorted(frame["month"].astype(str)) == sorted(view["month"])


def test_articles_come_as_a_dataframe_by_time_and_site(tmp_path: Path) -> None:
    ingest(tmp_path / "w", write_feed(tmp_path / "feed.jsonl", range(9)))
    with open_warehouse(tmp_path / "w") as opened:
        assert set(opened.articles(site="paper1.example")["site"]) == {"paper1.example"}
        assert len(opened.articles(since="2030-01-01")) == 0
        assert len(opened.articles()) == 9


def test_comment_authors_are_stored_as_pseudonyms_where_a_key_is_set(tmp_path: Path) -> None:
    sample = Path(__file__).parents[3] / "sample" / "html"
    ingest(tmp_path / "named", sample)
    ingest(tmp_path / "hidden", sample, privacy=Privacy(KEY))
    query = "SELECT author FROM comments WHERE author IS NOT NULL ORDER BY doc_id, position"
    with open_warehouse(tmp_path / "named") as named, open_warehouse(tmp_path / "hidden") as hidden:
        names, pseudonyms = named.rows(query)[1], hidden.rows(query)[1]
    assert len(names) == len(pseudonyms) > 5
    assert all(str(author).startswith("reader-") for (author,) in pseudonyms)
    assert len(set(names)) == len(set(pseudonyms))


def test_an_unexpected_error_costs_one_document_and_names_type_and_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = reading.parse

    def breaks(raw, limits):  # type: ignore[no-untyped-def]
        if b"district 2 " in raw.content:
            raise ZeroDivisionError("secret text of the page")
        return real(raw, limits)

    monkeypatch.setattr(reading, "parse", breaks)
    job = job_for(tmp_path / "w", write_feed(tmp_path / "feed.jsonl", range(4)))
    report = pipeline.ingest(replace(job, guard=Guard(raises_unexpected=False)))
    assert report.ledger.reasons == {"unexpected_error": 1}
    with open_warehouse(tmp_path / "w") as opened:
        ((detail,),) = opened.rows("SELECT detail FROM rejects")[1]
    assert "ZeroDivisionError at test_pipeline.py" in str(detail)
    assert "secret" not in str(detail)


def test_a_document_that_takes_too_long_is_refused_and_the_run_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = reading.parse

    def dawdles(raw, limits):  # type: ignore[no-untyped-def]
        if b"district 2 " in raw.content:
            time.sleep(5)
        return real(raw, limits)

    monkeypatch.setattr(reading, "parse", dawdles)
    job = job_for(tmp_path / "w", write_feed(tmp_path / "feed.jsonl", range(4)))
    report = pipeline.ingest(replace(job, guard=Guard(ceiling_seconds=0.5)))
    assert report.ledger.reasons == {"too_costly": 1}


def test_a_second_ingest_into_the_same_warehouse_is_told_to_wait(tmp_path: Path) -> None:
    feed = write_feed(tmp_path / "feed.jsonl", range(3))
    ingest(tmp_path / "w", feed)
    with Writer(Store.at(tmp_path / "w")), pytest.raises(WarehouseBusy, match="try again"):
        pipeline.ingest(job_for(tmp_path / "w", feed))


def test_a_folder_that_is_no_warehouse_is_left_alone(tmp_path: Path) -> None:
    feed = write_feed(tmp_path / "feed.jsonl", range(3))
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "letter.txt").write_text("dear")
    with pytest.raises(NotAWarehouse):
        pipeline.ingest(job_for(tmp_path / "home", feed))
    assert [path.name for path in (tmp_path / "home").iterdir()] == ["letter.txt"]


@pytest.mark.parametrize("step", ["read", "decide_duplicates", "enrich", "stage", "publish"])
def test_a_fault_in_any_step_leaves_the_warehouse_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    ingest(tmp_path / "w", write_feed(tmp_path / "old.jsonl", range(3)))
    before = every_row(tmp_path / "w")

    def fails(*args: object) -> Receipt:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(steps, step, fails)
        with pytest.raises(StorageFull, match="the batch in the making was not published"):
            pipeline.ingest(job_for(tmp_path / "w", write_feed(tmp_path / "new.jsonl", range(3, 6))))
    assert every_row(tmp_path / "w") == before
    ingest(tmp_path / "w", tmp_path / "new.jsonl")
    assert len(every_row(tmp_path / "w")["documents"]) == 6


FULL_DISK = """
import resource, sys
from pathlib import Path
from tests.flows.archives import job_for
from flows.run import pipeline
from warehouse.errors import StorageFull
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]), resource.RLIM_INFINITY))
try:
    pipeline.ingest(job_for(Path(sys.argv[1]), Path(sys.argv[2])))
except StorageFull as error:
    print("told:", error)
"""


@pytest.mark.parametrize("byte_ceiling", [2_000, 12_000])
def test_a_disk_that_takes_no_more_while_staging_stops_with_a_sentence_and_loses_nothing(
    tmp_path: Path, byte_ceiling: int
) -> None:
    ingest(tmp_path / "w", write_feed(tmp_path / "old.jsonl", range(3)))
    before = every_row(tmp_path / "w")
    write_feed(tmp_path / "new.jsonl", range(3, 120))
    command = [sys.executable, "-c", FULL_DISK, str(tmp_path / "w"), str(tmp_path / "new.jsonl"), str(byte_ceiling)]
    root = Path(__file__).parents[3]
    done = subprocess.run(command, capture_output=True, text=True, cwd=root, check=False)
    assert done.stdout.startswith("told: The disk of"), done.stderr[-2000:]
    assert every_row(tmp_path / "w") == before
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] == resource.RLIM_INFINITY


def test_a_source_that_sends_far_too_little_or_mostly_broken_documents_stops_the_run(tmp_path: Path) -> None:
    feed = write_feed(tmp_path / "feed.jsonl", range(30))
    with pytest.raises(BadSource, match="fewer than its minimum_document_count"):
        pipeline.ingest(job_for(tmp_path / "w", feed, sources={str(feed): SourceRules(minimum_document_count=31)}))
    assert not (tmp_path / "w").exists()
    feed.write_text("\n".join("{broken" + str(n) for n in range(30)))
    with pytest.raises(BadSource, match="refused, more than its rejected_share_limit"):
        pipeline.ingest(job_for(tmp_path / "v", feed, sources={str(feed): SourceRules(rejected_share_limit=0.5)}))
    assert every_row(tmp_path / "v")["documents"] == []


def test_a_wrong_watchlist_stops_before_anything_is_read(tmp_path: Path) -> None:
    (tmp_path / "lists.toml").write_text("[watchlist.x]\nterms = [3]\n")
    feed = write_feed(tmp_path / "feed.jsonl", range(3))
    with pytest.raises(BadConfiguration, match=r"lists\.toml"):
        pipeline.ingest(
            job_for(tmp_path / "w", feed, lexicon=LexiconFiles(cache_folder(), watchlists=tmp_path / "lists.toml"))
        )
    assert not (tmp_path / "w").exists()


def test_a_watchlist_hit_is_a_row_that_points_into_the_text(tmp_path: Path) -> None:
    (tmp_path / "lists.toml").write_text('[watchlist.boats]\nterms = ["ferry", "lighthouse*"]\n')
    feed = write_feed(tmp_path / "feed.jsonl", range(16))
    ingest(tmp_path / "w", feed, lexicon=LexiconFiles(cache_folder(), watchlists=tmp_path / "lists.toml"))
    with open_warehouse(tmp_path / "w") as opened:
        place = 'm."start" + 1, m."end" - m."start"'
        query = f"SELECT lower(substr(a.text, {place})) FROM matches m JOIN articles a USING (doc_id)"
        surfaces = {row[0] for row in opened.rows(query)[1]}
    assert surfaces == {"ferry", "lighthouse"}


def test_steps_hand_on_receipts_and_never_documents(tmp_path: Path) -> None:
    seen: list[tuple[Step, Receipt]] = []

    def recording(step: Step, work: Callable[[], Receipt]) -> Receipt:
        receipt = work()
        seen.append((step, receipt))
        return receipt

    job = job_for(tmp_path / "w", write_feed(tmp_path / "feed.jsonl", range(3)), batch_document_count=2)
    pipeline.ingest(job, recording)
    names = ("read", "decide", "enrich", "stage", "publish")
    assert [step for step, _ in seen[:10]] == [
        Step(name, batch, is_repeatable=name != "read") for batch in (1, 2) for name in names
    ]
    assert all(len(repr(receipt)) < 500 for _, receipt in seen)


def test_every_step_leaves_a_log_line_of_counts(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("INFO", logger="presswatch"):
        pipeline.ingest(job_for(tmp_path / "w", write_feed(tmp_path / "feed.jsonl", range(3))))
    assert "batch 1: read, 3 documents in, 3 out" in caplog.messages
    assert "batch 1: publish, 3 documents in, 3 out" in caplog.messages


def test_a_moved_warehouse_still_opens(tmp_path: Path) -> None:
    ingest(tmp_path / "w", write_feed(tmp_path / "feed.jsonl", range(3)))
    shutil.move(tmp_path / "w", tmp_path / "elsewhere")
    with open_warehouse(tmp_path / "elsewhere") as opened:
        assert opened.rows("SELECT count(*) FROM articles")[1] == [(3,)]


def test_a_feed_of_blank_lines_is_one_empty_document(tmp_path: Path) -> None:
    (tmp_path / "feed.jsonl").write_text("\n\n")
    report = pipeline.ingest(job_for(tmp_path / "w", tmp_path / "feed.jsonl"))
    assert (report.ledger.documents_in, report.ledger.reasons) == (1, {"empty": 1})


def test_a_document_in_which_nothing_can_be_looked_for_stays_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(page: object, lexicon: object) -> None:
        raise KeyError("text")

    monkeypatch.setattr(shard_work, "enrich", breaks)
    job = job_for(tmp_path / "w", write_feed(tmp_path / "feed.jsonl", [1, 1, 2]))
    report = pipeline.ingest(replace(job, guard=Guard(raises_unexpected=False)))
    assert report.ledger.loaded == 2
    assert report.ledger.reasons == {"loaded without findings": 2}
    with open_warehouse(tmp_path / "w") as opened:
        assert list(inspect(opened)) == []
        assert (
            len(opened.rows("SELECT * FROM documents WHERE detail LIKE 'loaded without findings: %KeyError%'")[1]) == 2
        )
