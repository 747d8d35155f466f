"""Which elements named as comments or posts are the page's discussion. All pages are made up."""

from __future__ import annotations

from datetime import datetime

import pytest
from lxml.html import HtmlElement, fromstring

from tasks.dates.publication.stamps import Reader
from tasks.parse.comments.groups import Group
from tasks.parse.comments.index import index_of
from tasks.parse.comments.named import find_group, prefer_run
from tasks.parse.comments.stamps import find_stamps

READER = Reader(datetime(2022, 1, 1), None)
NAMES = ("Ann", "Bo", "Kim", "Ida", "Cy", "Mara", "Tom", "Uwe", "Wim", "Zoe")


def page(body: str) -> HtmlElement:
    return fromstring(f"<html><body>{body}</body></html>")


def found(body: str) -> Group | None:
    return find_group(index_of(page(body)), READER)


def told(body: str) -> tuple[str, str, int] | None:
    """Kind, name and number of items of the group that is found."""
    group = found(body)
    return None if group is None else (group.kind, group.name, len(group.items))


def item(name: str, number: int = 0, *, author: bool = True, dated: bool = True, said: str = "It rains.") -> str:
    head = f"<b class='author'>{NAMES[number]}</b>" if author else ""
    time = f"<time datetime='2021-07-0{number + 1}'></time>" if dated else ""
    return f"<div class='{name}'>{head}{time}<p>{said}</p></div>"


def items(name: str, count: int, **kinds: bool) -> str:
    return "".join(item(name, number, **kinds) for number in range(count))


# ---- evidence


def test_comments_are_taken_before_posts() -> None:
    assert told(items("comment", 1) + items("post", 3)) == ("comment", "div.comment", 1)
    assert told(items("post", 3)) == ("post", "div.post", 3)
    assert told("<p>It rains.</p>") is None


@pytest.mark.parametrize(
    ("full", "bare", "is_believed"),
    [(1, 3, True), (1, 4, False)],  # half a point each, and less
)
def test_a_comment_has_half_of_author_or_time_on_average(full: int, bare: int, is_believed: bool) -> None:
    body = items("comment", full) + items("comment", bare, author=False, dated=False)
    assert (told(body) is not None) is is_believed


@pytest.mark.parametrize(("undated", "is_believed"), [(3, True), (4, False)])
def test_posts_have_nearly_all_of_author_and_time(undated: int, is_believed: bool) -> None:
    rest = f"<p>{'It rains. ' * 15}</p>"  # so that they are no thread without times either
    body = items("post", 5 - undated) + items("post", undated, dated=False) + rest
    assert (told(body) is not None) is is_believed


@pytest.mark.parametrize(
    ("name", "dated", "is_believed"),
    [
        ("response", True, True),
        ("response", False, False),  # a vague name
        ("comment", False, True),
    ],
)
def test_a_vague_name_needs_more_evidence(name: str, dated: bool, is_believed: bool) -> None:
    assert (told(items(name, 2, dated=dated)) is not None) is is_believed


def test_a_lone_comment_needs_more_evidence_unless_its_element_bears_a_number() -> None:
    assert told(item("comment")) == ("comment", "div.comment", 1)
    assert told(item("comment", dated=False)) is None
    assert told(item("comment", dated=False).replace("<div", "<div id='c7'")) == ("comment", "div.comment", 1)
    assert told(item("comment", dated=False).replace("<div", "<div id='c'")) is None


def test_a_lone_post_is_no_thread() -> None:
    assert told(item("post")) is None


def test_the_group_with_most_evidence_in_all_is_taken() -> None:
    assert told(items("comment", 2) + items("usercomment", 3)) == ("comment", "div.usercomment", 3)
    assert told(items("comment", 3) + items("usercomment", 2)) == ("comment", "div.comment", 3)
    dated = items("comment", 3)
    assert told(dated + items("usercomment", 4, dated=False)) == ("comment", "div.comment", 3)


def test_of_two_names_for_the_same_comments_the_outer_element_is_taken() -> None:
    body = "".join(f"<section class='comment'>{item('comment-body', number)}</section>" for number in range(3))
    assert told(body) == ("comment", "section.comment", 3)


@pytest.mark.parametrize(("beside", "name"), [(13, "div.comment-item"), (14, "section.comment")])
def test_a_lone_comment_is_the_smaller_box_if_that_holds_two_fifths_of_the_text(beside: int, name: str) -> None:
    inner = item("comment-item", said="x" * 7)
    assert told(f"<section class='comment'>{inner}<p>{'y' * (beside + 2)}</p></section>") == ("comment", name, 1)


# ---- threads without times


def untimed(count: int, writers: int, beside: int = 0) -> str:
    posts = "".join(item("forumpost", number % writers, dated=False, said="x" * 7) for number in range(count))
    return f"{posts}<p>{'y' * beside}</p>"


@pytest.mark.parametrize(
    ("count", "writers", "is_thread"), [(4, 3, True), (3, 3, False), (4, 2, False), (8, 3, True), (8, 2, False)]
)
def test_four_posts_by_three_writers_need_no_times(count: int, writers: int, is_thread: bool) -> None:
    assert (told(untimed(count, writers)) is not None) is is_thread


def test_posts_without_times_hold_three_fifths_of_the_page() -> None:
    length = len("Annxxxxxxx") + len("Boxxxxxxx") + 2 * len("Kimxxxxxxx")
    assert length == 39
    body = "".join(item("forumpost", n, dated=False, said="x" * 7) for n in (0, 1, 2, 3))
    assert told(f"{body}<p>{'y' * 26}</p>") is not None
    assert told(f"{body}<p>{'y' * 27}</p>") is None


def test_comments_without_evidence_are_no_thread() -> None:
    assert told(items("response", 4, dated=False)) is None


def test_a_post_by_nobody_or_without_a_text_makes_no_thread_without_times() -> None:
    assert told(untimed(4, 4) + item("forumpost", author=False, dated=False)) is None
    assert told(untimed(4, 4) + item("forumpost", 4, dated=False, said="")) is None


def test_names_in_elements_that_are_texts_are_not_the_writers() -> None:
    assert told(untimed(4, 4).replace("forumpost", "post-content")) is None


# ---- what is no discussion


TITLE = "<h3><a href='/a'>The old bridge again</a></h3>"


@pytest.mark.parametrize(("teasers", "is_believed"), [(1, True), (2, False)])
def test_comments_of_which_half_have_a_title_elsewhere_are_teasers(teasers: int, is_believed: bool) -> None:
    body = "".join(item("comment", n, said=f"{TITLE if n < teasers else ''}It rains.") for n in range(4))
    assert (told(body) is not None) is is_believed


def test_numbered_comments_may_bear_titles_and_posts_may_not() -> None:
    body = "".join(item("comment", n, said=f"{TITLE}It rains.").replace("<div", f"<div id='c{n}'") for n in range(3))
    assert told(body) == ("comment", "div.comment", 3)
    assert told(body.replace("comment", "post")) is None


def test_a_lone_comment_may_bear_a_title() -> None:
    assert told(item("comment", said=f"{TITLE}It rains.")) == ("comment", "div.comment", 1)


def test_a_list_of_links_is_no_discussion() -> None:
    said = "<a href='/a'>It rains here and there.</a>"
    assert told("".join(item("comment", n, said=said) for n in range(3))) is None


def test_comments_beside_the_main_part_are_none() -> None:
    assert told(f"<div class='sidebar'>{items('comment', 3)}</div>") is None


@pytest.mark.parametrize(("beside", "is_thread"), [(80, True), (81, False)])
def test_the_posts_of_a_thread_hold_a_fifth_of_the_page(beside: int, is_thread: bool) -> None:
    posts = item("post", 1, said="x" * 8) + item("post", 1, said="x" * 8)
    assert (told(f"{posts}<p>{'y' * beside}</p>") is not None) is is_thread


# ---- threads that name only their answers as comments


def test_the_post_before_the_answers_opens_the_thread() -> None:
    body = item("post") + "".join(item("post comment", number) for number in (1, 2))
    assert told(body) == ("post", "div.post", 3)


def test_replies_that_are_all_named_as_posts_are_posts() -> None:
    assert told("".join(item("reply forumpost", number) for number in range(3))) == ("post", "div.reply", 3)
    assert told("".join(item("comment forumpost", number) for number in range(3))) == ("comment", "div.comment", 3)


def question(
    head: str = "<b class='author'>Ann</b><time datetime='2021-07-01'></time>", around: str = "section"
) -> str:
    answers = "".join(
        f"<li class='comment'><b class='author'>{NAMES[n]}</b><time datetime='2021-07-0{n}'></time>"
        f"<div class='forumpost'>Answer {n}.</div></li>"
        for n in (1, 2)
    )
    return f"<{around}>{head}<div class='forumpost'>Why?</div></{around}><ul>{answers}</ul>"


def test_the_question_is_taken_with_the_box_around_it_where_each_answer_stands_in_one() -> None:
    group = found(question())
    assert group is not None
    assert (group.kind, [each[0].tag for each in group.items]) == ("post", ["section", "li", "li"])


def test_a_question_without_author_or_time_is_no_post() -> None:
    assert told(question(head="<b class='author'>Ann</b>")) == ("comment", "li.comment", 2)


def test_the_box_of_the_question_does_not_reach_the_headline() -> None:
    body = question().replace("<section>", "<main><h1>Bridge</h1><section>").replace("</section>", "</section></main>")
    group = found(body)
    assert group is not None
    assert group.items[0][0].tag == "section"


# ---- neighbours and lists


@pytest.mark.parametrize("count", [2, 3])
def test_parts_in_neighbours_are_taken_in_where_a_comment_alone_says_too_little(count: int) -> None:
    rows = "".join(
        f"<p><b class='author'>{NAMES[n]}</b></p><p><time datetime='2021-07-0{n + 1}'></time></p>"
        "<div class='comment'>a</div>"
        for n in range(count)
    )
    group = found(f"<section>{rows}</section>")
    assert group is not None
    assert (group.name, [len(each) for each in group.items]) == ("div.comment+", [3] * count)


def test_neighbours_that_hold_much_more_are_no_heads() -> None:
    rows = "".join(f"<p>{'x' * 1000}</p><div class='comment'>a</div>" for n in range(3))
    assert told(f"<section>{rows}</section>") is None


def test_a_definition_list_is_read_by_its_terms() -> None:
    rows = "".join(f"<dt class='comment'><b class='author'>{NAMES[n]}</b></dt><dd>It rains.</dd>" for n in range(2))
    group = found(f"<dl>{rows}</dl>")
    assert group is not None
    assert (group.name, [[root.tag for root in each] for each in group.items]) == ("dt.comment+", [["dt", "dd"]] * 2)


# ---- blocks alike in place of a named box


def preferred(body: str) -> str | None:
    tree = page(body)
    index = index_of(tree)
    group = prefer_run(find_group(index, READER), find_stamps(tree, index.texts), READER)
    return None if group is None else group.name


RUN = "".join(f"<section><b>{NAMES[n]}</b> <i>July {n + 1}, 2021</i><p>It rains.</p></section>" for n in range(3))


def test_blocks_alike_are_taken_where_nothing_is_named() -> None:
    assert preferred(f"<div class='thread'>{RUN}</div>") == "run"
    assert preferred("<p>It rains.</p>") is None


def test_a_named_box_around_blocks_alike_gives_way_to_them() -> None:
    box = f"<div class='comment' id='c1'><b class='author'>Ann</b><time datetime='2021-07-01'></time>{RUN}</div>"
    assert preferred(box) == "run"


def test_a_named_comment_beside_blocks_alike_stays() -> None:
    assert preferred(f"{item('comment')}<div class='thread'>{RUN}</div>") == "div.comment"
