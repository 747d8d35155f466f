"""Looking after a warehouse: what is done to an archive that stands, and never to documents that come in.

What belongs here: the order of such work, and what it says of itself. What does not: how it is done (warehouse/).
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from flows.erasing import Outcome, erase_planned
from flows.job.job import now
from flows.job.settings import Settings
from tasks.copies.compare import DuplicateRules
from warehouse.ask.database import Warehouse, refresh_catalog
from warehouse.search.following import keep_up, rebuild
from warehouse.store.commits import Store
from warehouse.store.durable import full_disk_is_explained
from warehouse.store.raw_copies import sweep
from warehouse.store.writer import Writer
from warehouse.upkeep.compaction import Compaction, compact
from warehouse.upkeep.erasure_plan import Plan, Request
from warehouse.upkeep.regrouping import Regrouping, regroup_archive
from warehouse.upkeep.requoting import Requoting, requote_archive
from warehouse.upkeep.retention import Retention, plan_retention


@dataclass(frozen=True, slots=True)
class Recomputed:
    """What came of deciding anew."""

    groups: Regrouping
    quotations: Requoting


def recompute_duplicates(warehouse: Path, settings: Settings) -> Recomputed:
    """Decide on all groups of duplicates anew, and match all quotations; of each, what differs is published at once.

    Raises NotAWarehouse, WarehouseBusy, DamagedWarehouse or StorageFull.
    """
    store = Store.at(warehouse.absolute())
    started_at = now()
    rules = DuplicateRules(look_back_days=settings.look_back_days or None)
    with full_disk_is_explained(store.root), Writer(store) as writer:
        run_id = f"{started_at:%Y%m%dT%H%M%S%f}"
        found = Recomputed(regroup_archive(writer, rules, run_id, started_at), requote_archive(writer, rules, run_id))
        refresh_catalog(store)
        keep_up(store)
    return found


def compact_archive(warehouse: Path) -> Compaction:
    """Bring small files together by table and month, and fold the commit records into the checkpoint.

    Raises NotAWarehouse, WarehouseBusy, DamagedWarehouse or StorageFull.
    """
    store = Store.at(warehouse.absolute())
    with full_disk_is_explained(store.root), Writer(store) as writer:
        found = compact(writer, f"{now():%Y%m%dT%H%M%S%f}")
        refresh_catalog(store)
        keep_up(store)
    return found


def rebuild_index(warehouse: Path) -> int:
    """Build the search index anew beside the old one; returns how many voices it holds.

    Raises NotAWarehouse, WarehouseBusy, DamagedWarehouse, IndexFault or StorageFull.
    """
    store = Store.at(warehouse.absolute())
    with full_disk_is_explained(store.root), Writer(store):
        return rebuild(store).voice_count


def apply_retention(warehouse: Path, settings: Settings) -> Outcome:
    """Take out what is older than the settings allow, as an erasure does.

    Raises NotAWarehouse, WarehouseBusy, DamagedWarehouse or StorageFull.
    """
    retention = retention_of(settings)

    def plan(opened: Warehouse) -> tuple[Plan, Request]:
        return plan_retention(opened, retention, now()), Request()

    return erase_planned(Store.at(warehouse.absolute()), settings, plan, is_trial=False)


def sweep_raw(warehouse: Path, settings: Settings) -> int:
    """Delete raw copies that are too old, or of documents that the archive does not hold; returns how many went.

    Raises NotAWarehouse, WarehouseBusy or DamagedWarehouse.
    """
    store = Store.at(warehouse.absolute())
    with Writer(store), Warehouse(store) as opened:
        wanted = {str(sha256) for (sha256,) in opened.rows("SELECT DISTINCT content_sha256 FROM documents")[1]}
        return sweep(store.root, wanted, time.time(), settings.retention.raw_days)


def retention_of(settings: Settings) -> Retention:
    """For how long the settings let the archive keep what."""
    return Retention(**settings.retention.model_dump(exclude={"raw_days"}))


def describe_retention(outcome: Outcome) -> Iterator[str]:
    """Describe in a sentence what was too old."""
    if outcome.erased is None:
        yield "Nothing is older than the retention allows."
        return
    erased = outcome.erased
    yield (
        f"{erased.document_count} documents were older than the retention allows and are erased; comments or quoted "
        f"documents were taken out of {erased.changed_document_count} others."
    )


def describe_compaction(found: Compaction) -> Iterator[str]:
    """Describe in sentences what a compaction did."""
    if found.new_file_count:
        yield f"{found.file_count_before} files became {found.file_count}, {found.new_file_count} of them are new."
    else:
        yield f"{found.file_count} files; none were brought together."
    yield f"{found.folded_count} commit records were folded into the checkpoint."


def describe_changes(recomputed: Recomputed) -> Iterator[str]:
    """Describe in sentences what a recomputation changed."""
    yield from _group_sentences(recomputed.groups)
    quoted = recomputed.quotations
    yield f"{quoted.quotation_count} quoted documents, {quoted.changed_count} of them now matched otherwise."


def _group_sentences(found: Regrouping) -> Iterator[str]:
    yield f"{found.document_count} documents are in {found.group_count} groups of duplicates or alone."
    if not found.changed_document_count:
        yield "Nothing differs; nothing was written."
        return
    yield f"{found.changed_document_count} documents changed their group or the document that stands for it:"
    yield f"  {found.merged_group_count} groups became part of others,"
    yield f"  {found.new_group_count} groups were parted from others,"
    yield f"  for {found.changed_original_count} groups another document stands now."
