"""`parse --readable` shows every leaf of a page with its layer and kind, and what is known of the whole."""

from __future__ import annotations

from flows.run.reading import Reader
from flows.terminal.readable import LONGEST_TEXT
from flows.terminal.readable import readable_page as readable_at_width
from tasks.findings import ReadDocument
from tasks.records import RawDocument

SENTENCE = "The council has voted to keep the ferry, although it has lost money every year since the bridge was built."


def readable_page(document: ReadDocument) -> str:
    """As on a terminal that is wide enough for every line."""
    return readable_at_width(document, 200)


def read(text: str) -> ReadDocument:
    return Reader().read(RawDocument(text.encode(), "page.txt"))


def test_every_leaf_stands_on_a_line_in_the_order_of_the_page() -> None:
    page = f"Harwich keeps its ferry\nBy Ida Brandt\n4 July 2021\n{SENTENCE}\n{SENTENCE}"
    cut = SENTENCE[: LONGEST_TEXT - 1].rstrip()
    assert readable_page(read(page)).splitlines() == [
        "page.txt",
        "article   title     Harwich keeps its ferry",
        "article   byline    By Ida Brandt",
        "article   dateline  4 July 2021",
        f"article   paragraph {cut}…",
        f"furniture repeat    {cut}…",
        "",
        "published 2021-07-04",
        "authors   Ida Brandt",
    ]


def test_what_is_not_known_has_no_line() -> None:
    shown = readable_page(read(SENTENCE))
    assert shown == f"page.txt\narticle   paragraph {SENTENCE[: LONGEST_TEXT - 1].rstrip()}…\n"


def test_a_text_of_the_longest_length_is_shown_whole_and_one_more_is_cut() -> None:
    whole = SENTENCE[: LONGEST_TEXT - 1] + "."
    assert f"paragraph {whole}\n" in readable_page(read(whole))
    assert f"paragraph {whole[:-1].rstrip()}…\n" in readable_page(read(whole + "."))


def test_a_refused_document_shows_its_reason() -> None:
    assert readable_page(read(" ")) == "page.txt\nrejected  empty: no bytes"


def test_no_control_character_of_a_page_reaches_the_terminal() -> None:
    shown = readable_page(read(f"{SENTENCE} \x1b[31mred\x07"))
    assert "\x1b" not in shown
    assert "\x07" not in shown


def test_lines_are_wrapped_below_their_text_at_the_width_of_the_terminal() -> None:
    lines = readable_at_width(read(f"Harwich keeps its ferry\n{SENTENCE}"), 60).splitlines()
    assert lines[2:5] == [
        "article   paragraph The council has voted to keep the ferry,",
        "                    although it has lost money every year",
        "                    since the…",
    ]
    assert max(map(len, readable_at_width(read(SENTENCE)).splitlines())) <= 80
    assert max(map(len, readable_at_width(read(SENTENCE), 10).splitlines())) <= 40
