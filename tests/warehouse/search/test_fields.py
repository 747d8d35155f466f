"""What a page puts into the index: a document for each voice, and no text that is stored."""

from __future__ import annotations

from datetime import date

import tantivy

from tasks.records import Kind, Layer
from tests.warehouse.search.made_pages import archived, article, searcher_of
from warehouse.search.fields import day_number, day_of, documents, schema, storable

PAGE = archived(
    [
        (Layer.ARTICLE, Kind.TITLE, "Ferry strike"),
        (Layer.ARTICLE, Kind.PARAGRAPH, "The Harwich ferry"),
        (Layer.COMMENT, Kind.COMMENT, "Hello Harwich"),
    ],
    names={"Harwich": "Q9"},
)


def test_each_voice_is_a_document_with_its_own_words_and_day() -> None:
    one, two = (document.to_dict() for document in documents(PAGE))
    assert (one["voice"], one["day"], one["title"]) == ([-1], [20210714], ["ferry strike _"])
    assert (two["voice"], two["day"], two["text"]) == ([2], [20210720], ["hello harwich _"])
    assert (one["entity"], "entity" in two) == (["harwich", "q9"], False)
    assert (one["author"], two["author"]) == (["ida brandt"], ["reader 2"])
    assert one["within_site"] == ["news.example.org", "example.org", "org"]


def test_no_words_are_stored() -> None:
    searcher = searcher_of([PAGE])
    found = searcher.search(tantivy.Query.all_query(), 10).hits
    stored = {name for _, address in found for name in searcher.doc(address).to_dict()}
    assert stored == {"doc_id", "voice", "month", "batch", "day"}
    assert schema() is schema()


def test_a_page_without_words_site_or_language_is_no_fault() -> None:
    assert len(list(documents(article("...", site="", language="")))) == 1


def test_days_are_numbers_and_back() -> None:
    assert [day_of(day_number(day)) for day in (date(2021, 7, 4), None)] == [date(2021, 7, 4), None]


def test_half_a_surrogate_pair_is_stored_as_a_question_mark() -> None:
    assert storable("a\ud83d") == "a?"
