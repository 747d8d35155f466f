"""A byline gives the names in it, and a line that is none gives nothing."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.text.bylines import (
    LONGEST_BYLINE,
    LONGEST_NAME,
    MOST_AUTHORS,
    MOST_WORDS,
    forename_first,
    is_byline,
    split_authors,
)


@pytest.mark.parametrize(
    ("byline", "expected"),
    [
        ("By Ann Lee and Bo Chan, Staff Writers", ("Ann Lee", "Bo Chan")),
        ("by Ann Lee", ("Ann Lee",)),
        ("Ann Lee", ("Ann Lee",)),
        ("Written by Ann Lee", ("Ann Lee",)),
        ("Posted by: By Ann Lee", ("Ann Lee",)),
        ("Author: Ann Lee", ("Ann Lee",)),
        ("Von Ann Lee und Bo Chan", ("Ann Lee", "Bo Chan")),
        ("Par Ann Lee et Bo Chan", ("Ann Lee", "Bo Chan")),
        ("Oleh Ann Lee dan Bo Chan", ("Ann Lee", "Bo Chan")),
        ("Bylund Ann", ("Bylund Ann",)),
        ("Ann Lee & Bo Chan; Cy Dow | Di Eck", ("Ann Lee", "Bo Chan", "Cy Dow", "Di Eck")),
        ("Ann Lee - Bo Chan", ("Ann Lee", "Bo Chan")),
        ("Ann-Lee Chan", ("Ann-Lee Chan",)),
        ("Ann Lee, Ann Lee", ("Ann Lee",)),
        ("By Ann Lee in Kabul", ("Ann Lee",)),
        ("By Ann Lee on July 14", ("Ann Lee",)),
        ("By Ann Lee (Kabul)", ("Ann Lee",)),
        ("By Ann Lee 14 July", ("Ann Lee",)),
        ("Von Ann Lee am Montag", ("Ann Lee",)),
        ("'Ann Lee'.", ("Ann Lee",)),
        ("annlee", ("annlee",)),
        ("ann lee", ()),
        ("łukasz kot", ()),
        ("A", ()),
        ("Al", ("Al",)),
        ("--", ()),
        ("Ann.com", ()),
        ("ann@a.example", ()),
        ("https://a.example/ann", ()),
        ("By Staff Writer", ("Staff Writer",)),
        ("By Columnist", ()),
        ("By The Associated Press", ("The Associated Press",)),
        ("MND Staff", ("MND Staff",)),
        ("By Ann Lee and MND Staff", ("Ann Lee",)),
        ("By Ann Lee, Reuters", ("Ann Lee",)),
        ("Ann Lee, Political Editor", ("Ann Lee",)),
        ("신현주 기자", ("신현주",)),
        ("Ann Lee\nLeitende Wirtschaftsredakteurin", ("Ann Lee",)),
        ("By Ann Lee\nBy Bo Chan", ("Ann Lee", "Bo Chan")),
        ("By April Jones", ("April Jones",)),
        ("April", ()),
        ("June Monday", ()),
        ("Ann Lee\nMarch 25, 2015", ("Ann Lee",)),
        ("By\nAnn Lee\nBo Chan", ("Ann Lee", "Bo Chan")),
        ("By Ann Lee March 25", ("Ann Lee",)),
        ("ByAnn Lee", ("Ann Lee",)),
        ("Byron Lee", ("Byron Lee",)),
        ("BY ANN O'LEE-CHAN", ("Ann O'Lee-Chan",)),
        ("ANN LEE", ("ANN LEE",)),
        ("BY AFP", ("AFP",)),
        ("Name * Ann Lee", ("Ann Lee",)),
        ("By The River", ()),
        ("記者林宸誼", ("林宸誼",)),
        ("Автор\nОлеся Коваль", ("Олеся Коваль",)),
        ("Keine Kommentare", ()),
        ("Sign Out", ()),
        ("Location: Oslo", ()),
        ("Written by", ()),
        ("Di Maio attacca", ()),
        ("Read more", ()),
        ("Monday", ()),
        ("", ()),
    ],
)
def test_a_byline_is_cut_into_its_names(byline: str, expected: tuple[str, ...]) -> None:
    assert split_authors(byline) == expected


def test_names_have_a_longest_and_a_most() -> None:
    assert split_authors("A" * LONGEST_NAME) == ("A" * LONGEST_NAME,)
    assert split_authors("A" * (LONGEST_NAME + 1)) == ()
    assert split_authors("Aa " * MOST_WORDS) == (" ".join(["Aa"] * MOST_WORDS),)
    assert split_authors("Aa " * (MOST_WORDS + 1)) == ()
    many = [f"Zo{chr(97 + number)}" for number in range(MOST_AUTHORS + 1)]
    assert split_authors(", ".join(many)) == tuple(many[:MOST_AUTHORS])


def test_what_stands_beyond_five_hundred_characters_is_not_read() -> None:
    assert split_authors("Ann Lee," + " " * 490 + "Bo") == ("Ann Lee", "Bo")
    assert split_authors("Ann Lee," + " " * 492 + "Bo") == ("Ann Lee",)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("By Ann Lee", True),
        ("By Ann Lee.", False),
        ("By Ann Lee. ", False),
        ("Ann Lee", False),
        ("By the river", False),
        ("By Ann Lee in " + "x" * (LONGEST_BYLINE - 14), True),
        ("By Ann Lee in " + "x" * (LONGEST_BYLINE - 13), False),
    ],
)
def test_a_line_is_a_byline_where_it_says_so_and_nothing_else(line: str, expected: bool) -> None:
    assert is_byline(line) is expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Lee, Ann", "Ann Lee"),
        ("van der Lee, Ann B.", "Ann B. van der Lee"),
        ("Ann Lee, Bo Chan", "Ann Lee, Bo Chan"),
        ("Lee, MA", "Lee, MA"),
        ("Lee, Reporter", "Lee, Reporter"),
        ("Ann Lee", "Ann Lee"),
    ],
)
def test_a_surname_before_the_comma_goes_behind(name: str, expected: str) -> None:
    assert forename_first(name) == expected


LISTS = tomllib.loads(files("tasks.text").joinpath("bylines.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", LISTS)
def test_words_are_plain_and_listed_once_in_a_language(name: str) -> None:
    for words in LISTS[name].values():
        assert sorted(words.split()) == sorted(set(words.split()))
        assert all(word.replace("_", "").isalpha() for word in words.split())


@pytest.mark.parametrize("word", [word for words in LISTS["refused"].values() for word in words.split()])
def test_a_line_with_a_refused_word_is_no_name(word: str) -> None:
    assert split_authors(f"{word.title()} Ann") == ()
    assert split_authors(f"Ann X{word}x") == (f"Ann X{word}x",)


@given(st.text(max_size=600))
def test_no_text_raises_and_names_are_short(text: str) -> None:
    names = split_authors(text)
    assert len(names) <= MOST_AUTHORS
    assert all(2 <= len(name) <= LONGEST_NAME for name in names)
