"""Articles that may report on the same event: found through the telling terms that they share.

What belongs here: the queries. What does not: scoring (tasks.stories) and deciding (story_decisions.py).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import duckdb

from tasks.stories import RANK_DECAY, rarity
from warehouse.candidates import NewDocument, as_written, load_chosen

CANDIDATE_COUNT = 8  # articles that an article is compared with
PROBE_COUNT = 24  # terms of an article by which candidates are found
MAX_FREQUENCY = 2_000  # documents; more common terms find nobody
MIN_COMMON_FREQUENCY = 60  # documents; a term in no more of them is never too common
COMMON_SHARE = 0.02  # of the documents in the window; a term that more of them have is too common


@dataclass(frozen=True, slots=True)
class StoryCandidate:
    """An article that may report on the same event; `story_id` is None for one of the batch."""

    doc_id: str
    story_id: str | None
    terms: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class StoryChunk:
    """For some articles: their terms, their candidates (archived ones first, older before younger) and all rarities."""

    terms: Mapping[str, tuple[int, ...]]
    candidates: Mapping[str, Sequence[StoryCandidate]]
    rarities: Mapping[int, float]


# Numbers grow with time; those of the archive's articles are negative, those of the batch's begin with 0.
_ARTICLES = """
CREATE OR REPLACE TEMP TABLE articles AS
SELECT -row_number() OVER (ORDER BY order_at DESC, doc_id DESC) AS number, doc_id, order_at,
    coalesce(story_id, doc_id) AS story_id, terms
FROM window_originals
UNION ALL
SELECT position, doc_id, chosen.order_at, NULL, any_value(batch.terms)
FROM batch JOIN chosen USING (doc_id) GROUP BY position, doc_id, chosen.order_at
"""

_FREQUENCIES = """
CREATE OR REPLACE TEMP TABLE frequencies AS
SELECT term, count(*) AS frequency FROM (SELECT unnest(terms) AS term FROM articles) GROUP BY term
"""

# Of an article's terms, those that weigh most among the ones that are shared at all and not too common.
_PROBES = """
CREATE OR REPLACE TEMP TABLE probes AS
SELECT number, order_at, term, CAST(1000 * ln(1 + $article_count / frequency) ** 2 AS BIGINT) AS weight FROM (
    SELECT number, order_at, unnest(terms) AS term, generate_subscripts(terms, 1) AS rank FROM articles
    WHERE number BETWEEN $first AND $last
) JOIN frequencies USING (term) WHERE frequency BETWEEN 2 AND $most
QUALIFY row_number() OVER (PARTITION BY number ORDER BY weight / (1 + $decay * rank) DESC, term) <= $probe_count
"""

# Weights are whole numbers: their sum does not depend on the order in which two threads add.
_MEETINGS = """
CREATE OR REPLACE TEMP TABLE meetings AS
SELECT number, other_number, sum(weight) AS weight
FROM (SELECT number AS other_number, order_at AS other_at, unnest(terms) AS term FROM articles)
JOIN probes USING (term)
WHERE other_number < number AND abs(date_diff('second', other_at, order_at)) <= $days * 86400
GROUP BY number, other_number
QUALIFY row_number() OVER (PARTITION BY number ORDER BY sum(weight) DESC, other_number) <= $candidate_count
"""

_CANDIDATES = """
SELECT mine.doc_id, articles.doc_id, articles.story_id, articles.terms
FROM meetings JOIN articles ON articles.number = other_number JOIN articles AS mine ON mine.number = meetings.number
ORDER BY meetings.number, other_number
"""

_RARITIES = """
SELECT term, frequency FROM frequencies SEMI JOIN (
    SELECT DISTINCT unnest(terms) AS term FROM articles
    WHERE number BETWEEN $first AND $last OR number IN (SELECT other_number FROM meetings)
) AS used USING (term)
"""


class StoryCandidates:
    """Articles near a batch's loaded articles, asked for chunk by chunk."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, loaded: Sequence[NewDocument], window_days: int) -> None:
        self._connection = connection
        self._window_days = window_days
        load_chosen(connection, loaded)
        for statement in (_ARTICLES, _FREQUENCIES):
            connection.execute(statement).fetchall()
        [(self._article_count,)] = connection.execute("SELECT count(*) FROM articles").fetchall()

    def chunk(self, first: int, last: int) -> StoryChunk:
        """What is needed to place the loaded articles from number `first` to `last`, both inclusive, in stories."""
        span = {"first": first, "last": last}
        most = min(MAX_FREQUENCY, max(MIN_COMMON_FREQUENCY, int(COMMON_SHARE * self._article_count)))
        weighing = {"article_count": self._article_count, "decay": RANK_DECAY, "most": most, "probe_count": PROBE_COUNT}
        self._rows(_PROBES, span | weighing)
        with as_written(self._connection):
            self._rows(_MEETINGS, {"days": self._window_days, "candidate_count": CANDIDATE_COUNT})
        candidates: dict[str, list[StoryCandidate]] = {}
        for doc_id, other_id, story_id, terms in self._rows(_CANDIDATES, {}):
            candidates.setdefault(doc_id, []).append(StoryCandidate(other_id, story_id, tuple(terms)))
        own = self._rows("SELECT doc_id, terms FROM articles WHERE number BETWEEN $first AND $last", span)
        return StoryChunk(
            terms={doc_id: tuple(terms) for doc_id, terms in own},
            candidates=candidates,
            rarities={term: rarity(count, self._article_count) for term, count in self._rows(_RARITIES, span)},
        )

    def _rows(self, query: str, parameters: Mapping[str, float]) -> list[tuple[Any, ...]]:
        return self._connection.execute(query, dict(parameters)).fetchall()
