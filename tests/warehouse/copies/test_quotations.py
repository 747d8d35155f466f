"""Articles that are quoted whole inside other documents are found by their text."""

from __future__ import annotations

import json
from pathlib import Path

from flows.job.settings import Settings
from flows.maintain import recompute_duplicates
from tasks.text.compared_words import words
from tests.flows.archives import article, ingest
from tests.warehouse.copies.test_decide import RULES, Press, prose
from warehouse.ask.database import open_warehouse
from warehouse.ask.soundness import inspect
from warehouse.copies.quotations import MatchedQuotation, Quotation, match_quotations


def matched(press: Press, *quotations: Quotation, archive: list[str], batch: list[str]) -> list[MatchedQuotation]:
    archived = press.archive(archive)
    files = [press.file("batch", batch)], archived
    return match_quotations(quotations, files, press.read, RULES)


def a_press(folder: Path) -> Press:
    press = Press(folder)
    press.add("archived", prose(1))
    press.add("new", prose(2), day=1)
    press.add("quoting", prose(3), day=2)
    return press


def test_a_quotation_is_matched_with_the_article_of_the_archive_or_the_batch(tmp_path: Path) -> None:
    press = a_press(tmp_path)
    one = Quotation("quoting", 4, "A headline of its own\nBy Ann Lee\n" + press.bodies["archived"])
    two = Quotation("quoting", 7, press.bodies["new"])
    found = matched(press, one, two, archive=["archived"], batch=["new", "quoting"])
    assert [(match.segment_id, match.original_id) for match in found] == [(4, "archived"), (7, "new")]
    assert found[1].score == 1.0
    for span in found[0].evidence:
        quoted = one.text[span.start : span.end]
        assert words(quoted) == words(press.bodies["archived"][span.original_start : span.original_end])


def test_part_of_an_article_is_matched_and_a_passing_phrase_is_not(tmp_path: Path) -> None:
    press = a_press(tmp_path)
    half = press.bodies["archived"][: len(press.bodies["archived"]) // 2]
    phrase = " ".join([*press.bodies["archived"].split()[:12], *prose(9, 60).split()])
    part, passing = Quotation("quoting", 1, half), Quotation("quoting", 2, phrase)
    found = matched(press, part, passing, archive=["archived"], batch=["quoting"])
    assert [match.segment_id for match in found] == [1]


def test_a_document_does_not_quote_itself_and_short_quotations_are_left_alone(tmp_path: Path) -> None:
    press = a_press(tmp_path)
    own = Quotation("quoting", 1, press.bodies["quoting"])
    short = Quotation("quoting", 2, "The bridge is closed until noon.")
    empty = Quotation("quoting", 3, "")
    assert matched(press, own, short, empty, archive=["archived"], batch=["quoting"]) == []


def comment(number: int, text: str) -> str:
    return (
        f'<li class="comment" id="comment-{number}"><div class="comment-author"><cite class="fn">Ann {number}</cite>'
        f'</div><div class="comment-meta"><time datetime="2021-07-0{number}T10:00:00Z">July {number}, 2021</time></div>'
        f'<div class="comment-content">{text}</div></li>'
    )


def write_quoting_page(folder: Path) -> None:
    """An article (`old.jsonl`), and the page of another under which a reader quotes it whole (`page.html`)."""
    quoted = article(3)
    lines = quoted.split("\n")
    quotation = "<p>Read this:</p><p>QUOTE</p>" + "".join(f"<p>{line}</p>" for line in lines) + "<p>UNQUOTE</p>"
    page = "".join(
        (
            "<html><head><title>Ferry timetable changes</title></head><body><article><h1>Ferry timetable changes</h1>",
            "".join(f"<p>{line}</p>" for line in article(5).split("\n")[1:]),
            '</article><div id="comments"><h2>2 comments</h2><ol class="commentlist">',
            comment(1, quotation),
            comment(2, "<p>I had read it already, and I do not believe a word of what it says.</p>"),
            "</ol></div></body></html>",
        )
    )
    (folder / "old.jsonl").write_text(json.dumps({"id": "old", "url": "https://a.example/3", "text": quoted}))
    (folder / "page.html").write_text(page)


MATCHED = """
SELECT documents.source_id, quotations.score > 0.7
FROM quoted_documents JOIN documents ON documents.doc_id = matched_doc_id
JOIN quotations ON quotations.doc_id = quoted_documents.doc_id
"""


def test_the_archive_names_the_article_that_a_reader_quotes(tmp_path: Path) -> None:
    write_quoting_page(tmp_path)
    ingest(tmp_path / "w", tmp_path / "old.jsonl")
    ingest(tmp_path / "w", tmp_path / "page.html")
    with open_warehouse(tmp_path / "w") as opened:
        assert list(inspect(opened)) == []
        assert opened.rows(MATCHED)[1] == [("old", True)]


def test_an_article_that_comes_after_its_quotation_is_found_when_the_archive_is_decided_anew(tmp_path: Path) -> None:
    write_quoting_page(tmp_path)
    ingest(tmp_path / "w", tmp_path / "page.html")
    ingest(tmp_path / "w", tmp_path / "old.jsonl")
    with open_warehouse(tmp_path / "w") as opened:
        assert opened.rows(MATCHED)[1] == []
    first, second = (recompute_duplicates(tmp_path / "w", Settings()).quotations for _ in range(2))
    assert (first.quotation_count, first.changed_count, second.changed_count) == (1, 1, 0)
    with open_warehouse(tmp_path / "w") as opened:
        assert list(inspect(opened)) == []
        assert opened.rows(MATCHED)[1] == [("old", True)]


def test_a_quotation_of_an_address_that_comes_later_is_matched_by_it(tmp_path: Path) -> None:
    write_quoting_page(tmp_path)
    other = {"id": "other", "url": "https://b.example/9", "text": article(9)}
    page = (tmp_path / "page.html").read_text().replace("<p>UNQUOTE</p>", "<p>https://b.example/9</p><p>UNQUOTE</p>")
    (tmp_path / "page.html").write_text(page)
    (tmp_path / "other.jsonl").write_text(json.dumps(other))
    ingest(tmp_path / "w", tmp_path / "page.html")
    ingest(tmp_path / "w", tmp_path / "other.jsonl")
    found = recompute_duplicates(tmp_path / "w", Settings()).quotations
    with open_warehouse(tmp_path / "w") as opened:
        urls = opened.rows("SELECT url, matched_doc_id IS NOT NULL FROM quoted_documents")[1]
    assert (found.changed_count, urls) == (1, [("https://b.example/9", True)])
