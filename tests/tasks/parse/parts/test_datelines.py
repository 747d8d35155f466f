"""Which beginnings of a report are datelines, and what they say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.parse.parts.datelines import read_dateline

REST = "Customs officers opened the crossing again after a week of talks."


@pytest.mark.parametrize(
    ("dateline", "place", "agency", "stamp"),
    [
        ("KABUL, July 14 (Reuters) – ", "Kabul", "Reuters", "July 14"),
        ("KABUL (Reuters) - ", "Kabul", "Reuters", None),
        ("WASHINGTON, D.C. (AP) — ", "Washington, D.C.", "AP", None),
        ("LYON, Calif. — ", "Lyon, Calif.", None, None),
        ("RIO DE JANEIRO (AP) -- ", "Rio de Janeiro", "AP", None),
        ("LONDON, July 14, 2021 — ", "London", None, "July 14, 2021"),
        ("(Reuters) - ", None, "Reuters", None),
        ("July 14 (Reuters) - ", None, "Reuters", "July 14"),
        ("Frankfurt am Main (dpa) – ", "Frankfurt am Main", "dpa", None),
        ("Berlin, 14. Juli (dpa) – ", "Berlin", "dpa", "14. Juli"),
        ("Berlin/Paris (AFP) – ", "Berlin/Paris", "AFP", None),
        ("Paris, 14 juillet 2021 (Agence France-Presse) - ", "Paris", "AFP", "14 juillet 2021"),
        ("MADRID, 14 Jul. (EUROPA PRESS) - ", "Madrid", "Europa Press", "14 Jul."),
        ("Madrid, 14 jul (EFE).- ", "Madrid", "EFE", "14 jul"),
        ("LANDI KOTAL, July 14 (XNA) – ", "Landi Kotal", "XNA", "July 14"),
    ],
)
def test_a_dateline_has_place_agency_and_date(
    dateline: str, place: str | None, agency: str | None, stamp: str | None
) -> None:
    read = read_dateline(dateline + REST)
    assert read is not None
    assert (read.place, read.agency, read.stamp) == (place, agency, stamp)
    assert (dateline + REST)[read.length :] == REST


@pytest.mark.parametrize(
    "opening",
    [
        "UPDATE – ", "MIRA – ", "Video – ", "LIVE: ", "He said – ", "The minister (SPD) – ", "Angela Muster (CDU) – ",
        "Mr Smith (Labour) - ", "NASA: ", "By Ann Lee - ", "1. ", "Harwich – ", "EDITOR'S NOTE — ",
    ],
)  # fmt: skip
def test_other_beginnings_are_no_datelines(opening: str) -> None:
    assert read_dateline(opening + REST) is None


def test_a_dateline_without_a_report_behind_it_is_a_label() -> None:
    assert read_dateline("KABUL (Reuters) – More.") is None


@given(st.text(alphabet="KABULabul, .()–-Jy14Reuters", max_size=200))
def test_a_dateline_is_a_beginning_of_its_text(text: str) -> None:
    read = read_dateline(text)
    assert read is None or 0 < read.length < len(text)
