"""Which words beside a person's name are a role."""

from __future__ import annotations

import pytest

from tasks.entities.meaning.roles import role_of

NAME = "Maria Okonta"


def role(text: str) -> str | None:
    start = text.index(NAME)
    return role_of(text, start, start + len(NAME))


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("mayor ", "mayor"),
        ("Mayor ", "Mayor"),
        ("He met the harbour mayor ", "mayor"),
        ("He met Harbour Mayor ", "Harbour Mayor"),
        ("the former prime minister ", "former prime minister"),
        ("On Monday Foreign Minister ", "Foreign Minister"),
        ("He left, Deputy Mayor ", "Deputy Mayor"),
        ("He met Bo. Mayor ", "Mayor"),
        ("the U.S. ambassador ", "U.S. ambassador"),
        ("the Secretary of State ", "Secretary of State"),
        ("the U.S. Secretary of State ", "U.S. Secretary of State"),
        ("Secretary of State ", "Secretary of State"),
        ("Town of State ", None),
        ("of State ", None),
        ("Secretary for State ", None),
        ("Innenminister ", "Innenminister"),
        ("die Vizekanzlerin ", "Vizekanzlerin"),
        ("the harbour of ", None),
        ("The mayor\n", None),
        ("mayor\n", None),
        ("mayor, ", None),
        ("He met the mayor of Leeds. ", None),
        ("He met the mayor of Leeds, ", None),
        ("mayor", None),
        ("", None),
        (" ", None),
    ],
)
def test_the_words_right_before_a_name_are_a_role_that_ends_in_an_office(before: str, expected: str | None) -> None:
    assert role(f"{before}{NAME} left.") == expected


@pytest.mark.parametrize("mark", [",", ";", ":", "."])
def test_a_role_begins_behind_a_mark(mark: str) -> None:
    assert role(f"Leeds{mark} Mayor {NAME} left.") == "Mayor"
    assert role(f"Leeds Mayor {NAME} left.") == "Leeds Mayor"


@pytest.mark.parametrize(("count", "kept"), [(6, 6), (7, 7), (8, 7)])
def test_a_role_has_seven_words_before_its_office_at_most(count: int, kept: int) -> None:
    assert role(f"{'Ut ' * count}mayor {NAME} left.") == f"{'Ut ' * kept}mayor"


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("The Afghan president, ", ", left.", "Afghan president"),
        ("The Afghan president, ", ".", "Afghan president"),
        ("The Afghan president, ", " left.", None),
        ("The Afghan president, ", "; he left.", None),
        ("An Afghan president, ", ", left.", "Afghan president"),
        ("Afghan president, ", ", left.", None),
        ("The Afghan president ", ", left.", "Afghan president"),
        ("Leeds's mayor, ", ", left.", "Leeds's mayor"),
        ("At noon Leeds’s mayor, ", ", left.", "Leeds’s mayor"),
        ("The mayor of Leeds, ", ", left.", "mayor of Leeds"),
        ("The envoy for the north, ", ", left.", "envoy for the north"),
        ("The mayor in Leeds, ", ", left.", None),
        ("The mayor arrived in Leeds, ", ", left.", None),
        ("The judge met the mayor of Leeds, ", ", left.", "mayor of Leeds"),
        ("The harbour, ", ", left.", None),
        ("The\nmayor, ", ", left.", None),
        (", ", ", left.", None),
    ],
)
def test_a_role_before_a_comma_is_definite_and_the_name_is_closed(
    before: str, after: str, expected: str | None
) -> None:
    assert role(f"{before}{NAME}{after}") == expected


@pytest.mark.parametrize(("count", "is_read"), [(6, True), (7, False)])
def test_an_office_stands_eight_words_before_the_comma_at_most(count: int, is_read: bool) -> None:
    words = f"mayor of{' ut' * count}"
    assert role(f"The {words}, {NAME}, left.") == (words if is_read else None)


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        (", the mayor, left.", "mayor"),
        (", a mayor.", "mayor"),
        (", mayor; he left.", "mayor"),
        (", an ambassador", "ambassador"),
        (" (the mayor) left.", "mayor"),
        (", who is the mayor, left.", "mayor"),
        (", then the mayor, left.", "mayor"),
        (", now mayor, left.", "mayor"),
        (", the US secretary of State, left.", "US secretary of State"),
        (", the mayor of the City of Leeds, left.", "mayor of the City of Leeds"),
        (", chief of staff, left.", "chief of staff"),
        (", the former deputy prime minister, left.", "former deputy prime minister"),
        (", the old mayor, left.", None),
        (", the mayor left.", None),
        (", the harbour, burned.", None),
        ("; the mayor, left.", None),
        (" the mayor, left.", None),
        (",\nmayor, left.", None),
        (", mayor of\nLeeds, left.", None),
        (", mayor\nof Leeds.", "mayor"),
        (".", None),
    ],
)
def test_an_office_behind_a_name_is_a_role_where_a_mark_closes_it(after: str, expected: str | None) -> None:
    assert role(f"{NAME}{after}") == expected


@pytest.mark.parametrize(("count", "is_read"), [(5, True), (6, False)])
def test_a_role_behind_a_name_has_five_words_before_its_office_at_most(count: int, is_read: bool) -> None:
    assert role(f"{NAME}, {'Ut ' * count}mayor, left.") == (f"{'Ut ' * count}mayor" if is_read else None)


def test_the_words_before_a_name_go_before_those_behind_it() -> None:
    assert role(f"The judge, {NAME}, a mayor, left.") == "judge"
    assert role(f"Judge {NAME}, a mayor, left.") == "Judge"


@pytest.mark.parametrize(("length", "is_read"), [(75, True), (76, False)])
def test_ninety_characters_before_a_name_are_looked_at(length: int, is_read: bool) -> None:
    place = "U" * length
    assert role(f"The mayor of {place}, {NAME}, left.") == (f"mayor of {place}" if is_read else None)


@pytest.mark.parametrize(("length", "is_read"), [(82, True), (83, False)])
def test_ninety_characters_behind_a_name_are_looked_at(length: int, is_read: bool) -> None:
    place = "U" * length
    assert role(f"{NAME}, {place} mayor, left.") == (f"{place} mayor" if is_read else None)
