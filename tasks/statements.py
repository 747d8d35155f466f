"""Who said what: quotations and reported speech, each with its speaker and the word of saying.

What belongs here: finding statements in a page whose names are known. What does not: finding names (tasks/entities).

The rules: a quotation belongs to the cue that touches it (`"…," said X`, `X said: "…"`), or goes on from the one
before; a cue without a quotation of its own governs a clause (`X said that …`, `…, X said`, `according to X`). A speaker is the
person named beside the cue, else the noun phrase as written; a pronoun is the person spoken of last.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from tasks.entities.tables import words
from tasks.records import Layer, Mention, Page, Segment, Statement

_WORD = re.compile(r"\b[^\W\d_]{3,14}\b")
_ACCORDING = re.compile(r"according|selon|laut|según", re.IGNORECASE)
_QUOTATION = re.compile(
    r"“[^“”\n]{1,3000}(?:”|$)|\"[^\"\n]{1,3000}(?:\"|$)|«[^«»\n]{1,3000}»|„[^„“”\n]{1,3000}[“”]"
    r"|(?<!\w)‘[^‘\n]{12,1500}?[,.?!]’(?!\w)"
)
_SENTENCE_END = re.compile(r"[.!?…][\"”’»)\]]{0,3}\s+(?=[\"“‘«„(\[]{0,2}[^\Wa-z_])")
_NO_SENTENCE_END = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Col|Lt|Sen|Rep|Gov|Rev|St|Capt|Sgt|Jr|No|vs)|\b[^\W\d_])\.$"
)
_TOUCHING = re.compile(r"[\s,:]*(?:that\s+)?$")
_ADDRESSEE = re.compile(r"[^.;“\"]{0,60}[,:]\s*$")
_BOUNDARY = re.compile(
    r"[,;:…—–()“”\"«»]|\b(?:and|but|that|as|who|which|when|while|after|because|if|where|though|und|et|y)\b"
)
_AUXILIARY = re.compile(
    r"(?:\s|\b(?:has|had|have|also|later|then|just|once|previously|recently|repeatedly|further|reportedly|would|will|could|is|was|were|are))+$"
)
_AFTER_SPEAKER = re.compile(
    r"[,;:.!?…—–()“”\"«»\n]|\b(?:in|on|at|during|after|before|when|while|as|who|by|from|with|to|that|this|last|and|yesterday|today|"
    r"Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b"
)
_THAT = re.compile(r"[^.;:,“\"\n]{0,60}?\b(?=that\s)")
_TIME_AND_PLACE = r"(?:(?:on|in|at|during)\s[^,.;“\"]{1,40},?\s+)?(?:that\s+)?"
_LEAD = re.compile(rf"\s+{_TIME_AND_PLACE}")
_TO_WHOM = re.compile(
    r"\s+(?:(?:reporters|journalists|lawmakers|him|her|them|us|me|(?:the\s+)?[A-Z][\w.’'-]*(?:\s[A-Z][\w.’'-]*){0,4})\s+)?"
    + _TIME_AND_PLACE
)
_PREDICATE = re.compile(r"\b(?:had|has|have|is|are|was|were|been|be|will|would|to|not|did|does|do)\b")
_HE = frozenset(("he", "she", "er", "il", "elle", "él", "ella"))
_OTHER_PRONOUNS = frozenset(
    ["i", "we", "they", "it", "you", "who", "sie", "ils", "ellos", "which", "this", "that", "there"]
)
_WINDOW = 160  # characters between a cue and its speaker, at most
_GAP = 60  # characters between two parts of one quotation, at most
_SPEAKER_WORDS = 9


@dataclass(frozen=True, slots=True)
class _Speaker:
    start: int
    end: int
    name: str | None
    entity_id: str | None


@dataclass(frozen=True, slots=True)
class _Cue:
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Passage:
    """A leaf segment with its quotations, cues and sentence starts, and the page's mentions."""

    text: str
    segment: Segment
    quotations: Sequence[tuple[int, int]]
    cues: Sequence[_Cue]
    sentence_starts: Sequence[int]
    mentions: Sequence[Mention]
    mention_starts: Sequence[int]

    def sentence(self, position: int) -> tuple[int, int]:
        """The sentence around a position."""
        number = bisect_right(self.sentence_starts, position)
        end = self.sentence_starts[number] if number < len(self.sentence_starts) else self.segment.end
        return self.sentence_starts[number - 1], end

    def named_in(self, start: int, end: int) -> list[Mention]:
        """Mentions that lie in text[start:end]."""
        first = bisect_left(self.mention_starts, start)
        last = bisect_left(self.mention_starts, end)
        return [mention for mention in self.mentions[first:last] if mention.end <= end]


def find_statements(page: Page, mentions: Sequence[Mention]) -> tuple[Statement, ...]:
    """Attributed statements in all layers but furniture, in text order; `mentions` are the page's, in text order.

    The span is that of the content, with quotation marks, and for `X said that …` from `that` on.
    """
    starts = [mention.start for mention in mentions]
    found: list[Statement] = []
    for leaf in page.leaves():
        if leaf.layer is not Layer.FURNITURE:
            passage = _read(page.text, leaf, mentions, starts)
            previous = found[-1] if found and found[-1].layer is leaf.layer else None
            found += _in_passage(passage, previous)
    found.sort(key=lambda statement: (statement.start, statement.end))
    return tuple(found)


def _read(text: str, leaf: Segment, mentions: Sequence[Mention], starts: Sequence[int]) -> _Passage:
    cue_words = words()["cues"]
    quotations = [match.span() for match in _QUOTATION.finditer(text, leaf.start, leaf.end)]
    ends = [end for _, end in quotations]
    found = (match for match in _WORD.finditer(text, leaf.start, leaf.end) if match.group().lower() in cue_words)
    cues = [_cue(text, match) for match in found if not _is_inside(match.start(), quotations, ends)]
    sentence_starts = [leaf.start]
    for match in _SENTENCE_END.finditer(text, leaf.start, leaf.end):
        is_inside = _is_inside(match.end() - 1, quotations, ends)
        if not is_inside and not _NO_SENTENCE_END.search(text[max(leaf.start, match.start() - 6) : match.start() + 1]):
            sentence_starts.append(match.end())
    return _Passage(text, leaf, quotations, cues, sentence_starts, mentions, starts)


def _cue(text: str, word: re.Match[str]) -> _Cue:
    is_according_to = text.startswith(" to ", word.end()) and _ACCORDING.match(word.group())
    return _Cue(word.start(), word.end() + len(" to") if is_according_to else word.end())


def _is_inside(position: int, spans: Sequence[tuple[int, int]], ends: Sequence[int]) -> bool:
    number = bisect_right(ends, position)
    return number < len(spans) and spans[number][0] <= position


def _in_passage(passage: _Passage, previous: Statement | None) -> list[Statement]:
    found: list[Statement] = []
    used: set[_Cue] = set()
    reached = passage.segment.start
    for group in _groups(passage):
        if group[0][0] < reached:
            continue
        cue, start, end = _cue_of(passage, group)
        reached = end
        if cue is not None:
            used.add(cue)
            speaker = _speaker(passage, cue, previous)
            is_direct = (start, end) == (group[0][0], group[-1][1])
            found.append(_statement(passage, (start, end), "direct" if is_direct else "mixed", speaker, cue))
            used.update(other for other in passage.cues if start <= other.start < end)
        elif previous is not None and _goes_on(passage, group, previous):
            found.append(_continued(passage, previous, start, end))
        previous = found[-1] if found else previous
    covered = sorted((statement.start, statement.end) for statement in found)
    for cue in passage.cues:
        if cue not in used:
            reported = _reported(passage, cue, previous, covered)
            if reported is not None:
                found.append(reported)
                covered = sorted([*covered[-20:], (reported.start, reported.end)])
    return found


def _groups(passage: _Passage) -> Iterator[list[tuple[int, int]]]:
    """Quotations, those joined that are one statement: nothing or a short cue stands between them."""
    group: list[tuple[int, int]] = []
    for span in passage.quotations:
        if group and not _is_one(passage, group[-1], span):
            yield group
            group = []
        group.append(span)
    if group:
        yield group


def _is_one(passage: _Passage, first: tuple[int, int], second: tuple[int, int]) -> bool:
    between = passage.text[first[1] : second[0]]
    if len(between) > _GAP:
        return False
    if not between.strip():
        return True
    return passage.text[first[1] - 2] in ",.?!-—" and _cue_between(passage, first[1], second[0]) is not None


def _cue_between(passage: _Passage, start: int, end: int, *, is_last: bool = False) -> _Cue | None:
    cues = passage.cues
    first = bisect_left(cues, start, key=lambda cue: cue.start)
    last = bisect_left(cues, end, key=lambda cue: cue.start)
    if first == last:
        return None
    return cues[last - 1] if is_last else cues[first]


def _cue_of(passage: _Passage, group: Sequence[tuple[int, int]]) -> tuple[_Cue | None, int, int]:
    """The cue that governs quotations, and where the content starts and ends."""
    start, end = group[0][0], group[-1][1]
    for first, second in pairwise(group):
        cue = _cue_between(passage, first[1], second[0])
        if cue is not None:
            return cue, start, end
    sentence_start, sentence_end = passage.sentence(start)
    before = _cue_between(passage, max(sentence_start, start - 2 * _WINDOW), start, is_last=True)
    between = passage.text[before.end : start] if before else ""
    if before and (_TOUCHING.match(between) or _ADDRESSEE.match(between)):
        return before, start, end
    _, after_end = passage.sentence(max(start, end - 1))
    following = bisect_left(passage.quotations, (end, end))
    stop = passage.quotations[following][0] if following < len(passage.quotations) else after_end
    after = _cue_between(passage, end, min(after_end, stop, end + _WINDOW))
    is_closed = passage.text[end - 2 : end - 1] in (",", "?", "!", "-", "—", "–") or passage.text[end : end + 1] == ","
    if after and is_closed:
        return after, start, end
    if before and sentence_end >= end:
        return before, _clause_start(passage, before), max(end, _clause_end(passage.text, before.end, sentence_end))
    return None, start, end


def _goes_on(passage: _Passage, group: Sequence[tuple[int, int]], previous: Statement) -> bool:
    """A whole sentence in quotation marks soon after a statement is by the same speaker."""
    start, end = group[0][0], group[-1][1]
    is_near = previous.segment_id >= passage.segment.segment_id - 1
    return is_near and start in passage.sentence_starts and passage.text.count(" ", start, end) >= 4


def _continued(passage: _Passage, previous: Statement, start: int, end: int) -> Statement:
    speaker = _Speaker(0, 0, previous.speaker, previous.speaker_entity_id)
    statement = _statement(passage, (start, end), "direct", speaker, _Cue(0, 0))
    return replace(statement, speaker_start=None, speaker_end=None, cue=None, cue_start=None, cue_end=None)


def _clause_start(passage: _Passage, cue: _Cue) -> int:
    that = _THAT.match(passage.text, cue.end, passage.segment.end)
    if that:
        return that.end()
    takes_addressee = passage.text[cue.start : cue.end].lower() in words()["telling_cues"]
    lead = (_TO_WHOM if takes_addressee else _LEAD).match(passage.text, cue.end, passage.segment.end)
    return lead.end() if lead else cue.end


def _clause_end(text: str, start: int, end: int) -> int:
    while end > start and (text[end - 1].isspace() or text[end - 1] in ".,;:"):
        end -= 1
    return end


def _reported(
    passage: _Passage, cue: _Cue, previous: Statement | None, covered: Sequence[tuple[int, int]]
) -> Statement | None:
    """The clause that a cue governs, where it has a speaker and the clause is none of the statements found before."""
    sentence_start, sentence_end = passage.sentence(cue.start)
    speaker = _speaker(passage, cue, previous)
    if speaker is None:
        return None
    span = _governed(passage, cue, speaker, (sentence_start, sentence_end))
    if span is None or passage.text.count(" ", *span) < 2:
        return None
    if any(span[0] < end and start < span[1] for start, end in covered):
        return None
    kind = "mixed" if any(span[0] <= start < span[1] for start, _ in passage.quotations) else "indirect"
    return _statement(passage, span, kind, speaker, cue)


def _governed(passage: _Passage, cue: _Cue, speaker: _Speaker, sentence: tuple[int, int]) -> tuple[int, int] | None:
    text = passage.text
    first = min(cue.start, speaker.start)
    last = max(cue.end, speaker.end)
    tail = text[last : sentence[1]]
    before = text[sentence[0] : first].rstrip()
    is_according = _ACCORDING.match(text, cue.start) is not None
    if before.endswith(",") and len(tail) < 45 and "that " not in tail:
        return sentence[0], _clause_end(text, sentence[0], sentence[0] + len(before))
    if is_according:
        if not before:
            return _trimmed(text, last, sentence[1])
        return sentence[0], _clause_end(text, sentence[0], sentence[0] + len(before))
    if speaker.start > cue.start:
        return None
    has_that = _THAT.match(text, cue.end, sentence[1]) is not None
    if not has_that and text[cue.start : cue.end].lower() not in words()["clause_cues"]:
        return None
    return _trimmed(text, _clause_start(passage, cue), sentence[1])


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    end = _clause_end(text, start, end)
    while start < end and (text[start].isspace() or text[start] in ",:"):
        start += 1
    return start, end


def _speaker(passage: _Passage, cue: _Cue, previous: Statement | None) -> _Speaker | None:
    """The speaker beside a cue: right after it for `according to X`, else before it, else after it (`said X`)."""
    if _ACCORDING.match(passage.text, cue.start):
        return _after(passage, cue, previous)
    return _before(passage, cue, previous) or _after(passage, cue, previous)


def _before(passage: _Passage, cue: _Cue, previous: Statement | None) -> _Speaker | None:
    text = passage.text
    start = max(passage.sentence(cue.start)[0], cue.start - _WINDOW)
    number = bisect_left(passage.quotations, (cue.start, 0)) - 1
    if number >= 0:
        start = max(start, passage.quotations[number][1])
    window = text[start : cue.start].rstrip()
    auxiliary = _AUXILIARY.search(window[-40:])
    end = start + len(window) - (len(auxiliary.group()) if auxiliary else 0)
    if window.endswith((",", " who")):
        people = [mention for mention in passage.named_in(start, end) if mention.type in ("PERSON", "ORG")]
        apposed = next((mention for mention in people if text[mention.end : mention.end + 1] == ","), None)
        return _named(apposed) if apposed else None
    boundaries = list(_BOUNDARY.finditer(text, start, end))
    chunk_start = boundaries[-1].end() if boundaries else start
    return _phrase(passage, chunk_start, end, previous)


def _after(passage: _Passage, cue: _Cue, previous: Statement | None) -> _Speaker | None:
    stop = min(passage.segment.end, cue.end + _WINDOW)
    mentions = passage.named_in(cue.end, stop)
    boundary = _AFTER_SPEAKER.search(passage.text, cue.end, stop)
    end = boundary.start() if boundary else stop
    reaching = [mention for mention in mentions if mention.start < end < mention.end]
    return _phrase(passage, cue.end, reaching[0].end if reaching else end, previous)


def _phrase(passage: _Passage, start: int, end: int, previous: Statement | None) -> _Speaker | None:
    """The speaker that a noun phrase names."""
    start, end = _trimmed(passage.text, start, end)
    surface = passage.text[start:end]
    if not surface or surface.count(" ") >= _SPEAKER_WORDS or not surface[0].isalpha() or _PREDICATE.search(surface):
        return None
    word = surface.lower()
    if word in _HE:
        return _Speaker(start, end, *_spoken_of_last(passage, start, previous))
    if word in _OTHER_PRONOUNS:
        return _Speaker(start, end, None, None)
    inside = passage.named_in(start, end)
    person = next((mention for mention in inside if mention.type == "PERSON"), None)
    if person is not None:
        return _named(person)
    whole = next((mention for mention in inside if len(surface) - (mention.end - mention.start) <= 4), None)
    if whole is not None:
        return _named(whole)
    return _Speaker(start, end, surface, None)


def _named(mention: Mention) -> _Speaker:
    return _Speaker(mention.start, mention.end, mention.name, mention.entity_id)


def _spoken_of_last(passage: _Passage, position: int, previous: Statement | None) -> tuple[str | None, str | None]:
    """The person whom `he` or `she` means: the last one named before, else the last speaker."""
    last = bisect_left(passage.mention_starts, position)
    for mention in reversed(passage.mentions[max(0, last - 12) : last]):
        if mention.type == "PERSON" and mention.layer is passage.segment.layer:
            return mention.name, mention.entity_id
    return (previous.speaker, previous.speaker_entity_id) if previous else (None, None)


def _statement(passage: _Passage, span: tuple[int, int], kind: str, speaker: _Speaker | None, cue: _Cue) -> Statement:
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
