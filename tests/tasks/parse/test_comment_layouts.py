"""Comment and forum software by its markup: one small page of our own writing each, with the same three voices."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import pytest

from tasks.parse import parse
from tasks.records import Comment, Page, RawDocument


@dataclass(frozen=True)
class Voice:
    number: int
    author: str
    day: int
    text: str

    @property
    def iso(self) -> str:
        return f"2021-07-{self.day:02}T09:30:00"

    @property
    def printed(self) -> str:
        return f"July {self.day}, 2021 9:30 AM"


VOICES = (
    Voice(101, "Ann", 3, "I crossed it this morning and the view from the middle is worth the queue."),
    Voice(102, "Bo Larsen", 4, "Lucky you, I stood there for an hour and then they closed it."),
    Voice(103, "river-rat_7", 5, "They close it every day at noon, it says so on the sign at the south end."),
)
ARTICLE = """
    <p>The bridge over the river opened on Wednesday, a whole year before the date that the council had printed.</p>
    <p>Nobody who had doubted it was there to see the mayor cut a ribbon of three colours at the northern end.</p>
    <p>It is four hundred metres long and carries two lanes, a tram and a path on which nobody may ride a horse.</p>
    <p>Builders from nine towns worked on it for six winters, and two of them are said to have married on a pillar.</p>
    <p>The ferry, which had crossed below since anybody can remember, will be kept as a place to drink coffee.</p>"""


def typepad(voice: Voice) -> str:
    return f"""<div class="comment" id="comment-6a00{voice.number}"><div class="comment-content">
    <p>{voice.text}</p></div><p class="comment-footer">Posted by: <a rel="nofollow">{voice.author}</a> |
    <a href="#comment-6a00{voice.number}">{voice.printed}</a></p></div>"""


def drupal(voice: Voice) -> str:
    return f"""<a id="comment-{voice.number}"></a><article class="comment odd clearfix"><header>
    <h3 class="comment-title"><a href="/comment/{voice.number}#comment-{voice.number}" class="permalink">Bridge</a></h3>
    <p class="submitted">Submitted by <span class="username">{voice.author}</span> on {voice.printed}</p></header>
    <div class="content"><div class="field field-name-comment-body"><p>{voice.text}</p></div></div>
    <ul class="links inline"><li class="comment-reply"><a>reply</a></li></ul></article>"""


def squarespace(voice: Voice) -> str:
    return f"""<div id="comment-{voice.number}" class="comment"><div class="comment-header">
    <div class="author">{voice.author}</div> <div class="date">{voice.printed}</div></div>
    <div class="comment-body"><p>{voice.text}</p></div>
    <div class="comment-footer"><a class="like">0 Likes</a></div></div>"""


def livefyre(voice: Voice) -> str:
    return f"""<div class="lf_comment_container lf_level_1" id="lf_comment_{voice.number}"><div class="lf_comment">
    <div class="lf_author"><a>{voice.author}</a></div><span class="lf_date">{voice.printed}</span>
    <div class="lf_comment_body"><div class="lf_body"><p>{voice.text}</p></div></div></div></div>"""


def newspaper(voice: Voice) -> str:
    """As regional newspapers wrote it about 2008: no name in the markup says that these are comments."""
    return f"""<div class="b_box"><b>Posted by: {voice.author}</b> <span class="itdate">on {voice.printed}</span></div>
    <div class="b_txt">{voice.text}</div><div class="b_foot"><a>Quote</a> | <a>Report this post</a></div>"""


def newspaper_items(voice: Voice) -> str:
    return f"""<div class="entry"><p class="words">{voice.text}</p>
    <p class="credit">Posted By: {voice.author} | {voice.printed}</p></div>"""


def microdata(voice: Voice) -> str:
    return f"""<div itemprop="comment" itemscope itemtype="https://schema.org/Comment"><p class="x1">
    <span itemprop="author" itemscope><span itemprop="name">{voice.author}</span></span>
    <meta itemprop="datePublished" content="x"><time itemprop="dateCreated" datetime="{voice.iso}">a day ago</time></p>
    <div itemprop="text"><p>{voice.text}</p></div></div>"""


def phpbb(voice: Voice) -> str:
    return f"""<div id="p{voice.number}" class="post has-profile bg2"><div class="inner">
    <dl class="postprofile"><dt class="has-avatar"><a class="username">{voice.author}</a></dt>
    <dd class="profile-posts"><strong>Posts:</strong> 989</dd>
    <dd class="profile-joined"><strong>Joined:</strong> <span>Wed Mar 16, 2011 1:30 am</span></dd></dl>
    <div class="postbody"><h3><a href="#p{voice.number}">Re: The bridge</a></h3>
    <ul class="post-buttons"><li><a class="button">Quote</a></li></ul>
    <p class="author"><a title="Post">Post</a> <span class="responsive-hide">by <strong><a class="username">
    {voice.author}</a></strong> &raquo; </span>{voice.printed}</p>
    <div class="content">{voice.text}</div><div class="signature">Keep left, keep awake.</div></div></div></div>"""


def vbulletin(voice: Voice) -> str:
    return f"""<li class="postbitlegacy postbitim postcontainer" id="post_{voice.number}"><div class="posthead">
    <span class="postdate"><span class="date">{voice.printed}</span></span><a class="postcounter">#2</a></div>
    <div class="postdetails"><div class="userinfo"><a class="username"><strong>{voice.author}</strong></a>
    <span class="usertitle">Senior Member</span>
    <dl class="userinfo_extra"><dt>Join Date</dt><dd>Jan 2009</dd></dl></div>
    <div class="postbody"><div class="content"><div id="post_message_{voice.number}">
    <blockquote class="postcontent restore">{voice.text}</blockquote></div></div></div></div></li>"""


def old_vbulletin(voice: Voice) -> str:
    return f"""<div id="edit{voice.number}"><table id="post{voice.number}" class="tborder"><tr>
    <td class="thead">{voice.printed}</td></tr><tr><td class="alt2"><div id="postmenu_{voice.number}">
    <a class="bigusername">{voice.author}</a></div><div class="smallfont">Registered User</div>
    <div class="smallfont"><div>Join Date: Jan 2009</div><div>Posts: 12</div></div></td></tr>
    <tr><td class="alt1" id="td_post_{voice.number}"><div id="post_message_{voice.number}">{voice.text}</div></td></tr>
    </table></div>"""


def xenforo(voice: Voice) -> str:
    return f"""<article class="message message--post js-post" data-author="{voice.author}" id="js-post-{voice.number}">
    <div class="message-cell message-cell--user"><section class="message-user"><div class="message-avatar">
    <a class="avatar"><span>{voice.author[0]}</span></a></div><h4 class="message-name"><a class="username">
    {voice.author}</a></h4><h5 class="userTitle">Captain</h5><div class="message-userExtras"><dl class="pairs">
    <dt>Joined</dt><dd>Feb 7, 2010</dd></dl></div></section></div>
    <div class="message-cell message-cell--main"><header class="message-attribution"><a class="u-concealed">
    <time class="u-dt" datetime="{voice.iso}">Jul {voice.day}, 2021</time></a> <a>#2</a></header>
    <div class="message-content"><article class="message-body"><div class="bbWrapper">{voice.text}</div></article></div>
    <div class="message-lastEdit">Last edited: <time datetime="2021-08-01T09:30:00">Aug 1, 2021</time></div>
    <footer class="message-footer"><a>Reply</a></footer></div></article>"""


def discourse(voice: Voice) -> str:
    return f"""<div id='post_{voice.number}' itemscope itemtype='http://schema.org/DiscussionForumPosting'
    class='topic-body crawler-post'><div class='crawler-post-meta'><span class="creator" itemprop="author" itemscope>
    <a itemprop="url"><span itemprop='name'>{voice.author}</span></a></span>
    <span class="crawler-post-infos"><time itemprop='datePublished' datetime='{voice.iso}' class='post-time'>x</time>
    <span itemprop='position'>2</span></span></div><div class='post' itemprop='text'><p>{voice.text}</p></div>
    <div><span class='post-likes'>1 Like</span></div></div>"""


def invision(voice: Voice) -> str:
    return f"""<article id="elComment_{voice.number}" class="cPost ipsBox ipsComment"><aside class="ipsComment_author">
    <h3 class="cAuthorPane_author"><strong><a class="ipsType_break">{voice.author}</a></strong></h3>
    <ul class="cAuthorPane_info"><li>Members</li><li>197</li><li>Location: Durham, England</li></ul></aside>
    <div class="ipsColumn"><div id="comment-{voice.number}_wrap" class="ipsComment_content">
    <div class="ipsComment_meta"><a>Posted <time datetime="{voice.iso}">July {voice.day}</time></a></div>
    <div class="cPost_contentWrap"><div data-role="commentContent" class="ipsType_richText"><p>{voice.text}</p></div>
    </div></div></div></article>"""


def smf(voice: Voice) -> str:
    return f"""<div class="windowbg" id="msg{voice.number}"><div class="post_wrapper"><div class="poster"><h4>
    <a href="/profile">{voice.author}</a></h4><ul class="user_info"><li class="membergroup">Jr. Member</li>
    <li class="postcount">Posts: 75</li></ul></div><div class="postarea"><div class="keyinfo">
    <h5 id="subject_{voice.number}"><a href="#msg{voice.number}">Re: The bridge</a></h5>
    <div class="smalltext">&#171; <strong>Reply #1 on:</strong> {voice.printed} &#187;</div></div>
    <div class="post"><div class="inner" id="msg_{voice.number}">{voice.text}</div></div></div>
    <div class="moderatorbar"><div class="signature">Keep left, keep awake.</div></div></div></div>"""


def mybb(voice: Voice) -> str:
    return f"""<div class="post classic" id="post_{voice.number}"><div class="post_author">
    <div class="author_information"><strong><span class="largetext"><a>{voice.author}</a></span></strong><br>
    <span class="smalltext">Member</span></div>
    <div class="author_statistics">Posts: 12<br>Joined: Jan 2009</div></div><div class="post_content">
    <div class="post_head"><span class="post_date">{voice.printed}</span></div>
    <div class="post_body scaleimages" id="pid_{voice.number}">{voice.text}</div></div>
    <div class="post_controls"><a>Reply</a></div></div>"""


def kunena(voice: Voice) -> str:
    return f"""<div class="kmsg-header"><h2><span class="kmsgtitle">The bridge</span>
    <span class="kmsgdate" title="{voice.day} Jul 2021 09:30">10 months ago</span></h2></div>
    <table class="kmsg"><tr><td class="kprofile-left"><ul class="kpost-profile"><li class="kpost-username"><a>
    {voice.author}</a></li><li>Posts: 2</li></ul></td><td class="kmessage-left"><div class="kmsgbody">
    <div class="kmsgtext">{voice.text}</div></div></td></tr></table>"""


def table_rows(voice: Voice) -> str:
    """A board of about 2004: rows of one table, a name and a time beside the text, and no class says what they are."""
    return f"""<tr><td rowspan="2" width="15%"><b>{voice.author}</b><br>Posts: 12</td>
    <td><img alt="">#1 written: {voice.printed}</td></tr><tr class="row"><td>{voice.text}</td></tr>"""


COMMENTS: dict[str, Callable[[Voice], str]] = {
    "typepad": typepad,
    "drupal": drupal,
    "squarespace": squarespace,
    "livefyre": livefyre,
    "newspaper": newspaper,
    "newspaper-items": newspaper_items,
    "microdata": microdata,
}
BOXES = {"newspaper-items": "<div class='comment_container'>{}</div>"}
FORUMS: dict[str, Callable[[Voice], str]] = {
    "phpbb": phpbb,
    "vbulletin": vbulletin,
    "old-vbulletin": old_vbulletin,
    "xenforo": xenforo,
    "discourse": discourse,
    "invision": invision,
    "smf": smf,
    "mybb": mybb,
    "kunena": kunena,
    "table-rows": table_rows,
}
FORUM_BOXES = {"vbulletin": "<ol id='posts'>{}</ol>", "table-rows": "<table>{}</table>"}


def page(body: str) -> Page:
    markup = f"<html lang='en'><head><title>The bridge</title></head><body>{body}</body></html>"
    return parse(RawDocument(markup.encode(), "page.html", fetched_at=datetime(2022, 1, 1)))


def told(comment: Comment) -> tuple[str | None, str | None, str]:
    return comment.author, comment.posted.isoformat() if comment.posted else None, comment.text


@pytest.mark.parametrize("layout", COMMENTS)
def test_comments_below_an_article_have_author_time_and_words(layout: str) -> None:
    items = "".join(map(COMMENTS[layout], VOICES))
    comments = BOXES.get(layout, "<div>{}</div>").format(items)
    read = page(f"<article><h1>The bridge</h1>{ARTICLE}</article>{comments}")
    assert [told(comment) for comment in read.comments] == [(v.author, v.iso, v.text) for v in VOICES]
    assert len(read.body().splitlines()) == 5


@pytest.mark.parametrize("layout", FORUMS)
def test_a_thread_opens_with_its_article_and_goes_on_with_comments(layout: str) -> None:
    posts = "".join(map(FORUMS[layout], VOICES))
    read = page("<h1>The bridge</h1>" + FORUM_BOXES.get(layout, "<div>{}</div>").format(posts))
    opening, *answers = VOICES
    assert (read.authors, read.body()) == ((opening.author,), opening.text)
    assert read.published is not None
    assert read.published.isoformat() == opening.iso
    assert [told(comment) for comment in read.comments] == [(v.author, v.iso, v.text) for v in answers]


def test_an_answer_in_an_entry_of_a_list_hangs_below_the_entrys_own_comment() -> None:
    first, second, third = (
        f"<div class='post-body'><span class='author'>{v.author}</span> <a class='time-ago' title='{v.printed}'>x</a>"
        f"<div class='post-message'>{v.text}</div></div>"
        for v in VOICES
    )
    posts = f"<ul><li class='p'>{first}<ul><li class='p'>{second}</li></ul></li><li class='p'>{third}</li></ul>"
    read = page(f"<article><h1>The bridge</h1>{ARTICLE}</article><div id='disqus_thread'>{posts}</div>")
    parents = [comment.parent_id for comment in read.comments]
    assert parents == [None, read.comments[0].comment_id, None]


@pytest.mark.parametrize(
    "list_of",
    [
        lambda v: (
            f"<li><a href='/{v.number}'>A story about the bridge and the river</a> by {v.author}, {v.printed}</li>"
        ),
        lambda v: (
            f"<div class='teaser'><h3><a href='/{v.number}'>The bridge again</a></h3><span>{v.printed}</span></div>"
        ),
        lambda v: (
            f"<tr><td><a href='/t{v.number}'>Who knows the old bridge?</a></td><td>{v.author}</td>"
            f"<td>{v.printed}</td></tr>"
        ),
        lambda v: f"<div class='event'><b>Concert</b><span class='date'>{v.printed}</span><p>{v.text}</p></div>",
        lambda v: f"<div class='review'><b>{v.author}</b><p>Five stars of five, {v.text}</p></div>",
    ],
    ids=["headlines", "teasers", "threads", "events", "reviews"],
)
def test_lists_that_no_reader_wrote_are_no_comments(list_of: Callable[[Voice], str]) -> None:
    items = "".join(map(list_of, VOICES))
    assert page(f"<article><h1>The bridge</h1>{ARTICLE}</article><div>{items}</div>").comments == ()
