"""What a page without markup is read as: head, body, furniture and comments. All texts are made up."""

from __future__ import annotations

import re
from datetime import datetime
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.parse import parse
from tasks.parse.base.assembly import Assembly, assemble
from tasks.parse.base.limits import ParseLimits
from tasks.parse.lines.kinds import LineKind, read_lines
from tasks.parse.plain.page import PlainReading, read_plain_text
from tasks.parse.repeats.quoted_documents import find_quoted
from tasks.parse.repeats.repeats import mark_repeats
from tasks.records import Kind, Layer, Moment, Precision, RawDocument, Rejected, RejectReason

PARAGRAPHS = (
    "The harbour board closed the northern lock on Tuesday after divers found a crack in the lower gate.",
    "Ships of more than forty metres must wait outside until the gate has been lifted, the board said in a statement.",
    "Engineers expect the repair to take eleven days, and nobody can say yet what it is going to cost the town.",
)
ARTICLE = "Northern lock closed for repair\nBy Ida Brandt and Tom Okello\n12 March 2019\n" + "\n".join(PARAGRAPHS)


def read(text: str) -> Assembly:
    reading = read_plain_text(text)
    return assemble(*find_quoted(mark_repeats(reading.blocks), reading.comments.containers))


def body(reading: PlainReading) -> list[str]:
    kinds = (Kind.PARAGRAPH, Kind.HEADING)
    return [block.text for block in reading.blocks if block.layer is Layer.ARTICLE and block.kind in kinds]


def comments(text: str) -> list[str]:
    return [comment.text for comment in read(text).comments]


# ---- the article


def test_head_of_an_article_is_told_from_its_body() -> None:
    """Title, authors and date are read, and only paragraphs stay in the body."""
    reading = read_plain_text(ARTICLE)
    assert reading.title == "Northern lock closed for repair"
    assert reading.authors == ("Ida Brandt", "Tom Okello")
    assert reading.published == Moment(datetime(2019, 3, 12), Precision.DAY)
    assert body(reading) == list(PARAGRAPHS)


def test_caption_stands_above_its_credit_and_the_standfirst_below_the_title() -> None:
    head = (
        "Northern lock closed for repair\nTown faces a spring without freight as divers find a crack\n"
        "A tug waits at the northern lock in the morning.\nPhotograph: Ann Lee/Pool\n"
    )
    reading = read_plain_text(head + "\n".join(PARAGRAPHS))
    kinds = {block.kind: block.text for block in reading.blocks if block.kind is not Kind.PARAGRAPH}
    assert kinds[Kind.STANDFIRST] == reading.standfirst == "Town faces a spring without freight as divers find a crack"
    assert kinds[Kind.CAPTION] == "A tug waits at the northern lock in the morning."
    assert kinds[Kind.CREDIT] == "Photograph: Ann Lee/Pool"
    assert body(reading) == list(PARAGRAPHS)


def test_furniture_at_both_ends_is_no_body() -> None:
    """Navigation, sharing, newsletters and legal notices become residue."""
    above = "Home | News | Sport | Weather | Jobs\nShare on Facebook\nEmail this article\nPrint\n"
    below = (
        "\nSign up for our evening newsletter.\nCopyright The Quay. All rights reserved.\nPrivacy policy\nContact us"
    )
    reading = read_plain_text(above + ARTICLE + below)
    assert body(reading) == list(PARAGRAPHS)
    assert reading.title == "Northern lock closed for repair"
    assert sum(block.kind is Kind.RESIDUE for block in reading.blocks) == 8


def test_headline_with_a_day_in_it_is_a_title_and_no_dateline() -> None:
    reading = read_plain_text("Road works in Elmfield from 13 May\n" + "\n".join(PARAGRAPHS))
    assert reading.title == "Road works in Elmfield from 13 May"
    assert reading.published is None


@pytest.mark.parametrize("text", [ARTICLE, "\n".join(PARAGRAPHS), PARAGRAPHS[0], "He said:\n" + "\n".join(PARAGRAPHS)])
def test_ordinary_article_has_no_comments(text: str) -> None:
    assert comments(text) == []


def test_list_of_teasers_with_dates_is_no_thread() -> None:
    teasers = "\n".join(f"* Town hall stays shut {day} May 2019" for day in range(1, 9))
    assert comments(ARTICLE + "\nMore stories\n" + teasers) == []


def test_heading_that_announces_no_comments_yields_none() -> None:
    assert comments(ARTICLE + "\nNo comments\nAnn says:\nI was here and nobody came.") == []


# ---- Blogger's residue


def test_blogger_controls_below_their_comments_close_them() -> None:
    """`ReplyDelete` closes a comment on the article, `Delete` alone an answer to the one before."""
    text = ARTICLE + (
        "\n4 comments:\nWhat a mess.\nWho pays for it?\nReplyDelete\n"
        "We do, as ever.\nDelete\nGood report.\nReplyDelete\nAdd comment"
    )
    thread = read(text).comments
    assert [comment.text for comment in thread] == ["What a mess.\nWho pays for it?", "We do, as ever.", "Good report."]
    assert [comment.parent_id for comment in thread] == [None, thread[0].comment_id, None]


def test_text_glued_to_a_control_belongs_to_the_comment_above_it() -> None:
    """Where the extractor wrote a comment's tail after its controls, first line and tail are one comment."""
    text = ARTICLE + (
        "\nThe first line of one.\nReplyDeleteand its second line.\nIts third line.\n"
        "The first line of two.\nDeleteYes, and its second.\n"
        "Short one.\nReplyDelete\nDeleteNo first line here!\nBut a second."
    )
    thread = read(text).comments
    assert [comment.text for comment in thread] == [
        "The first line of one.\nand its second line.\nIts third line.",
        "The first line of two.\nYes, and its second.",
        "Short one.",
        "No first line here!\nBut a second.",
    ]
    assert [comment.parent_id for comment in thread] == [None, thread[0].comment_id, None, thread[2].comment_id]
    assert [line for line in read(text).text.split("\n") if line.startswith("DeleteYes")] == [
        "DeleteYes, and its second."
    ]


def test_word_that_begins_like_a_control_is_no_control() -> None:
    assert [line.text for line in read_lines("Deleted scenes\nDelete-happy people")] == [
        "Deleted scenes",
        "Delete-happy people",
    ]


# ---- other residues

WORDPRESS = """2 thoughts on “Northern lock closed for repair”
Mara says:
July 3, 2011 at 5:32 pm
They knew about the crack for years.
Nobody listened.
Reply
K. Olsen says:
July 4, 2011 at 8:01 am
So did we all.
Reply
Leave a Reply
Your email address will not be published."""
FOOTERS = """Comments
They knew about the crack for years.
Posted by: Mara | July 03, 2011 at 05:32 PM
So did we all.
Posted by: K. Olsen | July 04, 2011 at 08:01 AM
Post a comment"""
GERMAN = """2 Kommentare
Mara schreibt:
3. Juli 2011 um 17:32
Das wussten doch alle seit Jahren.
K. Olsen schreibt:
4. Juli 2011 um 08:01
So ist es wohl leider.
Schreiben Sie einen Kommentar"""
UNANNOUNCED = """Mara July 3, 2011 at 5:32 pm
They knew about the crack for years.
K. Olsen July 4, 2011 at 8:01 am
So did we all.
Bo July 4, 2011 at 9:15 am
Who is going to pay for it?"""


@pytest.mark.parametrize("residue", [WORDPRESS, FOOTERS, GERMAN])
def test_comments_carry_author_and_time_where_they_are_printed(residue: str) -> None:
    thread = read(ARTICLE + "\n" + residue).comments
    assert [comment.author for comment in thread] == ["Mara", "K. Olsen"]
    assert [comment.posted.isoformat() if comment.posted else None for comment in thread] == [
        "2011-07-03T17:32:00",
        "2011-07-04T08:01:00",
    ]


def test_heads_controls_and_the_form_are_left_out_of_comments() -> None:
    assert comments(ARTICLE + "\n" + WORDPRESS) == [
        "They knew about the crack for years.\nNobody listened.",
        "So did we all.",
    ]
    assert comments(ARTICLE + "\n" + FOOTERS) == ["They knew about the crack for years.", "So did we all."]


def test_comments_without_a_heading_are_found_by_their_heads() -> None:
    assert len(comments(ARTICLE + "\n" + UNANNOUNCED)) == 3
    assert body(read_plain_text(ARTICLE + "\n" + UNANNOUNCED)) == list(PARAGRAPHS)


def test_relative_time_is_counted_from_the_fetch() -> None:
    text = ARTICLE + "\n1 comment\nMara • 3 years ago\nThey knew about the crack for years."
    moment = read_plain_text(text, datetime(2020, 5, 17)).comments.containers[0].moment
    assert moment is not None
    assert moment.at.year == 2017
    assert read_plain_text(text).comments.containers[0].moment is None


def test_first_post_of_a_forum_thread_is_the_article() -> None:
    posts = "\n".join(
        f"Posted by {name}, 0{day} March 2019 10:1{day}\nThe gate makes a noise when it is opened, number {day}.\nQuote"
        for day, name in enumerate(("ida", "tom", "bo", "kim"), start=1)
    )
    reading = read_plain_text("Gate makes a noise\n" + posts)
    assert reading.authors == ("ida",)
    assert [container.authors for container in reading.comments.containers] == [("tom",), ("bo",), ("kim",)]
    assert "number 1" in " ".join(body(reading))


def test_readers_are_heard_where_nothing_sets_them_apart() -> None:
    """The voice changes: thanks, first persons, exclamation marks below an article without any."""
    readers = "Thanks for this post, I love it!\n@Mara I agree, great article!!\nLol, wow. Keep up the good work!"
    assert comments("\n".join(PARAGRAPHS * 1) + "\n" + PARAGRAPHS[0] * 3 + "\n" + readers) == readers.split("\n")


# ---- properties

_CONTROLS = (
    "ReplyDelete|Delete|DeleteYes|ReplyDeletehttps://example.org/a|QUOTE|UNQUOTE|https://example.org/b|* Ann"
    "|Reply|•||\u2028"
    "|12 comments|3 hours ago|By Ann Lee|Published: 3 May 2011"
)
_LINES = "\n".join((WORDPRESS, FOOTERS, UNANNOUNCED, ARTICLE, "Home | News | Sport | Jobs", *_CONTROLS.split("|")))
_PIECES = st.sampled_from(_LINES.split("\n"))
_SALAD = st.lists(_PIECES | st.text(max_size=40), max_size=40).map("\n".join)


@given(_SALAD)
@settings(max_examples=150, deadline=None)
def test_any_salad_of_lines_is_covered_and_read_the_same_twice(text: str) -> None:
    """Nothing but white space is lost, leaves cover the reading text in order, and reading is deterministic."""
    assert read_plain_text(text) == read_plain_text(text)
    assembly = read(text)
    assert re.sub(r"\s", "", assembly.text) == re.sub(r"\s", "", text)
    parents = {segment.parent_id for segment in assembly.segments}
    leaves = [segment for segment in assembly.segments if segment.segment_id not in parents]
    assert all(a.end <= b.start for a, b in pairwise(leaves))
    assert sum(leaf.end - leaf.start for leaf in leaves) + assembly.text.count("\n") >= len(assembly.text)
    assert all(comment.text.strip() for comment in assembly.comments)


@pytest.mark.timeout(120)
@pytest.mark.parametrize(
    "unit",
    [
        "3 May 2011 at 5:32 pm, ",
        "Reply\n",
        "3 comments\n",
        "Ann says:\nSome words of hers.\n",
        "* Ann\nSome words, she wrote.\n",
        "1:1-1/1.",
    ],
)
def test_a_flood_of_one_line_is_read_to_its_end(unit: str) -> None:
    """Where time grew faster than the text, this would not end before the tests are stopped."""
    assembly = read(ARTICLE + "\n" + unit * 40_000)
    assert max(segment.end for segment in assembly.segments) == len(assembly.text.rstrip())


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Posted by: Ann | May 3, 2011 at 5:32 PM", LineKind.STAMP),
        ("vor 3 Stunden", LineKind.STAMP),
        ("The vote on the bill is on 3 May.", LineKind.TEXT),
        ("Reader Comments (3)", LineKind.ANNOUNCEMENT),
        ("The comments were sharp", LineKind.TEXT),
        ("Recommend (3)", LineKind.ACTION),
        ("Leave a Reply", LineKind.END),
        ("She said:", LineKind.TEXT),
    ],
)
def test_lines_are_told_by_what_they_look_like(line: str, kind: LineKind) -> None:
    assert read_lines(line)[0].kind is kind


def test_controls_between_the_title_and_the_text_do_not_hide_the_title() -> None:
    head = "Home\nNorthern lock closed for repair\nBy Ida Brandt\nUpdated 14 March 2019 10:30\nTweet\nPrint\n"
    reading = read_plain_text(head + "\n".join(PARAGRAPHS))
    assert reading.title == "Northern lock closed for repair"
    assert reading.published is None
    assert body(reading) == list(PARAGRAPHS)


def test_numbered_headings_of_an_article_are_no_names() -> None:
    """A list of advice looks like names above comments; it is taken for comments only where the page says so."""
    advice = "\n".join(f"{n}. Ask the pilot\n{paragraph}" for n, paragraph in enumerate(PARAGRAPHS * 2, start=1))
    assert comments(ARTICLE + "\n" + advice) == []
    names = "* Ida\nThey knew it for years.\n* Tom Okello\nSo did we all, I think.\n* kim\nWho pays for it?\n"
    assert len(comments(ARTICLE + "\n" + names + "blog comments powered by Nobody")) == 3


# ---- heads among furniture

PAPER = "Accept cookies\nMenu\nThe Quay\nTuesday 12 March 2019\nNews Business Sport Weather\n"


def test_headline_is_the_line_above_its_byline_and_not_the_name_of_the_paper() -> None:
    """Rows of controls inside the head do not cut it off, and a name right above the date is a byline."""
    head = "Northern lock closed for repair\nTown faces a spring without freight\nIda Brandt-Lee\n12 March 2019, 8:20\n"
    reading = read_plain_text(PAPER + head + "Share this article: Facebook Twitter\n" + "\n".join(PARAGRAPHS))
    assert reading.title == "Northern lock closed for repair"
    assert reading.standfirst == "Town faces a spring without freight"
    assert reading.authors == ("Ida Brandt-Lee",)


def test_headline_of_a_blog_stands_below_the_day_and_its_name_above() -> None:
    page = "Lock Letters\nWritten on the quay by Ida Brandt\nTuesday, March 12, 2019\nWho hears the gate?\n"
    assert read_plain_text(page + "\n".join(PARAGRAPHS)).title == "Who hears the gate?"


def test_a_name_that_ends_in_a_number_still_says() -> None:
    line = read_lines("rat7 said...")[0]
    assert (line.kind, line.author) == (LineKind.SAYS, "rat7")


FLOODS = ("Mara wrote:\nyes", "-----", "{number}", "#{number}", "Reply", "some text\nReply", "I agreeReplyDelete",
          "Ann says:\nI think so.\nJuly 3, 2011 at 5:32 pm", "Anna Smith", "Quote:\nyes", "> yes\n>> no")  # fmt: skip


@pytest.mark.parametrize("flood", FLOODS)
def test_a_flood_of_one_sort_of_line_is_read_to_its_end(flood: str) -> None:
    text = "\n".join(flood.format(number=number) for number in range(10_000))
    assert sum(len(block.text) for block in read_plain_text(text).blocks) > len(text) // 2


def test_a_text_of_more_lines_than_any_page_has_is_refused_as_too_costly() -> None:
    limits = ParseLimits(line_count=3)
    assert parse(RawDocument(b"one\ntwo\nthree", "page.txt"), limits).text == "one\ntwo\nthree"
    with pytest.raises(Rejected) as refusal:
        parse(RawDocument(b"one\ntwo\nthree\nfour", "page.txt"), limits)
    assert refusal.value.reason is RejectReason.TOO_COSTLY
