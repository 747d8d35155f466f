"""What a name model finds: candidates, and the door behind which a model stands.

What belongs here: the record and the protocol. What does not: a model (rules.py holds the one we have).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stretch that is or may be a name. Type None: a capitalised word that only the rest of the document explains.

    `confidence` (0 to 1) is how much the rule that found it is worth, not a measured probability.
    """

    start: int
    end: int
    type: str | None
    confidence: float


class NameModel(Protocol):
    """What finds names in a line."""

    def find(self, text: str, start: int, end: int) -> Iterator[Candidate]:
        """Candidates in text[start:end], in text order, without overlap."""
        ...
