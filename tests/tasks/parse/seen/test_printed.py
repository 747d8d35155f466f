"""Every line that a page shows its readers is found, with the place where it stands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml.html import document_fromstring

from tasks.parse.seen.printed import MOST_CHARACTERS, PrintedLine, printed_lines

WORDS = st.sampled_from(["ferry", "lock", "pier", "harbour", "crane", "gate"])
TAGS = st.sampled_from(["p", "div", "nav", "footer", "button", "form", "li", "h2", "aside", "label", "b"])


def read(body: str) -> list[PrintedLine]:
    return printed_lines(document_fromstring(f"<html><head><title>No line</title></head><body>{body}</body></html>"))


def test_lines_break_where_the_page_breaks_them() -> None:
    told = read("<p>The <b>old</b>\n  ferry<br>sails</p>on<ul><li>Monday<li>Tuesday</ul>again")
    assert [line.text for line in told] == ["The old ferry", "sails", "on", "Monday", "Tuesday", "again"]


@pytest.mark.parametrize("tag", ["script", "style", "noscript", "template", "textarea", "iframe", "svg", "audio"])
def test_what_no_browser_shows_is_no_line_and_what_follows_it_is_one(tag: str) -> None:
    assert [line.text for line in read(f"<p>one</p><{tag}>unseen</{tag}>two")] == ["one", "two"]


@pytest.mark.parametrize("menu", ["<nav>{}</nav>", "<div role='navigation'>{}</div>", "<menu>{}</menu>"])
def test_a_menu_is_navigation_and_what_follows_it_is_not(menu: str) -> None:
    told = read(menu.format("<p>Home</p><nav>Sport</nav><p>Weather</p>") + "Article")
    assert [(line.text, line.is_navigation) for line in told] == [
        ("Home", True),
        ("Sport", True),
        ("Weather", True),
        ("Article", False),
    ]


@pytest.mark.parametrize("hiding", ["style='display:none'", "hidden", "aria-hidden='true'", "class='collapsed'"])
def test_what_is_folded_away_says_so(hiding: str) -> None:
    told = read(f"seen <span {hiding}>not <b {hiding}>at</b> all</span> again")
    assert [(line.text, line.is_folded) for line in told] == [("seen", False), ("not at all", True), ("again", False)]


def test_a_page_that_a_script_will_show_is_not_folded_away() -> None:
    told = printed_lines(document_fromstring("<html><body style='opacity:0'><p>Ferry sails</p></body></html>"))
    assert told == [PrintedLine("Ferry sails")]


def test_lines_are_read_up_to_a_bound() -> None:
    line = "a" * (MOST_CHARACTERS // 2)
    assert len(read(f"<p>{line}</p><p>{line}</p>")) == 2
    assert len(read(f"<p>{line}</p><p>{line}a</p><p>b</p>")) == 1


@given(st.lists(st.tuples(TAGS, WORDS, WORDS), max_size=12))
def test_no_word_is_left_out_and_none_is_made_up(parts: list[tuple[str, str, str]]) -> None:
    told = read(" ".join(f"<{tag}>{inside}</{tag}> {below}" for tag, inside, below in parts))
    expected = [word for _, inside, below in parts for word in (inside, below)]
    assert " ".join(line.text for line in told).split() == expected


def test_words_that_a_style_sets_apart_are_not_glued() -> None:
    told = read(
        "<p><b>Hours</b><span style='display:block'>Daily</span>from nine</p><div>Posted<span>May 4</span></div>"
    )
    assert [line.text for line in told] == ["Hours", "Daily", "from nine", "Posted May 4"]
    assert [line.text for line in read("<p>A<span>larm</span> in <b>W</b>ell and H<sub>2</sub>O</p>")] == [
        "Alarm in Well and H2O"
    ]
