"""Tables that lay out a page are no tables of data."""

from __future__ import annotations

from lxml.html import HtmlElement, document_fromstring

from tasks.parse.html.layout_tables import LONG_TEXT, open_layout_tables

TEXT = "word " * (LONG_TEXT // 4)


def opened(body: str) -> HtmlElement:
    tree = document_fromstring(f"<html><body>{body}</body></html>")
    open_layout_tables(tree)
    return tree


def tables(tree: HtmlElement) -> list[str | None]:
    return [table.get("id") for table in tree.iter("table")]


def test_a_table_with_running_text_becomes_boxes() -> None:
    tree = opened(f"<table id=a><tr><td><p>{TEXT}</p></td></tr></table>")
    assert tables(tree) == []
    assert not list(tree.iter("tr", "td"))
    assert " ".join(tree.text_content().split()) == TEXT.strip()


def test_a_table_that_holds_a_headline_or_lines_broken_by_hand_becomes_boxes() -> None:
    assert tables(opened("<table id=a><tr><td><h1>Bridge opens</h1></td></tr></table>")) == []
    assert tables(opened(f"<table id=a><tr><td>x<br>{TEXT}</td></tr></table>")) == []


def test_a_table_of_data_stays_one_also_inside_a_table_of_layout() -> None:
    data = "<table id=data><tr><td>Leeds</td><td><p>12</p></td></tr></table>"
    tree = opened(f"<table id=layout><tr><td>{data}</td></tr></table>")
    assert tables(tree) == ["data"]
    assert len(list(tree.iter("td"))) == 2


def test_attributes_are_kept_and_none_is_left_behind() -> None:
    tree = opened(f'<table class="story"><tr><td><p>{TEXT}</p></td></tr></table>')
    assert tree.find(".//div[@class='story']") is not None
    assert not tree.xpath("//*[@data-part]")
