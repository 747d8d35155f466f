"""The article comes first: whatever a page is built of, its own text is its body, and readers' words are comments."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from trafilatura import bare_extraction

from tasks.parse import parse
from tasks.records import Page, PageType, RawDocument

TITLE = "Northern lock closed after divers find a crack"
STORY = (
    "The northern lock was closed on Tuesday after divers had found a crack in the lower gate, the harbour board said.",
    "Ships of more than forty metres must wait outside until the gate has been lifted by a crane from another port.",
    "Engineers expect the repair to take eleven days, and nobody can say yet what it is going to cost the merchants.",
    "The board asked skippers to call the harbour master before they sail, since the southern lock has little room.",
)
SAID = (
    ("Kim Lund", "I waited there for an hour with my boat, and nobody told me why the gate stayed shut."),
    ("Bo Larsen", "They knew about this crack in spring already, it stood in the paper and nobody cared."),
    ("river-rat_7", "The crane will come from Odense again, as it did five years ago, and be late again."),
)
CARDS = (
    ("Eels return to the upper river after the new ladder", "Fishermen cheered at the weir on Sunday."),
    ("Council votes to keep the ferry for another winter", "The fare stays as it was, whatever oil may cost."),
    ("Old pier to become a market hall for the islands", "Builders begin in autumn if the money is found."),
    ("Harbour school opens a class for young divers", "Twelve places are free, and forty have asked."),
)
OWN_NAMES = (
    "comment",
    "comments",
    "comment-body",
    "post",
    "reply",
    "entry",
    "message",
    "discussion",
    "review",
    "story",
)
TAGS = ("div", "article", "section", "main")
HEADS = {
    "silent": "",
    "open graph": '<meta property="og:type" content="article">',
    "linked data": '<script type="application/ld+json">'
    + json.dumps({"@type": "NewsArticle", "headline": TITLE, "author": {"@type": "Person", "name": "Ida Brandt"}})
    + "</script>",
}
FOOTS = (
    "",
    "<footer><p>Build 4.2.1 of <time datetime='2021-07-09T03:00'>July 9, 2021 3:00</time> by deploy-bot</p></footer>",
    "<figure><video src='v.mp4'></video><figcaption>Jo Carr, July 4, 2021: the gate of the pier</figcaption></figure>",
)

Names = st.sampled_from(OWN_NAMES)


def paragraphs(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def own(tag: str, name: str, *, is_signed: bool) -> str:
    sign = "<b class='author'>Ida Brandt</b> <time datetime='2021-07-03T09:30'>July 3, 2021</time>" if is_signed else ""
    return f"<{tag} class='{name}'><h1>{TITLE}</h1>{sign}{paragraphs(*STORY)}</{tag}>"


def cards(count: int, name: str) -> str:
    made = "".join(
        f"<div class='{name}'><h3><a href='/news/{number}'>{title}</a></h3>"
        f"<span class='date'>July {number + 1}, 2021</span> <span class='author'>Ann Lee</span><p>{line}</p></div>"
        for number, (title, line) in enumerate(CARDS[:count])
    )
    return f"<div class='more'>{made}</div>"


def comments(count: int) -> str:
    made = "".join(
        f"<li class='comment'><b class='author'>{author}</b> <time datetime='2021-07-0{day}T10:00'>July {day}, 2021"
        f"</time><p>{text}</p></li>"
        for day, (author, text) in enumerate(SAID[:count], 4)
    )
    return f"<div id='comments'><h2>{count} comments</h2><ol>{made}</ol></div>" if count else ""


def read(body: str, head: str = "") -> Page:
    markup = f"<html><head><title>{TITLE}</title>{head}</head><body>{body}</body></html>"
    return parse(RawDocument(markup.encode(), "page.html", url="https://site.example/news/lock"))


@given(
    head=st.sampled_from(sorted(HEADS)),
    story=st.builds(own, st.sampled_from(TAGS), Names, is_signed=st.booleans()),
    others=st.builds(cards, st.integers(0, 4), st.sampled_from(("card", "teaser", "post", "item", "entry"))),
    said=st.builds(comments, st.integers(0, 3)),
    foot=st.sampled_from(FOOTS),
)
def test_the_article_is_the_body_and_never_a_comment_whatever_it_is_called_and_whatever_stands_around(
    head: str, story: str, others: str, said: str, foot: str
) -> None:
    page = read(story + others + said + foot, HEADS[head])
    assert [text in page.body() for text in STORY] == [True] * len(STORY)
    assert not any(text in comment.text for text in STORY for comment in page.comments)


@given(
    name=st.sampled_from(("card", "teaser", "post", "item", "comment-teaser")),
    count=st.integers(2, 4),
    said=st.integers(0, 3),
)
def test_cards_that_link_elsewhere_are_no_comments_and_those_below_them_are_still_read(
    name: str, count: int, said: int
) -> None:
    page = read(own("article", "story", is_signed=True) + cards(count, name) + comments(said))
    assert [comment.author for comment in page.comments] == [author for author, _ in SAID[:said]]
    assert not any(text in page.body() for _, text in SAID)


@given(
    tag=st.sampled_from(TAGS), head=st.sampled_from(sorted(HEADS)), name=st.sampled_from(("comment", "reply", "post"))
)
def test_one_comment_whose_writer_and_time_are_the_pages_own_is_the_article(tag: str, head: str, name: str) -> None:
    page = read(own(tag, name, is_signed=True), HEADS[head])
    assert page.comments == ()
    assert [text in page.body() for text in STORY] == [True] * len(STORY)


@pytest.mark.parametrize("head", ["open graph", "linked data"])
@pytest.mark.parametrize("count", [1, 2, 3])
def test_a_page_that_says_it_is_an_article_is_no_thread_for_its_comments(head: str, count: int) -> None:
    page = read(own("article", "post", is_signed=True) + comments(count), HEADS[head])
    assert page.page_type is PageType.ARTICLE
    assert len(page.comments) == count


@given(quoted=st.sets(st.integers(0, len(STORY) - 1), min_size=1, max_size=2))
def test_no_paragraph_disappears_because_a_comment_quotes_it(quoted: set[int]) -> None:
    quotations = "".join(
        f"<li class='comment'><b class='author'>{SAID[place % 3][0]}</b> <time datetime='2021-07-05'>July 5, 2021"
        f"</time><p>{STORY[place]}</p><p>{SAID[place % 3][1]}</p></li>"
        for place in sorted(quoted)
    )
    page = read(own("article", "story", is_signed=False) + f"<div id='comments'><ol>{quotations}</ol></div>")
    assert [page.body().count(text) for text in STORY] == [1] * len(STORY)
    assert len(page.comments) == len(quoted)


@pytest.mark.parametrize("foot", FOOTS[1:], ids=["build stamp", "video caption"])
def test_a_build_stamp_and_the_caption_of_a_video_are_no_comments_and_date_nothing(foot: str) -> None:
    page = read(own("article", "story", is_signed=True) + foot * 3)
    assert page.comments == ()
    assert page.published is not None
    assert page.published.isoformat().startswith("2021-07-03")


PIECES = {
    "menu": "<nav><ul><li><a href='/a'>News</a><li><a href='/b'>Sport</a></ul></nav>",
    "story": own("div", "content", is_signed=False),
    "second": "<div class='content'>" + paragraphs(*(text.replace("lock", "pier") for text in STORY)) + "</div>",
    "cards": cards(4, "teaser"),
    "bare": "".join(f"{text}<br><br>" for text in (text.replace("lock", "quay") for text in STORY)),
    "related": f"<h3>Read more</h3><ul><li><a href='/eel'>{CARDS[0][0]}</a></ul>"
    + paragraphs(*(text.replace("lock", "weir") for text in STORY)),
    "foot": "<footer><p>© 2021 Quayside Gazette. All rights reserved.</p></footer>",
}


@given(st.lists(st.sampled_from(sorted(PIECES)), unique=True, min_size=1, max_size=6))
def test_the_body_never_falls_below_half_of_what_plain_trafilatura_finds(pieces: list[str]) -> None:
    body = "".join(PIECES[piece] for piece in pieces)
    found = bare_extraction(f"<html><body>{body}</body></html>", fast=True, include_comments=False)
    text = "" if found is None else found.text or ""
    long = [line for line in text.splitlines() if len(line) >= 80]
    if long:
        kept = read(body).body()
        assert 2 * sum(len(line) for line in long if line in kept) >= sum(map(len, long))
