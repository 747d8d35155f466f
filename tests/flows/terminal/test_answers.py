"""What `parse` and `annotate` print: every field of the contract, null or empty where it is not known."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from flows.terminal.answers import annotation_answer, document_answer
from tasks.findings import Findings, Mention, ReadDocument, Statement, Timex
from tasks.records import (
    Comment,
    Credit,
    DateBound,
    Dateline,
    Judgement,
    Kind,
    Layer,
    LiveEntry,
    Moment,
    Origin,
    Page,
    PageType,
    Precision,
    QuotedDocument,
    RejectReason,
    Segment,
)

DOCUMENT = ReadDocument("d1", "pages/1.html", "1", "https://a.example/given", None, "text/html", 40, "5e")
DAY = Moment(datetime(2021, 7, 14), Precision.DAY)
MINUTE = Moment(datetime(2021, 7, 14, 7, 30), Precision.MINUTE, offset_minutes=120)
CLOCK = Moment(datetime(2021, 7, 14, 9, 30), Precision.LOCAL_MINUTE)

TEXT = "Ferry kept\nThe ferry stays.\nThe ferry stays.\nGood."
SEGMENTS = (
    Segment(0, None, Layer.ARTICLE, Kind.TITLE, 0, 10, "h1"),
    Segment(1, None, Layer.ARTICLE, Kind.PARAGRAPH, 11, 27, "p"),
    Segment(2, None, Layer.FURNITURE, Kind.REPEAT, 28, 44, "twice", 1, 0.5),
    Segment(3, None, Layer.COMMENT, Kind.COMMENT, 45, 50, "div.comment"),
    Segment(4, 3, Layer.COMMENT, Kind.PARAGRAPH, 45, 50, "div.comment"),
)
EMPTY_ANSWER = {
    "source": "pages/1.html",
    "source_id": "1",
    "doc_id": "d1",
    "status": "rejected",
    "reason": "no_text",
    "detail": "only pictures",
    "format": "text",
    "url": "https://a.example/given",
    "site": None,
    "language": None,
    "title": None,
    "standfirst": None,
    "authors": [],
    "published_at": None,
    "published_precision": None,
    "published_method": None,
    "published_confidence": None,
    "published_not_before": None,
    "published_not_after": None,
    "updated_at": None,
    "page_type": None,
    "page_type_rule": None,
    "is_paywalled": None,
    "is_paywalled_rule": None,
    "is_truncated": None,
    "is_truncated_rule": None,
    "dateline": None,
    "claimed_origin": None,
    "credits": [],
    "live_entries": [],
    "repairs": [],
    "text": "",
    "body": "",
    "segments": [],
    "comments": [],
    "quoted_documents": [],
}


def test_a_refused_document_has_every_field_and_says_why() -> None:
    refused = replace(DOCUMENT, reason=RejectReason.NO_TEXT, detail="only pictures")
    answer = document_answer(refused)
    assert answer == EMPTY_ANSWER
    assert list(answer) == list(EMPTY_ANSWER)
    assert type(answer["reason"]) is str


def test_a_page_of_which_little_is_known_differs_from_a_refused_one_in_what_it_says() -> None:
    page = Page(format="html", text="Rain.", segments=(Segment(0, None, Layer.ARTICLE, Kind.PARAGRAPH, 0, 5, "p"),))
    assert document_answer(replace(DOCUMENT, page=page)) == {
        **EMPTY_ANSWER,
        "status": "ok",
        "reason": None,
        "detail": None,
        "format": "html",
        "text": "Rain.",
        "body": "Rain.",
        "segments": [answer_of_segment(0, None, "article", "paragraph", 0, 5, "p", None, None)],
    }


def test_all_that_is_known_of_a_page_stands_in_its_own_field() -> None:
    page = Page(
        format="html",
        text=TEXT,
        segments=SEGMENTS[:1],
        url="https://a.example/found",
        canonical_url="https://a.example/canonical",
        site="Harbour Post",
        title="Ferry kept",
        standfirst="After all.",
        authors=("Ida Brandt", "Jon Moe"),
        language="en",
        encoding="utf-8",
        published=MINUTE,
        published_method="meta",
        published_confidence=0.9,
        published_not_before=DateBound(DAY, "names a day"),
        published_not_after=DateBound(CLOCK, "fetched"),
        updated=Moment(datetime(2021, 7, 1), Precision.MONTH),
        dateline=Dateline(1, "HARWICH", "Reuters", "July 14"),
        credits=(Credit(2, ("Ann Lee",), ("AFP", "Getty")),),
        live_entries=(LiveEntry(1, 3, CLOCK, "9.30 am"), LiveEntry(4, 5, None, "noon")),
        origin=Origin("The Wire", "https://wire.example/1", "first-published"),
        page_type=PageType.FORUM,
        page_type_rule="stated-forum",
        paywalled=Judgement(True, "wall"),
        truncated=Judgement(False, "ends"),
        repairs=("mojibake",),
    )
    answer = document_answer(replace(DOCUMENT, page=page))
    assert {name: value for name, value in answer.items() if value != EMPTY_ANSWER[name]} == {
        "status": "ok",
        "reason": None,
        "detail": None,
        "format": "html",
        "url": "https://a.example/canonical",
        "site": "Harbour Post",
        "language": "en",
        "title": "Ferry kept",
        "standfirst": "After all.",
        "authors": ["Ida Brandt", "Jon Moe"],
        "published_at": "2021-07-14T09:30:00+02:00",
        "published_precision": "minute",
        "published_method": "meta",
        "published_confidence": 0.9,
        "published_not_before": {"at": "2021-07-14", "why": "names a day"},
        "published_not_after": {"at": "2021-07-14T09:30:00", "why": "fetched"},
        "updated_at": "2021-07",
        "page_type": "forum",
        "page_type_rule": "stated-forum",
        "is_paywalled": True,
        "is_paywalled_rule": "wall",
        "is_truncated": False,
        "is_truncated_rule": "ends",
        "dateline": {"segment": 1, "place": "HARWICH", "agency": "Reuters"},
        "claimed_origin": {"name": "The Wire", "url": "https://wire.example/1", "rule": "first-published"},
        "credits": [{"segment": 2, "photographers": ["Ann Lee"], "agencies": ["AFP", "Getty"]}],
        "live_entries": [
            {"segment": 1, "last_segment": 3, "posted_at": "2021-07-14T09:30:00", "printed": "9.30 am"},
            {"segment": 4, "last_segment": 5, "posted_at": None, "printed": "noon"},
        ],
        "repairs": ["mojibake"],
        "text": TEXT,
        "segments": [answer_of_segment(0, None, "article", "title", 0, 10, "h1", None, None)],
    }
    assert type(answer["published_precision"]) is str
    assert type(answer["page_type"]) is str


def answer_of_segment(*values: object) -> dict[str, object]:
    names = ("id", "parent", "layer", "kind", "start", "end", "rule", "repeat_of", "repeat_share")
    return dict(zip(names, values, strict=True))


def test_segments_name_their_parent_and_what_they_repeat_and_the_body_is_the_articles_own_text() -> None:
    answer = document_answer(replace(DOCUMENT, page=Page(format="html", text=TEXT, segments=SEGMENTS)))
    assert answer["segments"] == [
        answer_of_segment(0, None, "article", "title", 0, 10, "h1", None, None),
        answer_of_segment(1, None, "article", "paragraph", 11, 27, "p", None, None),
        answer_of_segment(2, None, "furniture", "repeat", 28, 44, "twice", 1, 0.5),
        answer_of_segment(3, None, "comment", "comment", 45, 50, "div.comment", None, None),
        answer_of_segment(4, 3, "comment", "paragraph", 45, 50, "div.comment", None, None),
    ]
    assert (answer["text"], answer["body"]) == (TEXT, "The ferry stays.")


@pytest.mark.parametrize(
    ("canonical", "given", "shown"),
    [
        ("https://a.example/own", "https://a.example/given", "https://a.example/own"),
        (None, "https://a.example/given", "https://a.example/given"),
        (None, None, None),
    ],
)
def test_the_canonical_url_goes_before_the_one_given(
    canonical: str | None, given: str | None, shown: str | None
) -> None:
    page = Page(format="text", text="", segments=(), url="https://a.example/found", canonical_url=canonical)
    assert document_answer(replace(DOCUMENT, url=given, page=page))["url"] == shown


def test_a_quoted_document_stands_in_its_comment_or_where_the_article_quotes_it_beside_them() -> None:
    comments = (
        Comment(7, None, 0, 0, "Ann", MINUTE, "https://a.example/#7", "See the report."),
        Comment(9, 7, 1, 1, None, None, None, "I did.", quoted_comment_id=7),
    )
    quoted = (
        QuotedDocument(8, 7, "Report", "https://b.example/1", ("Bo", "Cy"), DAY, "All is well."),
        QuotedDocument(4, None, None, None, (), None, "A letter."),
    )
    page = Page(format="html", text="", segments=(), comments=comments, quoted_documents=quoted)
    answer = document_answer(replace(DOCUMENT, page=page))
    assert answer["comments"] == [
        {
            "id": 7,
            "parent": None,
            "author": "Ann",
            "posted_at": "2021-07-14T09:30:00+02:00",
            "permalink": "https://a.example/#7",
            "depth": 0,
            "quoted_comment": None,
            "text": "See the report.",
            "quoted_documents": [
                {
                    "title": "Report",
                    "url": "https://b.example/1",
                    "authors": ["Bo", "Cy"],
                    "published_at": "2021-07-14",
                    "text": "All is well.",
                }
            ],
        },
        {
            "id": 9,
            "parent": 7,
            "author": None,
            "posted_at": None,
            "permalink": None,
            "depth": 1,
            "quoted_comment": 7,
            "text": "I did.",
            "quoted_documents": [],
        },
    ]
    assert answer["quoted_documents"] == [
        {"title": None, "url": None, "authors": [], "published_at": None, "text": "A letter."}
    ]


SAID = "On Monday Ann Lee said in Kabul: “We stay,” he added."


def test_findings_are_printed_with_the_words_that_stand_at_their_offsets() -> None:
    mention = Mention(
        0, Layer.ARTICLE, 26, 31, "GPE", "Kabul City", "Q5838", 0.75, 1138958, "AF", 34.5, 69.2, "capital"
    )
    interval = datetime(2021, 7, 12), datetime(2021, 7, 13)
    timex = Timex(0, Layer.ARTICLE, 3, 9, "DATE", "2021-07-12", *interval, None, "published_at")
    statement = Statement(0, Layer.ARTICLE, 33, 43, "direct", "Ann Lee", "e1", 44, 46, "added", 47, 52)
    assert annotation_answer(3, SAID, Findings((mention,), (timex,), (statement,))) == {
        "id": 3,
        "mentions": [
            {
                "start": 26,
                "end": 31,
                "text": "Kabul",
                "type": "GPE",
                "entity_id": "Q5838",
                "name": "Kabul City",
                "geonames_id": 1138958,
                "country": "AF",
                "lat": 34.5,
                "lon": 69.2,
                "confidence": 0.75,
                "role": "capital",
            }
        ],
        "timexes": [
            {
                "start": 3,
                "end": 9,
                "text": "Monday",
                "type": "DATE",
                "value": "2021-07-12",
                "begin": "2021-07-12T00:00:00",
                "end_at": "2021-07-13T00:00:00",
            }
        ],
        "statements": [
            {
                "start": 33,
                "end": 43,
                "text": "“We stay,”",
                "kind": "direct",
                "speaker_start": 44,
                "speaker_end": 46,
                "speaker": "he",
                "speaker_name": "Ann Lee",
                "speaker_entity_id": "e1",
                "cue_start": 47,
                "cue_end": 52,
                "cue": "added",
            }
        ],
    }


def test_a_text_without_findings_has_three_empty_lists() -> None:
    assert annotation_answer("a", SAID, Findings()) == {"id": "a", "mentions": [], "timexes": [], "statements": []}


def test_an_open_interval_has_null_bounds_and_an_unprinted_speaker_the_name_alone() -> None:
    timex = Timex(0, Layer.ARTICLE, 3, 9, "SET", "XXXX-WXX-1", None, None, None, None)
    statement = Statement(0, Layer.ARTICLE, 33, 43, "mixed", "Ann Lee", None, None, None, None, None, None)
    answer = annotation_answer(None, SAID, Findings((), (timex,), (statement,)))
    assert answer["timexes"] == [
        {"start": 3, "end": 9, "text": "Monday", "type": "SET", "value": "XXXX-WXX-1", "begin": None, "end_at": None}
    ]
    assert answer["statements"] == [
        {
            "start": 33,
            "end": 43,
            "text": "“We stay,”",
            "kind": "mixed",
            "speaker_start": None,
            "speaker_end": None,
            "speaker": "Ann Lee",
            "speaker_name": "Ann Lee",
            "speaker_entity_id": None,
            "cue_start": None,
            "cue_end": None,
            "cue": None,
        }
    ]


def test_a_speaker_at_the_first_character_is_read_there() -> None:
    statement = Statement(0, Layer.ARTICLE, 3, 9, "indirect", "Ann Lee", None, 0, 2, None, None, None)
    [answer] = annotation_answer("a", SAID, Findings((), (), (statement,)))["statements"]  # type: ignore[misc]
    assert answer["speaker"] == "On"
