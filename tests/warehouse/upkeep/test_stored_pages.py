"""Pages are read back as they were published, some at a time."""

from __future__ import annotations

from pathlib import Path

import pytest

from tasks.records import Kind, Layer
from tests.warehouse.made_up_warehouse import TEXT
from tests.warehouse.upkeep.small_archive import COPY, LATER, ORIGINAL, publish_small_archive
from warehouse.ask.database import Warehouse
from warehouse.store.commits import Store
from warehouse.store.writer import Writer
from warehouse.upkeep import stored_pages as reading
from warehouse.upkeep.stored_pages import StoredPage, stored_pages


def read(root: Path, *doc_ids: str) -> list[list[StoredPage]]:
    store = Store.create(root)
    with Writer(store) as writer:
        publish_small_archive(writer)
    with Warehouse(store) as opened:
        return list(stored_pages(opened, doc_ids))


def test_a_page_has_its_text_segments_comments_and_quoted_documents(tmp_path: Path) -> None:
    [[found]] = read(tmp_path / "w", ORIGINAL)
    page = found.page
    assert (found.doc_id, found.month, page.text, page.title) == (ORIGINAL, "2021-07", TEXT, "Bridge opens")
    assert [segment.segment_id for segment in page.segments] == [*range(8)]
    assert (page.segments[0].kind, page.segments[6].layer) == (Kind.TITLE, Layer.QUOTED)
    assert {segment.rule for segment in page.segments} == {"made_up"}
    assert [(c.comment_id, c.parent_id, c.author, c.text) for c in page.comments] == [
        (2, None, "Kim", "Nice bridge!"), (4, 2, "Lee", "Ada Brook lied."),
    ]  # fmt: skip
    assert [(q.segment_id, q.comment_id) for q in page.quoted_documents] == [(6, 4), (7, None)]


def test_pages_come_month_by_month_some_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "PAGES_AT_ONCE", 1)
    found = read(tmp_path / "w", LATER, COPY, ORIGINAL, f"{77:032x}")
    assert sorted(stored.doc_id for pages in found for stored in pages) == [ORIGINAL, COPY, LATER]
    assert [len(pages) for pages in found] == [1, 1, 1]


def test_no_page_is_asked_for_none(tmp_path: Path) -> None:
    assert read(tmp_path / "w") == []
