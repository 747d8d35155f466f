"""The parts of an article get segments of their own, and the body reads as it was printed. All texts are made up."""

from __future__ import annotations

from datetime import datetime

import pytest

from tasks.parse import parse
from tasks.records import Credit, DateRole, Kind, Layer, Moment, Page, Precision, RawDocument

FIRST = "Customs officers opened the crossing on Wednesday after a week of talks between both governments."
SECOND = "Lorries had waited on both sides since the end of June, and their drivers had sold the melons they carried."
THIRD = "A second gate will be opened before the autumn, an officer said, if anybody pays for the concrete of it."
NOTE = "This article was amended on 20 July 2021 to correct the number of lorries."


def markup(*body: str, head: str = "") -> Page:
    lines = "".join(f"<p>{line}</p>" for line in body)
    article = f"<article><h1>Crossing opens</h1>{lines}</article>"
    page = f"<html><head><title>Crossing opens</title>{head}</head><body>{article}</body></html>"
    return parse(RawDocument(page.encode(), "page.html", url="https://quay.example/1"))


def plain(*body: str) -> Page:
    return parse(RawDocument("\n\n".join(("Crossing opens after talks", *body)).encode(), "page.txt"))


def spans(page: Page, kind: Kind, layer: Layer = Layer.ARTICLE) -> list[str]:
    found = (segment for segment in page.segments if (segment.kind, segment.layer) == (kind, layer))
    return [page.text[segment.start : segment.end] for segment in found]


@pytest.mark.parametrize("read", [markup, plain])
def test_a_dateline_is_a_segment_of_its_own_and_stays_in_the_body(read: type[Page]) -> None:
    page = read(f"KABUL, July 14, 2021 (Reuters) – {FIRST}", SECOND, THIRD)
    assert spans(page, Kind.DATELINE) == ["KABUL, July 14, 2021 (Reuters) –"]
    assert page.body().splitlines()[0] == f"KABUL, July 14, 2021 (Reuters) – {FIRST}"
    assert page.dateline is not None
    assert (page.dateline.place, page.dateline.agency) == ("Kabul", "Reuters")
    assert page.published == Moment(datetime(2021, 7, 14), Precision.DAY)
    assert page.published_method in ("dateline", "beside_title")
    assert page.origin is not None
    assert page.origin.name == "Reuters"


def test_a_dateline_without_its_year_is_dated_by_the_page() -> None:
    head = '<meta property="article:published_time" content="2021-07-15T06:00:00Z">'
    page = markup(f"KABUL, July 14 (Reuters) – {FIRST}", SECOND, THIRD, head=head)
    (candidate,) = (candidate for candidate in page.date_candidates if candidate.method == "dateline")
    assert (candidate.moment, candidate.is_chosen) == (Moment(datetime(2021, 7, 14), Precision.DAY), False)


def test_a_copy_of_the_first_paragraph_repeats_the_text_behind_the_dateline() -> None:
    page = markup(f"KABUL (Reuters) – {FIRST}", SECOND, THIRD, f"KABUL (Reuters) – {FIRST}", SECOND, THIRD)
    repeats = [segment for segment in page.segments if segment.kind is Kind.REPEAT]
    by_id = {segment.segment_id: segment for segment in page.segments}
    originals = [by_id[segment.repeat_of] for segment in repeats if segment.repeat_of is not None]
    assert [page.text[original.start : original.end] for original in originals] == [FIRST, SECOND, THIRD]


def test_a_credit_at_the_end_of_a_caption_is_a_segment_of_its_own() -> None:
    figure = "<figure><img src=x.jpg><figcaption>The crossing at dawn. Photograph: Jane Roe/AFP</figcaption></figure>"
    page = markup(FIRST + figure, SECOND, THIRD)
    assert spans(page, Kind.CAPTION) == ["The crossing at dawn."]
    assert spans(page, Kind.CREDIT) == ["Photograph: Jane Roe/AFP"]
    (credit,) = page.credits
    assert credit == Credit(credit.segment_id, ("Jane Roe",), ("AFP",))


@pytest.mark.parametrize("read", [markup, plain])
def test_a_note_about_a_change_keeps_its_rule_and_dates_the_change(read: type[Page]) -> None:
    page = read(FIRST, SECOND, THIRD, NOTE)
    (note,) = (segment for segment in page.segments if segment.rule.startswith("note-"))
    assert (note.kind, note.layer, note.rule) == (Kind.PARAGRAPH, Layer.ARTICLE, "note-correction")
    assert page.updated == Moment(datetime(2021, 7, 20), Precision.DAY)
    assert [c.role for c in page.date_candidates if c.method == "note"] == [DateRole.UPDATED]


@pytest.mark.parametrize("read", [markup, plain])
def test_a_line_that_names_the_source_claims_an_origin(read: type[Page]) -> None:
    page = read(FIRST, SECOND, THIRD, "Source: The Ferry Gazette")
    assert page.origin is not None
    assert (page.origin.name, page.origin.rule) == ("The Ferry Gazette", "origin-labelled")


def test_a_canonical_link_to_another_site_is_an_origin_and_not_the_pages_address() -> None:
    page = markup(FIRST, SECOND, THIRD, head='<link rel="canonical" href="https://gazette.example/crossing">')
    assert page.canonical_url == "https://quay.example/1"
    assert page.site == "quay.example"
    assert page.origin is not None
    assert page.origin.url == "https://gazette.example/crossing"


def test_what_a_plain_report_says_nothing_of_is_open() -> None:
    page = plain(FIRST, SECOND, THIRD)
    assert (page.dateline, page.credits, page.origin, page.live_entries) == (None, (), None, ())
