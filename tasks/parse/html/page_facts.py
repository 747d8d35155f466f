"""Facts about an HTML page as a whole: schema.org types, headline links, paywall, stated length, stated sources.

They are read before the article is extracted, since that changes the tree.

What belongs here: reading markup. What does not: what follows from it (parts/page_types.py, parts/access.py,
parts/origins.py), the article's own head (metadata.py).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Any, cast

import ahocorasick
from lxml import etree
from lxml.html import HtmlElement

from tasks.parse.base.article_vocabulary import article_words
from tasks.parse.head.linked_data import article_node, node_types, string
from tasks.records import Judgement

SHORTEST_CALL, LONGEST_CALL = 12, 400  # characters of an element that asks for a subscription
MOST_LINKS = 3000  # of a page that are looked at; bounds the time of a hostile one
MOST_ELEMENTS = 4000  # … likewise
MOST_PIECES = 20  # of the text of a link
HEADLINE_WORDS = 5  # of a link that may be another page's headline
MOST_STATED_WORDS = 1_000_000  # of one article; more is a mistake of the page
_ITEM_TYPES = cast("Callable[[HtmlElement], list[str]]", etree.XPath("./*//@itemtype", smart_strings=False))
_CALLING = ("p", "div", "span", "h2", "h3", "h4", "a", "strong")
_ORIGIN_NAMES = ("original-source", "syndication-source")  # as Google News defined them


@lru_cache(maxsize=1)
def _calls() -> ahocorasick.Automaton:
    automaton = ahocorasick.Automaton()
    for phrase in article_words()["access"]["paywalled"]:
        automaton.add_word(phrase, phrase)
    automaton.make_automaton()
    return automaton


def is_call(text: str) -> bool:
    """Whether a line asks for a subscription."""
    return _calls_in(text[:LONGEST_CALL])


def _calls_in(text: str) -> bool:
    return next(_calls().iter(text.lower().replace("’", "'")), None) is not None


@dataclass(frozen=True, slots=True)
class PageFacts:
    """Facts about a page.

    `types` are those of schema.org (`NewsArticle`), `open_graph` is its og:type. `headline_links` counts the different
    links of five words or more. `access` is True where the page states a paywall, `stated_words` the length it states.
    `origins` are (rule, address) of the sources that its head names.
    """

    types: frozenset[str] = frozenset()
    open_graph: str = ""
    headline_links: int = 0
    access: Judgement = Judgement()
    has_call: bool = False  # a short element asks for a subscription
    stated_words: int | None = None
    origins: tuple[tuple[str, str], ...] = ()


def read_facts(tree: HtmlElement, nodes: Sequence[dict[str, Any]]) -> PageFacts:
    """Read the facts of a page; `nodes` are those of its JSON-LD (linked_data.linked_nodes). `tree` is not changed."""
    tags = {
        (tag.get("property") or tag.get("name") or "").lower(): tag.get("content") or "" for tag in tree.iter("meta")
    }
    node = article_node(nodes)
    return PageFacts(
        types=frozenset(_microdata_types(tree)) | node_types(nodes),
        open_graph="article" if "article:published_time" in tags else tags.get("og:type", "").strip().lower(),
        headline_links=_headline_links(tree),
        access=_stated_access(node, tags),
        has_call=_has_call(tree),
        stated_words=_stated_words(node),
        origins=tuple(_origins(node, tags)),
    )


def _microdata_types(tree: HtmlElement) -> Iterator[str]:
    for types in _ITEM_TYPES(tree)[:MOST_ELEMENTS]:
        for part in types.split():
            yield part.rstrip("/").rsplit("/", 1)[-1]


def _headline_links(tree: HtmlElement) -> int:
    texts = (
        link.text or "" if len(link) == 0 else "".join(map(str, islice(link.itertext(), MOST_PIECES)))
        for link in islice(tree.iter("a"), MOST_LINKS)
    )
    return len({" ".join(words) for words in map(str.split, texts) if len(words) >= HEADLINE_WORDS})


def _stated_access(node: dict[str, Any], tags: dict[str, str]) -> Judgement:
    """What the page states for machines: schema.org isAccessibleForFree, or its content tier; open without either."""
    stated = str(node.get("isAccessibleForFree")).strip().lower().rsplit("/", 1)[-1]
    if stated in ("true", "false"):
        return Judgement(stated == "false", "stated-access")
    tier = tags.get("article:content_tier", "").strip().lower()
    return Judgement(tier == "locked", "stated-tier") if tier in ("free", "locked") else Judgement()


def _has_call(tree: HtmlElement) -> bool:
    """Whether an element begins with such a call; its own first text is enough, since calls are short."""
    texts = (element.text or "" for element in islice(tree.iter(*_CALLING), MOST_ELEMENTS))
    return _calls_in("\n".join(text for text in texts if SHORTEST_CALL <= len(text) <= LONGEST_CALL))


def _stated_words(node: dict[str, Any]) -> int | None:
    """Words of the article as the page states them: schema.org wordCount, else those of its articleBody."""
    stated = str(node.get("wordCount") or "").strip()
    if stated.isascii() and stated.isdecimal() and 0 < int(stated[:9]) < MOST_STATED_WORDS:
        return int(stated)
    body = string(node.get("articleBody"))
    return None if body is None else len(body.split())


def _origins(node: dict[str, Any], tags: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Addresses that the head calls the article's source."""
    based = node.get("isBasedOn")
    address = based.get("url") or based.get("@id") if isinstance(based, dict) else based
    if isinstance(address, str):
        yield "stated-source", address
    for name in _ORIGIN_NAMES:
        if tags.get(name):
            yield "stated-source", tags[name]
