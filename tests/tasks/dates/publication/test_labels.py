"""Every date of a line takes the word beside it; a line with one date or without such a word is left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.dates.publication.labels import labelled, told_apart
from tasks.dates.stamp.printed import read_moment


def told(text: str) -> list[tuple[str | None, str]]:
    return [
        (role, moment.isoformat()) for role, moment in told_apart(text, lambda part: read_moment(part, None, "DMY"))
    ]


BOTH = [("updated", "2021-03-05"), ("published", "2018-02-03")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Updated: March 5, 2021 | Published: February 3, 2018", BOTH),
        ("Updated - March 05, 2021 | Published - February 03, 2018 - VELLAN", BOTH),
        ("March 5, 2021 (Updated) February 3, 2018 (Published)", BOTH),
        ("Aktualisiert: 5. März 2021 | Veröffentlicht: 3. Februar 2018", BOTH),
        ("Actualizado: 05/03/2021 | Publicado: 03/02/2018", BOTH),
        ("Publié le 3 février 2018, mis à jour le 5 mars 2021", BOTH[::-1]),
        ("Posted February 3, 2018, last modified March 5, 2021", BOTH[::-1]),
        ("February 3, 2018. Updated March 5, 2021", [(None, "2018-02-03"), ("updated", "2021-03-05")]),
        ("Updated March 5, 2021", []),
        ("February 3, 2018 to March 5, 2021", []),
        ("Updated March 5, 2021, published February 3, 2018" + 120 * "x", []),
    ],
)
def test_each_date_of_a_line_takes_the_word_beside_it(text: str, expected: list[tuple[str | None, str]]) -> None:
    assert told(text) == expected


def test_a_word_leads_a_stamp_or_stands_alone_before_it() -> None:
    assert labelled("", "Updated 5 March 2021") == "updated"
    assert labelled("Published", "5 March 2021") == "published"
    assert labelled("", "5 March 2021") is None
    assert labelled("published " * 9, "5 March 2021") is None


@given(st.text(max_size=200))
def test_no_text_is_too_odd(text: str) -> None:
    assert len(told_apart(text, read_moment)) != 1
