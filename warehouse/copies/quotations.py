"""Which articles are quoted whole inside other documents: found by their text, whatever source the quotation names.

A quoted document is matched with the article of the archive, or of the batch, that has most of its words. Articles that
come later are found when the archive is decided anew (upkeep/requoting.py).

What belongs here: candidates for quotations and the choice among them. What does not: comparing two texts
(tasks/copies/compare.py), matching by address (store/staging.py).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tasks.copies.compare import Comparison, DuplicateRules, compare, quoted_share
from tasks.copies.fingerprints import fingerprint
from tasks.findings import SharedSpan
from warehouse.copies.candidates import Candidates, Island, open_candidates
from warehouse.copies.evidence import ReadBodies, Texts, in_chunks

_CHUNK_SIZE = 64  # quotations whose candidates' bodies are read at once; set by hand, to bound memory
_CANDIDATE_COUNT = 8  # articles sharing most keys that a quotation is compared with; set by hand, to bound work


@dataclass(frozen=True, slots=True)
class Quotation:
    """A document quoted in another: where, and its text."""

    doc_id: str
    segment_id: int
    text: str


@dataclass(frozen=True, slots=True)
class MatchedQuotation:
    """An article that a quotation repeats. `score` is the share of the smaller text that both have in common."""

    doc_id: str
    segment_id: int
    original_id: str
    score: float
    evidence: tuple[SharedSpan, ...]


def match_quotations(
    quotations: Sequence[Quotation],
    files: tuple[Sequence[Path], Sequence[Path]],
    read_bodies: ReadBodies,
    rules: DuplicateRules,
) -> list[MatchedQuotation]:
    """The article that each quotation repeats, those that repeat none left out; in the order given.

    `files` are the fingerprint files of the batch and of the archive.
    """
    prints = {quotation: fingerprint(quotation.text, quotation.text) for quotation in quotations}
    comparable = {quotation: found for quotation, found in prints.items() if found.bands}
    if not comparable:
        return []
    with open_candidates(*files, rules) as candidates:
        near = candidates.near_any({found.text_hash: found.bands for found in comparable.values()})
        wanted = {
            quotation: [found.text_hash, *near.get(found.text_hash, ())][: 1 + _CANDIDATE_COUNT]
            for quotation, found in comparable.items()
        }
        return list(_matches(wanted, candidates, Texts(read_bodies), rules))


def _matches(
    wanted: Mapping[Quotation, Sequence[str]], candidates: Candidates, texts: Texts, rules: DuplicateRules
) -> Iterator[MatchedQuotation]:
    for chunk in in_chunks(wanted.items(), _CHUNK_SIZE):
        islands: dict[str, Island] = {}
        for island in candidates.islands({text for _, found in chunk for text in found}):
            islands.setdefault(island.text_hash, island)
        texts.load(island.first.doc_id for island in islands.values())
        for quotation, found in chunk:
            others = [islands[text].first.doc_id for text in found if text in islands]
            match = _best(quotation, [other for other in others if other != quotation.doc_id], texts, rules)
            if match is not None:
                yield match


def _best(quotation: Quotation, others: Sequence[str], texts: Texts, rules: DuplicateRules) -> MatchedQuotation | None:
    """The closest article, of equally close ones the first."""
    best: tuple[float, str, Comparison] | None = None
    for other in others:
        comparison = compare(quotation.text, texts[other])
        share = quoted_share(comparison, rules)
        if share is not None and (best is None or share > best[0]):
            best = (share, other, comparison)
    if best is None:
        return None
    return MatchedQuotation(quotation.doc_id, quotation.segment_id, best[1], best[0], best[2].spans)
