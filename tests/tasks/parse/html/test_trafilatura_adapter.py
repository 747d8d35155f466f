"""What is leant on inside trafilatura: these tests fail when an update moves it."""

from __future__ import annotations

import ast
import logging
import re
import subprocess
import sys
from copy import copy
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from lxml.html import HtmlElement, fromstring, tostring
from trafilatura.htmlprocessing import prune_unwanted_nodes
from trafilatura.xpaths import BODY_XPATH, RAW_TREE_PRUNE_XPATH, REMOVE_COMMENTS_AND_LISTS_XPATH

from tasks.parse.html import trafilatura_adapter
from tasks.parse.html.trafilatura_adapter import (
    ARTICLE_CLASS,
    NAMING_PATTERNS,
    baseline_content,
    compared_content,
    main_content,
    prepared,
    pruned,
)

ROOT = Path(__file__).parents[4]
PATHS = (*RAW_TREE_PRUNE_XPATH, *REMOVE_COMMENTS_AND_LISTS_XPATH)
PATTERNS = [pattern for path in PATHS for pattern in re.findall(r"re:test\(@\w+, '([^']+)'", path.path)]
NAMES = st.sampled_from(PATTERNS).flatmap(st.from_regex) | st.just("elementor-share-buttons")
PRUNED_TAGS = ("div", "section", "aside", "details", "ol", "ul")
SENTENCE = "The lower gate of the northern lock was opened on Wednesday, a year before the day the board had printed."
SECOND = "Nobody who had doubted it was there to see the mayor cut a ribbon of three colours at the northern end."
THIRD = "Builders from nine towns worked on it for six winters, and two of them are said to have married on a pillar."


def page(body: str) -> HtmlElement:
    tree: HtmlElement = fromstring(f"<html><body>{body}</body></html>")
    return tree


def content(tree: HtmlElement, *, is_wide: bool = False) -> etree._Element | None:
    return main_content(tree, prepared(tree), is_wide=is_wide)


def text_of(body: etree._Element | None) -> str:
    assert body is not None
    return " ".join("".join(map(str, body.itertext())).split())


def test_no_other_module_of_the_product_imports_trafilatura() -> None:
    sources = [path for room in ("flows", "tasks", "warehouse") for path in (ROOT / room).rglob("*.py")]
    importing = {
        path.name
        for path in sources
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, (ast.Import, ast.ImportFrom))
        for name in ([alias.name for alias in node.names] if isinstance(node, ast.Import) else [node.module or ""])
        if name.partition(".")[0] == "trafilatura"
    }
    assert importing == {"trafilatura_adapter.py"}


def test_the_log_is_left_alone_until_the_first_page_is_read_and_then_silent() -> None:
    code = (
        "import logging; from lxml.html import fromstring; "
        "from tasks.parse.html.trafilatura_adapter import prepared; "
        "log = logging.getLogger('trafilatura'); before = log.level; "
        "prepared(fromstring('<p>x</p>')); print(before, log.level)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == [str(logging.NOTSET), str(logging.CRITICAL)]


def test_trafilatura_knows_the_settings_and_takes_them() -> None:
    fast, full = trafilatura_adapter._options(), trafilatura_adapter._options(is_fast=False)
    wide = trafilatura_adapter._options(focus="recall")
    assert [(o.fast, o.focus) for o in (fast, full, wide)] == [
        (True, "balanced"),
        (False, "balanced"),
        (True, "recall"),
    ]
    for options in (fast, full, wide):
        assert (options.format, options.comments, options.with_metadata, options.tables) == (
            "python",
            False,
            False,
            True,
        )
        assert options.min_extracted_size == 250  # characters; below them its baseline is asked


def test_four_patterns_name_an_article_and_the_fifth_takes_any_main_part() -> None:
    assert len(BODY_XPATH) == 5
    assert len(NAMING_PATTERNS) == 4
    main = page("<main><p>One</p></main>")
    assert [element.tag for element in BODY_XPATH[4](main)] == ["main"]
    assert not any(pattern(main) for pattern in NAMING_PATTERNS)


@pytest.mark.parametrize(
    ("number", "opening"),
    [(0, f"div class='{ARTICLE_CLASS}'"), (1, "article"), (2, "div class='story-body'"), (3, "div id='content'")],
)
def test_each_pattern_names_the_element_it_is_counted_for(number: int, opening: str) -> None:
    tree = page(f"<{opening}><p>One</p></{opening.partition(' ')[0]}>")
    named = [place for place, pattern in enumerate(NAMING_PATTERNS) if pattern(tree)]
    assert named == [number]
    assert NAMING_PATTERNS[number](tree)[0] is tree[0][0]


@settings(max_examples=300, deadline=None)
@given(NAMES, st.sampled_from(("id", "class")), st.sampled_from(PRUNED_TAGS))
def test_what_trafilatura_takes_out_by_name_is_taken_out(name: str, attribute: str, tag: str) -> None:
    tree = page("<p>One</p><p>Two</p>")
    box = tree.makeelement(tag)
    box.set(attribute, re.sub(r"[^ -~]", "x", name))
    tree[0].insert(1, box)
    assert tostring(pruned(tree, keep_comments=False)) == tostring(prune_unwanted_nodes(copy(tree), [*PATHS]))


@pytest.mark.parametrize("tag", ["div", "section", "details", "ol", "ul"])
def test_comments_are_taken_out_of_every_element_that_may_hold_them_unless_they_are_kept(tag: str) -> None:
    tree = page(f"<p>One</p><{tag} id='comments'>A post</{tag}>")
    assert pruned(tree, keep_comments=False).text_content() == "One"
    assert pruned(tree, keep_comments=True).text_content() == "OneA post"
    assert tree.text_content() == "OneA post"


def test_appended_articles_are_taken_out_though_comments_are_kept() -> None:
    tree = page("<p>One</p><div class='infinite-scroll'>Next article</div>")
    assert pruned(tree, keep_comments=True).text_content() == "One"


def test_the_body_is_read_and_the_tree_left_as_it_was() -> None:
    tree = page(f"<article><h2>Lifted at once</h2><p>{SENTENCE}</p><ul><li>{SECOND}</li></ul><p>{THIRD}</p></article>")
    before = tostring(tree)
    body = content(tree)
    assert body is not None
    assert [element.tag for element in body.iter()][1:] == ["head", "p", "list", "item", "p"]
    assert text_of(body) == "Lifted at once" + SENTENCE + SECOND + THIRD
    assert all(sentence in text_of(compared_content(tree)) for sentence in (SENTENCE, SECOND, THIRD))
    assert tostring(tree) == before


def test_the_wide_reading_keeps_what_a_page_calls_a_teaser() -> None:
    teaser = f"<div class='teaser'><p>{SECOND}</p></div>"
    tree = page(f"<article><p>{SENTENCE}</p><p>{SECOND}</p><p>{THIRD}</p>{teaser}</article>")
    assert text_of(content(tree)) == SENTENCE + SECOND + THIRD
    assert text_of(content(tree, is_wide=True)) == SENTENCE + SECOND + THIRD + SECOND


def test_a_page_with_less_than_250_characters_is_read_by_the_baseline_if_that_finds_more() -> None:
    data = f'<script type="application/ld+json">{{"articleBody": "{SENTENCE} {SENTENCE}"}}</script>'
    tree = page(f"<article><p>Short.</p></article>{data}")
    assert text_of(content(tree)) == f"{SENTENCE} {SENTENCE}"
    assert text_of(baseline_content(tree)) == f"{SENTENCE} {SENTENCE}"
    long = page(f"<article><p>{SENTENCE}</p><p>{SECOND}</p><p>{THIRD}</p></article>{data}")
    assert text_of(content(long)) == SENTENCE + SECOND + THIRD


def test_a_page_without_text_has_an_empty_body_or_none() -> None:
    tree = page("")
    assert text_of(content(tree)) == ""
    assert compared_content(tree) is None
    assert text_of(baseline_content(tree)) == ""


def test_a_page_that_trafilatura_cannot_handle_has_no_body(monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(*_: object) -> None:
        raise ValueError

    monkeypatch.setattr(trafilatura_adapter, "extract_content", failing)
    assert content(page("<p>One</p>")) is None
