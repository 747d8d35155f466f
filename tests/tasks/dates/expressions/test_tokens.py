"""A token has a class by its form or by its word, one letter each."""

from __future__ import annotations

import pytest

from tasks.dates.expressions.lexicon import LANGUAGES, lexicon
from tasks.dates.expressions.tokens import class_letters, letters, tokenize


def classes(text: str, language: str = "en") -> list[str]:
    names = {letter: name for name, letter in class_letters().items()}
    return [names[letter] for letter in letters(text, language)]


@pytest.mark.parametrize(
    ("token", "expected"),
    [
        ("1", "DAY"),
        ("31", "DAY"),
        ("32", "NUMBER"),
        ("0", "NUMBER"),
        ("031", "NUMBER"),
        ("999", "NUMBER"),
        ("1000", "YEAR"),
        ("2099", "YEAR"),
        ("2100", "NUMBER"),
        ("0999", "NUMBER"),
        ("20210", "NUMBER"),
        ("1,000", "AMOUNT"),
        ("1.5", "AMOUNT"),
        ("5:30", "CLOCK"),
        ("5:30:15", "CLOCK"),
        ("2021-07-12", "ISO"),
        ("2021-07-12T10:15", "ISO"),
        ("2021-07-12T10:15:16Z", "ISO"),
        ("14.07.2021", "NUMERIC_DATE"),
        ("7/14/2021", "NUMERIC_DATE"),
        ("1990s", "DECADE"),
        ("2010s", "DECADE"),
        ("90s", "SHORT_DECADE"),
        ("'90s", "SHORT_DECADE"),
        ("'82", "SHORT_YEAR"),
        ("’82", "SHORT_YEAR"),
        ("12th", "ORDINAL_DAY"),
        ("1er", "ORDINAL_DAY"),
        ("'s", "POSSESSIVE"),
        (",", "COMMA"),
        (".", "DOT"),
        ("–", "HYPHEN"),
        ("?", "END"),
        ("$", "CURRENCY"),
        ("§", "PUNCTUATION"),
    ],
)
def test_what_is_no_word_has_its_class_by_form(token: str, expected: str) -> None:
    assert classes(token) == [expected]


@pytest.mark.parametrize(
    ("word", "language", "expected"),
    [
        ("Monday", "en", "WEEKDAY"),
        ("monday", "en", "LOW_WEEKDAY"),
        ("May", "en", "MAY"),
        ("may", "en", "LOW_MAY"),
        ("Jan", "en", "MONTH_SHORT"),
        ("jan", "en", "LOW_MAY"),
        ("april", "en", "LOW_MONTH"),
        ("Week", "en", "UNIT"),
        ("o’clock", "en", "O_CLOCK"),
        ("p.m.", "en", "HALF_DAY"),
        ("A.M.", "en", "HALF_DAY"),
        ("Smith", "en", "NAME"),
        ("house", "en", "OTHER"),
        ("opened", "en", "PAST_VERB"),
        ("aed", "en", "OTHER"),
        ("used", "en", "PAST_VERB"),
        ("hundred", "en", "HUNDRED"),
        ("speed", "en", "OTHER"),
        ("Opened", "en", "NAME"),
        ("Woche", "de", "UNIT"),
        ("woche", "de", "OTHER"),
        ("Woche", "en", "NAME"),
        ("juli", "en", "FOREIGN_MONTH"),
        ("Monday", "pl", "NAME"),
        ("Juli", "pl", "FOREIGN_MONTH"),
        ("maja", "pl", "MONTH"),
        ("avant-hier", "fr", "POINTER"),
        ("terça-feira", "pt", "WEEKDAY"),
        ("जनवरी", "hi", "MONTH"),
        ("十二", "zh", "DAY"),
        ("二〇一八", "zh", "YEAR"),
        ("去年", "zh", "POINTER"),
        ("日本", "ja", "AMBIGUOUS"),
        ("오늘", "ko", "TODAY"),
    ],
)
def test_a_word_has_its_class_by_its_language_and_its_capital(word: str, language: str, expected: str) -> None:
    assert classes(word, language) == [expected]


def test_tokens_have_their_places_their_letters_and_the_words_of_the_language() -> None:
    text = "On Friday, o’clock."
    tokens = tokenize(text)
    assert [text[start:end] for start, end in zip(tokens.starts, tokens.ends, strict=True)] == [
        "On", "Friday", ",", "o’clock", ".",
    ]  # fmt: skip
    assert tokens.letters == letters(text)
    assert tokens.word(1) == "friday"
    assert tokens.word(3) == "o'clock"
    assert tokens.words is lexicon("en")
    assert tokenize(text, "xx").words is lexicon("any")
    assert tokenize(text, "de").words is lexicon("de")
    assert tokenize(text, "en", "xyzab").letters == "xyzab"


def test_words_of_a_language_are_those_known_everywhere_and_its_own() -> None:
    everywhere = lexicon("any")
    assert everywhere["juli"] == ("FOREIGN_MONTH", 7)
    for language in LANGUAGES:
        assert everywhere.keys() <= lexicon(language).keys()
        assert {token_class for token_class, _ in lexicon(language).values()} <= class_letters().keys()
    assert lexicon("en")["friday"] == ("WEEKDAY", 5)
    assert lexicon("en")["the"] == ("THE", None)


def test_every_class_has_a_letter_of_its_own() -> None:
    assert len(set(class_letters().values())) == len(class_letters())


def test_words_are_found_without_blanks_where_a_script_has_none() -> None:
    assert classes("去年三月", "zh") == ["POINTER", "DAY", "MONTH_MARK"]
    assert classes("先週の金曜日", "ja") == ["POINTER", "OF", "WEEKDAY"]
    assert classes("เมื่อวานนี้", "th") == ["YESTERDAY"]


def test_a_korean_word_may_have_a_particle_but_no_other_syllable_behind_it() -> None:
    assert classes("오늘은", "ko") == ["TODAY", "OTHER"]
    assert classes("오늘날", "ko") == ["OTHER"]
    assert classes("주민", "ko") == ["OTHER"]


def test_a_german_ordinal_has_its_full_stop_before_a_name_only() -> None:
    assert classes("am 28. Mai", "de") == ["IN", "ORDINAL_DAY", "MONTH"]
    assert classes("er war 28. dann", "de")[2:4] == ["DAY", "DOT"]
