"""What an HTML page says about its article: title, standfirst, authors, canonical link, declared language.

What belongs here: the record and its order of reading. What does not: how each is chosen (titles, authors,
standfirsts), dates (tasks.dates.publication), the language of the text (text/language.py), normal forms of addresses.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin

from lxml.html import HtmlElement

from tasks.parse.head.authors import Publisher, chosen_authors, labelled_authors, publisher_of, stated_authors
from tasks.parse.head.linked_data import article_node, linked_nodes
from tasks.parse.head.marks import labelled_elements, meta_values, squeezed
from tasks.parse.head.printed_bylines import printed_byline, printed_bylines
from tasks.parse.head.standfirsts import described_standfirst, marked_standfirst
from tasks.parse.head.titles import title_of
from tasks.text.addresses import canonical_url, site_of
from tasks.text.bylines import split_authors


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the page says; None and () where it does not, or not clearly. `standfirst` may be the body's beginning."""

    title: str | None = None
    standfirst: str | None = None
    is_standfirst_marked: bool = False  # by a class or an id, not only by the page's description
    authors: tuple[str, ...] = ()
    byline: str | None = None  # as printed
    canonical: str | None = None  # absolute, not normalised
    language: str | None = None  # as declared
    publisher: Publisher = field(default_factory=Publisher)


def read_metadata(tree: HtmlElement, url: str | None = None, nodes: Sequence[dict[str, Any]] | None = None) -> Metadata:
    """Read the page's own statements; `tree` is not changed. `nodes` are those of its linked data, if read already."""
    values = meta_values(tree)
    tags = {name: contents[0] for name, contents in values.items()}
    nodes = linked_nodes(tree) if nodes is None else nodes
    node = article_node(nodes)
    labelled = labelled_elements(tree)
    title = title_of(tree, labelled, tags, node)
    standfirst = marked_standfirst(labelled, title)
    bylines = printed_bylines(tree, labelled)
    stated = stated_authors(values, node, nodes)
    publisher = publisher_of(values, node, nodes, url)
    printed = [split_authors(byline) for byline in bylines]
    authors = chosen_authors([*stated, *printed, *labelled_authors(values)], publisher)
    byline = printed_byline(bylines, authors)
    return Metadata(
        title=title,
        standfirst=standfirst or described_standfirst(tree, tags),
        is_standfirst_marked=standfirst is not None,
        authors=authors,
        byline=None if byline is None else squeezed(byline),
        canonical=_canonical(tree, tags, url),
        language=tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or tree.get("xml:lang")
        or tags.get("og:locale") or tags.get("content-language"),
        publisher=publisher,
    )  # fmt: skip


def _canonical(tree: HtmlElement, tags: dict[str, str], url: str | None) -> str | None:
    """The page's own address; a link to a site's front page is a template's mistake when the page lies elsewhere."""
    links = [link.get("href") for link in tree.iter("link") if "canonical" in (link.get("rel") or "").lower().split()]
    for link in (*links, tags.get("og:url")):
        try:
            absolute = urljoin(url or "", (link or "").strip()) if link else ""
        except ValueError:  # a broken IPv6 host
            continue
        normal = canonical_url(absolute)
        if normal is None or (url is not None and _is_front_page(normal) and not _is_front_page(url)):
            continue
        return absolute
    return None


def _is_front_page(url: str) -> bool:
    site = site_of(url)
    return site is not None and url.rstrip("/").endswith(site)
