"""Whose picture it is: `Photo: Jane Roe/AFP via Getty Images` to photographers and agencies.

What belongs here: reading one credit, and finding one at the end of a caption. What does not: where captions and
credits stand (html/captions.py, plain/head.py).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from tasks.parse.base.article_vocabulary import agency_of, any_of, article_words

LONGEST_CREDIT = 160  # characters
MOST_PARTS = 12  # names in one credit that are read; bounds the time of a hostile one
_EDGES = " \t.,;:|/-–—()[]©*"
_NAME = re.compile(
    r"[^\W\d_a-z][\w.'’-]{0,24}(?:\s(?:(?:van|von|de|der|den|del|da|di|la|le|el|al|bin|y)\s){0,2}[^\W\d_a-z][\w.'’-]{0,24}){1,3}"
)
_BRACKETED = re.compile(r"(?<=\S)\s?[(\[](?P<credit>[^()\[\]]{3,120})[)\]]\W{0,2}$")


@dataclass(frozen=True, slots=True)
class PrintedCredit:
    """Photographers, and agencies or lenders, in printed order, each once."""

    photographers: tuple[str, ...]
    agencies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Patterns:
    label: re.Pattern[str]
    author: re.Pattern[str]
    between: re.Pattern[str]
    labelled_tail: re.Pattern[str]
    fillers: frozenset[str]
    organisations: frozenset[str]


@lru_cache(maxsize=1)
def _patterns() -> _Patterns:
    table = article_words()["credit"]
    labels, authors = any_of(table["labels"]), any_of(table["authors"])
    return _Patterns(
        label=re.compile(
            rf"\W{{0,3}}(?:{labels})\s?(?::|[|/–—-](?=\s)|(?=\s(?:{authors})\s)|©|\s(?=©))\s?", re.IGNORECASE
        ),
        author=re.compile(rf"(?:{authors})\s", re.IGNORECASE),
        between=re.compile(
            rf"\s?[/|•·,;+&©]\s?|\s(?:-|–|—)\s|\s(?:{any_of(table['joiners'])}|and|und|et|y)\s", re.IGNORECASE
        ),
        labelled_tail=re.compile(
            rf"(?<=[.!?…\"”»)\s])\s?(?P<credit>(?:{labels})(?:\s?:|\s(?:by|courtesy)\s).{{2,110}}|©\s?.{{2,80}})$",
            re.IGNORECASE,
        ),
        fillers=frozenset(table["fillers"]),
        organisations=frozenset(table["organisations"]),
    )  # fmt: skip


def read_credit(text: str) -> PrintedCredit:
    """Read a credit; both lists are empty where neither a person's name nor a known agency stands in it."""
    patterns = _patterns()
    line = " ".join(text[:LONGEST_CREDIT].split()).strip(_EDGES)
    line = patterns.label.sub("", line, count=1).strip(_EDGES)
    line = patterns.author.sub("", line, count=1) if patterns.author.match(line) else line
    people: list[str] = []
    agencies: list[str] = []
    unknown: list[str] = []  # lenders that no list knows and that may as well be part of a sentence
    whole = agency_of(line)
    parts = [line] if whole is not None else patterns.between.split(line)[:MOST_PARTS]
    for part in parts:
        _sort(part.strip(_EDGES), people, agencies, unknown)
    if not agencies and (people or len(parts) == 1):
        agencies = unknown[:1]
    return PrintedCredit(tuple(dict.fromkeys(people)), tuple(dict.fromkeys(agencies)))


def _sort(part: str, people: list[str], agencies: list[str], unknown: list[str]) -> None:
    """Put one part of a credit where it belongs; `AP Photo` is the agency, `File` is nothing."""
    if not part or part.casefold() in _patterns().fillers:
        return
    bare = _patterns().author.sub("", part, count=1) if _patterns().author.match(part) else part
    agency = (
        agency_of(bare)
        or agency_of(bare.removesuffix(".com"))
        or agency_of(" ".join(w for w in bare.split() if w.casefold() not in _patterns().fillers))
    )
    bare = bare.partition("(")[0].strip(_EDGES).removeprefix("the ").removeprefix("The ")
    if agency is not None:
        agencies.append(agency)
    elif bare[:1].isupper() and not _patterns().organisations.isdisjoint(bare.casefold().split()):
        agencies.append(bare)
    elif _NAME.fullmatch(bare) is not None and not bare.isupper():
        people.append(bare)
    elif bare[:1].isupper() and any(map(str.isalpha, bare)) and len(bare) <= 60:
        unknown.append(bare)


def credit_at_end(caption: str) -> int | None:
    """Where in a caption its credit begins: in brackets, or behind a label; None where it has none."""
    bracketed = _BRACKETED.search(caption[-140:])
    offset = max(0, len(caption) - 140)
    if bracketed is not None:
        found = read_credit(bracketed["credit"])
        is_labelled = _patterns().label.match(bracketed["credit"]) is not None
        if is_labelled or any(agency in article_words()["agencies"] for agency in found.agencies):
            return offset + bracketed.start()
    labelled = _patterns().labelled_tail.search(caption[-140:])
    return None if labelled is None else offset + labelled.start("credit")
