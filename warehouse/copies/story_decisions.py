"""Which articles of a batch report on the same event: decided against itself and the archive.

What belongs here: from fingerprints to stories. What does not: the queries (story_candidates.py), weighing terms
(tasks/stories/terms.py), making groups (tasks/stories/groups.py), copies of one text (decide.py).
"""

from __future__ import annotations

from collections.abc import Sequence

from tasks.copies.compare import DuplicateRules
from tasks.stories.evidence import is_one_event, shared
from tasks.stories.groups import Membership, StoryArticle, group_stories
from tasks.stories.terms import weigh
from warehouse.copies.candidates import Candidates, NewDocument
from warehouse.copies.story_candidates import StoryCandidates, StoryMaterial


def assign_stories(
    loaded: Sequence[NewDocument], candidates: Candidates, rules: DuplicateRules
) -> dict[str, Membership]:
    """The story of each loaded document (given in the order of time), by doc_id. Archived stories stay as they are."""
    if rules.story_window_days is None or not loaded:
        return {document.doc_id: Membership(document.doc_id, None) for document in loaded}
    material = StoryCandidates(candidates.connection, loaded, rules.story_window_days).material()
    articles = [
        StoryArticle(row.doc_id, weigh(row.terms, material.rarities), row.published_at, row.story_id)
        for row in material.articles
    ]
    return group_stories(articles, _speaking_pairs(material), rules.min_story_score, rules.story_window_days)


def _speaking_pairs(material: StoryMaterial) -> list[tuple[int, int]]:
    """Pairs that share enough for one event; a pair with an archived story does where one of its articles shares it."""
    rows, rarities = material.articles, material.rarities
    members: dict[str, list[int]] = {}
    for index, row in enumerate(rows):
        if row.story_id is not None:
            members.setdefault(row.story_id, []).append(index)

    def speaks(one: int, other: int) -> bool:
        first, second = rows[one], rows[other]
        return is_one_event(shared(first.terms, second.terms, rarities), first.published_at, second.published_at)

    def stands_for(index: int) -> list[int]:
        story_id = rows[index].story_id
        return [index] if story_id is None else members[story_id]

    return [
        (one, other)
        for one, other in material.pairs
        if any(speaks(first, second) for first in stands_for(one) for second in stands_for(other))
    ]
