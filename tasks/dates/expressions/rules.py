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

from tasks.dates.expressions import resolve_calendar, resolve_days, resolve_relative
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
    resolvers = resolve_days.RESOLVERS | resolve_calendar.RESOLVERS | resolve_relative.RESOLVERS
    patterns = [re.compile(_compiled(rule["pattern"], raw["macros"])) for rule in raw["rule"]]
    return tuple(
        Rule(pattern, resolvers[rule["resolver"]], _needs(pattern.pattern))
        for pattern, rule in zip(patterns, raw["rule"], strict=True)
    )


def _needs(pattern: str) -> frozenset[str]:
    """The smallest set of letters of which every match has one: of those outside all brackets, or else the cores."""
    core_letters = frozenset(cores().pattern[1:-1]).intersection(pattern)
    plain = _without_groups(pattern)
    if "|" in plain:
        return core_letters
    needed = [frozenset(found[0].strip("[]")) for found in _ELEMENT.finditer(plain) if found[1] is None]
    return min((*reversed(needed), core_letters), key=len)


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
        wanted = [by_need[letter] for letter in set(lettered[first:last]) if letter in by_need]
        for place in frozenset().union(*wanted):
            for match in table[place].pattern.finditer(lettered, first, last):
                found.append((match.start(), -match.end(), place))  # noqa: PERF401 - three loops deep
    found.sort()  # a set has no order, and all that follows depends on one
    return [(first, -last, table[place].resolver) for first, last, place in found if first < -last]
