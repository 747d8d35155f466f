"""The one way in: what is refused, and what a page says of itself as a whole."""

from __future__ import annotations

from datetime import datetime

import pytest

from tasks.parse import parse
from tasks.parse.base.limits import ParseLimits
from tasks.records import RawDocument, Rejected, RejectReason

PROSE = "The bridge over the river opened on Wednesday, a whole year before the date that was printed."
PAGE = (
    f"<html lang='en'><head><title>Bridge opens</title></head><body><h1>Bridge opens</h1><p>{PROSE}</p></body></html>"
)


DAYS = ((3, "rains"), (4, "snows"), (5, "thaws"))


def refused(content: bytes, limits: ParseLimits = ParseLimits(), **facts: object) -> RejectReason:  # noqa: B008
    with pytest.raises(Rejected) as found:
        parse(RawDocument(content, "page", **facts), limits)  # type: ignore[arg-type]
    return found.value.reason


@pytest.mark.parametrize(
    ("content", "facts", "reason"),
    [
        (PAGE.encode(), {"http_status": 400}, RejectReason.HTTP_ERROR),
        (b" \n", {}, RejectReason.EMPTY),
        (b"\xff\xfe \x00", {}, RejectReason.EMPTY),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", {}, RejectReason.BINARY),
        (b"<html><body><script>let home</script></body></html>", {}, RejectReason.NO_TEXT),
    ],
)
def test_what_holds_no_text_is_refused(content: bytes, facts: dict[str, object], reason: RejectReason) -> None:
    assert refused(content, **facts) is reason


def test_a_status_below_400_is_no_error() -> None:
    assert parse(RawDocument(PAGE.encode(), "page", http_status=399)).title == "Bridge opens"


def test_limits_are_those_of_the_caller_and_a_document_at_a_limit_is_read() -> None:
    size = len(PAGE.encode())
    assert parse(RawDocument(PAGE.encode(), "page"), ParseLimits(byte_count=size)).title == "Bridge opens"
    assert refused(PAGE.encode(), ParseLimits(byte_count=size - 1)) is RejectReason.TOO_LARGE
    text = f"{PROSE}\n{PROSE}\n{PROSE}".encode()
    assert parse(RawDocument(text, "page.txt"), ParseLimits(line_count=3)).format == "text"
    assert refused(text, ParseLimits(line_count=2)) is RejectReason.TOO_COSTLY


def test_a_refusal_says_why_without_the_text() -> None:
    with pytest.raises(Rejected, match="http_error: status 404"):
        parse(RawDocument(PAGE.encode(), "page", http_status=404))


@pytest.mark.parametrize(
    ("url", "canonical", "expected"),
    [
        ("https://example.org/a?x=1", None, ("https://example.org/a?x=1", "https://example.org/a?x=1", "example.org")),
        (
            "https://example.org/a",
            "https://example.org/b",
            ("https://example.org/a", "https://example.org/b", "example.org"),
        ),
        (
            "https://example.org/a",
            "https://other.test/b",
            ("https://example.org/a", "https://example.org/a", "example.org"),
        ),
        (None, "https://example.org/b", ("https://example.org/b", "https://example.org/b", "example.org")),
        (None, None, (None, None, None)),
    ],
)
def test_the_address_is_the_documents_and_its_normal_form_what_the_page_states_of_its_own_site(
    url: str | None, canonical: str | None, expected: tuple[str | None, ...]
) -> None:
    link = f'<link rel="canonical" href="{canonical}">' if canonical else ""
    page = parse(RawDocument(PAGE.replace("</head>", f"{link}</head>").encode(), "page", url=url))
    assert (page.url, page.canonical_url, page.site) == expected


def test_a_canonical_link_to_another_site_claims_an_origin() -> None:
    link = '<link rel="canonical" href="https://other.test/b">'
    page = parse(RawDocument(PAGE.replace("</head>", f"{link}</head>").encode(), "page", url="https://example.org/a"))
    assert page.origin is not None
    assert parse(RawDocument(PAGE.encode(), "page", url="https://example.org/a")).origin is None


def test_the_time_of_an_opening_post_is_the_pages() -> None:
    head = "<div class='forumpost'><b class='author'>Ann</b>"
    posts = "".join(f"{head}<time datetime='2021-07-0{day}'></time><p>It {word}.</p></div>" for day, word in DAYS)
    page = parse(RawDocument(f"<html><title>Rain</title><body>{posts}</body></html>".encode(), "page"))
    assert page.published is not None
    assert (page.published.at, page.published_method) == (datetime(2021, 7, 3), "opening_post")


def test_a_page_of_comments_alone_has_text() -> None:
    head = "<b class='author'>Ann</b><time datetime='2021-07-03'></time>"
    said = f"<div class='comment' id='c1'>{head}<p>It rains.</p></div>"
    page = parse(RawDocument(f"<html><body>{said}</body></html>".encode(), "page"))
    assert [comment.text for comment in page.comments] == ["It rains."]
