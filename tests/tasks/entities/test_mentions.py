"""What finding names promises."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.entities import entities_from_toml, find_mentions
from tasks.entities.finding.candidates import Candidate, NameText
from tasks.entities.finding.readers import ENGLISH, OTHERS, NameReader
from tasks.entities.lexicon.gazetteer import Gazetteer
from tasks.findings import Mention
from tasks.records import Kind, Layer, Page, Segment


def page_of(text: str, layer: Layer = Layer.ARTICLE, language: str | None = "en") -> Page:
    """A page of one paragraph a line."""
    segments = []
    position = 0
    for line in text.split("\n"):
        if line.strip():
            kind = Kind.PARAGRAPH if layer is Layer.ARTICLE else Kind.RESIDUE
            segments.append(Segment(len(segments), None, layer, kind, position, position + len(line), "line"))
        position += len(line) + 1
    return Page(format="text", text=text, segments=tuple(segments), language=language)


def names(text: str, gazetteer: Gazetteer) -> list[tuple[str, str]]:
    return [(text[found.start : found.end], found.type) for found in find_mentions(page_of(text), gazetteer)]


def only(text: str, surface: str, gazetteer: Gazetteer) -> Mention:
    return next(found for found in find_mentions(page_of(text), gazetteer) if text[found.start : found.end] == surface)


def test_a_title_before_a_name_makes_a_person_and_is_no_part_of_it(gazetteer: Gazetteer) -> None:
    assert names("On Monday Prime Minister Zarif Omid met them.", gazetteer) == [("Zarif Omid", "PERSON")]


def test_a_given_name_or_a_speech_verb_makes_a_person(gazetteer: Gazetteer) -> None:
    assert names("It was told by Maria Okonta and then Zubrik said so.", gazetteer) == [
        ("Maria Okonta", "PERSON"),
        ("Zubrik", "PERSON"),
    ]


def test_short_forms_are_joined_to_the_full_name(gazetteer: Gazetteer) -> None:
    text = "Tariq Belhadi spoke. Later Tariq left, and Mr Belhadi was gone."
    found = find_mentions(page_of(text), gazetteer)
    assert {mention.name for mention in found} == {"Tariq Belhadi"}
    assert len(found) == 3
    assert len({mention.entity_id for mention in found}) == 1


def test_head_words_make_organisations(gazetteer: Gazetteer) -> None:
    text = "She left Omid University for the Ministry of Trade and Industry, then Zubrik Ltd hired her."
    assert names(text, gazetteer) == [
        ("Omid University", "ORG"),
        ("Ministry of Trade and Industry", "ORG"),
        ("Zubrik Ltd", "ORG"),
    ]


def test_an_acronym_in_brackets_stands_for_its_long_form(gazetteer: Gazetteer) -> None:
    text = "The Zubrik Cooperation Organization (ZCO) met there again. Later the ZCO agreed with them."
    found = find_mentions(page_of(text), gazetteer)
    assert [text[mention.start : mention.end] for mention in found] == ["Zubrik Cooperation Organization", "ZCO", "ZCO"]
    assert {mention.name for mention in found} == {"Zubrik Cooperation Organization"}


def test_well_known_organisations_are_listed_with_their_aliases(gazetteer: Gazetteer) -> None:
    assert only("The UN agreed.", "UN", gazetteer).name == "United Nations"


def test_a_country_is_not_its_capital_of_the_same_name(gazetteer: Gazetteer) -> None:
    assert only("They flew to Guatemala.", "Guatemala", gazetteer).geonames_id == 5


def test_names_in_capitals_are_read_where_lines_are_shouted(gazetteer: Gazetteer) -> None:
    assert names("KABUL, Afghanistan (AFP) - They met.", gazetteer) == [
        ("KABUL", "GPE"),
        ("Afghanistan", "GPE"),
        ("AFP", "ORG"),
    ]


def test_small_words_may_stand_in_the_name_of_a_state(gazetteer: Gazetteer) -> None:
    assert only("The People's Republic of Examplia agreed.", "People's Republic of Examplia", gazetteer).country == "XX"


def test_initials_and_surnames_that_are_words_belong_to_the_person(gazetteer: Gazetteer) -> None:
    assert names("It was won by B. Zubrik over Maria Bishop.", gazetteer) == [
        ("B. Zubrik", "PERSON"),
        ("Maria Bishop", "PERSON"),
    ]


def test_places_carry_country_coordinates_and_geonames_id(gazetteer: Gazetteer) -> None:
    found = only("They crossed at Spin Boldak.", "Spin Boldak", gazetteer)
    assert (found.type, found.country, found.geonames_id, found.name) == ("GPE", "AF", 21, "Spin Boldak")
    assert (found.latitude, found.longitude) == (30.5, 66.25)


def test_an_area_is_a_location_without_an_invented_id(gazetteer: Gazetteer) -> None:
    found = only("All over Central Asia it rained.", "Central Asia", gazetteer)
    assert (found.type, found.geonames_id) == ("LOC", None)


def test_a_state_right_after_a_town_says_which_town(gazetteer: Gazetteer) -> None:
    assert only("He lives in Paris, Texas.", "Paris", gazetteer).geonames_id == 23
    assert only("He lives in Paris.", "Paris", gazetteer).geonames_id == 22


def test_a_town_named_once_with_its_state_is_the_same_town_later(gazetteer: Gazetteer) -> None:
    text = "He lives in Paris, Texas.\nIn Paris he is known."
    found = find_mentions(page_of(text), gazetteer)
    assert [mention.geonames_id for mention in found if mention.name == "Paris"] == [23, 23]


def test_the_document_speaks_for_the_towns_in_the_states_it_names(gazetteer: Gazetteer) -> None:
    assert only("Voters across Ohio watched Springfield.", "Springfield", gazetteer).geonames_id == 24


def test_demonyms_are_peoples_with_a_country_and_no_place(gazetteer: Gazetteer) -> None:
    found = only("An Afghan official left.", "Afghan", gazetteer)
    assert (found.type, found.country, found.latitude, found.geonames_id) == ("NORP", "AF", None, None)


def test_a_possessive_ending_is_no_part_of_a_name(gazetteer: Gazetteer) -> None:
    assert names("It was Pakistan’s turn and Kabul's loss.", gazetteer) == [("Pakistan", "GPE"), ("Kabul", "GPE")]


def test_compounds_give_their_name_only(gazetteer: Gazetteer) -> None:
    assert names("a US-led mission and a pro-Afghan rally", gazetteer) == [("US", "GPE"), ("Afghan", "NORP")]


def test_words_without_capitals_are_no_names(gazetteer: Gazetteer) -> None:
    assert names("we were reading about paris and kabul", gazetteer) == []


def test_a_capital_that_only_opens_a_sentence_is_no_name(gazetteer: Gazetteer) -> None:
    assert names("Clashes went on. Yesterday he was reading. Reading is fun.", gazetteer) == []


def test_listed_entities_bring_their_own_id_and_type(gazetteer: Gazetteer) -> None:
    known = entities_from_toml(
        {"entity": [{"id": "mine", "name": "Kabul Gate", "type": "FAC", "aliases": ["Gate Seven"]}]}
    )
    text = "They met at Gate Seven in Kabul."
    found = find_mentions(page_of(text), gazetteer, known)
    assert (found[0].entity_id, found[0].type, found[0].name) == ("mine", "FAC", "Kabul Gate")
    assert [text[mention.start : mention.end] for mention in found] == ["Gate Seven", "Kabul"]


def test_furniture_and_languages_we_do_not_read_hold_no_names(gazetteer: Gazetteer) -> None:
    assert find_mentions(page_of("Kabul", layer=Layer.FURNITURE), gazetteer) == ()
    assert find_mentions(page_of("Kabul", language="tr"), gazetteer) == ()


def test_a_mention_carries_the_segment_it_stands_in(gazetteer: Gazetteer) -> None:
    page = page_of("They left Kabul.\nThey reached Paris.")
    comment = replace(page.segments[1], layer=Layer.COMMENT, kind=Kind.COMMENT)
    found = find_mentions(replace(page, segments=(page.segments[0], comment)), gazetteer)
    assert [(mention.segment_id, mention.layer) for mention in found] == [(0, Layer.ARTICLE), (1, Layer.COMMENT)]


WORDS = st.sampled_from(
    ["Kabul", "Paris", "Texas", "Mr.", "President", "Maria", "Bank", "of", "the", "Ministry", "said", "(SCO)", "U.S.",
     "Afghan", "Omid", "and", "&", ",", ".", "\n", "“", "”", "İ", "🙂", "ﷺ", "al-Shabab", "de", "A", "123", "'s", "-"]
)  # fmt: skip


@given(st.lists(WORDS, max_size=40), st.sampled_from(["", " ", "  "]))
@settings(max_examples=150, deadline=None)
def test_mentions_are_in_order_never_overlap_and_lie_in_their_segment(
    gazetteer: Gazetteer, words: list[str], gap: str
) -> None:
    page = page_of(gap.join(words))
    found = find_mentions(page, gazetteer)
    segments = {segment.segment_id: segment for segment in page.segments}
    for mention in found:
        segment = segments[mention.segment_id]
        assert segment.start <= mention.start < mention.end <= segment.end
    assert all(first.end <= second.start for first, second in pairwise(found))
    assert found == find_mentions(page, gazetteer)


@given(st.text(max_size=200))
@settings(max_examples=150, deadline=None)
def test_any_text_is_read_without_complaint(gazetteer: Gazetteer, text: str) -> None:
    find_mentions(page_of(text), gazetteer)


@pytest.mark.parametrize(
    "hostile",
    ["A " * 50_000, "Abc" * 100_000, "Maria " * 20_000, "Kabul, " * 20_000, "(SCO) " * 20_000, "Bank of the " * 15_000,
     "a-" * 100_000, "İ🙂" * 50_000, "\u200fשלום " * 20_000, "x" * 1_000_000, "Ab " * 300_000, "Ab\n" * 60_000],
)  # fmt: skip
def test_hostile_text_costs_no_more_than_its_length(gazetteer: Gazetteer, hostile: str) -> None:
    found = find_mentions(page_of(hostile), gazetteer)
    assert all(0 <= mention.start < mention.end <= len(hostile) for mention in found)


class _Model:
    """Finds every `Zubrik`, and remembers what it was given."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def find(self, document: NameText) -> list[Candidate]:
        self.texts.append(document.text)
        return [Candidate(match.start(), match.end(), "ORG", 0.9) for match in re.finditer("Zubrik", document.text)]


def _readers(model: _Model) -> tuple[NameReader, ...]:
    return (NameReader("model-en", model, ENGLISH),)


def test_a_model_for_the_language_is_believed_without_the_caution_that_rules_need(gazetteer: Gazetteer) -> None:
    text = "Das sagte Zubrik am Montag."
    readers = (*_readers(_Model()), NameReader("model-multi", _Model(), OTHERS))
    found = find_mentions(page_of(text, language="de"), gazetteer, readers=readers)
    assert [(name.name, name.type) for name in found] == [("Zubrik", "ORG")]
    assert find_mentions(page_of(text, language="de"), gazetteer) == ()


def test_a_model_takes_the_place_of_rules_and_peoples_stay(gazetteer: Gazetteer) -> None:
    text = "Maria Okonta said that Zubrik hired Afghan guards."
    found = find_mentions(page_of(text), gazetteer, readers=_readers(_Model()))
    assert [(text[name.start : name.end], name.type) for name in found] == [("Zubrik", "ORG"), ("Afghan", "NORP")]


def test_where_no_model_reads_the_language_rules_read_alone(gazetteer: Gazetteer) -> None:
    model = _Model()
    found = find_mentions(page_of("Maria Okonta sprach in Kabul.", language="de"), gazetteer, readers=_readers(model))
    assert [name.name for name in found] == ["Maria Okonta", "Kabul"]
    assert model.texts == []


def test_models_are_given_no_text_that_libraries_refuse(gazetteer: Gazetteer) -> None:
    model = _Model()
    find_mentions(page_of("Zubrik \ud800 left."), gazetteer, readers=_readers(model))
    assert model.texts == ["Zubrik \ufffd left."]


@pytest.mark.parametrize("text", ["So said Zubrik Telmar.", "Then Zubrik Telmar, the former minister of trade, left."])
def test_words_around_a_name_make_a_person(text: str, gazetteer: Gazetteer) -> None:
    found = find_mentions(page_of(text), gazetteer)
    assert [(name.name, name.type, name.confidence) for name in found] == [("Zubrik Telmar", "PERSON", 0.65)]
