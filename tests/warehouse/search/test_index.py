"""An index on the disk is named once it is whole, and belongs to one warehouse."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.warehouse.search.made_pages import article
from warehouse.errors import IndexFault
from warehouse.search import index
from warehouse.search.index import POINTER, SearchIndex, State, build_index, change_index, drop_index, open_index
from warehouse.store.commits import Store
from warehouse.store.purge import INDEX

FIRST, SECOND = State(1, "a", "g1"), State(2, "b", "g2")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.create(tmp_path / "w")


def words(opened: SearchIndex | None) -> dict[str, int]:
    assert opened is not None
    return dict(opened.searcher.terms_with_prefix("text", "word"))


def test_an_index_tells_its_state_and_how_many_voices_it_has(store: Store) -> None:
    built = build_index(store, [article("wordone"), article("wordtwo", "d2")], FIRST)
    assert (built.state, built.voice_count, built.shows(store)) == (FIRST, 2, False)


def test_a_change_takes_the_place_of_what_stood_there_and_notes_the_state_at_once(store: Store) -> None:
    built = build_index(store, [article("wordone"), article("wordtwo", "d2")], FIRST)
    change_index(built, ["d1"], [article("wordnew")], SECOND)
    opened = open_index(store)
    assert opened is not None
    assert (opened.state, opened.voice_count) == (SECOND, 2)
    change_index(opened, ["d2"], [], SECOND)
    assert open_index(store).voice_count == 1  # type: ignore[union-attr]


def test_a_build_leaves_one_folder_and_no_word_of_the_old_one(store: Store) -> None:
    build_index(store, [article("wordone")], FIRST)
    assert words(build_index(store, [article("wordtwo")], SECOND)) == {"wordtwo": 1}
    assert len(list((store.root / INDEX).glob("built-*"))) == 1
    assert not any(b"wordone" in path.read_bytes() for path in (store.root / INDEX).rglob("*") if path.is_file())


def test_a_fault_while_building_is_one_sentence_and_the_old_index_stays(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    build_index(store, [article("wordone")], FIRST)

    def full(*given: object) -> None:
        raise ValueError("No space left on device\nand more")

    monkeypatch.setattr(index, "_write", full)
    with pytest.raises(IndexFault, match="No space left on device\\); what is published is safe") as caught:
        build_index(store, [], SECOND)
    assert "\n" not in str(caught.value)
    assert words(open_index(store)) == {"wordone": 1}


@pytest.mark.parametrize("text", ["", "[]", '{"version": 1}', "\x00", json.dumps({"version": 1, "folder": 3})])
def test_a_pointer_that_says_nothing_is_no_index(store: Store, text: str) -> None:
    build_index(store, [article("wordone")], FIRST)
    (store.root / INDEX / POINTER).write_text(text)
    assert open_index(store) is None


def test_an_index_can_be_dropped_twice(store: Store) -> None:
    build_index(store, [], FIRST)
    drop_index(store)
    drop_index(store)
    assert open_index(store) is None
