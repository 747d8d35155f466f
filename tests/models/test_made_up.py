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
