"""Whose picture it is, as credits print it; and which captions end in a credit. All names of persons are made up."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.parse.parts.picture_credits import credit_at_end, read_credit


@pytest.mark.parametrize(
    ("text", "photographers", "agencies"),
    [
        ("Photograph: Asif Achari/AFP/Getty Images", ["Asif Achari"], ["AFP", "Getty Images"]),
        ("Photo: Jane Roe/AFP via Getty Images", ["Jane Roe"], ["AFP", "Getty Images"]),
        ("Foto: dpa", [], ["dpa"]),
        ("Bild: picture alliance/dpa", [], ["picture alliance", "dpa"]),
        ("Fotos: Ann Lee und Bo Ek", ["Ann Lee", "Bo Ek"], []),
        ("Crédit photo : Jean Duval/AFP", ["Jean Duval"], ["AFP"]),
        ("Foto: Marta Gil / EFE", ["Marta Gil"], ["EFE"]),
        ("REUTERS/Jon Dow/File Photo", ["Jon Dow"], ["Reuters"]),
        ("(AP Photo/Jane Roe)", ["Jane Roe"], ["AP"]),
        ("© Jane Roe / AFP", ["Jane Roe"], ["AFP"]),
        ("Photo by Jane Roe on Unsplash", ["Jane Roe"], ["Unsplash"]),
        ("Jane Roe for The Quay Tribune", ["Jane Roe"], ["Quay Tribune"]),
        ("Ann Lee/Quayside News Service", ["Ann Lee"], ["Quayside News Service"]),
        ("Courtesy of the Harbour Museum", [], ["Harbour Museum"]),
        ("Getty Images", [], ["Getty Images"]),
        ("Foto: Ann Lee/Shutterstock.com", ["Ann Lee"], ["Shutterstock"]),
        ("Bild: Hafenamt (Stand: 5. Februar 2020)", [], ["Hafenamt"]),
        ("Handout", [], []),
    ],
)
def test_photographers_are_told_from_agencies(text: str, photographers: list[str], agencies: list[str]) -> None:
    credit = read_credit(text)
    assert (list(credit.photographers), list(credit.agencies)) == (photographers, agencies)


@pytest.mark.parametrize(
    ("caption", "credit"),
    [
        ("The span on its barge. (AP Photo/Jane Roe)", "(AP Photo/Jane Roe)"),
        ("The span on its barge. Photograph: Jane Roe/AFP", "Photograph: Jane Roe/AFP"),
        ("Die Brücke im Morgenlicht. Foto: Ann Lee/dpa", "Foto: Ann Lee/dpa"),
        ("The span on its barge. © Jane Roe", "© Jane Roe"),
    ],
)
def test_a_caption_may_end_in_its_credit(caption: str, credit: str) -> None:
    begin = credit_at_end(caption)
    assert begin is not None
    assert caption[begin:].strip() == credit


@pytest.mark.parametrize("caption", ["A ship (left) in port", "The span (2021)", "The mayor, Ann Lee", ""])
def test_brackets_alone_are_no_credit(caption: str) -> None:
    assert credit_at_end(caption) is None


@given(st.text(max_size=300))
def test_any_text_can_be_read_and_gives_each_name_once(text: str) -> None:
    credit = read_credit(text)
    for names in (credit.photographers, credit.agencies):
        assert len(set(names)) == len(names)
        assert all(names)
