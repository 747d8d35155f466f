"""Segments become passages: a thread keeps its depth, furniture in a row is one stretch, marks say what they mean."""

from __future__ import annotations

import pytest

from warehouse.report.document.gather import DocumentRows, Row
from warehouse.report.document.passages import DEEPEST, name_note, stretches_of, time_note

TEXT = "Menu Title Body one. A quoted line"


def segment(number: int, layer: str, kind: str, start: int, end: int, parent: int | None = None) -> Row:
    named = {"segment_id": number, "parent_id": parent, "layer": layer, "kind": kind, "start": start, "end": end}
    return {**named, "rule": f"rule-{number}", "repeat_of": 2 if kind == "repeat" else None}


def rows(segments: tuple[Row, ...], **more: tuple[Row, ...]) -> DocumentRows:
    return DocumentRows({"doc_id": "d"}, {"text": TEXT}, "d", segments, **more)


def test_furniture_in_a_row_is_one_stretch_and_parts_stand_inside_what_holds_them() -> None:
    found = stretches_of(
        rows(
            (
                segment(0, "furniture", "residue", 0, 2),
                segment(1, "furniture", "residue", 2, 4),
                segment(2, "article", "title", 5, 10),
                segment(3, "comment", "comment", 11, 34),
                segment(4, "comment", "paragraph", 11, 20, parent=3),
                segment(5, "quoted", "quoted_document", 21, 34, parent=3),
                segment(6, "quoted", "paragraph", 21, 34, parent=5),
            )
        )
    )
    assert [(stretch.is_furniture, len(stretch.passages)) for stretch in found] == [(True, 2), (False, 2)]
    comment = found[1].passages[1]
    assert comment.pieces == ()
    assert [part.kind for part in comment.parts] == ["paragraph", "quoted document"]
    assert comment.parts[1].parts[0].pieces[0].text == "A quoted line"


def test_a_deep_thread_is_indented_up_to_a_limit_and_says_what_it_answers() -> None:
    comment: Row = {
        "comment_id": 3, "author": None, "posted_at": None, "parent_id": 1, "depth": 40,
    }  # fmt: skip
    [stretch] = stretches_of(rows((segment(3, "comment", "comment", 0, 4),), comments=(comment,)))
    assert stretch.passages[0].depth == DEEPEST == 6
    assert stretch.passages[0].heading == "Comment 3 by nobody named, in answer to 1"


def test_a_quoted_document_says_what_it_is_and_where_it_is_in_the_archive() -> None:
    quoted: Row = {
        "segment_id": 3, "title": "Tides", "authors": ["A. Bo"], "published_on": None, "matched_doc_id": "0a1b",
    }  # fmt: skip
    [stretch] = stretches_of(rows((segment(3, "quoted", "quoted_document", 0, 4),), quoted_documents=(quoted,)))
    assert stretch.passages[0].heading == "Quoted document: Tides, A. Bo; in the archive as 0a1b"


def test_a_repeat_names_the_segment_it_repeats() -> None:
    [stretch] = stretches_of(rows((segment(7, "furniture", "repeat", 0, 4),)))
    assert stretch.passages[0].repeats == 2


@pytest.mark.parametrize(
    ("kind", "told"),
    [("GPE", "place"), ("LOC", "place"), ("NORP", "people"), ("ORG", "organisation"), ("WORK_OF_ART", "work of art")],
)
def test_a_name_is_told_in_the_words_of_people(kind: str, told: str) -> None:
    mention: Row = {
        "type": kind, "name": "Harwich", "role": None, "country": "GB", "geonames_id": 2647400, "confidence": 0.9,
    }  # fmt: skip
    assert name_note(mention) == f"{told}: Harwich, GB, GeoNames 2647400 (90% sure)"


def test_a_time_says_what_it_was_reckoned_from() -> None:
    assert (
        time_note({"type": "DATE", "value": "2021-06-28", "anchor_source": "posted_at"})
        == "date: 2021-06-28, reckoned from the time of the comment"
    )
    assert time_note({"type": "SET", "value": None, "anchor_source": None}) == "set: no value"
