"""What a source promises, held against what came: far too little, or too much refused, stops the run."""

from __future__ import annotations

from collections.abc import Mapping

from flows.job.job import IngestJob
from warehouse.errors import BadSource

FEW = 20  # below this many documents a share says nothing


def source_of(job: IngestJob, document_source: str) -> str | None:
    """The configured source that a document's path lies in; None where no source has rules."""
    for name in job.sources:
        if document_source == name or document_source.startswith((name.rstrip("/") + "/", name + "#")):
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


def check_counts(job: IngestJob, found: Mapping[str, int]) -> None:
    """Raise BadSource where a source holds fewer documents, those known before included, than it states."""
    for name, rules in job.sources.items():
        if found.get(name, 0) < rules.minimum_document_count:
            raise BadSource(
                f"{name} holds {found.get(name, 0)} documents, fewer than its minimum_document_count of "
                f"{rules.minimum_document_count}. Look at the source, or lower the number."
            )
