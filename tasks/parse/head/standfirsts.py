"""The standfirst of a page: the line below the headline that is marked as such, or that the description repeats.

What belongs here: finding that line. What does not: what is made of it where the body begins with it (reading.py).
"""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from tasks.parse.base.folding import letters_of
from tasks.parse.base.tree_text import inline_text
from tasks.parse.head.marks import Labelled, marked

STANDFIRST_LENGTH = (25, 600)  # characters

# In names in lower case.
_STANDFIRST_MARKS = re.compile(
    r"(?:^|[\s_-])(?:standfirst|stand-first|sub-?title|sub-?headline|sub-?head|dek|deck|strap-?line|lead-?in|sapo|chapo|vorspann|teaser-?text"
    r"|(?:article|entry|post|story|page)[-_]{1,2}(?:summary|subtitle|subheading|intro|lead|lede|description|dek|deck|excerpt))(?:$|[\s_-])"
)
_STANDFIRST_TAGS = frozenset({"p", "h2", "h3", "h4", "div", "span"})


def marked_standfirst(labelled: Labelled, title: str | None) -> str | None:
    """The printed line below the headline that is marked as such."""
    shortest, longest = STANDFIRST_LENGTH
    for element in marked(labelled, _STANDFIRST_MARKS, _STANDFIRST_TAGS):
        text = inline_text(element, longest + 1)
        if shortest <= len(text) <= longest and letters_of(text) != letters_of(title or ""):
            return text
    return None


def described_standfirst(tree: HtmlElement, tags: dict[str, str]) -> str | None:
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
