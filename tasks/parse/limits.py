"""Ceilings on what one document may cost, as numbers that do not depend on the machine or on the time of day."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ParseLimits:
    """A document over any of these is refused (`too_large`, `too_costly`); the run goes on."""

    byte_count: int = 20_000_000  # larger documents are dumps, not pages
    element_count: int = 300_000  # elements in the HTML tree
    depth: int = 250  # nesting of elements; real pages stay under 60, libxml2's own ceiling is 256


DEFAULT_LIMITS = ParseLimits()
