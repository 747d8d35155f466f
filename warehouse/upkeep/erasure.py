"""Erase documents and commenters from an archive: rows, copies of rows, and whatever was made of them.

One commit record takes the old files away and puts files without the erased in their place; then the old ones, the
trash and everything that was made of them are deleted from the disk (store/purge.py). Killed at any moment, the archive
is as before, or complete once it is opened again.

What belongs here: the order of the work. What does not: what goes (erasure_plan.py), new rows (erased_rows.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from tasks.copies.compare import DuplicateRules
from tasks.copies.fingerprints import fingerprint
from tasks.parse.commenters.blanking import Blanked, blank
from tasks.parse.commenters.privacy import erasure_mark
from warehouse.ask.database import Warehouse
from warehouse.copies import duplicate_rows
from warehouse.schema.columns import COUNT, TEXT
from warehouse.schema.finding_tables import FINGERPRINTS
from warehouse.store.privacy import PrivacyRecord, required_record
from warehouse.store.purge import Pending, begin_purge, finish_purge
from warehouse.store.rewriting import rewrite_files
from warehouse.store.writer import Writer
from warehouse.upkeep.erased_rows import Remains, rewrites
from warehouse.upkeep.erasure_plan import Plan, Request
from warehouse.upkeep.new_groups import NewGroups, new_groups
from warehouse.upkeep.stored_pages import StoredPage, stored_pages

_TEXTS = pa.schema(
    [
        ("doc_id", TEXT), ("text", TEXT), ("body", TEXT), ("title", TEXT), ("standfirst", TEXT),
        ("word_count", COUNT), ("comment_count", COUNT), ("repeat_count", COUNT),
        *((name, FINGERPRINTS.schema.field(name).type)
          for name in ("text_hash", "page_hash", "shingle_count", "bands", "terms")),
    ]
)  # fmt: skip
_SCHEMAS = {
    "texts": _TEXTS,
    "cut_segments": pa.schema([("doc_id", TEXT), ("segment_id", COUNT)]),
    "cut_spans": pa.schema([("doc_id", TEXT), ("start", COUNT), ("end", COUNT)]),
    "new_comments": pa.schema(
        [("doc_id", TEXT), ("comment_id", COUNT), ("text", TEXT), ("permalink", TEXT), ("parent_id", COUNT),
         ("quoted_comment_id", COUNT)]
    ),
    "new_quoted": pa.schema([("doc_id", TEXT), ("segment_id", COUNT), ("text", TEXT)]),
}  # fmt: skip
_TWINS = """
SELECT f.found_in, min_by(f.doc_id, (a.month, f.doc_id)), min(a.month)
FROM article_findings AS f JOIN articles AS a ON a.doc_id = f.doc_id
WHERE f.found_in IN (SELECT unnest($ids)) AND f.doc_id NOT IN (SELECT unnest($ids)) GROUP BY f.found_in
"""
_LEAVES = """
SELECT doc_id, segment_id, layer, "start", "end" FROM segments
ANTI JOIN (SELECT DISTINCT doc_id, parent_id AS segment_id FROM segments WHERE parent_id IS NOT NULL) AS parents
USING (doc_id, segment_id) WHERE doc_id IN (SELECT unnest($ids))
"""
_COUNTS = """
SELECT batch_id, count(*) FILTER (WHERE status = 'loaded' AND doc_id NOT IN (SELECT unnest($ids))) AS loaded_count,
    count(*) FILTER (WHERE status = 'duplicate' AND doc_id NOT IN (SELECT unnest($ids))) AS duplicate_count,
    count(*) FILTER (WHERE status = 'rejected' AND doc_id NOT IN (SELECT unnest($ids))) AS rejected_count
FROM documents
WHERE batch_id IN (SELECT batch_id FROM documents WHERE doc_id IN (SELECT unnest($ids))) GROUP BY batch_id
"""
_RAW = "SELECT DISTINCT content_sha256 FROM documents WHERE doc_id IN (SELECT unnest($ids))"


@dataclass(frozen=True, slots=True)
class Erased:
    """What was erased."""

    document_count: int
    changed_document_count: int


def erase(writer: Writer, plan: Plan, request: Request, rules: DuplicateRules, run_id: str) -> Erased:
    """Erase what the plan names, and remember the request's documents, addresses, sites and people by marks.

    Raises StorageFull, DamagedWarehouse.
    """
    store = writer.store
    name = f"erased-{run_id}"
    record = required_record(store)
    work = writer.new_staging(f"{name}-work")
    with Warehouse(store) as opened:
        remains = _remains(opened, plan, request, rules, work)
        raw = tuple(str(sha) for (sha,) in opened.rows(_RAW, {"ids": sorted({*plan.gone, *plan.outtakes})})[1])
    begin_purge(store, Pending(name, _remembered(record, plan, request), raw))
    connections: list[duckdb.DuckDBPyConnection] = []

    def prepare(connection: duckdb.DuckDBPyConnection) -> None:
        remains.prepare(store, connection)
        connections.append(connection)

    rewrite_files(writer, name, run_id, (r for one in connections for r in rewrites(store, one)), prepare=prepare)
    finish_purge(store)
    return Erased(len(plan.gone), len(plan.outtakes))


def _remembered(record: PrivacyRecord, plan: Plan, request: Request) -> PrivacyRecord:
    """What the warehouse remembers afterwards: documents by marks of their own, whatever they were erased for."""
    named = {"url": request.urls, "site": request.sites, "author": request.authors}
    marks = {erasure_mark(kind, value, record.salt) for kind, values in named.items() for value in values}
    documents = {erasure_mark("doc", doc_id, record.salt) for doc_id in plan.gone}
    return PrivacyRecord(
        record.key_fingerprint,
        record.salt,
        tuple(sorted({*record.marks, *marks})),
        tuple(sorted({*record.documents, *documents})),
        record.change_count + 1,
    )


def _remains(opened: Warehouse, plan: Plan, request: Request, rules: DuplicateRules, work: Path) -> Remains:
    given = {"ids": sorted(plan.gone)}
    groups = new_groups(opened, plan.gone, rules)
    twins = [tuple(map(str, row)) for row in opened.rows(_TWINS, given)[1]]
    twin_ids = {"ids": sorted({twin for _, twin, _ in twins})}
    tables = {
        "gone": _strings(doc_id=given["ids"]),
        **_group_tables(groups),
        "twins": _strings(
            doc_id=[doc_id for doc_id, _, _ in twins],
            twin_id=[twin for _, twin, _ in twins],
            month=[month for _, _, month in twins],
        ),
        "twin_leaves": opened.sql(_LEAVES, twin_ids).arrow(),
        "counts": opened.sql(_COUNTS, given).arrow(),
        "erased_names": _strings(name=list(request.authors)),
    }
    return Remains(tables, _write_changed(opened, plan, work))


def _group_tables(groups: NewGroups) -> dict[str, pa.Table]:
    places = groups.places
    pairs = duplicate_rows.pair_table(groups.pairs)
    return {
        "places": _strings(
            doc_id=[*places],
            cluster_id=[place.cluster_id for place in places.values()],
            original_id=[place.original_id for place in places.values()],
        ),
        "ended": _strings(cluster_id=sorted(groups.ended)),
        "stories_named": _strings(story_id=[*groups.stories], name=[*groups.stories.values()]),
        "new_pairs": pairs,
    }


def _strings(**columns: list[str]) -> pa.Table:
    return pa.table({name: pa.array(values, TEXT) for name, values in columns.items()})


def _write_changed(opened: Warehouse, plan: Plan, work: Path) -> Mapping[str, tuple[Path, pa.Schema]]:
    """Write what other documents become, some at a time, as files below a folder for each table."""
    folders = {name: (work / name, schema) for name, schema in _SCHEMAS.items()}
    for folder, _ in folders.values():
        folder.mkdir()
    for number, pages in enumerate(stored_pages(opened, plan.outtakes)):
        rows: dict[str, list[dict[str, Any]]] = {name: [] for name in _SCHEMAS}
        for stored in pages:
            _add_rows(rows, stored, blank(stored.page, plan.outtakes[stored.doc_id]))
        for name, (folder, schema) in folders.items():
            pq.write_table(
                pa.Table.from_pylist(rows[name], schema), folder / f"{number:06d}.parquet", compression="lz4"
            )
    return folders


def _add_rows(rows: dict[str, list[dict[str, Any]]], stored: StoredPage, found: Blanked) -> None:
    page, doc_id = found.page, stored.doc_id
    body = page.body()
    rows["texts"].append(
        {
            "doc_id": doc_id,
            "text": page.text,
            "body": body,
            "title": page.title,
            "standfirst": page.standfirst,
            "word_count": len(body.split()),
            "comment_count": len(page.comments),
            "repeat_count": page.repeat_count(),
            **asdict(fingerprint(body, page.main_text(), page.title, page.language)),
        }
    )
    rows["cut_segments"] += ({"doc_id": doc_id, "segment_id": segment_id} for segment_id in sorted(found.gone))
    rows["cut_spans"] += ({"doc_id": doc_id, "start": start, "end": end} for start, end in found.spans)
    rows["new_comments"] += (
        {
            "doc_id": doc_id,
            "comment_id": comment.comment_id,
            "text": comment.text,
            "permalink": comment.permalink,
            "parent_id": comment.parent_id,
            "quoted_comment_id": comment.quoted_comment_id,
        }
        for comment in page.comments
    )
    rows["new_quoted"] += (
        {"doc_id": doc_id, "segment_id": quoted.segment_id, "text": quoted.text} for quoted in page.quoted_documents
    )
