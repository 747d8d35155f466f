"""What the rules say of the names of one line."""

from __future__ import annotations

import pytest

from tasks.entities.finding.candidates import Candidate
from tasks.entities.finding.rules import RuleModel
from tasks.entities.lexicon.gazetteer import Gazetteer, NamedPlace, Place, PlaceKind, build_index

Found = list[tuple[str, str | None, float]]


def _row(name: str, kind: PlaceKind, people: int = 0, *others: str) -> NamedPlace:
    return NamedPlace(Place(1, name, kind, "XX", "1", 1.0, 1.0, people), others)


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    city = PlaceKind.CITY
    return Gazetteer(
        build_index(
            [
                _row("Overland", PlaceKind.CONTINENT),
                _row("Examplia", PlaceKind.COUNTRY, 0, "People's Republic of Examplia", "EXA"),
                _row("Oldland", PlaceKind.REGION),
                _row("Maria Land", PlaceKind.REGION),
                _row("Middle Sea", PlaceKind.AREA),
                _row("Fairshire", PlaceKind.COUNTY),
                _row("Bigtown", city, 100_000, "Nickname", "Old Nickname"),
                _row("Almosttown", city, 99_999),
                _row("Port Zubrik", city, 5),
                _row("Old Bigtown", city, 100),
                _row("Maria Town", city, 5),
                _row("Bank of Fairness", city, 99),
                _row("Reading", city, 99),
                _row("QAB", city, 10),
                _row("QABCD", city, 10),
                _row("QEFG", city, 200_000),
                _row("QEFGH", city, 200_000),
                _row("St. Zub", city, 10),
                _row("Florence", city, 200_000),
                _row("Golden", city, 200_000),
                _row("Tuesday", city, 200_000),
            ]
        )
    )


def found(gazetteer: Gazetteer, text: str, vocabulary: str = "") -> Found:
    """The names of a line: text, type and confidence."""
    candidates = RuleModel(gazetteer, frozenset(vocabulary.split())).find(text, 0, len(text))
    return [(text[name.start : name.end], name.type, name.confidence) for name in candidates]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("then Deputy Prime Minister Zubrik Omid met", [("Zubrik Omid", "PERSON", 0.9)]),
        ("then Mr. Zubrik met", [("Zubrik", "PERSON", 0.9)]),
        ("then President, Minister Zubrik met", [("Zubrik", "PERSON", 0.9)]),  # a comma ends the titles
        ("then Prime Minister met", []),  # titles alone are no name
        ("then Prime Minister", []),  # nor at the end
        ("then Prime Minister, Zubrik met", [("Zubrik", None, 0.25)]),
        ("then Vice Zubrik met", [("Vice Zubrik", "PERSON", 0.45)]),  # a part of a title says nothing by itself
        ("then Minister of Trade met", []),
        (
            "then President Ministry of Trade met",
            [("Ministry of Trade", "ORG", 0.8)],
        ),  # the organisation is named for no president
        ("then President Zubrik University met", [("Zubrik", "PERSON", 0.9)]),
        ("then General Bank met", []),
        ("then President Afghan met", [("Afghan", "NORP", 0.85)]),
    ],
)
def test_titles_before_a_name_make_a_person_and_are_no_part_of_it(
    gazetteer: Gazetteer, text: str, names: Found
) -> None:
    assert found(gazetteer, text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("then Maria Zubrik met", [("Maria Zubrik", "PERSON", 0.8)]),
        ("then Maria Bishop met", [("Maria Bishop", "PERSON", 0.8)]),  # right after a given name a title is a surname
        ("then Maria Omid Bishop met", [("Maria Omid", "PERSON", 0.8)]),  # and later it is none
        ("then Maria Ana Bo Cy Dax Ely met", [("Maria Ana Bo Cy", "PERSON", 0.8), ("Dax Ely", "PERSON", 0.45)]),
        ("then Jean-Zub Okonta met", [("Jean-Zub Okonta", "PERSON", 0.8)]),
        ("then Maria University met", [("Maria University", "ORG", 0.8)]),
        ("then Maria Airport met", [("Maria Airport", "FAC", 0.7)]),
        ("then Maria Afghan met", [("Maria Afghan", "PERSON", 0.8)]),
        ("then Maria & Omid met", [("Maria", "PERSON", 0.5), ("Omid", None, 0.25)]),
        ("then J. Zubrik met", [("J. Zubrik", "PERSON", 0.8)]),  # an initial
        ("then J Zubrik met", [("J Zubrik", "PERSON", 0.45)]),  # no initial without a full stop
        ("then J met", [("J", None, 0.25)]),
    ],
)
def test_a_given_name_before_another_makes_a_person_of_four_words_at_most(
    gazetteer: Gazetteer, text: str, names: Found
) -> None:
    assert found(gazetteer, text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("then Maria met", [("Maria", "PERSON", 0.5)]),
        ("then April met", []),
        ("then Chad met", [("Chad", None, 0.25)]),
        ("then J. Maria met", [("J. Maria", "PERSON", 0.8)]),
        ("then MARIA met", [("MARIA", "PERSON", 0.5)]),
        ("then April Zubrik met", [("Zubrik", None, 0.25)]),
        ("then Chad Zubrik met", [("Chad Zubrik", "PERSON", 0.8)]),
        ("then Chad Bishop met", [("Chad", None, 0.25)]),  # a surname that is a title needs a surer given name
    ],
)
def test_a_given_name_alone_makes_a_person_unless_it_is_often_something_else(
    gazetteer: Gazetteer, text: str, names: Found
) -> None:
    assert found(gazetteer, text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "Maria Zubrik, Omid Okonta Dunkel Largely Bravely",
            [("Maria Zubrik", "PERSON", 0.8), ("Omid Okonta Dunkel Largely Bravely", None, 0.2)],
        ),
        (
            "Maria Zubrik Omid, Okonta Dunkel Largely Bravely",
            [("Maria Zubrik Omid", "PERSON", 0.8), ("Okonta Dunkel Largely Bravely", None, 0.2)],
        ),
        (
            "Maria Zubrik Omid Okonta, Dunkel Largely Bravely",
            [("Maria Zubrik Omid Okonta", None, 0.2), ("Dunkel Largely Bravely", None, 0.2)],
        ),  # a run of four is no person
        (
            "Maria Zubrik Visits Omid Okonta Slowly Today",
            [("Maria Zubrik Visits Omid Okonta", None, 0.2), ("Slowly", None, 0.1)],
        ),
        (
            "Maria, Okonta Dunkel Largely Bravely Slowly",
            [("Maria", None, 0.1), ("Okonta Dunkel Largely Bravely Slowly", None, 0.2)],
        ),  # nor is a given name alone
        (
            "Maria, Okonta Dunkel Largely Bravely",
            [("Maria", "PERSON", 0.5), ("Okonta Dunkel Largely Bravely", "PERSON", 0.45)],
        ),  # but where the line is not weak it is
        (
            "spokesman Zubrik, Omid Okonta Dunkel Largely Bravely",
            [("Zubrik", None, 0.1), ("Omid Okonta Dunkel Largely Bravely", None, 0.2)],
        ),  # nor what has a cue
        (
            "Zubrik said, Omid Okonta Dunkel Largely Bravely",
            [("Zubrik", None, 0.1), ("Omid Okonta Dunkel Largely Bravely", None, 0.2)],
        ),
        (
            "said Zubrik Omid, Okonta Dunkel Largely Bravely",
            [("Zubrik Omid", None, 0.2), ("Okonta Dunkel Largely Bravely", None, 0.2)],
        ),
    ],
)
def test_weak_lines_hold_only_persons_of_two_or_three_words_with_a_given_name(
    gazetteer: Gazetteer, text: str, names: Found
) -> None:
    assert found(gazetteer, text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("then spokesman Zubrik met", [("Zubrik", "PERSON", 0.7)]),
        ("then spokesman Zubrik Omid met", [("Zubrik Omid", "PERSON", 0.7)]),
        ("then spokesman Bigtown met", [("Bigtown", "GPE", 0.85)]),  # unless it is a big place
        ("then spokesman Almosttown met", [("Almosttown", "PERSON", 0.7)]),
        ("then spokesman Monday met", []),
        ("then said Zubrik met", [("Zubrik", None, 0.25)]),  # a speech verb needs a full name after it
        ("then said Zubrik Omid met", [("Zubrik Omid", "PERSON", 0.65)]),
        ("then Zubrik said", [("Zubrik", "PERSON", 0.6)]),
        ("then Zubrik Omid said", [("Zubrik Omid", "PERSON", 0.6)]),
        ("then Zubrik, said", [("Zubrik", "PERSON", 0.6)]),
        ("then ZUB said", [("ZUB", "ORG", 0.5)]),  # an acronym that speaks is an organisation
        ("then Zubrik Omid, minister of trade", [("Zubrik Omid", "PERSON", 0.65)]),
        ("then Zubrik, minister of trade", [("Zubrik", None, 0.25)]),
        ("then Zubrik Omid, the old minister", [("Zubrik Omid", "PERSON", 0.65)]),
        (
            "then Zubrik Omid, the very old minister",
            [("Zubrik Omid", "PERSON", 0.45)],
        ),  # the fourth word after the comma
        ("then Zubrik Omid minister of", [("Zubrik Omid", "PERSON", 0.45)]),
        ("by Zubrik & Omid then", [("Zubrik", "PERSON", 0.7), ("Omid", None, 0.25)]),
    ],
)
def test_cues_before_a_name_or_after_it_make_a_person(gazetteer: Gazetteer, text: str, names: Found) -> None:
    assert found(gazetteer, text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("then Middle Sea met", [("Middle Sea", "LOC", 0.85)]),
        ("then Port Zubrik met", [("Port Zubrik", "GPE", 0.65)]),
        ("The People's Republic of Examplia met", [("People's Republic of Examplia", "GPE", 0.85)]),
        ("then Old Bigtown met", [("Old Bigtown", "GPE", 0.65)]),
        (
            "then Old Nickname met",
            [("Old Nickname", "GPE", 0.6)],
        ),  # another name of a city is no such place, but several words are sure enough
        (
            "Old Nickname, Omid Okonta Dunkel Largely Bravely",
            [("Nickname", None, 0.1), ("Omid Okonta Dunkel Largely Bravely", None, 0.2)],
        ),  # though not in a weak line
        ("then Maria Town met", [("Maria Town", "PERSON", 0.8)]),  # a given name before a small town
        ("then Maria Land met", [("Maria Land", "GPE", 0.85)]),  # a big place is meant all the same
        ("then Monday Port Zubrik met", [("Port Zubrik", "GPE", 0.65)]),
        (
            "then Port Zubrik Omid met",
            [("Port Zubrik", "LOC", 0.7), ("Omid", None, 0.25)],
        ),  # not where another word of a name follows
        ("then Port Zubrik President met", [("Port Zubrik", "GPE", 0.65)]),
        ("then Port Zubrik Monday met", [("Port Zubrik", "GPE", 0.65)]),
        ("then Port Zubrik Afghan met", [("Port Zubrik", "GPE", 0.65), ("Afghan", "NORP", 0.85)]),
        ("then Port Zubrik University met", [("Port Zubrik University", "ORG", 0.8)]),
        ("then Middle Sea University met", [("Middle Sea University", "ORG", 0.8)]),
        ("then Port Zubrik", [("Port Zubrik", "GPE", 0.65)]),
    ],
)
def test_a_place_of_several_words_is_found_whole(gazetteer: Gazetteer, text: str, names: Found) -> None:
    assert found(gazetteer, text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("then Zubrik University met", [("Zubrik University", "ORG", 0.8)]),
        ("then University met", []),
        (
            "then they came with Zubrik Omid Trade Bank again yesterday evening",
            [("Zubrik Omid Trade Bank", "ORG", 0.8)],
        ),
        (
            "there some people later went with Zub Omi Oko Dun Lar Bra Fel University again yesterday evening",
            [("Zub Omi Oko Dun Lar Bra Fel University", "ORG", 0.8)],
        ),  # eight words
        (
            "there some people later went with Dax Zub Omi Oko Dun Lar Bra Fel University again yesterday evening",
            [("Dax Zub Omi Oko Dun", "ORG", 0.45), ("Lar Bra Fel University", "ORG", 0.8)],
        ),
        ("The Bank met", []),
        ("then Monday Bank met", []),
        ("then Bank of Zubrik met", [("Bank of Zubrik", "ORG", 0.8)]),
        ("then Bank of the Zubrik met", [("Bank of the Zubrik", "ORG", 0.8)]),
        ("then Zubrik Bank of Omid met", [("Zubrik Bank of Omid", "ORG", 0.8)]),
        ("then Bank for Zubrik met", [("Zubrik", None, 0.25)]),  # only some heads go on with for
        ("then Ministry for Zubrik met", [("Ministry for Zubrik", "ORG", 0.8)]),
        ("then Ministry on Zubrik met", [("Ministry on Zubrik", "ORG", 0.8)]),
        ("then Ministry of Trade and Omid Zubrik met", [("Ministry of Trade and Omid Zubrik", "ORG", 0.8)]),
        (
            "then they came with Ministry of Trade and Omid Zubrik Okonta Dunkel again yesterday evening",
            [("Ministry of Trade and Omid Zubrik Okonta", "ORG", 0.8), ("Dunkel", None, 0.25)],
        ),  # three words after and
        (
            "then they came with Ministry of Trade Omid Zubrik Okonta Dunkel again yesterday evening",
            [("Ministry of Trade Omid Zubrik Okonta", "ORG", 0.8), ("Dunkel", None, 0.25)],
        ),  # four after of
        ("then Bank of Trade and Omid met", [("Bank of Trade", "ORG", 0.8), ("Omid", None, 0.25)]),
        ("then Party Bank met", [("Party Bank", "ORG", 0.8)]),
        ("then Zubrik University of Omid met", [("Zubrik University of Omid", "ORG", 0.8)]),
        ("then Zubrik Party of Omid met", [("Zubrik Party of Omid", "ORG", 0.8)]),
        (
            "then Zubrik Airlines of Omid met",
            [("Zubrik Airlines", "ORG", 0.8), ("Omid", None, 0.25)],
        ),  # a head that none begins with
        ("then Zubrik of Omid met", [("Zubrik", None, 0.25), ("Omid", None, 0.25)]),
        ("then Bank of Fairness met", [("Bank of Fairness", "GPE", 0.65)]),  # a place that is called so
        ("then President Bank met", []),
        ("then Omid President Bank met", [("Omid", None, 0.25)]),
        ("then Zubrik Inc. met", [("Zubrik Inc.", "ORG", 0.8)]),
        ("then Zubrik Inc.", [("Zubrik Inc", "ORG", 0.8)]),
        (
            "then Zubrik University Slowly Visits Okonta",
            [("Zubrik", None, 0.1), ("Slowly Visits Okonta", None, 0.2)],
        ),  # not in weak lines
    ],
)
def test_head_words_make_organisations(gazetteer: Gazetteer, text: str, names: Found) -> None:
    assert found(gazetteer, text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("then United Nations met", [("United Nations", "ORG", 0.85)]),
        ("then UN met", [("UN", "ORG", 0.85)]),
        ("then Muslims met", [("Muslims", "NORP", 0.85)]),
        ("then Afghan met", [("Afghan", "NORP", 0.85)]),
        ("then Saudi Arabian met", [("Saudi Arabian", "NORP", 0.85)]),
        ("then South Korean met", [("South Korean", "NORP", 0.85)]),
    ],
)
def test_known_organisations_and_peoples_are_listed(gazetteer: Gazetteer, text: str, names: Found) -> None:
    assert found(gazetteer, text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("then Zubrik Airport met", [("Zubrik Airport", "FAC", 0.7)]),
        ("then Zubrik River met", [("Zubrik River", "LOC", 0.7)]),
        ("then Zubrik Province met", [("Zubrik Province", "GPE", 0.7)]),
        ("then Zubrik War met", [("Zubrik War", "EVENT", 0.6)]),
        (
            "then they came with Zubrik Omid Okonta Dunkel Airport again yesterday evening",
            [("Zubrik Omid Okonta Dunkel Airport", "FAC", 0.7)],
        ),  # five words
        (
            "then they came with Zubrik Omid Okonta Dunkel Largo Airport again yesterday evening",
            [("Zubrik Omid Okonta Dunkel Largo", "ORG", 0.45)],
        ),
        ("then Airport met", []),
        ("then Afghan Airport met", [("Afghan", "NORP", 0.85)]),
        ("then Monday Airport met", []),
        ("then Mayor Airport met", []),
        ("then Zubrik River Airport met", [("Zubrik River Airport", "FAC", 0.7)]),
        ("then Zubrik Airport River met", [("Zubrik Airport River", "LOC", 0.7)]),
        ("then Lake Zubrik met", [("Lake Zubrik", "LOC", 0.7)]),
        ("then Lake met", [("Lake", None, 0.25)]),
        ("then Lake, Zubrik met", [("Lake", None, 0.25), ("Zubrik", None, 0.25)]),
        ("then Hurricane Zubrik met", [("Hurricane Zubrik", "EVENT", 0.7)]),
        ("then Hurricane, Zubrik met", [("Hurricane", None, 0.25), ("Zubrik", None, 0.25)]),
        ("then Republic of Zubrik met", [("Republic of Zubrik", "GPE", 0.7)]),
        (
            "then Republic of Zubrik Omid Okonta Dunkel met",
            [("Republic of Zubrik Omid Okonta", "GPE", 0.7), ("Dunkel", None, 0.25)],
        ),
        ("then Republic and Zubrik met", [("Zubrik", None, 0.25)]),
        ("then Republic met", []),
        (
            "then Zubrik River, Omid Okonta Dunkel Largely Bravely",
            [("Zubrik River", None, 0.2), ("Omid Okonta Dunkel Largely Bravely", None, 0.2)],
        ),  # not in weak lines
        (
            "Lake Zubrik, Omid Okonta Dunkel Largely Bravely",
            [("Lake Zubrik", None, 0.2), ("Omid Okonta Dunkel Largely Bravely", None, 0.2)],
        ),
    ],
)
def test_words_for_what_it_is_make_buildings_locations_and_events(
    gazetteer: Gazetteer, text: str, names: Found
) -> None:
    assert found(gazetteer, text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("then Bigtown met", [("Bigtown", "GPE", 0.85)]),
        ("then Almosttown met", [("Almosttown", None, 0.25)]),
        ("then Nickname met", [("Nickname", None, 0.25)]),  # a city by another name is not taken for it
        ("then Fairshire met", [("Fairshire", None, 0.25)]),
        ("then Oldland met", [("Oldland", "GPE", 0.85)]),
        ("then Examplia met", [("Examplia", "GPE", 0.85)]),
        ("then Overland met", [("Overland", "LOC", 0.85)]),
        ("then in Almosttown met", [("Almosttown", "GPE", 0.6)]),
        ("then in Fairshire met", [("Fairshire", "GPE", 0.6)]),
        ("then Almosttown, Oldland met", [("Almosttown", "GPE", 0.6), ("Oldland", "GPE", 0.85)]),
        ("then Almosttown (Examplia) met", [("Almosttown", "GPE", 0.6), ("Examplia", "GPE", 0.85)]),
        ("then Almosttown; Oldland met", [("Almosttown", None, 0.25), ("Oldland", "GPE", 0.85)]),
        (
            "then Almosttown, Fairshire met",
            [("Almosttown", None, 0.25), ("Fairshire", None, 0.25)],
        ),  # a county is too small to tell
        ("then Almosttown, Bigtown met", [("Almosttown", None, 0.25), ("Bigtown", "GPE", 0.85)]),
        ("then Almosttown, Maria Land met", [("Almosttown", "GPE", 0.6), ("Maria Land", "GPE", 0.85)]),
        ("then St. Zub met", [("St. Zub", "GPE", 0.65)]),
        ("then in Reading met", [("Reading", "GPE", 0.6)]),  # a word of its own
        ("then Reading met", [("Reading", None, 0.25)]),
        ("then Florence met", [("Florence", None, 0.25)]),  # a given name that is as often a place
        ("then in Florence met", [("Florence", "GPE", 0.85)]),
        ("then Golden met", []),
        ("then in Golden met", [("Golden", "GPE", 0.85)]),
        ("then in Tuesday met", []),  # a day is no place after any cue
        ("then Almosttown, Tuesday met", [("Almosttown", None, 0.25)]),
        ("then QAB met", [("QAB", "ORG", 0.5)]),  # fewer than five capitals are an acronym
        ("then in QAB met", [("QAB", "GPE", 0.6)]),
        ("then QABCD met", [("QABCD", "ORG", 0.5)]),
        ("then QEFG met", [("QEFG", "ORG", 0.5)]),  # even those of a big city
        ("then QEFGH met", [("QEFGH", "GPE", 0.85)]),
        ("then EXA met", [("EXA", "GPE", 0.85)]),
    ],
)
def test_a_big_place_is_one_by_itself_and_a_small_one_needs_a_cue(
    gazetteer: Gazetteer, text: str, names: Found
) -> None:
    assert found(gazetteer, text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("then Bigtown Zubrik met", [("Bigtown Zubrik", "ORG", 0.42)]),
        ("then Oldland Zubrik met", [("Oldland", "GPE", 0.85), ("Zubrik", None, 0.25)]),  # unless it is wide
        ("then in Almosttown Zubrik met", [("Almosttown Zubrik", "PERSON", 0.45)]),
        ("then Bigtown President met", [("Bigtown", "GPE", 0.85)]),
        ("then Bigtown Afghan met", [("Bigtown", "GPE", 0.85), ("Afghan", "NORP", 0.85)]),
        ("then Bigtown Monday met", [("Bigtown", "GPE", 0.85)]),
        ("then Bigtown UN met", [("Bigtown", "GPE", 0.85), ("UN", "ORG", 0.85)]),
        ("then Bigtown Foreign met", [("Bigtown", "GPE", 0.85)]),
        ("then Bigtown University met", [("Bigtown University", "ORG", 0.8)]),
        (
            "Bigtown University, Omid Okonta Dunkel Largely Bravely",
            [("Bigtown", "GPE", 0.85), ("Omid Okonta Dunkel Largely Bravely", None, 0.2)],
        ),
        ("Almosttown Zubrik Visits Omid Okonta", [("Almosttown Zubrik Visits Omid Okonta", None, 0.2)]),
        (
            "Port Zubrik Omid, Visits Dunkel Okonta Largo",
            [("Zubrik Omid", None, 0.2), ("Visits Dunkel Okonta Largo", None, 0.2)],
        ),
    ],
)
def test_a_place_right_before_a_name_is_part_of_that(gazetteer: Gazetteer, text: str, names: Found) -> None:
    assert found(gazetteer, text) == names


@pytest.mark.parametrize(
    ("text", "vocabulary", "names"),
    [
        ("Bigtown met", "bigtown", []),
        ("Bigtown met", "", [("Bigtown", "GPE", 0.85)]),
        ("then Bigtown met", "bigtown", [("Bigtown", "GPE", 0.85)]),
        ("Oldland met", "oldland", [("Oldland", "GPE", 0.85)]),
        ("Zubrik Omid met", "zubrik", [("Omid", None, 0.25)]),
        ("then Zubrik Omid met", "zubrik", [("Zubrik Omid", "ORG", 0.45)]),
        ("then Zubrik met", "zubrik", [("Zubrik", None, 0.25)]),
        ("then ZUB met", "zub", []),
        ("Zubrik, Visits Omid Okonta Slowly Bravely", "zubrik", [("Visits Omid Okonta Slowly Bravely", None, 0.2)]),
        (
            "then Zubrik, Visits Omid Okonta Slowly Bravely",
            "zubrik",
            [("Visits Omid Okonta Slowly Bravely", None, 0.2)],
        ),
    ],
)
def test_a_word_that_the_document_writes_small_too_is_no_name_where_a_sentence_opens(
    gazetteer: Gazetteer, text: str, vocabulary: str, names: Found
) -> None:
    assert found(gazetteer, text, vocabulary) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("then Zubrik Omid met", [("Zubrik Omid", "PERSON", 0.45)]),
        ("then the Zubrik Omid met", [("Zubrik Omid", "ORG", 0.45)]),  # an article makes an organisation
        ("then Zubrik ABC met", [("Zubrik ABC", "ORG", 0.45)]),
        ("then Omid Great met", [("Omid Great", "ORG", 0.45)]),  # or an everyday word
        ("then Great Zubrik met", [("Great Zubrik", "ORG", 0.45)]),
        ("Great Zubrik met", [("Zubrik", None, 0.25)]),
        ("then Great met", []),
        ("then Zub Omi Oko Dun met", [("Zub Omi Oko Dun", "PERSON", 0.45)]),
        ("then Zub Omi Oko Dun Lar met", [("Zub Omi Oko Dun Lar", "ORG", 0.45)]),  # or more than four words
        ("then Zub Omi Oko Dun Lar Bra met", [("Zub Omi Oko Dun Lar", "ORG", 0.45), ("Bra", None, 0.25)]),
        ("then Bigtown Omid met", [("Bigtown Omid", "ORG", 0.42)]),
        ("then Almosttown Omid met", [("Almosttown Omid", "PERSON", 0.45)]),
        ("then North Bigtown met", [("North Bigtown", "LOC", 0.6)]),  # a part of a big place
        ("then Omid, North Bigtown met", [("Omid", None, 0.25), ("North Bigtown", "LOC", 0.6)]),
        ("then Zubrik Omid, ABC met", [("Zubrik Omid", "PERSON", 0.45), ("ABC", "ORG", 0.85)]),
        ("then North Oldland met", [("North Oldland", "LOC", 0.6)]),
        ("then North Zubrik met", [("North Zubrik", "ORG", 0.45)]),
        ("then North Almosttown met", [("North Almosttown", "ORG", 0.45)]),
        ("then Monday Zubrik met", [("Zubrik", None, 0.25)]),
        (
            "Zubrik Visits Omid Okonta Slowly",
            [("Zubrik Visits Omid Okonta Slowly", None, 0.2)],
        ),  # in a weak line nothing is guessed
    ],
)
def test_two_or_more_words_that_no_list_knows_are_likeliest_a_person(
    gazetteer: Gazetteer, text: str, names: Found
) -> None:
    assert found(gazetteer, text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("then Zubrik met", [("Zubrik", None, 0.25)]),
        ("Zubrik met", [("Zubrik", None, 0.1)]),
        ("then ZUB met", [("ZUB", "ORG", 0.5)]),
        ("ZUB met", [("ZUB", "ORG", 0.5)]),
        ("then APRIL met", []),
        ("then in Zubrik met", [("Zubrik", "GPE", 0.35)]),
        ("then near Zubrik met", [("Zubrik", "GPE", 0.35)]),
        ("then from Zubrik met", [("Zubrik", "GPE", 0.35)]),
        ("then at Zubrik met", [("Zubrik", None, 0.25)]),
        ('in "Zubrik met', [("Zubrik", None, 0.25)]),
        ("then Vice met", []),
        ("then Monday met", []),
        (
            "Zubrik, Visits Omid Okonta Slowly Bravely",
            [("Zubrik", None, 0.1), ("Visits Omid Okonta Slowly Bravely", None, 0.2)],
        ),
        (
            "ZUB, Visits Omid Okonta Slowly Bravely",
            [("ZUB", None, 0.1), ("Visits Omid Okonta Slowly Bravely", None, 0.2)],
        ),
        (
            "then in Zubrik, Visits Omid Okonta Slowly Bravely",
            [("Zubrik", None, 0.1), ("Visits Omid Okonta Slowly Bravely", None, 0.2)],
        ),
        (
            "then by Zubrik, Visits Omid Okonta Slowly Bravely",
            [("Zubrik", None, 0.1), ("Visits Omid Okonta Slowly Bravely", None, 0.2)],
        ),
        ("Great, Visits Omid Okonta Slowly Bravely", [("Visits Omid Okonta Slowly Bravely", None, 0.2)]),
    ],
)
def test_a_word_alone_stays_open_unless_it_is_an_acronym_or_stands_after_a_preposition(
    gazetteer: Gazetteer, text: str, names: Found
) -> None:
    assert found(gazetteer, text) == names


def test_only_the_part_of_the_text_that_is_asked_for_is_read(gazetteer: Gazetteer) -> None:
    text = "spokesman Zubrik said"
    names = list(RuleModel(gazetteer).find(text, 10, 16))
    assert names == [Candidate(10, 16, None, 0.1)]
    assert list(RuleModel(gazetteer).find(text, 0, 0)) == []
