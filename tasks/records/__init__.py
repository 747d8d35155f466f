"""The records that pass between rooms: one frozen, typed record per stage, every field written down.

What belongs here: records, the enums of their fields, and the one exception by which a document is refused. What does
not: what is found in a read page (tasks/findings.py), anything that computes more than a view of its own fields.
"""

from tasks.records.moments import (
    DateBound,
    DateCandidate,
    DateRole,
    Moment,
    Precision,
)
from tasks.records.page import (
    AROUND_RULES,
    FOLDED_RULE,
    NAVIGATION_RULE,
    SURROUNDINGS_RULE,
    Comment,
    Credit,
    Dateline,
    Judgement,
    Kind,
    Layer,
    LiveEntry,
    Origin,
    Page,
    PageType,
    QuotedDocument,
    Segment,
)
from tasks.records.raw import (
    RawDocument,
    Rejected,
    RejectReason,
    Status,
    UnreadableInput,
)

__all__ = [
    "AROUND_RULES",
    "FOLDED_RULE",
    "NAVIGATION_RULE",
    "SURROUNDINGS_RULE",
    "Comment",
    "Credit",
    "DateBound",
    "DateCandidate",
    "DateRole",
    "Dateline",
    "Judgement",
    "Kind",
    "Layer",
    "LiveEntry",
    "Moment",
    "Origin",
    "Page",
    "PageType",
    "Precision",
    "QuotedDocument",
    "RawDocument",
    "RejectReason",
    "Rejected",
    "Segment",
    "Status",
    "UnreadableInput",
]
