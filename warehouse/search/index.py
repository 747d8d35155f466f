"""The index on the disk: which folder is the good one, which state of the warehouse it shows, and writing to it.

    _index/current.json    names the folder that is good, the version of the fields and the warehouse
    _index/built-N/        tantivy's files

An index is built beside and then named; changes to it are tantivy commits, each of which holds a document that says
which commit record it shows. Killed at any moment it is as it was or complete. Only the holder of the warehouse's lock
writes.

What belongs here: that. What does not: what is to be written (following.py).
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from hashlib import blake2b
from pathlib import Path

import tantivy

from warehouse.errors import IndexFault
from warehouse.search.fields import VERSION, documents, schema
from warehouse.search.pages import ArchivedPage
from warehouse.store.commits import Store
from warehouse.store.durable import write_durably
from warehouse.store.privacy import read_record
from warehouse.store.purge import INDEX

POINTER = "current.json"
_BUILD_MEMORY = 200_000_000  # bytes that a build may fill before it writes a part; set by hand
_UPDATE_MEMORY = 30_000_000  # the same for a batch, and one thread
_STATE = "state"


@dataclass(frozen=True, slots=True)
class State:
    """Which state of the warehouse an index shows: how many commit records, the last of them, which files."""

    record_count: int
    batch_id: str
    generation: str


@dataclass(frozen=True, slots=True)
class SearchIndex:
    """An index that can be asked."""

    folder: Path
    index: tantivy.Index
    searcher: tantivy.Searcher
    state: State

    @property
    def voice_count(self) -> int:
        """How many voices it holds; one document of it is the note of its state."""
        return self.searcher.num_docs - 1

    def shows(self, store: Store) -> bool:
        """Whether it shows the newest state of the warehouse."""
        return self.state.generation == store.snapshot().generation


def open_index(store: Store) -> SearchIndex | None:
    """The warehouse's index; None where there is none, or one of another version or warehouse, or a damaged one."""
    folder = _named_folder(store)
    if folder is None:
        return None
    try:
        index = tantivy.Index.open(str(folder))
        searcher = index.searcher()
        state = _state(searcher)
    except (ValueError, OSError, KeyError, TypeError):  # tantivy's word for whatever is wrong with its files
        return None
    return None if state is None else SearchIndex(folder, index, searcher, state)


def build_index(store: Store, pages: Iterable[ArchivedPage], state: State) -> SearchIndex:
    """Build an index beside the old one, name it, and delete the old one with all the words in it."""
    root = store.root / INDEX
    numbers = [int(path.name.removeprefix("built-")) for path in root.glob("built-*") if path.name[6:].isdigit()]
    folder = root / f"built-{max(numbers, default=0) + 1}"
    folder.mkdir(parents=True)
    with _faults_explained(folder):
        index = tantivy.Index(schema(), str(folder))
        _write(index, (), pages, state, _BUILD_MEMORY)
    write_durably(
        root / POINTER, json.dumps({"version": VERSION, "folder": folder.name, "warehouse": _identity(store)})
    )
    for path in root.glob("built-*"):
        if path != folder:
            shutil.rmtree(path, ignore_errors=True)
    built = open_index(store)
    if built is None:
        raise IndexFault(
            f"The search index in {folder} cannot be opened though it was just built; see the disk's health."
        )
    return built


def change_index(opened: SearchIndex, gone: Iterable[str], pages: Iterable[ArchivedPage], state: State) -> None:
    """Take documents out and put pages in (in the place of what stood there), and note the state; all at once."""
    with _faults_explained(opened.folder):
        _write(opened.index, gone, pages, state, _UPDATE_MEMORY)


def drop_index(store: Store) -> None:
    """Delete the index."""
    shutil.rmtree(store.root / INDEX, ignore_errors=True)


def _write(index: tantivy.Index, gone: Iterable[str], pages: Iterable[ArchivedPage], state: State, memory: int) -> None:
    writer = index.writer(memory, 1)
    for doc_id in gone:
        writer.delete_documents_by_term("doc_id", doc_id)
    for archived in pages:
        for document in documents(archived):
            writer.add_document(document)
    writer.delete_documents_by_query(tantivy.Query.regex_query(schema(), _STATE, ".+"))
    note = tantivy.Document()
    note.add_text(_STATE, json.dumps(asdict(state)))
    writer.add_document(note)
    writer.commit()
    writer.wait_merging_threads()


def _state(searcher: tantivy.Searcher) -> State | None:
    found = searcher.search(tantivy.Query.regex_query(schema(), _STATE, ".+"), 1).hits
    if not found:
        return None
    return State(**json.loads(str(searcher.doc(found[0][1])[_STATE][0])))


def _named_folder(store: Store) -> Path | None:
    root = store.root / INDEX
    try:
        pointer = json.loads((root / POINTER).read_text(encoding="utf-8"))
        is_ours = pointer["version"] == VERSION and pointer["warehouse"] == _identity(store)
        name = str(pointer["folder"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    is_folder = name.startswith("built-") and name[6:].isdigit() and (root / name).is_dir()
    return root / name if is_ours and is_folder else None


def _identity(store: Store) -> str:
    """What no other warehouse has: made from the salt that this one keeps."""
    record = read_record(store)
    return "" if record is None else blake2b(f"index {record.salt}".encode(), digest_size=16).hexdigest()


@contextmanager
def _faults_explained(folder: Path) -> Iterator[None]:
    try:
        yield
    except (ValueError, OSError) as error:
        raise IndexFault(
            f"The search index {folder} could not be written ({str(error).splitlines()[0]}); what is published is "
            "safe. Mend that (a full disk: make room) and run `presswatch maintain --index`."
        ) from error
