"""Addresses of comments hold no commenter's name, and the article's own address stays as it is."""

from __future__ import annotations

import pytest

from tasks.identity import pseudonym
from tasks.parse.commenters.links import with_names_replaced
from tasks.parse.commenters.names import CommenterNames
from tasks.parse.commenters.privacy import Privacy, erasure_mark

KEY = "3c9f1e0b7a5d42868e1f0c9b6a7d5e43"  # made up for these tests
PAGE = "https://kim-okafor.example/kim-okafor-opens-the-bridge/"
KIM = pseudonym("Kim Okafor", KEY)
NAMES = CommenterNames(["Kim Okafor", "Will", "2692008"])


@pytest.mark.parametrize(
    ("link", "stored"),
    [
        (f"{PAGE}#comment-by-Kim_Okafor", f"{PAGE}#comment-by-{KIM}"),
        (f"{PAGE}?by=Kim%20Okafor&to=kim-okafor", f"{PAGE}?by={KIM}&to={KIM}"),
        ("https://kim-okafor.example/user/kimokafor#7", f"https://kim-okafor.example/user/{KIM}#7"),
        (f"{PAGE}#comment-2692008", f"{PAGE}#comment-2692008"),
        (f"{PAGE}#will", f"{PAGE}#will"),
        ("#c5", "#c5"),
    ],
)
def test_names_are_replaced_behind_what_the_address_shares_with_the_page(link: str, stored: str) -> None:
    assert with_names_replaced(link, PAGE, NAMES, Privacy(KEY)) == stored


def test_without_the_page_only_the_host_is_left_alone() -> None:
    link = "https://kim-okafor.example/kim-okafor"
    assert with_names_replaced(link, None, NAMES, Privacy(KEY)) == f"https://kim-okafor.example/{KIM}"


def test_an_erased_name_is_left_out() -> None:
    erased = Privacy(None, frozenset({erasure_mark("author", "Kim Okafor", "s")}), "s")
    assert with_names_replaced(f"{PAGE}#by-Kim-Okafor", PAGE, NAMES, erased) == f"{PAGE}#by-----------"
