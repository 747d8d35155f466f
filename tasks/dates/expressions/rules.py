"""The rules of rules.toml, compiled, and all their matches in a string of token classes.

What belongs here: from the table to matches. What does not: the classes (tokens.py), choosing among overlapping
matches and their values (find.py, resolve_*.py).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from tasks.dates.expressions import (
    resolve_calendar,
    resolve_days,
    resolve_pointing,
    resolve_relative,
    resolve_written,
)
from tasks.dates.expressions.context import Resolver
from tasks.dates.expressions.tokens import class_letters

REACH = 8  # tokens of a match to either side of one of its cores, and of what a rule looks at around it
_ELEMENT = re.compile(r"(?:\[[^\]]+\]|[^\[\]?|])(\?)?")  # of a pattern: a class or a set of classes, optional or not
_NAME = re.compile(r"[A-Z][A-Z_]*")


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern over the letters of a token string, and the function that gives a match its value."""

    pattern: re.Pattern[str]
    resolver: Resolver
    needs: frozenset[str]  # letters, of which every match has one
    also: tuple[frozenset[str], ...] = ()  # more such sets, each of which every match has one of


@lru_cache(maxsize=1)
def _raw_rules() -> dict[str, Any]:
    return tomllib.loads(files("tasks.dates.expressions").joinpath("rules.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def cores() -> re.Pattern[str]:
    """Finds a token without which no rule matches."""
    return re.compile(f"[{_compiled(_raw_rules()['cores'], {}).replace(chr(10), '')}]")


@lru_cache(maxsize=1)
def rules() -> tuple[Rule, ...]:
    """The rules of rules.toml, in its order. Raises KeyError on an unknown class, macro or resolver."""
    raw = _raw_rules()
    rooms = (resolve_days, resolve_calendar, resolve_relative, resolve_written, resolve_pointing)
    resolvers = {name: function for room in rooms for name, function in room.RESOLVERS.items()}
    return tuple(
        _rule(alternative, resolvers[rule["resolver"]])
        for rule in raw["rule"]
        for alternative in _alternatives(_compiled(rule["pattern"], raw["macros"]))
    )


def _rule(pattern: str, resolver: Resolver) -> Rule:
    needs, *also = _needs(pattern)
    return Rule(re.compile(pattern), resolver, needs, tuple(also))


def _alternatives(pattern: str) -> list[str]:
    """The parts of a pattern between bars outside all brackets: each alone needs more letters than all together."""
    parts, depth = [""], 0
    for character in pattern:
        depth += (character in "([") - (character in ")]")
        if character == "|" and depth == 0:
            parts.append("")
        else:
            parts[-1] += character
    return parts


def _needs(pattern: str) -> list[frozenset[str]]:
    """Sets of letters of each of which every match has one, the smallest first; one of them may be the cores."""
    core_letters = frozenset(cores().pattern[1:-1]).intersection(pattern)
    plain = _without_groups(pattern)
    needed = [frozenset(found[0].strip("[]")) for found in _ELEMENT.finditer(plain) if found[1] is None]
    return sorted((*reversed(needed), core_letters), key=len)


def _without_groups(pattern: str) -> str:
    """What of a pattern stands outside all round brackets."""
    kept: list[str] = []
    depth = 0
    for place, character in enumerate(pattern):
        depth -= character == ")"
        is_of_group = character in "()" or (character == "?" and pattern[place - 1] == ")")
        if depth == 0 and not is_of_group:
            kept.append(character)
        depth += character == "("
    return "".join(kept)


def _compiled(pattern: str, macros: dict[str, str]) -> str:
    """A pattern with macros and class names replaced by letters, and without blanks."""
    classes = class_letters()

    def replaced(name: re.Match[str]) -> str:
        word = name[0]
        return _compiled(macros[word], macros) if word in macros else classes[word]

    return _NAME.sub(replaced, pattern).replace(" ", "")


def _stretches(lettered: str) -> Iterator[tuple[int, int]]:
    """The stretches of tokens in which a match can lie: those around the tokens without which no rule matches."""
    first = last = -1
    for found in cores().finditer(lettered):
        if first >= 0 and found.start() - REACH > last:
            yield first, last
            first = -1
        if first < 0:
            first = max(0, found.start() - REACH)
        last = min(len(lettered), found.end() + REACH)
    if first >= 0:
        yield first, last


@lru_cache(maxsize=1)
def _rules_by_need() -> dict[str, frozenset[int]]:
    """Of every letter that some rule needs, the places of those rules."""
    wanting: dict[str, set[int]] = {}
    for place, rule in enumerate(rules()):
        for letter in rule.needs:
            wanting.setdefault(letter, set()).add(place)
    return {letter: frozenset(places) for letter, places in wanting.items()}


def matches(lettered: str) -> list[tuple[int, int, Resolver]]:
    """All matches of all rules, by place, the longest first."""
    table, by_need = rules(), _rules_by_need()
    found: list[tuple[int, int, int]] = []
    for first, last in _stretches(lettered):
        present = frozenset(lettered[first:last])
        wanted = frozenset().union(*[by_need[letter] for letter in present if letter in by_need])
        for place in wanted:
            if any(map(present.isdisjoint, table[place].also)):
                continue
            for match in table[place].pattern.finditer(lettered, first, last):
                found.append((match.start(), -match.end(), place))  # noqa: PERF401 - three loops deep
    found.sort()  # a set has no order, and all that follows depends on one
    return [(first, -last, table[place].resolver) for first, last, place in found if first < -last]
