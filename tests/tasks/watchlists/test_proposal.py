"""What an index can know of a query; that it proposes every voice that answers is tested with an index."""

from __future__ import annotations

import pytest

from tasks.records import Kind, Layer
from tasks.watchlists import parse_query, propose
from tasks.watchlists.proposal import LONGEST_WORD, NOTHING, Every, HasFact, HasPattern, HasWords, Some, Where
from tasks.watchlists.query import within


@pytest.mark.parametrize(
    ("query", "sought"),
    [
        ("Ferry", HasWords(("ferry",))),
        ('"border crossing"', HasWords(("border", "crossing"))),
        ("vaccin*", HasPattern("vaccin*")),
        ("北京", HasWords(("北", "京"))),
        ("title:ferry", HasWords(("ferry",), Where((Layer.ARTICLE,), True))),
        ("ferry AND site:x.org", Every((HasWords(("ferry",)), HasFact("site", "x.org")))),
        ("ferry AND NOT boat", Every((HasWords(("ferry",)),), (HasWords(("boat",)),))),
        ("ferry OR entity:Q1", Some((HasWords(("ferry",)), HasFact("entity", "q1")))),
    ],
)
def test_words_beginnings_and_facts_are_known_exactly(query: str, sought: object) -> None:
    proposal = propose(parse_query(query))
    assert (proposal.sought, proposal.is_exact) == (sought, True)


@pytest.mark.parametrize(
    "query", ["WHO", "wom?n", "im*ation", '"border* crossing"', "a NEAR/3 b", "body:ferry", ".net", "ferry AND NOT WHO"]
)
def test_case_inner_wildcards_distances_and_other_parts_are_left_to_the_matcher(query: str) -> None:
    assert not propose(parse_query(query)).is_exact


def test_what_is_excluded_by_more_than_the_index_knows_stays_proposed() -> None:
    assert propose(parse_query("ferry AND NOT WHO")).sought == Every((HasWords(("ferry",)),))


def test_two_words_that_stand_close_come_first() -> None:
    sought = propose(parse_query("ferry NEAR/3 strike")).sought
    assert isinstance(sought, Every)
    assert [pair.words for pair in sought.preferred] == [("ferry", "strike"), ("strike", "ferry")]


def test_what_no_layer_can_hold_is_nothing() -> None:
    assert propose(within(parse_query("ferry"), (), None)).sought == NOTHING
    assert propose(within(parse_query("title:ferry"), (Layer.ARTICLE,), (Kind.BYLINE,))).sought == NOTHING


def test_words_longer_than_an_index_keeps_are_cut() -> None:
    proposal = propose(parse_query("x" * 300 + " OR " + "y" * 300 + "*z"))
    assert not proposal.is_exact
    assert proposal.sought == Some((HasWords(("x" * LONGEST_WORD,)), HasPattern("y" * LONGEST_WORD + "*")))
