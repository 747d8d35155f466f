"""The headline of a page: the printed one that the page's head confirms, else what the head says.

What belongs here: choosing among `<h1>`, marked elements, JSON-LD, meta tags and `<title>`; the site's name taken off.
What does not: titles of text without markup (tasks/parse/plain/head.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import unescape
from typing import Any

from lxml.html import HtmlElement

from tasks.parse.base.folding import letters_of
from tasks.parse.base.tree_text import inline_text
from tasks.parse.head.linked_data import string
from tasks.parse.head.marks import Labelled, marked, squeezed

LONGEST_TITLE = 300  # characters; set by hand, a printed headline has far fewer

# In names in lower case.
_TITLE_MARKS = re.compile(
    r"(?:^|[\s_-])(?:(?:entry|post|article|story|page|content|news|main|node|single|thread|topic)[-_]{0,2}(?:title|heading|headline|name)"
    r"|headline|p-name|title)(?:$|[\s_-])"
)
# A middle dot without blanks on both sides stands inside of words ("col·legi") or between them (Korean, Japanese).
_SEPARATOR = re.compile(r"\s+[|\-–—»:·•/]+\s+|\s*[|»]\s*|[:：]\s*")
_HEADINGS = ("h1", "h2", "h3", "h4")
_TITLE_TAGS = frozenset({"h2", "h3", "h4", "div", "span", "p", "td"})


def title_of(tree: HtmlElement, labelled: Labelled, tags: dict[str, str], node: dict[str, Any]) -> str | None:
    """The printed headline that the page's head confirms, else what the head says without the site's name."""
    head = next((inline_text(title) for title in tree.iter("title") if title.text), "")
    sites = [letters_of(name) for name in (tags.get("og:site_name"), tags.get("application-name")) if name]
    stated = string(node.get("headline")) or string(node.get("name")) or ""
    # JSON-LD stands in a script, where a browser reads no entities; many pages write them there all the same.
    said = [squeezed(unescape(stated)), tags.get("og:title") or "", tags.get("twitter:title") or "", head]
    said = [text for text in said if text]
    printed = [text for text in map(inline_text, _headlines(tree, labelled)) if 3 < len(text) <= LONGEST_TITLE]
    joined = [letters_of(text) for text in said]
    confirmed = [text for text in printed if letters_of(text) not in sites and _confirming(letters_of(text), joined)]
    if confirmed:
        chosen = max(confirmed, key=lambda text: (_confirming(letters_of(text), joined), len(letters_of(text))))
        return _shortened(_as_said(chosen, said), tags.get("og:title") or "")
    if said:
        return _without_site(said[0], sites, is_guessed=said[0] == head)[:LONGEST_TITLE] or None
    return printed[0] if printed else None


def _as_said(printed: str, said: Sequence[str]) -> str:
    """A headline with the colon behind its kicker, which a page prints on a line of its own and its head writes out."""
    if ":" in printed:
        return printed
    letters = letters_of(printed)
    return next((text for text in said if ":" in text and letters_of(text) == letters), printed)


def _shortened(printed: str, shared: str) -> str:
    """The title that the page gives for sharing where the headline holds it and little more: a kicker or a tail."""
    letters, whole = letters_of(shared), letters_of(printed)
    return shared if letters in whole and 2 * len(letters) > len(whole) > len(letters) else printed


def _confirming(letters: str, said: Sequence[str]) -> int:
    """Of how many of the head's titles a printed line is a good part."""
    return sum(letters in whole and 4 * len(letters) > len(whole) for whole in said)


def _headlines(tree: HtmlElement, labelled: Labelled) -> Iterator[HtmlElement]:
    yield from tree.iter("h1")
    boxes = marked(labelled, _TITLE_MARKS, _TITLE_TAGS)
    yield from (element for element in boxes if next(element.iter(*_HEADINGS), element) is element)
    yield from list(tree.iter("h2"))[:5]


def _without_site(title: str, sites: Sequence[str], is_guessed: bool) -> str:
    """A title without the site's name where that is known; else, where it may be guessed, the longer end.

    A <title> mostly ends with some name. What a page states as its headline holds one seldom, and parts of the headline
    stand beside separators more often.
    """
    edges = list(_SEPARATOR.finditer(title))[:20]
    for edge in edges:
        if letters_of(title[edge.end() :]) in sites:
            return title[: edge.start()]
    for edge in edges:
        if letters_of(title[: edge.start()]) in sites:
            return title[edge.end() :]
    spaced = [edge for edge in edges if edge[0].strip() not in {":", "："}]
    if not spaced or not is_guessed:
        return title
    left, right = title[: spaced[-1].start()], title[spaced[0].end() :]
    return left if len(left) >= len(right) else right
