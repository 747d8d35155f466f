"""Who reads a document for names: a model made for its language, or the rules alone.

What belongs here: choosing by language, and what the choice is called in the warehouse. What does not: finding names.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tasks.entities.finding.candidates import NameModel
from tasks.entities.finding.languages import LANGUAGES

RULES = "rules"  # they prefer silence to error where no model reads
ENGLISH = frozenset(("en", None))  # None: a text whose language is not known is likeliest English
OTHERS = frozenset(("de", "fr", "es", "pt"))


@dataclass(frozen=True, slots=True)
class NameReader:
    """A model with the languages that it was made for; `name` is what articles.names_by calls it."""

    name: str
    model: NameModel
    languages: frozenset[str | None]


def model_for(readers: Sequence[NameReader], language: str | None) -> NameModel | None:
    """The model that reads this language; None for the rules alone."""
    return next((reader.model for reader in readers if language in reader.languages), None)


def names_by(readers: Sequence[NameReader], language: str | None) -> str | None:
    """Who names what stands in a document of this language; None where nobody reads it."""
    if language not in LANGUAGES:
        return None
    return next((reader.name for reader in readers if language in reader.languages), RULES)
