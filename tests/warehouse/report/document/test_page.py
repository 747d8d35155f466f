"""The page of a document shows every segment with its rule, findings, dates and copies; hostile text stays text."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

import pytest

from tests.flows.archives import ingest
from tests.flows.test_growing_archive import press, write
from warehouse.ask.database import Warehouse, open_warehouse
from warehouse.report.document.gather import gather
from warehouse.report.document.page import as_precise, document_page, render

ATTACK = '</p><script>alert("x")</script> {{ 7 * 7 }}'
PAGE = f"""<html lang="en"><head><title>Ferry</title>
<meta property="article:published_time" content="2021-07-04T00:30:00+02:00"></head>
<body><nav><a href="/">Home</a> <a href="/news">News</a></nav>
<article><h1>Harwich keeps its ferry {ATTACK.replace("<", "&lt;")}</h1>
<p>By Ida Brandt</p>
<p>The council of Harwich voted on Monday to keep the ferry, although it lost money every year since the bridge.</p>
<p>“A ferry is a conversation of seven minutes,” said Tom Okello, who has run it for twenty years in Harwich.</p>
</article>
<section class="comments"><h3>1 comment</h3><ul><li class="comment" id="comment-1"><span class="author">Kim</span>
<time datetime="2021-07-05T09:12:00Z">July 5, 2021 at 9:12 am</time>
<p>Seven minutes? I have waited an hour for those, Tom Okello.</p></li></ul></section>
</body></html>"""


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Warehouse]:
    folder = tmp_path_factory.mktemp("inspected")
    (folder / "in").mkdir()
    (folder / "in" / "ferry.html").write_text(PAGE, encoding="utf-8")
    (folder / "in" / "nothing.html").write_bytes(b"")
    write(folder / "in" / "press.jsonl", [row for row in press() if row["id"] in ("0-full", "0-local", "0-copy")])
    ingest(folder / "w", folder / "in")
    with open_warehouse(folder / "w") as opened:
        yield opened


def id_of(archive: Warehouse, condition: str) -> str:
    [[doc_id]] = archive.rows(f"SELECT doc_id FROM documents WHERE {condition}")[1]
    return str(doc_id)


def ferry(archive: Warehouse) -> str:
    return id_of(archive, "source LIKE '%ferry.html'")


def words_of(page: str) -> str:
    return html.unescape(re.sub("<[^>]*>", "", page))


def test_every_segment_of_the_document_stands_on_the_page_with_its_rule(archive: Warehouse) -> None:
    doc_id = ferry(archive)
    page = render(document_page(archive, doc_id[:12]))
    rows = gather(archive, doc_id)
    assert rows.segments and rows.article
    assert {str(row["kind"]) for row in rows.segments} >= {"title", "paragraph", "comment"}
    shown = words_of(page)
    for segment in rows.segments:
        assert f'id="segment-{segment["segment_id"]}"' in page
        assert str(segment["rule"]) in shown
    parents = {row["parent_id"] for row in rows.segments}
    for leaf in (row for row in rows.segments if row["segment_id"] not in parents):
        text = str(rows.article["text"])[int(str(leaf["start"])) : int(str(leaf["end"]))]
        assert text in shown


def test_names_times_and_statements_are_marks_that_say_what_they_mean(archive: Warehouse) -> None:
    page = render(document_page(archive, ferry(archive)))
    assert re.search(r'<span class="name" title="person: Tom Okello[^"]*% sure\)">Tom Okello</span>', page)
    assert re.search(
        r'<span class="time" title="date: 2021-06-28, reckoned from the day of publication">Monday</span>', page
    )
    assert re.search(r'<span class="said" title="direct statement of Tom Okello">.A ferry is', page)


def test_comments_say_who_wrote_them_and_names_are_counted_by_layer(archive: Warehouse) -> None:
    shown = document_page(archive, ferry(archive))
    [comment] = [p for stretch in shown.stretches for p in stretch.passages if p.layer == "comment" and p.heading]
    assert comment.heading.endswith("by Kim, 2021-07-05 09:12:00")
    [tom] = [row for row in shown.names if row.name == "Tom Okello"]
    assert (tom.kind, tom.by_layer) == ("person", (1, 1, 0, 0))


def test_dates_have_their_reasons_and_the_publishers_own_day(archive: Warehouse) -> None:
    shown = document_page(archive, ferry(archive))
    published = next(fact for fact in shown.facts if fact.label == "Published")
    assert published.value == "2021-07-03 22:30:00 UTC; the publisher's day is 2021-07-04"
    assert published.why.startswith("meta, ")
    assert [row["is_chosen"] for row in shown.dates if row["role"] == "published"].count(True) == 1
    assert "Every date that the page offered" in render(shown)


def test_furniture_is_folded_and_counted(archive: Warehouse) -> None:
    shown = document_page(archive, ferry(archive))
    folded = [stretch for stretch in shown.stretches if stretch.is_furniture]
    assert folded
    assert f"<summary>{len(folded[0].passages)} segment" in render(shown)
    assert all(not stretch.is_furniture for stretch in shown.stretches if stretch.passages[0].layer == "article")


def test_hostile_words_stay_words(archive: Warehouse) -> None:
    page = render(document_page(archive, ferry(archive)))
    assert "<script" not in page
    assert "{{ 7 * 7 }}" in page
    assert "default-src 'none'" in page
    assert not re.search(r'(?:src|href)="(?!#)', page)  # nothing is fetched and no link leaves the page


def test_a_refused_document_has_a_page_that_says_why(archive: Warehouse) -> None:
    shown = document_page(archive, id_of(archive, "status = 'rejected'"))
    assert shown.facts[0].value == "rejected"
    assert shown.facts[0].why.startswith("empty")
    assert shown.inspected is None
    assert "Every date" not in render(shown)


def test_a_copy_stands_beside_its_original_and_what_differs_is_marked(archive: Warehouse) -> None:
    local = render(document_page(archive, id_of(archive, "source_id = '0-local'")))
    assert 'class="differs"' in local
    assert 'class="shared"' in local
    assert "Its group has 3 documents" in local
    exact = render(document_page(archive, id_of(archive, "source_id = '0-copy'")))
    assert "Names, times and statements" in exact or "exact" in exact


@pytest.mark.parametrize(
    ("precision", "shown"),
    [
        ("year", "2021"),
        ("month", "2021-07"),
        ("day", "2021-07-04"),
        ("minute", "2021-07-04 20:18 UTC"),
        ("local_minute", "2021-07-04 20:18"),
        ("second", "2021-07-04 20:18:09 UTC"),
        ("local_second", "2021-07-04 20:18:09"),
    ],
)
def test_a_time_is_shown_with_as_much_as_is_known_of_it(precision: str, shown: str) -> None:
    assert as_precise("2021-07-04 20:18:09", precision) == shown
