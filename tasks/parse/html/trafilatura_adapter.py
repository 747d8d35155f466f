"""Trafilatura: the one module that knows it, and all that is used of its inside.

What belongs here: calls of trafilatura, and what must be known of its patterns to leave some of them out. What does
not: its result as blocks (extraction.py), choosing among readings (article.py).

Most names below are not part of trafilatura's public interface. They are used since its public call copies a page four
times where one copy does, and reads metadata and comments that are not wanted. `tests/…/test_trafilatura_adapter.py`
fails when an update moves one of them; pyproject.toml keeps the version below the next minor one.
"""

from __future__ import annotations

import logging
from copy import copy
from functools import lru_cache
from itertools import islice
from typing import cast

from lxml import etree
from lxml.html import HtmlElement
from trafilatura import bare_extraction
from trafilatura.baseline import baseline
from trafilatura.htmlprocessing import convert_tags, prune_unwanted_nodes, tree_cleaning
from trafilatura.main_extractor import extract_content
from trafilatura.settings import Document, Extractor
from trafilatura.xpaths import BODY_XPATH, RAW_TREE_PRUNE_XPATH, REMOVE_COMMENTS_AND_LISTS_XPATH

# Of its patterns for an article's element those that go by names and `<article>`; the fifth takes any main part.
NAMING_PATTERNS = BODY_XPATH[:4]

# A class that the first of these patterns finds on a `div`, `section` or `article`.
ARTICLE_CLASS = "article-content"

# What a page's names must hold for trafilatura's pruning to find anything. Its patterns call Python for every element
# and every pattern; most pages have none of these names.
_PRUNED_TAGS = ("div", "section", "aside", "details", "ol", "ul")
_APPENDED_MARKS = ("mvp-post-add-", "infinite", "elementor-share-buttons")
_COMMENT_NAME = "comment"
MOST_HEADLINES = 20  # of a page; bounds the time of a hostile one
_COMMENT_MARKS = ("\ncomment", "\nComment", "\ncomol", "\ndisqus_thread", "\ndsq-comments", "-comments")


def pruned(tree: HtmlElement, *, keep_comments: bool) -> HtmlElement:
    """A copy of the page without what trafilatura takes out first: boxes that scripts append, and comments.

    A box named after comments that holds the page's headline is no comment.
    """
    tree = copy(tree)
    names = "".join(f"\n{element.get('id')}\n{element.get('class')}" for element in tree.iter(*_PRUNED_TAGS))
    patterns = list(RAW_TREE_PRUNE_XPATH) if any(mark in names for mark in _APPENDED_MARKS) else []
    if not keep_comments and any(mark in names for mark in _COMMENT_MARKS):
        patterns += REMOVE_COMMENTS_AND_LISTS_XPATH
        for headline in islice(tree.iter("h1"), MOST_HEADLINES):
            _unname(headline)
    return cast("HtmlElement", prune_unwanted_nodes(tree, patterns))


def _unname(headline: etree._Element) -> None:
    """Take the names off the boxes around a headline, of which `pruned` works on a copy."""
    for around in headline.iterancestors("div", "section", "article", "main", "ol", "ul", "li"):
        for name in ("class", "id"):
            if _COMMENT_NAME in (around.get(name) or "").lower():
                del around.attrib[name]


def prepared(tree: HtmlElement) -> HtmlElement | None:
    """A copy of a pruned page as trafilatura's extractor takes it: cleaned, and with its own tags.

    None where trafilatura cannot handle the page.
    """
    try:
        page = tree_cleaning(copy(tree), _options())
        return cast("HtmlElement", convert_tags(page, _options()))
    except (TypeError, ValueError):  # as bare_extraction has it: such a page has no article
        return None


def main_content(tree: HtmlElement, page: HtmlElement | None, *, is_wide: bool) -> etree._Element | None:
    """The article's body by trafilatura's own rules alone; neither `tree` nor `page`, `tree` prepared, is changed.

    The steps of its `bare_extraction(fast=True)`, where `is_wide` those of `favor_recall=True`, which keeps teasers
    and boxes of links. None where it cannot handle the page.
    """
    if page is None:
        return None
    options = _options(focus="recall" if is_wide else "balanced")
    try:
        body, text = extract_content(copy(page), options)
        if len(text) < options.min_extracted_size:
            rescued, _, length = baseline(tree)
            body = rescued if length > len(text) else body
    except (TypeError, ValueError):  # as bare_extraction has it: such a page has no article
        return None
    return body


def compared_content(tree: HtmlElement) -> etree._Element | None:
    """The body from trafilatura's full mode, which falls back to readability and jusText; `tree` is not changed."""
    document = cast("Document | None", bare_extraction(tree, options=_options(is_fast=False)))
    return None if document is None else document.body


def baseline_content(tree: HtmlElement) -> etree._Element:
    """Whatever looks like text, by trafilatura's last resort."""
    return baseline(tree)[0]


@lru_cache(maxsize=4)
def _options(*, is_fast: bool = True, focus: str = "balanced") -> Extractor:
    """Trafilatura's settings. The first call silences its log too: a page without text is no error here."""
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    return Extractor(
        output_format="python",
        fast=is_fast,
        recall=focus == "recall",
        comments=False,
        with_metadata=False,
        tables=True,
    )
