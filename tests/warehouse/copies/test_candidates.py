"""The queries over a batch and the archive: documents, islands in time, pages, versions at one address."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import duckdb
import pytest

from tasks.copies.compare import DuplicateRules
from tasks.copies.decision import Decision
from tasks.copies.provenance import Credit, Provenance, Reason
from tasks.records import Precision, Status
from tests.warehouse.copies.test_decide import RULES, START, Press, edited, prose
from warehouse.copies.candidates import (
    VERSION_COUNT,
    Archived,
    Candidates,
    Island,
    NewDocument,
    load_chosen,
    open_candidates,
)


@pytest.fixture
def press(tmp_path: Path) -> Press:
    return Press(tmp_path)


def archive(press: Press, doc_ids: Sequence[str]) -> list[Path]:
    """A file of the archive with these documents, each a group and a story of its own."""
    alone = {
        id_: Decision(Status.LOADED, None, f"group {id_}", is_original=True, story_id=f"story {id_}") for id_ in doc_ids
    }
    return [press.file("archive", doc_ids, alone)]


@contextmanager
def candidates(
    press: Press, batch: Sequence[str], archived: Sequence[str] = (), rules: DuplicateRules = RULES
) -> Iterator[Candidates]:
    files = archive(press, archived) if archived else []
    with open_candidates([press.file("batch", batch)], files, rules) as found:
        yield found


def at(day: float) -> datetime:
    return START + timedelta(days=day)


def text(press: Press, doc_id: str) -> str:
    return str(press.rows[doc_id]["text_hash"])


def test_new_documents_come_oldest_first_with_all_that_is_known_of_them(press: Press) -> None:
    press.add("b", prose(1), day=2)
    press.add("a", "Two words.", day=2)
    press.add("c", "", day=1)
    press.rows["b"] |= {
        "site": "b.example", "url": "https://b.example/1", "version_at": at(3), "credit": "The Ferry Gazette",
        "credit_reason": "agency_credit",
    }  # fmt: skip
    batch = [press.file("one", ["b", "a"]), press.file("two", ["c", "b"])]
    with open_candidates(batch, [], RULES) as found:
        documents = found.new_documents()
    assert [(d.doc_id, d.has_words, d.is_comparable) for d in documents] == [
        ("c", False, False),
        ("a", True, False),
        ("b", True, True),
    ]
    assert documents[2] == NewDocument(
        text(press, "b"), str(press.rows["b"]["page_hash"]), True, True,
        Provenance(
            "b", at(2), Precision.SECOND, at(3), "b.example", "https://b.example/1",
            Credit("The Ferry Gazette", Reason.AGENCY_CREDIT),
        ),
    )  # fmt: skip
    assert documents[2].order_at == at(2)


def islands(press: Press, rules: DuplicateRules) -> list[Island]:
    for doc_id, day in (("old", 0), ("older copy", 9), ("new", 20), ("newer", 21)):
        press.add(doc_id, prose(1), day=day)
    press.add("other", prose(2), day=3)
    press.add("no words", "", day=3)
    batch = ["newer", "new", "other", "no words"]
    with candidates(press, batch, ["old", "older copy"], rules) as found:
        return found.islands({text(press, "new"), text(press, "no words")})


def test_documents_with_one_text_are_one_island_where_there_is_no_window(press: Press) -> None:
    [island] = islands(press, RULES)
    assert (island.text_hash, island.begin_at, island.end_at) == (text(press, "new"), at(0), at(21))
    assert island.first == Provenance("old", at(0), Precision.SECOND)
    assert island.new_ids == ("new", "newer")
    assert island.clusters == (("group old", "old"), ("group older copy", "older copy"))


def test_a_gap_longer_than_the_window_parts_them(press: Press) -> None:
    [one, two] = islands(press, DuplicateRules(look_back_days=10))
    assert (one.first.doc_id, one.begin_at, one.end_at, one.new_ids) == ("old", at(0), at(9), ())
    assert one.clusters == (("group old", "old"), ("group older copy", "older copy"))
    assert (two.begin_at, two.end_at, two.new_ids, two.clusters) == (at(20), at(21), ("new", "newer"), ())


@pytest.mark.parametrize(("seconds", "count"), [(0, 1), (1, 2)])
def test_a_gap_is_counted_to_the_second(press: Press, seconds: int, count: int) -> None:
    press.add("one", prose(1), day=0)
    press.add("two", prose(1), day=10 + seconds / 86_400)
    with candidates(press, ["one", "two"], rules=DuplicateRules(look_back_days=10)) as found:
        assert len(found.islands({text(press, "one")})) == count


def test_pages_of_the_archive_are_named_by_the_first_document_by_month_and_id_that_has_them(press: Press) -> None:
    for doc_id, day in (("b", 9), ("a", 9), ("0 a month later", 40), ("new", 0), ("only archived", 0), ("only new", 0)):
        press.add(doc_id, prose(1), day=day, page=doc_id if doc_id.startswith("only") else "the page")
    archived = ["b", "a", "0 a month later", "only archived"]
    with candidates(press, ["new", "only new"], archived) as found:
        assert found.archived_pages() == {press.rows["new"]["page_hash"]: (12 * 2021 + 7, "a")}


def test_archived_documents_are_found_by_id(press: Press) -> None:
    press.add("a", prose(1), day=1)
    press.add("b", prose(2))
    with candidates(press, ["b"], ["a"]) as found:
        known = Archived(text(press, "a"), "story a", Provenance("a", at(1), Precision.SECOND))
        assert found.archived(["a", "b", "nowhere"]) == {"a": known}
        assert found.archived([]) == {}


def test_texts_near_a_text_or_given_keys_are_those_that_share_some(press: Press) -> None:
    press.add("a", prose(1))
    press.add("b", edited(prose(1)))
    press.add("c", prose(2))
    keys = press.rows["a"]["bands"]
    assert isinstance(keys, list)
    with candidates(press, ["a", "c"], ["b"]) as found:
        assert found.near({text(press, "a"), text(press, "c")}) == {text(press, "a"): [text(press, "b")]}
        assert found.near({text(press, "c")}) == {}
        by_keys = found.near_any({"asked": keys, "nothing": []})
        assert set(by_keys) == {"asked"}
        assert by_keys["asked"] == [text(press, "a"), text(press, "b")]


def versions(press: Press, batch: Sequence[str], archived: Sequence[str] = ()) -> set[tuple[str, str]]:
    names = {text(press, doc_id): doc_id for doc_id in press.rows}
    with candidates(press, batch, archived) as found:
        pairs = found.versions()
        assert pairs == sorted(pairs)
        return {(names[one], names[other]) for one, other in pairs}


def add_versions(press: Press, *names: str) -> None:
    for day, name in enumerate(names):
        press.add(name, prose(100 + day), day=day)
        press.rows[name] |= {"url": "https://a.example/1", "version_at": at(day)}


def test_versions_of_an_address_meet_where_one_is_new_and_both_may_be_compared(press: Press) -> None:
    add_versions(press, "archived", "archived later", "new", "linked", "too short")
    press.rows["linked"] |= {"credit": "https://a.example/1", "credit_reason": "canonical_link"}
    press.rows["too short"] |= {"bands": []}
    press.add("elsewhere", prose(1))
    press.rows["elsewhere"] |= {"url": "https://a.example/2"}
    press.add("nowhere", prose(2))
    batch = ["new", "linked", "too short", "elsewhere", "nowhere"]
    assert versions(press, batch, ["archived", "archived later"]) == {("archived", "new"), ("archived later", "new")}


def test_a_page_that_did_not_change_is_no_version_of_itself(press: Press) -> None:
    add_versions(press, "new", "again")
    press.rows["again"] |= {"text_hash": press.rows["new"]["text_hash"]}
    assert versions(press, ["new", "again"]) == set()


def test_no_more_versions_meet_than_the_nearest(press: Press) -> None:
    names = [f"{number:02}" for number in range(VERSION_COUNT + 2)]
    add_versions(press, *names)
    pairs = versions(press, names)
    assert (names[0], names[VERSION_COUNT]) in pairs
    assert (names[0], names[VERSION_COUNT + 1]) not in pairs


def test_chosen_documents_are_numbered_in_their_order(press: Press) -> None:
    press.add("b", prose(1), day=1)
    press.add("a", prose(2), day=2)
    with candidates(press, ["a", "b"]) as found, duckdb.connect() as connection:
        load_chosen(connection, found.new_documents())
        rows = connection.execute("SELECT * FROM chosen ORDER BY position").fetchall()
    assert rows == [("b", at(1), 0), ("a", at(2), 1)]
