"""Passages and speakers: what reading a segment for statements rests on.

What belongs here: a segment's quotations, cues and sentences, and who stands beside a cue. What does not: which words
are the statement (find.py).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from tasks.entities.lexicon.tables import words
from tasks.findings import Mention, Statement
from tasks.records import Segment

_WORD = re.compile(r"\b[^\W\d_]{3,14}\b")
ACCORDING = re.compile(r"according|selon|laut|según", re.IGNORECASE)
_QUOTATION = re.compile(
    r"(?:“|(?<![^\s(\[])”(?=[^\W_]))[^“”\n]{1,3000}(?:”|“(?!\w)|$)|\"[^\"\n]{1,3000}(?:\"|$)|«[^«»\n]{1,3000}»|„[^„“”\n]{1,3000}[“”]"
    r"|(?<!\w)‘[^‘\n]{12,1500}?[,.?!]’(?!\w)"
)
_SENTENCE_END = re.compile(r"[.!?…][\"”’»)\]]{0,3}\s+(?=[\"“‘«„(\[]{0,2}[^\Wa-z_])")
_NO_SENTENCE_END = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Col|Lt|Sen|Rep|Gov|Rev|St|Capt|Sgt|Jr|No|vs)|\b[^\W\d_])\.$"
)
_BOUNDARY = re.compile(
    r"[,;:…—–()“”\"«»]|\b(?:and|but|that|as|who|which|when|while|after|because|if|where|though|und|et|y)\b"
)
_BRACKET = re.compile(r"\s*\([^()]{1,40}\)\s*$")
_AUXILIARY = re.compile(
    r"(?:\s|\b(?:has|had|have|also|later|then|just|once|previously|recently|repeatedly|further|reportedly|would|will|could|is|was|were|are|a|ont|avait|ha|han|hat|hatte))+$"
)
_AFTER_SPEAKER = re.compile(
    r"[,;:.!?…—–()“”\"«»\n]|\b(?:in|on|at|during|after|before|when|while|as|who|by|from|with|to|that|this|last|and|yesterday|today|"
    r"Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b"
)
_PREDICATE = re.compile(r"\b(?:had|has|have|is|are|was|were|been|be|will|would|to|not|did|does|do)\b")
_HE = frozenset(("he", "she", "er", "il", "elle", "él", "ella"))
_OTHER_PRONOUNS = frozenset(
    ["i", "we", "they", "it", "you", "who", "sie", "ils", "ellos", "which", "this", "that", "there"]
)
_APPOSITION = re.compile(r"(?:\s?\([^()]{1,40}\))?,")
_APPOSED = re.compile(
    r"(?:\s?\([^()]{1,40}\))?,\s(?:(?:an?|the|its|his|her|their|one of|now|then|who|chief|head|director|president"
    r"|chair\w*|founder|\w+ist|(?:vice|executive|senior|general|managing|deputy) \w+"
    r"|spokes\w+|professor|editor|author|leader)\b)"
    r"[^,.;:“”\"«»\n]{1,140}"
)
_NO_TITLE = re.compile(
    r"(?:On|In|At|By|But|And|As|So|Then|Later|While|When|After|Before|Yesterday|Today|Tomorrow|Now|(?:Mon|Tues|Wednes|Thurs|Fri"
    r"|Satur|Sun)day|January|February|March|April|May|June|July|August|September|October|November|December)$"
)
_LINKS = frozenset(("of", "for", "and", "the"))
_CAPITALS = re.compile(r"\s*([A-Z][\w.’'-]+(?: (?:[A-Z][\w.’'-]*|of|de|von|van|al)){1,4})(?: ?\([^()]{1,40}\))?, ")
_LEADING = re.compile(
    r"(?:(?:while|though|although|but|as|when|if|because|so|since|then|yet|still|also|even|once|before|after|where|whether"
    r"|later|earlier|meanwhile)\s+)+",
    re.IGNORECASE,
)
_NEGATED = re.compile(r"\s+(?:\w{2,6}n[’']t|not|never)$")
_NO_NAME = re.compile(
    r"(?:from|of|for|by|with|at|about|into|over|under|like|just|only|even|once|again|more|much|there|here|one of the"
    r"|\w+ly|in|on|an?|the|his|her|their|its)",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"(?:I|we|they|it|he|she|you|this|that|there)(?:[’']\w+)? \w", re.IGNORECASE)  # `he hopes that`
_OWNED = re.compile(r"[’']s?\s+[^\W\d_]")
WINDOW = 160  # characters between a cue and its speaker, at most
_SPEAKER_WORDS = 9  # of a speaker without a name ("a spokesman for the ministry of health"); longer ones are clauses


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks, and where that stands. `reach`: where what is said of the speaker in apposition ends, if anything."""

    start: int
    end: int
    name: str | None
    entity_id: str | None
    reach: int = 0


@dataclass(frozen=True, slots=True)
class Cue:
    """A word of saying: where it stands."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Passage:
    """A leaf segment with its quotations, cues and sentence starts, and the page's mentions."""

    text: str
    segment: Segment
    quotations: Sequence[tuple[int, int]]
    cues: Sequence[Cue]
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


def read_passage(text: str, leaf: Segment, mentions: Sequence[Mention], starts: Sequence[int]) -> Passage:
    """Read a leaf segment; `starts` are the starts of the mentions, which are in text order."""
    cue_words = words()["cues"]
    quotations = [match.span() for match in _QUOTATION.finditer(text, leaf.start, leaf.end)]
    ends = [end for _, end in quotations]
    found = (match for match in _WORD.finditer(text, leaf.start, leaf.end) if match.group().lower() in cue_words)
    cues = [
        _cue(text, match)
        for match in found
        if text[match.start() - 1 : match.start()] != "-" and not _is_inside(match.start(), quotations, ends)
    ]
    sentence_starts = [leaf.start]
    for match in _SENTENCE_END.finditer(text, leaf.start, leaf.end):
        is_inside = _is_inside(match.end() - 1, quotations, ends)
        if not is_inside and not _is_abbreviation(text, match.start() + 1, leaf.start):
            sentence_starts.append(match.end())
    return Passage(text, leaf, quotations, cues, sentence_starts, mentions, starts)


def _is_abbreviation(text: str, end: int, start: int = 0) -> bool:
    """Whether an abbreviation before a name ends here: `Mr.`, an initial."""
    return _NO_SENTENCE_END.search(text[max(start, end - 7) : end]) is not None


def _cue(text: str, word: re.Match[str]) -> Cue:
    is_according_to = text.startswith(" to ", word.end()) and ACCORDING.match(word.group())
    return Cue(word.start(), word.end() + len(" to") if is_according_to else word.end())


def overlaps(spans: Sequence[tuple[int, int]], span: tuple[int, int]) -> bool:
    """Whether a span touches one of `spans`, which are in order and apart from each other."""
    following = bisect_left(spans, (span[1], 0))
    return following > 0 and spans[following - 1][1] > span[0]


def _is_inside(position: int, spans: Sequence[tuple[int, int]], ends: Sequence[int]) -> bool:
    number = bisect_right(ends, position)
    return number < len(spans) and spans[number][0] <= position


def find_speaker(passage: Passage, cue: Cue, previous: Statement | None) -> Speaker | None:
    """The speaker beside a cue: right after it for `according to X`, else before it, else after it (`said X`)."""
    speaker = None if ACCORDING.match(passage.text, cue.start) else _before(passage, cue, previous)
    speaker = speaker or _after(passage, cue, previous)
    return _with_apposition(passage, cue, speaker) if speaker else None


def _with_apposition(passage: Passage, cue: Cue, speaker: Speaker) -> Speaker:
    """The speaker, with the reach of its apposition: `Maria Okonta, a lawyer at the guild`."""
    stop = cue.start if speaker.start < cue.start else passage.sentence(speaker.start)[1]
    apposition = _APPOSED.match(passage.text, speaker.end, max(speaker.end, stop))
    may_be_clause = ACCORDING.match(passage.text, cue.start)  # `According to Okonta, the road is open`
    if apposition is None or (may_be_clause and not passage.text.startswith(",", apposition.end())):
        return speaker
    return replace(speaker, reach=clause_end(passage.text, speaker.end, apposition.end()))


def _before(passage: Passage, cue: Cue, previous: Statement | None) -> Speaker | None:
    text = passage.text
    start = max(passage.sentence(cue.start)[0], cue.start - WINDOW)
    number = bisect_left(passage.quotations, (cue.start, 0)) - 1
    if number >= 0:
        start = max(start, passage.quotations[number][1])
    window = text[start : cue.start].rstrip()
    end = start + len(window) - _length(_AUXILIARY.search(window[-40:]))
    if window.endswith((",", " who")):
        return _apposed(passage, cue, start, end)
    end -= _length(_BRACKET.search(text[start:end]))
    boundaries = list(_BOUNDARY.finditer(text, start, end))
    return _phrase(passage, boundaries[-1].end() if boundaries else start, end, previous)


def _length(match: re.Match[str] | None) -> int:
    return len(match.group()) if match else 0


def _apposed(passage: Passage, cue: Cue, start: int, end: int) -> Speaker | None:
    """The speaker with more said of it before the cue: `X, a teacher, said`, `X, who said`, `X left, saying`."""
    if passage.text[cue.start : cue.end].endswith("ing"):
        return first_named(passage, start, cue)
    named = [mention for mention in passage.named_in(start, end) if mention.type in ("PERSON", "ORG")]
    before_comma = [mention for mention in named if _APPOSITION.match(passage.text, mention.end, end)]
    if before_comma:
        people = [mention for mention in before_comma if mention.type == "PERSON"]
        return _named((people or before_comma)[0])
    return _unnamed(passage, start, end)


def first_named(passage: Passage, start: int, cue: Cue) -> Speaker | None:
    """The first person or organisation between a position and a cue: the likely subject of the sentence."""
    named = [mention for mention in passage.named_in(start, cue.start) if mention.type in ("PERSON", "ORG")]
    return _named(named[0]) if named else None


def _unnamed(passage: Passage, start: int, end: int) -> Speaker | None:
    """`Okon Adeyi-Bell, the guild's secretary, said`: a name by its capitals, where nobody told it for one."""
    name = _CAPITALS.match(passage.text, start, end)
    return Speaker(name.start(1), name.end(1), name[1], None) if name else None


def _after(passage: Passage, cue: Cue, previous: Statement | None) -> Speaker | None:
    stop = min(passage.segment.end, cue.end + WINDOW)
    mentions = passage.named_in(cue.end, stop)
    boundaries = _AFTER_SPEAKER.finditer(passage.text, cue.end, stop)
    end = next((found.start() for found in boundaries if not _is_abbreviation(passage.text, found.end())), stop)
    reaching = [mention for mention in mentions if mention.start < end < mention.end]
    return _phrase(passage, cue.end, reaching[0].end if reaching else end, previous)


def _phrase(passage: Passage, start: int, end: int, previous: Statement | None) -> Speaker | None:
    """The speaker that a noun phrase names."""
    start, end = trimmed(passage.text, start, end)
    start += _length(_LEADING.match(passage.text, start, end))
    end -= _length(_NEGATED.search(passage.text[start:end]))
    last_word = passage.text[start:end].rpartition(" ")[2]
    if last_word.lower() in _HE:  # `why he`, `by Monday she`
        start = end - len(last_word)
    surface = passage.text[start:end]
    if _NO_NAME.fullmatch(surface) or _CLAUSE.match(surface):
        return None
    if not surface or surface.count(" ") >= _SPEAKER_WORDS or not surface[0].isalpha() or _PREDICATE.search(surface):
        return None
    word = surface.lower()
    if word in _HE:
        return Speaker(start, end, *_spoken_of_last(passage, start, previous))
    if word in _OTHER_PRONOUNS:
        return Speaker(start, end, None, None)
    return _whoever(passage, start, end)


def _whoever(passage: Passage, start: int, end: int) -> Speaker:
    """The name in a noun phrase, else the phrase as it stands."""
    surface = passage.text[start:end]
    inside = passage.named_in(start, end)
    people = [mention for mention in inside if mention.type == "PERSON"]
    if people and _OWNED.match(passage.text, people[-1].end, end):
        return Speaker(start, end, surface, None)
    if people:
        named = _named(people[-1] if " of " not in surface and " for " not in surface else people[0])
        return replace(named, start=_titled_from(passage.text, start, named.start))
    whole = next((mention for mention in inside if len(surface) - (mention.end - mention.start) <= 4), None)
    if whole is not None:
        return _named(whole)
    return Speaker(start, end, surface, None)


def _titled_from(text: str, start: int, name_start: int) -> int:
    """Where a name with titles and offices begins: `Attorney General Maria Okonta`, not `on Monday Maria Okonta`."""
    lists, begin, position = words(), name_start, name_start
    for word in reversed(text[start:name_start].split(" ")[:-1]):
        position -= len(word) + 1
        is_office = word in lists["role_heads"] or word in lists["role_qualifiers"]
        if is_office or (word[:1].isupper() and not _NO_TITLE.match(word)):
            begin = position
        elif word not in _LINKS:
            break
    return begin


def _named(mention: Mention) -> Speaker:
    return Speaker(mention.start, mention.end, mention.name, mention.entity_id)


def _spoken_of_last(passage: Passage, position: int, previous: Statement | None) -> tuple[str | None, str | None]:
    """The person whom `he` or `she` means: the last one named before, else the last speaker."""
    last = bisect_left(passage.mention_starts, position)
    for mention in reversed(passage.mentions[max(0, last - 12) : last]):
        if mention.type == "PERSON" and mention.layer is passage.segment.layer:
            return mention.name, mention.entity_id
    return (previous.speaker, previous.speaker_entity_id) if previous else (None, None)


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without white space and punctuation at its edges."""
    end = clause_end(text, start, end)
    while start < end and (text[start].isspace() or text[start] in ",:"):
        start += 1
    return start, end


def clause_end(text: str, start: int, end: int) -> int:
    """The end of a clause without its full stop, comma or white space."""
    while end > start and (text[end - 1].isspace() or text[end - 1] in ".,;:"):
        end -= 1
    return end
