"""What kind of page a document is, what it withholds, and by which rules. All pages are made up."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tasks.parse import parse
from tasks.parse.base.assembly import Block
from tasks.parse.html.page_facts import PageFacts
from tasks.parse.parts.page_types import page_type, running_words
from tasks.records import Judgement, Kind, Layer, Page, PageType, RawDocument

TEXT = (
    "The harbour board closed the northern lock on Tuesday after divers found a crack in the lower gate. "
    "Ships of more than forty metres must wait outside until the gate has been lifted, the board said. "
    "Engineers expect the repair to take eleven days, and nobody can say yet what it is going to cost the town."
)
BODY = f"<p>{TEXT}</p>"
THINGS = ("lock", "bridge", "ferry", "crane", "tower", "market", "school", "museum", "station", "tunnel")
LONG = "".join(
    f"<p>The {thing} has a keeper of its own, who told us what the town spends on each {thing} in year {n}. "
    f"Nobody at the {thing} could say whether {n + 40} men are enough for the work that a {thing} needs in spring.</p>"
    for n, thing in enumerate(THINGS)
)
TEASERS = "".join(
    f'<div><h3><a href="/news/{n}">Harbour board closes lock number {n} after divers find a crack</a></h3></div>'
    for n in range(30)
)
BASE = "https://quay.example"


def page(body: str, path: str = "/news/lock-closed", head: str = "", **linked: object) -> Page:
    script = f'<script type="application/ld+json">{json.dumps(linked)}</script>' if linked else ""
    head = f"<head><title>Lock closed</title>{head}{script}</head>"
    markup = f"<html lang=en>{head}<body><h1>Lock closed</h1>{body}</body></html>"
    return parse(RawDocument(markup.encode(), "page.html", url=BASE + path))


def node(kind: str, **fields: object) -> dict[str, object]:
    return {"@type": kind, **fields}


def kind(page: Page) -> tuple[PageType | None, str | None]:
    return page.page_type, page.page_type_rule


def test_a_page_that_states_an_article_is_one() -> None:
    assert kind(page(LONG, **node("NewsArticle"))) == (PageType.ARTICLE, "stated-article")
    tag = '<meta property="og:type" content="article">'
    assert kind(page(LONG, head=tag)) == (PageType.ARTICLE, "stated-article")


def test_a_page_of_running_text_is_an_article_without_saying_so() -> None:
    assert kind(page(LONG)) == (PageType.ARTICLE, "running-text")


def test_a_page_of_headlines_is_a_listing() -> None:
    assert page(TEASERS, path="/category/harbour").page_type is PageType.LISTING
    assert kind(page(TEASERS, path="/")) == (PageType.LISTING, "front-page")


def test_a_forum_is_told_by_its_statement_or_its_address() -> None:
    assert kind(page(LONG, **node("DiscussionForumPosting"))) == (PageType.FORUM, "stated-forum")
    assert kind(page(LONG, path="/forum/viewtopic.php?t=4")) == (PageType.FORUM, "forum-address")


def test_a_product_is_something_else() -> None:
    assert kind(page(LONG, **node("Product"))) == (PageType.OTHER, "stated-other")


def test_plain_text_of_a_line_or_two_is_of_no_known_kind() -> None:
    assert kind(parse(RawDocument(b"Lock closed\nSee the board.", "page.txt"))) == (None, None)
    assert kind(parse(RawDocument(TEXT.encode(), "page.txt")))[1] in ("running-text", None)


@pytest.mark.parametrize(
    ("stated", "answer"), [(False, True), ("False", True), (True, False), ("http://schema.org/True", False)]
)
def test_access_is_what_the_page_states(stated: object, answer: bool) -> None:
    found = page(LONG, **node("NewsArticle", isAccessibleForFree=stated)).paywalled
    assert found == Judgement(answer, "stated-access")


@pytest.mark.parametrize(
    "call",
    [
        "Subscribe to continue reading",
        "Weiterlesen mit Abo",
        "La suite est réservée aux abonnés.",
        "Suscríbete para seguir leyendo",
    ],
)
def test_a_call_to_subscribe_below_a_short_text_tells_a_paywall(call: str) -> None:
    found = page(f"{BODY}<div class=wall><p>{call}</p></div>")
    assert found.paywalled == Judgement(True, "call-to-subscribe")
    assert found.truncated.value is True


def test_a_call_to_subscribe_beside_a_long_text_tells_nothing() -> None:
    assert page(LONG + "<p>Subscribe to continue reading our newsletter</p>").paywalled == Judgement()


def test_without_a_word_about_it_access_and_completeness_are_open() -> None:
    found = page(LONG)
    assert (found.paywalled, found.truncated) == (Judgement(), Judgement())


@pytest.mark.parametrize(
    ("end", "rule"),
    [
        (" The mayor spoke of a […]", "ends-in-brackets"),
        (" The mayor spoke of a [+1834 chars]", "ends-in-brackets"),
        (" The mayor spoke of a disaster for the whole of", "ends-inside-a-sentence"),
    ],
)
def test_a_text_that_breaks_off_is_truncated(end: str, rule: str) -> None:
    text = f"Lock closed\n\n{TEXT}\n\n{TEXT.replace('lock', 'bridge')}{end}"
    assert parse(RawDocument(text.encode(), "page.txt")).truncated == Judgement(True, rule)


def test_a_text_as_long_as_stated_is_whole() -> None:
    found = page(LONG, **node("NewsArticle", wordCount=450))
    assert found.truncated == Judgement(False, "stated-length")


# ---- at the edges of the rules


def told(
    words: int, url: str | None = "https://quay.example/news/lock", **facts: Any
) -> tuple[PageType | None, str | None]:
    block = Block("word " * (words - 1) + "end.", Layer.ARTICLE, Kind.PARAGRAPH, "test")
    return page_type(PageFacts(**facts), [block], url, is_thread=False)


def test_a_page_without_any_statement_is_an_article_from_60_words_on() -> None:
    assert told(60) == (PageType.ARTICLE, "running-text")
    assert told(59) == (PageType.OTHER, "little-text")
    assert told(60, url=None) == (PageType.ARTICLE, "running-text")


def test_a_plain_text_is_an_article_from_40_words_on() -> None:
    def plain(words: int) -> tuple[PageType | None, str | None]:
        block = Block("word " * (words - 1) + "end.", Layer.ARTICLE, Kind.PARAGRAPH, "test")
        return page_type(None, [block], None, is_thread=False)

    assert plain(40) == (PageType.ARTICLE, "running-text")
    assert plain(39) == (None, None)


def test_links_prevail_from_twelve_on_where_there_are_less_than_40_words() -> None:
    assert told(39, headline_links=12) == (PageType.LISTING, "links-prevail")
    assert told(40, headline_links=12) == (PageType.OTHER, "little-text")
    assert told(39, headline_links=11) == (PageType.OTHER, "little-text")


def test_on_a_front_page_and_a_stated_listing_there_are_less_than_twelve_words_for_each_link() -> None:
    front = "https://quay.example/index.html"
    assert told(143, front, headline_links=12) == (PageType.LISTING, "front-page")
    assert told(144, front, headline_links=12) == (PageType.OTHER, "front-page")
    assert told(100, front, headline_links=11) == (PageType.OTHER, "front-page")
    assert told(100, f"{front}?p=4") == (PageType.ARTICLE, "running-text")
    types = frozenset({"CollectionPage"})
    assert told(143, headline_links=12, types=types) == (PageType.LISTING, "stated-listing")
    assert told(144, headline_links=12, types=types) == (PageType.ARTICLE, "running-text")


def test_what_a_page_states_goes_before_its_address() -> None:
    forum, shop = "https://forum.quay.example/x", "https://quay.example/shop/x"
    assert told(60, forum) == (PageType.FORUM, "forum-address")
    assert told(60, shop) == (PageType.OTHER, "other-address")
    assert told(60, shop, types=frozenset({"Article"})) == (PageType.ARTICLE, "stated-article")
    assert told(60, shop, types=frozenset({"Article", "QAPage"})) == (PageType.FORUM, "stated-forum")
    assert told(60, forum, open_graph="product.item") == (PageType.OTHER, "stated-other")


def test_open_graph_is_believed_with_40_words() -> None:
    assert told(40, open_graph="article") == (PageType.ARTICLE, "stated-article")
    assert told(39, open_graph="article") == (PageType.OTHER, "little-text")


def test_a_listings_address_has_its_word_among_the_last_two_parts() -> None:
    assert told(60, "https://quay.example/news/Tag/locks.html") == (PageType.LISTING, "listing-address")
    assert told(60, "https://quay.example/tag/news/locks") == (PageType.ARTICLE, "running-text")
    assert told(60, "https://quay.example/tag/locks", types=frozenset({"Product"})) == (
        PageType.LISTING,
        "listing-address",
    )


def test_running_text_is_that_of_paragraphs_of_twelve_words() -> None:
    def block(words: int, **fields: Any) -> Block:
        text = "word " * (words - 1) + "end."
        return Block(**{"text": text, "layer": Layer.ARTICLE, "kind": Kind.PARAGRAPH, "rule": "test", **fields})

    assert running_words([block(12), block(11), block(20)]) == 32
    assert running_words([block(12, layer=Layer.COMMENT), block(12, kind=Kind.HEADING)]) == 0


def test_a_thread_is_a_forum_whatever_it_states() -> None:
    facts = PageFacts(types=frozenset({"Article"}))
    assert page_type(facts, [], None, is_thread=True) == (PageType.FORUM, "opening-post")
