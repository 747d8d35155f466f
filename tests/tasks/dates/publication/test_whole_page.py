"""The last resort for a date: the best form of a whole day that a page's source holds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from tasks.dates.publication.whole_page import source_stamps


def day_in(markup: str) -> str | None:
    stamp = next(source_stamps(html.fromstring(f"<html><body>{markup}</body></html>")), None)
    return None if stamp is None else stamp.moment.isoformat()


@pytest.mark.parametrize(
    "markup",
    [
        "<script>{at: '2021-07-14T09:30:00'}</script>",
        "<img src='/media/2021/07/14/bridge.jpg'>",
        "<i>14.07.2021</i>",
        "<td>14 | 07 | 2021 </td>",
        "<i data-day='2021.7.14'>x</i>",
        "<img src='bridge-20210714.jpg'>",
    ],
)
def test_a_whole_day_is_found_in_text_attributes_and_scripts(markup: str) -> None:
    assert day_in(markup) == "2021-07-14"


def test_a_time_stamp_goes_before_an_address_and_an_address_before_bare_numbers() -> None:
    picture, number = "<img src='/2020/02/03/a.jpg'>", "<i>04.05.2021</i>"
    assert day_in(f"{number}{picture}<b data-at='2019-01-02 10:00'>x</b>") == "2019-01-02"
    assert day_in(number + picture) == "2020-02-03"


def test_of_several_printed_days_the_first_is_the_articles() -> None:
    assert day_in("<i>15.07.2021</i><i>14.07.2021</i><i>16.07.2021</i>") == "2021-07-15"


def test_of_several_days_in_addresses_the_oldest_is_the_articles() -> None:
    assert day_in("<img src='/2021/07/15/a.png'><img src='/2021/07/14/b.png'>") == "2021-07-14"


@pytest.mark.parametrize(
    "markup", ["<i>2021-02-30</i>", "<i>2021-01-01</i>", "<i>114.07.20215</i>", "<i>July 14</i>", ""]
)
def test_what_is_in_no_calendar_or_stands_for_a_mere_year_is_no_day(markup: str) -> None:
    assert day_in(markup) is None


@given(st.text(alphabet="0123456789/.-T: ", max_size=300))
def test_no_salad_of_digits_breaks_the_search(salad: str) -> None:
    found = day_in(f"<p>{salad}</p>")
    assert found is None or len(found) == len("2021-07-14")


def test_a_number_that_can_be_read_month_first_is_a_day_only_where_the_order_is_known() -> None:
    tree = html.fromstring("<html><body><i>04/03/2024</i></body></html>")
    assert list(source_stamps(tree)) == []
    assert list(source_stamps(tree, "MDY")) == []
    assert [stamp.moment.isoformat() for stamp in source_stamps(tree, "DMY")] == ["2024-03-04"]
