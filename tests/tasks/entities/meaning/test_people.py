"""What joining the names of one document promises: people, acronyms, roles."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.entities.lexicon.gazetteer import Gazetteer
from tasks.entities.meaning import acronyms
from tasks.entities.meaning.join import entity_id
from tasks.entities.meaning.people import People
from tasks.entities.meaning.roles import role_of
from tasks.entities.mentions import find_mentions
from tests.tasks.entities.test_mentions import page_of


def people(*names: str) -> People:
    """The people of a document that names these, ten characters apart."""
    found = People()
    for number, name in enumerate(names):
        found.learn(name, number * 10)
    return found


def test_a_surname_a_given_name_and_initials_mean_the_full_name() -> None:
    found = people("Tariq J. Belhadi")
    for short in ("Belhadi", "Tariq", "Tariq Belhadi", "T. Belhadi", "T.J. Belhadi"):
        assert found.full_name(short, 5) == "Tariq J. Belhadi"
    assert found.full_name("Okonta", 5) is None


def test_the_fullest_form_names_the_person_whenever_it_comes() -> None:
    assert people("T. Belhadi", "Tariq Belhadi").full_name("Belhadi", 1) == "Tariq Belhadi"


def test_an_initial_that_fits_two_people_is_neither() -> None:
    found = people("Tariq Belhadi", "Tom Belhadi", "T. Belhadi")
    assert found.full_name("T. Belhadi", 20) == "T. Belhadi"


def test_of_two_with_one_surname_the_title_decides_and_then_who_was_named_last() -> None:
    found = people("Maria Okonta", "Peter Okonta")
    assert found.full_name("Okonta", 50, "Mrs") == "Maria Okonta"
    assert found.full_name("Okonta", 50, "Mr") == "Peter Okonta"
    assert found.full_name("Okonta", 5) == "Maria Okonta"
    assert found.full_name("Okonta", 50) == "Peter Okonta"


def test_a_surname_goes_before_a_given_name() -> None:
    assert people("Paul Simon", "Simon Weston").full_name("Simon", 30) == "Paul Simon"


@given(st.lists(st.text(st.sampled_from("AB. -éЖ"), max_size=9), max_size=12), st.text(max_size=6))
def test_whoever_is_asked_for_the_answer_is_a_name_that_was_learned(names: list[str], asked: str) -> None:
    assert people(*names).full_name(asked, 15) in {None, *names}


@pytest.mark.parametrize(
    ("text", "long_form", "acronym"),
    [
        ("the Zubrik Trade Organization (ZTO) met", "Zubrik Trade Organization", "ZTO"),
        ("the ZTO (Zubrik Trade Organization) met", "Zubrik Trade Organization", "ZTO"),
        ("the Zubrik Trade Organization (Kabul) met", "Zubrik Trade Organization", None),
        ("the Zubrik (ZTO) met", "Zubrik", None),
        ("the Zubrik Trade Organization ZTO met", "Zubrik Trade Organization", None),
    ],
)
def test_an_acronym_stands_in_brackets_after_or_before(text: str, long_form: str, acronym: str | None) -> None:
    start = text.index(long_form)
    assert acronyms.beside(text, start, start + len(long_form), long_form) == acronym


def test_a_long_name_has_initials_and_a_short_one_none() -> None:
    assert acronyms.initials("Office of the Zubrik Auditor") == acronyms.acronym_key("OZA")
    assert acronyms.initials("Zubrik Office") is None


def test_an_acronym_nobody_defined_is_the_organisation_with_these_initials(gazetteer: Gazetteer) -> None:
    text = "They asked the Zubrik Audit Office. The ZAO refused."
    found = find_mentions(page_of(text), gazetteer)
    assert [(mention.name, mention.entity_id) for mention in found] == [("Zubrik Audit Office", found[0].entity_id)] * 2


@pytest.mark.parametrize(
    ("before", "after", "role"),
    [
        ("The Afghan president, ", ", spoke", "Afghan president"),
        ("Examplia's foreign minister, ", ", spoke", "Examplia's foreign minister"),
        ("On Monday Foreign Minister ", " spoke", "Foreign Minister"),
        ("a Union spokeswoman ", " spoke", "Union spokeswoman"),
        ("the U.S. Secretary of State ", " spoke", "U.S. Secretary of State"),
        ("then ", ", the US secretary of state, spoke", "US secretary of state"),
        ("then ", ", spokeswoman for the Ministry of Trade, spoke", "spokeswoman for the Ministry of Trade"),
        ("then ", " (mayor of Springfield) spoke", "mayor of Springfield"),
        ("Bundeskanzlerin ", " sprach", "Bundeskanzlerin"),
        ("After the president, ", " spoke", None),
        ("then ", ", who met the president, spoke", None),
        ("Mr ", " spoke", None),
        ("", "", None),
    ],
)
def test_the_words_beside_a_name_give_a_role(before: str, after: str, role: str | None) -> None:
    text = f"{before}Tariq Belhadi{after}"
    assert role_of(text, len(before), len(before) + len("Tariq Belhadi")) == role


def test_a_mention_carries_the_role_that_is_said_of_it(gazetteer: Gazetteer) -> None:
    text = "The Afghan president, Tariq Belhadi, left. Belhadi was tired."
    found = [mention for mention in find_mentions(page_of(text), gazetteer) if mention.type == "PERSON"]
    assert [(mention.name, mention.role) for mention in found] == [
        ("Tariq Belhadi", "Afghan president"),
        ("Tariq Belhadi", None),
    ]


def test_the_same_name_and_type_is_the_same_entity_however_it_is_spelled() -> None:
    assert entity_id("ORG", "the Zubrik Defence Organisation") == entity_id("ORG", "Zubrik Defense Organization")
    assert entity_id("ORG", "Zubrik") != entity_id("PERSON", "Zubrik")
