"""What is replaced when documents are read anew, and what stays."""

from __future__ import annotations

from datetime import datetime

from tasks.records import Status
from warehouse.schema.tables import TABLES
from warehouse.upkeep.rereading import REREAD, Stored

AT = datetime(2026, 12, 1)


def stored(status: Status, cluster_id: str | None, duplicate_of: str | None = None) -> Stored:
    place = (status, duplicate_of, cluster_id, "b1", AT, "s1", 0.5, "p1")
    return Stored("d1", "in/1", None, None, None, None, "0" * 64, None, *place, is_alone=True)


def test_every_table_of_documents_is_replaced_but_those_of_groups_and_of_entities() -> None:
    named = {table.name for table in TABLES if "doc_id" in table.schema.names}
    assert named - {table.name for table in REREAD} == {"duplicates"}


def test_a_document_that_can_be_read_now_begins_a_group_of_its_own() -> None:
    decision = stored(Status.REJECTED, None).decision(None)
    assert (decision.status, decision.cluster_id, decision.is_original) == (Status.LOADED, "d1", True)


def test_a_copy_stays_a_copy_in_its_group_and_story() -> None:
    decision = stored(Status.DUPLICATE, "c1", "d0").decision("d0")
    assert (decision.status, decision.duplicate_of, decision.cluster_id) == (Status.DUPLICATE, "d0", "c1")
    assert (decision.is_original, decision.same_page_as, decision.story_id) == (False, "d0", "s1")
