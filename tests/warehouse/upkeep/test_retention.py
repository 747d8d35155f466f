"""Too old is what is older than its layer is kept, to the second; the rest stays."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tasks.copies.compare import DuplicateRules
from tests.warehouse.made_up_warehouse import day
from tests.warehouse.upkeep.small_archive import COPY, LATER, ORIGINAL, REFUSED, UNDATED, publish_small_archive
from warehouse.ask.database import Warehouse, open_warehouse
from warehouse.ask.soundness import inspect
from warehouse.store.commits import Store
from warehouse.store.writer import Writer
from warehouse.upkeep.erasure import erase
from warehouse.upkeep.erasure_plan import Plan, Request
from warehouse.upkeep.retention import Retention, plan_retention

AT = day(14)  # what every fingerprint of the small archive says


@pytest.fixture
def writer(tmp_path: Path) -> Iterator[Writer]:
    with Writer(Store.create(tmp_path / "w")) as opened:
        publish_small_archive(opened)
        yield opened


def plan(writer: Writer, now: datetime, **days: int) -> Plan:
    with Warehouse(writer.store) as opened:
        return plan_retention(opened, Retention(**days), now)


def test_nothing_is_too_old_where_nothing_is_set(writer: Writer) -> None:
    assert not Retention()
    assert not plan(writer, datetime(2090, 1, 1))


def test_documents_go_whole_once_they_are_older_than_their_days(writer: Writer) -> None:
    assert not plan(writer, AT + timedelta(days=30), article_days=30)
    found = plan(writer, AT + timedelta(days=30, microseconds=1), article_days=30)
    assert found.gone == {ORIGINAL, COPY, LATER, UNDATED}
    assert REFUSED not in found.gone  # neither fetched nor read at a time that is known


def test_comments_and_quoted_documents_are_taken_out_of_documents_that_stay(writer: Writer) -> None:
    later = AT + timedelta(days=11)
    comments = plan(writer, later, comments_days=10)
    assert not comments.gone
    assert {doc_id: outtake.segments for doc_id, outtake in comments.outtakes.items()} == {ORIGINAL: {2, 4}}
    quoted = plan(writer, later, quoted_days=10)
    assert quoted.outtakes[ORIGINAL].segments == {6, 7}
    both = plan(writer, later, quoted_days=10, comments_days=10)
    assert both.outtakes[ORIGINAL].segments == {2, 4, 6, 7}


def test_what_is_taken_out_by_age_leaves_a_sound_archive_and_is_not_found_again(writer: Writer) -> None:
    later = AT + timedelta(days=11)
    erase(writer, plan(writer, later, comments_days=10), Request(), DuplicateRules(), "run")
    assert not plan(writer, later, comments_days=10, quoted_days=10)
    with open_warehouse(writer.store.root) as opened:
        assert list(inspect(opened)) == []
        assert opened.rows("SELECT count(*) FROM comments")[1] == [(0,)]
        ((text,),) = opened.rows("SELECT text FROM articles WHERE doc_id = ?", [ORIGINAL])[1]
    assert " ".join(str(text).split()) == "Bridge opens Ada Brook opened the bridge in Lund on 12 July 2021."
