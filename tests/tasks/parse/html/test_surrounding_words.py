"""Lines around an article are told by how they begin, in every language of the list."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files

import pytest

from tasks.parse.html.surrounding_words import announces_others, begins_announcing, is_notice, stands_alone

TABLES = tomllib.loads(files("tasks.parse.html").joinpath("surroundings.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "line",
    [
        "Tags: rivers, locks",
        "  • Posted in Harbour",
        "© 2021 The Daily Sample",
        "(c) 2021",
        "Copyright 2021",
        "Text and pictures, all rights reserved",
        "Alle Rechte vorbehalten",
        "More from the harbour",
        "Most read",
        "Latest local sports headlines",
        "Share",
        "17 comments",
        "Comments (17",
        "Bitte zuerst einloggen",
        "Teilen",
        "À lire aussi",
        "Leer más",
        "Leggi anche",
        "Leia mais",
        "Lees ook",
        "Zobacz także",
        "Läs också",
        "Læs også",
        "Photo credit: Ann Lee",
    ],
)
def test_a_notice_is_told_by_its_beginning(line: str) -> None:
    assert is_notice(line, longest=25)


@pytest.mark.parametrize(
    "line",
    [
        "Shareholders met on Monday",
        "Nextdoor neighbours helped",
        "The lock was closed, and the mayor wanted to share the blame",
        "Postbote gebissen",
        "Most of the ships had left",
    ],
)
def test_a_word_that_only_begins_like_a_button_is_no_notice(line: str) -> None:
    assert not is_notice(line, longest=25)


def test_a_notice_has_as_many_words_as_asked_at_most() -> None:
    line = "Share " + "word " * 9
    assert is_notice(line, longest=10)
    assert not is_notice(line, longest=9)


@pytest.mark.parametrize(
    "line", ["Advertisement", "- ANZEIGE -", "Publicité", "Pubblicità", "Click to share on paper", "Read more »"]
)
def test_a_label_stands_alone(line: str) -> None:
    assert stands_alone(line)


@pytest.mark.parametrize("line", ["Advertisement for a ferry", "The Anzeige", "Read more of it", "Advertisement ....."])
def test_a_label_is_a_whole_line(line: str) -> None:
    assert not stands_alone(line)


@pytest.mark.parametrize(
    "line",
    [
        "Related stories",
        "See also",
        "Mehr zum Thema:",
        "Das könnte Sie auch interessieren",
        "Ceci pourrait vous intéresser",
        "Otras noticias de Quito",
        "Ti potrebbe interessarti",
        "Veja também",
        "Lees meer",
        "Lue myös",
        "Läs mer",
        "Polecamy",
    ],
)
def test_others_are_announced_by_a_whole_line_or_its_beginning(line: str) -> None:
    assert announces_others(line)
    assert begins_announcing(f"{line} Ferry stops")


def test_an_announcement_has_60_characters_at_most() -> None:
    line = "Otras noticias sobre " + "x" * 39
    assert len(line) == 60
    assert announces_others(line)
    assert not announces_others(line + "x")
    assert begins_announcing(line + "x")
    assert not announces_others("The harbour, see also")
    assert not begins_announcing("The harbour, see also")


def entries() -> list[tuple[str, str, str]]:
    tables = {
        "openings": TABLES["notice"]["openings"],
        "words": TABLES["notice"]["words"],
        "alone": TABLES["alone"],
        "others": TABLES["others"],
    }
    return [
        (name, language, entry) for name, table in tables.items() for language in table for entry in table[language]
    ]


def test_entries_are_patterns_of_a_known_language_and_stand_once() -> None:
    found = entries()
    assert len(found) == len(set(found))
    assert {language for _, language, _ in found} <= {
        "any",
        "en",
        "de",
        "fr",
        "es",
        "it",
        "pt",
        "nl",
        "pl",
        "sv",
        "da",
        "fi",
    }
    assert all(re.compile(entry) for _, _, entry in found)


@pytest.mark.parametrize("name", ["openings", "words", "alone", "others"])
def test_every_plain_entry_is_found(name: str) -> None:
    plain = [entry for table, _, entry in entries() if table == name and re.fullmatch(r"[\w ]+", entry)]
    assert len(plain) >= 3
    for entry in plain:
        text = entry.upper().replace(" ", "\u00a0")
        if name == "others":
            assert announces_others(text)
        elif name == "alone":
            assert stands_alone(text)
        else:
            assert is_notice(text, longest=25)
