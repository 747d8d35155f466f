"""Golden pages of articles: each layout as HTML and as the text that remains of it, with what both must be read as.

A layout is `tests/pages/articles/<layout>.html` and `.txt` beside `<layout>.toml`, which names every expected reading;
its tables `html` and `text` say what differs between the two. What a file does not name is expected not to be there.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tasks.parse import parse
from tasks.records import Kind, Layer, Moment, Page, RawDocument, Segment

PAGES = Path(__file__).parents[2] / "pages" / "articles"
LAYOUTS = sorted(path.stem for path in PAGES.glob("*.toml"))
ENDINGS = {"html": ".html", "text": ".txt"}


def written(layout: str) -> dict[str, Any]:
    return tomllib.loads((PAGES / f"{layout}.toml").read_text(encoding="utf-8"))


CASES = [(layout, form) for layout in LAYOUTS for form in ENDINGS if "skipped" not in written(layout).get(form, {})]


@cache
def read(layout: str, form: str) -> Page:
    path = PAGES / (layout + ENDINGS[form])
    url = written(layout).get("url", f"https://site.example/{layout}") if form == "html" else None
    return parse(RawDocument(path.read_bytes(), path.name, url=url))


def expected(layout: str, form: str) -> dict[str, Any]:
    whole = written(layout)
    return {name: value for name, value in whole.items() if name not in ENDINGS} | whole.get(form, {})


def said(page: Page, segment: Segment) -> str:
    return page.text[segment.start : segment.end]


def day(moment: Moment | None) -> str | None:
    return None if moment is None else moment.local.date().isoformat()


@pytest.mark.parametrize(("layout", "form"), CASES)
def test_head_and_dates_are_read(layout: str, form: str) -> None:
    page, gold = read(layout, form), expected(layout, form)
    if "title" in gold:
        assert page.title == gold["title"]
    assert page.standfirst == gold.get("standfirst")
    if "authors" in gold:
        assert list(page.authors) == gold["authors"]
    assert day(page.published) == gold.get("published", day(page.published))
    assert day(page.updated) == gold.get("updated")
    assert page.language == gold.get("language", "en")


@pytest.mark.parametrize(("layout", "form"), CASES)
def test_the_body_is_the_article_and_nothing_else(layout: str, form: str) -> None:
    gold = expected(layout, form)
    if "body" in gold:
        assert read(layout, form).body().splitlines() == gold["body"]


@pytest.mark.parametrize(("layout", "form"), CASES)
def test_captions_and_credits_are_parts_of_their_own(layout: str, form: str) -> None:
    page, gold = read(layout, form), expected(layout, form)
    captions = [said(page, segment) for segment in page.segments if segment.kind is Kind.CAPTION]
    credits = [{"photographers": list(c.photographers), "agencies": list(c.agencies)} for c in page.credits]
    assert captions == gold.get("captions", [])
    assert credits == gold.get("credits", [])


@pytest.mark.parametrize(("layout", "form"), CASES)
def test_dateline_origin_and_notes_are_told(layout: str, form: str) -> None:
    page, gold = read(layout, form), expected(layout, form)
    dateline = None if page.dateline is None else {"place": page.dateline.place, "agency": page.dateline.agency}
    assert dateline == gold.get("dateline")
    origin = {} if page.origin is None else {"name": page.origin.name, "rule": page.origin.rule}
    if page.origin is not None and page.origin.url is not None:
        origin["url"] = page.origin.url
    assert origin == gold.get("origin", {})
    notes = [[segment.rule, said(page, segment)] for segment in page.segments if segment.rule.startswith("note-")]
    assert notes == gold.get("notes", [])


@pytest.mark.parametrize(("layout", "form"), CASES)
def test_repeats_name_what_they_repeat(layout: str, form: str) -> None:
    page, gold = read(layout, form), expected(layout, form)
    by_id = {segment.segment_id: segment for segment in page.segments}
    repeats = [segment for segment in page.segments if segment.kind is Kind.REPEAT]
    pairs = [[said(page, segment), said(page, by_id[segment.repeat_of or 0])] for segment in repeats]
    assert pairs == gold.get("repeats", [])
    assert all(segment.layer is Layer.FURNITURE for segment in repeats)


@pytest.mark.parametrize(("layout", "form"), CASES)
def test_live_entries_comments_and_quoted_documents_are_found(layout: str, form: str) -> None:
    page, gold = read(layout, form), expected(layout, form)
    entries = [[entry.printed, entry.posted.isoformat() if entry.posted else None] for entry in page.live_entries]
    assert entries == gold.get("live_entries", [])
    assert [comment.author for comment in page.comments] == gold.get("comment_authors", [])
    quoted = [
        {"title": q.title, "url": q.url, "authors": list(q.authors), "published": day(q.published)}
        for q in page.quoted_documents
    ]
    assert quoted == [{"url": None, "published": None, **document} for document in gold.get("quoted", [])]


@pytest.mark.parametrize(("layout", "form"), CASES)
def test_kind_access_and_completeness_are_judged(layout: str, form: str) -> None:
    page, gold = read(layout, form), expected(layout, form)
    if "page_type" in gold:
        assert page.page_type == gold["page_type"]
    assert page.paywalled.rule == gold.get("paywalled")
    assert page.truncated.rule == gold.get("truncated")


@pytest.mark.parametrize(("layout", "form"), CASES)
def test_leaves_cover_the_text_and_overlap_nowhere(layout: str, form: str) -> None:
    page = read(layout, form)
    leaves = sorted(page.leaves(), key=lambda leaf: leaf.start)
    gaps = zip([0, *(leaf.end for leaf in leaves)], [*(leaf.start for leaf in leaves), len(page.text)], strict=True)
    assert all(begin <= end and not page.text[begin:end].strip() for begin, end in gaps)


def test_every_layout_has_both_forms_or_says_why_not() -> None:
    for layout in LAYOUTS:
        for form, ending in ENDINGS.items():
            assert (PAGES / (layout + ending)).exists() or written(layout)[form]["skipped"]
