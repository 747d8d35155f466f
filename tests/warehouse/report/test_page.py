"""The report page: whole in itself, safe with hostile text, readable in light and dark, sensible without data."""

from __future__ import annotations

import re
from datetime import datetime
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from warehouse.ask.queries import read_queries
from warehouse.report.charts import (
    MonthCount,
    NameCount,
    PlaceCount,
    attention_chart,
    names_chart,
    places_chart,
)
from warehouse.report.page import ReportSection, ReportSummary, build_report, render_report

NOW = datetime(2021, 11, 1, 8, 30)
SUMMARY = ReportSummary(
    NOW,
    document_count=7,
    loaded_count=4,
    duplicate_count=2,
    rejected_count=1,
    original_count=4,
    story_count=3,
    site_count=1,
    comment_count=3,
    begin_at=datetime(2021, 7, 1),
    end_at=datetime(2021, 7, 31, 9),
)
HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=https://evil.example/x onerror=alert(1)>',
    "</title></style></svg><iframe src='//evil.example'></iframe>",
    "{{ 7 * 7 }}{% include 'x' %}",
    "]]><!--",
)
VOID = {"meta", "br", "img", "link", "input", "hr"}


class Elements(HTMLParser):
    """The elements of a page with their attributes, and whether they nest."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for found, attributes in self.found if found == tag]


def page_with(*values: object, chart_svg: str | None = None) -> str:
    section = ReportSection(
        "Top things", "Which things?", [f"column_{number}" for number in range(len(values))], [values], chart_svg
    )
    return render_report([section], SUMMARY)


def full_page() -> str:
    charts = (
        attention_chart([MonthCount("2021-06", 3, 1), MonthCount("2021-07", 2, 0)]),
        names_chart([NameCount(text, 3, 2, 1) for text in HOSTILE]),
        places_chart([PlaceCount(text, 34.5, 69.2, 4) for text in HOSTILE]),
    )
    return render_report([ReportSection(HOSTILE[0], HOSTILE[1], ["a"], [("b",)], chart) for chart in charts], SUMMARY)


class TestHostileText:
    @pytest.mark.parametrize("text", HOSTILE)
    def test_markup_in_a_title_is_shown_and_never_becomes_markup(self, text: str) -> None:
        section = ReportSection(text, text, [text], [(text,)])
        page = render_report([section], SUMMARY)
        tags = {tag for tag, _ in Elements(page).found}
        assert not tags & {"script", "img", "iframe", "object", "embed", "link", "form"}
        assert text not in page or not set(text) & set("<>\"'")

    @pytest.mark.parametrize("text", HOSTILE)
    def test_markup_in_a_name_does_not_come_out_of_a_chart(self, text: str) -> None:
        page = page_with("x", chart_svg=names_chart([NameCount(text, 1, 1, 1)]))
        tags = {tag for tag, _ in Elements(page).found}
        assert not tags & {"script", "img", "iframe"}

    @given(st.text(max_size=40))
    @settings(max_examples=50, deadline=None)
    def test_any_text_leaves_the_page_well_nested(self, text: str) -> None:
        page = Elements(render_report([ReportSection("T", "Q?", ["text"], [(text,)])], ReportSummary(NOW)))
        assert page.open == []
        assert len(page.all("td")) == 1

    @pytest.mark.parametrize(
        "text", ["$x^{", r"\frac", "a\x00b", "\u202egnp.exe", "北京", "مرحبا", "\ud800", "", "x" * 999]
    )
    def test_any_name_can_be_drawn(self, text: str) -> None:
        drawn = names_chart([NameCount(text, 1, 0, 0)]) + places_chart([PlaceCount(text, 90, -180, 1)])
        assert not re.search("[\x00\u202e\ud800]", drawn)

    def test_a_title_of_a_million_characters_is_cut(self) -> None:
        assert len(page_with("x" * 1_000_000)) < 30_000

    def test_a_number_like_text_is_no_number(self) -> None:
        page = Elements(page_with("12", 12))
        assert [cell["class"] for cell in page.all("td")] == ["short", "number"]


class TestSelfContained:
    def test_nothing_is_loaded_from_anywhere(self) -> None:
        page = full_page()
        elements = Elements(page)
        assert "http://" not in page
        assert not re.search(r"@import|url\((?!#)", page)
        for _, attributes in elements.found:
            addresses = [value for name, value in attributes.items() if name in {"src", "href", "xlink:href", "srcset"}]
            assert all(address is not None and address.startswith("#") for address in addresses)

    def test_the_page_forbids_scripts_and_addresses(self) -> None:
        policies = [meta["content"] for meta in Elements(full_page()).all("meta") if meta.get("http-equiv")]
        assert policies == ["default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"]
        assert Elements(full_page()).all("script") == []

    def test_no_two_elements_share_an_id(self) -> None:
        ids = [attributes["id"] for _, attributes in Elements(full_page()).found if "id" in attributes]
        assert len(ids) == len(set(ids))

    def test_every_inner_link_leads_somewhere(self) -> None:
        elements = Elements(full_page())
        ids = {attributes.get("id") for _, attributes in elements.found}
        assert {link["href"][1:] for link in elements.all("a") if link["href"]} <= ids

    def test_the_same_answers_give_the_same_page(self) -> None:
        assert full_page() == full_page()


class TestReading:
    def test_the_ledger_stands_at_the_head(self) -> None:
        page = page_with("x")
        assert "6 articles, 4 origins, 3 stories" in page
        assert "on 1 site" in page
        assert "1 July 2021 to 31 July 2021" in page
        assert "the ledger balances" in page

    def test_a_ledger_that_does_not_balance_is_said_aloud(self) -> None:
        page = render_report([], ReportSummary(NOW, document_count=3, loaded_count=2, balance=1))
        assert 'role="alert"' in page
        assert "does not balance" in page

    def test_values_are_written_for_readers(self) -> None:
        page = page_with(None, True, 12345, 0.5, datetime(2021, 7, 1), datetime(2021, 7, 1, 9, 5), ["a", "b"])
        cells = re.findall(r"<td[^>]*>([^<]*)</td>", page)
        assert cells == ["–", "yes", "12,345", "0.50", "2021-07-01", "2021-07-01 09:05", "a, b"]

    def test_column_names_are_written_for_readers(self) -> None:
        section = ReportSection("T", "Q?", ["comment_count", "copy_count", "chosen_at", "site"], [(1, 2, 3, 4)])
        heads = re.findall(r"<th [^>]*>([^<]*)</th>", render_report([section], SUMMARY))
        assert heads == ["Comments", "Copies", "Chosen", "Site"]

    def test_every_drawing_has_a_caption_and_a_description(self) -> None:
        elements = Elements(full_page())
        assert len(elements.all("figcaption")) == len(elements.all("figure")) == len(elements.all("svg")) == 4
        assert all(svg["role"] == "img" and svg["aria-label"] for svg in elements.all("svg"))

    @pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
    def test_text_and_bars_stand_out_from_the_ground(self, scheme: int) -> None:
        """WCAG 2.1: 4.5 to 1 for text, 3 to 1 for drawings."""
        root = re.findall(r":root \{([^}]*)\}", page_with("x"))[scheme]
        colours = dict(re.findall(r"--(\w+): (#[0-9a-f]{6})", root))
        for ground in (colours["page"], colours["paper"]):
            assert all(contrast(colours[text], ground) >= 4.5 for text in ("ink", "soft", "alarm", "first"))
            assert all(contrast(colours[bar], ground) >= 3 for bar in ("first", "second", "third"))


class TestWithoutData:
    def answer(self, sql: str) -> tuple[list[str], list[tuple[object, ...]]]:
        if any(report.sql == sql for report in read_queries("reports")):
            return ["anything"], []
        counts = re.findall(r"AS (\w+)", sql)
        names = ["loaded_count", "duplicate_count", "rejected_count", "balance", *counts]
        return names, [tuple(None if name.endswith("_at") else 0 for name in names)]

    def test_an_empty_warehouse_gives_a_sensible_page(self) -> None:
        page = build_report(self.answer, NOW)
        elements = Elements(page)
        assert "The archive is empty" in page
        assert elements.all("table") == elements.all("svg") == []
        assert elements.open == []

    def test_questions_without_an_answer_are_still_named(self) -> None:
        page = build_report(self.answer, NOW)
        assert all(report.purpose.partition(": ")[2] in page for report in read_queries("reports"))

    def test_a_page_without_sections_stands(self) -> None:
        assert "How these figures were made" in render_report([], ReportSummary(NOW))


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours (WCAG 2.1)."""

    def luminance(colour: str) -> float:
        channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
        red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    bright, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)
