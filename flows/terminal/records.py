"""Rows that are too wide for the terminal, one field a line; hits as a few lines each.

What belongs here: how wide rows are laid out. What does not: tables that fit (console.py).
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence

from rich.cells import cell_len, set_cell_size

_ENOUGH = 12  # columns of the screen that a value needs to say something
_FRAME = 3  # columns that the frame takes for each value
_INDENT = "    "


def fits(columns: Sequence[str], rows: Sequence[Sequence[str]], width: int, has_header: bool = True) -> bool:
    """Whether every column of a table would be wide enough to be read: short values whole, long ones in part."""
    return 1 + sum(least + _FRAME for least in least_widths(columns, rows, has_header)) <= width


def least_widths(columns: Sequence[str], rows: Sequence[Sequence[str]], has_header: bool = True) -> list[int]:
    """Columns of the screen that each column of a table must have to be read."""
    longest = [0] * len(columns)
    for row in ([columns] if has_header else []) + list(rows):
        for place, value in enumerate(row):
            lines = value.split("\n")
            longest[place] = max(longest[place], *(cell_len(line) for line in lines))
    return [min(length, _ENOUGH) for length in longest]


def record_lines(columns: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> Iterator[str]:
    """Each row as lines of a name and a value, cut at the width; what is empty is left out."""
    label = max((cell_len(column) for column in columns), default=0)
    for number, row in enumerate(rows, start=1):
        yield cut(f"── row {number} of {len(rows)} " + "─" * width, width).rstrip("…")
        for column, value in zip(columns, row, strict=True):
            if value:
                yield cut(f"{set_cell_size(column, label)}  {' '.join(value.split())}", width)


def hit_lines(hit: Mapping[str, str], width: int) -> Iterator[str]:
    """A hit of a watchlist: which list, in whose words, where and when; then the words around it."""
    day = hit["published_at"][: len("2021-07-04")] or "no day"
    yield cut("  ".join(filter(None, (hit["watchlist"], hit["layer"], day, hit["site"], hit["title"]))), width)
    yield from textwrap.wrap(hit["context"], width, initial_indent=_INDENT, subsequent_indent=_INDENT)
    yield cut(f"{_INDENT}{hit['doc_id']}", width)


def cut(text: str, width: int) -> str:
    """A text on one line of the screen; what is left out shows as …"""
    return text if cell_len(text) <= width else set_cell_size(text, width - 1).rstrip() + "…"
