"""Erasing documents and commenters from an archive, and letting them come in again.

What belongs here: what is asked, by settings and key, and what is said of it. What does not: how it is done
(warehouse/upkeep/erasure.py).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from flows.job.job import landed_folder, now
from flows.job.settings import Settings
from tasks.copies.compare import DuplicateRules
from tasks.identity import is_pseudonym, key_fingerprint, pseudonym
from tasks.parse.commenters.privacy import erasure_mark
from warehouse.ask.database import Warehouse, refresh_catalog
from warehouse.errors import BadConfiguration
from warehouse.fetching.landed import take_out
from warehouse.report.write import REPORT, write_report
from warehouse.search.following import rebuild
from warehouse.search.index import open_index
from warehouse.store.commits import Store
from warehouse.store.durable import full_disk_is_explained
from warehouse.store.privacy import LEFT_OPEN, read_record, required_record, write_record
from warehouse.store.writer import Writer
from warehouse.upkeep.erasure import Erased, erase
from warehouse.upkeep.erasure_plan import Plan, Request, counted, plan_request


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an erasure would take (by what it is), and what it took; None where nothing was erased."""

    counts: Mapping[str, int]
    erased: Erased | None


def erase_request(warehouse: Path, settings: Settings, asked: Request, *, is_trial: bool) -> Outcome:
    """Erase what is asked, or only count it.

    Raises BadConfiguration where a name is given and the key that makes its pseudonym is not, MissingInput where a
    document's id is unknown, and what opening and writing a warehouse raises.
    """
    store = Store.at(warehouse.absolute())
    request = as_stored(store, settings, asked)

    def plan(opened: Warehouse) -> tuple[Plan, Request]:
        return plan_request(opened, request), request

    return erase_planned(store, settings, plan, is_trial=is_trial)


def erase_planned(
    store: Store, settings: Settings, make: Callable[[Warehouse], tuple[Plan, Request]], *, is_trial: bool
) -> Outcome:
    """Make a plan and carry it out, or only count what it would take."""
    with _writing(store) as writer:
        with Warehouse(store) as opened:
            plan, request = make(opened)
            counts = counted(opened, plan)
        if is_trial or not plan:
            return Outcome(counts, None)
        if (landed := landed_folder(settings)).is_dir():  # first: what landed could not be found once the rows are gone
            take_out(landed, {*plan.gone, *plan.outtakes})
        has_index = open_index(store) is not None
        has_report = (store.root / REPORT).is_file()
        rules = DuplicateRules(look_back_days=settings.look_back_days or None)
        erased = erase(writer, plan, request, rules, f"{now():%Y%m%dT%H%M%S%f}")
        refresh_catalog(store)
        if has_index:  # it went with the erasure
            rebuild(store)
        if has_report:
            with Warehouse(store) as opened:
                write_report(opened)
    return Outcome(counts, erased)


@contextmanager
def _writing(store: Store) -> Iterator[Writer]:
    with full_disk_is_explained(store.root), Writer(store) as writer:
        refresh_catalog(store)
        yield writer


def allow_again(warehouse: Path, settings: Settings, asked: Request) -> int:
    """Let what was erased come in again, with the next ingest of its sources; returns how many marks went.

    A document is named by its whole id here: the archive does not know it any more.
    """
    store = Store.at(warehouse.absolute())
    request = as_stored(store, settings, asked)
    with Writer(store):
        record = required_record(store)
        named = {"doc": request.doc_ids, "url": request.urls, "site": request.sites, "author": request.authors}
        marks = {erasure_mark(kind, value, record.salt) for kind, values in named.items() for value in values}
        kept = tuple(mark for mark in record.marks if mark not in marks)
        documents = tuple(mark for mark in record.documents if mark not in marks)
        count = len(record.marks) + len(record.documents) - len(kept) - len(documents)
        if count:
            changed = replace(record, marks=kept, documents=documents, change_count=record.change_count + 1)
            write_record(store, changed)
    return count


def as_stored(store: Store, settings: Settings, asked: Request) -> Request:
    """A request with addresses normalised and names as the warehouse stores them."""
    record = read_record(store)
    is_hidden = record is not None and record.key_fingerprint not in (None, LEFT_OPEN)
    names = [" ".join(name.split()) for name in asked.authors]
    if is_hidden and not all(map(is_pseudonym, names)):
        key = settings.required_key()
        if key is None or record is None or key_fingerprint(key) != record.key_fingerprint:
            raise BadConfiguration(
                f"{store.root} stores commenters as pseudonyms: give the pseudonym (column comments.author), or the "
                "key that it was made with, and switch pseudonymise_comment_authors on."
            )
        names = [name if is_pseudonym(name) else pseudonym(name, key) for name in names]
    return replace(asked, authors=tuple(names)).normalised()


def describe(outcome: Outcome) -> Iterator[str]:
    """Say in sentences what was erased, or would be."""
    if not any(outcome.counts.values()):
        yield "Nothing in the archive matches; nothing was written."
        return
    for kind, count in outcome.counts.items():
        yield f"{count} {kind}"
    if outcome.erased is not None:
        yield (
            "Erased, from the disk too. It does not come in again by itself; `presswatch erase --allow` with the same "
            "words lets it. Copies of the warehouse, reports elsewhere and the sources are not reached."
        )
