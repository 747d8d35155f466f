"""Names and times of comments are read where a button holds them; what a button does is no text."""

from __future__ import annotations

import pytest
from lxml.html import document_fromstring

from tasks.parse import parse
from tasks.parse.base.tree_text import lines
from tasks.parse.seen.buttons import open_buttons, open_details
from tasks.records import RawDocument


@pytest.mark.parametrize(
    ("button", "is_text"),
    [
        ("<button class='comment-author'>Ann</button>", True),
        ("<button class='x-comment-username'><span>Ann</span></button>", True),
        ("<button data-testid='user_name'>Ann</button>", True),
        ("<button><time datetime='2021-07-03'>Ann</time></button>", True),
        ("<button>Ann</button>", False),
        ("<button class='author'>Ann</button>", False),
        ("<button class='follow-username'>Ann</button>", False),
        ("<button class='reply-timestamp'>Ann</button>", False),
    ],
)
def test_a_button_is_text_where_it_is_named_as_a_commenter_or_a_time(button: str, is_text: bool) -> None:
    tree = document_fromstring(f"<html><body><p>It rains.</p>{button}</body></html>")
    open_buttons(tree)
    assert ("Ann" in " ".join(lines(tree))) is is_text


def test_comments_whose_names_are_buttons_have_their_writers() -> None:
    story = "<p>The ferry to Ness will sail again from Monday, after a whole winter in the dock at Stornoway.</p>" * 3
    said = "".join(
        f"<div class='comment'><button class='comment-author'>{name}</button><time datetime='2021-07-0{day}'></time>"
        f"<div class='comment-text'><p>{text}</p></div><button>Reply</button></div>"
        for name, day, text in (("Ann", 3, "I was sick on it twice."), ("Bert", 4, "So was its captain, I am told."))
    )
    html = f"<html><title>Ferry sails</title><body><article><h1>Ferry sails</h1>{story}</article>{said}</body></html>"
    page = parse(RawDocument(html.encode(), "page.html"))
    assert [(comment.author, comment.text) for comment in page.comments] == [
        ("Ann", "I was sick on it twice."),
        ("Bert", "So was its captain, I am told."),
    ]


def test_details_named_as_comments_are_boxes_and_others_stay_as_they_are() -> None:
    said = "<details class='comment-box'><summary>Ann</summary><p>It rains.</p></details>"
    tree = document_fromstring(f"<html><body>{said}<details><summary>More</summary></details></body></html>")
    open_details(tree)
    assert [element.tag for element in tree.iter("div", "details", "summary")] == ["div", "div", "details", "summary"]


def test_comments_in_details_stand_in_their_thread() -> None:
    story = "<p>The ferry to Ness will sail again from Monday, after a whole winter in the dock at Stornoway.</p>" * 3

    def said(name: str, day: int, text: str, inside: str = "") -> str:
        head = f"<summary><b class='comment-author'>{name}</b><time datetime='2021-07-0{day}'></time></summary>"
        body = f"<div class='comment-body'><p>{text}</p></div>"
        return f"<details class='comment' open>{head}{body}{inside}</details>"

    thread = said("Ann", 3, "I was sick on it twice.", said("Bert", 4, "So was its captain, I am told."))
    html = f"<html><title>Ferry sails</title><body><article><h1>Ferry sails</h1>{story}</article>{thread}</body></html>"
    comments = parse(RawDocument(html.encode(), "page.html")).comments
    assert [(comment.author, comment.depth) for comment in comments] == [("Ann", 0), ("Bert", 1)]
