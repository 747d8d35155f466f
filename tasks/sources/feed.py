"""RSS and Atom feeds: which pages they list, and when they say those were published.

What belongs here: addresses and times. What does not: the texts of a feed, which are no pages as their publisher shows
them; the feed only says where those are.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from io import BytesIO
from typing import Any

import feedparser

from tasks.sources.addresses import page_address
from tasks.sources.records import Entry, Listing

ENTRY_CEILING = 5_000  # a feed lists some dozens; more is an archive that a sitemap is for
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_FEED = re.compile(rb"<(?:\w{1,20}:)?(?:rss|feed|rdf|channel)\b", re.IGNORECASE)
_PEEKED = 4_096  # bytes in which the first element stands
_MARKED = re.compile(rb"<!ENTITY\b", re.IGNORECASE)  # feeds define no entities of their own; bombs do


def read_feed(content: bytes, base: str) -> Listing:
    """What a feed lists, in its order, each address once. `base` is the address it came from."""
    head = content[:_PEEKED]
    if not content.strip():
        return Listing(fault="an empty answer")
    first = _FEED.search(content)
    if (first is None or first.start() > _PEEKED) and _HTML.search(head) is not None:
        return Listing(fault="a page of HTML and no feed")
    if _MARKED.search(content[: first.start()] if first is not None else content) is not None:
        return Listing(fault="a feed that defines entities, which is not read")
    parsed = feedparser.parse(BytesIO(content), resolve_relative_uris=False, sanitize_html=False)
    if not parsed.entries and not parsed.version:
        return Listing(fault="no feed that can be read")
    entries: dict[str, Entry] = {}
    for item in parsed.entries[:ENTRY_CEILING]:
        address = _address(item, base)
        if address is not None:
            entries.setdefault(address, Entry(address, _stated(item)))
    return Listing(tuple(entries.values()), is_cut=len(parsed.entries) > ENTRY_CEILING)


def _address(item: Mapping[str, Any], base: str) -> str | None:
    """The address of an entry: its link, else an id that is an address."""
    for given in (item.get("link"), item.get("id")):
        if isinstance(given, str) and given and (address := page_address(given, base)) is not None:
            return address
    return None


def _stated(item: Mapping[str, Any]) -> datetime | None:
    """When an entry was changed, else published; feedparser gives both in UTC."""
    plain = dict(item)  # feedparser's own `get` answers for one with the other, and warns
    for name in ("updated_parsed", "published_parsed"):
        if (read := plain.get(name)) is not None:
            try:
                return datetime(*read[:6])
            except (ValueError, TypeError, OverflowError):
                continue
    return None
