"""What a step hands to the next: counts and the shards it wrote, never documents."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Receipt:
    """What one step did: documents in and out, and the names of the shards it wrote."""

    step: str
    documents_in: int
    documents_out: int
    shards: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ledger:
    """What became of a run's documents. In = loaded + duplicates + rejected; those known or erased before are not in.

    Hidden files and folders (`.git`) are not looked at, only counted.

    `reasons` counts why documents were rejected, loaded ones in which nothing could be looked for, and those whose
    `detail` says what of their provenance was left out.
    """

    loaded: int = 0
    duplicates: int = 0
    rejected: int = 0
    known_before: int = 0
    reasons: Mapping[str, int] = field(default_factory=dict)
    hidden: int = 0
    erased_before: int = 0  # refused, because they were erased from the archive
    waiting: int = 0  # files of inboxes that are still being written; the next run reads them

    @property
    def documents_in(self) -> int:
        """Documents that got a row in this run."""
        return self.loaded + self.duplicates + self.rejected

    def plus(self, other: Ledger) -> Ledger:
        """The sum of two ledgers."""
        reasons = {**self.reasons}
        for reason, count in other.reasons.items():
            reasons[reason] = reasons.get(reason, 0) + count
        return Ledger(
            self.loaded + other.loaded,
            self.duplicates + other.duplicates,
            self.rejected + other.rejected,
            self.known_before + other.known_before,
            reasons,
            self.hidden + other.hidden,
            self.erased_before + other.erased_before,
            self.waiting + other.waiting,
        )


@dataclass(frozen=True, slots=True)
class RunReport:
    """What a run did: its ledger, the batches it published and the receipts of their steps."""

    warehouse: Path
    ledger: Ledger
    batch_ids: tuple[str, ...]
    receipts: tuple[Receipt, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One step of one batch; batches of a run are counted from 1. `is_repeatable` allows another try."""

    name: str
    batch_number: int
    is_repeatable: bool = True


RunStep = Callable[[Step, Callable[[], Receipt]], Receipt]  # called at once, or as a task of an orchestrator


class Progress(Protocol):
    """Shows how far a run is."""

    def begin(self, step: str, total: int | None) -> None:
        """Start the progress bar of a step; `total` is how many documents are ahead, None where not known."""

    def advance(self, documents: int) -> None:
        """Advance the progress bar by `documents`."""


class NoProgress:
    """Shows nothing."""

    def begin(self, step: str, total: int | None) -> None:
        """Show nothing."""

    def advance(self, documents: int) -> None:
        """Show nothing."""


def call_step(_step: Step, work: Callable[[], Receipt]) -> Receipt:
    """Run a step by calling it."""
    return work()
