"""Hostile and damaged inputs, where they lie beside the checkout: each gives rows, the run goes on, nothing is lost."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest

from tasks.identity import document_id
from tasks.parse.base.limits import DEFAULT_LIMITS
from tests.flows.archives import ingest
from warehouse.ask.database import open_warehouse
from warehouse.ask.soundness import inspect
from warehouse.landing.read import find_inputs, read_inputs

FOLDER = Path(__file__).parents[3] / "shared" / "hostile"
FILES = sorted(path.name for path in FOLDER.glob("*") if path.suffix != ".md") if FOLDER.is_dir() else []

pytestmark = pytest.mark.skipif(not FILES, reason=f"{FOLDER} is not there")

# What can be read in each, of all rows that it gives.
READ = {
    "bigint.jsonl": (1, 2),
    "cor_bz2.zip": (2, 3),
    "cor_lzma.zip": (2, 3),
    "dup.zip": (4, 4),
    "fetched.jsonl": (10, 10),
    "gz12.gz": (0, 1),
    "latin.tar": (1, 1),
    "surr_html.jsonl": (1, 1),
    "surr_id.jsonl": (2, 2),
    "surr_url.jsonl": (2, 2),
    "t10_bit.tar": (9, 10),
    "t10_cutboundary.tar": (3, 4),
    "t10_cutdata.tar": (3, 4),
    "t10_cutheader.tar": (3, 4),
    "url_ipv6.jsonl": (2, 2),
    "ver255.zip": (2, 3),
}


Row = tuple[str, str, str, str | None]  # doc_id, source, status, reason


def documents(warehouse: Path) -> list[Row]:
    with open_warehouse(warehouse) as opened:
        assert list(inspect(opened)) == []
        return cast("list[Row]", opened.rows("SELECT doc_id, source, status, reason FROM documents ORDER BY source")[1])


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> list[Row]:
    """The rows of all files after one run, which another one does not change."""
    warehouse = tmp_path_factory.mktemp("hostile") / "w"
    report = ingest(warehouse, *(FOLDER / name for name in FILES))
    found = documents(warehouse)
    assert len(found) == report.ledger.documents_in
    again = ingest(warehouse, *(FOLDER / name for name in FILES))
    assert (again.ledger.documents_in, again.batch_ids) == (0, ())
    assert again.ledger.known_before == report.ledger.documents_in + report.ledger.known_before
    assert documents(warehouse) == found
    return found


@pytest.mark.parametrize("name", FILES)
def test_a_hostile_file_gives_rows_with_status_and_reason(rows: list[Row], name: str) -> None:
    landed = list(read_inputs(find_inputs([str(FOLDER / name)]), DEFAULT_LIMITS.byte_count))
    ids = {document_id(document) for document in landed}
    own = [row for row in rows if row[0] in ids]
    assert len(own) == len(ids) == len(landed) > 0
    assert len({document.source for document in landed}) == len(landed)
    assert all(reason is not None for _, _, status, reason in own if status == "rejected")
    assert "unexpected_error" not in {reason for *_, reason in own}
    if name in READ:
        assert (sum(status != "rejected" for _, _, status, _ in own), len(own)) == READ[name]
