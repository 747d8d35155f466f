"""Rules are compiled from their table, and all their matches are found, the longest first."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from itertools import groupby

import pytest

from tasks.dates.expressions import (
    resolve_calendar,
    resolve_days,
    resolve_pointing,
    resolve_relative,
    resolve_written,
)
from tasks.dates.expressions.rules import REACH, cores, matches, rules
from tasks.dates.expressions.tokens import letters

ROOMS = (resolve_calendar, resolve_days, resolve_relative, resolve_written, resolve_pointing)
TABLE = tomllib.loads(files("tasks.dates.expressions").joinpath("rules.toml").read_text(encoding="utf-8"))


def spans(text: str) -> list[tuple[int, int]]:
    return list(dict.fromkeys((first, last) for first, last, _ in matches(letters(text))))


def test_every_resolver_serves_a_rule() -> None:
    known = [set(module.RESOLVERS) for module in ROOMS]
    assert {rule["resolver"] for rule in TABLE["rule"]} == set().union(*known)
    assert sum(map(len, known)) == len(set().union(*known))


def test_rules_stand_in_the_order_of_the_table_each_alternative_a_rule_of_its_own() -> None:
    named = {name: resolver for module in ROOMS for name, resolver in module.RESOLVERS.items()}
    compiled = [resolver for resolver, _ in groupby(rule.resolver for rule in rules())]
    assert compiled == [named[name] for name, _ in groupby(rule["resolver"] for rule in TABLE["rule"])]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It rained .", []),
        ("On July 3 , 2001 it rained", [(1, 5), (1, 2), (4, 5)]),
        ("yesterday", [(0, 1)]),
        ("last week or next year", [(0, 2), (3, 5)]),
        ("the third quarter of 2009", [(0, 5), (0, 3), (4, 5)]),
    ],
)
def test_matches_come_by_place_the_longest_first(text: str, expected: list[tuple[int, int]]) -> None:
    assert [span for span in spans(text) if span in expected] == expected
    assert bool(spans(text)) == bool(expected)


@pytest.mark.parametrize("gap", [0, 1, 2 * REACH - 1, 2 * REACH, 2 * REACH + 1, 5 * REACH])
def test_words_between_two_expressions_hide_neither(gap: int) -> None:
    text = "yesterday " + "plain " * gap + "tomorrow"
    found = spans(text)
    assert (0, 1) in found
    assert (gap + 1, gap + 2) in found


def test_equal_matches_come_in_the_order_of_their_rules() -> None:
    lettered = letters("daily yesterday the 20th century in May 2003")
    places = {id(rule.resolver): place for place, rule in reversed(list(enumerate(rules())))}
    found = [(first, -last, places[id(resolver)]) for first, last, resolver in matches(lettered)]
    assert [key[:2] for key in found] == sorted(key[:2] for key in found)


@pytest.mark.parametrize("text", ["Nothing here .", "In May .", "3 4"])
def test_a_text_without_a_core_is_not_looked_at(text: str) -> None:
    assert (cores().search(letters(text)) is None) == (text != "In May .")


def test_what_a_rule_needs_are_the_sets_outside_its_brackets_the_smallest_first() -> None:
    that_month = next(rule for rule in rules() if rule.needs == frozenset(letters("that")) and len(rule.also) > 1)
    assert all(rule.needs for rule in rules())
    assert all(len(rule.needs) <= len(other) for rule in rules() for other in rule.also)
    assert that_month.pattern.match(letters("that October")) is not None
