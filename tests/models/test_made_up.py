"""What made-up training texts promise."""

from __future__ import annotations

import random

from models.made_up import MadeUp

PERSONS = ["Maria Okonta", "Ali bin Zubrik"]


def test_names_stand_where_they_are_said_to_stand_and_cover_no_field() -> None:
    for document in MadeUp(PERSONS, random.Random(3)).documents(60):
        for sentence in document:
            assert "{" not in sentence.text
            assert all(sentence.text[name.start : name.end].strip() for name in sentence.names)
            ends = [0, *(name.end for name in sentence.names)]
            assert all(before <= name.start for before, name in zip(ends, sentence.names, strict=False))


def test_initials_and_surname_are_one_name() -> None:
    documents = MadeUp(PERSONS, random.Random(3)).documents(200)
    names = [s.text[name.start : name.end] for document in documents for s in document for name in s.names]
    assert any(name[1:] in (". Okonta", ". Zubrik") for name in names)
    assert not any(name.endswith(".") and len(name) == 2 for name in names)


def test_the_same_chance_makes_the_same_texts() -> None:
    first, second = (list(MadeUp(PERSONS, random.Random(7)).documents(20)) for _ in range(2))
    assert first == second


def test_later_blocks_can_be_left_out() -> None:
    first = list(MadeUp(PERSONS, random.Random(7)).documents(300, 1))
    everything = list(MadeUp(PERSONS, random.Random(7)).documents(300))
    headings = [{document[0].text[:4] for document in documents} for documents in (first, everything)]
    assert len(headings[0]) < len(headings[1])


def test_an_abbreviation_that_is_no_organisation_is_no_name() -> None:
    documents = MadeUp(PERSONS, random.Random(5)).documents(3000)
    named = {s.text[name.start : name.end] for document in documents for s in document for name in s.names}
    assert any(
        "ORG" in name.types for d in MadeUp(PERSONS, random.Random(5)).documents(50) for s in d for name in s.names
    )
    assert not named & {"CEO", "GDP", "RFP", "COVID-19"}


def test_forms_of_other_languages_are_filled_in_too() -> None:
    documents = list(MadeUp(PERSONS, random.Random(3)).documents(80, of_languages=True))
    texts = " ".join(sentence.text for document in documents for sentence in document)
    assert "{" not in texts
    assert all(word in texts for word in ("Polizei", "polícia", "police de", "policía"))
