"""Sitemaps (sitemaps.org) in XML or as lines of addresses, and indexes of sitemaps: which pages they list, since when.

Read piece by piece and given up at a ceiling: a sitemap with a million entries costs what one of the protocol's
50,000 does. trafilatura's reader was looked at: it drops `lastmod`, by which the new pages of a large sitemap are told,
rewrites addresses, and reads the whole tree at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO

from lxml import etree

from tasks.sources.addresses import page_address
from tasks.sources.records import Entry, Listing

ENTRY_CEILING = 50_000  # addresses of one sitemap, by the protocol
_BLOCKS = ("url", "sitemap")
_TIMES = ("lastmod", "publication_date")  # of the sitemap, and of Google's news inside of it
_LINE = re.compile(rb"https?://\S{1,4000}")
_PEEKED = 4_096  # bytes in which the first element stands
_MARKED = re.compile(rb"<!ENTITY\b", re.IGNORECASE)
_XML = re.compile(rb"<(?:\w{1,20}:)?(?:urlset|sitemapindex)\b", re.IGNORECASE)


def read_sitemap(content: bytes, base: str) -> Listing:
    """What a sitemap lists, in its order, each address once. `base` is the address it came from."""
    head = content[:_PEEKED]
    if not content.strip():
        return Listing(fault="an empty answer")
    if _XML.search(head) is None:
        return _read_lines(content, base)
    if _MARKED.search(head) is not None:
        return Listing(fault="a sitemap that defines entities, which is not read")
    return _read_xml(content, base)


def _read_lines(content: bytes, base: str) -> Listing:
    """A sitemap of lines, each an address; anything else is none."""
    entries: dict[str, Entry] = {}
    is_cut = False
    for line in content.splitlines():
        stripped = line.strip().removeprefix(b"\xef\xbb\xbf")
        if not stripped:
            continue
        if _LINE.fullmatch(stripped) is None:
            return Listing(fault="neither a sitemap nor lines of addresses")
        if len(entries) == ENTRY_CEILING:
            is_cut = True
            break
        address = page_address(stripped.decode("utf-8", "replace"), base)
        if address is not None:
            entries.setdefault(address, Entry(address))
    return Listing(tuple(entries.values()), is_cut=is_cut)


def _read_xml(content: bytes, base: str) -> Listing:
    entries: dict[str, Entry] = {}
    sitemaps: dict[str, None] = {}
    count = 0
    try:
        for name, location, stated in _blocks(content):
            if count == ENTRY_CEILING:
                return Listing(tuple(entries.values()), tuple(sitemaps), is_cut=True)
            count += 1
            address = page_address(location, base)
            if address is not None and name == "sitemap":
                sitemaps.setdefault(address)
            elif address is not None:
                entries.setdefault(address, Entry(address, stated))
    except etree.XMLSyntaxError:
        if not count:
            return Listing(fault="XML that cannot be read")
        return Listing(tuple(entries.values()), tuple(sitemaps), is_cut=True)
    return Listing(tuple(entries.values()), tuple(sitemaps))


def _blocks(content: bytes) -> Iterator[tuple[str, str, datetime | None]]:
    """Each `url` and `sitemap`: its name, location and time. Elements are dropped once they are read."""
    pieces = etree.iterparse(
        BytesIO(content), events=("end",), resolve_entities=False, no_network=True, recover=True, huge_tree=False
    )
    for _, element in pieces:
        name = _local(element.tag)
        if name not in _BLOCKS:
            continue
        texts = {_local(child.tag): child.text or "" for child in element.iter() if isinstance(child.tag, str)}
        stated = next((time for key in _TIMES if (time := _time(texts.get(key, ""))) is not None), None)
        if location := texts.get("loc", "").strip():
            yield name, location, stated
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]


def _local(tag: object) -> str:
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _time(text: str) -> datetime | None:
    """A time of W3C's form (`2026-12-01`, `2026-12-01T07:30:00+01:00`) as naive UTC."""
    try:
        read = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return read.astimezone(UTC).replace(tzinfo=None) if read.tzinfo is not None else read
