"""A round of fetching: every source on the web is looked at, hosts beside each other, those of one host in turn.

What belongs here: who is asked when and in which thread, and that the rows of `source_runs` reach the warehouse. What
does not: a look itself (warehouse/fetching/source_run.py), reading what landed (`presswatch run`).
"""

from __future__ import annotations

import logging
import time
from collections.abc import Collection, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime

from flows.job.job import landed_folder, now
from flows.job.log_lines import kept_log
from flows.job.settings import Settings
from flows.job.web_sources import web_sources
from tasks.sources.addresses import host_of
from tasks.sources.records import SourceRun
from warehouse.ask.database import Warehouse, refresh_catalog
from warehouse.errors import BadConfiguration, WarehouseBusy
from warehouse.fetching.client import Client, ClientRules
from warehouse.fetching.crawl_archive import drop_drafts
from warehouse.fetching.landed import drop_read
from warehouse.fetching.pace import Pace
from warehouse.fetching.source_run import Round, WebSource, look_at
from warehouse.fetching.state import State
from warehouse.fetching.visits import Visits
from warehouse.schema.rows import source_run_table
from warehouse.store import staging
from warehouse.store.commits import CommitRecord, Store
from warehouse.store.durable import full_disk_is_explained, private_files
from warehouse.store.lock import writing_lock
from warehouse.store.privacy import NOTHING_ERASED, read_record
from warehouse.store.writer import Writer

STATE = "state"  # in the folder of fetching
logger = logging.getLogger("presswatch")


@dataclass(frozen=True, slots=True)
class Asked:
    """Which sources to look at (all, where none is named), and whether those that are not due are asked too."""

    names: tuple[str, ...] = ()
    is_forced: bool = False


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a round came to. `has_published` is whether its rows are in the warehouse, or wait for the next writer."""

    runs: tuple[SourceRun, ...]
    has_published: bool
    dropped_file_count: int = 0


def fetch(
    settings: Settings, asked: Asked | None = None, pace: Pace | None = None, at: datetime | None = None
) -> Fetched:
    """Look at the sources on the web that are due, and land their new pages.

    Raises BadConfiguration where there is none or a name is unknown, WarehouseBusy where another round is under way,
    StorageFull.
    """
    asked = asked or Asked()
    sources = _chosen(settings, asked.names)
    folder = settings.resolve(settings.fetch.folder)
    with (
        kept_log(settings.log_place),
        private_files(),
        full_disk_is_explained(folder),
        writing_lock(folder / STATE),
        closing(State(folder / STATE)) as state,
    ):
        drop_drafts(landed_folder(settings))
        runs = _look_at_all(settings, sources, state, asked.is_forced, (pace, at or now()))
        has_published = publish_runs(settings, state)
        dropped = _drop_read(settings) if has_published and settings.fetch.landed_days else 0
    return Fetched(tuple(runs), has_published, dropped)


def _chosen(settings: Settings, names: Collection[str]) -> list[WebSource]:
    sources = web_sources(settings.source)
    if not sources:
        raise BadConfiguration("The configuration names no [[source]] with a feed or a sitemap; add one.")
    known = [source.name for source in sources]
    if unknown := [name for name in names if name not in known]:
        raise BadConfiguration(f"There is no feed or sitemap called {unknown[0]!r}; there are {', '.join(known)}.")
    return [source for source in sources if not names or source.name in names]


def _look_at_all(
    settings: Settings, sources: Sequence[WebSource], state: State, is_forced: bool, when: tuple[Pace | None, datetime]
) -> list[SourceRun]:
    wishes = settings.fetch
    pace, at = when
    rules = ClientRules(
        agent=wishes.user_agent,
        byte_ceiling=settings.document_byte_ceiling,
        answer_seconds=wishes.answer_seconds,
        allows_private=wishes.allow_private_addresses,
    )
    with Client(rules) as client, ThreadPoolExecutor(wishes.hosts_at_once, "fetch") as threads:
        visits = Visits(client, pace or Pace(wishes.seconds_between_requests), state.hosts(), at)
        shared = Round(f"{at:%Y%m%dT%H%M%S%f}", at, visits, state, landed_folder(settings), is_forced)
        found = list(threads.map(lambda group: [_logged(one, shared) for one in group], _by_host(sources)))
    by_name = {run.source: run for runs in found for run in runs}
    return [by_name[source.name] for source in sources]


def _by_host(sources: Sequence[WebSource]) -> list[list[WebSource]]:
    """The sources of each host together; of two with the same address the later one is left to be a duplicate."""
    groups: dict[str, list[WebSource]] = {}
    for source in sources:
        groups.setdefault(host_of(source.url), []).append(source)
    return list(groups.values())


def _logged(source: WebSource, shared: Round) -> SourceRun:
    run = look_at(source, shared)
    facts = {
        "run_id": run.run_id, "source": run.source, "outcome": str(run.outcome), "listed": run.listed_count,
        "fetched": run.fetched_count, "refused": run.refused_count, "left": run.left_count,
    }  # fmt: skip
    logger.info(
        "source %s: %s, %d listed, %d fetched, %d refused, %d left",
        run.source, run.outcome, run.listed_count, run.fetched_count, run.refused_count, run.left_count,
        extra={"facts": facts},
    )  # fmt: skip
    return run


def publish_runs(settings: Settings, state: State) -> bool:
    """Take the waiting rows of `source_runs` into the warehouse; False where another process is writing there.

    Killed in between, the same rows are published under the same name, which happens once.
    """
    waiting = state.waiting_runs()
    if not waiting:
        return True
    store = Store.create(settings.resolve(settings.warehouse).absolute())
    numbers = [number for number, _ in waiting]
    runs = [run for _, run in waiting]
    name = f"sources-{runs[-1].run_id}-{numbers[0]}-{numbers[-1]}"
    try:
        with full_disk_is_explained(store.root), Writer(store) as writer:
            folder = writer.new_staging(name)
            staging.write_rows(folder, "runs", {"source_runs": source_run_table(runs)})
            writer.publish(CommitRecord.now(name, runs[-1].run_id, staging.stage_batch(store, folder, name)))
            writer.clear(folder)
            refresh_catalog(store)
    except WarehouseBusy:
        return False
    state.forget_runs(numbers)
    return True


def _drop_read(settings: Settings) -> int:
    store = Store.at(settings.resolve(settings.warehouse).absolute())
    record = read_record(store)
    erased = NOTHING_ERASED if record is None else record.erased_documents()
    with Warehouse(store) as opened:

        def is_known(doc_ids: Collection[str]) -> bool:
            wanted = sorted(doc_id for doc_id in doc_ids if doc_id not in erased)
            query = "SELECT count(*) FROM documents WHERE doc_id IN (SELECT unnest($ids::VARCHAR[]))"
            return int(str(opened.rows(query, {"ids": wanted})[1][0][0])) == len(wanted)

        return drop_read(landed_folder(settings), is_known, time.time(), settings.fetch.landed_days)


def describe(fetched: Fetched) -> Iterator[str]:
    """Say in a line for each source what came of it, then what that was in all."""
    for run in fetched.runs:
        counts = f"{run.fetched_count} new of {run.listed_count}" if run.listed_count else ""
        said = "; ".join(part for part in (counts, run.detail) if part)
        yield f"{run.source}: {run.outcome}{f' ({said})' if said else ''}"
    landed = sum(run.fetched_count for run in fetched.runs)
    yield f"{landed} pages landed; `presswatch run` reads them."
    if fetched.dropped_file_count:
        yield f"{fetched.dropped_file_count} files of pages that were read long ago were deleted."
    if not fetched.has_published:
        yield "The archive is being written to: the rows of source_runs are added by the next round."
