"""All rows of one document are gathered; of a refused one there is its row in the ledger, and no other."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.flows.archives import ingest
from tests.flows.test_growing_archive import press, write
from warehouse.ask.database import Warehouse, open_warehouse
from warehouse.errors import MissingInput
from warehouse.report.document.gather import gather

FERRY = """The ferry stays
The council of Harwich voted on Monday to keep the ferry, said Tom Okello, who has run it for twenty years.
It has lost money every year since the bridge was built, and nobody in Harwich would want to be without it."""


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Warehouse]:
    folder = tmp_path_factory.mktemp("gathered")
    (folder / "in").mkdir()
    (folder / "in" / "nothing.html").write_bytes(b"")
    rows = [{"id": str(day), "url": f"https://site{day}.example/ferry", "text": FERRY} for day in range(2)]
    write(folder / "in" / "press.jsonl", [*press(), *rows])
    ingest(folder / "w", folder / "in")
    with open_warehouse(folder / "w") as opened:
        yield opened


def test_every_row_of_every_document_is_gathered_and_no_other(archive: Warehouse) -> None:
    gathered = [gather(archive, str(row[0])) for row in archive.rows("SELECT doc_id FROM documents")[1]]
    for table in ("segments", "comments", "quoted_documents", "date_candidates"):
        [[count]] = archive.rows(f"SELECT count(*) FROM {table}")[1]
        rows = [row for found in gathered for row in getattr(found, table)]
        assert len(rows) == count
    for found in gathered:
        assert all(row["doc_id"] == found.document["doc_id"] for row in found.segments)
        assert all(row["doc_id"] == found.found_in for row in found.mentions)


def test_a_copy_shows_the_findings_of_the_page_that_was_searched(archive: Warehouse) -> None:
    query = "SELECT doc_id, found_in FROM article_findings WHERE doc_id <> found_in"
    elsewhere = archive.rows(query)[1]
    assert elsewhere
    for doc_id, found_in in elsewhere:
        found = gather(archive, str(doc_id))
        assert found.found_in == found_in
        assert found.mentions == gather(archive, str(found_in)).mentions


def test_a_refused_document_has_its_row_in_the_ledger_alone(archive: Warehouse) -> None:
    [[doc_id]] = archive.rows("SELECT doc_id FROM documents WHERE status = 'rejected'")[1]
    found = gather(archive, str(doc_id))
    assert found.document["reason"] == "empty"
    assert (found.article, found.segments, found.date_candidates) == (None, (), ())


@pytest.mark.parametrize("doc_id", ["", "nothing", "%", "' OR 1 = 1 --"])
def test_an_id_that_no_document_has_is_told_in_a_sentence(archive: Warehouse, doc_id: str) -> None:
    with pytest.raises(MissingInput, match="no document"):
        gather(archive, doc_id)


def test_the_beginning_of_several_ids_is_not_enough(archive: Warehouse) -> None:
    query = "SELECT doc_id[1] FROM documents GROUP BY 1 HAVING count(*) > 1 LIMIT 1"
    [[first]] = archive.rows(query)[1]
    with pytest.raises(MissingInput, match="give more of it"):
        gather(archive, str(first))
