"""Links that are titles: what tells a teaser of another page from text.

What belongs here: what holds for a teaser anywhere on a page. What does not: which boxes are the article
(html/content_boxes.py), which groups of elements are comments (comments/shapes.py).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from lxml import etree

from tasks.parse.base.tree_text import inline_text

TITLE_WORDS = 4  # of a link, from which it is a title and not a name
_TITLE_LINK = cast(
    "Callable[[etree._Element], list[etree._Element]]",
    etree.XPath(".//*[self::h1 or self::h2 or self::h3 or self::h4]//a[@href and not(contains(@href,'#'))]"),
)


def has_title_link(root: etree._Element) -> bool:
    """Whether a heading inside is a link to another page, as in a teaser."""
    return any(len(inline_text(link).split()) >= TITLE_WORDS for link in _TITLE_LINK(root))
