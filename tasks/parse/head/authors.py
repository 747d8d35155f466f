"""The authors of a page: stated for machines in JSON-LD and meta tags, or printed in a byline.

What belongs here: finding bylines and choosing among what is stated and printed. What does not: cutting a byline into
names (tasks/text/bylines.py), bylines inside the body (reading.py).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from lxml.html import HtmlElement

from tasks.parse.base.folding import letters_of
from tasks.parse.base.tree_text import inline_text
from tasks.parse.head.linked_data import names
from tasks.parse.head.marks import Labelled, marked
from tasks.text.bylines import split_authors

# In names in lower case.
_BYLINE_MARKS = re.compile(
    r"(?:^|[\s_-])(?:by-?line|(?:article|post|entry|story|meta|news)?[-_]{0,2}author(?:[-_]{0,2}(?:name|s|link|url))?|writer|fn|p-author|posted-?by|submitted-?by)(?:$|[\s])"
)
_AUTHOR_NAMES = ("author", "article:author", "dc.creator", "dcterms.creator", "parsely-author", "sailthru.author",
    "byl", "og:article:author", "citation_author", "cxenseparse:author", "twitter:creator:name")  # fmt: skip
_BYLINE_TAGS = frozenset({"p", "div", "span", "a", "address", "h3", "h4", "li", "cite", "em"})


def stated_authors(tags: dict[str, str], node: dict[str, Any]) -> tuple[str, ...]:
    """Single names that the page states for machines: JSON-LD, else meta tags."""
    linked = (author for name in names(node.get("author")) for author in split_authors(name))
    found = tuple(dict.fromkeys(linked))
    if found:
        return found
    stated = (split_authors(tags[name]) for name in _AUTHOR_NAMES if name in tags)
    return next((authors for authors in stated if authors), ())


def printed_authors(tree: HtmlElement, byline: str | None) -> tuple[str, ...]:
    """Single names of the printed byline, else of the first link to an author."""
    printed = split_authors(byline or "")
    if printed:
        return printed
    related = (split_authors(inline_text(link, 100)) for link in list(tree.iter("a"))[:2000] if _is_author_link(link))
    return next((author for author in related if author), ())


def _is_author_link(link: HtmlElement) -> bool:
    return "author" in (link.get("rel") or "").lower().split()


def printed_byline(labelled: Labelled, stated: Sequence[str]) -> str | None:
    """The first printed byline; where the page states its authors, the first that names one of them."""
    known = [letters_of(author) for author in stated]
    for element in marked(labelled, _BYLINE_MARKS, _BYLINE_TAGS):
        text = inline_text(element, 200)
        if (
            3 < len(text) <= 160
            and split_authors(text)
            and (not known or any(name in letters_of(text) for name in known))
        ):
            return text
    return None
