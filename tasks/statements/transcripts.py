"""Transcripts: who says what in an interview or a debate that is printed as turns, `WALLACE: …`.

What belongs here: turns that begin with their speaker's name in capitals. What does not: statements in running text
(find.py).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from tasks.findings import Mention, Statement
from tasks.records import Segment

_TURN = re.compile(r"[\"“”]?([A-Z][A-Z.'’ -]{1,38}[A-Z.])(:)\s+(?=[^\W_]|[\"“‘—…])")
FEWEST_TURNS = 3  # question, answer and another question make a transcript; two labels may be headings
FEWEST_SPEAKERS = 2  # a label that stands alone is a heading ("UPDATE:"), however often it stands


def find_turns(text: str, leaves: Sequence[Segment], mentions: Sequence[Mention]) -> Mapping[int, Statement]:
    """The leaves that are turns of a transcript, by segment_id.

    Empty where fewer than three turns of two speakers stand in the page: a single line in that form may be anything.
    """
    found = [(leaf, turn) for leaf in leaves if (turn := _TURN.match(text, leaf.start, leaf.end)) is not None]
    labels = {turn[1] for _, turn in found}
    if len(found) < FEWEST_TURNS or len(labels) < FEWEST_SPEAKERS or len(found) == len(labels):
        return {}
    people = [mention for mention in mentions if mention.type == "PERSON"]
    named = {label: _named(label, people) for label in sorted(labels)}
    return {leaf.segment_id: _statement(text, leaf, turn, named[turn[1]]) for leaf, turn in found}


def _named(label: str, people: Sequence[Mention]) -> Mention | None:
    """The first person in the page whom a label names by the last word of the name."""
    last = label.rsplit(maxsplit=1)[-1].lower()
    return next((mention for mention in people if mention.name.lower().split()[-1:] == [last]), None)


def _statement(text: str, leaf: Segment, turn: re.Match[str], person: Mention | None) -> Statement:
    start, end = turn.end(), leaf.end
    while end > start and text[end - 1].isspace():
        end -= 1
    return Statement(
        segment_id=leaf.segment_id,
        layer=leaf.layer,
        start=start,
        end=end,
        kind="direct",
        speaker=person.name if person else turn[1],
        speaker_entity_id=person.entity_id if person else None,
        speaker_start=turn.start(1),
        speaker_end=turn.end(1),
        cue=turn[2],
        cue_start=turn.start(2),
        cue_end=turn.end(2),
    )
