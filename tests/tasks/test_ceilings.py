"""What is looked for in a page takes time by its length, not by the square: 20,000 items take four times 5,000."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest
from lxml import html
from lxml.html import HtmlElement

from tasks.dates.expressions.find import find_timexes
from tasks.dates.publication.bounds import Limits
from tasks.dates.publication.choice import publication_dates
from tasks.dates.publication.gather import gather
from tasks.dates.publication.machine_stamps import machine_stamps
from tasks.dates.publication.stamps import reader_for
from tasks.dates.publication.visible_stamps import text_stamps, visible_stamps
from tasks.dates.publication.whole_page import source_stamps
from tasks.entities import EMPTY
from tasks.entities.lexicon.gazetteer import Gazetteer, build_index
from tasks.entities.mentions import find_mentions
from tasks.parse import parse
from tasks.parse.base.limits import DEFAULT_LIMITS
from tasks.records import Kind, Layer, Page, RawDocument, Segment
from tasks.statements.find import find_statements
from tests.growth import assert_grows_by_length

SIZES = (5_000, 10_000, 20_000)

Item = Callable[[int], str]
ITEMS: dict[str, Item] = {
    "list items": lambda n: f"<li>entry {n} of the list</li>",
    "links in a list": lambda n: f"<li><a href='/x/{n}'>entry {n}</a> of the list</li>",
    "time elements": lambda n: f"<p><time datetime='x{n}'>no {n}</time> words</p>",
    "date classes": lambda n: f"<div class='post-date d{n}'>word {n}</div>",
    "microdata": lambda n: f"<div itemscope><span itemprop='datePublished' content='n{n}'>x</span></div>",
    "HTML comments": lambda n: f"<p>words {n}<!-- comment {n} --></p>",
    "headlines": lambda n: f"<h1>headline {n}</h1>",
    "numbers": lambda n: f"<a href='/x/{n}/12-34-{n}'>{n}-{n}</a> ",
}


def page_of(item: Item, count: int) -> HtmlElement:
    items = "".join(map(item, range(count)))
    tree: HtmlElement = html.fromstring(f"<html><head></head><body><div>{items}</div></body></html>")
    return tree


DATE_FINDERS: dict[str, Callable[[HtmlElement], object]] = {
    "visible_stamps": lambda tree: list(visible_stamps(tree, reader_for(tree, None))),
    "text_stamps": lambda tree: list(text_stamps(tree, reader_for(tree, None))),
    "machine_stamps": lambda tree: list(machine_stamps(tree, None, reader_for(tree, None))),
    "source_stamps": lambda tree: list(source_stamps(tree)),
    "gather": lambda tree: gather(tree, None, "", Limits(None, None, None)),
    "publication_dates": lambda tree: publication_dates(tree, None, None, ()),
}


@pytest.mark.parametrize("items", ITEMS)
@pytest.mark.parametrize("finder", DATE_FINDERS)
def test_a_finder_of_dates_takes_time_by_the_length_of_the_page(finder: str, items: str) -> None:
    assert_grows_by_length({count: partial(DATE_FINDERS[finder], page_of(ITEMS[items], count)) for count in SIZES})


COMMENT = "<div class='comment' id='c{n}'><b class='author'>Name{n}</b><p>This is what reader {n} says of it.</p></div>"
THREAD = "<ul class='children'><li class='comment' id='c{n}'><b>Name{n}</b><p>Reader {n} says so.</p></li></ul>"
POST = "Name{n} says:\nJuly 5, 2021 at 9:15 AM\nSome words {n} of what a reader wrote.\nReply\n"
STORY = f"<h1>The ferry stays</h1><p>{'The council has voted to keep the ferry going for years. ' * 9}</p>"
WHOLE_PAGES = {
    "comments in markup": lambda count: STORY + "".join(COMMENT.format(n=n) for n in range(count)),
    "answers in lists": lambda count: STORY + "".join(THREAD.format(n=n) for n in range(count)),
    "comments of HTML": lambda count: STORY + "".join(f"<p>word {n}<!-- {n} --></p>" for n in range(count)),
    "posts without markup": lambda count: "The ferry stays\n\n" + "".join(POST.format(n=n) for n in range(count)),
}


@pytest.mark.parametrize("kind", WHOLE_PAGES)
def test_reading_a_page_takes_time_by_its_length(kind: str) -> None:
    def read(count: int) -> None:
        content = WHOLE_PAGES[kind](count)
        wrapped = f"<html><body>{content}</body></html>" if content.startswith("<") else content
        parse(RawDocument(wrapped.encode(), "page"), DEFAULT_LIMITS)

    assert_grows_by_length({count: partial(read, count // 5) for count in SIZES})


def text_page(line: str, count: int) -> Page:
    """A page of one paragraph a line."""
    text, segments, start = "", [], 0
    lines = [line.format(n=n) for n in range(count)]
    for number, each in enumerate(lines):
        segments.append(Segment(number, None, Layer.ARTICLE, Kind.PARAGRAPH, start, start + len(each), "given"))
        start += len(each) + 1
    text = "\n".join(lines)
    return Page(format="text", text=text, segments=tuple(segments))


LINES = {
    "names": "President Maria Okonta{n} met Tariq Belhadi in Kabul.",
    "times": "They came on Tuesday, 4 July 2021, and left in May; {n} stayed until last week.",
    "quotations": "“We will open road {n} on Monday,” said Maria Okonta{n}. “Yes,” he said.",
}


@pytest.mark.parametrize("kind", LINES)
def test_finding_in_text_takes_time_by_its_length(kind: str) -> None:
    gazetteer = Gazetteer(build_index([]))
    pages = {count: text_page(LINES[kind], count // 10) for count in SIZES}
    mentions = {count: find_mentions(page, gazetteer, EMPTY) for count, page in pages.items()}
    assert_grows_by_length({n: partial(find_mentions, page, gazetteer, EMPTY) for n, page in pages.items()})
    assert_grows_by_length({n: partial(find_timexes, page) for n, page in pages.items()})
    assert_grows_by_length({n: partial(find_statements, page, mentions[n]) for n, page in pages.items()})
