"""Other people's name models behind our door: spaCy pipelines and GLiNER models.

What belongs here: asking them, and their labels in ours. What does not: loading them
(warehouse/lexicon/name_models.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Protocol

from tasks.entities.finding.candidates import Candidate, NameText, Span
from tasks.entities.finding.labels import PLACE

_MOST_CHARACTERS = 300_000  # of a document; what follows is left to the rules
_CHUNK_CHARACTERS = 1_000  # what a GLiNER model reads at once; longer texts it cuts off
_SPACY_CONFIDENCE = 0.8  # its parsers tell none
_SAME_TYPES = ("ORG", "GPE", "LOC", "FAC", "NORP", "EVENT", "PRODUCT", "WORK_OF_ART", "LAW")
TYPES: Mapping[str, str] = {"PERSON": "PERSON", "PER": "PERSON", **{kind: kind for kind in _SAME_TYPES}}
GLINER_LABELS: Mapping[str, str] = {  # what it is asked for, in words
    "person": "PERSON", "organization": "ORG", "location": PLACE, "nationality": "NORP", "event": "EVENT",
    "product": "PRODUCT", "work of art": "WORK_OF_ART", "law": "LAW",
}  # fmt: skip


class SpacyEntity(Protocol):
    """The part of spaCy's Span that we read."""

    start_char: int
    end_char: int
    label_: str


class SpacyDocument(Protocol):
    """The part of spaCy's Doc that we read."""

    @property
    def ents(self) -> Sequence[SpacyEntity]:
        """Its names, in text order, without overlap."""
        ...


class SpacyPipeline(Protocol):
    """The part of spaCy's Language that we call."""

    def pipe(self, texts: Iterable[str]) -> Iterator[SpacyDocument]:
        """Documents of texts, in order."""
        ...


class GlinerModel(Protocol):
    """The part of GLiNER that we call."""

    def predict_entities(self, text: str, labels: list[str]) -> list[dict[str, Any]]:
        """Names as mappings of start, end, label and score."""
        ...


@dataclass(frozen=True, slots=True)
class SpacyModel:
    """A spaCy pipeline that names entities with OntoNotes labels or the four of CoNLL."""

    pipeline: SpacyPipeline

    def find(self, document: NameText) -> list[Candidate]:
        """Names in the document's lines; beyond the part that is read, what the rules found."""
        chunks, read_to = _chunks(document, _MOST_CHARACTERS)
        texts = (document.text[start:end] for start, end in chunks)
        found = [
            Candidate(start + name.start_char, start + name.end_char, TYPES[name.label_], _SPACY_CONFIDENCE)
            for (start, _), read in zip(chunks, self.pipeline.pipe(texts), strict=True)
            for name in read.ents
            if name.label_ in TYPES
        ]
        return found + _rest(document, read_to)


@dataclass(frozen=True, slots=True)
class GlinerNames:
    """A GLiNER model, asked for our types."""

    model: GlinerModel

    def find(self, document: NameText) -> list[Candidate]:
        """Names in the document's lines; beyond the part that is read, what the rules found."""
        chunks, read_to = _chunks(document, _CHUNK_CHARACTERS)
        found = [name for chunk in chunks for name in self._in_chunk(document.text, chunk)]
        return found + _rest(document, read_to)

    def _in_chunk(self, text: str, chunk: Span) -> Iterator[Candidate]:
        start, end = chunk
        rows = self.model.predict_entities(text[start:end], list(GLINER_LABELS))
        reached = start
        for row in sorted(rows, key=lambda row: (row["start"], -row["end"])):
            first, last = start + int(row["start"]), start + int(row["end"])
            if first >= reached and row["label"] in GLINER_LABELS:
                yield Candidate(first, last, GLINER_LABELS[row["label"]], round(float(row["score"]), 3))
                reached = last


def _chunks(document: NameText, size: int) -> tuple[list[Span], int]:
    """The lines in parts of at most `size` characters, cut at spaces, and where the part that is read ends."""
    chunks = list(islice(_cut(document.text, document.lines, size), _MOST_CHARACTERS // size * 4))
    kept: list[Span] = []
    left = _MOST_CHARACTERS
    for start, end in chunks:
        if end - start > left:
            break
        kept.append((start, end))
        left -= end - start
    return kept, len(document.text) if len(kept) == len(chunks) else (kept[-1][1] if kept else 0)


def _cut(text: str, lines: Sequence[Span], size: int) -> Iterator[Span]:
    for first, stop in lines:
        start = first
        while stop - start > size:
            space = text.rfind(" ", start + 1, start + size)
            end = space if space > 0 else start + size
            yield start, end
            start = end
        if start < stop:
            yield start, stop


def _rest(document: NameText, read_to: int) -> list[Candidate]:
    return [hint for hint in document.hints if hint.start >= read_to and hint.type is not None]
