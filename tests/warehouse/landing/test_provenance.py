"""Ids, addresses and times of fetching are read in the forms they come in; what cannot be kept is said."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.identity import document_id
from tasks.records import RawDocument, RejectReason, UnreadableInput
from warehouse.landing.provenance import (
    EARLIEST,
    LATEST,
    is_fetch_time,
    made_safe,
    read_time,
    safe_name,
    with_provenance,
)

NOON = datetime(2021, 7, 14, 12)
RAW = RawDocument(b"text", "feed.jsonl#0")


@pytest.mark.parametrize(
    "value",
    [
        "2021-07-14T14:00:00+02:00",
        "2021-07-14T12:00:00Z",
        "2021-07-14 12:00:00",
        "20210714T120000",
        "20210714120000",
        1626264000,
        1626264000.0,
        "1626264000",
        " 1626264000.0 ",
        1626264000000,
        "1626264000000",
        "Wed, 14 Jul 2021 12:00:00 GMT",
        "Wednesday, 14-Jul-21 12:00:00 GMT",
        "Wed Jul 14 12:00:00 2021",
        "Wed, 14 Jul 2021 14:00:00 +0200",
    ],
)
def test_a_time_of_fetching_is_read_in_each_of_its_forms(value: object) -> None:
    assert read_time(value) == NOON


def test_a_day_is_its_beginning() -> None:
    assert read_time("2021-07-14") == read_time("20210714") == read_time(20210714) == datetime(2021, 7, 14)


@pytest.mark.parametrize(
    "value",
    [
        "yesterday", "", "-1", -1, 17, "10000", 10**30, "9" * 30, float("nan"), float("inf"), True, None, [], {},
        "2021-02-30", "99999-01-01", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "9999-12-31T23:59:59",
        "1989-12-31T23:59:59", "2100-01-01", "32 Jul 2021 10:00:00 GMT", "1612010112345678",
    ],
)  # fmt: skip
def test_what_is_no_time_at_which_something_can_have_been_fetched_is_none(value: object) -> None:
    assert read_time(value) is None


@pytest.mark.parametrize(
    ("time", "is_one"),
    [
        (EARLIEST, True),
        (EARLIEST - timedelta(microseconds=1), False),
        (LATEST, False),
        (LATEST - timedelta(microseconds=1), True),
    ],
)
def test_nothing_was_fetched_before_the_web_or_after_the_century(time: datetime, is_one: bool) -> None:
    assert is_fetch_time(time) is is_one
    assert (read_time(time.isoformat()) is not None) is is_one
    assert (read_time(time.replace(tzinfo=UTC, microsecond=0).timestamp() + 0.5 * is_one) is not None) is is_one


@given(st.one_of(st.text(), st.integers(), st.floats(), st.none(), st.booleans()))
def test_whatever_is_given_as_a_time_gives_one_or_none(value: object) -> None:
    time = read_time(value)
    assert time is None or (is_fetch_time(time) and time.tzinfo is None)


@given(st.datetimes(EARLIEST, LATEST - timedelta(seconds=1)).map(lambda time: time.replace(microsecond=0)))
def test_a_time_is_the_same_in_each_form(time: datetime) -> None:
    seconds = int(time.replace(tzinfo=UTC).timestamp())
    forms = (time.isoformat(), seconds, 1000 * seconds, str(seconds), time.strftime("%Y%m%d%H%M%S"))
    assert {read_time(form) for form in forms} == {time}


def test_an_entry_gives_id_address_and_time() -> None:
    entry = {"id": 7, "url": "https://a.example/1", "fetched_at": "2021-07-14T12:00:00Z", "more": [1]}
    assert with_provenance(RAW, entry) == RawDocument(b"text", "feed.jsonl#0", "7", "https://a.example/1", NOON)


@pytest.mark.parametrize("entry", [{}, {"id": None, "url": None, "fetched_at": None}, {"id": "", "fetched_at": ""}])
def test_what_an_entry_does_not_say_stays_as_it_was_without_a_word(entry: dict[str, object]) -> None:
    known = RawDocument(b"text", "a", "1", "https://a.example/1", NOON, detail="before")
    assert with_provenance(known, entry) == known


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        ({"id": 1e999}, "its id is neither text nor a whole number and was left out"),
        ({"id": True}, "its id is neither text nor a whole number and was left out"),
        ({"url": 7}, "its address is no text and was left out"),
        (
            {"fetched_at": "yesterday"},
            "its fetched_at is no time from 1990 to 2099 that can be read and was left out: 'yesterday'",
        ),
    ],
)
def test_what_an_entry_says_and_nobody_can_read_is_told(entry: dict[str, object], told: str) -> None:
    assert with_provenance(RAW, entry) == RawDocument(b"text", "feed.jsonl#0", detail=told)


def test_remarks_follow_each_other_and_repeat_little_of_a_value() -> None:
    read = with_provenance(RAW, {"id": [], "fetched_at": "x" * 1000})
    assert read.detail is not None
    assert read.detail.count("; ") == 1
    assert len(read.detail) < 200


def test_lone_surrogates_are_replaced_and_told_and_pairs_are_characters() -> None:
    entry = json.loads(r'{"id": "\ud800", "url": "http://a.b/\ud83d\ude00\udfff"}')
    safe = made_safe(with_provenance(RAW, entry))
    assert isinstance(safe, RawDocument)
    assert (safe.source_id, safe.url) == ("\ufffd", "http://a.b/\U0001f600\ufffd")
    assert safe.detail == "lone surrogates in its id, address were replaced"
    assert document_id(safe)


@pytest.mark.parametrize("url", ["http://[::1", "http://[a]b/", "http://a\u2100.example/"])
def test_an_address_that_cannot_be_taken_apart_is_left_out_and_told(url: str) -> None:
    safe = made_safe(RawDocument(b"text", "a", url=url))
    assert isinstance(safe, RawDocument)
    assert safe.url is None
    assert safe.detail is not None
    assert "its address cannot be read" in safe.detail
    assert safe.detail.isascii()


@pytest.mark.parametrize("time", [datetime(1, 1, 1), datetime(9999, 12, 31, 23, 59, 59)])
def test_an_absurd_time_of_whatever_container_is_left_out_and_told(time: datetime) -> None:
    safe = made_safe(RawDocument(b"text", "a", fetched_at=time))
    assert safe == RawDocument(
        b"text", "a", detail=f"nothing can have been fetched at {time.isoformat()}, which was left out"
    )


@pytest.mark.parametrize(
    "landed",
    [
        RawDocument(b"text", "a#b", "1", "https://a.example/1", NOON, "text/html", 200, "remark"),
        UnreadableInput("a", RejectReason.EMPTY, "x", b"", "1", "https://a.example/1", NOON),
    ],
)
def test_what_is_safe_stays_as_it_is(landed: RawDocument | UnreadableInput) -> None:
    assert made_safe(landed) == landed


@given(st.text(st.characters()), st.text(st.characters()), st.datetimes())
def test_whatever_is_landed_can_be_written_and_identified(one: str, other: str, time: datetime) -> None:
    for landed in (
        RawDocument(b"", one, other, one, time, other, detail=None),
        UnreadableInput(other, RejectReason.EMPTY, one, b"", other, one, time),
    ):
        safe = made_safe(landed)
        assert len(document_id(safe)) == 32
        for text in (safe.source, safe.detail, safe.url, safe.source_id):
            assert text is None or isinstance(text.encode(), bytes)


def test_what_was_refused_keeps_its_reason_before_the_remark() -> None:
    row = UnreadableInput("a", RejectReason.REVISIT, "unchanged", url="http://[::1", fetched_at=datetime(1, 1, 1))
    safe = made_safe(row)
    assert (safe.url, safe.fetched_at) == (None, None)
    assert safe.detail is not None
    assert safe.detail.startswith("unchanged; its address cannot be read")


def test_bytes_of_a_name_that_are_no_utf_8_are_written_out_so_that_names_stay_different() -> None:
    names = [os.fsdecode(raw) for raw in (b"caf\xe9.html", b"caf\xe8.html", "café.html".encode())]
    assert [safe_name(name) for name in names] == [r"caf\xe9.html", r"caf\xe8.html", "café.html"]
    assert safe_name("a\ud800") == "a\ufffd"


def test_a_document_with_nothing_to_change_is_given_back_as_it_is() -> None:
    sound = RawDocument(content=b"x", source="a.html", url="https://example.com/a", detail="a remark")
    assert made_safe(sound) is sound
    assert made_safe(replace(sound, detail="\ud800")) != sound
    assert made_safe(replace(sound, source="\udce9.html")).source == r"\xe9.html"
