"""What the lines of an article's part are: furniture, title, standfirst, byline, date. All texts are made up."""

from __future__ import annotations

from datetime import datetime

import pytest

from tasks.parse.lines.kinds import Line, LineKind, read_lines
from tasks.parse.plain.head import Head, is_furniture, read_article, read_byline, read_names
from tasks.records import Kind, Moment, Precision

PROSE = "The harbour board closed the northern lock on Tuesday after divers found a crack in it."
TITLE = "Northern lock closed for repair"
NINE = "One two three four five six seven eight nine"


def text(said: str) -> Line:
    return Line(said, LineKind.TEXT)


def worded(count: int, word: str = "harbour") -> str:
    return " ".join([word] * count)


def read(*printed: str) -> Head:
    return read_article(read_lines("\n".join(printed)), datetime(2020, 1, 1))


def kinds(*printed: str) -> list[str]:
    """The kinds of the lines; "-" for furniture."""
    return [kind.value if kind is not None else "-" for kind in read(*printed).kinds]


# ---- names


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("By Ida Brandt and Tom Okello", ("Ida Brandt", "Tom Okello")),
        ("Von Ida Brandt, Tom Okello und Ann Lee", ("Ida Brandt", "Tom Okello", "Ann Lee")),
        ("By Ida Brandt, harbour desk", ("Ida Brandt",)),
        ("By Ida Brandt.", ()),
        ("By the way", ()),
        ("Ida Brandt", ()),
        ("By Ida Brandt in the town of Elmfield on the river", ()),
        ("By Ida Brandt, who wrote all of this at home", ("Ida Brandt",)),
        ("By Ida Brandt, who wrote all of this at her home", ("Ida Brandt",)),
        ("By Ida Brandt, who wrote all of this at her old home", ("Ida Brandt",)),
        ("By Ida Brandt, who wrote all of this at her very old home", ()),
    ],
)
def test_a_byline_names_people_in_few_words(line: str, expected: tuple[str, ...]) -> None:
    """At most six words for each name and six more."""
    assert read_byline(line) == expected


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ("Ida Brandt, , Tom Okello", ["Ida Brandt", "Tom Okello"]),
        ("Ida Brandt, of the Quay, Tom Okello", ["Ida Brandt"]),
        ("Ida de la Cruz Brandt", ["Ida de la Cruz Brandt"]),
        ("Ida de la Cruz y Brandt Lee", ["Ida de la Cruz", "Brandt Lee"]),
        ("Ida Maria de la Cruz Brandt", []),
        ("Ida Brandt | Tom Okello", ["Ida Brandt", "Tom Okello"]),
        ("* Ida Brandt.", ["Ida Brandt"]),
        ("Ida 4", []),
        ("I" * 51, ["I" * 51]),
        ("I" * 52, []),
        ("I", []),
        ("Ib", ["Ib"]),
    ],
)
def test_what_is_no_name_ends_a_list_of_names(names: str, expected: list[str]) -> None:
    assert list(read_names(names)) == expected


# ---- furniture


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Sport", True),
        ("» Sport |", True),
        ("Sporting", False),
        ("News Sport Opinion", True),
        ("News Sport Harbour", False),
        ("Home > Elmfield > Harbour", True),
        ("Elmfield > Home > Harbour", False),
        ("* The harbour and the lock", True),
        ("* The harbour and the old lock", False),
        ("Harbour | Lock | Quay | Gate", True),
        ("Harbour | Lock | Quay", False),
        ("Harbour | Lock | Quay | Gate.", False),
        ("Harbour - Lock - Quay - Gate", True),
        ("Harbour / Lock / Quay / Gate", True),
        ("Harbour · Lock · Quay · Gate", True),
        ("Harbour › Lock › Quay › Gate", True),
        ("Our newsletter comes on Mondays", True),
        ("They read the letters", False),
        ("The Quay - your paper since 1931", True),
        ("The Quay, your paper since 1931", False),
        ("The Quay - your paper since 2131", False),
        ("The Quay, founded in 1931.", True),
    ],
)
def test_navigation_and_the_site_about_itself_are_furniture(line: str, expected: bool) -> None:
    assert is_furniture(text(line)) is expected


@pytest.mark.parametrize(
    ("kind", "expected"),
    [(LineKind.ACTION, True), (LineKind.END, True), (LineKind.STAMP, False), (LineKind.UPDATED, False)],
)
def test_lines_that_are_no_text_are_furniture_unless_they_are_times(kind: LineKind, expected: bool) -> None:
    assert is_furniture(Line("harbour", kind)) is expected


@pytest.mark.parametrize(("count", "expected"), [(14, True), (15, False)])
def test_a_line_about_the_site_has_at_most_14_words(count: int, expected: bool) -> None:
    assert is_furniture(text(f"{worded(count - 1)} newsletter")) is expected
    assert is_furniture(text(f"{worded(count - 3)} - since 1931")) is expected


@pytest.mark.parametrize(("count", "expected"), [(70, True), (71, False)])
def test_a_line_that_speaks_of_the_site_twice_has_at_most_70_words(count: int, expected: bool) -> None:
    assert is_furniture(text(f"{worded(count - 2, 'quay')} newsletter javascript")) is expected
    assert not is_furniture(text(f"{worded(count - 2, 'quay')} newsletter newsletter"))


@pytest.mark.parametrize(("count", "expected"), [(20, True), (21, False)])
def test_a_row_of_sections_has_at_most_20_words(count: int, expected: bool) -> None:
    assert is_furniture(text(worded(count, "sport"))) is expected


@pytest.mark.parametrize(("count", "expected"), [(24, True), (25, False)])
def test_a_bar_has_at_most_six_words_an_item(count: int, expected: bool) -> None:
    """The marks of a bar count as words."""
    assert is_furniture(text(f"{worded(count - 6)} | lock | quay | gate")) is expected


@pytest.mark.parametrize(("length", "expected"), [(500, True), (501, False)])
def test_furniture_has_at_most_500_characters(length: int, expected: bool) -> None:
    ends = "newsletter javascript "
    assert is_furniture(text(ends + "x" * (length - len(ends)))) is expected


def test_furniture_at_both_ends_is_cut_off() -> None:
    assert kinds("Sport", PROSE, "Ships wait.", PROSE, "Our newsletter", "Ships wait.") == [
        "-", "paragraph", "paragraph", "paragraph", "-", "-",
    ]  # fmt: skip


def test_furniture_between_paragraphs_stays_unless_it_is_a_control() -> None:
    assert kinds(PROSE, "Our newsletter", "Share this story", PROSE) == ["paragraph", "paragraph", "-", "paragraph"]


def test_a_page_without_prose_keeps_its_lines() -> None:
    assert kinds("Sport", "Ships wait.") == ["paragraph", "paragraph"]


def test_furniture_below_a_headline_with_a_byline_is_no_end_of_the_navigation() -> None:
    below = (TITLE, "By Ida Brandt", "Our newsletter", PROSE)
    assert kinds("Sport", *below) == ["-", "title", "byline", "paragraph", "paragraph"]
    assert kinds("Sport", TITLE, "Ships wait", "Our newsletter", PROSE) == ["-", "-", "-", "-", "paragraph"]


@pytest.mark.parametrize(
    ("title", "kept"), [("Northern lock closed today", True), ("Northern lock closed", False), (f"{TITLE}:", False)]
)
def test_a_headline_above_furniture_has_four_words_and_no_colon(title: str, kept: bool) -> None:
    assert (kinds(title, "July 3, 2019", "Our newsletter", PROSE)[0] != "-") is kept


def test_a_headline_stands_within_two_lines_of_its_byline() -> None:
    assert kinds(TITLE, "Ships wait", "July 3, 2019", "Our newsletter", PROSE)[0] == "title"
    assert kinds(TITLE, "Ships wait", "Ships go", "July 3, 2019", "Our newsletter", PROSE)[0] == "-"


@pytest.mark.parametrize(
    ("line", "is_prose"),
    [
        (NINE + ".", True),
        (NINE + ".”", True),
        (NINE + "!", True),
        (NINE, False),
        ("One two three four five six seven eight.", False),
        ("x" * 100, False),
        ("x" * 101, True),
    ],
)
def test_prose_is_a_sentence_of_nine_words_or_a_long_line(line: str, is_prose: bool) -> None:
    """Navigation below the last prose is cut off; without prose nothing is."""
    assert (kinds(line, "Sport")[1] == "-") is is_prose


# ---- the head


def test_a_whole_head() -> None:
    standfirst = "Town faces a spring without freight as divers find a crack"
    head = read(
        TITLE, standfirst, "By Ida Brandt", "12 March 2019", "A tug waits at the lock.", "Photograph: Ann Lee", PROSE
    )  # fmt: skip
    expected = (Kind.TITLE, Kind.STANDFIRST, Kind.BYLINE, Kind.DATELINE, Kind.CAPTION, Kind.CREDIT, Kind.PARAGRAPH)
    moment = Moment(datetime(2019, 3, 12), Precision.DAY)
    assert head == Head(list(expected), TITLE, standfirst, ("Ida Brandt",), moment)


def test_the_first_byline_and_the_first_date_count() -> None:
    head = read(TITLE, "By Ida Brandt", "12 March 2019", "By Tom Okello", "14 March 2019", PROSE)
    assert (head.authors, head.published) == (("Ida Brandt",), Moment(datetime(2019, 3, 12), Precision.DAY))


def test_the_day_of_an_update_is_not_the_day_of_publication() -> None:
    head = read(TITLE, "Updated 14 March 2019", "12 March 2019", PROSE)
    assert head.kinds == [Kind.TITLE, Kind.DATELINE, Kind.DATELINE, Kind.PARAGRAPH]
    assert head.published == Moment(datetime(2019, 3, 12), Precision.DAY)


def test_a_date_line_with_a_name_is_the_writers() -> None:
    assert read(TITLE, "Ida Brandt | 12 March 2019", PROSE).authors == ("Ida Brandt",)
    assert read(TITLE, "By Tom Okello", "Ida Brandt | 12 March 2019", PROSE).authors == ("Tom Okello",)


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Road works from 13 May", "title"),
        ("Road works from 13 May 2019", "dateline"),
        ("Road works from 13 May 10:26", "dateline"),
        ("road works from 13 May", "dateline"),
        ("13 May", "dateline"),
    ],
)
def test_a_headline_with_a_day_has_words_of_its_own_and_no_year(line: str, kind: str) -> None:
    assert kinds(line, PROSE, PROSE) == [kind, "paragraph", "paragraph"]


def test_only_the_first_line_may_be_a_headline_with_a_day() -> None:
    assert kinds("The Quay", "Road works from 13 May", PROSE)[1] == "dateline"


@pytest.mark.parametrize(("length", "kind"), [(120, "credit"), (121, "paragraph")])
def test_a_credit_names_somebody_in_at_most_120_characters(length: int, kind: str) -> None:
    assert kinds(TITLE, "Photo: " + "x" * length, PROSE)[1] == kind


@pytest.mark.parametrize(("lines", "kind"), [(12, "byline"), (13, "paragraph")])
def test_a_head_has_at_most_14_lines(lines: int, kind: str) -> None:
    """With the title and the byline itself."""
    assert kinds(TITLE, *["Ships wait."] * lines, "By Ida Brandt", PROSE, PROSE)[lines + 1] == kind


def test_the_head_ends_at_the_first_prose() -> None:
    assert kinds(TITLE, PROSE, "By Ida Brandt", PROSE)[2] == "byline"
    assert kinds(TITLE, PROSE, PROSE, "By Ida Brandt", PROSE)[3] == "paragraph"


# ---- names without "By"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Ida Brandt", "byline"),
        ("Ida", "standfirst"),
        ("Ida Maria Brandt Lee", "byline"),
        ("Ida Maria Jo Brandt Lee", "standfirst"),
        ("Ida brandt", "standfirst"),
        ("Ida Brandt: Lee", "standfirst"),
    ],
)
def test_a_persons_name_above_the_date_is_a_byline(name: str, kind: str) -> None:
    head = read(TITLE, name, "12 March 2019", PROSE)
    assert [None if one is None else one.value for one in head.kinds] == ["title", kind, "dateline", "paragraph"]
    assert head.authors == ((name,) if kind == "byline" else ())


def test_a_name_above_the_date_and_below_nothing_is_no_byline() -> None:
    assert kinds("Ida Brandt", "12 March 2019", PROSE) == ["title", "dateline", "paragraph"]


# ---- captions


def test_a_sentence_above_a_credit_is_a_caption() -> None:
    credit = "Photograph: Ann Lee"
    assert kinds(TITLE, "A tug waits.", credit, PROSE) == ["title", "caption", "credit", "paragraph"]
    assert kinds(TITLE, "A tug waits", credit, PROSE) == ["title", "standfirst", "credit", "paragraph"]
    assert kinds("A tug waits here.", credit, PROSE) == ["paragraph", "credit", "paragraph"]


# ---- the title


@pytest.mark.parametrize(
    ("line", "is_title"),
    [
        (worded(28, "ab"), True),
        (worded(29, "ab"), False),
        ("Lock shut", True),
        ("Lock", False),
        ("Lock shut today.", False),
        ("Lock shut today:", False),
        ("Lock shut today;", False),
        ("Lock shut today,", False),
        ("Lock shut today?", True),
        ("ab 12", False),
        ("abc 1", True),
    ],
)
def test_a_title_has_two_to_28_words_and_no_stop(line: str, is_title: bool) -> None:
    assert (read_article([text(line), text(f"{PROSE} {PROSE}")], None).title == line) is is_title


def test_a_title_above_a_byline_may_end_with_a_stop() -> None:
    assert kinds("Lock shut today.", "By Ida Brandt", PROSE) == ["title", "byline", "paragraph"]


@pytest.mark.parametrize(("length", "is_title"), [(180, True), (181, False)])
def test_a_title_has_at_most_180_characters(length: int, is_title: bool) -> None:
    line = ("Northern lock " + "x" * length)[:length]
    assert (read(line, "By Ida Brandt", PROSE).title == line) is is_title


def test_the_name_of_the_paper_above_the_title_is_furniture() -> None:
    assert kinds("The Quay", TITLE, "By Ida Brandt", PROSE) == ["-", "title", "byline", "paragraph"]


def test_of_two_headlines_the_first_is_the_title() -> None:
    assert kinds(TITLE, "Ships must wait outside", PROSE)[:2] == ["title", "paragraph"]


def test_a_headline_has_four_words() -> None:
    assert kinds("Lock closed today", "Northern lock closed today", PROSE) == ["-", "title", "paragraph"]
    assert kinds("Lock closed today", "Northern lock closed", PROSE) == ["title", "paragraph", "paragraph"]


MOTTO = "Harbour paper for all"


@pytest.mark.parametrize(("between", "title"), [(("Quay", "Tide"), TITLE), (("Quay", "Tide", "Gate"), MOTTO)])
def test_a_byline_speaks_for_a_title_at_most_three_lines_above(between: tuple[str, ...], title: str) -> None:
    assert read(MOTTO, TITLE, *between, "By Ida Brandt", PROSE).title == title


def test_a_byline_right_below_speaks_for_a_title() -> None:
    assert read(MOTTO, "Quay", "Gate", "Tide", TITLE, "By Ida Brandt", PROSE).title == TITLE


def test_a_span_is_counted_from_the_day_of_the_fetch() -> None:
    assert read(TITLE, "3 days ago", PROSE).published == Moment(datetime(2019, 12, 29), Precision.DAY)


def test_the_line_below_the_day_of_a_blog_is_the_title() -> None:
    assert kinds("Harbour blog", "12 March 2019", "Lock shut today", PROSE)[2] == "title"
    assert kinds("Harbour blog", "12 March 2019 10:26", "Lock shut today", PROSE)[0] == "title"
    assert kinds("Harbour blog", "Ida Brandt | 12 March 2019", "Lock shut today", PROSE)[0] == "title"


# ---- the standfirst


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Ships must wait outside today", "standfirst"),
        ("Ships must wait outside", "paragraph"),
        ("Ships must wait outside today.", "paragraph"),
    ],
)
def test_a_standfirst_above_the_text_has_five_words_and_no_stop(line: str, kind: str) -> None:
    assert kinds(TITLE, line, PROSE) == ["title", kind, "paragraph"]


@pytest.mark.parametrize(("count", "kind"), [(50, "standfirst"), (51, "paragraph")])
def test_a_standfirst_has_at_most_50_words(count: int, kind: str) -> None:
    line = worded(count - 1, "to") + " wait."
    assert kinds(TITLE, line, "By Ida Brandt", PROSE)[1] == kind


@pytest.mark.parametrize("below", ["By Ida Brandt", "12 March 2019"])
def test_a_sentence_between_the_title_and_the_byline_is_a_standfirst(below: str) -> None:
    head = read(TITLE, "Ships wait.", below, PROSE)
    assert head.kinds[:2] == [Kind.TITLE, Kind.STANDFIRST]
    assert head.standfirst == "Ships wait."
