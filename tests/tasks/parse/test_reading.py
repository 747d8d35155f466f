"""One document to blocks, containers and metadata: what is made where its parts overlap. All pages are made up."""

from __future__ import annotations

from datetime import datetime

import pytest

from tasks.parse.base.assembly import Block
from tasks.parse.base.limits import DEFAULT_LIMITS
from tasks.parse.base.page_comments import PageComments
from tasks.parse.html.article import read_tree
from tasks.parse.reading import Reading, _without_comments, read_markup, read_plain
from tasks.records import Kind, Layer, Moment, Precision

NOW = datetime(2022, 1, 1)
TITLE = "Bridge opens a year early"
STANDFIRST = "Nobody had believed in the day that the council had printed, least of all the builders."
PARAGRAPHS = tuple(
    f"The {word} thing to be said of the bridge is that it is long, and that it carries two lanes and a tram."
    for word in ("first", "second", "third", "fourth", "fifth", "sixth")
)


def read(*printed: str, head: str = "", below: str = "") -> Reading:
    """A page with a headline, these lines (a paragraph each, unless they have a tag) and what stands below."""
    body = "".join(line if line.startswith("<") else f"<p>{line}</p>" for line in printed)
    top = f"<html lang='en'><head><title>{TITLE}</title>{head}</head>"
    markup = f"{top}<body><article><h1>{TITLE}</h1>{body}</article>{below}</body></html>"
    return read_markup(read_tree(markup, DEFAULT_LIMITS), "https://example.org/a", NOW)


def blocks(reading: Reading) -> list[tuple[Kind, str]]:
    return [(block.kind, block.text) for block in reading.blocks if block.layer is Layer.ARTICLE]


def paragraphs(*texts: str) -> list[tuple[Kind, str]]:
    return [(Kind.PARAGRAPH, text) for text in texts]


DESCRIBED = f"<meta name='description' content='{STANDFIRST}'>"
MARKED = f"<p class='standfirst'>{STANDFIRST}</p>"
TITLED = (Kind.TITLE, TITLE)


# ---- the headline


def test_the_headline_stands_once_at_the_top() -> None:
    reading = read(*PARAGRAPHS)
    assert blocks(reading) == [TITLED, *paragraphs(*PARAGRAPHS)]
    assert [block.rule for block in reading.blocks[:1]] == ["html-title"]
    assert (reading.format, reading.metadata.title, reading.is_thread) == ("html", TITLE, False)


@pytest.mark.parametrize(("above", "is_kept"), [(2, False), (3, True)])
def test_the_headline_is_taken_out_of_the_first_four_blocks_itself_among_them(above: int, is_kept: bool) -> None:
    again = f"{TITLE.upper()}!"
    texts = (*PARAGRAPHS[:above], again, *PARAGRAPHS[above:])
    assert (again in [text for _, text in blocks(read(*texts))]) is is_kept


# ---- the standfirst


def test_a_standfirst_that_the_body_does_not_print_is_a_block_below_the_title() -> None:
    reading = read(*PARAGRAPHS, head=DESCRIBED, below=f"<div class='related'><h3>{STANDFIRST}</h3></div>")
    assert blocks(reading)[:2] == [TITLED, (Kind.STANDFIRST, STANDFIRST)]
    assert [block.rule for block in reading.blocks[:2]] == ["html-title", "html-standfirst"]
    assert reading.metadata.standfirst == STANDFIRST


@pytest.mark.parametrize("place", [0, 1, 5])
def test_a_standfirst_that_the_head_states_and_the_body_prints_is_the_bodys(place: int) -> None:
    texts = (*PARAGRAPHS[:place], STANDFIRST, *PARAGRAPHS[place:])
    reading = read(*texts, head=DESCRIBED)
    assert blocks(reading) == [TITLED, *paragraphs(*texts)]
    assert reading.metadata.standfirst is None


@pytest.mark.parametrize(("common", "is_again"), [(80, True), (79, False)])
def test_a_standfirst_that_begins_the_body_is_known_by_eighty_letters(common: int, is_again: bool) -> None:
    stated = "x" * common + "y" * 20
    head, below = f"<meta name='description' content='{stated}'>", f"<div class='related'><h3>{stated}</h3></div>"
    reading = read(f"{'x' * common}z and so it went on, for a whole year.", *PARAGRAPHS, head=head, below=below)
    assert (reading.metadata.standfirst is None) is is_again


def test_a_standfirst_that_the_markup_names_leaves_the_body() -> None:
    reading = read(MARKED, *PARAGRAPHS)
    assert blocks(reading) == [TITLED, (Kind.STANDFIRST, STANDFIRST), *paragraphs(*PARAGRAPHS)]
    assert reading.metadata.standfirst == STANDFIRST


def test_what_stands_above_a_standfirst_that_the_markup_names_stays() -> None:
    reading = read(PARAGRAPHS[0], MARKED, *PARAGRAPHS[1:])
    assert blocks(reading) == [TITLED, (Kind.STANDFIRST, STANDFIRST), *paragraphs(*PARAGRAPHS)]


def test_a_standfirst_that_the_markup_names_outside_the_body_leaves_the_body_alone() -> None:
    reading = read(*PARAGRAPHS, below=f"<div class='related'>{MARKED}</div>")
    assert blocks(reading) == [TITLED, (Kind.STANDFIRST, STANDFIRST), *paragraphs(*PARAGRAPHS)]


def test_a_body_of_nothing_but_its_standfirst_keeps_it() -> None:
    assert blocks(read(MARKED)) == [TITLED, *paragraphs(STANDFIRST)]


# ---- bylines and authors


def test_a_byline_in_the_body_is_one_and_names_the_authors() -> None:
    reading = read("By Ann Miller and Bo Chan", *PARAGRAPHS)
    assert (Kind.BYLINE, "By Ann Miller and Bo Chan") in blocks(reading)
    assert reading.metadata.authors == ("Ann Miller", "Bo Chan")


def test_a_byline_that_the_markup_names_is_printed_once() -> None:
    reading = read("<p class='byline'>By Ann Miller</p>", *PARAGRAPHS)
    assert [text for _, text in blocks(reading)].count("By Ann Miller") == 1
    assert reading.metadata.authors == ("Ann Miller",)


def test_a_byline_that_the_markup_names_outside_the_body_is_left_to_the_body_that_prints_it() -> None:
    reading = read("By Ann Miller", *PARAGRAPHS, below="<div class='byline'>By Ann Miller</div>")
    assert [text for _, text in blocks(reading)].count("By Ann Miller") == 1


def test_a_byline_that_the_body_does_not_print_is_a_block_of_the_head() -> None:
    reading = read(*PARAGRAPHS, below="<div class='related'><span class='byline'>By Ann Miller</span></div>")
    assert blocks(reading)[:2] == [TITLED, (Kind.BYLINE, "By Ann Miller")]


# ---- comments


def comment(name: str, day: int, text: str, kind: str = "comment") -> str:
    return f"<div class='{kind}'><b class='author'>{name}</b><time datetime='2021-07-0{day}'></time><p>{text}</p></div>"


def test_comments_follow_the_body_and_their_lines_are_not_in_it() -> None:
    said = ("It rains on it.", "Not when I was there.")
    reading = read(*PARAGRAPHS, below=comment("Ann Lee", 3, said[0]) + comment("Bo Chan", 4, said[1]))
    assert blocks(reading) == [TITLED, *paragraphs(*PARAGRAPHS)]
    assert [block.text for block in reading.blocks if block.layer is Layer.COMMENT] == list(said)
    assert [each.authors for each in reading.containers] == [("Ann Lee",), ("Bo Chan",)]
    assert reading.metadata.authors == ()
    assert reading.published is None


def test_the_post_that_opens_a_thread_is_the_body_with_its_writer_and_its_time() -> None:
    posts = "".join(
        comment(name, day, text, "forumpost")
        for name, day, text in (("Ann Lee", 3, "By Bo Chan"), ("Bo Chan", 4, "So it is."), ("Cy Ek", 5, "Is it?"))
    )
    markup = f"<html><head><title>{TITLE}</title>{DESCRIBED}</head><body><h1>{TITLE}</h1>{posts}</body></html>"
    reading = read_markup(read_tree(markup, DEFAULT_LIMITS), None, NOW)
    assert blocks(reading) == [TITLED, *paragraphs("By Bo Chan")]  # what a post says is no byline
    assert (reading.is_thread, reading.metadata.authors, reading.metadata.standfirst) == (True, ("Ann Lee",), None)
    assert reading.published == Moment(datetime(2021, 7, 3), Precision.DAY)
    assert reading.published_method == "opening_post"
    assert len(reading.containers) == 2


def test_an_opening_post_without_a_time_dates_nothing() -> None:
    posts = "".join(
        f"<div class='forumpost'><b class='author'>{name}</b><p>{text}</p></div>"
        for name, text in (("Ann", "Who was there?"), ("Bo", "I was."), ("Cy", "So was I."), ("Di", "Not I."))
    )
    markup = f"<html><head><title>{TITLE}</title></head><body>{posts}</body></html>"
    reading = read_markup(read_tree(markup, DEFAULT_LIMITS), None, NOW)
    assert (reading.is_thread, reading.published, reading.published_method) == (True, None, None)


# ---- texts without markup


def test_a_text_is_read_with_what_its_head_says() -> None:
    reading = read_plain(f"{TITLE}\nBy Ann Miller\nJuly 3, 2021\n" + "\n".join(PARAGRAPHS), NOW)
    assert (reading.format, reading.tree, reading.facts, reading.is_thread) == ("text", None, None, False)
    assert (reading.metadata.title, reading.metadata.authors) == (TITLE, ("Ann Miller",))
    assert reading.published == Moment(datetime(2021, 7, 3), Precision.DAY)
    assert reading.published_method == "head_text"
    assert [block.text for block in reading.blocks][-6:] == list(PARAGRAPHS)


def test_a_text_without_a_date_has_no_method() -> None:
    reading = read_plain(f"{TITLE}\n" + "\n".join(PARAGRAPHS), NOW)
    assert (reading.published, reading.published_method) == (None, None)


def test_a_forums_thread_without_markup_is_one() -> None:
    said = zip(range(3, 7), ("Ann Lee", "Bo Chan", "Cy Ek", "Dan Oh"), ("dog", "cat", "hen", "pig"), strict=True)
    posts = (f"{name} | July {day}, 2021 at 9:30 am\nI say it rains on the {beast}." for day, name, beast in said)
    reading = read_plain("\n".join(posts), NOW)
    assert (reading.is_thread, reading.metadata.authors) == (True, ("Ann Lee",))
    assert [each.authors for each in reading.containers] == [("Bo Chan",), ("Cy Ek",), ("Dan Oh",)]


def test_of_equal_lines_as_many_are_dropped_as_comments_that_stand_in_the_tree_hold_and_the_last_first() -> None:
    body = [Block(text, Layer.ARTICLE, Kind.PARAGRAPH, str(place)) for place, text in enumerate("abcab")]
    said = tuple(Block(text, Layer.COMMENT, Kind.PARAGRAPH, "announced", 0) for text in "ac")
    assert [block.rule for block in _without_comments(body, PageComments(said))] == ["0", "1", "4"]
    assert _without_comments(body, PageComments(said, is_taken_out=True)) == body
