"""The rest of an article behind "read more" is read; what else is hidden stays hidden."""

from __future__ import annotations

import pytest
from lxml.html import HtmlElement, document_fromstring

from tasks.parse import parse
from tasks.parse.seen.folded import RULES, open_folded
from tasks.records import RawDocument

SHOWN = "<p>The ferry to Ness will sail again from Monday, after a whole winter in the dock at Stornoway.</p>"
REST = "<p>The harbour board has paid for two new engines, and the islands' farmers for the third of them.</p>"
MORE = "<p>Its old captain will not come back, since he has bought a bakery and likes to sleep at home now.</p>"


def opened(body: str) -> HtmlElement:
    tree = document_fromstring(f"<html><body>{body}</body></html>")
    open_folded(tree)
    return tree


def is_open(body: str) -> bool:
    return opened(body).xpath("//*[contains(., 'two new engines')]/ancestor-or-self::*[@id='rest']")[0].attrib == {
        "id": "rest"
    }


@pytest.mark.parametrize(
    "hiding",
    [
        "style='display:none'",
        "style='color: red; display : none;'",
        "style='max-height:0;overflow:hidden'",
        "style='visibility: hidden'",
        "style='opacity:0'",
        "aria-hidden='true'",
        "hidden",
        "class='hidden'",
        "class='rest collapsed'",
    ],
)
@pytest.mark.parametrize("between", ["", "<button>Read more</button>", "<a href='#rest'>Weiterlesen</a>"])
def test_a_hidden_stretch_that_goes_on_with_the_text_above_it_is_opened(hiding: str, between: str) -> None:
    assert is_open(f"<article>{SHOWN}{between}<div id='rest' {hiding}>{REST}{MORE}</div></article>")


def test_every_page_of_a_folded_article_is_opened_in_its_turn() -> None:
    pages = f"<div>{SHOWN}</div><div style='display:none'>{MORE}</div><div id='rest' style='display:none'>{REST}</div>"
    assert is_open(f"<article>{pages}</article>")


@pytest.mark.parametrize(
    "body",
    [
        f"<div id='rest' style='display:none'>{REST}</div>{SHOWN}",
        f"<p>Ness</p><div id='rest' style='display:none'>{REST}</div>",
        f"<article>{SHOWN}</article><p><a href='/a'>Mail</a> <a href='/b'>Print</a></p>"
        f"<div id='rest' style='display:none'>{REST}</div>",
        f"<div class='cookie-notice'>{SHOWN}<div id='rest' style='display:none'>{REST}</div></div>",
        f"{SHOWN}<div id='rest' style='display:none'>{REST}<form></form></div>",
        f"{SHOWN}<div id='rest' style='display:none'><h1>Sign in</h1>{REST}</div>",
        f"{SHOWN}<div id='rest' role='dialog' style='display:none'>{REST}</div>",
        f"{SHOWN}{REST}<div id='rest' style='display:none'>{REST}</div>",
        f"{SHOWN}<div id='rest' style='display:none'><a href='/'>{REST}</a></div>",
        f"{SHOWN}<div id='rest' style='display:none'>{REST}{'<b>Ness</b> ' * 40}</div>",
        f"<div style='display:none'>{SHOWN}<div id='rest' style='display:none'>{REST}</div></div>",
    ],
)
def test_whatever_else_is_hidden_stays_hidden(body: str) -> None:
    assert not is_open(body)


def test_a_box_by_its_name_stays_hidden() -> None:
    for name in ("share-help", "newsletter", "comment-rules", "modal", "author-box"):
        tree = opened(f"{SHOWN}<div class='{name}' style='display:none'>{REST}</div>")
        assert tree.xpath("//div/@style") == ["display:none"]


@pytest.mark.parametrize(("length", "is_read"), [(RULES.long_paragraph, True), (RULES.long_paragraph - 1, False)])
def test_a_paragraph_is_long_enough_to_the_letter(length: int, is_read: bool) -> None:
    tree = opened(f"{SHOWN}<p style='display:none'>{'a' * length}</p>")
    assert (not tree.xpath("//p/@style")) is is_read


def test_the_rest_of_an_article_stands_in_the_body_and_what_opened_it_does_not() -> None:
    html = f"<html><head><title>Ferry sails again</title></head><body><article><h1>Ferry sails again</h1>{SHOWN}{SHOWN}"
    html += f"<button>Read more</button><div style='display:none'>{REST}{MORE}</div></article></body></html>"
    page = parse(RawDocument(html.encode(), "page.html"))
    assert "two new engines" in page.body()
    assert "Read more" not in page.main_text()
    folded = [page.text[leaf.start : leaf.end] for leaf in page.leaves() if leaf.rule == "article-folded"]
    assert len(folded) == 2
    assert "two new engines" in folded[0]
