"""Documents read in this process, as the commands `parse` and `annotate` read them, so that rules can be switched."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from benchmarks.labelled_sets import LabelledSet
from benchmarks.scoring.measures import Row
from flows.job.job import lexicon_files
from flows.job.settings import load
from flows.pool.guard import Guard
from flows.run.reading import Reader, page_of_text
from flows.run.shard_work import load_lexicon
from flows.terminal.answers import annotation_answer, document_answer
from tasks.dates.stamp.printed import read_moment
from tasks.enrichment import enrich
from tasks.records import RawDocument, UnreadableInput
from warehouse.landing.read import read_inputs, read_manifest

STRICT = Guard(raises_unexpected=True)  # a rule's stand-in that breaks the reading is a bug of the switch
Landed = RawDocument | UnreadableInput


@dataclass(frozen=True, slots=True)
class Documents:
    """The documents of a set, held in memory: raw ones for `parse`, texts for `annotate`."""

    command: str
    raw: tuple[Landed, ...] = ()
    texts: tuple[Row, ...] = ()

    def read(self) -> list[Row]:
        """What the command prints of them."""
        return list(parsed(self.raw) if self.command == "parse" else annotated(self.texts))


def documents_of(labelled: LabelledSet, command: str) -> Documents:
    """What a command reads of a set."""
    if command != "parse":
        return Documents(command, texts=labelled.inputs)
    wanted = {entry["id"] for entry in labelled.inputs}
    files = [file for file in read_manifest(labelled.input_file) if file.source_id in wanted]
    return Documents(command, raw=tuple(read_inputs(files, Reader().limits.byte_count)))


def parsed(raw: Iterable[Landed]) -> Iterator[Row]:
    """A line of `parse` for each document."""
    reader = Reader(guard=STRICT)
    for landed in raw:
        yield _as_printed(document_answer(reader.read(landed)))


def annotated(texts: Sequence[Row]) -> Iterator[Row]:
    """A line of `annotate` for each text."""
    lexicon = load_lexicon(lexicon_files(load(None)))
    for entry in texts:
        published = entry.get("published_at")
        page = page_of_text(entry["text"], read_moment(published) if published else None)
        yield _as_printed(annotation_answer(entry["id"], entry["text"], enrich(page, lexicon)))


def _as_printed(answer: dict[str, object]) -> Row:
    read: Row = json.loads(json.dumps(answer, ensure_ascii=False))
    return read
