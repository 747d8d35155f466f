"""Articles that may report on the same event: found through the distinctive terms that they share.

What belongs here: the queries. What does not: weighing terms (tasks/stories/terms.py), making groups
(tasks/stories/groups.py).

The archive is streamed past what the batch asks for; nothing of it is kept but what is found. Two dated articles meet
within the window; one without a date meets whatever was seen at about the same time, dated or not.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import duckdb

from tasks.stories.terms import RANK_DECAY, TERM_MASK, rarity
from warehouse.copies.candidates import NewDocument, load_chosen
from warehouse.copies.shared_keys import as_written


@dataclass(frozen=True, slots=True)
class StorySearch:
    """Which articles an article is compared with when stories are assigned. All set by hand, none fitted to a set.

    A term is too common to find candidates by when more than `common_share` of the documents in the window have it,
    but never with `min_common_frequency` documents or fewer, and always with more than `max_frequency`.
    """

    candidate_count: int = 8  # articles that an article is compared with, those of most shared weight
    probe_count: int = 24  # terms of an article by which candidates are found
    min_shared_share: float = 0.04  # of the weight of an article's terms, that a candidate must have too
    max_frequency: int = 1_000  # documents
    min_common_frequency: int = 60  # documents
    common_share: float = 0.02  # of the documents in the window
    seen_days: int = 14  # between the times at which two articles were seen, where one of them has no date
    member_count: int = 20  # newest articles of an archived story that stand for all of it

    def max_probe_frequency(self, article_count: int) -> int:
        """Documents that may have a term by which candidates are found, of so many in the window."""
        return min(self.max_frequency, max(self.min_common_frequency, int(self.common_share * article_count)))


SEARCH = StorySearch()
_CHUNK_SIZE = 2_000  # articles whose candidates are sought at once; set by hand, to bound memory


@dataclass(frozen=True, slots=True)
class StoryRow:
    """An article as the fingerprints have it; `published_at` is None where its day is not known."""

    doc_id: str
    story_id: str | None  # None for one of the batch
    published_at: datetime | None
    terms: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class StoryMaterial:
    """What stories are made from: archived articles and then the batch's, each in the order of time.

    `pairs` are indexes of articles worth comparing, `rarities` those of all terms.
    """

    articles: tuple[StoryRow, ...]
    pairs: tuple[tuple[int, int], ...]
    rarities: Mapping[int, float]


_MASK = f"{TERM_MASK}::UBIGINT"  # terms are compared without their marks

_FRESH = """
CREATE OR REPLACE TEMP TABLE fresh AS
SELECT position AS number, doc_id, chosen.order_at, any_value(is_dated) AS is_dated, any_value(seen_at) AS seen_at,
    any_value(terms) AS terms
FROM batch JOIN chosen USING (doc_id) GROUP BY position, doc_id, chosen.order_at
"""

_SPAN = """
SELECT coalesce(min(order_at) FILTER (is_dated), min(seen_at)), coalesce(max(order_at) FILTER (is_dated), max(seen_at)),
    min(seen_at), max(seen_at), bool_or(is_dated), bool_and(is_dated) FROM fresh
"""

_ARCHIVED = """
CREATE OR REPLACE TEMP VIEW archived AS
SELECT doc_id, coalesce(story_id, doc_id) AS story_id, order_at, is_dated, seen_at, terms
FROM archive ANTI JOIN (SELECT doc_id FROM batch) AS anew USING (doc_id)
WHERE doc_id = original_id AND (
    {of_dated} AND order_at BETWEEN TIMESTAMP '{first_at}' - INTERVAL {days} DAY
        AND TIMESTAMP '{last_at}' + INTERVAL {days} DAY
    OR {of_seen} AND seen_at BETWEEN TIMESTAMP '{first_seen_at}' - INTERVAL {seen_days} DAY
        AND TIMESTAMP '{last_seen_at}' + INTERVAL {seen_days} DAY)
"""

_COUNT = "SELECT (SELECT count(*) FROM archived) + (SELECT count(*) FROM fresh)"

_WANTED = f"CREATE OR REPLACE TEMP TABLE wanted AS SELECT DISTINCT unnest(terms) & {_MASK} AS term FROM fresh"

_FREQUENCIES = f"""
CREATE OR REPLACE TEMP TABLE frequencies AS
SELECT term, count(*) AS frequency FROM (
    SELECT unnest(terms) & {_MASK} AS term FROM archived UNION ALL SELECT unnest(terms) & {_MASK} FROM fresh
) SEMI JOIN wanted USING (term) GROUP BY term
"""

# Weights are whole numbers: their sum does not depend on the order in which two threads add.
_OWN_TERMS = f"""
CREATE OR REPLACE TEMP TABLE own_terms AS
SELECT number, order_at, is_dated, seen_at, term, frequency, rank,
    CAST(1000 * ln(1 + $article_count / frequency) ** 2 AS BIGINT) AS weight
FROM (SELECT * EXCLUDE (terms), unnest(terms) & {_MASK} AS term, generate_subscripts(terms, 1) AS rank FROM fresh)
JOIN frequencies USING (term)
"""

# Of an article's terms, those that weigh most among the ones that are shared at all and not too common.
_PROBES = """
CREATE OR REPLACE TEMP TABLE probes AS
SELECT *, sum(weight) OVER (PARTITION BY number) AS own_weight FROM own_terms
WHERE number BETWEEN $first AND $last
QUALIFY frequency BETWEEN 2 AND $most AND row_number() OVER (
    PARTITION BY number, frequency BETWEEN 2 AND $most ORDER BY weight / (1 + $decay * rank) DESC, term) <= $probe_count
"""

_MEETINGS = f"""
CREATE OR REPLACE TEMP TABLE meetings AS
SELECT number, other_number, other_id, any_value(story_id) AS story_id
FROM (
    SELECT -1 AS other_number, doc_id AS other_id, story_id, order_at AS other_at, is_dated AS is_other_dated,
        seen_at AS other_seen_at, unnest(terms) & {_MASK} AS term
    FROM archived
    UNION ALL
    SELECT number, doc_id, NULL, order_at, is_dated, seen_at, unnest(terms) & {_MASK} FROM fresh
) JOIN probes USING (term)
WHERE other_number < number AND CASE WHEN is_dated AND is_other_dated
    THEN abs(date_diff('second', other_at, order_at)) <= $days * 86400
    ELSE abs(date_diff('second', other_seen_at, seen_at)) <= $seen_days * 86400 END
GROUP BY number, other_number, other_id HAVING sum(weight) >= $shared_share * any_value(own_weight)
QUALIFY row_number() OVER (
    PARTITION BY number ORDER BY sum(weight) DESC, any_value(other_at), other_id) <= $candidate_count
"""

_MEMBERS = """
CREATE OR REPLACE TEMP TABLE members AS
SELECT doc_id, story_id, order_at, is_dated, terms FROM archived
WHERE story_id IN (SELECT unnest($story_ids::VARCHAR[]))
QUALIFY row_number() OVER (PARTITION BY story_id ORDER BY order_at DESC, doc_id) <= $member_count
"""

_ARTICLES = """
SELECT doc_id, story_id, CASE WHEN is_dated THEN order_at END, terms FROM members ORDER BY order_at, doc_id
"""
_FRESH_ARTICLES = "SELECT doc_id, NULL, CASE WHEN is_dated THEN order_at END, terms FROM fresh ORDER BY number"

_MORE_WANTED = f"""
CREATE OR REPLACE TEMP TABLE wanted AS
SELECT DISTINCT unnest(terms) & {_MASK} AS term FROM members EXCEPT SELECT term FROM frequencies
"""
_MORE_RARITIES = f"""
SELECT term, count(*) FROM (SELECT unnest(terms) & {_MASK} AS term FROM archived)
SEMI JOIN wanted USING (term) GROUP BY term
"""


class StoryCandidates:
    """The queries over a batch's loaded articles and the archive around them."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, loaded: Sequence[NewDocument], window_days: int) -> None:
        """Prepare for these articles, given in the order of time; there must be one."""
        self._connection = connection
        self._window_days = window_days
        self._fresh_count = len(loaded)
        load_chosen(connection, loaded)
        self._rows(_FRESH)
        self._rows(self._archived())
        [(self._article_count,)] = self._rows(_COUNT)

    def material(self) -> StoryMaterial:
        """The articles, the pairs worth comparing, and what their terms weigh."""
        self._rows(_WANTED)
        with as_written(self._connection):
            self._rows(_FREQUENCIES)
        self._rows(_OWN_TERMS, article_count=self._article_count)
        met = [row for first in range(0, self._fresh_count, _CHUNK_SIZE) for row in self._meetings(first)]
        story_ids = sorted({story_id for _, _, story_id in met if story_id is not None})
        self._rows(_MEMBERS, story_ids=story_ids, member_count=SEARCH.member_count)
        archived = _articles(self._rows(_ARTICLES))
        fresh = _articles(self._rows(_FRESH_ARTICLES))
        member_of = {row.story_id: index for index, row in enumerate(archived)}
        shift = len(archived)
        pairs = tuple(
            (shift + other if story_id is None else member_of[story_id], shift + number)
            for number, other, story_id in met
        )
        return StoryMaterial((*archived, *fresh), pairs, self._rarities())

    def _meetings(self, first: int) -> list[tuple[int, int, str | None]]:
        """Pairs to compare: a new article's number, an earlier new one's number or -1, and an archived one's story."""
        most = SEARCH.max_probe_frequency(self._article_count)
        last = first + _CHUNK_SIZE - 1
        self._rows(_PROBES, first=first, last=last, most=most, decay=RANK_DECAY, probe_count=SEARCH.probe_count)
        with as_written(self._connection):
            self._rows(
                _MEETINGS, days=self._window_days, seen_days=SEARCH.seen_days, shared_share=SEARCH.min_shared_share,
                candidate_count=SEARCH.candidate_count,
            )  # fmt: skip
        return self._rows("SELECT number, other_number, story_id FROM meetings ORDER BY number, other_number, other_id")

    def _rarities(self) -> dict[int, float]:
        self._rows(_MORE_WANTED)
        counted = self._rows("SELECT term, frequency FROM frequencies")
        if self._rows("SELECT term FROM wanted LIMIT 1"):
            with as_written(self._connection):
                counted += self._rows(_MORE_RARITIES)
        return {term: rarity(count, self._article_count) for term, count in counted}

    def _archived(self) -> str:
        """The view of archived originals that one of the new articles may meet."""
        [(first_at, last_at, first_seen_at, last_seen_at, is_any_dated, is_all_dated)] = self._rows(_SPAN)
        return _ARCHIVED.format(
            first_at=first_at, last_at=last_at, first_seen_at=first_seen_at, last_seen_at=last_seen_at,
            days=self._window_days, seen_days=SEARCH.seen_days,
            of_dated="is_dated" if is_any_dated else "false", of_seen="NOT is_dated" if is_all_dated else "true",
        )  # fmt: skip

    def _rows(self, query: str, **parameters: object) -> list[tuple[Any, ...]]:
        return self._connection.execute(query, parameters).fetchall()


def _articles(rows: Sequence[tuple[Any, ...]]) -> list[StoryRow]:
    return [StoryRow(doc_id, story_id, published_at, tuple(terms)) for doc_id, story_id, published_at, terms in rows]
