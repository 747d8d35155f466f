"""Which document is held to be the original, and why: never a guess."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from tasks.copies.compare import Level
from tasks.copies.provenance import Credit, Provenance, Reason, Relation, rank, reason, relation
from tasks.records import Precision

NOON = datetime(2021, 7, 1, 12)
AGENCY = Credit("agency.example", Reason.AGENCY_CREDIT)


def document(doc_id: str, hours: float = 0, **more: object) -> Provenance:
    given = {"precision": Precision.MINUTE, "site": f"{doc_id}.example", **more}
    return Provenance(doc_id, NOON + timedelta(hours=hours), **given)  # type: ignore[arg-type]


def test_what_was_published_earlier_is_held_to_be_the_original() -> None:
    assert reason(document("copy", 2), document("first")) is Reason.EARLIER_PUBLICATION


@pytest.mark.parametrize(
    ("precision", "other_hours", "expected"),
    [
        (Precision.DAY, 2, Reason.UNKNOWN),
        (Precision.DAY, 36, Reason.EARLIER_PUBLICATION),
        (Precision.LOCAL_MINUTE, 12, Reason.UNKNOWN),
        (Precision.LOCAL_MINUTE, 15, Reason.EARLIER_PUBLICATION),
        (Precision.MONTH, 24 * 20, Reason.UNKNOWN),
        (Precision.MONTH, 24 * 40, Reason.EARLIER_PUBLICATION),
        (Precision.YEAR, 24 * 300, Reason.UNKNOWN),
        (None, 24 * 300, Reason.UNKNOWN),
    ],
)
def test_a_date_says_no_more_than_it_is_fine(precision: Precision | None, other_hours: int, expected: Reason) -> None:
    first = Provenance("first", datetime(2021, 7, 1), precision)
    copy = Provenance("copy", datetime(2021, 7, 1) + timedelta(hours=other_hours), Precision.MINUTE)
    assert reason(copy, first) is expected


@pytest.mark.parametrize(
    ("credit", "expected"),
    [
        (Credit("first.example", Reason.AGENCY_CREDIT), Reason.AGENCY_CREDIT),
        (Credit("first.example", Reason.CLAIMED_ORIGIN), Reason.CLAIMED_ORIGIN),
        (Credit("https://first.example/1", Reason.CANONICAL_LINK), Reason.CANONICAL_LINK),
        (Credit("First Example", Reason.CLAIMED_ORIGIN), Reason.CLAIMED_ORIGIN),
        (Credit("Herald", Reason.CLAIMED_ORIGIN), Reason.UNKNOWN),
        (AGENCY, Reason.UNKNOWN),
    ],
)
def test_a_credit_counts_where_it_names_the_other_document(credit: Credit, expected: Reason) -> None:
    first = document("first", url="https://first.example/1")
    assert reason(document("copy", 2, credit=credit), first) is expected


def test_of_two_documents_that_credit_an_agency_neither_is_known_to_be_the_original() -> None:
    assert reason(document("copy", 2, credit=AGENCY), document("first", credit=AGENCY)) is Reason.UNKNOWN


def test_an_earlier_version_at_one_address_is_the_original_of_the_later() -> None:
    address = {"url": "https://a.example/1", "site": "a.example"}
    first = document("first", version_at=NOON, **address)
    later = document("later", version_at=NOON + timedelta(hours=3), **address)
    assert reason(later, first) is Reason.EARLIER_VERSION
    assert relation(Level.NEAR, later, first) is Relation.UPDATE
    assert reason(document("undated", **address), first) is Reason.UNKNOWN


def test_a_page_that_only_links_an_address_as_canonical_is_no_version_of_it() -> None:
    address = "https://first.example/1"
    copy = document("copy", 2, url=address, credit=Credit(address, Reason.CANONICAL_LINK))
    first = document("first", url=address)
    assert reason(copy, first) is Reason.CANONICAL_LINK
    assert relation(Level.NEAR, copy, first) is Relation.REPRINT


def test_documents_that_credit_nobody_stand_before_those_that_do_and_older_before_younger() -> None:
    ordered = [
        document("old"),
        document("young", 1),
        document("undated", -99, precision=None),
        document("reprint", -9, credit=AGENCY),
    ]
    backwards = ordered[::-1]
    assert sorted(backwards, key=rank) == ordered


def test_the_time_of_the_ingest_does_not_decide() -> None:
    undated = [document("b", -9, precision=None), document("a", 9, precision=None)]
    assert [d.doc_id for d in sorted(undated, key=rank)] == ["a", "b"]


@pytest.mark.parametrize(
    ("level", "credit", "site", "expected"),
    [
        (Level.NEAR, None, "copy.example", Relation.REPOST),
        (Level.EXACT, AGENCY, "copy.example", Relation.REPRINT),
        (Level.EXCERPT, AGENCY, "copy.example", Relation.EXCERPT),
        (Level.EXCERPT, None, "first.example", Relation.SITE_COPY),
        (Level.QUOTED, None, "copy.example", Relation.QUOTATION),
    ],
)
def test_the_relation_says_what_the_copy_is(level: Level, credit: Credit | None, site: str, expected: Relation) -> None:
    assert relation(level, document("copy", 2, credit=credit, site=site), document("first")) is expected


@pytest.mark.parametrize(
    ("copy", "original"),
    [
        (document("first"), document("copy", 2)),
        (document("one"), document("other", 2, credit=AGENCY)),
        (document("copy", 2), document("first", credit=AGENCY)),
        (document("copy", 2, precision=None), document("first")),
        (document("copy", 2), document("first", precision=None)),
        (document("first", credit=Credit("third.example", Reason.CLAIMED_ORIGIN)), document("copy", 2)),
    ],
)
def test_no_reason_is_given_for_a_document_that_is_not_known_to_be_first(
    copy: Provenance, original: Provenance
) -> None:
    assert reason(copy, original) is Reason.UNKNOWN


def test_no_reason_is_given_for_the_later_version_at_one_address() -> None:
    address = {"url": "https://a.example/1", "site": "a.example"}
    first = document("first", version_at=NOON, **address)
    later = document("later", 3, version_at=NOON + timedelta(hours=3), **address)
    assert reason(first, later) is Reason.UNKNOWN
    assert reason(replace(first, doc_id="twin"), first) is Reason.UNKNOWN


def test_a_second_between_two_exact_times_tells_which_came_first_and_none_does_not_hinder() -> None:
    first, second = document("first"), document("second", 1 / 3600)
    assert (reason(second, first), reason(first, second)) == (Reason.EARLIER_PUBLICATION, Reason.UNKNOWN)
    assert reason(document("copy"), first) is Reason.EARLIER_PUBLICATION


@pytest.mark.parametrize(
    ("precision", "length"),
    [
        (Precision.DAY, timedelta(days=1)),
        (Precision.MONTH, timedelta(days=31)),
        (Precision.YEAR, timedelta(days=365)),
        (Precision.LOCAL_SECOND, timedelta(hours=14)),
    ],
)
def test_what_came_after_the_end_of_what_is_known_came_later(precision: Precision, length: timedelta) -> None:
    first = Provenance("first", datetime(2021, 1, 1), precision)
    at_end = Provenance("copy", datetime(2021, 1, 1) + length, Precision.SECOND)
    just_before = replace(at_end, order_at=at_end.order_at - timedelta(seconds=1))
    assert reason(at_end, first) is Reason.EARLIER_PUBLICATION
    assert reason(just_before, first) is Reason.UNKNOWN


@pytest.mark.parametrize(
    ("origin", "expected"),
    [
        ("herald.example", Reason.CLAIMED_ORIGIN),
        ("news.herald.example", Reason.UNKNOWN),
        ("The Herald", Reason.UNKNOWN),
        ("Herald E", Reason.CLAIMED_ORIGIN),
        ("Heral", Reason.CLAIMED_ORIGIN),
        ("Hera", Reason.UNKNOWN),
        ("https://herald.example", Reason.UNKNOWN),
    ],
)
def test_a_name_of_five_letters_tells_a_host(origin: str, expected: Reason) -> None:
    copy = document("copy", 2, credit=Credit(origin, Reason.CLAIMED_ORIGIN))
    assert reason(copy, document("first", site="herald.example", url="https://herald.example/1")) is expected


def test_a_site_below_the_credited_host_is_of_it() -> None:
    copy = document("copy", 2, credit=Credit("g1.br", Reason.AGENCY_CREDIT))
    assert reason(copy, document("first", site="news.g1.br")) is Reason.AGENCY_CREDIT
    assert reason(copy, document("first", site="blog1.br")) is Reason.UNKNOWN
    assert reason(copy, document("first", site=None)) is Reason.UNKNOWN


def test_copies_without_a_known_site_are_of_no_common_site() -> None:
    assert relation(Level.NEAR, document("copy", site=None), document("first", site=None)) is Relation.REPOST
