"""What a page shows and nothing else holds is kept as furniture below its text, each stretch with its rule."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.parse import parse
from tasks.parse.base.assembly import Block
from tasks.parse.commenters.privacy import AS_PRINTED, Privacy
from tasks.parse.html.furniture import RUN, left_over
from tasks.parse.seen.printed import PrintedLine
from tasks.records import AROUND_RULES, Kind, Layer, Page, RawDocument

STORY = (
    "The northern lock was closed on Tuesday after divers had found a crack in the lower gate of it.",
    "Ships of more than forty metres must wait outside until the gate has been lifted by a crane.",
    "Engineers expect the repair to take eleven days, and nobody can say what it is going to cost.",
)
PIECES = {
    "menu": "<nav><a href='/sport'>Regatta results</a> <a href='/weather'>Tides tomorrow</a></nav>",
    "teaser": "<div class='teaser'><h3><a href='/eel'>Eels return upriver</a></h3><p>Fishermen cheered.</p></div>",
    "foot": "<footer><p>Quayside Gazette, Pier 4</p></footer>",
    "folded": "<div style='display:none'><p>Subscribers only lounge</p></div>",
    "form": "<form><label>Your address</label><button>Subscribe now</button></form>",
    "list": "<ul><li>Moorings</li><li>Timetables</li></ul>",
    "table": "<table><tr><td>Depth</td><td>Nine fathoms</td></tr></table>",
    "comment": "<div id='comments'><div class='comment'><b class='author'>Kim Lund</b> "
    "<time datetime='2021-07-05'>July 5, 2021</time>"
    "<p>I waited there for an hour with my boat.</p><a>Reply</a></div></div>",
}


def line(text: str, *, is_navigation: bool = False, is_folded: bool = False) -> PrintedLine:
    return PrintedLine(text, is_navigation, is_folded)


def block(text: str) -> Block:
    return Block(text, Layer.ARTICLE, Kind.PARAGRAPH, "test")


def told(lines: list[PrintedLine], *blocks: str) -> list[tuple[str, str]]:
    return [(found.rule, found.text) for found in left_over(lines, map(block, blocks))]


def test_a_stretch_between_what_is_held_is_one_segment() -> None:
    lines = [line("Home"), line("Sport"), line(STORY[0]), line("Imprint")]
    assert told(lines, STORY[0]) == [("html-surroundings", "Home\nSport"), ("html-surroundings", "Imprint")]


def test_each_stretch_says_why_it_is_furniture() -> None:
    lines = [line("Home", is_navigation=True), line("Hidden", is_folded=True), line("Imprint")]
    assert told(lines) == [("html-navigation", "Home"), ("html-folded", "Hidden"), ("html-surroundings", "Imprint")]


def test_of_equal_lines_one_is_kept() -> None:
    assert told([line("Reply"), line("REPLY."), line("Share"), line("Reply")]) == [
        ("html-surroundings", "Reply\nShare")
    ]


def test_a_part_of_a_held_line_is_held_and_a_shorter_one_only_where_it_is_equal() -> None:
    words = ["one", "two", "three", "four", "five", "six"]
    held = " ".join(words)
    for length in (RUN, RUN + 1):
        assert told([line(" ".join(words[:length]))], held) == []
    assert told([line(" ".join(words[: RUN - 1]))], held) != []
    assert told([line("Sea")], "Sea") == []
    assert told([line("— | »")]) == []


def page_of(pieces: list[str]) -> Page:
    article = "".join(f"<p>{text}</p>" for text in STORY)
    parts = [PIECES[piece] for piece in pieces]
    middle = len(parts) // 2
    markup = (
        f"<html><head><title>Lock closed</title></head><body>{''.join(parts[:middle])}<article><h1>Lock closed</h1>"
    )
    markup += f"{article}</article>{''.join(parts[middle:])}</body></html>"
    return parse(RawDocument(markup.encode(), "page.html", url="https://site.example/lock"))


@given(st.lists(st.sampled_from(sorted(PIECES)), unique=True, max_size=len(PIECES)))
def test_the_text_of_a_page_holds_all_words_that_it_shows(pieces: list[str]) -> None:
    shown = {
        "menu": "Regatta results Tides tomorrow",
        "teaser": "Eels return upriver Fishermen cheered.",
        "foot": "Quayside Gazette, Pier 4",
        "folded": "Subscribers only lounge",
        "form": "Your address Subscribe now",
        "list": "Moorings Timetables",
        "table": "Depth Nine fathoms",
        "comment": "Kim Lund July 5, 2021 I waited there for an hour with my boat. Reply",
    }
    page = page_of(pieces)
    expected = {word for text in (*STORY, *(shown[piece] for piece in pieces)) for word in text.split()}
    assert expected <= set(page.text.split())
    assert all(text in page.body() for text in STORY)


@given(st.lists(st.sampled_from(sorted(PIECES)), unique=True, max_size=len(PIECES)))
def test_furniture_stands_below_all_other_text_and_moves_none_of_it(pieces: list[str]) -> None:
    page = page_of(pieces)
    leaves = list(page.leaves())
    around = [leaf.rule in AROUND_RULES for leaf in leaves]
    assert around == sorted(around)
    assert all(leaf.layer is Layer.FURNITURE for leaf in leaves if leaf.rule in AROUND_RULES)
    assert page.main_text() == page.text[: max(leaf.end for leaf in leaves if leaf.rule not in AROUND_RULES)]


@pytest.mark.parametrize(
    ("piece", "privacy", "is_kept"),
    [
        ("comment", AS_PRINTED, True),
        ("comment", Privacy(key="0123456789abcdef" * 4), False),
        ("comment", Privacy(erased=frozenset({"mark"})), False),
        ("teaser", Privacy(key="0123456789abcdef" * 4), True),
    ],
)
def test_what_stands_around_comments_is_kept_only_where_names_are_stored_as_printed(
    piece: str, privacy: Privacy, is_kept: bool
) -> None:
    article = "".join(f"<p>{text}</p>" for text in STORY)
    html = f"<html><body><article><h1>Lock closed</h1>{article}</article>{PIECES[piece]}{PIECES['menu']}</body></html>"
    page = parse(RawDocument(html.encode(), "page.html"), privacy=privacy)
    assert any(leaf.rule in AROUND_RULES for leaf in page.leaves()) == is_kept
    assert (piece == "comment") == bool(page.comments)
    assert "Lund" not in page.text or privacy is AS_PRINTED
