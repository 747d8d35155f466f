"""Which articles of a batch report on the same event: decided against itself and the archive, oldest article first.

What belongs here: decisions. What does not: finding candidates (story_candidates.py), comparing two sets of terms
(tasks.stories), copies of one text (neighbours.py).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tasks.duplicates import DuplicateRules
from tasks.stories import story_score, weigh
from warehouse.candidates import Candidates, NewDocument
from warehouse.story_candidates import StoryCandidates, StoryChunk

_CHUNK_SIZE = 2_000  # articles whose candidates are in memory at once


def tell_stories(
    loaded: Sequence[NewDocument], candidates: Candidates, rules: DuplicateRules
) -> dict[str, tuple[str, float | None]]:
    """The story of each loaded document, and how close it is to the article that it joined it by."""
    stories: dict[str, tuple[str, float | None]] = {}
    found = StoryCandidates(candidates.connection, loaded, rules.story_window_days)
    for first in range(0, len(loaded), _CHUNK_SIZE):
        chunk = found.chunk(first, first + _CHUNK_SIZE - 1)
        for document in loaded[first : first + _CHUNK_SIZE]:
            stories[document.doc_id] = _story(document.doc_id, chunk, stories, rules)
    return stories


def _story(
    doc_id: str, chunk: StoryChunk, stories: Mapping[str, tuple[str, float | None]], rules: DuplicateRules
) -> tuple[str, float | None]:
    best_id, best_score = doc_id, rules.min_story_score
    is_joined = False
    own = weigh(chunk.terms[doc_id], chunk.rarities)
    for candidate in chunk.candidates.get(doc_id, ()):
        score = story_score(own, weigh(candidate.terms, chunk.rarities))
        if score > best_score or (score == best_score and not is_joined):
            best_id, best_score, is_joined = candidate.story_id or stories[candidate.doc_id][0], score, True
    return best_id, best_score if is_joined else None
