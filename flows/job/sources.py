"""What a source promises, held against what came: far too little, or too much refused, stops the run."""

from __future__ import annotations

from collections.abc import Mapping
from fnmatch import fnmatchcase
from glob import has_magic
from itertools import islice

from flows.job.job import IngestJob
from warehouse.errors import BadSource
from warehouse.landing.read import read_inputs

FEW = 20  # below this many documents a share says nothing


def source_of(job: IngestJob, document_source: str) -> str | None:
    """The configured source that a document's path lies in; None where no source has rules."""
    for name in job.sources:
        if document_source == name or document_source.startswith((name.rstrip("/") + "/", name + "#")):
            return name
        if has_magic(name) and fnmatchcase(document_source.split("#", maxsplit=1)[0], name):
            return name
    return None


def check_rejects(job: IngestJob, rejected: Mapping[str, int], found: Mapping[str, int]) -> None:
    """Raise BadSource where a larger share of a source's documents was refused than it allows."""
    for name, rules in job.sources.items():
        count = found.get(name, 0)
        if count >= FEW and rejected.get(name, 0) > rules.rejected_share_limit * count:
            raise BadSource(
                f"{rejected[name]} of {count} documents of {name} were refused, more than its rejected_share_limit of "
                f"{rules.rejected_share_limit:g}; the batch was not published. Look at the source, or raise the limit."
            )


def check_counts(job: IngestJob) -> None:
    """Raise BadSource where a source holds fewer documents, those known before included, than it states.

    Counts before anything is read for good, so that nothing is published where it raises: each source that states a
    number is landed as far as that number and no further, one document in memory at a time.
    """
    for name, rules in job.sources.items():
        count = _count(job, name, rules.minimum_document_count)
        if count < rules.minimum_document_count:
            raise BadSource(
                f"{name} holds {count} documents, fewer than its minimum_document_count of "
                f"{rules.minimum_document_count}; nothing was published. Look at the source, or lower the number."
            )


def _count(job: IngestJob, name: str, at_most: int) -> int:
    """How many documents a source holds, counted up to a number."""
    files = [file for file in job.files if source_of(job, file.source) == name] if at_most else []
    return sum(1 for _ in islice(read_inputs(files, job.limits.byte_count), at_most))
