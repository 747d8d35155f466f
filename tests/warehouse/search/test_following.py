"""The index follows the warehouse: whole after each record, rebuilt where it does not fit, without what is erased."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from flows import erasing, maintain
from flows.job.settings import Settings
from tests.flows.archives import ingest, write_feed
from warehouse.errors import IndexFault
from warehouse.search import following, index
from warehouse.search.archive import open_archive
from warehouse.search.following import follow, keep_up, ready_index, rebuild
from warehouse.search.index import POINTER, open_index
from warehouse.store.commits import Store
from warehouse.store.lock import writing_lock
from warehouse.store.purge import INDEX
from warehouse.store.writer import Writer
from warehouse.upkeep.erasure_plan import Request


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("following")
    ingest(folder / "w", write_feed(folder / "feed.jsonl", range(4)))
    ready_index(Store.at(folder / "w"))
    return folder / "w"


@pytest.fixture
def place(archive: Path, tmp_path: Path) -> Path:
    shutil.copytree(archive, tmp_path / "w")
    return tmp_path


def found(place: Path, query: str) -> set[str]:
    with open_archive(place / "w") as opened:
        return {str(hit.title).split()[1] for hit in opened.search(query, 100).hits}


def test_a_batch_is_found_once_it_is_published_and_not_by_building_anew(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(following, "rebuild", None)
    assert found(place, "airport") == set()
    ingest(place / "w", write_feed(place / "more.jsonl", [7]))
    assert open_index(Store.at(place / "w")).shows(Store.at(place / "w"))  # type: ignore[union-attr]
    assert found(place, "airport") == {"airport"}
    maintain.compact_archive(place / "w")
    assert open_index(Store.at(place / "w")).shows(Store.at(place / "w"))  # type: ignore[union-attr]
    assert found(place, "airport OR harbour") == {"airport", "harbour"}


def test_what_came_while_nobody_looked_after_it_is_caught_up(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flows.run.steps.keep_up", lambda store: None)
    ingest(place / "w", write_feed(place / "more.jsonl", [7, 8]))
    assert found(place, "airport OR orchard") >= {"airport", "orchard"}


def test_erased_words_are_not_in_the_index_any_more(place: Path) -> None:
    shown = found(place, "harbour OR railway")
    assert {"harbour", "railway"} <= shown
    asked = Request(sites=("paper0.example",))
    erasing.erase_request(place / "w", Settings(), asked, is_trial=False)
    store = Store.at(place / "w")
    assert open_index(store).shows(store)  # type: ignore[union-attr]
    assert "harbour" not in found(place, "harbour OR railway")
    terms = open_index(store).searcher.terms_with_prefix("text", "harbour")  # type: ignore[union-attr]
    left = [path for path in (place / "w" / INDEX).iterdir() if path.name.startswith("built-")]
    assert len(left) == 1
    with open_archive(place / "w") as opened:
        (has_word,) = opened.rows("SELECT count(*) FROM articles WHERE text ILIKE '%harbour%'")[1][0]
    assert bool(terms) == bool(has_word)


def damaged(place: Path, kind: str) -> None:
    folder = place / "w" / INDEX
    pointer = json.loads((folder / POINTER).read_text())
    if kind == "of another version":
        (folder / POINTER).write_text(json.dumps({**pointer, "version": 0}))
    elif kind == "of another warehouse":
        (folder / POINTER).write_text(json.dumps({**pointer, "warehouse": "other"}))
    elif kind == "elsewhere":
        (folder / POINTER).write_text(json.dumps({**pointer, "folder": "../../somewhere"}))
    elif kind == "torn":
        (folder / pointer["folder"] / "meta.json").write_text("{")
    else:
        shutil.rmtree(folder)


@pytest.mark.parametrize("kind", ["of another version", "of another warehouse", "elsewhere", "torn", "missing"])
def test_an_index_that_does_not_fit_is_built_anew(place: Path, kind: str) -> None:
    damaged(place, kind)
    assert open_index(Store.at(place / "w")) is None
    assert found(place, "harbour") >= {"harbour"}
    assert open_index(Store.at(place / "w")) is not None


def test_a_build_that_is_killed_leaves_the_old_index_and_the_next_clears_up(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store.at(place / "w")

    def killed(*given: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched, Writer(store):
        patched.setattr(index, "write_durably", killed)
        with pytest.raises(KeyboardInterrupt):
            rebuild(store)
    assert open_index(store) is not None
    assert found(place, "harbour") >= {"harbour"}
    with Writer(store):
        rebuild(store)
    assert len(list((place / "w" / INDEX).glob("built-*"))) == 1


def test_a_change_that_is_killed_before_its_commit_is_none(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store.at(place / "w")

    def broken(reader: object) -> Iterator[object]:
        yield from ()
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("flows.run.steps.keep_up", lambda store: None)
        ingest(place / "w", write_feed(place / "more.jsonl", [7]))
        patched.setattr(following, "_each", broken)
        with pytest.raises(KeyboardInterrupt):
            follow(store)
    opened = open_index(store)
    assert opened is not None
    assert not opened.shows(store)
    assert found(place, "airport") == {"airport"}


def test_a_fault_of_the_index_harms_no_batch_and_is_one_sentence(
    place: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def full(*given: object) -> None:
        raise OSError("No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(index, "_write", full)
        ingest(place / "w", write_feed(place / "more.jsonl", [7]))
    assert [record.message.count("\n") for record in caplog.records if "could not be written" in record.message] == [0]
    assert found(place, "airport") == {"airport"}


def test_while_another_process_writes_the_index_serves_as_it_is_and_without_one_a_sentence_says_so(place: Path) -> None:
    with writing_lock(place / "w" / "_commits"):
        assert found(place, "harbour") >= {"harbour"}
        damaged(place, "missing")
        with pytest.raises(IndexFault, match="maintain --index"):
            found(place, "harbour")


def test_without_an_index_nothing_is_kept_up(place: Path) -> None:
    damaged(place, "missing")
    keep_up(Store.at(place / "w"))
    assert not (place / "w" / INDEX).exists()
