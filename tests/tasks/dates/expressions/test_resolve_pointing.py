"""Expressions that count from another one lie so far from it, to the day."""

from __future__ import annotations

import pytest

from tests.tasks.dates.expressions.readings import WEDNESDAY, values


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        ("en", "two days before yesterday", "2021-07-11"),
        ("en", "three weeks from tomorrow", "2021-08-05"),
        ("en", "two days after today", "2021-07-16"),
        ("en", "We will leave in two years", "2023-07-14"),
        ("en", "Monday of last week", "2021-07-05"),
        ("en", "the end of year", "2021"),
        ("en", "two years and three months", "P2Y3M"),
        ("de", "vorgestern", "2021-07-12"),
        ("de", "in drei Wochen", "2021-08-04"),
        ("de", "Ende des Jahres", "2021"),
        ("fr", "dans trois ans", "2024-07-14"),
        ("fr", "toute la journée", "P1D"),
        ("es", "dos días antes de ayer", "2021-07-11"),
        ("es", "a principios de año", "2021"),
        ("it", "tutto il mese", "P1M"),
        ("it", "la settimana prossima", "2021-W29"),
        ("nl", "dinsdag van vorige week", "2021-07-06"),
        ("nl", "2 weken voor 13 mei 1999", "1999-04-29"),
        ("pl", "za trzy tygodnie", "2021-08-04"),
        ("ru", "через три недели", "2021-08-04"),
        ("id", "tahun ini", "2021"),
        ("id", "tiga hari lalu", "2021-07-11"),
        ("zh", "去年", "2020"),
        ("zh", "上周五", "2021-07-09"),
        ("zh", "昨天下午", "2021-07-13TAF"),
        ("zh", "一个星期又三天", "P1W3D"),
        ("ja", "来週の金曜日", "2021-07-23"),
        ("ja", "10年前", "2011"),
        ("ja", "1年3か月", "P1Y3M"),
        ("ko", "3일 전", "2021-07-11"),
        ("ko", "지난주 금요일", "2021-07-09"),
    ],
)
def test_what_points_is_counted_from_what_it_points_from(language: str, text: str, value: str) -> None:
    assert list(values(text, WEDNESDAY, language).values()) == [value]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "It grew in two years", "P2Y"),  # no future: a length of time
        ("de", "was der Planet in einem Jahr hervorbrachte", "P1Y"),
        ("en", "They will win a title in three decades", "P30Y"),
        ("en", "two days during Christmas", "P2D"),
    ],
)
def test_a_length_of_time_stays_one(language: str, text: str, expected: str) -> None:
    assert next(iter(values(text, WEDNESDAY, language).values())) == expected


def test_without_an_anchor_what_points_only_lies_before_or_after() -> None:
    assert values("去年", None, "zh") == {"去年": "PAST_REF"}
    assert values("in drei Wochen", None, "de") == {"in drei Wochen": "FUTURE_REF"}
    assert values("Monday of last week", None) == {"Monday of last week": "XXXX-WXX-1"}
