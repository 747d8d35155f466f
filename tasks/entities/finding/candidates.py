"""What a name model reads and finds, and the door behind which a model stands.

What belongs here: the records and the protocol. What does not: a model (rules.py, tagged.py, pipelines.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stretch that is or may be a name. Type None: a capitalised word that only the rest of the document explains.

    `confidence` (0 to 1): what a model gives it, or how much the rule that found it is worth; no measured probability.
    """

    start: int
    end: int
    type: str | None
    confidence: float


@dataclass(frozen=True, slots=True)
class NameText:
    """A document as name models read it.

    `text`: without lone surrogates. `lines`: where its paragraphs stand, in order. `hints`: what the rules find in
    them, in text order, without overlap. `vocabulary`: the words that the document writes in lower case too.
    """

    text: str
    lines: Sequence[Span]
    hints: Sequence[Candidate]
    vocabulary: frozenset[str]


class NameModel(Protocol):
    """What finds names in a document."""

    def find(self, document: NameText) -> list[Candidate]:
        """Names in the document's lines, in text order, without overlap, each within a line.

        Their types are those of OntoNotes, or PLACE (labels.py) where the model does not tell kinds of places apart.
        """
        ...
