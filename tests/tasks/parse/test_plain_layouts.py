"""Golden pages: what is left of each layout when a scraper has taken the tags away, and how it is to be read.

Beside each `tests/pages/plain/LAYOUT.txt` stands `LAYOUT.toml` with the expected reading: title, authors, body and
comments; `answers` is the position of the comment that is answered. All texts are made up.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from tasks.parse import parse
from tasks.records import Comment, Page, RawDocument

PAGES = Path(__file__).parents[2] / "pages" / "plain"
LAYOUTS = sorted(path.stem for path in PAGES.glob("*.txt"))


def test_every_golden_page_has_its_expected_reading() -> None:
    assert sorted(path.stem for path in PAGES.glob("*.toml")) == LAYOUTS


@pytest.mark.parametrize("layout", LAYOUTS)
def test_layout_is_read_as_expected(layout: str) -> None:
    expected = tomllib.loads((PAGES / f"{layout}.toml").read_text(encoding="utf-8"))
    content = (PAGES / f"{layout}.txt").read_bytes()
    page = parse(RawDocument(content, f"{layout}.txt", fetched_at=expected.get("fetched_at")))
    assert [_said(page, comment) for comment in page.comments] == [_expected(row) for row in expected["comments"]]
    assert page.body().split("\n") == expected["body"]
    assert list(page.authors) == expected["authors"]
    if "title" in expected:
        assert page.title == expected["title"]


def _said(page: Page, comment: Comment) -> dict[str, Any]:
    positions = {other.comment_id: other.position for other in page.comments}
    return {
        "author": comment.author,
        "posted_at": None if comment.posted is None else comment.posted.isoformat(),
        "answers": None if comment.parent_id is None else positions[comment.parent_id],
        "text": comment.text.split("\n"),
    }


def _expected(row: dict[str, Any]) -> dict[str, Any]:
    return {key: row.get(key) for key in ("author", "posted_at", "answers", "text")}
