"""What the language of watchlist queries promises."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.watchlists.query import AllOf, AnyOf, Near, QueryError, Words, canonical, parse_query


def test_near_binds_closer_than_and_and_closer_than_or() -> None:
    tree = parse_query("ferry OR canal AND lock NEAR/3 gate")
    assert isinstance(tree, AnyOf)
    assert isinstance(tree.parts[1], AllOf)
    assert isinstance(tree.parts[1].parts[1], Near)
    assert tree.parts[1].parts[1].distance == 3


def test_without_a_number_near_means_ten_words() -> None:
    tree = parse_query("ferry NEAR lock")
    assert isinstance(tree, Near)
    assert tree.distance == 10


def test_operators_are_written_in_capitals_and_are_whole_words() -> None:
    assert isinstance(parse_query("ANDES"), Words)
    assert canonical(parse_query('"rock and roll"')) == canonical(parse_query('"rock  and\nroll"'))


def test_not_takes_away_with_and_or_without_it() -> None:
    assert canonical(parse_query("ferry NOT lake")) == canonical(parse_query("ferry AND NOT lake"))


def test_the_order_of_parts_and_line_breaks_change_nothing() -> None:
    one, other = parse_query("a OR b AND c NEAR/2 d"), parse_query("c NEAR/2 d AND b\n OR a")
    assert canonical(one) == canonical(other)
    assert canonical(one) != canonical(parse_query("a OR b AND c NEAR/3 d"))


@pytest.mark.parametrize(
    ("query", "place", "words"),
    [
        ("", "line 1, column 1", "empty"),
        ("ferry lock", "line 1, column 7", "put the words of a phrase in quotation marks"),
        ("ferry AND", "line 1, column 10", "missing"),
        ("(ferry", "line 1, column 7", "not closed"),
        ("ferry)", "line 1, column 6", "needs a word"),
        ('ferry OR\n "lock', "line 2, column 2", "quotation mark is not closed"),
        ("NOT ferry", "line 1, column 1", "what is sought first"),
        ("ferry OR NOT lock", "line 1, column 10", "what is sought first"),
        ("ferry AND\n headline:lock", "line 2, column 2", "unknown field 'headline'; known are title"),
        ("ferry NEAR/3 (a AND b)", "line 1, column 7", "beside NEAR"),
        ("a NEAR b NEAR c", "line 1, column 10", "join two of them by AND"),
        ("NEAR/2 b", "line 1, column 1", "between two words"),
        ("site:example.org", "line 1, column 1", "a hit is a stretch of text"),
        ("ferry OR site:example.org", "line 1, column 1", "a hit is a stretch of text"),
        ("ferry AND *", "line 1, column 11", "letter or digit"),
        ("ferry AND site:exam*", "line 1, column 11", "one value"),
        ("(" * 100 + "ferry" + ")" * 100, "line 1", "brackets within each other"),
        ("a " * 20_000, "line 1, column 1", "characters at most"),
    ],
)
def test_a_wrong_query_says_what_is_wrong_and_where(query: str, place: str, words: str) -> None:
    with pytest.raises(QueryError) as refused:
        parse_query(query)
    assert place in str(refused.value)
    assert words in str(refused.value)


@given(st.text(alphabet='abAND ORNT()":*?/3\n#', max_size=40) | st.text(max_size=40))
@settings(max_examples=300, deadline=None)
def test_any_text_is_a_query_or_refused_with_its_place(text: str) -> None:
    try:
        assert canonical(parse_query(text))
    except QueryError as error:
        assert str(error).startswith("line ")
