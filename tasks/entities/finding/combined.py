"""A model's names and the rules' names as one: what either knows better.

What belongs here: choosing between the two, and telling kinds of places apart. What does not: finding names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from tasks.entities.finding.candidates import Candidate, NameText
from tasks.entities.finding.capitals import is_compound_ending
from tasks.entities.finding.labels import PLACE
from tasks.entities.lexicon.gazetteer import Find, PlaceKind
from tasks.entities.lexicon.tables import tags, words

MODEL_TYPES = frozenset(("PERSON", "ORG", "GPE", "LOC", "FAC"))  # here the model is right more often than the rules
_MARKS = frozenset('-–—:;,/\\|*_~^•·"“”„ ')
_HYPHENATED_REST = re.compile(r"[-‑]([a-z]{1,12})(?![\w-])")
_PLACES = frozenset(("GPE", "LOC", "FAC"))


def combined(document: NameText, found: Sequence[Candidate], find: Find) -> Iterator[Candidate]:
    """The model's names with types of OntoNotes, and between them what only rules know: peoples, laws, events.

    Capitalised words that neither calls a name stay as candidates without a type. In text order, without overlap.
    """
    hints = iter(document.hints)
    hint = next(hints, None)
    for number, name in enumerate(found):
        same = None
        while hint is not None and hint.start < name.end:
            if hint.end <= name.start:
                yield from _kept(hint)
            elif (hint.start, hint.end) == (name.start, name.end):
                same = hint
            hint = next(hints, None)
        whole = _whole(document.text, name, found[number + 1].start if number + 1 < len(found) else len(document.text))
        if whole is not None:
            yield _typed(document.text, whole, same, find)
    while hint is not None:
        yield from _kept(hint)
        hint = next(hints, None)


def _kept(hint: Candidate) -> Iterator[Candidate]:
    if hint.type not in MODEL_TYPES:
        yield hint


def _whole(text: str, name: Candidate, limit: int) -> Candidate | None:
    """The name without marks around it, and with the rest of a hyphenated word: `Dae-jun`, but `US` of `US-led`."""
    start, end = name.start, name.end
    if name.type == "PERSON":
        start += _title_length(text[start:end])
    while start < end and text[start] in _MARKS:
        start += 1
    while end > start and text[end - 1] in _MARKS:
        end -= 1
    rest = _HYPHENATED_REST.match(text, end, limit)
    if rest is not None and not is_compound_ending(rest.group(1)):
        end = rest.end()
    elif text[end : end + 1] == "." and end + 1 < limit and text[end + 1] != "\n":
        end += text[start:end].rpartition(" ")[2] in words()["closing_abbreviations"]  # the full stop of `Zubrik Inc.`
    is_name = start < end and text[end : end + 1] not in ("$", "€", "£")  # US$ is money
    is_head = name.type == PLACE and text[start:end] in words()["administrative_heads"]  # `the Kingdom`
    return replace(name, start=start, end=end) if is_name and not is_head else None


def _title_length(name: str) -> int:
    """How much of a person's name are titles that the model left on: `Gen Zubrik`; Dean may be a given name."""
    lists, length = words(), 0
    while (gap := name.find(" ", length)) > 0:
        word = name[length:gap]
        if word not in lists["titles"] or word in lists["given_names"]:
            break
        length = gap + 1
    return length


def _typed(text: str, name: Candidate, same: Candidate | None, find: Find) -> Candidate:
    if name.type != PLACE:
        return name
    if same is not None and same.type in _PLACES:
        return replace(name, type=same.type)
    return replace(name, type=kind_of_place(" ".join(text[name.start : name.end].split()), find))


def kind_of_place(surface: str, find: Find) -> str:
    """GPE, LOC or FAC for a place's name, by the gazetteer, else by the word for what it is."""
    known = find(surface)
    if known:
        return "LOC" if max(place.kind for place in known) in (PlaceKind.AREA, PlaceKind.CONTINENT) else "GPE"
    lists, parts = tags(), surface.split(" ")
    last = lists.get(parts[-1], frozenset())
    if "facility_heads" in last:
        return "FAC"
    is_natural = "location_heads" in last and "administrative_heads" not in last
    return "LOC" if is_natural or "leading_locations" in lists.get(parts[0], frozenset()) else "GPE"
