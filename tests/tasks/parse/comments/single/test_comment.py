"""What of a comment's markup is its text. All pages are made up."""

from __future__ import annotations

from datetime import datetime

import pytest
from lxml.html import fromstring

from tasks.dates.publication.stamps import Reader
from tasks.parse import parse
from tasks.parse.comments.single.comment import ReadComment, read_comment
from tasks.records import Moment, Page, Precision, RawDocument

ARTICLE = "".join(
    f"<p>Paragraph {word} of the article says that the bridge over the river opened on Wednesday, a whole year "
    "early.</p>"
    for word in ("one", "two", "three", "four")
)
SAID = "I crossed it this morning and the view from the middle is worth the queue."
HEAD = '<b class="author">Ann</b> <time datetime="2021-07-03T09:30:00">July 3</time>'
BESIDE = '<span class="x">Member of the bridge club</span>'


def read(comments: str) -> Page:
    markup = f"<html><body><article><h1>Bridge opens early</h1>{ARTICLE}</article>{comments}</body></html>"
    return parse(RawDocument(markup.encode(), "page.html", fetched_at=datetime(2022, 1, 1)))


def texts(comments: str) -> list[str]:
    return [comment.text for comment in read(comments).comments]


def test_an_element_of_a_block_that_is_named_as_text_holds_the_text() -> None:
    item = f'<div class="c-comment-card" id="c1">{HEAD}{BESIDE}<div class="c-comment-card__text">{SAID}</div></div>'
    assert texts(item) == [SAID]


def test_text_in_a_box_that_is_named_after_its_controls_is_read_all_the_same() -> None:
    inner = f'{HEAD}<blockquote class="comment-text">{SAID}</blockquote>'
    assert texts(f'<div class="comment" id="c1"><div class="info render-reply">{inner}</div></div>') == [SAID]


def test_a_comment_that_is_printed_again_for_a_script_is_read_once() -> None:
    lines = (SAID, "Go and see it, all of you.")
    copy = f'<div style="display: none">{" ".join(lines)}</div>'
    item = f'<div class="comment" id="c1">{HEAD}{copy}<div>{"<br>".join(lines)}</div></div>'
    assert texts(item) == ["\n".join(lines)]


@pytest.mark.parametrize(
    "said",
    ["Thanks!", "Thank you", "Thanks Bo :)", "See https://example.com/2012/09/30/on-bridges/", "Danke! :-)"],
)
def test_thanks_and_addresses_are_no_controls_and_no_times(said: str) -> None:
    items = "".join(
        f'<div class="comment" id="c{number}"><b>{name}</b> July {number}, 2021 9:30 am<p>{text}</p></div>'
        for number, (name, text) in enumerate((("Ann", SAID), ("Bo", said), ("Kim", "So it is.")), start=1)
    )
    assert texts(items) == [SAID, said, "So it is."]


def test_notes_with_which_others_passed_a_post_on_are_comments_and_mere_likes_are_not() -> None:
    notes = "".join(
        f'<li class="note reblog with_commentary"><span class="action"><a class="tumblelog">{name}</a> reblogged this '
        f'from <a>bridges</a> and added:</span><blockquote><a href="/p">{text}</a></blockquote></li>'
        '<li class="note like without_commentary"><span class="action"><a>kim</a> liked this</span></li>'
        for name, text in (("ann", SAID), ("bo", "Never again, I say."))
    )
    page = read(f'<ol class="notes">{notes}</ol>')
    assert [(note.author, note.text) for note in page.comments] == [("ann", SAID), ("bo", "Never again, I say.")]


def test_what_the_publisher_says_elsewhere_is_no_comment() -> None:
    items = "".join(
        f'<li class="message" id="m{n}">{HEAD}<p class="comment-text">{SAID} That was number {n}.</p></li>'
        for n in range(1, 7)
    )
    assert texts(f"<ul>{items}</ul>") != []
    assert texts(f'<div class="site-twitter-feed"><ul>{items}</ul></div>') == []


def test_whole_articles_below_each_other_are_no_thread() -> None:
    entries = "".join(
        f"<article><h2>{word} bridge</h2><p><a>Ann</a>, July {n}, 2021 9:30 am</p><p>{SAID} {SAID} {SAID}</p></article>"
        for n, word in enumerate(("Old", "New", "Long", "Low", "High", "Last"), start=1)
    )
    plain = parse(RawDocument(f"<html><body><main>{entries}</main></body></html>".encode(), "page.html"))
    assert plain.comments == ()


def test_a_writer_may_be_called_like_a_control_with_a_number() -> None:
    head = '<div class="comment-author"><span class="author-name">link78</span> July 3, 2021 9:30 am</div>'
    page = read(f'<div class="comment">{head}<p class="comment-text">{SAID}</p></div>')
    assert [(comment.author, comment.text) for comment in page.comments] == [("link78", SAID)]


# ---- a single comment, without a page around it

READER = Reader(datetime(2022, 1, 1), None)
JULY = Moment(datetime(2021, 7, 3), Precision.DAY)


def comment(body: str) -> ReadComment:
    return read_comment((fromstring(f"<article>{body}</article>"),), set(), READER)


def lines(*printed: str) -> tuple[str, ...]:
    """What is left of a comment that prints these lines."""
    return comment("".join(f"<p>{line}</p>" for line in printed)).lines


@pytest.mark.parametrize(
    ("author", "moment", "is_stamped", "said", "evidence"),
    [
        ("Ann", JULY, True, ("a",), 2),
        ("Ann", None, True, ("a",), 2),
        (None, JULY, False, ("a",), 1),
        ("Ann", None, False, ("a",), 1),
        (None, None, False, ("a",), 0),
        ("Ann", JULY, True, (), 0),
    ],
)
def test_author_and_time_are_evidence_of_a_comment_if_something_is_written(
    author: str | None, moment: Moment | None, is_stamped: bool, said: tuple[str, ...], evidence: int
) -> None:
    assert ReadComment(author, moment, None, said, is_stamped).evidence() == evidence


@pytest.mark.parametrize(("inside", "is_text"), [(25, True), (24, False)])
def test_an_element_named_as_text_is_it_if_a_quarter_of_the_text_stands_in_it(inside: int, is_text: bool) -> None:
    said, beside = "x" * inside, "y" * (100 - inside)
    found = comment(f"<p>{beside}</p><p class='comment-text'>{said}</p>").lines
    assert found == ((said,) if is_text else (beside, said))


def test_a_comment_whose_head_alone_has_text_is_that_text() -> None:
    assert comment("<div class='meta'>It rains here.</div>").lines == ("It rains here.",)


def test_the_head_above_the_text_is_cut_off_and_read() -> None:
    found = comment("<p>Ann says:</p><p>July 3, 2021</p><p>It rains.</p><p>Reply</p>")
    assert found == ReadComment("Ann", JULY, None, ("It rains.",), is_stamped=True)


def test_the_foot_below_the_text_is_cut_off_and_read() -> None:
    found = comment("<p>It rains.</p><p>Posted by Ann | July 3, 2021</p><p>Reply</p>")
    assert (found.author, found.moment, found.lines) == ("Ann", JULY, ("It rains.",))


def test_the_head_is_believed_before_the_foot() -> None:
    found = comment("<p>Ann | July 3, 2021</p><p>It rains.</p><p>Posted by Bo | July 4, 2021</p>")
    assert (found.author, found.moment) == ("Ann", JULY)


def test_a_day_below_a_label_of_a_profile_is_no_comments() -> None:
    assert comment("<p>Joined:</p><p>July 3, 2021</p><p>It rains.</p>").moment is None
    assert comment("<p>It rains.</p><p>Joined:</p><p>July 3, 2021</p>").moment is None
    assert comment("<div class='meta'><p>Joined:</p><p>July 3, 2021</p></div><p>It rains.</p>").moment is None


def test_a_guessed_name_is_the_authors_if_nothing_better_is_known() -> None:
    assert comment("<b>Ann</b><p>It rains.</p>").author == "Ann"
    assert comment("<b>Ann</b><p>It rains.</p>").lines == ("It rains.",)
    assert comment("<b>Harwich</b><b class='author'>Ann</b><p>It rains.</p>").author == "Ann"


def test_a_stamp_in_the_head_gives_what_the_texts_lines_left_open() -> None:
    found = comment("<div class='meta'>Posted by Ann | July 3, 2021</div><p class='comment-text'>It rains.</p>")
    assert found == ReadComment("Ann", JULY, None, ("It rains.",), is_stamped=True)
    found = comment("<div class='meta'>Posted by Ann | July 3, 2021</div><b class='author'>Bo</b><p>It rains.</p>")
    assert (found.author, found.moment) == ("Bo", JULY)


def test_a_time_that_cannot_be_read_is_a_time_all_the_same() -> None:
    found = comment("<p>05/07/2021</p><p>It rains.</p>")
    assert (found.moment, found.is_stamped, found.evidence()) == (None, True, 1)
    found = comment("<div class='meta'>05/07/2021</div><p class='comment-text'>It rains.</p>")
    assert (found.moment, found.is_stamped) == (None, True)


@pytest.mark.parametrize(("above", "is_read"), [(11, True), (12, False)])
def test_a_stamp_is_looked_for_in_the_first_twelve_lines_of_a_head(above: int, is_read: bool) -> None:
    head = "".join(f"<p>line {n}</p>" for n in range(above))
    found = comment(f"<div class='meta'>{head}<p>July 3, 2021</p></div><p class='comment-text'>It rains.</p>")
    assert (found.moment == JULY) is is_read


def test_the_head_of_a_quotation_is_text() -> None:
    assert comment("<b class='author'>Ann</b><p>Bo wrote:</p><p>It rains.</p><p>No.</p>").lines == (
        "Bo wrote:",
        "It rains.",
        "No.",
    )


def test_a_text_of_head_lines_only_keeps_what_is_neither_a_time_nor_a_name() -> None:
    found = comment("<b class='author'>Ann</b><div class='content'><p>July 3, 2021</p><p>Ann</p><p>Like</p></div>")
    assert found.lines == ("Like",)


@pytest.mark.parametrize(
    ("printed", "kept"),
    [
        (("It rains.", "It rains.", "Still."), ("It rains.", "Still.")),
        (("It rains.", "Still.", "It rains."), ("It rains.", "Still.", "It rains.")),
        (("Re: The bridge", "It rains."), ("It rains.",)),
        (("AW : The bridge", "It rains."), ("It rains.",)),
        (("Re: The bridge",), ("Re: The bridge",)),
        (("It rains.", "Re: The bridge"), ("It rains.", "Re: The bridge")),
        (("Really: The bridge", "It rains."), ("Really: The bridge", "It rains.")),
        (("It rains.", "No comments yet", "Still."), ("It rains.", "Still.")),
    ],
)
def test_what_is_printed_again_is_no_text(printed: tuple[str, ...], kept: tuple[str, ...]) -> None:
    assert lines(*printed) == kept


def test_a_box_named_as_a_control_is_read_only_where_nothing_else_is_written() -> None:
    box = "<div class='actions'><p class='comment-text'>It rains.</p></div>"
    assert comment(box).lines == ("It rains.",)
    assert comment(f"{box}<p>Not here.</p>").lines == ("Not here.",)


def test_a_comment_of_controls_alone_says_nothing() -> None:
    assert comment("<p>Ann says:</p><p>Like</p>").lines == ()


def test_a_label_below_the_text_is_none_of_the_first_lines() -> None:
    assert comment("<p>July 3, 2021</p><p>It rains.</p><p>Joined</p>").moment == JULY


def test_the_name_of_a_known_author_above_or_below_the_text_is_no_text() -> None:
    above, below = (
        read_comment((fromstring(f"<article data-author='Ann Lee'>{body}</article>"),), set(), READER)
        for body in ("<p>Ann Lee</p><p>It rains.</p>", "<p>It rains.</p><p>Ann Lee</p>")
    )
    assert above.lines == below.lines == ("It rains.",)


@pytest.mark.parametrize(
    ("markup", "is_link_back"),
    [
        ("<li class='pingback'><p>The week on the river</p></li>", True),
        ("<li class='trackback even'><div class='body'>It rains.</div></li>", True),
        ("<li><p>Pingback: The week on the river</p></li>", True),
        ("<li><p>Rétrolien : Le pont</p></li>", True),
        ("<li><p>[…] a week of rain</p><p>on the river [...]</p></li>", True),
        ("<li><p>[…] and so it rains.</p></li>", False),
        ("<li><p>A pingback is no comment.</p></li>", False),
        ("<li class='pingback'></li>", False),
    ],
)
def test_what_software_prints_of_a_page_that_links_here_is_marked(markup: str, is_link_back: bool) -> None:
    root = fromstring(f"<ol>{markup}</ol>")[0]
    assert read_comment((root,), set(), READER).is_link_back is is_link_back


def test_what_stands_in_an_entry_of_a_page_that_links_here_is_marked() -> None:
    root = fromstring("<ol><li class='pingback'><article>It rains.</article></li></ol>")[0][0]
    assert read_comment((root,), set(), READER).is_link_back
