"""Elements whose class or id says what they hold, and the page's <meta> tags.

What belongs here: finding elements and tags by name. What does not: what is made of their text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set

from lxml.html import HtmlElement

from tasks.parse.source.decode import clean

MOST_CANDIDATES = 200  # elements looked at for one field

MOST_REPEATS = 50  # of one <meta>; set by hand, an article has fewer authors

MARKED_TAGS = frozenset({"h2", "h3", "h4", "div", "span", "p", "td", "a", "address", "li", "cite", "em"})

Labelled = Sequence[tuple[HtmlElement, str]]


def squeezed(text: str | None) -> str:
    """The text cleaned, with single blanks."""
    return " ".join(clean(text or "").split())


def meta_values(tree: HtmlElement) -> dict[str, list[str]]:
    """Contents of <meta> by lower-case name that are not blank, MOST_REPEATS of one name at most.

    A `property` may hold several names, parted by blanks.
    """
    values: dict[str, list[str]] = {}
    for tag in tree.iter("meta"):
        named = tag.get("property")
        single = tag.get("name") or tag.get("http-equiv") or tag.get("itemprop")
        content = squeezed(tag.get("content"))
        for name in (named or "").split() or ([single] if single else []):
            held = values.setdefault(name.lower(), []) if content else []
            if content and len(held) < MOST_REPEATS:
                held.append(content)
    return values


def meta_tags(tree: HtmlElement) -> dict[str, str]:
    """Contents of <meta> by lower-case name, the first one that is not blank."""
    return {name: contents[0] for name, contents in meta_values(tree).items()}


def labelled_elements(tree: HtmlElement) -> Labelled:
    """Elements that may bear a mark, each with its class and id in lower case, where it has one of them."""
    labels = (
        (element, f"{element.get('class') or ''} {element.get('id') or ''}") for element in tree.iter(*MARKED_TAGS)
    )
    return [(element, label.lower()) for element, label in labels if label != " "]


def marked(labelled: Labelled, marks: re.Pattern[str], tags: Set[str]) -> Iterator[HtmlElement]:
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
