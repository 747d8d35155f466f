"""What remains of each comment layout when a scraper writes every block's text on a line of its own.

The golden pages of `tests/pages/comments`, their tags taken away, are read with the same writers, times and texts as
far as their text still tells them.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from tasks.parse import parse
from tasks.records import Page, RawDocument

PAGES = Path(__file__).parents[2] / "pages" / "comments"
_BLOCKS = frozenset(
    ("p", "div", "li", "tr", "td", "th", "h1", "h2", "h3", "h4", "h5", "article", "section", "header", "footer", "ul",
     "ol", "table", "br", "blockquote", "nav", "aside", "form", "dl", "dt", "dd", "figure", "main", "body", "pre")
)  # fmt: skip
_NOTHING_LEFT = {
    "discourse-preload": "the comments stand in an attribute",
    "question-data": "the comments stand in linked data",
    "linked-data": "the comments stand in linked data",
    "noscript": "the page's own scripts would have brought the comments",
}
_NO_SIGN_LEFT = {
    "discourse": "times stand in attributes, and names beside counters",
    "disqus-static": "times stand in attributes, and names beside a control",
    "vanilla": "times are months",
    "coral": "a name that ends in a digit is glued to its time",
    "lemmy": "a name that ends in a digit is glued to its points and its time",
    "viafoura": "a name that ends in a digit is glued to its time",
    "shreddit": "controls and points are glued",
    "facebook-list": "times are so short that they look like points",
    "wordpress-pingbacks": "a trackback is printed as comments are",
    "kunena": "the subject stands where others print the name",
}
LAYOUTS = sorted(path.stem for path in PAGES.glob("*.html") if path.stem not in {*_NOTHING_LEFT, *_NO_SIGN_LEFT})


def remains(layout: str) -> str:
    """The text of a page's body, a block a line."""
    pieces: list[str] = []
    body = html.fromstring((PAGES / f"{layout}.html").read_text(encoding="utf-8")).find("body")
    _collect(body, pieces)
    return "\n".join(line for line in (" ".join(line.split()) for line in "".join(pieces).split("\n")) if line)


def _collect(element: Any, pieces: list[str]) -> None:
    is_text = isinstance(element.tag, str) and element.tag not in ("script", "style", "noscript")
    if is_text:
        mark = "\n" if element.tag in _BLOCKS else ""
        pieces += [mark, " ".join((element.text or "").split("\n"))]
        for child in element:
            _collect(child, pieces)
        pieces.append(mark)
    pieces.append(" ".join((element.tail or "").split("\n")))


def read(layout: str) -> tuple[Page, dict[str, Any]]:
    """The remains as read, and how the page itself is to be read."""
    expected = tomllib.loads((PAGES / f"{layout}.toml").read_text(encoding="utf-8"))
    return parse(RawDocument(remains(layout).encode(), f"{layout}.txt")), expected


@pytest.mark.parametrize("layout", LAYOUTS)
def test_writers_and_their_words_are_told_without_the_tags(layout: str) -> None:
    page, expected = read(layout)
    assert [comment.author for comment in page.comments] == [row["author"] for row in expected["comments"]]
    for comment, row in zip(page.comments, expected["comments"], strict=True):
        wanted = row["text"] if isinstance(row["text"], str) else "\n".join(row["text"])
        assert wanted.split("\n")[0] in comment.text


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_article_keeps_its_words_and_takes_none_of_the_comments(layout: str) -> None:
    page, expected = read(layout)
    body = page.body()
    assert not any(str(comment.text) in body for comment in page.comments)
    if "opening" not in expected:
        assert "The bridge over the river opened on Wednesday" in body


@pytest.mark.parametrize("layout", sorted(_NOTHING_LEFT))
def test_where_no_comment_is_left_none_is_made_up(layout: str) -> None:
    if remains(layout):
        assert read(layout)[0].comments == ()
