"""Whether what two articles share speaks for one event, beside how close they are.

What belongs here: counting what speaks for one event. What does not: choosing terms (terms.py), closeness of groups
(groups.py).

Two recipes, two races or two rulings of courts share most of their words, and none of the names that an event has. An
event is told in headline and lead, by names that few others bear, and within days.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from tasks.stories.terms import LEAD_MARK, NAME_MARK, TERM_MASK

_DAY_SECONDS = 86_400.0  # of a day


@dataclass(frozen=True, slots=True)
class EvidenceRules:
    """How much two articles must share. Set on reports of 2008 to 2013 (ECB+) and on 758 pages of all kinds, by eye."""

    least: int = 5  # signs: a term in both leads is one, a rare name another, a rare name in both leads three in all
    least_in_leads: int = 2  # terms in both leads; with fewer, one tells in passing what the other is about
    least_without_name: int = 5  # terms in both leads, where no rare name is shared; and then within days_of_one_report
    min_name_rarity: float = 3.2  # of a shared name: one article in 24 has it
    undated_beside_dated: int = 3  # further signs, where one has a date and the other, often no report at all, has none
    days_of_one_report: float = 2.0  # days that ask for nothing: what others write when they have read it
    days_a_sign: float = 7.0  # days beyond them that ask for one sign more
    most_for_days: int = 4  # signs; beyond it the closeness that groups ask for rises (groups.py)


RULES = EvidenceRules()


@dataclass(frozen=True, slots=True)
class Shared:
    """Terms that two articles share, without marks: rare names, and those in both leads."""

    names: frozenset[int]
    leads: frozenset[int]

    @property
    def signs(self) -> int:
        """How many signs of one event they are."""
        return len(self.names) + len(self.leads) + len(self.names & self.leads)


def shared(one: Sequence[int], other: Sequence[int], rarities: Mapping[int, float]) -> Shared:
    """What two articles share, given their marked terms and how rare each is in the archive."""

    def common(mark: int) -> frozenset[int]:
        first, second = ({term & TERM_MASK for term in terms if term & mark} for terms in (one, other))
        return frozenset(first & second)

    names = frozenset(term for term in common(NAME_MARK) if rarities.get(term, 0.0) >= RULES.min_name_rarity)
    return Shared(names, common(LEAD_MARK))


def is_one_event(found: Shared, one_at: datetime | None, other_at: datetime | None) -> bool:
    """Whether it is enough for two articles that appeared then (None: not known)."""
    days = _days_between(one_at, other_at)
    if not found.names and (days > RULES.days_of_one_report or len(found.leads) < RULES.least_without_name):
        return False
    further = min(max(0.0, days - RULES.days_of_one_report) / RULES.days_a_sign, RULES.most_for_days)
    if (one_at is None) != (other_at is None):
        further += RULES.undated_beside_dated
    return len(found.leads) >= RULES.least_in_leads and found.signs >= RULES.least + further


def _days_between(one_at: datetime | None, other_at: datetime | None) -> float:
    """Days between two articles; 0 where one is not dated."""
    if one_at is None or other_at is None:
        return 0.0
    return abs((one_at - other_at).total_seconds()) / _DAY_SECONDS
