"""Comment and forum software by its markup: one page of our own writing each, with the same three voices.

`tests/pages/comments` holds a page a layout and beside it what is to be read: `comments` in their order, each with
author, time, text and the place of the comment that it `answers` (from 0), and `opening`, the post that opens a thread.
"""

from __future__ import annotations

import tomllib
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from tasks.parse import parse
from tasks.records import Comment, Page, RawDocument

PAGES = Path(__file__).parents[2] / "pages" / "comments"
LAYOUTS = sorted(path.stem for path in PAGES.glob("*.html"))
ARTICLE_LINES = 5


def read(layout: str) -> tuple[Page, dict[str, Any]]:
    raw = RawDocument((PAGES / f"{layout}.html").read_bytes(), f"{layout}.html", fetched_at=datetime(2022, 1, 1))
    return parse(raw), tomllib.loads((PAGES / f"{layout}.toml").read_text(encoding="utf-8"))


def told(comment: Comment) -> dict[str, str | None]:
    posted = comment.posted.isoformat() if comment.posted else None
    return {"author": comment.author, "posted": posted, "text": comment.text}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_each_comment_has_its_author_its_time_and_its_own_words_only(layout: str) -> None:
    page, expected = read(layout)
    voices = [{key: entry[key] for key in ("author", "posted", "text")} for entry in expected["comments"]]
    assert [told(comment) for comment in page.comments] == voices


@pytest.mark.parametrize("layout", LAYOUTS)
def test_an_answer_hangs_below_the_comment_that_it_answers(layout: str) -> None:
    page, expected = read(layout)
    places = {comment.comment_id: place for place, comment in enumerate(page.comments)}
    parents = [None if comment.parent_id is None else places[comment.parent_id] for comment in page.comments]
    assert parents == [entry.get("answers") for entry in expected["comments"]]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_body_is_the_article_or_the_post_that_opens_the_thread_and_nothing_else(layout: str) -> None:
    page, expected = read(layout)
    if "opening" not in expected:
        assert len(page.body().splitlines()) == ARTICLE_LINES
        return
    assert page.published is not None
    assert {
        "author": " ".join(page.authors),
        "posted": page.published.isoformat(),
        "text": page.body(),
    } == expected["opening"]
