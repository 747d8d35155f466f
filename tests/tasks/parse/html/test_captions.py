"""Captions and credits stand where their pictures stand, and are no part of the body."""

from __future__ import annotations

from tasks.parse import parse
from tasks.records import Kind, Page, RawDocument

FIRST = "The bridge over the river opened on Wednesday, a year before it was due, the city council said in a statement."
SECOND = "Engineers had found a way to lift the whole span at once, so that boats could pass while the work went on."
CREDIT = "<span class=credit>Photo: Bo Chan</span>"
FIGURE = f"<figure><img src=x.jpg><figcaption>The span on its barge. {CREDIT}</figcaption></figure>"


def read(article: str, around: str = "") -> Page:
    head = "<head><title>Bridge opens early</title></head>"
    markup = f"<html>{head}<body><article><h1>Bridge opens early</h1>{article}</article>{around}</body></html>"
    return parse(RawDocument(content=markup.encode(), source="page.html"))


def lines(page: Page) -> list[tuple[Kind, str]]:
    leaves = sorted(page.leaves(), key=lambda leaf: leaf.start)
    return [(leaf.kind, page.text[leaf.start : leaf.end]) for leaf in leaves]


def test_a_caption_and_its_credit_stand_below_the_paragraph_above_the_picture() -> None:
    page = read(f"<p>{FIRST}</p>{FIGURE}<p>{SECOND}</p>")
    assert lines(page)[:5] == [
        (Kind.TITLE, "Bridge opens early"),
        (Kind.PARAGRAPH, FIRST),
        (Kind.CAPTION, "The span on its barge."),
        (Kind.CREDIT, "Photo: Bo Chan"),
        (Kind.PARAGRAPH, SECOND),
    ]
    assert page.body() == f"{FIRST}\n{SECOND}"


def test_a_picture_far_from_the_article_has_no_caption_in_it() -> None:
    page = read(
        f"<p>{FIRST}</p><p>{SECOND}</p>", f"<aside><div><div><div><div>{FIGURE}</div></div></div></div></aside>"
    )
    assert "barge" not in page.main_text()


def test_a_line_that_only_credits_a_picture_is_a_credit() -> None:
    page = read(f"<p>{FIRST}</p><p>(Photo: Ann Lee / Sample)</p><p>{SECOND}</p>")
    assert (Kind.CREDIT, "(Photo: Ann Lee / Sample)") in lines(page)
    assert page.body() == f"{FIRST}\n{SECOND}"
