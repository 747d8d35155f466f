"""Watchlist hits: listed by arrival, and asked again of the archive."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from flows import watch
from flows.environment import cache_folder
from flows.job import settings
from flows.job.job import LexiconFiles
from flows.job.settings import Settings
from tests.flows.archives import STARTED_AT, every_row, ingest, write_feed
from warehouse.ask.database import open_warehouse
from warehouse.ask.soundness import inspect
from warehouse.errors import BadConfiguration

NOW = datetime(2021, 9, 10, 12)
BOATS = '[watchlist.boats]\nquery = "ferry AND NOT lighthouse"\n'
TRAINS = '[watchlist.boats]\nterms = ["railway"]\n[watchlist.names]\nquery = \'comment:ferry OR title:"quarry"\'\n'


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """An archive of sixteen articles, one of them twice, whose watchlist is on ferries."""
    lists = tmp_path / "lists.toml"
    lists.write_text(BOATS)
    feed = write_feed(tmp_path / "feed.jsonl", range(16))
    again = tmp_path / "again.jsonl"
    again.write_text(feed.read_text().replace("https://paper", "https://mirror"))
    ingest(tmp_path / "w", feed, again, lexicon=LexiconFiles(cache_folder(), watchlists=lists))
    return tmp_path


def configured(place: Path, lists: str) -> Settings:
    (place / "lists.toml").write_text(lists)
    (place / "presswatch.toml").write_text('warehouse = "w"\nwatchlists = "lists.toml"\n')
    return settings.load(place / "presswatch.toml")


def listed(place: Path, wanted: watch.Wanted) -> list[tuple[object, ...]]:
    with open_warehouse(place / "w") as opened:
        return watch.hits(opened, wanted)[1]


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("2021-09-01", datetime(2021, 9, 1)),
        ("2021-09-01T10:00+02:00", datetime(2021, 9, 1, 8)),
        ("12h", datetime(2021, 9, 10)),
        ("3d", datetime(2021, 9, 7, 12)),
        ("2w", datetime(2021, 8, 27, 12)),
    ],
)
def test_since_is_a_day_a_time_or_how_long_ago(given: str, meant: datetime) -> None:
    assert watch.since_when(given, NOW) == meant


def test_a_since_that_is_no_time_is_refused() -> None:
    with pytest.raises(BadConfiguration, match="'soon' is no time"):
        watch.since_when("soon", NOW)


def test_hits_are_listed_by_arrival_list_and_layer_with_the_words_around_them(place: Path) -> None:
    hits = listed(place, watch.Wanted(since=STARTED_AT))
    assert hits
    assert {row[1] for row in hits} == {"boats"}
    assert all("ferry" in str(row[3]).lower() and "lighthouse" not in str(row[6]) for row in hits)
    assert hits == listed(place, watch.Wanted(watchlist="boats", layer="article"))
    assert listed(place, watch.Wanted(since=NOW)) == []
    assert listed(place, watch.Wanted(layer="comment")) == []


def test_asking_the_same_again_changes_nothing(place: Path) -> None:
    before, files = every_row(place / "w"), sorted((place / "w").rglob("*.parquet"))
    outcome = watch.rerun(configured(place, BOATS), place / "w")
    assert (outcome.page_count, outcome.new_count, outcome.gone_count, outcome.is_published) == (16, 0, 0, False)
    assert (every_row(place / "w"), sorted((place / "w").rglob("*.parquet"))) == (before, files)


def test_a_changed_list_replaces_the_hits_of_the_whole_archive_at_once(place: Path) -> None:
    before = every_row(place / "w")
    outcome = watch.rerun(configured(place, TRAINS), place / "w")
    after = every_row(place / "w")
    assert outcome.is_published
    assert outcome.gone_count == len(before["matches"])
    assert outcome.new_count == outcome.hit_count == len(after["matches"]) > 0
    assert {name for name in after if after[name] != before[name]} == {"matches"}
    assert all("quarry" in str(row[3]) for row in listed(place, watch.Wanted(watchlist="names")))
    with open_warehouse(place / "w") as opened:
        assert list(inspect(opened)) == []


def test_what_is_asked_again_is_what_an_ingest_with_the_new_lists_finds(place: Path) -> None:
    watch.rerun(configured(place, TRAINS), place / "w")
    (place / "lists_of_the_fresh_one.toml").write_text(TRAINS)
    lexicon = LexiconFiles(cache_folder(), watchlists=place / "lists_of_the_fresh_one.toml")
    ingest(place / "fresh", place / "feed.jsonl", place / "again.jsonl", lexicon=lexicon)
    assert every_row(place / "w")["matches"] == every_row(place / "fresh")["matches"]


def test_a_list_that_nobody_knows_is_named_with_those_that_are_known(place: Path) -> None:
    with open_warehouse(place / "w") as opened:
        watch.check_name(configured(place, TRAINS), opened, "names")
        with pytest.raises(BadConfiguration, match="no watchlist 'trains'; known are boats, names"):
            watch.check_name(configured(place, TRAINS), opened, "trains")


def test_without_a_configured_file_there_is_nothing_to_ask(place: Path) -> None:
    with pytest.raises(BadConfiguration, match="No watchlists are configured"):
        watch.rerun(Settings(), place / "w")
