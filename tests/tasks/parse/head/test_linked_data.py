"""What is read of a page's JSON-LD, and which node is the article's."""

from __future__ import annotations

import json

import pytest
from lxml.html import HtmlElement, document_fromstring

from tasks.parse.head.linked_data import (
    ARTICLE_TYPES,
    MOST_NODES,
    MOST_SCRIPTS,
    article_node,
    known_nodes,
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


def test_a_page_has_100_scripts_at_most() -> None:
    assert len(linked_nodes(page(*({"a": number} for number in range(MOST_SCRIPTS + 1))))) == MOST_SCRIPTS == 100


def test_a_page_has_2000_nodes_at_most() -> None:
    assert len(linked_nodes(page([{"a": number} for number in range(MOST_NODES + 1)]))) == MOST_NODES - 1 == 1999


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


def test_a_node_that_is_pointed_to_gives_its_name() -> None:
    known = known_nodes([{"@id": "#p1"}, {"@id": "#p1", "name": "Ann"}, {"@id": "#p1"}, {"@id": 7}])
    assert names({"@id": "#p1"}, known) == ["Ann"]
    assert names([{"@id": "#p1"}, {"@id": "#p1", "name": "Bo"}, {"@id": "#p2"}], known) == ["Ann", "Bo"]


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ({"givenName": "Ann", "familyName": "Lee"}, "Ann Lee"),
        ({"name": "", "familyName": "Lee"}, "Lee"),
        ({"@type": "Person", "name": "Lee, Ann"}, "Ann Lee"),
        ({"@type": "Organization", "name": "Lee, Chan"}, "Lee, Chan"),
        ("Ann &amp; Bo", "Ann & Bo"),
        ('["Ann"]', "Ann"),
        ('[{"name": "Ann"}]', "Ann"),
        ("[", None),
    ],
)
def test_names_are_read_in_every_way_of_writing_them(written: object, name: str | None) -> None:
    assert names(written) == ([] if name is None else [name])
