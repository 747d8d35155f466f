"""Reading raw copies anew with today's reader: chunk after chunk, each published whole; then groups and quotations.

A chunk's report is written before it is published, so that whoever goes on after a kill knows what was done. What
belongs here: the order, and going on. What does not: rows (warehouse/upkeep/rereading.py), reading one document (run/).
"""

from __future__ import annotations

import json
import logging
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime
from pathlib import Path

from flows.job.job import IngestJob, now, rereading_job
from flows.job.log_lines import kept_log
from flows.job.settings import Settings
from flows.pool.workers import Workers
from flows.run.pipeline import pool_of, within_privacy
from flows.run.rereading import reread_chunk, warmed
from tasks.text.addresses import site_of
from warehouse.ask.database import Warehouse, refresh_catalog
from warehouse.errors import BadConfiguration, DamagedWarehouse
from warehouse.lexicon.gazetteer import load_gazetteer
from warehouse.search.following import keep_up
from warehouse.store.commits import Store
from warehouse.store.durable import full_disk_is_explained, write_durably
from warehouse.store.privacy import hold_privacy
from warehouse.store.purge import is_published
from warehouse.store.raw_copies import kept_copies
from warehouse.store.writer import Writer
from warehouse.upkeep.regrouping import regroup_archive
from warehouse.upkeep.requoting import requote_archive
from warehouse.upkeep.rereading import Change, compare, replace_rows, select, stored_documents

FOLDER = "_reprocessing"  # in the warehouse; there as long as a reprocessing is under way
PLAN = "plan.json"
logger = logging.getLogger("presswatch")


@dataclass(frozen=True, slots=True)
class Asked:
    """Which documents to read anew: all, or those fetched (else read) since a day, of a site, with a condition."""

    since: str = ""
    site: str = ""
    where: str = ""

    def condition(self) -> tuple[str, dict[str, object]]:
        """The same in SQL, over `documents`. Raises BadConfiguration where the day is none."""
        parts, values = ["true"], dict[str, object]()
        if self.since:
            begun = "(SELECT b.started_at FROM batches AS b WHERE b.batch_id = documents.batch_id)"
            parts.append(f"coalesce(fetched_at, {begun}) >= $since")
            values["since"] = _day(self.since)
        if self.site:
            parts.append("site = $site")
            values["site"] = site_of(f"https://{self.site.rpartition('://')[2]}") or self.site
        if self.where:
            parts.append(f"({self.where}\n)")
        return " AND ".join(parts), values


def _day(text: str) -> datetime:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise BadConfiguration(f"{text!r} is no day; write it as 2026-12-01.") from None
    return datetime(day.year, day.month, day.day)


@dataclass(frozen=True, slots=True)
class Plan:
    """A reprocessing under way."""

    run_id: str
    asked: Asked
    settings_hash: str
    chunks: tuple[tuple[str, ...], ...]
    without_copy_count: int
    shared_count: int


@dataclass(frozen=True, slots=True)
class ChunkReport:
    """What a chunk came to; ids and counts only."""

    document_count: int
    kept_count: int  # today's reader refuses them, and others repeat or quote them: their rows stay
    changed: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Reprocessed:
    """What a reprocessing came to."""

    document_count: int
    changed_count: int
    kept_count: int
    without_copy_count: int
    shared_count: int
    changes: Mapping[tuple[str, str], tuple[int, int]] = field(default_factory=dict)
    is_resumed: bool = False


def reprocess(warehouse: Path, settings: Settings, asked: Asked) -> Reprocessed:
    """Read documents anew from their raw copies; what differs replaces what was there. Interrupted, it goes on.

    Raises BadConfiguration, BadQuery, and what opening and writing a warehouse raises.
    """
    store = Store.at(warehouse.absolute())
    job = rereading_job(settings, store.root, now())
    load_gazetteer(job.lexicon.cache)
    with kept_log(job.log_file), full_disk_is_explained(store.root), Writer(store) as writer:
        refresh_catalog(store)
        job = within_privacy(job, hold_privacy(store, job.privacy))
        plan, is_resumed = _plan(store, job, asked)
        with Workers(job.worker_count, warmed(job), pool_of(job)) as workers:
            reports = [_chunk(job, writer, workers, plan, number) for number in range(len(plan.chunks))]
        changed = [doc_id for report in reports for doc_id in report.changed]
        if changed:
            regroup_archive(writer, job.rules, f"{plan.run_id}-{job.run_id}", job.started_at, changed)
            requote_archive(writer, job.rules, f"{plan.run_id}-{job.run_id}")
        refresh_catalog(store)
        keep_up(store)
        shutil.rmtree(store.root / FOLDER)
    return _summed(plan, reports, is_resumed)


def _plan(store: Store, job: IngestJob, asked: Asked) -> tuple[Plan, bool]:
    """The plan that is under way where it is of the same request and settings, else a new one."""
    folder = store.root / FOLDER
    if (known := _read_plan(folder)) is not None and (known.asked, known.settings_hash) == (asked, job.settings_hash):
        return known, True
    if folder.exists():
        shutil.rmtree(folder)
    condition, values = asked.condition()
    with Warehouse(store) as opened:
        found = select(opened, condition, values, {sha256 for sha256, _ in kept_copies(store.root)})
    chunks = tuple(_chunks(found.doc_ids, found.pages, job.batch_document_count))
    plan = Plan(job.run_id, asked, job.settings_hash, chunks, found.without_copy_count, found.shared_count)
    folder.mkdir()
    write_durably(folder / PLAN, json.dumps(asdict(plan)))
    return plan, False


def _chunks(doc_ids: Sequence[str], pages: Sequence[str], size: int) -> Iterator[tuple[str, ...]]:
    """Runs of documents, at least `size` long; those of one reading text stay together."""
    chunk: list[str] = []
    for number, doc_id in enumerate(doc_ids):
        if len(chunk) >= size and pages[number] != pages[number - 1]:
            yield tuple(chunk)
            chunk = []
        chunk.append(doc_id)
    if chunk:
        yield tuple(chunk)


def _read_plan(folder: Path) -> Plan | None:
    try:
        fields = json.loads((folder / PLAN).read_text(encoding="utf-8"))
        chunks = tuple(map(tuple, fields.pop("chunks")))
        return Plan(asked=Asked(**fields.pop("asked")), chunks=chunks, **fields)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DamagedWarehouse(
            f"{folder / PLAN} cannot be read ({type(error).__name__}); remove the folder {folder} and begin again."
        ) from error


def _chunk(job: IngestJob, writer: Writer, workers: Workers, plan: Plan, number: int) -> ChunkReport:
    """Read a chunk and publish what differs, unless that was done before a kill."""
    name = f"reread-{plan.run_id}-{number:06d}"
    place = writer.store.root / FOLDER / f"{number:06d}.json"
    known = _read_report(place)
    if known is not None and (not known.changed or is_published(writer.store, name)):
        return known
    folder = writer.new_staging(name)
    with Warehouse(writer.store) as opened:
        stored = stored_documents(opened, plan.chunks[number])
    reread = reread_chunk(job, workers, writer.store.root, folder, stored)
    changes, changed = compare(writer.store, folder, reread)
    report = ChunkReport(len(stored), len(stored) - len(reread), tuple(changed), tuple(changes))
    write_durably(place, json.dumps(asdict(report)))
    if changed:
        replace_rows(writer, folder, name, plan.run_id, reread)
    writer.clear(folder)
    facts = {"run_id": plan.run_id, "chunk": number, "documents": len(stored), "changed": len(changed)}
    logger.info(
        "chunk %d of %d: %d documents, %d changed",
        number + 1,
        len(plan.chunks),
        len(stored),
        len(changed),
        extra={"facts": facts},
    )
    return report


def _read_report(place: Path) -> ChunkReport | None:
    if not place.is_file():
        return None
    fields = json.loads(place.read_text(encoding="utf-8"))
    changes = tuple(Change(**change) for change in fields.pop("changes"))
    return replace(ChunkReport(**{**fields, "changed": tuple(fields["changed"])}), changes=changes)


def _summed(plan: Plan, reports: Sequence[ChunkReport], is_resumed: bool) -> Reprocessed:
    changes: dict[tuple[str, str], tuple[int, int]] = {}
    for change in (change for report in reports for change in report.changes):
        gone, new = changes.get((change.table, change.group), (0, 0))
        changes[change.table, change.group] = gone + change.gone_count, new + change.new_count
    return Reprocessed(
        sum(report.document_count for report in reports),
        sum(len(report.changed) for report in reports),
        sum(report.kept_count for report in reports),
        plan.without_copy_count,
        plan.shared_count,
        changes,
        is_resumed,
    )


def describe(found: Reprocessed) -> Iterator[str]:
    """Say what was read anew and what changed, by table, layer and kind."""
    if found.is_resumed:
        yield "A reprocessing that was cut short was finished."
    yield f"{found.document_count} documents were read anew, {found.changed_count} of them say something else now."
    if found.without_copy_count:
        yield f"{found.without_copy_count} documents have no raw copy (keep_raw) and stay as they are."
    if found.shared_count:
        yield f"{found.shared_count} documents share their text with one that has no raw copy and stay as they are."
    if found.kept_count:
        yield f"{found.kept_count} documents would be refused now; others repeat or quote them, and they stay."
    for (table, group), (gone, new) in sorted(found.changes.items()):
        yield f"  {table}{f' ({group})' if group else ''}: {gone} rows gone, {new} new"
