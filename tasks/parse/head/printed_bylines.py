"""Bylines as a page prints them: in marked elements, in links to an author, below the headline.

What belongs here: finding the elements and their text. What does not: choosing between them and what is stated
(authors.py), cutting a byline into names (tasks/text/bylines.py).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import cast

from lxml import etree
from lxml.html import HtmlElement

from tasks.parse.base.folding import letters_of
from tasks.parse.base.tree_text import inline_text, lines
from tasks.parse.head.marks import Labelled, marked
from tasks.text.bylines import is_byline, split_authors

# All set by hand on the development pages.
LONGEST_BYLINE = 160  # characters of a printed byline, its day and place included
LONGEST_ADDRESS = 200  # characters of a link's address that are looked at, its end
LONGEST_LINK = 100  # characters of a link that names an author
MOST_BYLINES = 50  # of a page
MOST_LINKS = 2000  # of a page that are looked at
MOST_BELOW = 300  # elements behind the headline that are looked at
SHORTEST_PARAGRAPH = 200  # characters with which the article has begun, and bylines have ended
MOST_ANCESTORS = 8  # of an element in which its place is sought

# In names in lower case: words that name a writer, and what may follow them.
_BYLINE_MARKS = re.compile(
    r"(?:^|[\s_-])(?:by-?lines?|authors?(?:names?|links?|url)?|writers?|fn|posted-?by|submitted-?by)(?:$|[\s_-])"
)
# What stands beside a writer's name, or names the writers of something else.
_OTHER_MARKS = re.compile(
    r"bio\b|biograph|avatar|image|img|photo|pic\b|picture|social|follow|about|description|desc\b|comment|tags|related|more\b"
    r"|title|job|role|categor|section|separator|icon|twitter|e-?mail|count|archive|reply|latest|popular"
)
_COMMENT_MARKS = re.compile(r"(?:^|[\s_-])(?:comments?|commentlist|repl(?:y|ies)|disqus)(?:$|[\s_-])")
_CAPTION_TAGS = frozenset({"figure", "figcaption"})
_BYLINE_TAGS = frozenset({"p", "div", "span", "a", "address", "h3", "h4", "li", "cite", "em"})
_AUTHOR_ADDRESS = re.compile(
    r"/(?:authors?|autor(?:en|es)?|auteurs?|autor[ei]|writers?|contributors?|editors?|journalists?|columnists?"
    r"|reporters?)/[^?#]{1,100}$",
    re.IGNORECASE,
)
_LINES = frozenset(
    {"p", "div", "span", "a", "address", "h2", "h3", "h4", "h5", "h6", "li", "cite", "em", "i", "b", "strong", "small"}
)
_AUTHOR_PROPERTIES = frozenset({"author", "creator"})
_PROPERTIES = cast(
    "Callable[[HtmlElement], list[HtmlElement]]", etree.XPath("descendant-or-self::*[@itemprop or @property]")
)
_OTHER_ITEMS = re.compile(r"comment|review|answer", re.IGNORECASE)


def printed_bylines(tree: HtmlElement, labelled: Labelled) -> list[str]:
    """Texts that name the article's authors, the likeliest places first; lines of one text are parted by newlines."""
    return list(islice(_bylines(tree, labelled), MOST_BYLINES))


def _bylines(tree: HtmlElement, labelled: Labelled) -> Iterator[str]:
    yield from _properties(tree)
    yield from _marked_bylines(labelled)
    yield from _below_headline(tree)
    links = (link for link in islice(tree.iter("a"), MOST_LINKS) if "author" in (link.get("rel") or "").lower().split())
    yield from (inline_text(link, LONGEST_LINK) for link in links if not _is_elsewhere(link))


def printed_byline(bylines: Iterable[str], stated: Sequence[str]) -> str | None:
    """The first printed byline; where the page states its authors, the first that names one of them."""
    known = [letters_of(author) for author in stated]
    for text in bylines:
        if split_authors(text) and (not known or any(name in letters_of(text) for name in known)):
            return text
    return None


def _marked_bylines(labelled: Labelled) -> Iterator[str]:
    for element in marked(labelled, _BYLINE_MARKS, _BYLINE_TAGS):
        label = f"{element.get('class') or ''} {element.get('id') or ''}".lower()
        if _OTHER_MARKS.search(label) is None and not _is_elsewhere(element):
            text = _text(element)
            if text:
                yield text


def _text(element: HtmlElement) -> str:
    """The line of a short element that names its writers, or one for each link to one; empty for a long one."""
    if len(inline_text(element, 2 * LONGEST_BYLINE)) > LONGEST_BYLINE:
        return ""
    linked = [inline_text(link) for link in element.iter("a") if _is_to_author(link)]
    if len(linked) > 1:
        return "\n".join(linked)
    printed = lines(element)
    first = next((place for place, line in enumerate(printed) if split_authors(line)), 0)
    return "\n".join(printed[: first + 1])


def _is_to_author(link: HtmlElement) -> bool:
    """Whether a link says by its relation or its address that it leads to an author."""
    address = (link.get("href") or "")[-LONGEST_ADDRESS:]
    return "author" in (link.get("rel") or "").lower().split() or _AUTHOR_ADDRESS.search(address) is not None


def _properties(tree: HtmlElement) -> Iterator[str]:
    """Authors marked by microdata or RDFa, all of one scope in one text."""
    found: dict[HtmlElement | None, list[str]] = {}
    for element in islice(_elements_with(tree, _AUTHOR_PROPERTIES), MOST_LINKS):
        if element.tag != "meta" and not _is_elsewhere(element):
            scope = next((above for above in element.iterancestors() if above.get("itemscope") is not None), None)
            if scope is None or _OTHER_ITEMS.search(scope.get("itemtype") or "") is None:
                named = next(_elements_with(element, frozenset({"name"})), element)
                found.setdefault(scope, []).append(named.get("content") or _text(named))
    yield from ("\n".join(texts) for texts in found.values())


def _elements_with(tree: HtmlElement, properties: frozenset[str]) -> Iterator[HtmlElement]:
    for element in _PROPERTIES(tree):
        stated = element.get("itemprop") or element.get("property")
        if stated and not properties.isdisjoint(word.rsplit(":", 1)[-1].lower() for word in stated.split()):
            yield element


def _below_headline(tree: HtmlElement) -> Iterator[str]:
    """Bylines and links to authors between the headline and the article's first paragraph."""
    headline = next(tree.iter("h1"), None)
    if headline is None:
        return
    linked, printed = [], []
    for element in islice(_after(headline), MOST_BELOW):
        text = inline_text(element, 2 * SHORTEST_PARAGRAPH) if element.tag in _LINES else ""
        if element.tag == "p" and len(text) >= SHORTEST_PARAGRAPH:
            break
        if element.tag == "a" and _is_to_author(element) and len(text) <= LONGEST_LINK:
            linked.append(text)
        elif 0 < len(text) <= LONGEST_BYLINE and is_byline(text) and not _is_elsewhere(element):
            printed.append(_text(element))
    yield from printed[:1]
    yield from ("\n".join(linked) for _ in linked[:1])


def _after(element: HtmlElement) -> Iterator[HtmlElement]:
    """What follows an element in the order of the page."""
    for above in (element, *element.iterancestors()):
        for beside in above.itersiblings():
            yield from (inner for inner in beside.iter() if isinstance(inner.tag, str))


def _is_elsewhere(element: HtmlElement) -> bool:
    """Whether an element stands among comments or in a caption."""
    for above in islice((element, *element.iterancestors()), MOST_ANCESTORS):
        label = f"{above.get('class') or ''} {above.get('id') or ''}".lower()
        if above.tag == "body":
            return False
        if above.tag in _CAPTION_TAGS or _COMMENT_MARKS.search(label):
            return True
        if above.tag in ("article", "main"):
            return False
    return False
