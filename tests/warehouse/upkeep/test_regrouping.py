"""Groups decided again: what differs is published as one commit, ids go on, and nothing else is touched."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path

import pytest

from tests.warehouse.copies.test_decide import RULES, Press, edited, prose
from tests.warehouse.store.test_staging import publish
from warehouse.ask.database import Warehouse
from warehouse.store.commits import Store
from warehouse.store.writer import Writer
from warehouse.upkeep.regrouping import Regrouping, regroup_archive

AT = datetime(2021, 9, 1, 8)
A, B, C, D, E = (f"{number:032x}" for number in range(1, 6))
Places = Mapping[str, tuple[str, str]]  # cluster and original by document


@pytest.fixture
def press(tmp_path: Path) -> Press:
    """Two texts with an edited copy of each, and one text by itself: a and b, c and d, e."""
    (tmp_path / "press").mkdir()
    press = Press(tmp_path / "press")
    press.add(A, prose(1), day=1)
    press.add(B, edited(prose(1)), day=2)
    press.add(C, prose(2), day=3)
    press.add(D, edited(prose(2)), day=40)
    press.add(E, prose(3), day=5)
    return press


@pytest.fixture
def writer(tmp_path: Path) -> Iterator[Writer]:
    with Writer(Store.create(tmp_path / "w")) as opened:
        yield opened


def publish_archive(writer: Writer, press: Press, places: Places) -> None:
    """Documents with the groups that they are to have been published with; d lies in a month of its own."""
    shard: dict[str, list[dict[str, object]]] = {"documents": [], "articles": [], "fingerprints": [], "duplicates": []}
    for doc_id, (cluster_id, original_id) in places.items():
        own: dict[str, object] = {"doc_id": doc_id, "month": "2021-08" if doc_id == D else "2021-07"}
        grouped = own | {"cluster_id": cluster_id}
        is_original = original_id == doc_id
        status = {"status": "loaded"} if is_original else {"status": "duplicate", "duplicate_of": original_id}
        shard["documents"].append(grouped | status)
        shard["articles"].append(grouped | {"body": press.bodies[doc_id], "is_original": is_original})
        shard["fingerprints"].append(press.rows[doc_id] | grouped | {"original_id": original_id})
        if not is_original:
            shard["duplicates"].append(own | {"original_id": original_id, "level": "near", "reason": "as published"})
    publish(writer, shard, batch_id="b0")


RIGHT: Places = {A: (A, A), B: (A, A), C: (C, C), D: (C, C), E: (E, E)}


def regroup(writer: Writer) -> Regrouping:
    return regroup_archive(writer, RULES, "run", AT)


def asked(writer: Writer, query: str) -> list[tuple[object, ...]]:
    with Warehouse(writer.store) as opened:
        return opened.rows(query)[1]


def current(writer: Writer) -> dict[str, tuple[str, str]]:
    """Group and original of each document as the views have them, which must agree."""
    rows = asked(writer, "SELECT doc_id, cluster_id, coalesce(duplicate_of, doc_id), status FROM documents")
    articles = asked(writer, "SELECT doc_id, cluster_id, is_original FROM articles ORDER BY doc_id")
    assert articles == [(doc_id, group, original == doc_id) for doc_id, group, original, _ in sorted(rows, key=repr)]
    assert all((status == "loaded") is (original == doc_id) for doc_id, _, original, status in rows)
    return {str(doc_id): (str(group), str(original)) for doc_id, group, original, _ in rows}


def pairs(writer: Writer) -> list[tuple[object, ...]]:
    return asked(writer, "SELECT doc_id, original_id, month, reason FROM duplicates ORDER BY doc_id")


def test_where_nothing_differs_nothing_is_written(writer: Writer, press: Press) -> None:
    publish_archive(writer, press, RIGHT)
    assert regroup(writer) == Regrouping(document_count=5, group_count=3)
    assert len(writer.store.commits()) == 1


def test_an_archive_without_documents_has_no_groups(writer: Writer) -> None:
    assert regroup(writer) == Regrouping(0, 0)


def test_groups_that_are_one_become_one_and_the_id_of_the_original_goes_on(writer: Writer, press: Press) -> None:
    publish_archive(writer, press, RIGHT | {B: (B, B)})
    assert regroup(writer) == Regrouping(5, 3, changed_document_count=1, merged_group_count=1, changed_original_count=1)
    assert current(writer) == dict(RIGHT)
    assert asked(writer, "SELECT sequence, cluster_id, merged_into, merged_at, month FROM cluster_merges") == [
        (0, B, A, AT, "2021-09")
    ]
    assert asked(writer, "SELECT sequence, cluster_id, original_id, previous_id FROM cluster_originals") == [
        (1, A, A, B)
    ]
    assert pairs(writer) == [(B, A, "2021-07", "earlier_publication"), (D, C, "2021-08", "as published")]
    assert regroup(writer).changed_document_count == 0


def test_a_group_keeps_its_id_where_another_document_comes_to_stand_for_it(writer: Writer, press: Press) -> None:
    publish_archive(writer, press, RIGHT | {A: ("g", B), B: ("g", B)})
    assert regroup(writer) == Regrouping(5, 3, changed_document_count=2, changed_original_count=1)
    assert current(writer) == {**RIGHT, A: ("g", A), B: ("g", A)}
    assert asked(writer, "SELECT cluster_id, original_id, previous_id FROM cluster_originals") == [("g", A, B)]
    assert asked(writer, "SELECT count(*) FROM cluster_merges") == [(0,)]
    assert pairs(writer)[0] == (B, A, "2021-07", "earlier_publication")


def test_what_is_split_off_gets_an_id_that_was_never_used(writer: Writer, press: Press) -> None:
    publish_archive(writer, press, {A: (E, A), B: (E, A), C: (E, A), D: (E, A), E: ("g", E)})
    found = regroup(writer)
    assert (found.changed_document_count, found.new_group_count, found.merged_group_count) == (2, 1, 0)
    assert current(writer) == {A: (E, A), B: (E, A), C: (C, C), D: (C, C), E: ("g", E)}


def test_an_id_that_an_ended_group_had_is_not_used_again(writer: Writer, press: Press) -> None:
    publish_archive(writer, press, {A: (A, A), B: (A, A), C: (A, A), D: (A, A), E: (f"{C}.2", E)})
    merge: dict[str, object] = {"sequence": 4, "cluster_id": C, "merged_into": A, "month": "2021-07"}
    publish(writer, {"cluster_merges": [merge]}, batch_id="b1")
    assert regroup(writer).new_group_count == 1
    assert current(writer) == {A: (A, A), B: (A, A), C: (f"{C}.3", C), D: (f"{C}.3", C), E: (f"{C}.2", E)}


def test_later_changes_count_as_the_present_state_and_events_are_numbered_on(writer: Writer, press: Press) -> None:
    publish_archive(writer, press, RIGHT | {B: (B, B), D: (D, D)})
    merge: dict[str, object] = {"sequence": 4, "cluster_id": B, "merged_into": A, "month": "2021-07"}
    original: dict[str, object] = {
        "sequence": 5,
        "cluster_id": A,
        "original_id": A,
        "previous_id": B,
        "month": "2021-07",
    }
    publish(writer, {"cluster_merges": [merge], "cluster_originals": [original]}, batch_id="b1")
    assert regroup(writer).changed_document_count == 1  # d, for b was merged before
    assert current(writer) == dict(RIGHT)
    assert asked(writer, "SELECT sequence, cluster_id FROM cluster_merges ORDER BY ALL") == [(4, B), (5 + 1, D)]
    assert asked(writer, "SELECT max(sequence) FROM cluster_originals") == [(7,)]


def test_only_files_that_hold_a_document_that_moved_are_written_anew(writer: Writer, press: Press) -> None:
    publish_archive(writer, press, RIGHT | {B: (B, B)})
    before = {file.path for file in writer.store.files()}
    regroup(writer)
    after = {file.path for file in writer.store.files()}
    assert before - after == {
        f"{table}/month=2021-07/b0.parquet" for table in ("documents", "articles", "fingerprints")
    }  # d's month stays, and so do pairs of documents that did not move
    assert {path.split("/")[0] for path in after - before} == {
        "documents", "articles", "fingerprints", "duplicates", "cluster_merges", "cluster_originals",
    }  # fmt: skip
    commit = writer.store.commits()[-1]
    assert (commit.batch_id, commit.run_id) == ("regrouped-run", "run")


def test_pairs_of_documents_that_moved_go_and_the_others_stay(writer: Writer, press: Press) -> None:
    publish_archive(writer, press, {A: (A, A), B: (A, A), C: (C, C), D: (C, C), E: (A, A)})
    regroup(writer)
    assert current(writer) == dict(RIGHT)
    assert [(doc_id, reason) for doc_id, _, _, reason in pairs(writer)] == [(B, "as published"), (D, "as published")]
