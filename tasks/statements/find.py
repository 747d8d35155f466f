"""Who said what: quotations and reported speech, each with its speaker and the word of saying.

What belongs here: finding statements in a page whose names are known. What does not: finding names (tasks/entities).

The rules: a quotation belongs to the cue that touches it (`"…," said X`, `X said: "…"`), or goes on from the one
before; a cue without a quotation of its own governs a clause (`X said that …`, `…, X said`, `according to X`). A
speaker is the person named beside the cue, else the noun phrase as written; a pronoun is the person spoken of last.
"""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from tasks.entities.lexicon.tables import words
from tasks.findings import Mention, Statement
from tasks.records import Layer, Page
from tasks.statements.speakers import (
    ACCORDING,
    WINDOW,
    Cue,
    Passage,
    Speaker,
    clause_end,
    find_speaker,
    first_named,
    overlaps,
    read_passage,
    trimmed,
)
from tasks.statements.transcripts import find_turns

_TOUCHING = re.compile(r"[\s,:]*(?:that\s+)?$")
_ADDRESSEE = re.compile(r"[^.;“\"]{0,60}[,:]\s*$")
_THAT = re.compile(r"[^.;:,“\"\n]{0,60}?\b(?=that\s)")
_TIME_AND_PLACE = r"(?:(?:on|in|at|during)\s[^,.;“\"]{1,40},?\s+)?(?:that\s+)?"
_LEAD = re.compile(rf"\s+{_TIME_AND_PLACE}")
_TO_WHOM = re.compile(
    r"\s+(?:(?:reporters|journalists|lawmakers|him|her|them|us|me|(?:the\s+)?[A-Z][\w.’'-]*(?:\s[A-Z][\w.’'-]*){0,4})\s+)?"
    + _TIME_AND_PLACE
)
_FINITE = re.compile(r"(?<=\s)[a-z]{2,14}(?:ed|es|ys|rote|aid|eads?)\b")
_VERB = re.compile(r"\s([a-z]{2,14}(?:ed|s))\b")
_SIGNED = re.compile(  # `“…” — Jane Roe, Leeds` at the end of a line
    r"\s{0,3}([―—–-])\s{0,3}"
    r"(?=[A-Z][^\s,.]*(?: (?:[A-Z]|of |de |von |van |the )[^\s,.]*){0,5}(?:,[^.;:\n]{1,40})?\.?\s*(?:\n|$))"
)
_LONGEST_SENTENCE = 1500  # characters; what is longer is a list or residue
_LONGEST_TAIL = 45  # characters after `…, X said`
_APPOSITION = re.compile(r",\s(?:an?|the|its|his|her|chief|head|director|president|\w+ [a-z]+ (?:of|for|at))\b")
_GAP = 60  # characters between two parts of one quotation, at most


def find_statements(page: Page, mentions: Sequence[Mention]) -> tuple[Statement, ...]:
    """Attributed statements in all layers but furniture, in text order; `mentions` are the page's, in text order.

    The span is that of the content, with quotation marks, and for `X said that …` from `that` on.
    """
    starts = [mention.start for mention in mentions]
    leaves = [leaf for leaf in page.leaves() if leaf.layer is not Layer.FURNITURE]
    turns = find_turns(page.text, leaves, mentions)
    found: list[Statement] = []
    before: Passage | None = None
    for leaf in leaves:
        passage = read_passage(page.text, leaf, mentions, starts)
        previous = found[-1] if found and found[-1].layer is leaf.layer else None
        turn = turns.get(leaf.segment_id)
        found += _in_passage(passage, _Context(previous, before)) if turn is None else [turn]
        before = passage
    found.sort(key=lambda statement: (statement.start, statement.end))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Context:
    """What stands before a passage: the last statement of its layer, and the passage above."""

    previous: Statement | None
    above: Passage | None


def _in_passage(passage: Passage, context: _Context) -> list[Statement]:
    previous = context.previous
    quoted = list(_quoted(passage, context))
    used = {statement.cue_start for statement in quoted}
    covered = [(statement.start, statement.end) for statement in quoted]
    reported: list[Statement] = []
    for cue in passage.cues:
        if cue.start not in used and not overlaps(covered, (cue.start, cue.end)):
            found = _reported(passage, cue, quoted[-1] if quoted else previous)
            if found is not None and not overlaps(covered, (found.start, found.end)):
                reported.append(found)
                insort(covered, (found.start, found.end))
    return quoted + reported


def _quoted(passage: Passage, context: _Context) -> Iterator[Statement]:
    """Statements with quotation marks, in text order, without overlap."""
    reached, previous = passage.segment.start, context.previous
    for group in _groups(passage):
        cue, start, end = _cue_of(passage, group)
        if start < reached:
            continue
        if cue is not None:
            is_direct = (start, end) == (group[0][0], group[-1][1])
            speaker = find_speaker(passage, cue, previous)
            previous = _statement(passage, (start, end), "direct" if is_direct else "mixed", speaker, cue)
        elif (introduced := _introduced(passage, start, end, context)) is not None:
            previous = introduced
        elif previous is not None and _goes_on(passage, group, previous):
            previous = _continued(passage, previous, start, end)
        else:
            continue
        reached = end
        yield previous


def _introduced(passage: Passage, start: int, end: int, context: _Context) -> Statement | None:
    """A paragraph that begins with a quotation, after one that ends with a colon: `He went on:`."""
    above, text = context.above, passage.text
    if above is None or above.segment.layer is not passage.segment.layer or text[passage.segment.start : start].strip():
        return None
    colon = clause_end(text, above.segment.start, above.segment.end)
    if ":" not in text[colon : above.segment.end] or overlaps(above.quotations, (colon - 1, colon)):
        return None
    sentence_start = max(above.sentence(colon - 1)[0], colon - 2 * WINDOW)
    cue = _cue_between(above, sentence_start, colon, is_last=True)
    speaker = find_speaker(above, cue, context.previous) if cue else None
    if speaker is None:  # whatever a person does right before a quotation is a way of saying it
        verb = next(_FINITE.finditer(text, sentence_start, colon), None)
        cue = cue or (Cue(*verb.span()) if verb else None)
        speaker = first_named(above, sentence_start, cue) if cue else None
    return _statement(passage, (start, end), "direct", speaker, cue) if cue and speaker else None


def _groups(passage: Passage) -> Iterator[list[tuple[int, int]]]:
    """Quotations, those joined that are one statement: nothing or a short cue stands between them."""
    group: list[tuple[int, int]] = []
    for span in passage.quotations:
        if group and not _is_one(passage, group[-1], span):
            yield group
            group = []
        group.append(span)
    if group:
        yield group


def _is_one(passage: Passage, first: tuple[int, int], second: tuple[int, int]) -> bool:
    between = passage.text[first[1] : second[0]]
    if len(between) > _GAP:
        return False
    if not between.strip():
        return True
    return passage.text[first[1] - 2] in ",.?!-—" and _cue_between(passage, first[1], second[0]) is not None


def _cue_between(passage: Passage, start: int, end: int, *, is_last: bool = False) -> Cue | None:
    cues = passage.cues
    first = bisect_left(cues, start, key=lambda cue: cue.start)
    last = bisect_left(cues, end, key=lambda cue: cue.start)
    if first == last:
        return None
    return cues[last - 1] if is_last else cues[first]


def _cue_of(passage: Passage, group: Sequence[tuple[int, int]]) -> tuple[Cue | None, int, int]:
    """The cue that governs quotations, and where the content starts and ends."""
    start, end = group[0][0], group[-1][1]
    for first, second in pairwise(group):
        cue = _cue_between(passage, first[1], second[0])
        if cue is not None:
            return cue, start, end
    sentence_start, sentence_end = passage.sentence(start)
    before = _cue_between(passage, max(sentence_start, start - 2 * WINDOW), start, is_last=True)
    between = passage.text[before.end : start] if before else ""
    if before and (_TOUCHING.match(between) or _ADDRESSEE.match(between)):
        return before, start, end
    _, after_end = passage.sentence(max(start, end - 1))
    following = bisect_left(passage.quotations, (end, end))
    stop = passage.quotations[following][0] if following < len(passage.quotations) else after_end
    after = _cue_between(passage, end, min(after_end, stop, end + WINDOW))
    signed = _SIGNED.match(passage.text, end, passage.segment.end)
    if signed:
        return Cue(*signed.span(1)), start, end
    is_closed = passage.text[end - 2 : end - 1] in (",", "?", "!", "-", "—", "–") or passage.text[end : end + 1] == ","
    if is_closed:
        after = after or _unlisted_cue(passage, end)
        if after:
            return after, start, end
    if before and start < sentence_end and end <= sentence_end <= sentence_start + _LONGEST_SENTENCE:
        return before, _clause_start(passage, before), max(end, clause_end(passage.text, before.end, sentence_end))
    return None, start, end


def _unlisted_cue(passage: Passage, end: int) -> Cue | None:
    """The verb in `"…," Okonta demanded`: whatever a person does right after a quotation is a way of saying it."""
    people = [mention for mention in passage.named_in(end, end + WINDOW) if mention.type == "PERSON"][:1]
    verb = _VERB.match(passage.text, people[0].end, passage.segment.end) if people else None
    is_next = verb is not None and passage.text[end : people[0].start].strip(" ,") == ""
    return Cue(verb.start(1), verb.end(1)) if verb is not None and is_next else None


def _goes_on(passage: Passage, group: Sequence[tuple[int, int]], previous: Statement) -> bool:
    """A whole sentence in quotation marks soon after a statement is by the same speaker."""
    start, end = group[0][0], group[-1][1]
    is_near = previous.segment_id >= passage.segment.segment_id - 1
    return is_near and passage.sentence(start)[0] == start and passage.text.count(" ", start, end) >= 4


def _continued(passage: Passage, previous: Statement, start: int, end: int) -> Statement:
    speaker = Speaker(0, 0, previous.speaker, previous.speaker_entity_id)
    statement = _statement(passage, (start, end), "direct", speaker, Cue(0, 0))
    return replace(statement, speaker_start=None, speaker_end=None, cue=None, cue_start=None, cue_end=None)


def _clause_start(passage: Passage, cue: Cue) -> int:
    that = _THAT.match(passage.text, cue.end, passage.segment.end)
    if that:
        return that.end()
    takes_addressee = passage.text[cue.start : cue.end].lower() in words()["telling_cues"]
    lead = (_TO_WHOM if takes_addressee else _LEAD).match(passage.text, cue.end, passage.segment.end)
    return lead.end() if lead else cue.end


def _reported(passage: Passage, cue: Cue, previous: Statement | None) -> Statement | None:
    """The clause that a cue governs, where it has a speaker and at least three words."""
    sentence = passage.sentence(cue.start)
    if sentence[1] - sentence[0] > _LONGEST_SENTENCE:
        return None
    speaker = find_speaker(passage, cue, previous)
    span = _governed(passage, cue, speaker, sentence) if speaker else None
    if span is None or passage.text.count(" ", *span) < 2:
        return None
    return _statement(passage, span, "mixed" if overlaps(passage.quotations, span) else "indirect", speaker, cue)


def _governed(passage: Passage, cue: Cue, speaker: Speaker, sentence: tuple[int, int]) -> tuple[int, int] | None:
    """The clause before a trailing `…, X said`, around `according to X`, or after `X said`."""
    text = passage.text
    first, last = min(cue.start, speaker.start), max(cue.end, speaker.end, speaker.reach)
    tail = text[last : sentence[1]]
    before = text[sentence[0] : first].rstrip()
    is_according = ACCORDING.match(text, cue.start) is not None
    is_trailing = before.endswith(",") and len(tail) < _LONGEST_TAIL and "that " not in tail
    if is_trailing or (is_according and before):
        return sentence[0], clause_end(text, sentence[0], sentence[0] + len(before))
    if is_according:
        return trimmed(text, last, sentence[1])
    is_clause_cue = text[cue.start : cue.end].lower() in words()["clause_cues"]
    if speaker.start > cue.start or not (is_clause_cue or _THAT.match(text, cue.end, sentence[1])):
        return None
    return trimmed(text, _clause_start(passage, cue), sentence[1])


def _statement(passage: Passage, span: tuple[int, int], kind: str, speaker: Speaker | None, cue: Cue) -> Statement:
    return Statement(
        segment_id=passage.segment.segment_id,
        layer=passage.segment.layer,
        start=span[0],
        end=span[1],
        kind=kind,
        speaker=speaker.name if speaker else None,
        speaker_entity_id=speaker.entity_id if speaker else None,
        speaker_start=speaker.start if speaker else None,
        speaker_end=speaker.end if speaker else None,
        cue=passage.text[cue.start : cue.end],
        cue_start=cue.start,
        cue_end=cue.end,
    )
