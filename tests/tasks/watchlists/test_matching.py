"""What matching a page against watchlists promises."""

from __future__ import annotations

import pickle
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.findings import Mention
from tasks.records import Comment, Kind, Layer, Page, QuotedDocument, Segment
from tasks.watchlists import Definition, Watchlists, compile_watchlists, definitions_from_toml, find_matches
from tasks.watchlists.terms import fold


def page_of(text: str, layer: Layer = Layer.ARTICLE) -> Page:
    return Page(format="text", text=text, segments=(Segment(0, None, layer, Kind.PARAGRAPH, 0, len(text), "line"),))


def lists(**terms: list[str]) -> Watchlists:
    return compile_watchlists({name: Definition(tuple(written)) for name, written in terms.items()})


def query(written: str) -> Watchlists:
    return compile_watchlists({"list": Definition(query=written)})


def hits(text: str, *terms: str) -> list[str]:
    return [text[match.start : match.end] for match in find_matches(page_of(text), lists(list=list(terms)))]


def answers(text: str, written: str) -> list[str]:
    return [text[match.start : match.end] for match in find_matches(page_of(text), query(written))]


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
    assert find_matches(Page("text", "Spin\nBoldak", halves), lists(l=["Spin Boldak"])) == ()


def test_of_overlapping_hits_of_one_list_the_first_and_longest_counts() -> None:
    assert hits("border crossing point", "border", "border crossing", "crossing point") == ["border crossing"]


def test_lists_do_not_hide_each_others_hits() -> None:
    page = page_of("border crossing")
    found = find_matches(page, lists(a=["border"], b=["border crossing"]))
    assert [(match.watchlist, match.end) for match in found] == [("b", 15), ("a", 6)]


def test_offsets_are_true_where_lower_case_is_longer_than_upper_case() -> None:
    assert hits("İİİ İstanbul and ẞ", "istanbul") == ["İstanbul"]


def test_typographic_apostrophes_and_spaces_are_found_by_plain_ones() -> None:
    assert hits("the people’s\u00a0bank", "people's bank") == ["people’s\u00a0bank"]


def test_furniture_holds_no_hits() -> None:
    assert find_matches(page_of("vaccine", Layer.FURNITURE), lists(l=["vaccine"])) == ()


def test_without_lists_there_are_no_hits() -> None:
    assert find_matches(page_of("vaccine"), compile_watchlists({})) == ()


def test_the_version_follows_the_terms_and_nothing_else() -> None:
    def version(*terms: str) -> str:
        return lists(l=list(terms)).versions["l"]

    assert version("a b", "C") == version("C", "A  b") == version("C", "a b", "a b")
    assert version("a b") != version("a b*")
    assert version("who") != version("WHO")


def test_compiled_lists_travel_to_other_processes() -> None:
    watchlists = pickle.loads(pickle.dumps(lists(l=["vaccin*"])))
    assert len(find_matches(page_of("vaccines"), watchlists)) == 1


def test_folding_keeps_the_place_of_every_character_there_is() -> None:
    everything = "".join(chr(code) for code in range(sys.maxunicode + 1))
    assert len(fold(everything)) == len(everything)
    assert all(len(fold(f"a{chr(code)}")) == 2 for code in range(0x3000))


@given(st.lists(st.sampled_from(["Kabul", "KABUL", "kabuls", "İ", "ß", " ", "\n", ".", "🙂"]), max_size=30))
@settings(max_examples=100, deadline=None)
def test_what_is_found_reads_like_the_term(parts: list[str]) -> None:
    assert {hit.lower() for hit in hits("".join(parts), "kabul")} <= {"kabul"}


def test_a_long_line_costs_no_more_than_its_length() -> None:
    watchlists = lists(l=["a*", "aa*", "aaa", "a a"])
    found = find_matches(page_of("a" * 1_000_000 + " a" * 100_000), watchlists)
    assert max(match.end for match in found) == 1_200_000


def test_wildcards_stand_for_letters_within_one_word() -> None:
    assert hits("women, woman, womn; immunisation rates", "wom?n", "immuni?ation rate*") == [
        "women", "woman", "immunisation rates",
    ]  # fmt: skip
    assert hits("a vaccine or mandates", "vaccin* mandate*") == []


@pytest.mark.parametrize(
    ("text", "written", "found"),
    [
        ("The ferry struck the lock.", "ferry AND lock", ["ferry", "lock"]),
        ("The ferry struck the pier.", "ferry AND lock", []),
        ("The ferry struck the pier.", "ferry OR lock", ["ferry"]),
        ("The ferry struck the lock.", "ferry AND NOT lock", []),
        ("The ferry struck the pier.", "ferry NOT lock", ["ferry"]),
        ("The ferry struck the lock.", "ferry NEAR/2 lock", ["ferry", "lock"]),
        ("The ferry struck the lock.", "lock NEAR/2 ferry", ["ferry", "lock"]),
        ("The ferry struck the lock.", "ferry NEAR/1 lock", []),
        ("A lock. A day later the ferry came by the lock.", "ferry NEAR/3 lock", ["ferry", "lock"]),
        ("lock ferry", '(lock OR "pier head") NEAR/0 ferry', ["lock", "ferry"]),
        ("a ferry lock gate", "ferry NEAR/0 lock AND lock NEAR/0 gate", ["ferry", "lock", "gate"]),
        ("The ferry struck the ferry house.", '"ferry house" OR ferry', ["ferry", "ferry house"]),
        ("The FERRY who", "WHO", []),
    ],
)
def test_a_query_is_answered_by_the_words_that_make_it_hold(text: str, written: str, found: list[str]) -> None:
    assert answers(text, written) == found


TEXT = "Lock shut\nThe ferry waits.\nA strike!\nThe lock, said the Gazette.\nA ferry strike.\n"
PAGE = Page(
    "text",
    TEXT,
    (
        Segment(0, None, Layer.ARTICLE, Kind.TITLE, 0, 9, "title"),
        Segment(1, None, Layer.ARTICLE, Kind.PARAGRAPH, 10, 26, "line"),
        Segment(2, None, Layer.COMMENT, Kind.COMMENT, 27, 64, "comment"),
        Segment(3, 2, Layer.COMMENT, Kind.PARAGRAPH, 27, 36, "line"),
        Segment(4, 2, Layer.QUOTED, Kind.QUOTED_DOCUMENT, 37, 64, "quoted"),
        Segment(5, 4, Layer.QUOTED, Kind.PARAGRAPH, 37, 64, "line"),
        Segment(6, None, Layer.COMMENT, Kind.COMMENT, 65, 80, "comment"),
    ),
    comments=(
        Comment(2, None, 0, 0, "Ann Bell", None, None, "A strike!\nThe lock, said the Gazette."),
        Comment(6, None, 1, 0, "Bo", None, None, "A ferry strike."),
    ),
    quoted_documents=(QuotedDocument(4, 2, None, None, ("The Gazette",), None, "The lock, said the Gazette."),),
    site="news.example.org",
    language="en",
    authors=("Ida Brandt",),
)


def found_in_page(written: str, **limits: object) -> list[tuple[str, str]]:
    compiled = compile_watchlists(definitions_from_toml({"watchlist": {"l": {"query": written, **limits}}}))
    return [(str(match.layer), TEXT[match.start : match.end]) for match in find_matches(PAGE, compiled, (MENTION,))]


MENTION = Mention(1, Layer.ARTICLE, 14, 19, "PRODUCT", "MV Ferry", "e1", 0.9)


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("ferry AND strike", [("comment", "ferry"), ("comment", "strike")]),
        ("strike AND lock", []),
        ("lock", [("article", "Lock"), ("quoted", "lock")]),
        ("title:lock AND body:ferry", [("article", "Lock"), ("article", "ferry")]),
        ("title:(lock OR ferry)", [("article", "Lock")]),
        ("comment:ferry OR quoted:lock", [("quoted", "lock"), ("comment", "ferry")]),
        ("comment:title:lock", []),
        ('strike AND author:"ann bell"', [("comment", "strike")]),
        ('lock AND author:("The Gazette" OR "Ida Brandt")', [("article", "Lock"), ("quoted", "lock")]),
        ("lock AND site:example.org AND language:en AND quoted:lock", [("quoted", "lock")]),
        ("lock AND NOT site:example.org", []),
        ("lock AND site:ample.org", []),
        ("entity:e1", [("article", "ferry")]),
        ('entity:"mv ferry" NEAR/2 waits', [("article", "ferry"), ("article", "waits")]),
        ("entity:e2", []),
    ],
)
def test_a_query_is_asked_of_each_voice_by_itself(written: str, found: list[tuple[str, str]]) -> None:
    assert found_in_page(written) == found


def test_a_lists_limits_hold_for_all_of_its_query() -> None:
    assert found_in_page("lock OR ferry", layers=["comment"]) == [("comment", "ferry")]
    assert found_in_page("lock OR ferry", fields=["body"], layers=["article"]) == [("article", "ferry")]


_WORDS = st.sampled_from(["ferry", "lock", "strike", "pier"])


@given(st.lists(_WORDS, max_size=12), _WORDS, _WORDS, st.integers(0, 6))
def test_near_is_what_counting_the_words_between_says(text: list[str], one: str, other: str, distance: int) -> None:
    near = {
        place
        for place, word in enumerate(text)
        for neighbour, second in enumerate(text)
        if place != neighbour and abs(place - neighbour) - 1 <= distance and {word, second} == {one, other}
        if one != other or word == second
    }
    places, position = {}, 0
    for place, word in enumerate(text):
        places[position] = place
        position += len(word) + 1
    found = find_matches(page_of(" ".join(text)), query(f"{one} NEAR/{distance} {other}"))
    assert {places[match.start] for match in found} == near


def test_a_thousand_lists_cost_one_pass() -> None:
    compiled = compile_watchlists({f"l{n}": Definition(query=f"ferry AND lock{n}") for n in range(1000)})
    assert [match.watchlist for match in find_matches(page_of("ferry lock7"), compiled)] == ["l7", "l7"]
