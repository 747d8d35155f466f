"""Which articles make one story, given how close they are: groups that grow from the closest pair on.

What belongs here: joining articles to groups. What does not: weighing an article's terms (terms.py), finding pairs
that are worth a look (warehouse/copies/story_candidates.py).

Average linkage (Sokal and Michener 1958) over candidate pairs. Two reports of two earthquakes share most of their
words, so that no one bound tells them apart; but reports of the one earthquake are closer to each other than to those
of the other. Hence the second condition: two groups join only where they are nearly as close to each other as each is
in itself.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from tasks.stories.terms import shared_weight

MIN_COHESION_SHARE = 0.7  # of the mean closeness inside the looser group, that two groups must reach between them
FADING_DAYS = 180  # after so many days in which nothing appeared, a report must be twice as close to belong
STALE_SHARE = 0.05  # a closeness computed before a group grew is good enough where it is no more than this too high
_DAY_SECONDS = 86_400.0  # of a day


@dataclass(frozen=True, slots=True)
class StoryArticle:
    """An article as stories see it: a vector of length 1, and the day it appeared (None where that is unknown).

    `story_id` is the story it belongs to already; two such stories are never joined.
    """

    doc_id: str
    weights: Mapping[int, float]
    published_at: datetime | None = None
    story_id: str | None = None


class Membership(NamedTuple):
    """An article's story, and its mean closeness to the story's other articles; None where it is the only one."""

    story_id: str
    score: float | None


@dataclass(slots=True)
class _Group:
    """Articles taken together. `total` is the sum of their vectors, so that means over pairs need no pairs."""

    number: int
    members: list[int]
    total: dict[int, float]
    square: float  # of the length of `total`
    first_at: datetime | None
    last_at: datetime | None
    story_id: str | None
    version: int = 0

    @property
    def cohesion(self) -> float | None:
        """Mean closeness of its articles to each other; None for a single one."""
        count = len(self.members)
        return (self.square - count) / (count * (count - 1)) if count > 1 else None


_Edge = tuple[float, int, int, int, int]  # closeness (negative), two group numbers, the versions it was computed for


def group_stories(
    articles: Sequence[StoryArticle], pairs: Iterable[tuple[int, int]], min_score: float, window_days: float
) -> dict[str, Membership]:
    """The story of every article that has none yet, by doc_id.

    `articles` stand in the order of time, `pairs` are indexes of those worth comparing. Articles, or stories, of known
    days that lie more than `window_days` apart do not join. A new story is named by its first article. The outcome
    depends on the set of articles and pairs only.
    """
    groups = _Groups(articles, min_score, window_days)
    groups.join_all(pairs)
    found: dict[str, Membership] = {}
    for group in groups.all():
        story_id = group.story_id or articles[min(group.members)].doc_id
        for member in group.members:
            article = articles[member]
            if article.story_id is None:
                found[article.doc_id] = Membership(story_id, _mean_closeness(article, group))
    return found


def _mean_closeness(article: StoryArticle, group: _Group) -> float | None:
    others = len(group.members) - 1
    if not others:
        return None
    itself = shared_weight(article.weights, article.weights)
    return min(1.0, max(0.0, (shared_weight(article.weights, group.total) - itself) / others))


class _Groups:
    """All groups, each found by any of its articles."""

    def __init__(self, articles: Sequence[StoryArticle], min_score: float, window_days: float) -> None:
        self._min_score = min_score
        self._window_days = window_days
        self._groups = [
            _Group(
                number, [number], dict(article.weights), shared_weight(article.weights, article.weights),
                article.published_at, article.published_at, article.story_id,
            )
            for number, article in enumerate(articles)
        ]  # fmt: skip
        first_of: dict[str, int] = {}
        for number, article in enumerate(articles):
            if article.story_id is not None and first_of.setdefault(article.story_id, number) != number:
                one = self._groups[first_of[article.story_id]]
                self._unite(one, self._groups[number], shared_weight(one.total, article.weights))

    def all(self) -> list[_Group]:
        """Every group once, in the order of first articles."""
        return [group for number, group in enumerate(self._groups) if group.number == number]

    def join_all(self, pairs: Iterable[tuple[int, int]]) -> None:
        """Join groups, the closest first, as long as they are close enough."""
        edges = [self._edge(self._groups[one], self._groups[other]) for one, other in sorted(set(pairs))]
        heapq.heapify(edges)
        while edges and -edges[0][0] >= self._min_score:
            edge = heapq.heappop(edges)
            one, other = self._groups[edge[1]], self._groups[edge[2]]
            if one is other:
                continue
            if (one.number, other.number, one.version, other.version) != edge[1:]:
                renewed = self._edge(one, other)
                if -renewed[0] < -edge[0] * (1.0 - STALE_SHARE):
                    heapq.heappush(edges, renewed)
                    continue
                edge = renewed
            if self._may_join(one, other, -edge[0]):
                self._unite(one, other, shared_weight(one.total, other.total))

    def _edge(self, one: _Group, other: _Group) -> _Edge:
        one, other = sorted((one, other), key=lambda group: group.number)
        closeness = shared_weight(one.total, other.total) / (len(one.members) * len(other.members))
        return -closeness, one.number, other.number, one.version, other.version

    def _may_join(self, one: _Group, other: _Group, closeness: float) -> bool:
        if one.story_id is not None and other.story_id is not None:
            return False
        days = _days_between(one, other)
        if days > self._window_days or closeness < self._min_score * (1.0 + days / FADING_DAYS):
            return False
        cohesions = [group.cohesion for group in (one, other) if group.cohesion is not None]
        return len(cohesions) < 2 or closeness >= MIN_COHESION_SHARE * min(cohesions)

    def _unite(self, one: _Group, other: _Group, between: float) -> None:
        """Move the smaller group's articles into the larger one; `between` is the scalar product of their totals."""
        if len(other.members) > len(one.members):
            one, other = other, one
        one.square += other.square + 2.0 * between
        for term, weight in other.total.items():
            one.total[term] = one.total.get(term, 0.0) + weight
        one.members += other.members
        one.story_id = one.story_id or other.story_id
        one.first_at = min((at for at in (one.first_at, other.first_at) if at is not None), default=None)
        one.last_at = max((at for at in (one.last_at, other.last_at) if at is not None), default=None)
        one.version += 1
        for member in other.members:
            self._groups[member] = one


def _days_between(one: _Group, other: _Group) -> float:
    """Days in which neither appeared, between the two; 0 where they overlap, or where one is not dated."""
    if one.first_at is None or one.last_at is None or other.first_at is None or other.last_at is None:
        return 0.0
    gap = max(one.first_at, other.first_at) - min(one.last_at, other.last_at)
    return max(0.0, gap.total_seconds() / _DAY_SECONDS)
