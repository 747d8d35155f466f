"""Quotations matched again: by text and by address, published at once where one differs, else not at all."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.warehouse.copies.test_decide import RULES, Press, prose
from tests.warehouse.store.test_staging import publish
from warehouse.ask.database import Warehouse
from warehouse.store.commits import Store
from warehouse.store.writer import Writer
from warehouse.upkeep import requoting
from warehouse.upkeep.requoting import Requoting, requote_archive

QUOTED, OTHER, QUOTING, LATER = (f"{number:032x}" for number in range(1, 5))

Row = dict[str, object]


@pytest.fixture
def writer(tmp_path: Path) -> Iterator[Writer]:
    with Writer(Store.create(tmp_path / "w")) as opened:
        yield opened


def publish_archive(writer: Writer, folder: Path, quotations: list[Row], matches: list[Row] | None = None) -> None:
    """Quoted documents, with the matches they are to have, and after them four articles."""
    folder.mkdir()
    press = Press(folder)
    for number, doc_id in enumerate((QUOTED, OTHER, QUOTING, LATER)):
        press.add(doc_id, prose(number), day=number)
    quoting: list[Row] = [{"doc_id": QUOTING, "canonical_url": "https://a.example/quoting", "status": "loaded"}]
    publish(writer, {"documents": quoting, "quoted_documents": quotations, "quotations": matches or []}, batch_id="b0")
    shard: dict[str, list[Row]] = {
        "documents": [
            {"doc_id": doc_id, "canonical_url": f"https://a.example/{doc_id}", "status": "loaded"}
            for doc_id in press.rows
            if doc_id != QUOTING
        ],
        "articles": [{"doc_id": doc_id, "body": body} for doc_id, body in press.bodies.items()],
        "fingerprints": list(press.rows.values()),
    }
    publish(writer, shard, batch_id="b1")


def quotation(number: int, text: str, **more: object) -> Row:
    return {"doc_id": QUOTING, "segment_id": number, "text": text, **more}


def matched(writer: Writer) -> dict[object, object]:
    with Warehouse(writer.store) as opened:
        return dict(opened.rows("SELECT segment_id, matched_doc_id FROM quoted_documents ORDER BY ALL")[1])  # type: ignore[arg-type]


def by_text(writer: Writer) -> list[tuple[object, ...]]:
    with Warehouse(writer.store) as opened:
        return opened.rows("SELECT doc_id, segment_id, original_id, score, month FROM quotations ORDER BY ALL")[1]


def test_an_archive_without_quotations_has_nothing_to_match(writer: Writer) -> None:
    assert requote_archive(writer, RULES, "run") == Requoting(0)
    assert writer.store.commits() == []


@pytest.mark.parametrize("at_once", [1, 2, 100])
def test_quotations_are_matched_by_their_text_and_published_once(
    writer: Writer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    monkeypatch.setattr(requoting, "QUOTATIONS_AT_ONCE", at_once)
    quotations = [
        quotation(1, prose(0)),
        quotation(2, prose(9)),
        quotation(3, prose(1), month="2021-08"),
        quotation(4, prose(2)),  # its own text
    ]
    publish_archive(writer, tmp_path / "press", quotations)
    assert requote_archive(writer, RULES, "run") == Requoting(4, 2)
    assert matched(writer) == {1: QUOTED, 2: None, 3: OTHER, 4: None}
    assert by_text(writer) == [(QUOTING, 1, QUOTED, 1.0, "2021-07"), (QUOTING, 3, OTHER, 1.0, "2021-08")]
    commit = writer.store.commits()[-1]
    assert (commit.batch_id, commit.run_id) == ("requoted-run", "run")
    assert set(commit.removed) == {f"quoted_documents/month=2021-0{month}/b0.parquet" for month in (7, 8)}


def test_matching_again_changes_nothing_and_leaves_nothing_behind(writer: Writer, tmp_path: Path) -> None:
    publish_archive(writer, tmp_path / "press", [quotation(1, prose(0))])
    requote_archive(writer, RULES, "one")
    commits = len(writer.store.commits())
    assert requote_archive(writer, RULES, "two") == Requoting(1, 0)
    assert len(writer.store.commits()) == commits
    assert not (writer.store.root / "_staging" / "requoted-two").exists()


def test_a_match_that_does_not_hold_any_more_is_taken_back_with_its_row(writer: Writer, tmp_path: Path) -> None:
    wrong: Row = {"doc_id": QUOTING, "segment_id": 1, "original_id": QUOTED}
    publish_archive(writer, tmp_path / "press", [quotation(1, prose(9)), quotation(2, prose(1))], [wrong])
    assert matched(writer) == {1: QUOTED, 2: None}
    assert requote_archive(writer, RULES, "run") == Requoting(2, 2)
    assert matched(writer) == {1: None, 2: OTHER}
    assert [row[:3] for row in by_text(writer)] == [(QUOTING, 2, OTHER)]


def test_an_address_that_came_later_is_matched_too_and_no_text_is_no_text(writer: Writer, tmp_path: Path) -> None:
    textless: Row = {"doc_id": QUOTING, "segment_id": 2}
    by_address = quotation(1, "A short text.", url=f"https://a.example/{LATER}")
    publish_archive(writer, tmp_path / "press", [by_address, textless])
    assert matched(writer) == {1: None, 2: None}
    assert requote_archive(writer, RULES, "run") == Requoting(2, 1)
    assert matched(writer) == {1: LATER, 2: None}
    assert by_text(writer) == []
