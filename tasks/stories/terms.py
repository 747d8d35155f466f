"""Which articles report on one event: the terms that tell, and how close two sets of them are.

What belongs here: choosing and weighing terms. What does not: whether what two articles share speaks for one event
(evidence.py), making groups of articles (groups.py), finding articles to compare (copies/story_candidates.py).

A term is a number of 62 bits. The two bits above them are marks, which say how this one article uses it: NAME_MARK, as
a name that its language seldom uses; LEAD_MARK, in its title or lead. Terms are compared without marks.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

import xxhash

from tasks.text.compared_words import is_unspaced

TERM_COUNT = 60  # terms of an article that are kept; the last ones hardly count any more
STEM_LENGTH = 7  # letters by which words of one stem are held to be the same
MIN_TERM_LENGTH = 3  # letters; shorter words tell little
LEAD_WORD_COUNT = 40  # words of the lead, which says what the article is about
LEAD_WEIGHT = 2.0  # of a term in title or lead, beside 1 further below; set by hand
NAME_WEIGHT = 1.7  # of a word that the text writes with a capital only
RANK_DECAY = 0.06  # the last of 60 terms counts a fifth of the first
NAME_MARK, LEAD_MARK = 1 << 63, 1 << 62
TERM_MASK = LEAD_MARK - 1  # what is left of a term without its marks
MIN_DOCUMENT_COUNT = 500  # a term is not common because one of three documents has it
_FILLER = frozenset(("lorem", "ipsum", "dolor"))  # of text that holds a layout open; it reports on nothing
_HIRAGANA = re.compile("[\u3041-\u309f]")  # of Japanese endings and particles, which tell nothing of an event
_COMMON_WORDS = """
the and for that with was were are has have had not but from his her its their they them she him you your our who whom
which what when where why how this these those there here then than been being will would could should shall may might
must can did does done doing about after again against all also although always among another any around because
before behind below between both came come during each either else even ever every few first second last next one two
three four five six seven eight nine ten into just like made make many more most much near never new now off often old
once only other others out over own per said say says saying same several since some still such take taken told through
too under until upon very via well went while whose within without yet year years month months week weeks day days time
times today yesterday tomorrow monday tuesday wednesday thursday friday saturday sunday january february march april
june july august september october november december people man men woman women according added asked called including
report reported reports news story state city country world part number group way back down get got going good know
left long look my no on in of to is it be by he we us so do if or as at an am up me go mr mrs ms dr
der die das und den dem des ein eine einer eines einem einen nicht mit von auf für ist sich auch als bei aus nach wie
aber oder hat haben war waren wird werden sind zum zur durch über noch nur wenn mehr sagte
les des une est pas que qui dans pour sur par avec plus sont son ses aux cette mais ont été être comme leur nous vous
los las del una con por para que como más pero sus fue son este esta entre sobre también desde hasta
che non una per con del della delle dei sono nel nella alla più come anche dal
"""
_COMMON = frozenset(_COMMON_WORDS.split())


def telling_terms(
    surfaces: Sequence[str],
    words: Sequence[str],
    title_words: Sequence[str] = (),
    is_everyday: Callable[[str], bool] = frozenset[str]().__contains__,
    nouns: frozenset[str] = frozenset(),
) -> tuple[int, ...]:
    """Marked 62-bit hashes of the terms that tell an article from others, most telling first, at most TERM_COUNT.

    `surfaces` are the words of its body as they stand there, `words` the same words normalised. A term is a word cut to
    STEM_LENGTH, which brings most inflected forms together in the languages of our press, or two characters of a script
    without spaces. A name is a word in capitals only that is neither everyday in its language nor one of `nouns`, those
    that have a capital because German writes nouns with one.
    """
    if _FILLER.issubset(words):
        return ()
    has_names = not is_unspaced(words)  # a script without spaces has no capitals either
    if not has_names:
        words = [first + second for first, second in pairwise(words)]
    as_written = set(surfaces)
    lead = set([*title_words, *words][: len(title_words) + LEAD_WORD_COUNT])
    weights = _term_weights(as_written, [*title_words, *words], lead)
    best = sorted([(-weight, term) for term, weight in weights.items()])[:TERM_COUNT]  # of equal ones, by the alphabet
    chosen = {term for _, term in best}
    forms = {word for word in {*title_words, *words} if word[:STEM_LENGTH] in chosen}
    no_names = {word[:STEM_LENGTH] for word in forms if word in as_written or word in nouns or is_everyday(word)}
    in_lead = {word[:STEM_LENGTH] for word in lead if has_names or not _HIRAGANA.search(word)}
    return tuple(
        _hashed(term, is_name=has_names and term not in no_names, is_in_lead=term in in_lead) for _, term in best
    )


def _hashed(term: str, *, is_name: bool, is_in_lead: bool) -> int:
    number = xxhash.xxh3_64_intdigest(term.encode("utf-8", "surrogatepass")) & TERM_MASK
    return number | (NAME_MARK if is_name else 0) | (LEAD_MARK if is_in_lead else 0)


def _term_weights(as_written: set[str], words: Sequence[str], lead: set[str]) -> dict[str, float]:
    """How much each term tells before it is known how common it is elsewhere: often, early, and in capitals only."""
    counts = Counter(words)
    for word in counts.keys() & _COMMON:
        del counts[word]
    weights: dict[str, float] = {}
    for word, count in counts.items():
        if len(word) < MIN_TERM_LENGTH and not _tells_though_short(word):
            continue
        weight = 1.0 if count == 1 else 1.0 + math.log(count)
        if word not in as_written:
            weight *= NAME_WEIGHT
        if word in lead:
            weight *= LEAD_WEIGHT
        stem = word[:STEM_LENGTH]
        weights[stem] = weights.get(stem, 0.0) + weight
    return weights


def _tells_though_short(word: str) -> bool:
    """A number of two digits (of the dead, of a flight), or characters of a script without spaces."""
    return (len(word) > 1 and word.isdecimal()) or is_unspaced(word)


def rarity(document_frequency: int, document_count: int) -> float:
    """How much a term counts that so many of so many documents have: its inverse document frequency."""
    return math.log(1.0 + max(document_count, MIN_DOCUMENT_COUNT) / max(document_frequency, 1))


def weigh(terms: Sequence[int], rarities: Mapping[int, float]) -> dict[int, float]:
    """An article's terms (most telling first) as a vector of length 1, weighed by rarity and rank.

    Terms of unknown rarity are left out; the vector is empty where none is known.
    """
    bare = [term & TERM_MASK for term in terms]
    weights = {term: rarities[term] / (1.0 + RANK_DECAY * rank) for rank, term in enumerate(bare) if rarities.get(term)}
    length = math.sqrt(sum(weight * weight for weight in weights.values()))
    return {term: weight / length for term, weight in weights.items()}


def story_score(one: Mapping[int, float], other: Mapping[int, float]) -> float:
    """How close two weighed articles are, 0 to 1: the cosine of the angle between them."""
    return min(1.0, shared_weight(one, other))


def shared_weight(one: Mapping[int, float], other: Mapping[int, float]) -> float:
    """The scalar product of two vectors, in the time that the shorter one takes."""
    if len(one) > len(other):
        one, other = other, one
    return sum(weight * other[term] for term, weight in one.items() if term in other)
