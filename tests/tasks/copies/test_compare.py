"""When two texts are the same: copies are found with evidence, and what only looks alike stays apart."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.copies.compare import Comparison, DuplicateRules, Level, compare, level_of
from tasks.text.compared_words import words

RULES = DuplicateRules()
PARAGRAPHS = (
    "The harbour master closed the northern pier on Tuesday after divers found cracks in two of its pillars.",
    "Ferries to the islands leave from the fish market until further notice, and lorries must take the ring road.",
    "Engineers will inspect the remaining pillars this week, said Ilse Brandt, who speaks for the port.",
    "Fishermen fear that the repair will last beyond the herring season, which begins in late August.",
    "The pier was built in 1931 and last repaired forty years ago, when a freighter ran into it in fog.",
)
REPORT = "\n".join(PARAGRAPHS)
FOREIGN = (
    "A choir of two hundred children sang on the market square, and the mayor handed out medals for their teachers.",
    "Rain kept most visitors away in the morning, but by noon every seat in the square was taken.",
)


def decided(body: str, original: str) -> bool:
    return level_of(compare(body, original), RULES) is not None


@pytest.mark.parametrize(
    ("kind", "copy"),
    [
        ("the same text", REPORT),
        ("other punctuation, case and white space", REPORT.upper().replace(".", " ;\n")),
        ("the first paragraphs only", "\n".join(PARAGRAPHS[:2])),
        ("foreign paragraphs put in", "\n".join((PARAGRAPHS[0], FOREIGN[0], *PARAGRAPHS[1:], FOREIGN[1]))),
        ("paragraphs in another order", "\n".join(PARAGRAPHS[i] for i in (0, 3, 1, 4, 2))),
        ("every tenth word changed", " ".join("changed" if n % 10 == 9 else w for n, w in enumerate(REPORT.split()))),
        ("one number corrected", REPORT.replace("1931", "1932")),
    ],
)
def test_a_copy_is_a_duplicate(kind: str, copy: str) -> None:
    assert decided(copy, REPORT), kind
    assert decided(REPORT, copy), kind


def test_another_report_on_the_same_event_is_no_duplicate() -> None:
    other = (
        "Two cracked pillars have forced the port to shut its northern pier, the harbour master said. "
        "Island ferries now sail from the fish market. How long the repair takes is not known: "
        "“Engineers will inspect the remaining pillars this week,” a spokeswoman said. "
        "The closure hits the herring fleet, which unloads there from the end of August on."
    )
    assert not decided(other, REPORT)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "Weather for Aldmoor on 3 May: it will be cloudy in the morning with 40 per cent chance of rain, clearing "
            "towards the evening. Highest temperature 17 degrees, wind from the west at 25 km an hour.",
            "Weather for Aldmoor on 4 May: it will be cloudy in the morning with 70 per cent chance of rain, clearing "
            "towards the evening. Highest temperature 14 degrees, wind from the west at 32 km an hour.",
        ),
        (
            "The family of Greta Olsen announces with great sadness that she passed away peacefully at home in Westby, "
            "surrounded by those who loved her. The service is held in the church of Saint Anne on Friday.",
            "The family of Nora Lindqvist announces with great sadness that she passed away peacefully at home in "
            "Harlow, surrounded by those who loved her. The service is held in the church of Saint Mark on Friday.",
        ),
        (
            "The index closed at 4,512 points, down 0.3 per cent on the day, after banks had opened lower. "
            "The pound bought 1.27 dollars and gold cost 1,934 dollars an ounce at the end of trading in the City.",
            "The index closed at 4,498 points, down 0.4 per cent on the day, after banks had opened lower. "
            "The pound bought 1.24 dollars and gold cost 1,951 dollars an ounce at the end of trading in the City.",
        ),
    ],
)
def test_a_notice_with_the_same_wording_and_other_numbers_or_names_is_no_duplicate(one: str, other: str) -> None:
    assert compare(one, other).conflict_count >= 2
    assert not decided(one, other)


def test_nouns_that_german_writes_with_a_capital_are_no_names() -> None:
    report = (
        "Der Hafenmeister sperrte am Dienstag den nördlichen Pier, nachdem Taucher Risse in zwei Pfeilern entdeckt "
        "hatten. Die Fähren zu den Inseln legen bis auf Weiteres am Fischmarkt ab, Lastwagen müssen über die "
        "Ringstraße fahren. Ingenieure untersuchen in dieser Woche die übrigen Pfeiler des alten Bauwerks."
    )
    edited = report.replace("Risse", "Brüche").replace("Lastwagen", "Laster").replace("Bauwerks", "Gemäuers")
    assert compare(edited, report).conflict_count == 0
    assert decided(edited, report)


def test_a_paragraph_of_a_long_text_is_no_duplicate_of_it() -> None:
    long = "\n".join((*PARAGRAPHS, *FOREIGN, " ".join(f"word{n}" for n in range(200))))
    assert not decided(PARAGRAPHS[0], long)


def test_a_weekly_column_with_the_same_frame_is_no_duplicate() -> None:
    frame = "Every week our gardener answers three questions from readers, this time about {}. Send yours by post."
    first = frame.format("roses") + " " + " ".join(f"rose{n}" for n in range(60))
    second = frame.format("lawns") + " " + " ".join(f"lawn{n}" for n in range(60))
    assert not decided(first, second)


@pytest.mark.parametrize(("body", "original"), [("", ""), ("", REPORT), (REPORT, ""), ("…", "—")])
def test_a_text_without_words_is_no_duplicate_of_anything(body: str, original: str) -> None:
    assert compare(body, original).share == 0.0
    assert not decided(body, original)


@pytest.mark.parametrize(
    ("copy", "expected"),
    [
        (REPORT, "near"),
        (REPORT.replace("herring", "mackerel"), "near"),
        ("\n".join(PARAGRAPHS[:3]), "excerpt"),
        ("\n".join((*PARAGRAPHS, *FOREIGN)), "excerpt"),
        ("\n".join((*PARAGRAPHS[:4], *FOREIGN)), "near"),
        (PARAGRAPHS[0] + "\n" + "\n".join(FOREIGN), None),
    ],
)
def test_the_level_says_how_a_text_repeats_another(copy: str, expected: str | None) -> None:
    assert level_of(compare(copy, REPORT), RULES) == expected
    assert level_of(compare(REPORT, copy), RULES) == expected


def test_an_update_at_one_address_may_differ_more_than_a_copy_and_a_form_filled_in_anew_is_none() -> None:
    grown = "\n".join((PARAGRAPHS[0], *PARAGRAPHS[2:4], *FOREIGN, " ".join(f"word{n}" for n in range(40))))
    comparison = compare(grown, REPORT)
    assert level_of(comparison, RULES) is None
    assert level_of(comparison, RULES, is_same_address=True) is Level.UPDATE
    monday = (
        "On 3 May it will be cloudy in Aldmoor with 40 per cent chance of rain and 17 degrees, wind at 25 km an hour."
    )
    tuesday = (
        "On 4 May it will be cloudy in Aldmoor with 70 per cent chance of rain and 14 degrees, wind at 32 km an hour."
    )
    assert level_of(compare(tuesday, monday), RULES, is_same_address=True) is None


def test_of_the_items_of_a_digest_only_the_first_can_be_an_excerpt_of_it() -> None:
    items = ["\n".join(PARAGRAPHS), *(" ".join(f"{n}word{i}" for i in range(90)) for n in range(2))]
    digest = "\n".join(items)
    assert [decided(item, digest) for item in items] == [True, False, False]


def test_a_repeated_sentence_counts_once() -> None:
    comparison = compare(" ".join([PARAGRAPHS[0]] * 5), REPORT)
    assert comparison.share < 0.3


VOCABULARY = st.lists(st.sampled_from("alpha beta gamma delta épsilon 12 Zeta".split()), max_size=60)  # noqa: SIM905
SEPARATORS = st.sampled_from([" ", "\n", ", ", " – "])


@given(VOCABULARY, VOCABULARY, VOCABULARY, SEPARATORS)
def test_spans_are_equal_after_normalisation_and_the_share_lies_between_0_and_1(
    head: list[str], common: list[str], tail: list[str], separator: str
) -> None:
    body, original = separator.join([*head, *common]), " ".join([*common, *tail]).upper()
    comparison = compare(body, original)
    assert 0.0 <= comparison.share <= 1.0
    assert 0.0 <= comparison.larger_share <= comparison.share
    for span in comparison.spans:
        assert words(body[span.start : span.end]) == words(original[span.original_start : span.original_end])
        assert span.start < span.end
    taken = sorted((span.original_start, span.original_end) for span in comparison.spans)
    assert all(end <= start for (_, end), (start, _) in pairwise(taken))


@given(st.text(min_size=1))
def test_a_text_repeats_itself(text: str) -> None:
    comparison = compare(text, text)
    assert comparison.share == (1.0 if words(text) else 0.0)
    assert comparison.conflict_count == 0


def test_long_and_repetitive_texts_take_linear_time() -> None:
    generator = random.Random(7)
    texts = ["a " * 60_000, "a b " * 30_000, " ".join(generator.choices("abcdefgh", k=60_000))]
    for one in texts:
        for other in texts:
            comparison: Comparison = compare(one, other)
            assert 0.0 <= comparison.share <= 1.0
