"""A name of a document, as the rules of what names mean hand it on."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Named:
    """A name of the document: where it stands, its type, and what the document calls its bearer in full.

    `role` is what the words beside it say that a person is (`Afghan president`).
    """

    start: int
    end: int
    type: str
    name: str
    confidence: float
    role: str | None = None
