"""Charts: bars as long as their counts, labels that can stand in a page, its colours, the same bytes each time."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from lxml import etree

from warehouse.report.charts import (
    MonthCount,
    NameCount,
    PlaceCount,
    attention_chart,
    names_chart,
    places_chart,
    status_chart,
)

LUND = PlaceCount("Lund", 55.7, 13.2, 3)
CHARTS: dict[str, Callable[[], str]] = {
    "attention": lambda: attention_chart([MonthCount("2021-06", 3, 1), MonthCount("2021-07", 2, 0)]),
    "names": lambda: names_chart([NameCount("Ada Brook", 3, 2, 1)]),
    "places": lambda: places_chart([LUND]),
    "status": lambda: status_chart(3, 2, 1),
}


def texts(svg: str) -> list[str]:
    """All that is written in a drawing, in its order."""
    return [found.strip() for found in re.findall(r"<text[^>]*>([^<]*)</text>", svg)]


def extent(path: str) -> tuple[float, float]:
    """How wide and how high a path is."""
    numbers = [float(number) for number in re.findall(r"-?[0-9.]+", path)]
    across, down = numbers[0::2], numbers[1::2]
    return max(across) - min(across), max(down) - min(down)


def bars(svg: str, colour: str) -> list[tuple[float, float]]:
    """Width and height of each bar of a colour, the entry of the legend left out."""
    found = re.findall(rf'<path d="([^"]*)"[^>]*?style="fill: var\(--{colour}[^"]*"', svg)
    sizes = [extent(path) for path in found]
    return sizes[: max(1, len(sizes) - 1)] if len(sizes) > 1 else sizes


@pytest.mark.parametrize("name", CHARTS)
def test_a_drawing_is_well_formed_described_and_the_same_each_time(name: str) -> None:
    drawn = CHARTS[name]()
    assert drawn == CHARTS[name]()
    root = etree.fromstring(drawn.replace("xlink:href", "href"))
    assert (root.get("role"), bool(root.get("aria-label"))) == ("img", True)
    assert root.get("viewBox") is not None
    assert root.get("width") is None


@pytest.mark.parametrize("name", CHARTS)
def test_ids_bear_the_name_of_the_drawing_and_every_reference_leads_to_one(name: str) -> None:
    drawn = CHARTS[name]()
    ids = re.findall(r' id="([^"]*)"', drawn)
    assert ids
    assert all(found.startswith(f"{name}-") for found in ids)
    assert set(re.findall(r'(?:url\(#|href="#)([^")]*)', drawn)) <= set(ids)


@pytest.mark.parametrize("name", CHARTS)
def test_colours_follow_the_page_and_nothing_is_loaded(name: str) -> None:
    drawn = CHARTS[name]()
    assert "var(--first, #1f5f99)" in drawn
    assert "#0101" not in drawn
    assert "http://" not in re.sub(r'xmlns(:\w+)?="[^"]*"', "", drawn)
    assert "font-family" not in drawn
    assert "DejaVu" not in drawn


def test_bars_of_months_stand_as_high_as_their_counts() -> None:
    drawn = attention_chart([MonthCount("2021-05", 4, 2), MonthCount("2021-06", 2, 1), MonthCount("2021-07", 1, 4)])
    originals = [height for _, height in bars(drawn, "first")]
    copies = [height for _, height in bars(drawn, "second")]
    assert originals[0] / originals[1] == pytest.approx(2, rel=0.01)
    assert originals[0] / originals[2] == pytest.approx(4, rel=0.01)
    assert copies[0] / originals[0] == pytest.approx(0.5, rel=0.01)
    assert copies[2] / originals[2] == pytest.approx(4, rel=0.01)


def test_months_are_labelled_from_the_latest_back_in_even_steps() -> None:
    drawn = attention_chart([MonthCount("2020-01", 1, 0), MonthCount("2020-11", 1, 0)])
    assert [text for text in texts(drawn) if re.fullmatch(r"\d{4}-\d\d", text)] == [
        "2020-11", "2020-09", "2020-07", "2020-05", "2020-03", "2020-01",
    ]  # fmt: skip


def test_bars_widen_where_the_months_span_decades() -> None:
    near = bars(attention_chart([MonthCount("2021-06", 1, 1), MonthCount("2021-07", 1, 1)]), "first")
    far = bars(attention_chart([MonthCount("1921-06", 1, 1), MonthCount("2021-07", 1, 1)]), "first")
    assert near[0][0] > 50
    assert far[0][0] > 3  # a hundred years of months would leave a quarter of that


@pytest.mark.parametrize("months", [["2021-07"], ["1998-04", "2021-07"], ["0001-01", "9999-12"]])
def test_any_span_of_months_can_be_drawn(months: list[str]) -> None:
    assert months[-1] in texts(attention_chart([MonthCount(month, 2, 1) for month in months]))


def test_a_name_is_a_row_of_three_bars_one_behind_the_other() -> None:
    drawn = names_chart([NameCount("Ada Brook", 4, 2, 1), NameCount("Lund", 2, 0, 3)])
    first, second, third = ([width for width, _ in bars(drawn, colour)] for colour in ("first", "second", "third"))
    assert first[0] / first[1] == pytest.approx(2, rel=0.01)
    assert second[0] / first[0] == pytest.approx(0.5, rel=0.01)
    assert third[0] / first[0] == pytest.approx(0.25, rel=0.01)
    assert third[1] / first[0] == pytest.approx(0.75, rel=0.01)
    assert {"Ada Brook", "Lund", "Articles", "Comments", "Quoted documents"} <= set(texts(drawn))


def test_documents_by_status_are_one_bar_with_their_counts() -> None:
    drawn = status_chart(3_000, 2_000, 1_000)
    assert texts(drawn) == ["Loaded: 3,000", "Duplicates: 2,000", "Rejected: 1,000"]
    widths = [bars(drawn, colour)[0][0] for colour in ("first", "second", "third")]
    assert widths[0] / widths[2] == pytest.approx(3, rel=0.01)
    assert widths[1] / widths[2] == pytest.approx(2, rel=0.01)


def test_counts_are_whole_numbers_with_a_thousands_separator() -> None:
    assert "4,000" in texts(attention_chart([MonthCount("2021-07", 4_000, 0)]))
    assert all("." not in text for text in texts(attention_chart([MonthCount("2021-07", 1, 0)])))


def test_degrees_are_named_by_their_direction() -> None:
    places = [PlaceCount("North-east", 40, 70, 1), PlaceCount("South-west", -40, -70, 1)]
    degrees = {text for text in texts(places_chart(places)) if "°" in text}
    assert {"0°"} <= degrees
    assert {text[-1] for text in degrees} == {"°", "N", "S", "E", "W"}


def test_names_of_places_that_would_run_into_each_other_are_left_out_and_eight_at_most_are_written() -> None:
    close = [LUND, PlaceCount("Malmö", 55.71, 13.21, 2), PlaceCount("Kabul", 34.5, 69.2, 1)]
    assert [text for text in texts(places_chart(close)) if "°" not in text] == ["Lund", "Kabul"]
    spread = [PlaceCount(f"P{number}", -60 + 15 * number, 0, 1) for number in range(9)]
    assert [text for text in texts(places_chart(spread)) if "°" not in text] == [f"P{number}" for number in range(8)]


def test_the_area_of_a_dot_grows_with_the_articles_that_name_its_place() -> None:
    drawn = places_chart([LUND, PlaceCount("Kabul", 34.5, 69.2, 1), PlaceCount("Oslo", 59.9, 10.8, 0)])
    dots = re.findall(r'<path d="([^"]*)" clip-path', drawn[drawn.index("PathCollection") :])
    widths = [extent(dot)[0] for dot in dots[:3]]
    assert [width**2 for width in widths] == pytest.approx([400, 30 + 370 / 3, 30], rel=0.01)


def test_counts_of_nothing_and_places_on_both_sides_of_the_globe_can_be_drawn() -> None:
    assert attention_chart([MonthCount("2021-07", 0, 0)]).endswith("</svg>")
    assert places_chart([PlaceCount("Lund", 0, 0, 0)]).endswith("</svg>")
    drawn = places_chart([PlaceCount("East", 60, 179, 2), PlaceCount("West", -60, -179, 1)])
    assert {"East", "West"} <= set(texts(drawn))


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("x" * 28, "x" * 28),
        ("x" * 29, "x" * 27 + "…"),
        ("y" * 26 + " and more", "y" * 26 + "…"),
        ("two\n lines\tof\x00it", "two lines of it"),
        ("\u202egnp.exe", "gnp.exe"),
        ("$x^{2}", "$x^{2}"),
        ("A & B <C>", "A &amp; B &lt;C&gt;"),
    ],
)
def test_a_label_is_one_short_line_of_printable_characters(name: str, label: str) -> None:
    assert label in texts(names_chart([NameCount(name, 1, 0, 0)]))
