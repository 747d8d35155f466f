"""Comments and forum posts of HTML pages, through the front door."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from lxml.html import fromstring

from tasks.parse import parse
from tasks.parse.base.page_comments import PageComments
from tasks.parse.comments.discussion import take_comments
from tasks.records import Comment, Page, Precision, RawDocument

ARTICLE = "".join(
    f"<p>Paragraph {word} of the article says that the bridge over the river opened on Wednesday, a whole year "
    "early.</p>"
    for word in ("one", "two", "three", "four")
)
FIRST = "I crossed it this morning and the view from the middle is worth the queue."
SECOND = "Lucky you, I stood there for an hour and then they closed it."


def read(comments: str, article: str = ARTICLE) -> Page:
    markup = f"<html><body><article><h1>Bridge opens early</h1>{article}</article>{comments}</body></html>"
    fetched_at = datetime(2022, 1, 1)
    return parse(RawDocument(markup.encode(), "page.html", url="https://example.com/a", fetched_at=fetched_at))


def told(comment: Comment) -> tuple[str | None, str | None, str]:
    return comment.author, comment.posted.isoformat() if comment.posted else None, comment.text


def wordpress(number: int, author: str, text: str, inner: str = "", depth: int = 1) -> str:
    return f"""<li class="comment even thread-odd depth-{depth}" id="comment-{number}">
      <div class="comment-body" id="div-comment-{number}">
        <div class="comment-author vcard"><img class="avatar" src="x">
        <cite class="fn"><a>{author}</a></cite> <span class="says">says:</span></div>
        <div class="comment-meta commentmetadata">
        <a href="https://example.com/a#comment-{number}">July {number}, 2021 at 9:30 am</a></div>
        <p>{text}</p><div class="reply"><a class="comment-reply-link">Reply</a></div>
      </div>{inner}</li>"""


WORDPRESS = f"""<div id="comments">
    <h3 id="comments-title">2 responses to “Bridge opens early”</h3><ol class="commentlist">
    {wordpress(3, "Ann", FIRST, f'<ul class="children">{wordpress(4, "Bo", SECOND, depth=2)}</ul>')}
    </ol><div id="respond"><h3>Leave a Reply</h3>
    <form id="commentform"><p>Your email address will not be published.</p></form></div></div>"""

BLOGGER = f"""<div class="comments" id="comments"><h4>2 comments:</h4><div id="comment-holder"><ol>
    <li class="comment" id="c1"><div class="comment-block"><div class="comment-header">
    <cite class="user"><a rel="nofollow">Ann</a></cite>
    <span class="datetime secondary-text">
    <a rel="nofollow" href="https://example.com/a?c=1#c1">3 July 2021 at 09:30</a></span></div>
    <p class="comment-content">{FIRST}</p><span class="comment-actions"><a>Reply</a><a>Delete</a></span></div>
    <div class="comment-replies"><ol><li class="comment" id="c2"><div class="comment-block"><div class="comment-header">
    <cite class="user">Bo</cite> <span class="datetime"><a href="#c2">4 July 2021 at 09:30</a></span></div>
    <p class="comment-content">{SECOND}</p></div></li></ol></div></li></ol></div></div>"""

OLD_BLOGGER = f"""<div id="comments"><h4>2 comments:</h4><dl id="comments-block">
    <dt class="comment-author" id="c1"><a name="c1"></a><a>Ann</a> said...</dt>
    <dd class="comment-body"><p>{FIRST}</p></dd>
    <dd class="comment-footer"><span class="comment-timestamp"><a href="#c1">3 July 2021 at 09:30</a></span></dd>
    <dt class="comment-author" id="c2">Bo said...</dt><dd class="comment-body"><p>{SECOND}</p></dd>
    <dd class="comment-footer"><span class="comment-timestamp">4 July 2021 at 09:30</span></dd></dl></div>"""

MICRODATA = "".join(
    f"""<div itemprop="comment" itemscope itemtype="https://schema.org/Comment">
    <span itemprop="author">{author}</span>
    <time itemprop="dateCreated" datetime="2021-07-0{day}T09:30:00">some days ago</time>
    <div itemprop="text">{text}</div>
    <button>Like</button></div>"""
    for author, day, text in (("Ann", 3, FIRST), ("Bo", 4, SECOND))
)

DISQUS = "".join(
    f"""<li class="dsq-comment" id="dsq-comment-{number}">
    <div class="dsq-comment-header"><cite id="dsq-cite-{number}"><span>{author}</span></cite>
    <span class="dsq-comment-meta"><abbr class="dsq-timestamp" title="2021-07-0{number}T09:30:00">x</abbr></span></div>
    <div class="dsq-comment-body"><div class="dsq-comment-message">{text}</div></div></li>"""
    for number, author, text in ((3, "Ann", FIRST), (4, "Bo", SECOND))
)
DISQUS = f'<div id="disqus_thread"><ul id="dsq-comments">{DISQUS}</ul></div>'


@pytest.mark.parametrize(
    "markup",
    [WORDPRESS, BLOGGER, OLD_BLOGGER, MICRODATA, DISQUS],
    ids=["wordpress", "blogger", "old", "microdata", "disqus"],
)
def test_each_comment_has_its_author_its_time_and_its_own_words_only(markup: str) -> None:
    page = read(markup)
    assert [told(comment) for comment in page.comments] == [
        ("Ann", "2021-07-03T09:30:00", FIRST),
        ("Bo", "2021-07-04T09:30:00", SECOND),
    ]


@pytest.mark.parametrize("markup", [WORDPRESS, BLOGGER, OLD_BLOGGER, MICRODATA, DISQUS])
def test_nothing_of_the_comment_area_is_in_the_body(markup: str) -> None:
    body = read(markup).body()
    assert body.count("Paragraph") == 4
    assert not any(word in body for word in (FIRST, SECOND, "Reply", "responses", "comments", "Ann", "email"))


@pytest.mark.parametrize("markup", [WORDPRESS, BLOGGER])
def test_an_answer_hangs_below_the_comment_that_it_stands_in(markup: str) -> None:
    first, second = read(markup).comments
    assert (first.parent_id, first.depth) == (None, 0)
    assert (second.parent_id, second.depth) == (first.comment_id, 1)


def test_a_flat_list_that_gives_depths_or_parents_is_a_thread_all_the_same() -> None:
    flat = "".join(
        wordpress(number, "Ann", f"{FIRST} {number}", depth=depth) for number, depth in ((1, 1), (2, 2), (3, 2))
    )
    parents = [comment.parent_id for comment in read(f'<ol class="commentlist">{flat}</ol>').comments]
    assert parents[0] is None
    assert parents[1] == parents[2] == read(f'<ol class="commentlist">{flat}</ol>').comments[0].comment_id


def test_a_permalink_is_absolute() -> None:
    assert read(BLOGGER).comments[1].permalink == "https://example.com/a#c2"


def test_line_breaks_in_a_comment_are_kept() -> None:
    text = "First line of it<br>second line of it</p><p>And another paragraph"
    comment = read(f'<ol class="commentlist">{wordpress(3, "Ann", text)}</ol>').comments[0]
    assert comment.text == "First line of it\nsecond line of it\nAnd another paragraph"


def test_numeric_dates_are_read_in_the_order_that_another_date_of_the_page_shows() -> None:
    items = "".join(
        f'<div class="comment" id="comment-{n}"><b class="author">Ann</b> <span class="date">{date}</span>{FIRST}</div>'
        for n, date in ((1, "05/07/2021"), (2, "25/07/2021"))
    )
    moments = [comment.posted for comment in read(items).comments]
    assert [moment.isoformat() if moment else None for moment in moments] == ["2021-07-05", "2021-07-25"]


def test_a_stamp_that_can_be_read_in_two_ways_is_not_guessed() -> None:
    head = '<b class="author">Ann</b> <span class="date">05/07/2021</span>'
    item = f'<div class="comment" id="comment-1">{head}<p>{FIRST}</p></div>'
    assert read(item).comments[0].posted is None


def test_times_are_as_fine_as_they_are_printed() -> None:
    assert [comment.posted.precision for comment in read(WORDPRESS).comments if comment.posted] == [
        Precision.LOCAL_MINUTE
    ] * 2


@pytest.mark.parametrize(
    "markup",
    [
        "",
        '<div id="comments"><h3>No comments yet</h3><p>Be the first to comment.</p></div>',
        '<aside class="sidebar"><ul class="recent-comments"><li class="comment">Ann on <a>this</a></li></ul></aside>',
        '<div id="disqus_thread"></div>',
        "".join(
            f'<div class="post"><h3><a href="/{n}">Another story about the same bridge and city</a></h3>'
            f'<span class="author">Ann</span><span class="date">July {n}, 2021</span><p>{FIRST}</p></div>'
            for n in range(1, 6)
        ),
    ],
    ids=["nothing", "none-yet", "sidebar", "script", "teasers"],
)
def test_a_page_without_comments_has_none(markup: str) -> None:
    assert read(markup).comments == ()


def thread(*posts: tuple[str, str]) -> str:
    return "".join(
        f"""<div id="p{number}" class="post bg{number % 2}"><dl class="postprofile">
        <dt><a class="username">{author}</a></dt>
        <dd><strong>Posts:</strong> 1455</dd><dd><strong>Joined:</strong> Mon Oct 08, 2007 1:34 am</dd></dl>
        <div class="postbody">
        <p class="author">by <strong><a class="username">{author}</a></strong> » Sat Jul 0{number}, 2021 9:30 am</p>
        <div class="content">{text}</div><div class="signature">My signature</div></div></div>"""
        for number, (author, text) in enumerate(posts, start=1)
    )


def test_a_threads_opening_post_is_the_article_and_the_later_ones_are_comments() -> None:
    posts = thread(("Ann", FIRST), ("Bo", SECOND), ("Cy", FIRST))
    markup = f"<html><head><title>A bridge</title></head><body>{posts}</body></html>"
    page = parse(RawDocument(markup.encode(), "thread.html"))
    assert page.body() == FIRST
    assert page.authors == ("Ann",)
    assert page.published is not None
    assert (page.published.isoformat(), page.published_method) == ("2021-07-01T09:30:00", "opening_post")
    assert told(page.comments[0]) == ("Bo", "2021-07-02T09:30:00", SECOND)


def test_posts_below_an_article_are_all_comments() -> None:
    page = read(thread(*[("Ann", FIRST), ("Bo", SECOND)] * 5), ARTICLE * 2)
    assert [comment.author for comment in page.comments] == ["Ann", "Bo"] * 5
    assert "Paragraph one" in page.body()


def test_the_head_of_a_quotation_inside_a_post_is_text_of_the_post() -> None:
    quoting = f"Bo2 wrote:<br>{FIRST}</p><p>{SECOND}"
    comment = read(f'<ol class="commentlist">{wordpress(3, "Ann", quoting)}</ol>').comments[0]
    assert (comment.author, comment.text) == ("Ann", f"Bo2 wrote:\n{FIRST}\n{SECOND}")


def test_a_smiley_is_the_sign_that_was_written_and_other_pictures_are_nothing() -> None:
    text = 'Well done! <img class="wp-smiley" src="/grin.gif" alt=":D"> <img src="/cat.jpg" alt="A cat">'
    assert read(f'<ol class="commentlist">{wordpress(3, "Ann", text)}</ol>').comments[0].text == "Well done! :D"


def test_a_hidden_identifier_is_no_text_but_what_a_script_unfolds_is() -> None:
    hidden = '<span style="display:none">v1/context/1352-2</span>So it is. <span style="display: none">Or is it?</span>'
    assert read(f'<ol class="commentlist">{wordpress(3, "Ann", hidden)}</ol>').comments[0].text == "So it is. Or is it?"


@pytest.mark.parametrize(("byline", "authors"), [("", ()), ('<p class="byline">By Ann Miller</p>', ("Ann Miller",))])
def test_who_comments_is_no_author_of_the_article_unless_the_article_says_so(
    byline: str, authors: tuple[str, ...]
) -> None:
    comments = f'<ol class="commentlist">{wordpress(3, "Ann Miller", FIRST)}{wordpress(4, "Bo Chan", SECOND)}</ol>'
    assert read(f"{byline}{ARTICLE}{comments}", "").authors == authors


# ---- the order of the steps


def taken(body: str, *, lang: str = "en", nodes: tuple[dict[str, Any], ...] = ()) -> tuple[PageComments, str]:
    """The comments, and what the page prints without them."""
    tree = fromstring(f"<html lang='{lang}'><head><title>Bridge opens early</title></head><body>{body}</body></html>")
    comments = take_comments(tree, "https://example.com/a", datetime(2022, 1, 1), nodes)
    return comments, " ".join(tree.find("body").text_content().split())


WORDS = ("Once", "Twice", "Often", "Always", "Never", "Seldom", "Daily", "Hardly")


def posts(count: int, *, dated: int = 20, said: str = "It rains.") -> str:
    return "".join(
        f"<div class='forumpost'><b class='author'>Ann{n}</b>"
        f"{f'<time datetime=2021-07-{n + 1:02}></time>' if n < dated else ''}<p>{said} {WORDS[n]}.</p></div>"
        for n in range(count)
    )


def said(comments: PageComments) -> list[str]:
    return [block.text for block in comments.blocks]


def test_named_comments_are_taken_before_those_of_the_data_and_these_before_those_of_the_lines() -> None:
    node = {"@type": "NewsArticle", "headline": "Bridge opens early", "comment": {"@type": "Comment", "text": "Data."}}
    lines = "<h3>1 comment</h3><p>Ann says:</p><p>Line one.</p>"
    assert said(taken(posts(2) + lines, nodes=(node,))[0]) == ["It rains. Twice."]
    assert said(taken(ARTICLE + lines, nodes=(node,))[0]) == ["Data."]
    assert said(taken(ARTICLE + lines)[0]) == ["Ann says:", "Line one."]


def test_what_speaks_of_comments_is_taken_out_whether_there_are_any_or_not() -> None:
    node = {"@type": "NewsArticle", "headline": "Bridge opens early", "comment": {"@type": "Comment", "text": "Data."}}
    form = "<form class='commentform'>Your name</form>"
    assert taken(f"<p>Prose.</p>{form}")[1] == "Prose."
    assert taken(f"<p>Prose.</p>{form}", nodes=(node,))[1] == "Prose."
    assert taken(f"<p>Prose.</p>{posts(2)}{form}")[1] == "Prose."


@pytest.mark.parametrize(("dated", "is_advertisement"), [(6, True), (5, False)])
def test_where_three_of_four_posts_have_a_time_those_without_are_advertisements(
    dated: int, is_advertisement: bool
) -> None:
    comments, _ = taken(posts(8, dated=dated))
    assert len(comments.containers) == (dated - 1 if is_advertisement else 7)


def test_comments_without_a_time_are_no_advertisements() -> None:
    comments, _ = taken(posts(8, dated=7).replace("forumpost", "comment"))
    assert len(comments.containers) == 8


@pytest.mark.parametrize(("length", "is_article"), [(450, True), (449, False)])
def test_an_article_above_the_posts_has_four_hundred_and_fifty_characters(length: int, is_article: bool) -> None:
    comments, _ = taken(f"<p>{'x' * 100}</p><p>{'y' * (length - 100)}</p>{posts(8, said='z' * 90)}")
    assert (comments.opening is None) is is_article
    assert len(comments.containers) == (8 if is_article else 7)


@pytest.mark.parametrize(("length", "is_article"), [(80, True), (79, False)])
def test_paragraphs_of_an_article_have_eighty_characters(length: int, is_article: bool) -> None:
    comments, _ = taken(f"{f'<p>{chr(120) * length}</p>' * 6}{posts(8, said='z' * 90)}")
    assert (comments.opening is None) is is_article


def test_paragraphs_below_the_first_post_are_no_article_above() -> None:
    comments, _ = taken(posts(8, said="z" * 90) + f"<p>{'x' * 500}</p>")
    assert comments.opening is not None


@pytest.mark.parametrize(
    ("lang", "dates", "days"),
    [
        ("", ("05/07/2021", "25/07/2021"), (5, 25)),
        ("", ("05.07.2021", "07.25.2021"), (7, 25)),
        ("", ("05/07/2021", "06/07/2021"), (None, None)),
        ("", ("25/07/2021", "07/26/2021"), (25, 26)),
        ("de", ("05.07.2021", "06.07.2021"), (5, 6)),
        ("en-US", ("05/07/2021", "13/07/2021"), (7, 13)),
    ],
)
def test_the_order_of_numbers_is_the_languages_or_that_of_a_date_that_leaves_no_choice(
    lang: str, dates: tuple[str, ...], days: tuple[int | None, ...]
) -> None:
    items = "".join(
        f"<div class='comment' id='c{n}'><b class='author'>Ann</b> <i class='date'>{date}</i><p>It rains.</p></div>"
        for n, date in enumerate(dates)
    )
    comments, _ = taken(items, lang=lang)
    assert tuple(each.moment and each.moment.at.day for each in comments.containers) == days


def test_the_rule_of_a_comment_is_its_kind_and_name_and_no_longer_than_eighty_characters() -> None:
    name = "c-" + "x" * 12 + "-comment"
    assert {each.rule for each in taken(posts(2).replace("forumpost", name))[0].containers} == {f"comment-div.{name}"}
