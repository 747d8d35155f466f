"""What a page shows of its segments: leaves, the article's own text, repeats."""

from __future__ import annotations

import pytest

from tasks.records import Kind, Layer, Page, Segment


def page_of(*parts: tuple[str, Layer, Kind], between: str = "\n") -> Page:
    """A page of these parts in order."""
    segments, position = [], 0
    for number, (text, layer, kind) in enumerate(parts):
        segments.append(Segment(number, None, layer, kind, position, position + len(text), "line"))
        position += len(text) + len(between)
    return Page(format="text", text=between.join(text for text, _, _ in parts), segments=tuple(segments))


def own(text: str, kind: Kind = Kind.PARAGRAPH) -> tuple[str, Layer, Kind]:
    return text, Layer.ARTICLE, kind


def test_a_segment_that_is_anothers_parent_is_no_leaf() -> None:
    whole = Segment(0, None, Layer.COMMENT, Kind.COMMENT, 0, 9, "line")
    inner = Segment(1, 0, Layer.COMMENT, Kind.PARAGRAPH, 0, 4, "line")
    innermost = Segment(2, 1, Layer.QUOTED, Kind.PARAGRAPH, 0, 2, "line")
    beside = Segment(3, 0, Layer.COMMENT, Kind.PARAGRAPH, 5, 9, "line")
    page = Page(format="text", text="It's wet.", segments=(whole, inner, innermost, beside))
    assert list(page.leaves()) == [innermost, beside]


@pytest.mark.parametrize("kind", list(Kind))
def test_the_body_holds_paragraphs_and_headings_and_nothing_else_of_the_article(kind: Kind) -> None:
    expected = "It rained.\nBoats sank." if kind in (Kind.PARAGRAPH, Kind.HEADING) else "Boats sank."
    assert page_of(own("It rained.", kind), own("Boats sank.")).body() == expected


@pytest.mark.parametrize("layer", [layer for layer in Layer if layer is not Layer.ARTICLE])
def test_the_body_holds_nobody_elses_text(layer: Layer) -> None:
    assert page_of(own("It rained."), ("Me too!", layer, Kind.PARAGRAPH)).body() == "It rained."


def test_a_dateline_belongs_to_the_body_where_a_paragraph_goes_on_in_its_line() -> None:
    opened = (own("WESTBY —", Kind.DATELINE), own("It rained."), own("It stopped."))
    assert page_of(*opened, between=" ").body() == "WESTBY — It rained. It stopped."
    assert page_of(*opened).body() == "It rained.\nIt stopped."
    assert page_of(*opened, between="  ").body() == "It rained.\nIt stopped."


def test_a_dateline_with_nothing_behind_it_belongs_to_no_paragraph() -> None:
    assert page_of(own("It rained."), own("WESTBY —", Kind.DATELINE), between=" ").body() == "It rained."


def test_a_page_without_paragraphs_has_an_empty_body() -> None:
    assert page_of(own("Rain", Kind.TITLE)).body() == ""


def test_repeats_are_counted_in_every_layer() -> None:
    repeats = [own("Rain", Kind.REPEAT), ("Rain", Layer.COMMENT, Kind.REPEAT)]
    assert page_of(own("Rain"), *repeats).repeat_count() == 2
    assert page_of(own("Rain")).repeat_count() == 0
