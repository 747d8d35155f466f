"""Ceilings on what one document may cost, as numbers that do not depend on the machine or on the time of day."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ParseLimits:
    """A document over any of the first four is refused (`too_large`, `too_costly`); the run goes on.

    The last two bound what trafilatura is given: a larger page is read by one plain walk over its blocks. The largest
    real pages known have 16,000 elements, and 1,900 children of one.
    """

    byte_count: int = 20_000_000  # larger documents are dumps, not pages
    element_count: int = 300_000  # elements in the HTML tree
    depth: int = 250  # nesting of elements; real pages stay under 60, libxml2's own ceiling is 256
    line_count: int = 300_000  # lines of a text without markup
    extracted_element_count: int = 40_000
    extracted_child_count: int = 4_000  # of one element


DEFAULT_LIMITS = ParseLimits()
