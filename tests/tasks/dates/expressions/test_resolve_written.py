"""Dates in the forms of lists, transcripts and other scripts have the values of those in running text."""

from __future__ import annotations

import pytest

from tests.tasks.dates.expressions.readings import WEDNESDAY, values


def only(text: str, language: str = "en") -> str | None:
    found = list(values(text, WEDNESDAY, language).values())
    return found[0] if len(found) == 1 else None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("on 23/Sep/2020 we met", "2020-09-23"),
        ("on Sep-23-2020 we met", "2020-09-23"),
        ("on 2020-Sep-23 we met", "2020-09-23"),
        ("on September-2020-23 we met", "2020-09-23"),
        ("on 23-2020-September we met", "2020-09-23"),
        ("plans for Dec/2018", "2018-12"),
        ("on Friday 2018-7-6 we met", "2018-07-06"),
        ("on 2020/12/1 we met", "2020-12-01"),
        ("away 2015-3", "2015-03"),
        ("this Friday-Jun-15 at", "2021-06-15"),
        ("in april 2017 it", "2017-04"),
        ("on july 4th of 1995", "1995-07-04"),
        ("june of 1992", "1992-06"),
        ("in april of 87", "1987-04"),
        ("on 4 july we", "2021-07-04"),
        ("the fourth of July 1995", "1995-07-04"),
        ("fourth of july of 1995", "1995-07-04"),
        ("on January twenty five nineteen eighty six", "1986-01-25"),
        ("on fifteen August nineteen hundred ninety three", "1993-08-15"),
        ("on tuesday the thirteenth.", "2021-07-13"),
        ("the first week of 2019", "2019-W01"),
        ("the last week of 2016", "2016-W52"),
        ("the week 3 of 2027", "2027-W03"),
        ("the 21st this month", "2021-07-21"),
        ("the 15th day of next month", "2021-08-15"),
        ("this friday", "2021-07-16"),
        ("on black friday 2010", "2010-11-26"),
        ("on labor day 2021", "2021-09-06"),
        ("on easter 2018", "2018-04-01"),
        ("on saint patrick 2020", "2020-03-17"),
    ],
)
def test_english_forms_of_requests_are_read(text: str, value: str) -> None:
    assert only(text.replace("labor day", "Labor Day")) == value


@pytest.mark.parametrize(
    "text",
    [
        "he may march on",
        "the sun sat low",
        "pages 1705-8 of it",
        "a black day for the union",
        "second street",
        "gate 2020",
        "flight BA 2012",
        "one of many in the march",
        "a Core i3-1315 inside",
        "an HR firm",
    ],
)
def test_words_and_numbers_that_are_no_times_are_left_alone(text: str) -> None:
    assert values(text, WEDNESDAY) in ({}, {"1705": "1705"})


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        ("de", "Am 28. Dezember 2012 wurde", "2012-12-28"),
        ("de", "Ende 1989", "1989"),
        ("fr", "le 1er mai 2018", "2018-05-01"),
        ("es", "diez de octubre de dos mil dieciocho", "2018-10-10"),
        ("es", "veintiocho de marzo de mil novecientos noventa y dos", "1992-03-28"),
        ("es", "este miércoles 4 de mayo de 2022", "2022-05-04"),
        ("pt", "terça-feira dia 25", "2021-07-25"),
        ("pt", "9 de 8 de 1971", "1971-08-09"),
        ("nl", "vierde juli van 1995", "1995-07-04"),
        ("pl", "po 1989 roku", "1989"),
        ("ru", "3 мая 2019 года", "2019-05-03"),
        ("tr", "15 Ekim 2020", "2020-10-15"),
        ("ar", "٣ يوليو ٢٠١٩", "2019-07-03"),
        ("fa", "۲۲ مهر ۱۴۰۰", "2021-10-14"),
        ("th", "6 มิถุนายน 2554", "2011-06-06"),
        ("th", "มิถุนายน 2554", "2011-06"),
        ("id", "3 Mei 2019", "2019-05-03"),
        ("hi", "02 जनवरी 2019 को", "2019-01-02"),
        ("zh", "2018年12月31日", "2018-12-31"),
        ("zh", "2018年十二月", "2018-12"),
        ("zh", "本月十日", "2021-07-10"),
        ("ja", "平成13年", "2001"),
        ("ja", "明治元年", "1868"),
        ("ja", "今年の9月", "2021-09"),
        ("ko", "2020년 5월에", "2020-05"),
        ("ko", "2016년 마지막 주", "2016-W52"),
    ],
)
def test_other_languages_write_the_same_days(language: str, text: str, value: str) -> None:
    assert only(text, language) == value


def test_years_of_the_hijri_calendars_are_none_of_ours() -> None:
    assert values("سال ۱۴۰۰ بود", WEDNESDAY, "fa") == {}
    assert values("عام ١٤٤٥", WEDNESDAY, "ar") == {}
