"""Which capitalised words a line has, and what stands around them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.entities.finding.capitals import Line, Word, is_compound_ending, name_end, read_line, surfaces


def line_of(text: str) -> Line:
    return read_line(text, 0, len(text))


def written(text: str) -> list[str]:
    """The capitalised words as they stand in the text."""
    return [text[word.start : word.end] for word in line_of(text).words]


def last_word(text: str) -> Word:
    return line_of(text).words[-1]


def test_a_word_tells_where_it_stands_and_what_is_beside_it() -> None:
    assert line_of("then JAMESON’S Omid") == Line(
        text="then JAMESON’S Omid",
        words=[
            Word(5, 12, "Jameson", "then", "", is_joined=False, is_opening=False, is_acronym=False),
            Word(15, 19, "Omid", "", "’S ", is_joined=False, is_opening=False, is_acronym=False),
        ],
        end=19,
        is_weak=False,
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("one Kabul two", ["Kabul"]),
        ("xKabul 3Kabul Kabul9 _Kabul", ["Kabul9"]),
        ("AT&T and O’Neill's or JAMES’S or O'Neill’s", ["AT&T", "O’Neill", "JAMES", "O'Neill"]),
        ("Élysée and Ötzi", ["Élysée", "Ötzi"]),
        ("the U.S. and A.B.C.", ["U.S.", "A.B.C."]),
        ("at J. Smith", ["J", "Smith"]),
        ("US-led and Kabul-based and Half-year", ["US", "Kabul", "Half"]),
        ("Dae-jun and Anglo-Saxon and Jean-luc", ["Dae-jun", "Anglo-Saxon", "Jean-luc"]),
        ("Kim-un-based", ["Kim-un"]),
        ("Kabul-based-led", ["Kabul"]),
        ("pro-Russian and al-Shabab and non-EU-Member", ["Russian", "al-Shabab", "EU-Member"]),
        ("x-y-Zed", ["Zed"]),
        ("pro-russian", []),
        ("UN-BACKED and ABC-def", ["UN-BACKED", "ABC-def"]),
        ("日本 and 12", []),
        ("", []),
    ],
)
def test_words_that_a_name_can_be_made_of(text: str, words: list[str]) -> None:
    assert written(text) == words


@pytest.mark.parametrize(
    ("part", "is_ending"),
    [
        ("led", True),
        ("based", True),
        ("wanted", True),  # by its ending
        ("using", True),
        ("abcdef", True),  # six letters
        ("abcde", False),
        ("jun", False),
        ("Led", False),
        ("Wanted", False),
        ("", False),
    ],
)
def test_a_small_word_after_a_hyphen_is_no_part_of_the_name_where_it_is_a_word_of_its_own(
    part: str, is_ending: bool
) -> None:
    assert is_compound_ending(part) is is_ending


@pytest.mark.parametrize(
    ("token", "text", "is_acronym"),
    [
        ("A", "A", False),
        ("UN", "UN", True),
        ("NATO", "NATO", True),
        ("KABUL", "Kabul", True),  # five letters may be shouted
        ("UNICEF", "Unicef", True),
        ("KUNDUZI", "Kunduzi", False),  # seven are no acronym
        ("U.S.", "U.S.", False),
        ("Kabul", "Kabul", False),
    ],
)
def test_shouted_words_are_read_in_title_case_and_short_ones_may_be_acronyms(
    token: str, text: str, is_acronym: bool
) -> None:
    word = last_word(f"then {token} met")
    assert (word.text, word.is_acronym) == (text, is_acronym)


@pytest.mark.parametrize(
    ("text", "before"),
    [
        ("near Kabul", "near"),
        ("Near Kabul", "near"),
        ("porte-parole Kabul", "porte-parole"),
        ("near, Kabul", ""),
        ("near  Kabul", ""),
        ("(Kabul", ""),
        ("near\nKabul", ""),
        ("Kabul", ""),
        ("abcdefghijklmnopqrstuvw Kabul", "abcdefghijklmnopqrstuvw"),
        ("Xbcdefghijklmnopqrstuvwx Kabul", "bcdefghijklmnopqrstuvwx"),  # what is beyond 24 characters is not read
        ("3 Kabul", "3"),
    ],
)
def test_the_word_before_is_read_where_only_a_space_is_between(text: str, before: str) -> None:
    assert last_word(text).before == before


def test_nothing_before_the_part_asked_for_is_read() -> None:
    word = read_line("Omid near Kabul", 7, 15).words[0]
    assert word == Word(10, 15, "Kabul", "ar", "", is_joined=False, is_opening=False, is_acronym=False)
    assert read_line("Omid near Kabul", 10, 15).words[0].is_opening
    assert [word.text for word in read_line("Omid near Kabul", 0, 9).words] == ["Omid"]


@pytest.mark.parametrize(
    ("text", "gap", "is_joined"),
    [
        ("Maria Omid", " ", True),
        ("Maria\u00a0Omid", "\u00a0", True),
        ("Maria & Omid", " & ", True),
        ("Maria de Omid", " de ", True),
        ("Maria van der Omid", " van der ", True),
        ("Maria von de la Omid", " von de la ", False),  # three small words
        ("Maria van and Omid", " van and ", False),
        ("Maria and Omid", " and ", False),
        ("Maria of Omid", " of ", False),
        ("Maria, Omid", ", ", False),
        ("Maria,de Omid", ",de ", False),
        ("Maria  Omid", "  ", False),
        ("Maria. Omid", ". ", False),
        ("Maria F. Omid", ". ", True),  # an initial
        ("St. Omid", ". ", True),  # an abbreviation
        ("Maria\nOmid", "\n", False),
        ("Maria-based Omid", "-based ", False),
        ("Maria, abcdefghijklmnopqrst, Omid", ", abcdefghijklmnopqrst, ", False),  # 24 characters
        ("Maria, abcdefghijklmnopqrstu, Omid", "", False),
    ],
)
def test_words_are_joined_over_a_space_and_over_the_small_words_of_names(text: str, gap: str, is_joined: bool) -> None:
    word = last_word(text)
    assert (word.gap, word.is_joined) == (gap, is_joined)


@pytest.mark.parametrize(
    ("text", "is_opening"),
    [
        ("Omid", True),
        ("“Omid", True),
        ("(“ 'Omid", True),  # at the beginning
        ("so Omid", False),
        ("so it ended. Omid", True),
        ("so it ended! Omid", True),
        ("so it ended: Omid", True),
        ("so it ended — Omid", True),
        ("so\nOmid", True),
        ("so • Omid", True),
        ("so it ended.” Omid", True),
        ("so it ended. “(Omid", True),
        ("so it ended.  “(Omid", True),  # over four marks
        ("so it ended. “ ((Omid", False),  # and over no fifth
        ("so it ended, Omid", False),
        ("so “Omid", False),
        ("St. Omid", False),  # an abbreviation ends no sentence
        ("so F. Omid", False),
        ("so Maria. Omid", True),
        ("so St! Omid", True),
        ("so St ended. Omid", True),
        ("in the U.S. Omid", True),
    ],
)
def test_a_word_opens_a_sentence_after_the_end_of_another(text: str, is_opening: bool) -> None:
    assert last_word(text).is_opening is is_opening


@pytest.mark.parametrize(
    ("text", "is_weak"),
    [
        ("Maria Visits Omid Okonta", True),
        ("Maria Visits Omid", False),  # three long words
        ("Maria Visits Omid Oko", False),  # the fourth has three letters
        ("Maria Visits Omid Okonta with", True),  # four long words to one plain: more than three
        ("Maria Visits Omid Okonta with them", False),
        ("Maria Visits Omid Okonta for you", True),  # short words do not count
        ("Maria Visits Omid Okonta Again Today with them", False),  # six to two
        ("Maria Visits Omid Okonta Again Today Slowly with them", True),
        ("Maria Omid, Visits Okonta, Dunkel", False),  # two of five are joined
        ("Maria, Omid Visits Okonta Dunkel", False),  # three of five are just not enough
        ("Maria Omid, Visits Okonta Dunkel Slowly", True),  # four of six
    ],
)
def test_a_line_is_weak_where_nearly_all_words_are_capitalised_and_stand_together(text: str, is_weak: bool) -> None:
    assert line_of(text).is_weak is is_weak


def test_only_the_part_asked_for_says_whether_the_line_is_weak() -> None:
    text = "they went there with Maria Visits Omid Okonta over and over with them"
    assert read_line(text, 21, 45).is_weak
    assert not line_of(text).is_weak


def test_a_dump_is_read_up_to_its_twenty_thousandth_word() -> None:
    assert len(line_of("Ab " * 20_001).words) == 20_000
    assert len(line_of("Ab " * 19_999).words) == 19_999


def test_a_run_goes_on_while_words_are_joined() -> None:
    line = line_of("Maria Ana Omid and Okonta Zubrik")
    assert [line.run_end(0, longest) for longest in (1, 2, 3, 9)] == [1, 2, 3, 3]
    assert [line.run_end(first, 9) for first in range(6 - 1)] == [3, 3, 3, 5, 5]


def test_a_wide_run_goes_on_over_the_small_words_in_names_of_states() -> None:
    line = line_of("Isle of Man and Wight of the Okonta, Zubrik")
    assert [line.wide_run_end(0, longest) for longest in (1, 2, 3, 9)] == [1, 2, 3, 4]
    assert line.run_end(0, 9) == 1
    assert line_of("People's Republic du Congo").wide_run_end(0, 9) == 3
    assert line_of("Omid Republic with Congo").wide_run_end(0, 9) == 2


def test_the_text_of_a_run_and_what_is_after_it() -> None:
    text = "so Maria van Omid went there, they said, again and again"
    line = line_of(text)
    assert line.surface(0, 1) == "Maria van Omid"
    assert line.surface(1, 1) == "Omid"
    assert line.after(1) == " went there, they said, "
    assert line.after(1, 5) == " went"
    assert read_line(text, 0, 20).after(1) == " we"


def test_runs_are_tried_the_longest_first() -> None:
    line = line_of("so Maria Ana Omid and Okonta")
    assert list(surfaces(line, 0, 5)) == [(2, "Maria Ana Omid"), (1, "Maria Ana"), (0, "Maria")]
    assert list(surfaces(line, 0, 2)) == [(1, "Maria Ana"), (0, "Maria")]
    assert list(surfaces(line, 3, 5)) == [(3, "Okonta")]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("so Zubrik Inc. met", "Zubrik Inc."),
        ("so Zubrik Jr. met", "Zubrik Jr."),
        ("so Zubrik Inc.", "Zubrik Inc"),  # there it ends the line
        ("so Zubrik Inc met", "Zubrik Inc"),
        ("so Zubrik Inc, met", "Zubrik Inc"),
        ("so Zubrik Omid. It", "Zubrik Omid"),
    ],
)
def test_the_full_stop_of_a_closing_abbreviation_is_part_of_the_name(text: str, name: str) -> None:
    assert text[3 : name_end(line_of(text), 1)] == name


@given(st.text("aB cD.,-'’&\n É", max_size=40))
def test_words_come_in_order_without_overlap_and_hold_no_space(text: str) -> None:
    position = 0
    for word in line_of(text).words:
        assert position <= word.start < word.end <= len(text)
        assert not any(character.isspace() for character in text[word.start : word.end])
        position = word.end
