"""What the form of a watchlists file promises."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from tasks.records import Kind, Layer
from tasks.watchlists import Definition, WatchlistError, compile_watchlists, definitions_from_toml


def test_a_list_is_written_as_terms_or_as_a_query_with_limits() -> None:
    data = tomllib.loads(
        """
        [watchlist.one]
        terms = ["a", "b"]
        [watchlist.two]
        query = "a AND b"
        layers = ["comment"]
        fields = ["title"]
        """
    )
    assert definitions_from_toml(data) == {
        "one": Definition(("a", "b")),
        "two": Definition(query="a AND b", layers=(Layer.COMMENT,), kinds=(Kind.TITLE,)),
    }


@pytest.mark.parametrize(
    ("name", "definition", "words"),
    [
        ("l", Definition(("",)), "'l', term ''"),
        ("l", Definition(("*",)), "'l', term '*'"),
        ("l", Definition(("--",)), "letter or digit"),
        ("l", Definition(("a*b*c*d*e*f",)), "4 wildcards"),
        ("l", Definition(), "'l' needs"),
        (" ", Definition(("a",)), "needs a name"),
        ("l", Definition(query="a AND\nb c"), "'l', query, line 2, column 3"),
    ],
)
def test_a_wrong_definition_is_refused_in_one_sentence(name: str, definition: Definition, words: str) -> None:
    with pytest.raises(WatchlistError) as refused:
        compile_watchlists({name: definition})
    assert words in str(refused.value)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"watchlists": {}}, "unknown key 'watchlists'"),
        ({"watchlist": []}, "[watchlist.NAME]"),
        ({"watchlist": {"l": []}}, "'l' must be a table"),
        ({"watchlist": {"l": {"term": []}}}, "unknown key 'term'"),
        ({"watchlist": {"l": {"terms": "a"}}}, "needs 'terms'"),
        ({"watchlist": {"l": {}}}, "either 'terms'"),
        ({"watchlist": {"l": {"terms": ["a"], "query": "b"}}}, "either 'terms'"),
        ({"watchlist": {"l": {"query": ["a"]}}}, "either 'terms'"),
        ({"watchlist": {"l": {"query": "a", "layers": ["furniture"]}}}, "some of article, comment, quoted"),
        ({"watchlist": {"l": {"query": "a", "fields": []}}}, "some of title, standfirst"),
    ],
)
def test_a_wrong_file_is_refused_in_one_sentence(data: dict[str, object], words: str) -> None:
    with pytest.raises(WatchlistError) as refused:
        definitions_from_toml(data)
    assert words in str(refused.value)


def test_the_shipped_lists_compile() -> None:
    path = Path(__file__).parents[3] / "config" / "watchlists.toml"
    definitions = definitions_from_toml(tomllib.loads(path.read_text(encoding="utf-8")))
    assert len(compile_watchlists(definitions).versions) == len(definitions) >= 4
