"""What is remembered of sources survives, all of a run or nothing, and holds no password."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tasks.sources.choice import KnownPage
from tasks.sources.records import Outcome, SourceRun
from tests.warehouse.fetching.rounds import NOON
from warehouse.errors import BadConfiguration
from warehouse.fetching.state import PageState, SourceState, State
from warehouse.fetching.visits import KeptRobots

ADDRESS = "https://me:hush@paper.example/feed"
RUN = SourceRun("r1", "paper", "feed", "paper.example", NOON, Outcome.FETCHED, due_at=NOON, fetched_count=3)
SOURCE = SourceState(ADDRESS, NOON, NOON + timedelta(hours=1), '"v1"', "Tue", 2, "https://paper.example/new")
PAGE = KnownPage(NOON, NOON, is_settled=True, has_landed=True, attempt_count=2, etag='"1"', last_modified="Tue")


def test_what_is_kept_is_there_when_it_is_opened_again(tmp_path: Path) -> None:
    with closing(State(tmp_path)) as state:
        state.keep(RUN, SOURCE, [PageState("https://paper.example/1", PAGE)])
        state.hosts().close_until("paper.example", NOON)
        state.hosts().keep_robots("https://paper.example", KeptRobots(b"# a", NOON))
    with closing(State(tmp_path)) as state:
        assert state.source("paper", ADDRESS) == SOURCE
        assert state.source("paper", "https://paper.example/other") == SourceState("https://paper.example/other")
        assert state.known(["https://paper.example/1", "https://paper.example/2"]) == {"https://paper.example/1": PAGE}
        assert [run for _, run in state.waiting_runs()] == [RUN]
        assert state.hosts().closed_until("paper.example") == NOON
        assert state.hosts().robots("https://paper.example") == KeptRobots(b"# a", NOON)
        assert state.hosts().robots("https://other.example") is None


def test_more_pages_than_a_query_takes_are_looked_up(tmp_path: Path) -> None:
    with closing(State(tmp_path)) as state:
        state.keep(RUN, SOURCE, [PageState(f"https://paper.example/{n}", PAGE) for n in range(1200)])
        assert len(state.known([f"https://paper.example/{n}" for n in range(1500)])) == 1200


def test_rows_that_were_published_are_forgotten_and_numbers_are_not_given_twice(tmp_path: Path) -> None:
    with closing(State(tmp_path)) as state:
        state.keep(RUN, SOURCE, [])
        ((first, _),) = state.waiting_runs()
        state.forget_runs([first])
        state.keep(RUN, SOURCE, [])
        ((second, _),) = state.waiting_runs()
        assert second > first


def test_a_run_is_kept_whole_or_not_at_all(tmp_path: Path) -> None:
    with closing(State(tmp_path)) as state:
        broken = replace(PAGE, etag=object())  # type: ignore[arg-type]
        with pytest.raises(sqlite3.Error):
            state.keep(
                RUN, SOURCE, [PageState("https://paper.example/1", PAGE), PageState("https://b.example/", broken)]
            )
        assert state.known(["https://paper.example/1"]) == {}
        assert state.source("paper", ADDRESS) == SourceState(ADDRESS)
        state.keep(RUN, SOURCE, [])


def test_the_address_of_a_source_is_not_written_down(tmp_path: Path) -> None:
    with closing(State(tmp_path)) as state:
        state.keep(RUN, SOURCE, [])
    assert b"hush" not in b"".join(path.read_bytes() for path in tmp_path.iterdir())


def test_a_damaged_file_is_named_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "state.sqlite").write_bytes(b"no database at all" * 100)
    with pytest.raises(BadConfiguration, match="remove it"):
        State(tmp_path)
