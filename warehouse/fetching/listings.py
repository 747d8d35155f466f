"""The listing of a source: its feed, or its sitemap with those that a sitemap index names, asked for and read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from tasks.sources.feed import read_feed
from tasks.sources.records import Entry, Listing
from tasks.sources.sitemap import read_sitemap
from tasks.sources.unpacking import gunzipped
from warehouse.fetching.client import NotFetched, Request, Why
from warehouse.fetching.visits import Visits

FEED = "feed"
SITEMAP = "sitemap"
_READERS: dict[str, Callable[[bytes, str], Listing]] = {FEED: read_feed, SITEMAP: read_sitemap}
BYTE_CEILINGS = {FEED: 5_000_000, SITEMAP: 50_000_000}  # the largest feed seen has 2 MB; the protocol of sitemaps: 50
SITEMAP_COUNT = 20  # sitemaps of one index that are read in one run, the newest ones; set by hand
ENTRY_CEILING = 100_000  # addresses of one source


@dataclass(frozen=True, slots=True)
class Asked:
    """What came of asking for a listing. `is_partial` says that some of it could not be had or was not read."""

    status: int
    listing: Listing = Listing()
    etag: str | None = None
    last_modified: str | None = None
    moved_to: str | None = None
    remark: str | None = None
    is_partial: bool = False


def ask_listing(visits: Visits, request: Request, kind: str, validators: tuple[str | None, str | None]) -> Asked:
    """Ask for a listing, with what its server said last time, so that it may answer that nothing changed.

    Raises NotFetched.
    """
    names = ("If-None-Match", "If-Modified-Since")
    conditions = {name: value for name, value in zip(names, validators, strict=True) if value is not None}
    asked = replace(request, headers={**request.headers, **conditions}, byte_ceiling=BYTE_CEILINGS[kind])
    answer = visits.get(asked)
    if answer.status != 200:
        return Asked(answer.status)
    listing = _read(kind, answer.content, answer.url)
    found = Asked(
        answer.status,
        listing,
        answer.headers.get("etag"),
        answer.headers.get("last-modified"),
        answer.url if answer.is_moved_for_good else None,
        "more is listed than is read" if listing.is_cut else None,
        listing.is_cut,
    )
    return _with_sitemaps(visits, request, found) if listing.sitemaps else found


def _read(kind: str, content: bytes, url: str) -> Listing:
    whole = gunzipped(content, BYTE_CEILINGS[kind])
    if whole.is_over:
        raise NotFetched(Why.TOO_LARGE, f"over {BYTE_CEILINGS[kind]} bytes when unpacked")
    return _READERS[kind](whole.content, url)


def _with_sitemaps(visits: Visits, request: Request, found: Asked) -> Asked:
    """The listing with those of the sitemaps that it names, one level deep; the last named first, as they grow."""
    entries: dict[str, Entry] = {entry.url: entry for entry in found.listing.entries}
    failed = 0
    named = found.listing.sitemaps[::-1]
    for url in named[:SITEMAP_COUNT]:
        try:
            answer = visits.get(replace(request, url=url, byte_ceiling=BYTE_CEILINGS[SITEMAP]))
            inner = _read(SITEMAP, answer.content, answer.url) if answer.status == 200 else Listing(fault="none")
        except NotFetched:
            inner = Listing(fault="none")
        failed += inner.fault is not None
        for entry in inner.entries:
            if len(entries) < ENTRY_CEILING:
                entries.setdefault(entry.url, entry)
    remarks = [f"{failed} of its sitemaps could not be read"] if failed else []
    remarks += [f"{len(named) - SITEMAP_COUNT} of its sitemaps were not read"] if len(named) > SITEMAP_COUNT else []
    listing = Listing(tuple(entries.values()), is_cut=found.listing.is_cut)
    return replace(found, listing=listing, remark="; ".join(remarks) or found.remark, is_partial=True)
