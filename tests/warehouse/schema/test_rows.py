"""What a page's parts become in the tables."""

from __future__ import annotations

from datetime import datetime

import pyarrow as pa
import pytest

from tasks.copies.decision import Decision
from tasks.copies.fingerprints import fingerprint
from tasks.findings import ReadDocument
from tasks.parse import parse
from tasks.records import RawDocument, Status
from warehouse.schema.rows import BatchFacts, Finished, shard_tables

TEXT = """Lock repair live: gate lifted by noon
By Ida Brandt
14 July 2021
KABUL, July 14 (Reuters) – We follow the repair of the northern lock, which the harbour board closed on Tuesday.
12:10 A crane has lifted the gate off its hinges, and the crowd on the quay applauds for a minute.
11:05 Two divers have gone down for the fourth time; the harbour board speaks of bad sight in the water.
10:20 A floating crane has come in from the north and is being tied up beside the lower gate.
Source: The Ferry Gazette"""


@pytest.fixture(scope="module")
def tables() -> dict[str, pa.Table]:
    page = parse(RawDocument(TEXT.encode(), "page.txt"))
    found = fingerprint(page.body(), page.text, page.title)
    document = ReadDocument("1", "page.txt", None, None, None, None, len(TEXT), "0", page, found)
    finished = Finished(document, Decision(Status.LOADED, None, "1", True, None, None))
    facts = BatchFacts("b", datetime(2021, 7, 15), "0")
    return shard_tables([finished], facts)


def test_what_is_told_of_a_page_as_a_whole_stands_in_articles(tables: dict[str, pa.Table]) -> None:
    (row,) = tables["articles"].to_pylist()
    assert (row["page_type"], row["page_type_rule"]) == ("article", "running-text")
    assert (row["is_paywalled"], row["is_truncated"]) == (None, None)
    assert (row["dateline_place"], row["dateline_agency"]) == ("Kabul", "Reuters")
    assert (row["claimed_origin_name"], row["claimed_origin_rule"]) == ("The Ferry Gazette", "origin-labelled")


def test_every_live_entry_is_a_row_with_its_time(tables: dict[str, pa.Table]) -> None:
    rows = tables["live_entries"].to_pylist()
    assert [(row["position"], row["printed"], row["posted_precision"]) for row in rows] == [
        (0, "12:10", "local_minute"),
        (1, "11:05", "local_minute"),
        (2, "10:20", "local_minute"),
    ]
    assert rows[0]["posted_at"] == datetime(2021, 7, 14, 12, 10)


def test_repairs_of_the_text_stand_in_documents(tables: dict[str, pa.Table]) -> None:
    assert tables["documents"].to_pylist()[0]["repairs"] == []
