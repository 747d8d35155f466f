"""Tags of the head by name, and elements by what their class or id says."""

from __future__ import annotations

import re

from lxml.html import HtmlElement, document_fromstring

from tasks.parse.head.marks import MOST_CANDIDATES, MOST_REPEATS, labelled_elements, marked, meta_tags, meta_values


def page(head: str = "", body: str = "") -> HtmlElement:
    return document_fromstring(f"<html><head>{head}</head><body>{body}</body></html>")


def test_tags_are_known_by_any_of_their_names() -> None:
    head = (
        "<meta property='og:A' content='1'><meta name='B' content='2'><meta itemprop='c' content='3'>"
        "<meta http-equiv='d' content='4'><meta name='e'><meta content='6'>"
    )
    assert meta_values(page(head)) == {"og:a": ["1"], "b": ["2"], "c": ["3"], "d": ["4"]}


def test_a_property_may_hold_several_names() -> None:
    tags = meta_tags(page("<meta property='og:title twitter:title' name='x y' content='Bridge'>"))
    assert tags == {"og:title": "Bridge", "twitter:title": "Bridge"}


def test_repeated_tags_are_kept_in_order_and_have_a_bound() -> None:
    head = "<meta name='author' content=' '>" + "".join(f"<meta name='author' content='{n}'>" for n in range(60))
    tree = page(head)
    assert meta_values(tree)["author"] == [str(number) for number in range(MOST_REPEATS)]
    assert meta_tags(tree)["author"] == "0"


def test_marked_elements_are_those_of_a_tag_and_a_label_and_have_a_bound() -> None:
    labelled = labelled_elements(page(body="<p class='By X'>1</p><b class='by'>2</b><div id='by'>3</div><p>4</p>"))
    assert [element.text for element, _ in labelled] == ["1", "3"]
    found = marked(labelled, re.compile(r"\bby\b"), frozenset({"p"}))
    assert [element.text for element in found] == ["1"]
    many = labelled_elements(page(body="<p class='by'>1</p>" * (MOST_CANDIDATES + 1)))
    assert len(list(marked(many, re.compile("by"), frozenset({"p"})))) == MOST_CANDIDATES
