"""What an HTML page says about its article: title, standfirst, authors, canonical link, declared language.

What belongs here: reading markup and metadata, choosing between them. What does not: dates (tasks.dates.publication),
the language of the text (text/language.py), normal forms of addresses (text/addresses.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

from lxml.html import HtmlElement

from tasks.parse.base.folding import letters_of
from tasks.parse.base.tree_text import inline_text
from tasks.parse.html.linked_data import article_node, linked_nodes, names, string
from tasks.parse.source.decode import clean
from tasks.text.addresses import canonical_url, site_of
from tasks.text.bylines import split_authors

LONGEST_TITLE = 300  # characters; set by hand, a printed headline has far fewer
STANDFIRST_LENGTH = (25, 600)  # characters
MOST_CANDIDATES = 200  # elements looked at for one field

# In names in lower case.
_TITLE_MARKS = re.compile(
    r"(?:^|[\s_-])(?:(?:entry|post|article|story|page|content|news|main|node|single|thread|topic)[-_]{0,2}(?:title|heading|headline|name)"
    r"|headline|p-name|title)(?:$|[\s_-])"
)
_STANDFIRST_MARKS = re.compile(
    r"(?:^|[\s_-])(?:standfirst|stand-first|sub-?title|sub-?headline|sub-?head|dek|deck|strap-?line|lead-?in|sapo|chapo|vorspann|teaser-?text"
    r"|(?:article|entry|post|story|page)[-_]{1,2}(?:summary|subtitle|subheading|intro|lead|lede|description|dek|deck|excerpt))(?:$|[\s_-])"
)
_BYLINE_MARKS = re.compile(
    r"(?:^|[\s_-])(?:by-?line|(?:article|post|entry|story|meta|news)?[-_]{0,2}author(?:[-_]{0,2}(?:name|s|link|url))?|writer|fn|p-author|posted-?by|submitted-?by)(?:$|[\s])"
)
_AUTHOR_NAMES = ("author", "article:author", "dc.creator", "dcterms.creator", "parsely-author", "sailthru.author",
    "byl", "og:article:author", "citation_author", "cxenseparse:author", "twitter:creator:name")  # fmt: skip
_SEPARATOR = re.compile(r"\s+[|\-–—»:·•/]+\s+|\s*[|»·•]\s*|:\s+")
_HEADINGS = ("h1", "h2", "h3", "h4")
_TITLE_TAGS = frozenset({"h2", "h3", "h4", "div", "span", "p", "td"})
_STANDFIRST_TAGS = frozenset({"p", "h2", "h3", "h4", "div", "span"})
_BYLINE_TAGS = frozenset({"p", "div", "span", "a", "address", "h3", "h4", "li", "cite", "em"})
_MARKED = _TITLE_TAGS | _STANDFIRST_TAGS | _BYLINE_TAGS

Labelled = Sequence[tuple[HtmlElement, str]]


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


def read_metadata(tree: HtmlElement, url: str | None = None, nodes: Sequence[dict[str, Any]] | None = None) -> Metadata:
    """Read the page's own statements; `tree` is not changed. `nodes` are those of its linked data, if read already."""
    tags = _meta_tags(tree)
    node = article_node(linked_nodes(tree) if nodes is None else nodes)
    labelled = _labelled(tree)
    title = _title(tree, labelled, tags, node)
    stated = _stated_authors(tags, node)
    byline = _printed_byline(labelled, stated)
    standfirst = _marked_standfirst(labelled, title)
    sites = [letters_of(name) for name in (tags.get("og:site_name"), tags.get("application-name")) if name]
    authors = tuple(author for author in stated or _printed_authors(tree, byline) if letters_of(author) not in sites)
    return Metadata(
        title=title,
        standfirst=standfirst or _described_standfirst(tree, tags),
        is_standfirst_marked=standfirst is not None,
        authors=authors,
        byline=byline,
        canonical=_canonical(tree, tags, url),
        language=tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or tree.get("xml:lang")
        or tags.get("og:locale") or tags.get("content-language"),
    )  # fmt: skip


def _squeezed(text: str | None) -> str:
    return " ".join(clean(text or "").split())


def _meta_tags(tree: HtmlElement) -> dict[str, str]:
    """Contents of <meta> by lower-case name, the first one that is not blank."""
    tags: dict[str, str] = {}
    for tag in tree.iter("meta"):
        name = tag.get("property") or tag.get("name") or tag.get("http-equiv") or tag.get("itemprop")
        content = _squeezed(tag.get("content"))
        if name and content:
            tags.setdefault(name.lower(), content)
    return tags


def _labelled(tree: HtmlElement) -> Labelled:
    """Elements that may bear a mark, each with its class and id in lower case, where it has one of them."""
    labels = ((element, f"{element.get('class') or ''} {element.get('id') or ''}") for element in tree.iter(*_MARKED))
    return [(element, label.lower()) for element, label in labels if label != " "]


def _marked(labelled: Labelled, marks: re.Pattern[str], tags: Set[str]) -> Iterator[HtmlElement]:
    """Elements of these tags whose class or id bears one of the marks, MOST_CANDIDATES at most."""
    found = 0
    plain: set[str] = set()  # labels without a mark; a page has few labels and bears them often
    for element, label in labelled:
        if label in plain:
            continue
        if marks.search(label) is None:
            plain.add(label)
        elif element.tag in tags:
            yield element
            found += 1
            if found >= MOST_CANDIDATES:
                return


def _title(tree: HtmlElement, labelled: Labelled, tags: dict[str, str], node: dict[str, Any]) -> str | None:
    """The printed headline that the page's head confirms, else what the head says without the site's name."""
    head = next((inline_text(title) for title in tree.iter("title") if title.text), "")
    sites = [letters_of(name) for name in (tags.get("og:site_name"), tags.get("application-name")) if name]
    said = [_squeezed(string(node.get("headline")) or string(node.get("name"))), tags.get("og:title") or "",
        tags.get("twitter:title") or "", head]  # fmt: skip
    said = [text for text in said if text]
    printed = [text for text in map(inline_text, _headlines(tree, labelled)) if 3 < len(text) <= LONGEST_TITLE]
    joined = [letters_of(text) for text in said]
    confirmed = [text for text in printed if letters_of(text) not in sites and _is_confirmed(letters_of(text), joined)]
    if confirmed:
        return max(confirmed, key=lambda text: len(letters_of(text)))  # the first of the longest
    if said:
        return _without_site(said[0], sites)[:LONGEST_TITLE] or None
    return printed[0] if printed else None


def _is_confirmed(letters: str, said: Sequence[str]) -> bool:
    """Whether a printed line is a good part of what the head says."""
    return any(letters in whole and 4 * len(letters) > len(whole) for whole in said)


def _headlines(tree: HtmlElement, labelled: Labelled) -> Iterator[HtmlElement]:
    yield from tree.iter("h1")
    marked = _marked(labelled, _TITLE_MARKS, _TITLE_TAGS)
    yield from (element for element in marked if next(element.iter(*_HEADINGS), element) is element)
    yield from list(tree.iter("h2"))[:5]


def _without_site(title: str, sites: Sequence[str]) -> str:
    """A <title> without the site's name: the known one, else the shorter end beside a separator."""
    edges = list(_SEPARATOR.finditer(title))[:20]
    for edge in edges:
        if letters_of(title[edge.end() :]) in sites:
            return title[: edge.start()]
    for edge in edges:
        if letters_of(title[: edge.start()]) in sites:
            return title[edge.end() :]
    spaced = [edge for edge in edges if edge[0].strip() != ":"]
    if not spaced:
        return title
    left, right = title[: spaced[-1].start()], title[spaced[0].end() :]
    return left if len(left) >= len(right) else right


def _marked_standfirst(labelled: Labelled, title: str | None) -> str | None:
    """The printed line below the headline that is marked as such."""
    shortest, longest = STANDFIRST_LENGTH
    for element in _marked(labelled, _STANDFIRST_MARKS, _STANDFIRST_TAGS):
        text = inline_text(element, longest + 1)
        if shortest <= len(text) <= longest and letters_of(text) != letters_of(title or ""):
            return text
    return None


def _described_standfirst(tree: HtmlElement, tags: dict[str, str]) -> str | None:
    """A paragraph that the page's description repeats."""
    shortest, longest = STANDFIRST_LENGTH
    description = letters_of(tags.get("og:description") or tags.get("description") or "")
    if len(description) < shortest:
        return None
    beginning = description[:40]
    for element in tree.iter("h2", "h3", "strong", "p"):
        text = element.text or ""
        if text and beginning.startswith(letters_of(text[:40])[:40]) and letters_of(text)[:40] == beginning:
            text = inline_text(element, longest + 1)
            if letters_of(text) == description and len(text) <= longest:
                return text
    return None


def _stated_authors(tags: dict[str, str], node: dict[str, Any]) -> tuple[str, ...]:
    """Single names that the page states for machines: JSON-LD, else meta tags."""
    linked = (author for name in names(node.get("author")) for author in split_authors(name))
    found = tuple(dict.fromkeys(linked))
    if found:
        return found
    stated = (split_authors(tags[name]) for name in _AUTHOR_NAMES if name in tags)
    return next((authors for authors in stated if authors), ())


def _printed_authors(tree: HtmlElement, byline: str | None) -> tuple[str, ...]:
    """Single names of the printed byline, else of the first link to an author."""
    printed = split_authors(byline or "")
    if printed:
        return printed
    related = (split_authors(inline_text(link, 100)) for link in list(tree.iter("a"))[:2000] if _is_author_link(link))
    return next((author for author in related if author), ())


def _is_author_link(link: HtmlElement) -> bool:
    return "author" in (link.get("rel") or "").lower().split()


def _printed_byline(labelled: Labelled, stated: Sequence[str]) -> str | None:
    """The first printed byline; where the page states its authors, the first that names one of them."""
    known = [letters_of(author) for author in stated]
    for element in _marked(labelled, _BYLINE_MARKS, _BYLINE_TAGS):
        text = inline_text(element, 200)
        if (
            3 < len(text) <= 160
            and split_authors(text)
            and (not known or any(name in letters_of(text) for name in known))
        ):
            return text
    return None


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
