"""What a search found, for the eye: each hit with its words, then how many there are where.

What belongs here: lines to print. What does not: searching (warehouse/search).
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from shutil import get_terminal_size

from tasks.text.controls import without_controls
from warehouse.search.asking import Found, Hit

_INDENT = "    "
_VALUES_SHOWN = 6  # of a facet


def found_lines(found: Found) -> Iterator[str]:
    """The answer of a search."""
    width = get_terminal_size().columns
    shown, many = len(found.hits), "" if found.is_exact else "at most "
    noun = "voice answers" if found.count == 1 else "voices answer"
    yield f"{many.capitalize()}{found.count:,} {noun}" + ("." if shown == found.count else f"; the best {shown}:")
    for hit in found.hits:
        yield ""
        yield from hit_lines(hit, width)
    if found.facets:
        yield ""
        yield from facet_lines(found.facets, width)


def tally_lines(found: Found) -> Iterator[str]:
    """What a query finds that is tried out: how many voices where, and some of them."""
    width = get_terminal_size().columns
    if not found.count:
        yield "Nothing in the archive answers this query."
        return
    yield f"{found.count:,} voices answer." if found.count > 1 else "One voice answers."
    yield from facet_lines(found.facets, width)
    for hit in found.hits:
        yield ""
        yield from hit_lines(hit, width)


def hit_lines(hit: Hit, width: int) -> Iterator[str]:
    """A hit: who speaks where, the words, and how to find it again."""
    day = "no day" if hit.day is None else hit.day.isoformat()
    head = "  ".join(filter(None, (hit.layer, day, hit.site, hit.title)))
    yield textwrap.shorten(without_controls(head), width, placeholder="…")
    words = without_controls(hit.snippet.marked())
    yield from textwrap.wrap(words, width, initial_indent=_INDENT, subsequent_indent=_INDENT)
    yield f"{_INDENT}{hit.doc_id}" + ("" if hit.segment_id is None else f", segment {hit.segment_id}")


def facet_lines(facets: Mapping[str, Sequence[tuple[str, int]]], width: int) -> Iterator[str]:
    """How many answer, by layer, site, language and month."""
    for name, values in facets.items():
        counts = ", ".join(f"{without_controls(value) or 'none'} {count}" for value, count in values[:_VALUES_SHOWN])
        more = ", …" if len(values) > _VALUES_SHOWN else ""
        yield from textwrap.wrap(f"by {name}: {counts}{more}", width, subsequent_indent=_INDENT)
