"""What watchlists promise."""

from __future__ import annotations

import pickle
import sys
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.records import Kind, Layer, Page, Segment
from tasks.watchlists import WatchlistError, compile_watchlists, definitions_from_toml, find_matches
from tasks.watchlists import _fold as fold


def page_of(text: str, layer: Layer = Layer.ARTICLE) -> Page:
    return Page(format="text", text=text, segments=(Segment(0, None, layer, Kind.PARAGRAPH, 0, len(text), "line"),))


def hits(text: str, *terms: str) -> list[str]:
    found = find_matches(page_of(text), compile_watchlists({"list": terms}))
    return [text[match.start : match.end] for match in found]


def test_a_term_is_found_whatever_its_case() -> None:
    assert hits("Border Crossing, BORDER CROSSING", "border crossing") == ["Border Crossing", "BORDER CROSSING"]


def test_a_term_in_capitals_is_found_as_written() -> None:
    assert hits("The WHO asks who knows.", "WHO") == ["WHO"]


def test_only_whole_words_are_found() -> None:
    assert hits("scars car's carts car", "car") == ["car", "car"]


def test_a_trailing_star_stands_for_the_rest_of_the_word() -> None:
    assert hits("Vaccinated with a vaccine, unvaccinated", "vaccin*") == ["Vaccinated", "vaccine"]


def test_a_phrase_may_be_broken_over_a_line_inside_its_segment_but_never_over_two_segments() -> None:
    assert hits("Spin\nBoldak", "Spin Boldak") == ["Spin\nBoldak"]
    halves = (
        Segment(0, None, Layer.ARTICLE, Kind.PARAGRAPH, 0, 4, "line"),
        Segment(1, None, Layer.ARTICLE, Kind.PARAGRAPH, 5, 11, "line"),
    )
    assert find_matches(Page("text", "Spin\nBoldak", halves), compile_watchlists({"l": ["Spin Boldak"]})) == ()


def test_of_overlapping_hits_of_one_list_the_first_and_longest_counts() -> None:
    assert hits("border crossing point", "border", "border crossing", "crossing point") == ["border crossing"]


def test_lists_do_not_hide_each_others_hits() -> None:
    page = page_of("border crossing")
    found = find_matches(page, compile_watchlists({"a": ["border"], "b": ["border crossing"]}))
    assert [(match.watchlist, match.end) for match in found] == [("b", 15), ("a", 6)]


def test_offsets_are_true_where_lower_case_is_longer_than_upper_case() -> None:
    assert hits("İİİ İstanbul and ẞ", "istanbul") == ["İstanbul"]


def test_typographic_apostrophes_and_spaces_are_found_by_plain_ones() -> None:
    assert hits("the people’s\u00a0bank", "people's bank") == ["people’s\u00a0bank"]


def test_furniture_holds_no_hits() -> None:
    assert find_matches(page_of("vaccine", Layer.FURNITURE), compile_watchlists({"l": ["vaccine"]})) == ()


def test_without_lists_there_are_no_hits() -> None:
    assert find_matches(page_of("vaccine"), compile_watchlists({})) == ()


def test_the_version_follows_the_terms_and_nothing_else() -> None:
    def version(*terms: str) -> str:
        return compile_watchlists({"l": terms}).versions["l"]

    assert version("a b", "C") == version("C", "A  b") == version("C", "a b", "a b")
    assert version("a b") != version("a b*")
    assert version("who") != version("WHO")


def test_compiled_lists_travel_to_other_processes() -> None:
    watchlists = pickle.loads(pickle.dumps(compile_watchlists({"l": ["vaccin*"]})))
    assert len(find_matches(page_of("vaccines"), watchlists)) == 1


@pytest.mark.parametrize(
    ("definitions", "words"),
    [
        ({"l": [""]}, "'l', term ''"),
        ({"l": ["*"]}, "'l', term '*'"),
        ({"l": ["--"]}, "letter or digit"),
        ({"l": ["a*b"]}, "only stand at the end"),
        ({"l": []}, "'l' needs"),
        ({" ": ["a"]}, "needs a name"),
    ],
)
def test_a_wrong_definition_is_refused_in_one_sentence(definitions: dict[str, list[str]], words: str) -> None:
    with pytest.raises(WatchlistError) as refused:
        compile_watchlists(definitions)
    assert words in str(refused.value)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"watchlists": {}}, "unknown key 'watchlists'"),
        ({"watchlist": []}, "[watchlist.NAME]"),
        ({"watchlist": {"l": []}}, "'l' must be a table"),
        ({"watchlist": {"l": {"term": []}}}, "unknown key 'term'"),
        ({"watchlist": {"l": {"terms": "a"}}}, "needs 'terms'"),
    ],
)
def test_a_wrong_file_is_refused_in_one_sentence(data: dict[str, object], words: str) -> None:
    with pytest.raises(WatchlistError) as refused:
        definitions_from_toml(data)
    assert words in str(refused.value)


def test_the_shipped_lists_compile() -> None:
    path = Path(__file__).parents[2] / "config" / "watchlists.toml"
    definitions = definitions_from_toml(tomllib.loads(path.read_text(encoding="utf-8")))
    assert set(compile_watchlists(definitions).versions) == {"central-asia", "border-crossings", "vaccines"}


def test_folding_keeps_the_place_of_every_character_there_is() -> None:
    everything = "".join(chr(code) for code in range(sys.maxunicode + 1))
    assert len(fold(everything)) == len(everything)
    assert all(len(fold(f"a{chr(code)}")) == 2 for code in range(0x3000))


@given(st.lists(st.sampled_from(["Kabul", "KABUL", "kabuls", "İ", "ß", " ", "\n", ".", "🙂"]), max_size=30))
@settings(max_examples=100, deadline=None)
def test_what_is_found_reads_like_the_term(parts: list[str]) -> None:
    assert {hit.lower() for hit in hits("".join(parts), "kabul")} <= {"kabul"}


def test_a_long_line_costs_no_more_than_its_length() -> None:
    watchlists = compile_watchlists({"l": ["a*", "aa*", "aaa", "a a"]})
    found = find_matches(page_of("a" * 1_000_000 + " a" * 100_000), watchlists)
    assert max(match.end for match in found) == 1_200_000
