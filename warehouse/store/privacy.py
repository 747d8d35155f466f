"""What a warehouse remembers of privacy: how commenters are stored, and what was erased and may not come back.

It stands in one small file that holds no name and no text: a fingerprint of the key for pseudonyms, a salt made by
chance, and keyed hashes (marks) of what was erased.

What belongs here: that file. What does not: pseudonyms (tasks/parse/commenters), erasing (upkeep/erasure.py).
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

import pyarrow.compute as pc
import pyarrow.parquet as pq

from tasks.identity import PSEUDONYM_PATTERN, key_fingerprint
from tasks.parse.commenters.privacy import Privacy, erasure_mark
from warehouse.errors import BadConfiguration, DamagedWarehouse
from warehouse.store.commits import Store
from warehouse.store.durable import write_durably

PRIVACY = "_privacy.json"
FORMAT = 1  # of the file
LEFT_OPEN = "left open"  # in the place of a fingerprint: the next run decides


@dataclass(frozen=True, slots=True)
class PrivacyRecord:
    """What a warehouse remembers: `key_fingerprint` is None where commenters are stored as printed.

    `marks` are keyed hashes, made with `salt`, of addresses, sites and commenters that were erased, `documents` those
    of documents. `change_count` counts erasures and allowances, so that what is allowed again comes in as a new batch.
    """

    key_fingerprint: str | None
    salt: str
    marks: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    change_count: int = 0

    def applied(self, asked: Privacy) -> Privacy:
        """How commenters are stored where a run asks for this: the erased ones not at all."""
        return replace(asked, erased=frozenset(self.marks), salt=self.salt)

    def erased_documents(self) -> ErasedDocuments:
        """The documents that may not come in again."""
        return ErasedDocuments(frozenset(self.documents), self.salt)


@dataclass(frozen=True, slots=True)
class ErasedDocuments:
    """Documents that were erased by their ids, as marks."""

    marks: frozenset[str] = frozenset()
    salt: str = ""

    def __contains__(self, doc_id: str) -> bool:
        return bool(self.marks) and erasure_mark("doc", doc_id, self.salt) in self.marks


NOTHING_ERASED = ErasedDocuments()


def read_record(store: Store) -> PrivacyRecord | None:
    """What the warehouse remembers; None where nothing was written yet. Raises DamagedWarehouse."""
    path = store.root / PRIVACY
    try:
        fields = json.loads(path.read_text(encoding="utf-8"))
        fields.pop("format")
        return record_of(fields)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DamagedWarehouse(f"{path} cannot be read ({type(error).__name__}); restore it from a backup.") from error


def record_of(fields: Mapping[str, Any]) -> PrivacyRecord:
    """A record from its fields as JSON has them. Raises KeyError or TypeError where they are others."""
    lists = {name: tuple(fields[name]) for name in ("marks", "documents")}
    return PrivacyRecord(**{**fields, **lists})


def write_record(store: Store, record: PrivacyRecord) -> None:
    """Write what the warehouse remembers, whole or not at all."""
    write_durably(store.root / PRIVACY, json.dumps({"format": FORMAT, **asdict(record)}, indent=1))


def required_record(store: Store) -> PrivacyRecord:
    """What the warehouse remembers; where nothing was written yet, how it stores commenters is left open."""
    return read_record(store) or PrivacyRecord(LEFT_OPEN, secrets.token_hex(16))


def hold_privacy(store: Store, asked: Privacy) -> PrivacyRecord:
    """What the warehouse remembers, where this run stores commenters as all runs before.

    The first run decides. Raises BadConfiguration where another key is given than then, or pseudonyms are switched on
    or off since.
    """
    fingerprint = None if asked.key is None else key_fingerprint(asked.key)
    record = required_record(store)
    holds_documents = any(file.table != "source_runs" for file in store.files())  # fetching may come before reading
    is_open = record.key_fingerprint == LEFT_OPEN or not (record.key_fingerprint == fingerprint or holds_documents)
    if is_open:
        _refuse_mixture(store, fingerprint)
        record = replace(record, key_fingerprint=fingerprint)
        write_record(store, record)
    if record.key_fingerprint != fingerprint:
        raise BadConfiguration(_difference(store, record.key_fingerprint, fingerprint))
    return record


def _difference(store: Store, held: str | None, given: str | None) -> str:
    if held is None:
        return (
            f"{store.root} stores commenters as printed, and pseudonyms cannot be put in later: switch "
            "pseudonymise_comment_authors off, or ingest everything again into a new warehouse."
        )
    if given is None:
        return (
            f"{store.root} stores commenters as pseudonyms: switch pseudonymise_comment_authors on and give the key "
            "that it was made with, or use a new warehouse."
        )
    return (
        f"{store.root} was made with another key for pseudonyms: give that key, or ingest everything again into a new "
        "warehouse."
    )


def _refuse_mixture(store: Store, fingerprint: str | None) -> None:
    """Raise BadConfiguration where a warehouse that remembers nothing yet shows the other way of storing commenters."""
    for path in store.paths("comments"):
        authors = pq.ParquetFile(path).read(columns=["author"]).column("author").drop_null()
        is_hidden = pc.match_substring_regex(authors, f"^{PSEUDONYM_PATTERN}$")
        if len(authors) and bool(pc.all(is_hidden).as_py()) != (fingerprint is not None):
            raise BadConfiguration(_difference(store, None if fingerprint is not None else "?", fingerprint))
