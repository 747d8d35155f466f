"""Labelled sets: folders of documents with what a good reading of them finds (docs/how-well.md has the layout).

What belongs here: reading a set and refusing a broken one. What does not: running anything on it, scoring.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.scoring.measures import Row, Rows
from benchmarks.scoring.tasks import TASKS, Task

MANIFEST, INPUT, GOLD, ABOUT_SET = "manifest.jsonl", "input.jsonl", "gold.jsonl", "set.json"
GZIP_MAGIC = b"\x1f\x8b"


class BadSet(Exception):
    """What is given cannot be scored; the text is a sentence for the user."""


@dataclass(frozen=True, slots=True)
class LabelledSet:
    """A set: `inputs` are the lines of its manifest or its texts, `gold` the wanted readings by document.

    `is_cut` where only its first documents are taken, so that a command needs a list of its own.
    """

    folder: Path
    name: str
    tasks: tuple[Task, ...]
    headlines: Row
    inputs: tuple[Row, ...]
    gold: Rows
    has_pages: bool
    is_cut: bool = False

    @property
    def input_file(self) -> Path:
        """The file that names the documents, or holds them."""
        return self.folder / (MANIFEST if self.has_pages else INPUT)

    def page_bytes(self, entry: Row) -> bytes:
        """One page of the manifest, unpacked."""
        content = (self.folder / entry["path"]).read_bytes()
        return gzip.decompress(content) if content[:2] == GZIP_MAGIC else content

    def write_inputs(self, file: Path) -> None:
        """Write the lines that a command is given, paths made absolute."""
        with file.open("w", encoding="utf-8") as lines:
            for entry in self.inputs:
                path = {"path": str((self.folder / entry["path"]).resolve())} if self.has_pages else {}
                lines.write(json.dumps({**entry, **path}, ensure_ascii=False) + "\n")


def find_sets(folders: Sequence[Path], tasks: Sequence[str] = (), limit: int | None = None) -> list[LabelledSet]:
    """The sets in the folders, each with those of its tasks that are asked for; a folder may be a set itself.

    Raises BadSet where a folder holds none, where one is broken, or where no set has the tasks.
    """
    unknown = sorted(set(tasks) - set(TASKS))
    if unknown:
        raise BadSet(f"There is no task {unknown[0]!r}; there are {', '.join(TASKS)}.")
    places = [place for folder in folders for place in _places(folder)]
    sets = [read_set(place, tasks, limit) for place in places]
    asked = [each for each in sets if each.tasks]
    if not asked:
        raise BadSet(f"None of the sets has the task {' or '.join(tasks)}." if tasks else "No set is given.")
    return asked


def _places(folder: Path) -> list[Path]:
    if (folder / ABOUT_SET).is_file():
        return [folder]
    found = sorted(path.parent for path in folder.glob(f"*/{ABOUT_SET}"))
    if not found:
        raise BadSet(f"{folder} holds no labelled set: there is no {ABOUT_SET} in it or in a folder of it.")
    return found


def read_set(folder: Path, tasks: Sequence[str] = (), limit: int | None = None) -> LabelledSet:
    """Read one set, its first `limit` documents.

    Raises BadSet where a file is missing, is no JSON, or the gold has a document that is not among the inputs.
    """
    about = _about(folder / ABOUT_SET)
    has_pages = (folder / MANIFEST).is_file()
    inputs = tuple(_lines(folder / (MANIFEST if has_pages else INPUT)))[:limit]
    given = {entry["id"]: entry for entry in inputs}
    gold = {row["id"]: row for row in _lines(folder / GOLD)}
    if limit is not None:
        gold = {key: row for key, row in gold.items() if key in given}
    strangers = sorted(set(gold) - set(given))
    if strangers:
        raise BadSet(f"{folder}: {GOLD} has the document {strangers[0]!r}, which is not among the inputs.")
    asked = tuple(TASKS[name] for name in about["tasks"] if not tasks or name in tasks)
    read = LabelledSet(
        folder, about["name"], asked, about.get("headline") or {}, inputs, gold, has_pages, limit is not None
    )
    needs_text = not has_pages or "flat" in about["tasks"]
    return _with_texts(read, given) if needs_text else read


def _about(path: Path) -> dict[str, Any]:
    if not path.is_file():
        raise BadSet(f"{path.parent} is no labelled set: it has no {path.name}.")
    about = _object(path.read_text(encoding="utf-8"), str(path))
    if not isinstance(about.get("name"), str) or not isinstance(about.get("tasks"), list):
        raise BadSet(f'{path} names no "name" and "tasks".')
    unknown = [name for name in about["tasks"] if name not in TASKS]
    if unknown:
        raise BadSet(f"{path} has the unknown task {unknown[0]!r}; there are {', '.join(TASKS)}.")
    return about


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    if not path.is_file():
        raise BadSet(f"{path.parent} has no {path.name}.")
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            if line.strip():
                row = _object(line, f"{path}, line {number}")
                if not isinstance(row.get("id"), str):
                    raise BadSet(f'{path}, line {number} has no "id".')
                yield row


def _object(text: str, place: str) -> dict[str, Any]:
    try:
        read = json.loads(text)
    except ValueError:
        raise BadSet(f"{place} is not JSON.") from None
    if not isinstance(read, dict):
        raise BadSet(f"{place} is no JSON object.")
    return read


def _with_texts(read: LabelledSet, given: Rows) -> LabelledSet:
    """The same with each document's text in its gold row, where the gold leaves it out."""
    gold = {key: row if "text" in row else {**row, "text": _text(read, given[key])} for key, row in read.gold.items()}
    return LabelledSet(
        read.folder, read.name, read.tasks, read.headlines, read.inputs, gold, read.has_pages, read.is_cut
    )


def _text(read: LabelledSet, entry: Row) -> str:
    return read.page_bytes(entry).decode("utf-8", "replace") if read.has_pages else entry.get("text") or ""


def by_document(rows: Iterable[Row], inputs: Sequence[Row]) -> dict[str, Row]:
    """A system's rows by document: its id, else the path that ends its source; of two rows of one the first."""
    ids = {entry["path"]: entry["id"] for entry in inputs if "path" in entry}
    found: dict[str, Row] = {}
    for row in rows:
        source = row.get("source") or ""
        key = row.get("source_id") or row.get("id") or next((ids[path] for path in ids if source.endswith(path)), None)
        if key is not None:
            found.setdefault(key, row)
    return found
