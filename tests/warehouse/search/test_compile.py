"""What the index proposes holds whatever the matcher finds, and nothing else where it says that it is exact."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.records import Kind, Layer
from tasks.watchlists import QueryError, Watchlists, parse_query, propose
from tests.warehouse.search.made_pages import archived, article, searcher_of, voices_in
from warehouse.search.asking import answering
from warehouse.search.compile import all_of, between, compiled

WORDS = (
    "ferry", "Ferry", "ferries", "car-ferry", "x_ferry", "U.S.",
    "US", "us", "naïve", "İzmir", "ΣΟΦΟΣ", "σοφος", "北京", "京",
    "東京タワー", "กรุงเทพ", "don’t", "don't", "a", "2021", "३", "ǆ", "Straße", "hot", "fe", "border", "crossing",
)  # fmt: skip
SOUGHT = (
    *WORDS, "ferr*", "f*y", "fe?ry", "*", "北*", "a*", "b?rder", "cross*", "ferr**", "US*", "car-f*",
)  # fmt: skip
texts = st.lists(
    st.tuples(st.sampled_from(WORDS), st.sampled_from((" ", " ", "-", "", "_", ".", "\n"))), min_size=1, max_size=8
).map(lambda parts: "".join(word + gap for word, gap in parts))
kinds = st.sampled_from(
    (
        (Layer.ARTICLE, Kind.TITLE),
        (Layer.ARTICLE, Kind.PARAGRAPH),
        (Layer.ARTICLE, Kind.BYLINE),
        (Layer.COMMENT, Kind.COMMENT),
        (Layer.QUOTED, Kind.QUOTED_DOCUMENT),
        (Layer.FURNITURE, Kind.PARAGRAPH),
    )
)
pages = st.lists(st.tuples(kinds, texts).map(lambda part: (*part[0], part[1])), min_size=1, max_size=5)
terms = st.one_of(
    st.sampled_from(SOUGHT),
    st.lists(st.sampled_from(SOUGHT), min_size=2, max_size=3).map(lambda words: f'"{" ".join(words)}"'),
    st.sampled_from(("site:example.org", "language:en", 'author:"Ida Brandt"', "entity:Q1", "entity:ferry")),
)
queries = st.recursive(
    terms,
    lambda inner: st.one_of(
        st.tuples(inner, inner).map(lambda two: f"({two[0]} AND {two[1]})"),
        st.tuples(inner, inner).map(lambda two: f"({two[0]} OR {two[1]})"),
        st.tuples(inner, inner).map(lambda two: f"({two[0]} AND NOT {two[1]})"),
        st.tuples(terms, terms).map(lambda two: f"({two[0]} NEAR/2 {two[1]})"),
        st.tuples(st.sampled_from(("title", "body", "comment", "article", "quoted")), terms).map(":".join),
    ),
    max_leaves=4,
)


@settings(max_examples=40)
@given(st.lists(pages, min_size=1, max_size=3), st.lists(queries, min_size=1, max_size=12))
def test_search_and_watchlists_agree(parts: list[list[tuple[Layer, Kind, str]]], written: list[str]) -> None:
    archive = [archived(page, f"d{n}", names={"ferry": "Q1"}) for n, page in enumerate(parts)]
    searcher = searcher_of(archive)
    for query in written:
        try:
            node = parse_query(query)
        except QueryError:
            continue
        proposal = propose(node)
        proposed = voices_in(searcher, compiled(proposal.sought))
        answers = {(page.doc_id, voice) for page in archive for voice in answering(Watchlists({"q": node}), page)}
        assert proposed >= answers, query
        assert proposed == answers or not proposal.is_exact, query


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("北京", True), ("京市", True), ("北市", False), ("東京", False), ("ferry", True), ("ferr", False),
        ("site:example.org AND ferry", True), ("site:ple.org AND ferry", False), ("ferry AND NOT language:de", True),
        ("comment:ferry", False), ("ferry AND author:\"ida brandt\"", True),
    ],
)  # fmt: skip
def test_words_are_those_of_the_matcher_also_where_no_spaces_stand(query: str, found: bool) -> None:
    searcher = searcher_of([article("我在北京市工作 and take the Ferry")])
    assert bool(voices_in(searcher, compiled(propose(parse_query(query)).sought))) == found


def test_days_bound_what_is_proposed() -> None:
    page = archived([(Layer.ARTICLE, Kind.PARAGRAPH, "ferry"), (Layer.COMMENT, Kind.COMMENT, "ferry")])
    searcher = searcher_of([page])
    ferry = compiled(propose(parse_query("ferry")).sought)
    assert voices_in(searcher, all_of([ferry, between(date(2021, 7, 15), None)])) == {("d1", 1)}
    assert voices_in(searcher, all_of([ferry, between(None, date(2021, 7, 20))])) == {("d1", -1)}


def test_a_word_longer_than_the_index_keeps_is_found() -> None:
    long = "x" * 70_000
    searcher = searcher_of([article(f"{long} {'y' * 300}z")])
    for query in ("x" * 9_000, f"{'y' * 300}*"):
        proposal = propose(parse_query(query))
        assert voices_in(searcher, compiled(proposal.sought)) == {("d1", -1)}, query[:10]
