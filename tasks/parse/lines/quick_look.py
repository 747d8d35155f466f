"""A cheap look at a line, taken before the dear ones: a line without any word that tells is plain text.

What belongs here: the sets of words that lines are compared with. What does not: what follows from a word's being there
(kinds.py). The look may say "perhaps" too often; it says "no" wrongly only where words have run together.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from tasks.parse.base.folding import FOLD, first_parts, folded, longest_parts
from tasks.parse.lines.vocabulary import words

MOST_WORDS = 30  # in a line that is no plain text
LONGEST_STAMP = 24  # words
ITEM_STARTS = frozenset("*+•_©0123456789")  # an item of a list, a drawn rule, a notice
NUMBERS = re.compile(r"\d[:h]\d|\d[./-]\d{1,2}[./-]\d")  # that stand as in times: 9:30, 14.07.21
_DIGITS = b"0123456789"


@dataclass(frozen=True, slots=True)
class Signals:
    """Sets of folded words. `telling[n]` are those one of which a line of n words holds, if it may be no plain text."""

    openings: frozenset[bytes]  # a line that begins with one of these may be a label
    headings: frozenset[bytes]  # … a short one may be a heading
    controls: frozenset[bytes]
    telling: tuple[frozenset[bytes], ...]
    times: frozenset[bytes]  # one of these beside a digit may be a time


@lru_cache(maxsize=1)
def signals() -> Signals:
    """The signals of the lists of vocabulary.toml."""
    lexicon = words()
    nouns = longest_parts(lexicon.nouns)
    ago = longest_parts(lexicon.undigited_times)
    says = longest_parts(lexicon.says_words)
    scores = longest_parts((*lexicon.scores, *lexicon.profiled_words))
    # How many words a line of each sort has at most, some more here, since folding parts words at hyphens.
    limits = ((13, scores), (17, says), (LONGEST_STAMP, ago), (MOST_WORDS - 1, nouns))
    return Signals(
        openings=first_parts((*lexicon.ends, *lexicon.signed_words, *lexicon.profile, *lexicon.edited)),
        headings=first_parts(lexicon.alone),
        controls=frozenset(part for word in lexicon.controls for part in folded(word).split()),
        telling=tuple(
            frozenset[bytes]().union(*(parts for most, parts in limits if count <= most)) for count in range(MOST_WORDS)
        ),
        times=longest_parts(lexicon.time_words),
    )


def is_plain(line: str, lexicon: Signals) -> bool:
    """Whether a line can only be text: it has no word, no number and no first character that tells otherwise."""
    encoded = line.encode("latin-1", "replace")
    found = encoded.translate(FOLD).split()
    count = len(found)
    if not count or line[0] in ITEM_STARTS or found[0] in lexicon.openings:
        return False
    if count >= MOST_WORDS:
        return True
    if not lexicon.telling[count].isdisjoint(found) or (count <= 5 and found[0] in lexicon.headings):
        return False
    if lexicon.controls.issuperset(found):
        return False
    has_digit = len(encoded.translate(None, _DIGITS)) < len(encoded)
    return count > LONGEST_STAMP or not has_digit or not _may_be_dated(line, found, lexicon)


def _may_be_dated(line: str, found: list[bytes], lexicon: Signals) -> bool:
    """Whether a line with a digit may hold a time; months of other scripts leave no letters when they are folded."""
    return not lexicon.times.isdisjoint(found) or not line.isascii() or NUMBERS.search(line) is not None
