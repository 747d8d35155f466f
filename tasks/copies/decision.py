"""What was decided of a document beside all others: whether it repeats one, its group, its story.

What belongs here: the record. What does not: deciding (warehouse/copies/decide.py).
"""

from __future__ import annotations

from dataclasses import dataclass

from tasks.records import Status


@dataclass(frozen=True, slots=True)
class Decision:
    """What became of a document that was read.

    `duplicate_of` is the document that stands for its group. `level` says how it repeats that one, or the one it was
    recognised by; None for an original. `story_score` is how close it is to the story's nearest article, None where it
    began the story. `same_page_as` names a document with the very same reading text, so that what stands in it has
    been found already; only duplicates have it.
    """

    status: Status
    duplicate_of: str | None
    cluster_id: str
    is_original: bool
    level: str | None = None
    story_id: str | None = None
    story_score: float | None = None
    same_page_as: str | None = None
