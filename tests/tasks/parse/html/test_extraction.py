"""What is taken out of a page before trafilatura reads it."""

from __future__ import annotations

import re
from copy import copy

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml.html import HtmlElement, fromstring, tostring
from trafilatura.htmlprocessing import prune_unwanted_nodes
from trafilatura.xpaths import RAW_TREE_PRUNE_XPATH, REMOVE_COMMENTS_AND_LISTS_XPATH

from tasks.parse.html.extraction import pruned

PATHS = (*RAW_TREE_PRUNE_XPATH, *REMOVE_COMMENTS_AND_LISTS_XPATH)
PATTERNS = [pattern for path in PATHS for pattern in re.findall(r"re:test\(@\w+, '([^']+)'", path.path)]
NAMES = st.sampled_from(PATTERNS).flatmap(st.from_regex) | st.just("elementor-share-buttons")


@settings(max_examples=300, deadline=None)
@given(NAMES, st.sampled_from(("id", "class")), st.sampled_from(("div", "section", "aside", "details", "ol", "ul")))
def test_what_trafilatura_takes_out_by_name_is_taken_out(name: str, attribute: str, tag: str) -> None:
    tree: HtmlElement = fromstring("<html><body><p>One</p><p>Two</p></body></html>")
    box = tree.makeelement(tag)
    box.set(attribute, re.sub(r"[^ -~]", "x", name))
    tree[0].insert(1, box)
    assert tostring(pruned(tree)) == tostring(prune_unwanted_nodes(copy(tree), [*PATHS]))


def test_comments_of_a_thread_are_left_in() -> None:
    data = '<script type="application/ld+json">{"@type": "DiscussionForumPosting"}</script>'
    page = "<html><body><div id='comments'>A post</div></body></html>"
    assert pruned(fromstring(page)).text_content() == ""
    assert "A post" in pruned(fromstring(page.replace("<body>", f"<body>{data}"))).text_content()
