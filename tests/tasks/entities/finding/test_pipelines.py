"""What other libraries' models become behind our door."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest

import tasks.entities.finding.pipelines as module
from tasks.entities.finding.candidates import Candidate, NameText
from tasks.entities.finding.pipelines import GlinerNames, SpacyModel


@dataclass
class _Entity:
    start_char: int
    end_char: int
    label_: str


@dataclass
class _Document:
    ents: list[_Entity]


class _Pipeline:
    """Finds capitalised words; numbers are of a type that is none of ours."""

    def pipe(self, texts: Iterable[str]) -> Iterator[_Document]:
        for text in texts:
            yield _Document(
                [
                    _Entity(match.start(), match.end(), "CARDINAL" if match.group().isdigit() else "PER")
                    for match in re.finditer(r"[A-Z]\w+|\d+", text)
                ]
            )


class _Gliner:
    """Answers as GLiNER does; the second answer lies within the first."""

    def predict_entities(self, text: str, labels: list[str]) -> list[dict[str, Any]]:
        assert "person" in labels
        found: list[dict[str, Any]] = []
        for match in re.finditer(r"[A-Z]\w+ [A-Z]\w+", text):
            found.append({"start": match.start(), "end": match.start() + 3, "label": "location", "score": 0.6})
            found.append({"start": match.start(), "end": match.end(), "label": "person", "score": 0.91})
        return found


def _document(text: str, *hints: Candidate) -> NameText:
    return NameText(text, [match.span() for match in re.finditer(r"[^\n]+", text)], hints, frozenset())


def test_a_pipelines_names_stand_in_the_document_and_only_our_types_are_kept() -> None:
    text = "one Omid\nand 20 of Zubrik"
    found = SpacyModel(_Pipeline()).find(_document(text))
    assert [(text[name.start : name.end], name.type) for name in found] == [("Omid", "PERSON"), ("Zubrik", "PERSON")]


def test_a_gliner_models_names_do_not_overlap_and_carry_its_score() -> None:
    text = "so\nsaid Maria Okonta there"
    found = GlinerNames(_Gliner()).find(_document(text))
    assert found == [Candidate(8, 20, "PERSON", 0.91)]


@pytest.mark.parametrize("model", [SpacyModel(_Pipeline()), GlinerNames(_Gliner())])
def test_long_lines_are_read_in_parts_and_what_is_too_long_is_left_to_the_rules(
    model: SpacyModel | GlinerNames, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_MOST_CHARACTERS", 60)
    monkeypatch.setattr(module, "_CHUNK_CHARACTERS", 20)
    text = "nothing stands here and " * 4 + "Zubrik"
    hint = Candidate(96, 102, "PERSON", 0.7)
    assert model.find(_document(text, hint)) == [hint]
