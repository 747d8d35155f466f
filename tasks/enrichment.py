"""Everything that is found in a page's text, in one call: names, time expressions, statements, watchlist hits."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tasks.dates.expressions.find import find_timexes
from tasks.entities import EMPTY, EntityList, find_mentions
from tasks.entities.finding.readers import NameReader, names_by
from tasks.entities.lexicon.gazetteer import Gazetteer
from tasks.findings import Findings, Mention, Timex
from tasks.records import Page
from tasks.statements.find import find_statements
from tasks.watchlists import Watchlists, find_matches


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What enrichment looks things up in, loaded once per process and handed in."""

    gazetteer: Gazetteer
    entities: EntityList = EMPTY
    watchlists: Watchlists | None = None
    name_readers: tuple[NameReader, ...] = ()  # none: names by rule alone


def enrich(page: Page, lexicon: Lexicon) -> Findings:
    """All findings in a page; every one points at a span of the page's text."""
    mentions = find_mentions(page, lexicon.gazetteer, lexicon.entities, lexicon.name_readers)
    return Findings(
        mentions=mentions,
        names_by=names_by(lexicon.name_readers, page.language),
        timexes=tuple(_outside_people(find_timexes(page), mentions)),
        statements=find_statements(page, mentions),
        matches=() if lexicon.watchlists is None else find_matches(page, lexicon.watchlists, mentions),
    )


def _outside_people(timexes: Iterable[Timex], mentions: Sequence[Mention]) -> Iterator[Timex]:
    """Time expressions that are no part of a person's name: neither of `June Carter` nor of `Monday Ndlovu`."""
    people = sorted((name.start, name.end) for name in mentions if name.type == "PERSON")
    for timex in timexes:
        before = bisect(people, (timex.start, float("inf"))) - 1
        start, end = people[before] if before >= 0 else (0, 0)
        if timex.end > end or (timex.start, timex.end) == (start, end):
            yield timex
