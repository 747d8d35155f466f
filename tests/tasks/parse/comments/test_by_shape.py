"""Which blocks alike with a time each are comments, which posts, and which neither. All pages are made up."""

from __future__ import annotations

from datetime import datetime

import pytest
from lxml.html import fromstring

from tasks.dates.publication.stamps import Reader
from tasks.parse.comments.by_shape import find_run
from tasks.parse.comments.groups import Group
from tasks.parse.comments.index import index_of
from tasks.parse.comments.stamps import find_stamps

READER = Reader(datetime(2022, 1, 1), None)
SAID = (
    "I crossed it this morning and it held.",
    "Lucky you, they closed it on me.",
    "They close it every day at noon.",
    "Then walk.",
    "I did, and it was far.",
    "So is Harwich.",
    "Not by boat.",
)
ARTICLE = f"<article><h1>Bridge</h1>{'<p>The bridge over the river opened on Wednesday.</p>' * 40}</article>"
NAMES = ("Ann", "Bo", "Kim", "Ida", "Cy", "Mara", "Tom")


def found(body: str) -> Group | None:
    tree = fromstring(f"<html><body>{body}</body></html>")
    return find_run(find_stamps(tree, index_of(tree).texts), READER)


def block(number: int, *, author: bool = True, dated: bool = True, said: str | None = None, tag: str = "div") -> str:
    name = f"<b>{NAMES[number]}</b>" if author else ""
    time = f"<i>July {number + 1}, 2021</i>" if dated else "<i>July</i>"
    return f"<{tag}>{name} {time}<p>{SAID[number] if said is None else said}</p></{tag}>"


def blocks(count: int, **kinds: bool) -> str:
    return "".join(block(number, **kinds) for number in range(count))


def texts(group: Group | None) -> list[str] | None:
    """The text of each item, without its head."""
    if group is None:
        return None
    return ["".join(root.xpath("string(.//p)") for root in item) for item in group.items]


def talk(inner: str) -> str:
    """A box whose name speaks of readers."""
    return f"{ARTICLE}<div class='thread'>{inner}</div>"


# ---- what is believed


def test_two_blocks_in_a_box_named_after_readers_are_comments() -> None:
    group = found(talk(blocks(2)))
    assert group is not None
    assert (group.kind, group.name, texts(group)) == ("comment", "run", list(SAID[:2]))
    assert found(talk(blocks(1))) is None


@pytest.mark.parametrize(("steps", "is_near"), [(7, True), (8, False)])
def test_the_box_named_after_readers_stands_at_most_eight_elements_above(steps: int, is_near: bool) -> None:
    inner = f"{'<section>' * steps}{blocks(2)}{'</section>' * steps}"
    assert (found(talk(inner)) is not None) is is_near


def test_a_body_named_after_readers_says_nothing() -> None:
    tree = fromstring(f"<html><body class='thread'>{ARTICLE}<div>{blocks(2)}</div></body></html>")
    assert find_run(find_stamps(tree, index_of(tree).texts), READER) is None


def test_two_unnamed_blocks_need_a_heading_that_announces_comments() -> None:
    assert found(f"{ARTICLE}<div>{blocks(2)}</div>") is None
    assert texts(found(f"{ARTICLE}<h3>2 comments</h3><div>{blocks(2)}</div>")) == list(SAID[:2])
    assert found(f"{ARTICLE}<h3>No comments</h3><div>{blocks(2)}</div>") is None
    assert found(f"{ARTICLE}<h3>Concerts</h3><div>{blocks(2)}</div>") is None


def test_controls_speak_of_readers_where_there_are_three_blocks() -> None:
    answered = [block(number, said=f"{SAID[number]} <br>Reply") for number in range(3)]
    assert found(f"{ARTICLE}<div>{''.join(answered[:2])}</div>") is None
    assert found(f"{ARTICLE}<div>{''.join(answered)}</div>") is not None
    assert found(f"{ARTICLE}<div>{answered[0]}{answered[1]}{block(2)}{block(3)}</div>") is not None  # half of them
    assert found(f"{ARTICLE}<div>{answered[0]}{block(1)}{block(2)}</div>") is None


@pytest.mark.parametrize(("length", "is_control"), [(40, True), (41, False)])
def test_a_control_stands_in_a_short_line(length: int, is_control: bool) -> None:
    line = "Reply " + "x" * (length - 6)
    inner = "".join(block(number, said=f"{SAID[number]}<br>{line}") for number in range(3))
    assert (found(f"{ARTICLE}<div>{inner}</div>") is not None) is is_control


def test_what_a_forum_prints_of_writers_and_names_of_parts_speak_of_readers() -> None:
    detail = "".join(block(number, said=f"{SAID[number]}<br>Posts: 1455") for number in range(3))
    named = "".join(block(number, said=f"<span class='message'>{SAID[number]}</span>") for number in range(3))
    assert found(f"{ARTICLE}<div>{detail}</div>") is not None
    assert found(f"{ARTICLE}<div>{named}</div>") is not None


@pytest.mark.parametrize(
    ("around", "is_near"),
    [
        ("<h3>3 comments</h3><p>a</p><p>b</p><div>{}</div>", True),
        ("<h3>3 comments</h3><p>a</p><p>b</p><p>c</p><div>{}</div>", False),
        ("<h3>3 comments</h3><section><section><div>{}</div></section></section>", True),
        ("<h3>3 comments</h3><section><section><section><div>{}</div></section></section></section>", False),
    ],
)
def test_a_heading_stands_near_the_blocks_or_the_boxes_around_them(around: str, is_near: bool) -> None:
    assert (found(ARTICLE + around.format(blocks(3))) is not None) is is_near


# ---- author, time and text


@pytest.mark.parametrize(("named", "count", "is_believed"), [(3, 5, True), (2, 4, False)])
def test_blocks_have_an_author_and_a_time_nearly_always(named: int, count: int, is_believed: bool) -> None:
    inner = "".join(block(number, author=number < named) for number in range(count))
    assert (found(talk(inner)) is not None) is is_believed


@pytest.mark.parametrize(("empty", "count", "is_believed"), [(1, 4, True), (1, 3, False)])
def test_something_is_written_in_three_of_four_blocks(empty: int, count: int, is_believed: bool) -> None:
    inner = "".join(block(number, said="" if number < empty else None) for number in range(count))
    assert (found(talk(inner)) is not None) is is_believed


def test_a_last_block_without_text_shows_that_the_times_close_what_stands_above() -> None:
    assert found(talk(f"{blocks(4)}{block(4, said='')}")) is None


def test_blocks_beside_the_main_part_are_none() -> None:
    assert found(f"{ARTICLE}<div class='sidebar'><div class='thread'>{blocks(3)}</div></div>") is None


def test_blocks_with_the_headline_of_a_page_are_none() -> None:
    inner = "".join(block(number, said=f"<h1>Bridge</h1>{SAID[number]}") for number in range(3))
    assert found(f"<div class='thread'>{inner}</div>") is None


# ---- teasers


TITLE = "<a href='/a'>The old bridge again</a>"


@pytest.mark.parametrize(("teasers", "is_believed"), [(2, True), (3, False)])
def test_blocks_of_which_most_are_teasers_are_none(teasers: int, is_believed: bool) -> None:
    inner = "".join(block(n, said=f"{TITLE}<br>{SAID[n]}" if n < teasers else None) for n in range(4))
    assert (found(talk(inner)) is not None) is is_believed


@pytest.mark.parametrize(
    ("said", "is_teaser"),
    [
        ("<h3><a href='/a'>The old bridge again</a></h3>It rains.", True),
        (f"{TITLE}<br>It rains here and there.", True),
        ("<a href='/a'>The old bridge</a><br>It rains here and there.", False),  # three words
        ("<a>The old bridge again</a><br>It rains here and there.", False),
        ("<a href='#a'>The old bridge again</a><br>It rains here and there.", False),  # a place on this page
        (f"See {TITLE}.", True),  # little else
        (f"See {TITLE}, which is the story that I always tell.", False),
    ],
)
def test_a_teaser_begins_with_a_title_that_leads_elsewhere_or_is_little_else(said: str, is_teaser: bool) -> None:
    inner = "".join(block(number, said=said) for number in range(3))
    assert (found(talk(inner)) is None) is is_teaser


def test_a_title_in_the_writers_place_is_a_teasers() -> None:
    inner = "".join(
        f"<div>{TITLE}<i>July {n}, 2021</i><p>It rains here, and it rains there.</p></div>" for n in (1, 2, 3)
    )
    assert found(talk(inner)) is None


# ---- a page of little else


def test_five_blocks_that_are_most_of_the_page_are_a_thread() -> None:
    group = found(f"<div>{blocks(5)}</div>")
    assert group is not None
    assert group.kind == "post"
    assert found(f"<div>{blocks(4)}</div>") is None


@pytest.mark.parametrize(("dated", "is_thread"), [(True, True), (False, False)])
def test_each_post_of_such_a_page_has_author_and_time(dated: bool, is_thread: bool) -> None:
    inner = blocks(5) + block(5, author=dated)
    assert (found(f"<div>{inner}</div>") is not None) is is_thread


def test_whole_articles_below_each_other_are_no_thread() -> None:
    inner = "".join(block(number, said=f"<h2>Bridge {number}</h2>{SAID[number]}") for number in range(5))
    assert found(f"<div>{inner}</div>") is None


@pytest.mark.parametrize(("beside", "is_thread"), [(66, True), (67, False)])
def test_such_a_thread_holds_three_fifths_of_the_text(beside: int, is_thread: bool) -> None:
    inner = "<div><b>Ann</b> <i>July 1, 2021</i><p>xxxx</p></div>" * 5
    length = 5 * len("Ann July 1, 2021xxxx")
    assert length == 100
    assert (found(f"<div>{inner}</div><p>{'y' * beside}</p>") is not None) is is_thread


@pytest.mark.parametrize(("beside", "kind"), [(300, "post"), (301, "comment")])
def test_blocks_named_after_readers_are_a_thread_from_a_quarter_of_the_text_on(beside: int, kind: str) -> None:
    inner = "<div><b>Ann</b> <i>July 1, 2021</i><p>xxxx</p></div>" * 5
    group = found(f"<p>{'y' * beside}</p><div class='thread'>{inner}</div>")
    assert group is not None
    assert group.kind == kind


def test_blocks_in_a_box_named_after_comments_are_no_thread() -> None:
    group = found(f"<div id='comments'>{blocks(5)}</div>")
    assert group is not None
    assert group.kind == "comment"


# ---- how far a block reaches


def test_the_longest_run_is_taken_and_stamps_are_told_apart_by_their_markup() -> None:
    short = "".join(f"<div><b>{NAMES[n]}</b> <u>July {n + 1}, 2021</u><p>{SAID[n]}</p></div>" for n in range(3))
    assert texts(found(talk(f"<div>{short}</div><section>{blocks(5)}</section>"))) == list(SAID[:5])


def test_parts_side_by_side_belong_to_the_stamp_above() -> None:
    inner = "".join(f"<i>July {n + 1}, 2021</i><b>{NAMES[n]}</b><p>{SAID[n]}</p>" for n in range(3))
    group = found(talk(inner))
    assert group is not None
    assert [[root.tag for root in item] for item in group.items] == [["i", "b", "p"]] * 3


def test_an_answer_inside_a_block_is_a_block_of_its_own() -> None:
    answer = f"<section>{block(1)}</section>"
    outer = f"<div><b>Ann</b> <i>July 1, 2021</i><p>{SAID[0]}</p>{answer}</div>"
    group = found(talk(f"{outer}{block(2)}{block(3)}"))
    assert group is not None
    assert [item[0].tag for item in group.items] == ["div"] * 4


def test_stamps_that_the_body_alone_holds_have_no_blocks() -> None:
    assert found("".join(f"<i>July {n + 1}, 2021</i>" for n in range(2)) + "<p></p>") is None


@pytest.mark.parametrize(("others", "is_found"), [(5, True), (6, False)])
def test_six_runs_are_tried_the_longest_first(others: int, is_found: bool) -> None:
    lists = "".join(f"<ul>{f'<li><tt class=k{letter}>July 1, 2021</tt></li>' * 3}</ul>" for letter in "abcdef"[:others])
    assert (found(talk(f"{lists}<section>{blocks(2)}</section>")) is not None) is is_found


def test_of_two_runs_as_long_as_each_other_the_first_is_taken() -> None:
    second = "".join(f"<div><b>{NAMES[n]}</b> <u>July {n + 1}, 2021</u><p>{SAID[n + 3]}</p></div>" for n in range(3))
    assert texts(found(talk(f"<div>{blocks(3)}</div><section>{second}</section>"))) == list(SAID[:3])


@pytest.mark.parametrize(("before", "is_near"), [(48, True), (49, False)])
def test_the_first_fifty_elements_of_a_block_may_be_named_as_parts_of_a_post(before: int, is_near: bool) -> None:
    spans = "<span></span>" * before  # the paragraph around them is the first
    inner = "".join(block(n, said=f"{spans}<span class='message'>{SAID[n]}</span>") for n in range(3))
    assert (found(f"{ARTICLE}<div>{inner}</div>") is not None) is is_near


def test_a_colon_alone_is_no_forums_detail() -> None:
    inner = "".join(block(number, said=f"{SAID[number]}<br>So: it rains.") for number in range(3))
    assert found(f"{ARTICLE}<div>{inner}</div>") is None
