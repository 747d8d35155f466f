"""Annotating texts that come with a date: JSON lines in, findings out, no warehouse."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from flows.job.job import lexicon_files
from flows.job.settings import Settings
from flows.pool.guard import Guard, Refusal
from flows.run.reading import page_of_text
from flows.run.shard_work import load_lexicon
from flows.terminal.answers import Json, annotation_answer
from tasks.dates.stamp.printed import read_moment
from tasks.enrichment import Lexicon, enrich
from tasks.findings import Findings
from warehouse.errors import MissingInput
from warehouse.landing.user_files import text_lines


def annotate_lines(file: Path, settings: Settings) -> Iterator[Json]:
    """One answer for every line of `{"id", "text", "published_at"}`, in order.

    Raises MissingInput where the file is not there or a line is not of that form.
    """
    lexicon: Lexicon | None = None
    for number, line in enumerate(text_lines(file, "file"), start=1):
        if line.strip():
            lexicon = lexicon or load_lexicon(lexicon_files(settings))
            yield _annotate(_entry(line, f"{file}, line {number}"), lexicon)


def _entry(line: str, place: str) -> Json:
    try:
        entry = json.loads(line)
    except (ValueError, RecursionError):
        raise MissingInput(f"{place} is not JSON.") from None
    if not isinstance(entry, dict) or not isinstance(entry.get("text"), str):
        raise MissingInput(f'{place} is no object with a "text".')
    return entry


def _annotate(entry: Json, lexicon: Lexicon) -> Json:
    text, published_at = str(entry["text"]), entry.get("published_at")
    published = read_moment(published_at) if isinstance(published_at, str) else None
    page = page_of_text(text, published)
    found = Guard().attempt(str(entry.get("id")), lambda: enrich(page, lexicon))
    if isinstance(found, Refusal):
        refused = {"status": "rejected", "reason": str(found.reason)}
        return {**annotation_answer(entry.get("id"), text, Findings()), **refused}
    return annotation_answer(entry.get("id"), text, found)
