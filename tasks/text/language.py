"""Which language a text is in, by the text itself and by what the page says.

What belongs here: one ISO 639-1 code or None. What does not: languages of single paragraphs.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

SAMPLE_CHARACTERS = 1200  # more does not change the answer and costs time
FEWEST_LETTERS = 60  # shorter texts are not judged by their letters
SURE = 0.9  # probability from which the text is believed against the page
LIKELY = 0.6  # … and where the page says nothing; close relatives (Malay and Indonesian) share what is left
_CODE = re.compile(r"^\s*([A-Za-z]{2})(?:[-_][A-Za-z0-9\-_]{0,20})?\s*$")


def language_of(text: str, declared: str | None = None) -> str | None:
    """ISO 639-1 code of a text; `declared` is the page's own word (`en`, `pt-BR`). None where neither is sure.

    A text of some length is believed before its page: templates are written once and filled in many languages
    (identifier: py3langid, after Lui and Baldwin 2012).
    """
    said = _code(declared)
    sample = text[:SAMPLE_CHARACTERS]
    if sum(map(str.isalpha, sample)) < FEWEST_LETTERS:
        return said
    code, probability = _identifier().classify(sample)
    is_believed = code == said or (len(code) == 2 and probability >= (LIKELY if said is None else SURE))
    return str(code) if is_believed else said


def likeliest_of(text: str, among: Sequence[str], least: float) -> str | None:
    """The likeliest of some languages, for text too short for `language_of`; None where none is likely enough."""
    code, probability = _identifier_of(tuple(among)).classify(text[:SAMPLE_CHARACTERS])
    return str(code) if probability >= least else None


def _code(declared: str | None) -> str | None:
    found = _CODE.match(declared or "")
    return found[1].lower() if found else None


@lru_cache(maxsize=1)
def _identifier() -> LanguageIdentifier:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


@lru_cache(maxsize=1)
def _identifier_of(among: tuple[str, ...]) -> LanguageIdentifier:
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(list(among))
    return identifier
