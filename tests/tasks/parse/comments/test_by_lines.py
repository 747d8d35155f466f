"""Comments of HTML pages whose markup names none. All pages are made up."""

from __future__ import annotations

import pytest
from lxml.html import fromstring

from tasks.parse import parse
from tasks.parse.base.page_comments import PageComments
from tasks.parse.comments.by_lines import comments_by_lines
from tasks.parse.comments.index import index_of
from tasks.records import Kind, Layer, Page, RawDocument

ARTICLE = "".join(
    f"<p>Paragraph {word} of the article says that the bridge over the river opened on Wednesday, a whole year "
    "early.</p>"
    for word in ("one", "two", "three", "four")
)
SAID = "I crossed it this morning and the view from the middle is worth the queue."
REST = '<div><a href="/b">Old ferry is sold to a museum</a><a href="/c">Mayor rows home</a></div>'


def read(comments: str) -> Page:
    markup = f"<html><body><div><h1>Bridge opens early</h1>{ARTICLE}</div>{comments}{REST}</body></html>"
    return parse(RawDocument(markup.encode(), "page.html", url="https://example.com/a"))


@pytest.mark.parametrize(
    "comment",
    [
        f"<h3>1 comment</h3><b>Ann said...</b><p>{SAID}</p><i>6:46 AM</i><h3>Post a comment</h3>",
        f"<h3>One comment</h3><b>Ann says:</b><p>{SAID}</p><h3>Leave a reply</h3>",
        f"<h3>1 response in this thread</h3><b>Ann 44 pts</b><p>{SAID}</p><h3>Leave a reply</h3>",
    ],
)
def test_one_comment_under_a_heading_that_counts_one_needs_no_time(comment: str) -> None:
    page = read(comment)
    assert [(comment.author, comment.text) for comment in page.comments] == [("Ann", SAID)]
    assert SAID not in page.body()


def test_one_text_with_a_name_that_no_heading_counts_and_no_time_is_no_comment() -> None:
    assert not read(f"<h3>Your comments</h3><b>Ann says:</b><p>{SAID}</p>").comments


def test_links_below_the_last_comment_do_not_make_the_comments_a_list_of_links() -> None:
    said = "".join(
        f"<p>{name}</p><p>{SAID} And number {hour} was the bus.</p><p>{hour} hours ago</p><p>Reply</p>"
        for name, hour in (("Ann", 3), ("Bo Ek", 4))
    )
    assert [comment.author for comment in read(f"<h3>2 comments</h3>{said}").comments] == ["Ann", "Bo Ek"]


def test_a_list_of_links_below_the_last_comment_is_none_of_it() -> None:
    links = "".join(
        f'<p><a href="/{n}">{title}</a></p>' for n, title in enumerate(("Bikes", "Old ferry", "Mayor rows"))
    )
    page = read(f"<h3>1 comment</h3><p>Ann says:</p><p>{SAID}</p><p>Come and see.</p><h4>Popular</h4>{links}")
    assert [comment.text.splitlines()[:2] for comment in page.comments] == [[SAID, "Come and see."]]
    assert "Old ferry" not in page.comments[0].text


# ---- the lines alone, without a page around them

NAMES = ("Ann", "Bo", "Kim", "Ida", "Cy", "Mara", "Tom", "Uwe", "Wim", "Zoe")
PROSE = "<p>The bridge over the river opened on Wednesday, a whole year before the date that was printed.</p>" * 3
WALK = ("I walked", "We sailed", "They rowed", "She swam", "He ran", "You drove", "It floated", "One flew")


def found(body: str, *, stamps: int = 0) -> PageComments:
    tree = fromstring(f"<html><body>{body}</body></html>")
    return comments_by_lines(tree, index_of(tree).printed(), stamps, None)


def said(count: int, *, text: str = "{} across it, and it held.", named: int = 10, extra: str = "") -> str:
    """Comments with a stamp above each, of which the first `named` name their writers."""
    heads = (f"{f'{NAMES[n]} | ' if n < named else ''}July {n + 1}, 2021 at 9:30 am" for n in range(count))
    return "".join(f"<p>{head}</p><p>{text.format(WALK[n % 8])}</p>{extra}" for n, head in enumerate(heads))


def authors(comments: PageComments) -> list[str]:
    return [" ".join(each.authors) for each in comments.containers]


def test_comments_below_a_heading_are_believed_however_few_they_are() -> None:
    comments = found(f"{PROSE}<h3>2 comments</h3>{said(2)}")
    assert authors(comments) == ["Ann", "Bo"]
    assert [block.text for block in comments.blocks if block.layer is Layer.COMMENT] == [
        "I walked across it, and it held.",
        "We sailed across it, and it held.",
    ]


@pytest.mark.parametrize(("count", "is_believed"), [(8, True), (7, False)])
def test_without_a_heading_there_are_eight_comments(count: int, is_believed: bool) -> None:
    assert bool(found(f"{PROSE}{said(count)}", stamps=8).containers) is is_believed


def test_lines_are_not_even_looked_at_where_nothing_speaks_of_comments_and_times_are_few() -> None:
    assert found(f"{PROSE}{said(9)}", stamps=7) == PageComments()
    assert found(f"{PROSE}{said(9)}<p>Post a comment</p>", stamps=0).containers != ()
    assert found(f"{PROSE}{said(9)}<p>No comments</p>", stamps=0) == PageComments()
    assert found(f"{PROSE}{said(9)}<p>Post a comment{' or two' * 30}</p>", stamps=0) == PageComments()


def test_a_page_of_more_than_five_thousand_lines_is_not_read_by_its_lines() -> None:
    lines = 3 + 1 + 4  # prose, heading, two comments
    assert found(f"{PROSE}<h3>2 comments</h3>{said(2)}{'<p>x</p>' * (5000 - lines)}").containers != ()
    assert found(f"{PROSE}<h3>2 comments</h3>{said(2)}{'<p>x</p>' * (5001 - lines)}") == PageComments()


@pytest.mark.parametrize(("named", "is_believed"), [(9, True), (8, False)])
def test_nine_of_ten_comments_name_their_writers(named: int, is_believed: bool) -> None:
    assert bool(found(f"{PROSE}<h3>10 comments</h3>{said(10, named=named)}").containers) is is_believed


@pytest.mark.parametrize(("titled", "is_believed"), [(3, True), (4, False)])
def test_comments_of_which_half_are_links_to_other_pages_are_a_list(titled: int, is_believed: bool) -> None:
    links = [f"<a href='/{n}'>{WALK[n]} over the bridge</a>" for n in range(8)]
    body = "".join(
        f"<p>{NAMES[n]} | July {n + 1}, 2021 at 9:30 am</p>"
        f"<p>{links[n] if n < titled else WALK[n] + ' across it, and it held.'}</p>"
        for n in range(8)
    )
    assert bool(found(f"{PROSE}<h3>Comments</h3>{body}").containers) is is_believed


@pytest.mark.parametrize(
    ("link", "is_title"),
    [("Old ferry is sold", True), ("Old ferry sold", False), ("1. Old ferry is sold | July 3, 2021", True)],
)
def test_a_title_has_four_words_beside_its_number_and_date(link: str, is_title: bool) -> None:
    body = said(2, text=f"<a href='/a'>{link}</a>")
    assert (found(f"{PROSE}<h3>Comments</h3>{body}") == PageComments()) is is_title


@pytest.mark.parametrize(("length", "is_title"), [(200, False), (201, True)])
def test_number_and_date_count_as_words_of_a_line_of_more_than_two_hundred_characters(
    length: int, is_title: bool
) -> None:
    link = "1. Old ferry "
    body = said(2, text=f"<a href='/a'>{link}{'x' * (length - len(link))}</a>")
    assert (found(f"{PROSE}<h3>Comments</h3>{body}") == PageComments()) is is_title


@pytest.mark.parametrize(("length", "is_believed"), [(1200, True), (1201, False)])
def test_one_comment_by_itself_has_twelve_hundred_characters_at_most(length: int, is_believed: bool) -> None:
    text = "We walked. " * 105
    stamp = "Ann | July 3, 2021 at 9:30 am"
    text += "x" * (length - len(text) - len(stamp))
    comments = found(f"{PROSE}<h3>1 comment</h3><p>{stamp}</p><p>{text}</p>")
    assert bool(comments.containers) is is_believed


def test_one_comment_that_no_heading_counts_needs_a_time() -> None:
    assert found(f"{PROSE}<h3>Comments</h3>{said(1)}").containers != ()
    assert found(f"{PROSE}<h3>Comments</h3><p>Ann says:</p><p>We walked across it.</p>") == PageComments()


@pytest.mark.parametrize(("links", "is_list"), [(3, True), (2, False)])
def test_three_links_in_a_row_below_the_last_comment_are_furniture(links: int, is_list: bool) -> None:
    other = "".join(f"<p><a href='/{n}'>Page {n}</a></p>" for n in range(links))
    comments = found(f"{PROSE}<h3>2 comments</h3>{said(2)}{other}<p>And more of it.</p>")
    assert authors(comments) == ["Ann", "Bo"]
    below = [(block.layer, block.kind) for block in comments.blocks[-links - 1 :]]
    expected = (Layer.FURNITURE, Kind.RESIDUE) if is_list else (Layer.COMMENT, Kind.PARAGRAPH)
    assert below == [expected] * (links + 1)


def test_links_in_an_earlier_comment_are_its_text() -> None:
    other = "".join(f"<p><a href='/{n}'>Page {n}</a></p>" for n in range(3))
    comments = found(f"{PROSE}<h3>2 comments</h3>{said(1, extra=other)}{said(2)[len(said(1)) :]}")
    assert sum(block.layer is Layer.COMMENT for block in comments.blocks) == 5
