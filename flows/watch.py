"""Watchlist hits: listing the new ones, and asking the lists of the whole archive again.

What belongs here: when, with what settings. What does not: matching (tasks/watchlists), the archive's pages and rows
(warehouse/upkeep/rematching.py).
"""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from flows.job.job import lexicon_files, now
from flows.job.settings import Settings
from flows.run.shard_work import load_lists
from tasks.findings import Match, Mention
from tasks.records import Page
from tasks.watchlists import Watchlists, find_matches
from warehouse.ask.database import Answer, Warehouse, refresh_catalog
from warehouse.errors import BadConfiguration, IndexFault
from warehouse.search.asking import candidates
from warehouse.search.following import follow, keep_up, rebuild
from warehouse.store.commits import STAGING, Store
from warehouse.store.durable import full_disk_is_explained
from warehouse.store.writer import Writer
from warehouse.upkeep.rematching import Rematched, rematch

logger = logging.getLogger("presswatch")
_AGO = re.compile(r"(\d{1,5}) ?([hdw])")
_UNITS = {"h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}
SHOWN = ("arrived_at", "watchlist", "layer", "context", "published_at", "site", "title", "url", "doc_id")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which hits to list: of documents that arrived since a time (naive UTC), of one list, in one layer."""

    since: datetime | None = None
    watchlist: str | None = None
    layer: str | None = None


def since_when(given: str, at: datetime) -> datetime:
    """A time as a person gives it: a day, a time (ISO 8601), or how long ago: 12h, 3d, 2w. Naive UTC.

    Raises BadConfiguration where it is none of these.
    """
    if (ago := _AGO.fullmatch(given.strip())) is not None:
        return at - int(ago[1]) * _UNITS[ago[2]]
    try:
        when = datetime.fromisoformat(given.strip())
    except ValueError:
        raise BadConfiguration(f"{given!r} is no time; write a day (2021-07-14), a time, or 12h, 3d, 2w ago.") from None
    offset = when.utcoffset()
    return when if offset is None else when.replace(tzinfo=None) - offset


def hits(opened: Warehouse, wanted: Wanted) -> Answer:
    """The hits that are wanted, the newest arrivals first; columns as in the view watchlist_hits."""
    asked = {"arrived_at >= ?": wanted.since, "watchlist = ?": wanted.watchlist, "layer = ?": wanted.layer}
    conditions = {condition: value for condition, value in asked.items() if value is not None}
    query = (
        f"SELECT {', '.join(SHOWN)} FROM watchlist_hits WHERE {' AND '.join(conditions) or 'true'} "
        'ORDER BY arrived_at DESC, watchlist, doc_id, "start"'
    )
    return opened.rows(query, list(conditions.values()))


def configured_watchlists(settings: Settings) -> Watchlists:
    """The configured lists. Raises BadConfiguration where there are none, or where one is wrong."""
    watchlists = load_lists(lexicon_files(settings))[1]
    if watchlists is None:
        raise BadConfiguration("No watchlists are configured; name their file with the setting `watchlists`.")
    return watchlists


def check_name(settings: Settings, opened: Warehouse, name: str | None) -> None:
    """Raise BadConfiguration where a list of this name is neither configured nor has hits in the archive."""
    if name is None:
        return
    known = set(configured_watchlists(settings).versions) if settings.watchlists else set()
    known |= {str(row[0]) for row in opened.rows("SELECT DISTINCT watchlist FROM matches")[1]}
    if name not in known:
        raise BadConfiguration(f"There is no watchlist {name!r}; known are {', '.join(sorted(known)) or 'none'}.")


def rerun(settings: Settings, place: Path) -> Rematched:
    """Ask the configured lists of every page in the warehouse; all hits are replaced at once, or nothing is changed.

    Raises BadConfiguration, NotAWarehouse, WarehouseBusy, StorageFull.
    """
    watchlists = configured_watchlists(settings)

    def find(page: Page, mentions: Sequence[Mention]) -> Sequence[Match]:
        return find_matches(page, watchlists, mentions)

    at = now()
    store = Store.at(place.absolute())
    with full_disk_is_explained(store.root), Writer(store) as writer:
        refresh_catalog(store)
        proposed = _proposed(store, watchlists)
        with Warehouse(store, [store.root / STAGING]) as opened:  # hits are compared before they are published
            outcome = rematch(writer, opened, find, f"{at:%Y%m%dT%H%M%S%f}", proposed)
        refresh_catalog(store)
        keep_up(store)
    return outcome


def _proposed(store: Store, watchlists: Watchlists) -> set[str] | None:
    """The documents in which the search index sees that a list may have hits; None where it cannot be asked."""
    try:
        return candidates(follow(store) or rebuild(store), watchlists.nodes)
    except IndexFault as fault:
        logger.warning("%s Every page is read instead.", fault)
        return None
