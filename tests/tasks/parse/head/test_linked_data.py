"""What is read of a page's JSON-LD, and which node is the article's."""

from __future__ import annotations

import json

import pytest
from lxml.html import HtmlElement, document_fromstring

from tasks.parse.head.linked_data import (
    ARTICLE_TYPES,
    LONGEST_SCRIPT,
    MOST_NODES,
    article_node,
    linked_nodes,
    names,
    node_types,
    string,
)

ARTICLE = {"@type": "NewsArticle", "headline": "Lock opens"}


def page(*scripts: object, kind: str = "application/ld+json") -> HtmlElement:
    written = (script if isinstance(script, str) else json.dumps(script) for script in scripts)
    return document_fromstring("".join(f'<script type="{kind}">{script}</script>' for script in written) + "<p>x</p>")


def test_nodes_are_those_of_all_scripts_in_order_and_of_lists() -> None:
    assert linked_nodes(page({"a": 1}, [{"b": 2}, {"c": 3}])) == [{"a": 1}, {"b": 2}, {"c": 3}]


@pytest.mark.parametrize("key", ["@graph", "mainEntity", "mainEntityOfPage"])
def test_nodes_inside_a_graph_or_of_the_main_entity_are_read(key: str) -> None:
    assert linked_nodes(page({key: [ARTICLE]}))[1:] == [ARTICLE]
    assert linked_nodes(page({key: ARTICLE}))[1:] == [ARTICLE]


@pytest.mark.parametrize("key", ["comment", "suggestedAnswer", "author", "isPartOf"])
def test_comments_and_other_nodes_inside_an_article_are_not(key: str) -> None:
    inner = {"@type": "Article", "datePublished": "2001-01-01"}
    whole = {**ARTICLE, key: [inner]}
    assert linked_nodes(page(whole)) == [whole]


@pytest.mark.parametrize(
    "script",
    ['<!--{"a": 1}-->', '//<![CDATA[{"a": 1}//]]>', ' {"a": 1}; ', '{"a": 1};'],
)
def test_data_in_the_wrappings_of_old_are_read(script: str) -> None:
    assert linked_nodes(page(script)) == [{"a": 1}]


def test_a_line_break_inside_a_string_is_no_mistake() -> None:
    assert linked_nodes(page('{"a": "1\n2"}')) == [{"a": "1\n2"}]


@pytest.mark.parametrize("script", ['{"a": 1', "", "[" * 100_000, "1"])
def test_broken_data_give_no_node(script: str) -> None:
    assert linked_nodes(page(script)) == []


def test_other_scripts_are_no_data() -> None:
    assert linked_nodes(page({"a": 1}, kind="text/javascript")) == []
    assert linked_nodes(page({"a": 1}, kind="APPLICATION/LD+JSON; charset=utf-8")) == [{"a": 1}]
    assert linked_nodes(document_fromstring('<script>{"a": 1}</script><p>x</p>')) == []


def test_a_script_has_half_a_million_characters_at_most() -> None:
    room = LONGEST_SCRIPT - len('{"a": ""}')
    assert len(linked_nodes(page(f'{{"a": "{"x" * room}"}}'))) == 1
    assert linked_nodes(page(f'{{"a": "{"x" * (room + 1)}"}}')) == []


def test_a_page_has_2000_nodes_at_most() -> None:
    assert len(linked_nodes(page(*({"a": number} for number in range(MOST_NODES + 1))))) == MOST_NODES == 2000


def test_the_articles_node_is_the_first_of_its_type() -> None:
    other = {"@type": ["WebPage", "http://schema.org/BlogPosting"]}
    assert article_node([{"@type": "WebPage"}, {}, ARTICLE, other]) == ARTICLE
    assert article_node([{"@type": "Comment"}, other]) == other
    assert article_node([{"@type": "Comment"}]) == {}
    assert "Question" in ARTICLE_TYPES


def test_types_are_named_without_their_address() -> None:
    nodes = [{"@type": "https://schema.org/QAPage"}, {"@type": ["Article", 1]}, {}]
    assert node_types(nodes) == {"QAPage", "Article"}


def test_names_are_strings_nodes_or_lists_of_either() -> None:
    assert names("Ann") == ["Ann"]
    assert names({"name": "Ann"}) == ["Ann"]
    assert names(["Ann", {"name": ["Bo", "Cy"]}, {"url": "x"}, 7, None]) == ["Ann", "Bo", "Cy"]
    assert names(None) == []
    assert names(["Ann"] * 60) == ["Ann"] * 50


def test_a_blank_string_is_none() -> None:
    assert (string("a"), string(" \n"), string(1), string(None)) == ("a", None, None, None)
