"""Dates in other scripts and calendars are read as what they are; those that cannot be placed are not read."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.dates.stamp.plain_form import plain_form
from tasks.dates.stamp.printed import read_moment

STAMPS = [
    ("06/06/2554 14:30", "2011-06-06T14:30:00"),
    ("6 มิ.ย. 2554 เวลา 14:30 น.", "2011-06-06T14:30:00"),
    ("6 มิ.ย. 54", "2011-06-06"),
    ("วันจันทร์ที่ 6 มิถุนายน พ.ศ. 2554 | 14.30 น.", "2011-06-06T14:30:00"),
    ("6 มิถุนายน 2011", "2011-06-06"),
    ("มิถุนายน 2554", "2011-06"),
    ("๖ มิถุนายน ๒๕๕๔", "2011-06-06"),
    ("۳ ژوئیه ۲۰۱۴", "2014-07-03"),
    ("تاریخ انتشار: ۲۲ مهر ۱۴۰۱ - ۰۹:۱۵", "2022-10-14T09:15:00"),
    ("31 شهریور 1398", "2019-09-22"),
    ("۱۳۹۸/۰۶/۳۱ - ۱۴:۵۲", "2019-09-22T14:52:00"),
    ("1398/06/31 14:52", "2019-09-22T14:52:00"),
    ("شنبه ۳۰ اسفند ۱۳۹۹ ساعت ۲:۰۵ ب.ظ", "2021-03-20T14:05:00"),
    ("۲۲ مهرماه ۹۸", "2019-10-14"),
    ("الأحد 12 محرم 1445 هـ - 30 يوليو 2023 م", "2023-07-30"),
    ("12 ربيع الأول 1445 هـ الموافق 27 سبتمبر 2023", "2023-09-27"),
    ("30 تموز/يوليو 2023", "2023-07-30"),
    ("15 كانون الثاني 2023 - 02:05 م", "2023-01-15T14:05:00"),
    ("٣٠ يوليو ٢٠٢٣ - ١٤:٠٥", "2023-07-30T14:05:00"),
    ("٣٠/٧/٢٠٢٣", "2023-07-30"),
    ("令和5年7月1日 午後3時20分", "2023-07-01T15:20:00"),
    ("平成元年1月8日", "1989-01-08"),
    ("民國112年7月1日", "2023-07-01"),
    ("2016.01.30 오후 3:47", "2016-01-30T15:47:00"),
    ("2016.01.30 오전 12:07", "2016-01-30T00:07:00"),
    ("2016년 1월 30일 15시 47분", "2016-01-30T15:47:00"),
    ("２０２３年７月１日（土）午前0時5分", "2023-07-01T00:05:00"),
    ("2023-07-01 下午15:20", "2023-07-01T15:20:00"),
    ("2023年7月1日 中午12:30", "2023-07-01T12:30:00"),
    ("14 ביולי 2021", "2021-07-14"),
    ("14 जुलाई 2021 04:05 अपराह्न", "2021-07-14T16:05:00"),
    ("২১ জুলাই ২০২১ ১৫:২০", "2021-07-21T15:20:00"),
    ("14 Ιουλίου 2021, 3:20 μ.μ.", "2021-07-14T15:20:00"),
    ("14 липня 2021, 15:20", "2021-07-14T15:20:00"),
    ("14 tháng 7, 2021", "2021-07-14"),
    ("2021. július 14. 15:20", "2021-07-14T15:20:00"),
    ("2021 m. liepos 14 d.", "2021-07-14"),
    ("2021. gada 14. jūlijs", "2021-07-14"),
    ("2021 July 3, 2022", "2022-07-03"),
]


@pytest.mark.parametrize(("stamp", "expected"), STAMPS)
def test_a_stamp_of_another_script_or_calendar_is_read(stamp: str, expected: str) -> None:
    moment = read_moment(stamp)
    assert moment is not None
    assert moment.isoformat() == expected


@pytest.mark.parametrize(
    "stamp",
    [
        "12 محرم 1445 هـ",  # the day hangs on who saw the moon
        "1445/01/12",
        "١٤٤٥/٠١/١٢",
        "6 มิ.ย. 22",  # 1979 or 2022
        "۲۲ مهر ۵۰",
        "۳۱ مهر ۱۴۰۱",  # that month has 30 days
        "مهر ۱۴۰۱",
        "version 1401-2-3",
        "Room 12/1398/06",
    ],
)
def test_what_cannot_be_placed_is_not_read(stamp: str) -> None:
    assert read_moment(stamp, datetime(2024, 7, 1)) is None


def test_twelve_in_the_evening_is_on_no_known_side_of_midnight_so_only_the_day_is_read() -> None:
    moment = read_moment("2023年7月1日 晚上12点30分")
    assert moment is not None
    assert moment.isoformat() == "2023-07-01"


def test_a_day_without_a_year_is_the_last_one_that_had_come() -> None:
    for stamp in ("7 มิ.ย.", "7 червня", "٧ يونيو"):
        moment = read_moment(stamp, datetime(2021, 7, 1))
        assert moment is not None
        assert moment.isoformat() == "2021-06-07"


@given(
    st.text(st.characters(max_codepoint=0x24F), max_size=200).filter(
        lambda text: not any("0" <= c <= "9" for c in text)
    )
)
def test_latin_text_without_such_dates_stays_as_it_is(text: str) -> None:
    assert plain_form(text) == text or "tháng" in text


@given(st.text(max_size=200))
def test_no_text_breaks_it(text: str) -> None:
    plain_form(text)
