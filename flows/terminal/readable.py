"""A reading for people: every leaf of the page on a line with its layer and kind, then what is known of the whole.

What belongs here: lines of text for the terminal. What does not: the JSON form of the same reading (answers.py).
"""

from __future__ import annotations

import io
from collections.abc import Iterator

from rich.console import Console
from rich.text import Text

from tasks.findings import ReadDocument
from tasks.records import Page

LONGEST_TEXT = 90  # characters of a leaf that are shown: enough to know it again
_MEASURE = Console(file=io.StringIO())  # wraps, and prints nothing
_NARROWEST = 40  # columns of a terminal; a narrower one breaks the lines itself


def readable_page(document: ReadDocument, width: int = 80) -> str:
    """The text to print for one document: its source, then its reading; of a refused one the reason.

    No line is longer than `width` columns; what does not fit goes on below its beginning.

    Nothing of a page is shown with its control characters: a terminal obeys them.
    """
    return "\n".join((_shown(document.source), *_lines(document, max(width, _NARROWEST))))


def _lines(document: ReadDocument, width: int) -> Iterator[str]:
    if document.page is None:
        yield f"rejected  {document.reason}: {document.detail}" if document.detail else f"rejected  {document.reason}"
        return
    page = document.page
    for leaf in sorted(page.leaves(), key=lambda leaf: leaf.start):
        yield labelled(f"{leaf.layer:<9} {leaf.kind:<9} ", page.text[leaf.start : leaf.end], width)
    yield ""
    yield from (labelled(f"{name:<9} ", value, width) for name, value in _facts(page) if value)


def labelled(label: str, text: str, width: int) -> str:
    """The beginning of a text behind its label, broken at blanks so that no line is longer than `width` columns.

    Letters of East Asian scripts are two columns wide. Nothing is shown with its control characters.
    """
    room = max(width, _NARROWEST) - len(label)
    lines = Text(_shown(text)).wrap(_MEASURE, room, overflow="fold")
    return label + f"\n{' ' * len(label)}".join(line.plain.rstrip() for line in lines)


def _facts(page: Page) -> Iterator[tuple[str, str | None]]:
    yield "published", None if page.published is None else page.published.isoformat()
    yield "updated", None if page.updated is None else page.updated.isoformat()
    yield "authors", ", ".join(page.authors)
    if page.dateline is not None:
        yield "dateline", ", ".join(filter(None, (page.dateline.place, page.dateline.agency)))
    for credit in page.credits:
        yield "credit", "; ".join(filter(None, (", ".join(credit.photographers), ", ".join(credit.agencies))))
    if page.origin is not None:
        yield "origin", page.origin.name or page.origin.url
    for comment in page.comments:
        when = f" at {comment.posted.isoformat()}" if comment.posted else ""
        yield "comment", f"by {comment.author or 'somebody'}{when}"
    for quoted in page.quoted_documents:
        yield "quoted", quoted.title or quoted.text


def _shown(text: str | None) -> str:
    flat = "".join(letter if letter.isprintable() else " " for letter in text or "")
    return flat if len(flat) <= LONGEST_TEXT else f"{flat[: LONGEST_TEXT - 1].rstrip()}…"
