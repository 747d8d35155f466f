"""A round of fetching lands pages, says of every source what came of it, and the ordinary run reads what landed."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from flows import fetching
from flows.erasing import erase_request
from flows.fetching import Asked, Fetched, describe, fetch
from flows.job.job import configured_job, landed_folder, now
from flows.job.settings import Settings, load
from flows.run import pipeline
from tasks.sources.records import Outcome
from tests.flows.archives import assert_balanced
from tests.warehouse.fetching.rounds import NOON, no_waiting
from tests.warehouse.fetching.server import Reply, Server, feed, html, page, running
from warehouse.ask.database import open_warehouse
from warehouse.errors import BadConfiguration, WarehouseBusy
from warehouse.landing.read import find_inputs, read_inputs
from warehouse.store.commits import Store
from warehouse.store.lock import writing_lock
from warehouse.store.writer import Writer
from warehouse.upkeep.erasure_plan import Request


@pytest.fixture
def server() -> Iterator[Server]:
    with running() as found:
        for number in range(4):
            found.routes[f"/{number}"] = html(page(number))
        found.routes["/feed"] = feed("/1", "/2")
        yield found


def configured(folder: Path, server: Server, *blocks: str, days: int = 30) -> Settings:
    sources = blocks or (f'[[source]]\nname = "paper"\nfeed = "{server.url("/feed")}"\n',)
    (folder / "presswatch.toml").write_text(
        f'worker_count = 0\nname_model = "rules"\n[fetch]\nallow_private_addresses = true\nlanded_days = {days}\n'
        + "\n".join(sources)
    )
    return load(folder / "presswatch.toml")


def look(settings: Settings, **fields: object) -> Fetched:
    return fetch(settings, Asked(is_forced=True), no_waiting(), **fields)  # type: ignore[arg-type]


def read(settings: Settings) -> int:
    return pipeline.ingest(configured_job(settings, now())).ledger.loaded


def landed_addresses(settings: Settings) -> list[str | None]:
    files = list(landed_folder(settings).rglob("*.warc.gz"))
    return [landed.url for landed in read_inputs(find_inputs([str(file) for file in files]), 100_000)]


def test_what_lands_is_read_once_and_deleted_once_it_is_read_and_old(tmp_path: Path, server: Server) -> None:
    settings = configured(tmp_path, server, days=1)
    assert look(settings).runs[0].fetched_count == 2
    (landed,) = landed_folder(settings).rglob("*.warc.gz")
    os.utime(landed, (0, 0))
    assert look(settings).dropped_file_count == 0  # nobody has read it yet
    server.routes["/feed"] = feed("/1", "/2", "/3")
    look(settings)
    assert read(settings) == 3
    fetched = look(settings)
    assert fetched.dropped_file_count == 1
    assert not landed.exists()
    assert fetched.runs[0].outcome is Outcome.ALL_KNOWN
    with open_warehouse(settings.resolve("warehouse")) as opened:
        assert_balanced(opened)
        rows = opened.rows("SELECT outcome, fetched_count FROM source_runs ORDER BY started_at")[1]
        assert rows == [("fetched", 2), ("all_known", 0), ("fetched", 1), ("all_known", 0)]
        joined = "SELECT count(*) FROM documents d JOIN source_runs r ON contains(d.source, r.landed_file)"
        assert opened.rows(joined)[1] == [(3,)]
        health = "SELECT source, outcome, fetched_count, loaded_count, rejected_count FROM source_health"
        assert opened.rows(health)[1] == [("paper", "all_known", 3, 3, 0)]
    assert len(landed_addresses(settings)) == 1  # of the round that brought the third page
    erase_request(settings.resolve("warehouse"), settings, Request(urls=(server.url("/3"),)), is_trial=False)
    assert landed_addresses(settings) == []


def test_rows_wait_while_somebody_writes_to_the_archive(tmp_path: Path, server: Server) -> None:
    settings = configured(tmp_path, server)
    with Writer(Store.create(settings.resolve("warehouse"))):
        first = look(settings)
        assert not first.has_published
        assert "next round" in list(describe(first))[-1]
    assert look(settings).has_published
    with open_warehouse(settings.resolve("warehouse")) as opened:
        assert opened.rows("SELECT count(*) FROM source_runs")[1] == [(2,)]


def test_two_rounds_at_once_are_refused(tmp_path: Path, server: Server) -> None:
    settings = configured(tmp_path, server)
    with writing_lock(tmp_path / "fetched" / fetching.STATE), pytest.raises(WarehouseBusy):
        look(settings)


def test_a_failing_host_hides_no_other_and_every_source_has_a_line(tmp_path: Path, server: Server) -> None:
    with running() as other:
        other.routes["/feed"] = Reply(500)
        blocks = [f'[[source]]\nname = "{name}"\nfeed = "{url}"\n' for name, url in (
            ("broken", other.url("/feed")), ("paper", server.url("/feed")), ("gone", server.url("/none")))]  # fmt: skip
        fetched = look(configured(tmp_path, server, *blocks))
    assert [(run.source, run.outcome) for run in fetched.runs] == [
        ("broken", Outcome.ERROR),
        ("paper", Outcome.FETCHED),
        ("gone", Outcome.GONE),
    ]
    lines = list(describe(fetched))
    assert lines[0] == "broken: error (the server answers 500)"
    assert lines[1] == "paper: fetched (2 new of 2)"


def test_a_name_that_is_unknown_and_a_configuration_without_feeds_are_refused(tmp_path: Path, server: Server) -> None:
    with pytest.raises(BadConfiguration, match="called 'papre'; there are paper"):
        fetch(configured(tmp_path, server), Asked(("papre",)))
    with pytest.raises(BadConfiguration, match="no \\[\\[source\\]\\] with a feed"):
        fetch(configured(tmp_path, server, '[[source]]\npath = "documents"'))


def test_log_lines_hold_names_and_counts_and_no_addresses(
    tmp_path: Path, server: Server, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    block = f'[[source]]\nname = "paper"\nfeed = "http://me:hush@127.0.0.1:{server.port}/feed?token=hush"\n'
    server.routes["/feed?token=hush"] = feed("/1")
    fetched = fetch(configured(tmp_path, server, block), Asked(), no_waiting(), NOON)
    assert "source paper: fetched, 1 listed, 1 fetched, 0 refused, 0 left" in caplog.text
    assert "hush" not in caplog.text
    assert "hush" not in "".join(describe(fetched))
