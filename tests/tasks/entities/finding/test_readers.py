"""Who reads a document for names."""

from __future__ import annotations

import pytest

from tasks.entities.finding.candidates import Candidate, NameText
from tasks.entities.finding.readers import ENGLISH, OTHERS, NameReader, model_for, names_by


class _Silent:
    def find(self, document: NameText) -> list[Candidate]:
        return []


READERS = (NameReader("model-en", _Silent(), ENGLISH), NameReader("model-multi", _Silent(), OTHERS))


@pytest.mark.parametrize(
    ("language", "reader"),
    [("en", "model-en"), (None, "model-en"), ("de", "model-multi"), ("pt", "model-multi"), ("tr", None)],
)
def test_a_document_is_named_by_the_model_of_its_language(language: str | None, reader: str | None) -> None:
    assert names_by(READERS, language) == reader
    assert (model_for(READERS, language) is None) == (reader is None)


def test_without_a_model_rules_name_what_they_read_and_nobody_the_rest() -> None:
    assert [names_by((), language) for language in ("en", "de", None, "zh")] == ["rules", "rules", "rules", None]
    assert names_by(READERS[:1], "fr") == "rules"
    assert model_for(READERS[:1], "fr") is None
