"""Columns that no record holds as such: what is derived, and from what."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tasks.findings import Findings, Mention
from tasks.records import Layer, Status
from tests.warehouse.schema.test_rows import DECISION, DOCUMENT, FACTS, FETCHED_AT, PAGE, TEXT, at
from warehouse.schema import row_sources
from warehouse.schema.row_sources import BatchCounts, Entity, Fingerprinted, Outcome, Read, ReadText


def read(*mentions: Mention, **facts: str) -> Read:
    findings = Findings(mentions=mentions)
    return Read("d1", TEXT, DOCUMENT, PAGE, "two words", DECISION, (), findings, replace(FACTS, **facts))  # type: ignore[arg-type]


def mention(start: int, end: int, name: str, entity_id: str | None = "ada", kind: str = "PERSON") -> Mention:
    return Mention(1, Layer.ARTICLE, start, end, kind, name, entity_id, 0.5)


def test_a_document_without_a_decision_was_rejected_and_is_a_group_of_its_own() -> None:
    decided, undecided = Outcome(DECISION, FACTS), Outcome(None, FACTS)
    assert [row_sources.status_of(outcome, DOCUMENT) for outcome in (decided, undecided)] == [
        Status.DUPLICATE,
        Status.REJECTED,
    ]
    assert [row_sources.cluster_id(outcome, DOCUMENT) for outcome in (decided, undecided)] == ["c0", "d1"]


def test_counts_of_a_page() -> None:
    found = (row_sources.word_count, row_sources.comment_count, row_sources.repeat_count)
    assert [count(read(), PAGE) for count in found] == [2, 2, 1]


def test_the_words_of_a_finding_are_cut_from_the_text() -> None:
    assert row_sources.surface(ReadText("d", "The Ferry"), mention(4, 9, "")) == "Ferry"


def test_an_entity_has_the_last_name_and_type_given_and_its_other_names_sorted() -> None:
    found = read(
        mention(11, 20, "Ada Brook"),
        mention(42, 44, "Ada"),
        mention(0, 4, "Ada", kind="ORG"),
        mention(45, 50, "Leaks", None),
        mention(34, 40, "Monday", "monday"),
    )
    assert list(row_sources.entities_of(found)) == [
        Entity("ada", "Ada", "ORG", ["Ada Brook", "It", "Lock"], "d1"),
        Entity("monday", "Monday", "PERSON", [], "d1"),
    ]
    assert list(row_sources.entities_of(read())) == []


def fingerprinted(document: object = DOCUMENT, **changes: object) -> Fingerprinted:
    assert DOCUMENT.fingerprint is not None
    page = replace(PAGE, **changes)  # type: ignore[arg-type]
    return Fingerprinted(replace(DOCUMENT, page=page), page, DOCUMENT.fingerprint, None, FACTS.started_at, DECISION)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, (at(14).at, True, at(15).at)),
        ({"published": None}, (FETCHED_AT, False, at(15).at)),
        ({"updated": None}, (at(14).at, True, FETCHED_AT)),
    ],
)
def test_the_times_of_a_fingerprint(changes: dict[str, object], expected: tuple[object, ...]) -> None:
    found = fingerprinted(**changes)
    assert (found.order_at, found.is_dated, found.version_at) == expected
    assert found.seen_at == FETCHED_AT


def test_the_original_is_the_document_itself_where_it_repeats_none_and_open_before_that_is_decided() -> None:
    found = fingerprinted()
    decisions = (DECISION, replace(DECISION, duplicate_of=None), None)
    assert [replace(found, decision=decision).original_id for decision in decisions] == ["d0", "d1", None]


def test_the_site_is_where_it_was_fetched_from_else_where_it_says() -> None:
    found = fingerprinted()
    assert found.site == "mirror.example"
    assert replace(found, document=replace(DOCUMENT, url=None)).site == "a.example"


def test_all_documents_of_a_batch_are_those_of_each_outcome() -> None:
    assert BatchCounts(5, 3, 2, []).document_count == 10
