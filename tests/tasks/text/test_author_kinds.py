"""The words of a name tell persons from staffs, agencies and organisations; roles are no part of a name."""

from __future__ import annotations

import pytest

from tasks.text.author_kinds import AuthorKind, author_kind, has_role, is_role, without_role


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Ann Lee", AuthorKind.PERSON),
        ("Theo Press-Lee", AuthorKind.ORGANISATION),  # the price of a word list
        ("April Jones", AuthorKind.PERSON),
        ("MND Staff", AuthorKind.STAFF),
        ("MM-Redaktion", AuthorKind.STAFF),
        ("Web Desk", AuthorKind.STAFF),
        ("The Associated Press", AuthorKind.AGENCY),
        ("Agence France-Presse", AuthorKind.AGENCY),
        ("dpa", AuthorKind.AGENCY),
        ("The New York Times", AuthorKind.ORGANISATION),
        ("mdr.de", AuthorKind.ORGANISATION),
        ("", AuthorKind.PERSON),
    ],
)
def test_a_name_is_of_the_kind_that_its_words_say(name: str, kind: AuthorKind) -> None:
    assert author_kind(name) is kind


@pytest.mark.parametrize("text", ["Staff Writer", "senior reporter", "Editor", "기자"])
def test_a_role_is_nothing_but_a_role(text: str) -> None:
    assert is_role(text)
    assert without_role(text) == text
    assert not is_role(f"Ann {text}")


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("신현주 기자", "신현주"),
        ("林宸誼記者", "林宸誼"),
        ("記者林宸誼", "林宸誼"),
        ("Reporter Ann", "Reporter Ann"),
        ("Ann Lee", "Ann Lee"),
    ],
)
def test_a_name_loses_the_role_beside_it(printed: str, name: str) -> None:
    assert without_role(printed) == name


def test_a_role_may_stand_among_other_words_or_end_a_word() -> None:
    assert has_role("Redakteurin für Kultur")
    assert has_role("Leitender Wirtschaftsredakteur")
    assert not has_role("Ann Lee")
