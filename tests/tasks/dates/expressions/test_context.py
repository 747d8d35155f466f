"""A match sees its own tokens and those around it; a context counts no finer than its anchor is known."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from tasks.dates.expressions.context import NEAR, REACH, Context, Found, Reading, resolvers
from tasks.dates.expressions.periods import Period
from tasks.dates.expressions.tokens import tokenize
from tasks.records import Moment, Precision


def found(text: str, match: str) -> Found:
    """The tokens of `match` inside a text."""
    tokens = tokenize(text)
    start = text.index(match)
    first = tokens.starts.index(start)
    return Found(tokens, first, tokens.ends.index(start + len(match)) + 1)


@pytest.mark.parametrize(
    ("precision", "known"),
    [
        (Precision.YEAR, {"year", "decade", "century"}),
        (Precision.MONTH, {"year", "decade", "century", "month", "quarter"}),
        (Precision.DAY, {"year", "decade", "century", "month", "quarter", "week", "day"}),
    ],
)
def test_an_anchor_is_known_for_units_no_finer_than_itself(precision: Precision, known: set[str]) -> None:
    context = Context(Moment(datetime(2021, 7, 14), precision))
    units = ("century", "decade", "year", "quarter", "month", "week", "day")
    assert {unit for unit in units if context.at(unit) == date(2021, 7, 14)} == known
    assert {unit for unit in units if context.at(unit) is None} == set(units) - known
    assert context.at() == context.at("day")
    assert Context(None).at("century") is None


def test_an_anchor_is_the_day_of_its_own_zone() -> None:
    late = Moment(datetime(2021, 7, 14, 23, 30), Precision.MINUTE, 120)
    assert Context(late).at() == date(2021, 7, 15)


def test_a_match_has_words_and_values_by_class() -> None:
    match = found("He left on the 3rd July 2001 in rain", "3rd July 2001")
    assert match.word("MONTH") == "july"
    assert match.word("WEEKDAY") is None
    assert match.has("YEAR", "WEEKDAY")
    assert not match.has("IN")
    assert (match.number("ORDINAL_DAY"), match.number("MONTH"), match.number("YEAR")) == (3, 7, 2001)
    assert match.code("MONTH") is None
    assert match.indexes("MONTH", "YEAR") == [match.first + 1, match.first + 2]
    assert match.is_before("THE")
    assert not match.is_before("IN")
    assert match.is_followed_by("IN")
    assert not match.is_followed_by("THE")
    assert match.following_word() == "in"


def test_a_unit_has_a_code_and_no_number() -> None:
    match = found("the week", "week")
    assert (match.code("UNIT"), match.number("UNIT"), match.value("UNIT")) == ("week", None, "week")
    assert (match.following_word(), match.is_followed_by("UNIT")) == ("", False)
    assert match.value("MONTH") is None
    assert not found("the week", "the").is_before("THE")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It will open Friday", 1),
        ("It opened Friday", -1),
        ("It opens Friday", 0),
        ("On Friday it will open", 1),
        ("On Friday it opened", -1),
        ("He said it will open Friday", 1),  # the nearest verb
        ("It will be opened Friday", 1),  # the participle of a passive says nothing
        ("It is opened Friday", 0),
        ("It had been expected Friday", -1),
        ("It is expected Friday", 1),
        ("It is to open Friday", 1),
        ("It came to open Friday", -1),
        ("It came to be Friday", 1),
        ("A record set Friday", -1),
        ("A debate set to open Friday", 1),
        ("A debate set for Friday", 1),
        ("until Friday", 1),
        ("They had filed by Friday", -1),
        ("They have filed by Friday", 1),
        ("It opened. On Friday rain fell", -1),
        ("It will open! Friday rain", 0),
        ("It will open. Friday rain", 0),
        ("It will open in Aug. to rain Friday", 1),  # a dot before a small letter ends no sentence
        ("It will open; Friday it opened", -1),
        ("Friday! It will open", 0),
    ],
)
def test_the_nearest_verb_of_the_sentence_says_the_direction(text: str, expected: int) -> None:
    assert found(text, "Friday").direction() == expected


@pytest.mark.parametrize(("gap", "expected"), [(REACH - 2, 1), (REACH - 1, 0)])
def test_a_verb_is_looked_for_within_reach_before(gap: int, expected: int) -> None:
    assert found("will " + "plain " * gap + "Friday", "Friday").direction() == expected


@pytest.mark.parametrize(("gap", "expected"), [(REACH - 1, 1), (REACH, 0)])
def test_a_verb_is_looked_for_within_reach_behind(gap: int, expected: int) -> None:
    assert found("Friday " + "plain " * gap + "will", "Friday").direction() == expected


@pytest.mark.parametrize(("gap", "expected"), [(NEAR - 2, -1), (NEAR - 1, 1)])
def test_had_is_of_the_same_clause_only_nearby(gap: int, expected: int) -> None:
    assert found("had " + "plain " * gap + "by Friday", "Friday").direction() == expected


@pytest.mark.parametrize(("gap", "expected"), [(NEAR - 1, -1), (NEAR, 1)])
def test_had_is_of_the_same_clause_only_nearby_behind(gap: int, expected: int) -> None:
    assert found("by Friday " + "plain " * gap + "had", "Friday").direction() == expected


def test_resolvers_are_called_with_what_they_need() -> None:
    reading, other = Reading("DATE", Period("a", "day")), Reading("DATE", Period("b", "day"))
    match, context = found("Friday", "Friday"), Context(None)

    def whole(found: Found, context: Context) -> Reading | None:
        return reading if found is match and context is not None else None

    def of_match(found: Found) -> Reading | None:
        return reading if found is match else None

    def of_context(seen: Context) -> Reading | None:
        return reading if seen is context else None

    made = resolvers([whole], [of_match], [of_context], {"always": other})
    assert {name: resolve(match, context) for name, resolve in made.items()} == {
        "whole": reading, "of_match": reading, "of_context": reading, "always": other,
    }  # fmt: skip
    assert set(resolvers([whole], [of_match])) == {"whole", "of_match"}
