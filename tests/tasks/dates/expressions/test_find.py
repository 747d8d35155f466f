"""Time expressions are found where they are times, valued from the date of their own layer, and never invented."""

from __future__ import annotations

import re
import tomllib
from datetime import date, datetime
from importlib.resources import files
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.dates.expressions.find import find_timexes
from tasks.dates.expressions.lexicon import LANGUAGES
from tasks.dates.expressions.rules import rules
from tasks.dates.expressions.tokens import tokenize
from tasks.findings import Timex
from tasks.parse.base.assembly import Block, Container, assemble
from tasks.records import Kind, Layer, Moment, Page, Precision, Segment

SUNDAY = Moment(datetime(2021, 7, 11), Precision.DAY)


def article(text: str, published: Moment | None = SUNDAY, language: str | None = None) -> Page:
    segment = Segment(0, None, Layer.ARTICLE, Kind.PARAGRAPH, 0, len(text), "test")
    return Page("text", text, (segment,), published=published, language=language)


def values(text: str, published: Moment | None = SUNDAY) -> list[tuple[str, str]]:
    return [(text[timex.start : timex.end], timex.value) for timex in find_timexes(article(text, published))]


ABSOLUTE = [
    ("The law of July 12, 2021 holds.", [("July 12, 2021", "2021-07-12")]),
    ("They met on Monday, 5 April 1999.", [("Monday, 5 April 1999", "1999-04-05")]),
    ("He left in March 2003.", [("March 2003", "2003-03")]),
    ("Ousted in 2001, they came back.", [("2001", "2001")]),
    ("Music of the 1970s and the '90s.", [("the 1970s", "197"), ("the '90s", "199")]),
    ("An idea of the 19th century.", [("the 19th century", "18")]),
    ("Sales rose in the third quarter of 2020.", [("the third quarter of 2020", "2020-Q3")]),
    ("The summer of 1994 was hot.", [("The summer of 1994", "1994-SU")]),
    ("Opened on 2020-02-29.", [("2020-02-29", "2020-02-29")]),
    ("Am 14. Juli 2021 wurde gewählt.", [("14. Juli 2021", "2021-07-14")]),
    ("Né le 3 juillet 1962 à Lyon.", [("3 juillet 1962", "1962-07-03")]),
    ("Nació el 3 de julio de 1962.", [("3 de julio de 1962", "1962-07-03")]),
    ("Sitzung am 14.07.2021 in Berlin.", [("14.07.2021", "2021-07-14")]),
]
RELATIVE = [
    ("They met on Christmas Eve and at Easter 2019.", [("Christmas Eve", "2020-12-24"), ("Easter 2019", "2019-04-21")]),
    ("It will open on New Year's Day.", [("New Year's Day", "2022-01-01")]),
    ("A few weeks later they left.", [("A few weeks later", "PXW")]),
    ("The minister will travel on Monday.", [("Monday", "2021-07-12")]),
    ("The ministry announced on Friday that he will travel.", [("Friday", "2021-07-09")]),
    ("He said last Wednesday that talks go on.", [("last Wednesday", "2021-07-07")]),
    ("He said so yesterday and left today.", [("yesterday", "2021-07-10"), ("today", "2021-07-11")]),
    ("She will visit them between July 12 and 16.", [("July 12", "2021-07-12"), ("16", "2021-07-16")]),
    ("They met two weeks ago.", [("two weeks ago", "2021-W25")]),
    ("They met three years ago.", [("three years ago", "2018")]),
    ("Prices fell last month.", [("last month", "2021-06")]),
    ("The vote is due next year.", [("next year", "2022")]),
    ("It opened earlier this year.", [("earlier this year", "2021")]),
    ("It was closed in December.", [("December", "2020-12")]),
    ("It will close in December.", [("December", "2021-12")]),
    ("He was shot on Saturday night.", [("Saturday night", "2021-07-10TNI")]),
    ("They talked at 5:30 p.m. Friday.", [("5:30 p.m. Friday", "2021-07-09T17:30")]),
    ("Gone on July 3; the previous Friday, here.", [("July 3", "2021-07-03"), ("the previous Friday", "2021-07-02")]),
    ("In 2001 they fled. That October they came back.", [("2001", "2001"), ("That October", "2001-10")]),
    ("On Friday shots fell until 10:30 p.m.", [("Friday", "2021-07-09"), ("10:30 p.m.", "2021-07-09T22:30")]),
    ("Rules to be published in early November.", [("early November", "2021-11")]),
    ("The week of March 6 was cold.", [("The week of March 6", "2021-W09")]),
    ("Caught July 3, gone the next morning.", [("July 3", "2021-07-03"), ("the next morning", "2021-07-04TMO")]),
    ("He rang at four in the morning.", [("four in the morning", "2021-07-11T04:00")]),
    ("Gone by the end of the month.", [("the end of the month", "2021-07")]),
    ("In March a judge ruled.", [("March", "2021-03")]),
    ("They had filed reports by Wednesday.", [("Wednesday", "2021-07-07")]),
    ("It had been expected Friday.", [("Friday", "2021-07-09")]),
    ("It is to open Tuesday.", [("Tuesday", "2021-07-13")]),
    ("A record set on Oct. 6 fell.", [("Oct. 6", "2020-10-06")]),
    ("A debate is set for Tuesday.", [("Tuesday", "2021-07-13")]),
    ("He came late yesterday.", [("late yesterday", "2021-07-10")]),
    ("It shut in the afternoon, then mid-morning yesterday.", [("mid-morning yesterday", "2021-07-10TMO")]),
    ("Later that day he left; earlier this week he came.", [("earlier this week", "2021-W27")]),
    ("The lowest since '82.", [("'82", "1982")]),
    ("In the last quarter of 2009 sales fell.", [("the last quarter of 2009", "2009-Q4")]),
    ("For the quarter a year ago it had a loss.", [("the quarter a year ago", "2020-Q2")]),
    ("Begun on July 3. The following day it ended.", [("July 3", "2021-07-03"), ("The following day", "2021-07-04")]),
]  # fmt: skip
LENGTHS = [
    ("They ruled for 20 years.", [("20 years", "P20Y")]),
    ("A three-week strike.", [("three-week", "P3W")]),
    ("It took several months.", [("several months", "PXM")]),
    ("In the past three months nothing moved.", [("the past three months", "P3M")]),
    ("It lasted a minute and a half.", [("a minute and a half", "PT1M30S")]),
    ("Not in the near term.", [("the near term", "FUTURE_REF")]),
    ("Since the year two thousand and one.", [("the year two thousand and one", "2001")]),
    ("In the quarter ended June 27 it lost.", [("the quarter", "2021-QX"), ("June 27", "2021-06-27")]),
    ("It takes two to three weeks.", [("two to three weeks", "P2W")]),
    ("For six straight days and a year or so.", [("six straight days", "P6D"), ("a year or so", "P1Y")]),
    ("More than two thousand years.", [("More than two thousand years", "P2000Y")]),
    ("These days few care; in the past they did.", [("These days", "PRESENT_REF"), ("the past", "PAST_REF")]),
    ("Quarterly results came quarterly.", [("quarterly", "P3M")]),
    ("Profit for the year ended March 31, 2021.", [("the year", "P1Y"), ("March 31, 2021", "2021-03-31")]),
    ("The 1987 crash; a third-quarter loss.", [("1987", "1987"), ("third-quarter", "2021-Q3")]),
    ("They fly daily and meet every year.", [("daily", "P1D"), ("every year", "P1Y")]),
    ("Some 900 trucks a day use it.", [("a day", "P1D")]),
    ("It is now quiet.", [("now", "PRESENT_REF")]),
    ("In recent days they have grown.", [("recent days", "PAST_REF")]),
    ("Nobody knows the future.", [("the future", "FUTURE_REF")]),
]


@pytest.mark.parametrize(("text", "expected"), ABSOLUTE + RELATIVE + LENGTHS)
def test_an_expression_has_its_span_and_value(text: str, expected: list[tuple[str, str]]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        (
            "de",
            "Das sagte er gestern; vor drei Jahren kam er.",
            [("gestern", "2021-07-10"), ("vor drei Jahren", "2018")],
        ),
        ("de", "Am Montag wird er reisen.", [("Montag", "2021-07-12")]),
        ("de", "Letzte Woche und im Juni.", [("Letzte Woche", "2021-W26"), ("Juni", "2021-06")]),
        ("fr", "Il a dit lundi dernier qu'il partait.", [("lundi dernier", "2021-07-05")]),
        ("fr", "Il y a deux ans, et l’année prochaine.", [("y a deux ans", "2019"), ("année prochaine", "2022")]),
        ("es", "Lo dijo ayer; hace tres años vino.", [("ayer", "2021-07-10"), ("hace tres años", "2018")]),
        ("es", "La semana pasada.", [("La semana pasada", "2021-W26")]),
        ("pl", "Today jest 3 mars 2020.", [("3 mars 2020", "2020-03-03")]),
    ],
)
def test_other_languages_have_words_of_their_own(language: str, text: str, expected: list[tuple[str, str]]) -> None:
    found = find_timexes(article(text, SUNDAY, language))
    assert [(text[timex.start : timex.end], timex.value) for timex in found] == expected


@pytest.mark.parametrize(
    "text",
    [
        "You may march on, and the second man may fall.",
        "Theresa May spoke to the crowd.",
        "The 13-year-old boy and his mother.",
        "It cost $1999 and weighs 1500 pounds.",
        "The Sun sat down with Jan.",
        "A man in his 20s with a handful of $20s.",
        "He answered as soon as possible.",
        "Section 11/07/2021 can be read in two ways.",
    ],
)
def test_words_and_numbers_that_are_no_times_are_left_alone(text: str) -> None:
    assert values(text) == []


def test_without_an_anchor_relative_expressions_stay_underspecified() -> None:
    text = "He said on Wednesday that he left yesterday, on July 3, and two years ago."
    found = find_timexes(article(text, None))
    assert [timex.value for timex in found] == ["XXXX-WXX-3", "PAST_REF", "XXXX-07-03", "PAST_REF"]
    assert {(timex.begin_at, timex.end_at, timex.anchor_at, timex.anchor_source) for timex in found} == {(None,) * 4}


def test_an_anchor_known_to_the_month_does_not_settle_a_day() -> None:
    month = Moment(datetime(2021, 7, 1), Precision.MONTH)
    assert values("He left yesterday; last month he was here.", month) == [
        ("yesterday", "PAST_REF"),
        ("last month", "2021-06"),
    ]


def layered_page() -> Page:
    blocks = [
        Block("It happened yesterday.", Layer.ARTICLE, Kind.PARAGRAPH, "test"),
        Block("I read it yesterday.", Layer.COMMENT, Kind.PARAGRAPH, "test", container=0),
        Block("They met yesterday.", Layer.QUOTED, Kind.PARAGRAPH, "test", container=1),
        Block("Share yesterday", Layer.FURNITURE, Kind.RESIDUE, "test"),
        Block("And I, yesterday.", Layer.COMMENT, Kind.PARAGRAPH, "test", container=2),
    ]
    containers = [
        Container(Kind.COMMENT, "test", moment=Moment(datetime(2021, 8, 2), Precision.DAY)),
        Container(Kind.QUOTED_DOCUMENT, "test", inside=0, moment=Moment(datetime(2020, 1, 2), Precision.DAY)),
        Container(Kind.COMMENT, "test"),
    ]
    made = assemble(blocks, containers)
    return Page("html", made.text, made.segments, made.comments, made.quoted_documents, published=SUNDAY)


def test_every_layer_is_seen_from_its_own_date() -> None:
    found = find_timexes(layered_page())
    assert [(timex.layer, timex.value, timex.anchor_source) for timex in found] == [
        (Layer.ARTICLE, "2021-07-10", "published_at"),
        (Layer.COMMENT, "2021-08-01", "posted_at"),
        (Layer.QUOTED, "2020-01-01", "quoted_published_at"),
        (Layer.COMMENT, "PAST_REF", None),
    ]


WORDS = [
    "Monday", "last", "next", "this", "week", "year", "years", "ago", "two", "three", "July", "12", "16", "2021",
    "1999", "and", "to", "the", "past", "a", "couple", "of", "few", "quarter", "third", "morning", "today",
    "yesterday", "at", "5:30", "p.m.", "noon", ",", ".", "-", "'s", "will", "said", "earlier", "later",
    "following", "day", "day", "weekend", "May", "fall", "hours", "every", "daily", "99999999999", "decades",
    "century", "'90s", "2020-02-31", "31", "February", "hundred", "1/2", "half", "hour",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join)
ANCHORS = st.none() | st.builds(
    Moment,
    st.datetimes(datetime(1900, 1, 1), datetime(2100, 12, 31)),
    st.sampled_from([Precision.YEAR, Precision.MONTH, Precision.DAY, Precision.LOCAL_MINUTE, Precision.SECOND]),
)


def assert_sound(text: str, found: tuple[Timex, ...]) -> None:
    for timex in found:
        assert 0 <= timex.start < timex.end <= len(text)
        assert text[timex.start : timex.end].strip() == text[timex.start : timex.end]
        assert (timex.begin_at is None) == (timex.end_at is None)
        if timex.begin_at is not None and timex.end_at is not None:
            assert timex.begin_at < timex.end_at
        assert timex.type in ("DATE", "TIME", "DURATION", "SET")
    assert all(first.end <= second.start for first, second in pairwise(found))


@given(TEXTS, ANCHORS)
def test_spans_are_true_and_apart_and_intervals_run_forward(text: str, anchor: Moment | None) -> None:
    assert_sound(text, find_timexes(article(text, anchor)))


@given(st.text(max_size=400), ANCHORS, st.sampled_from([None, "en", "de", "fr", "es", "xx"]))
def test_no_text_raises(text: str, anchor: Moment | None, language: str | None) -> None:
    assert_sound(text, find_timexes(article(text, anchor, language)))


@given(TEXTS, st.datetimes(datetime(1950, 1, 1), datetime(2050, 12, 28)))
@settings(max_examples=50)
def test_the_anchor_decides_values_but_neither_spans_nor_what_is_absolute(text: str, at: datetime) -> None:
    text = f"On 3 May 1999 and in 1987. {text}"
    later = at.replace(year=at.year + 1, day=min(at.day, 28))
    first, second = (find_timexes(article(text, Moment(anchor, Precision.DAY))) for anchor in (at, later))
    assert [timex.value for timex in first[:2]] == [timex.value for timex in second[:2]] == ["1999-05-03", "1987"]


@pytest.mark.parametrize(
    "piece",
    [
        "two years ago ",
        "July 12 and ",
        "1",
        "a",
        "'",
        "the ",
        "every two ",
        "\u2019s ",
        "5:",
        "Friday to ",
        "had by 1999 ",
    ],
)
def test_a_flood_of_one_expression_is_read_to_its_end(piece: str) -> None:
    """Where time grew faster than the text, this would not end before the tests are stopped."""
    few, many = (len(find_timexes(article(piece * (size // len(piece))))) for size in (5_000, 250_000))
    assert many >= 45 * few


@pytest.mark.parametrize("language", [*LANGUAGES, "any"])
def test_every_word_is_in_one_class_only(language: str) -> None:
    raw = tomllib.loads(files("tasks.dates.expressions").joinpath(f"words_{language}.toml").read_text(encoding="utf-8"))
    listed = [word for words in raw["words"].values() for word in words.split()]
    listed += [word for group in ("numbers", "texts") for table in raw.get(group, {}).values() for word in table]
    listed += [word for table in raw.get("values", {}).values() for words in table.values() for word in words.split()]
    assert sorted(listed) == sorted(set(listed))


def test_a_token_keeps_its_place() -> None:
    tokens = tokenize("On Jan. 5th, 1999 at 5:30 p.m.")
    cut = [tokens.text[start:end] for start, end in zip(tokens.starts, tokens.ends, strict=True)]
    assert cut == ["On", "Jan", ".", "5th", ",", "1999", "at", "5:30", "p.m."]


RANGES = [
    ("He will be there July 12 to 16.", ("2021-07-12", "2021-07-17")),
    ("It will run from July 12 through July 16.", ("2021-07-12", "2021-07-17")),
    ("It happened between 2001 and 2004.", ("2001-01-01", "2005-01-01")),
    ("The war of 1989-1994 was long.", ("1989-01-01", "1995-01-01")),
    ("He was there in 2001 and 2004.", ("2001-01-01", "2002-01-01")),
    ("He was there in 2004 to 2001.", ("2004-01-01", "2005-01-01")),
]


@pytest.mark.parametrize(("text", "expected"), RANGES)
def test_the_first_of_a_range_has_the_whole_interval(text: str, expected: tuple[str, str]) -> None:
    first = find_timexes(article(text))[0]
    assert (str(first.begin_at)[:10], str(first.end_at)[:10]) == expected


VALUE = re.compile(
    r"P(?=[\dXT])(?:\d{1,15}(?:[.,]\d+)*|X)?(?:Y6M|D?T12H|[YMWDQEC]|WE)?(?:\d{1,4}[MWD])?(?:T(?:[\d.,]+|X)(?:H30M|M30S|[HMS]))?"
    r"|(?:PAST|PRESENT|FUTURE)_REF"
    r"|(?:\d{4}|XXXX)(?:-(?:\d\d|Q[1-4X]|H[12]|SP|SU|FA|WI|W\d\d(?:-WE)?|WXX(?:-(?:[1-7]|WE))?|XX))?"
    r"(?:-(?:\d\d|XX))?(?:T(?:MO|AF|EV|NI|\d\d:\d\d))?(?:T?Z)?|XXXX-WXX-\d(?:T..)?|\d{3}|\d\d"
)


@given(TEXTS, ANCHORS)
def test_every_value_parses_back(text: str, anchor: Moment | None) -> None:
    for timex in find_timexes(article(text, anchor)):
        assert VALUE.fullmatch(timex.value), timex.value
        day = re.fullmatch(r"\d{4}-\d\d-\d\d", timex.value)
        if day is not None and timex.begin_at is not None:
            assert timex.begin_at == datetime.fromisoformat(day[0])


RELATIVES = ["last month", "next year", "two years ago", "this week", "July 12", "yesterday", "last fall", "December"]


@given(st.lists(st.sampled_from(RELATIVES), min_size=1, max_size=5), st.dates(date(1950, 1, 1), date(2050, 12, 28)))
def test_a_year_later_relative_expressions_are_a_year_later(phrases: list[str], day: date) -> None:
    """Months, seasons and years are those of a year later; days and weeks, which do not fit into years, lie beside."""
    text = ". ".join(f"It was so {phrase}" for phrase in phrases) + ". It was so in May 1999."
    at = datetime(day.year, day.month, min(day.day, 28))
    now, then = (
        find_timexes(article(text, Moment(seen, Precision.DAY))) for seen in (at, at.replace(year=at.year + 1))
    )
    spans = [[(timex.start, timex.end, timex.type) for timex in found] for found in (now, then)]
    assert spans[0] == spans[1]
    assert now[-1].value == then[-1].value == "1999-05"
    for first, second in zip(now[:-1], then[:-1], strict=True):
        assert first.begin_at is not None
        assert second.begin_at is not None
        assert abs((second.begin_at - first.begin_at).days - 365) <= 7
        assert len(first.value) == len(second.value)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_read_whole_and_read_again_gives_the_same(language: str) -> None:
    text = "Two years ago, on 3 May 1999; now " * 40
    assert find_timexes(article(text, language=language)) == find_timexes(article(text, language=language))


@pytest.mark.parametrize("text", ["1" * 60, "a" * 60, "year-end o'clock week-end", "12.13.2021 2021-13-45", "’82 's '"])
def test_tokens_cover_what_is_no_white_space(text: str) -> None:
    tokens = tokenize(text)
    covered = "".join(text[start:end] for start, end in zip(tokens.starts, tokens.ends, strict=True))
    assert covered == text.replace(" ", "")
    assert len(tokens.letters) == len(tokens.starts)


@given(st.data())
@settings(max_examples=60)
def test_a_match_has_a_class_that_its_rule_needs(data: st.DataObject) -> None:
    """Rules whose needs a stretch of text does not meet are passed over, so that the needs must hold of every match."""
    rule = data.draw(st.sampled_from(rules()))
    lettered = data.draw(st.from_regex(rule.pattern))
    for match in rule.pattern.finditer(lettered):
        assert rule.needs & set(match[0])
