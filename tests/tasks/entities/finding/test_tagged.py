"""What a tagging model makes of its network's answers."""

from __future__ import annotations

import re

import numpy as np
import numpy.typing as npt
import pytest

import tasks.entities.finding.tagged as module
from tasks.entities.finding.candidates import Candidate, NameText
from tasks.entities.finding.labels import LABELS, begin, inside
from tasks.entities.finding.tagged import TaggingModel
from tasks.entities.finding.windows import Marks, Pieces, Window

IDS = {"Omid": 10, "Bank": 11, "Kabul": 12, "Nothing": 13}
NETWORK = {10: begin("ORG"), 11: inside("ORG"), 12: begin("PLACE"), 13: begin("OTHER")}


def _tokenise(text: str) -> Pieces:
    found = list(re.finditer(r"\w+|[^\w\s]", text))
    return Pieces([IDS.get(match.group(), 3) for match in found], [match.span() for match in found], range(len(found)))


def _score(window: Window) -> npt.NDArray[np.float32]:
    scores = np.full((len(window.pieces), len(LABELS)), -9.0, dtype=np.float32)
    for row, piece in enumerate(window.pieces):
        scores[row, NETWORK.get(piece, 0)] = 0.0
    return scores


MODEL = TaggingModel(_tokenise, _score, Marks(1, 2))


def _find(text: str, *hints: Candidate) -> list[Candidate]:
    lines = [match.span() for match in re.finditer(r"[^\n]+", text)]
    return MODEL.find(NameText(text, lines, hints, frozenset()))


def _surfaces(text: str) -> list[tuple[str, str | None]]:
    return [(text[name.start : name.end], name.type) for name in _find(text)]


def test_labels_become_names_with_their_places_in_the_text() -> None:
    assert _surfaces("The Omid Bank of Kabul.\nKabul again") == [
        ("Omid Bank", "ORG"),
        ("Kabul", "PLACE"),
        ("Kabul", "PLACE"),
    ]


def test_a_name_ends_with_its_line() -> None:
    assert _surfaces("the Omid\nBank") == [("Omid", "ORG")]  # nothing goes on with a Bank that has not begun


def test_names_of_other_kinds_are_dropped() -> None:
    assert _surfaces("Nothing in Kabul") == [("Kabul", "PLACE")]


def test_a_document_without_words_has_no_names() -> None:
    assert _find("") == []


def test_what_is_too_long_to_be_read_is_left_to_the_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_PIECES", 3)
    text = "Kabul and Kabul and Zubrik.\nKabul"
    read, hinted = Candidate(10, 15, "GPE", 0.9), Candidate(20, 26, "PERSON", 0.7)
    found = _find(text, read, hinted, Candidate(28, 33, None, 0.2))
    assert [(name.start, name.type) for name in found] == [(0, "PLACE"), (10, "PLACE"), (20, "PERSON")]
