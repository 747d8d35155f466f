"""What sounds like a reader, and where readers begin to speak. All texts are made up."""

from __future__ import annotations

from math import log

import pytest

from tasks.parse.lines.kinds import Line, LineKind
from tasks.parse.lines.vocabulary import HABITS, words
from tasks.parse.plain.posts import Post, Thread
from tasks.parse.plain.voice import _trials, find_readers, habits, voice


@pytest.fixture(autouse=True)
def _tables_made_anew() -> None:
    """The tables of likelihoods are kept; here each test makes its own."""
    _trials.cache_clear()


def text(said: str) -> Line:
    return Line(said, LineKind.TEXT)


def shown(line: str) -> set[str]:
    """The names of the habits that a line shows."""
    return {name for name, is_shown in zip(HABITS, habits(line), strict=True) if is_shown}


# ---- habits


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("The harbour board met on Tuesday.", set()),
        ("They gave my boat back.", {"first_person"}),
        ("They gave your boat back.", {"second_person"}),
        ("The pilots, great article, knew.", {"cue"}),
        ("The pilots, great,article knew.", {"cue"}),
        ("The article was great for pilots.", set()),
        ("Well the gate fell down.", {"opener"}),
        ("The gate fell well down.", set()),
        ("The gate fell down!", {"loud"}),
        ("The gate fell down?? Again.", {"loud"}),
        ("The gate fell... down.", {"loud"}),
        ("The gate fell… down.", {"loud"}),
        ("The gate fell down…", set()),
        ("The gate fell down :)", {"cue", "loud"}),
        ("The gate fell down ;-D", {"loud"}),
        ("The gate fell: twice.", set()),
        ("Has the gate fallen?", {"asks"}),
        ("Has the gate fallen? ", {"asks"}),
        ("Has it? The gate has fallen.", set()),
        ("the gate fell down", {"lower"}),
        ("the gate fell", set()),
        ("The gate fell, the board said.", {"reports"}),
        ("“The gate fell down and broke”", {"quotes"}),
        ("The “gate” fell down.", set()),
        ("Mara Lee", {"name"}),
        ("Mara Ann Lee", {"name"}),
        ("Mara Ann Kim Lee", set()),
        ("- The gate fell down.", {"listed"}),
        ("• The gate fell down.", {"listed"}),
        ("-The gate fell down.", set()),
        ("", set()),
    ],
)
def test_a_line_shows_habits_of_writing(line: str, expected: set[str]) -> None:
    assert shown(line) == expected


@pytest.mark.parametrize("quoted", ['"my own boat!"', "“my own boat!”", "„my own boat!“", "«my own boat!»"])
def test_what_a_line_quotes_is_not_its_writers(quoted: str) -> None:
    assert shown(f"The pilots {quoted} of the harbour.") == set()
    assert shown(f"The pilots {quoted[1:-1]} of the harbour.") == {"first_person", "loud"}


@pytest.mark.parametrize(("length", "expected"), [(400, set()), (401, {"first_person"})])
def test_a_quotation_has_at_most_400_characters(length: int, expected: set[str]) -> None:
    assert shown('The pilots "' + " my".rjust(length, "x") + '" knew.') == expected


@pytest.mark.parametrize(("before", "expected"), [(597, {"first_person"}), (600, set())])
def test_600_characters_of_a_line_are_looked_at(before: int, expected: set[str]) -> None:
    assert shown("H" + "x" * (before - 1) + " my boat") == expected


@pytest.mark.parametrize(("count", "expected"), [(80, set()), (81, {"long"})])
def test_a_line_of_more_than_80_words_is_long(count: int, expected: set[str]) -> None:
    assert shown(" ".join(["Harbour"] * count)) == expected


def test_the_voice_of_a_line_is_the_sum_of_what_its_habits_tell() -> None:
    """Rates of the table: 0.15 and 0.50 for the first person, in an article and in a comment."""
    table = {habit.name: habit for habit in words().voice.habits}
    assert list(table) == list(HABITS)
    first = table["first_person"]
    change = log(first.reader / first.article) - log((1 - first.reader) / (1 - first.article))
    plain, personal = voice("They gave the boat back."), voice("They gave my boat back.")
    assert plain == pytest.approx(sum(log((1 - habit.reader) / (1 - habit.article)) for habit in table.values()))
    assert personal - plain == pytest.approx(change)
    assert plain < 0 < voice("Well, I agree with you!")


# ---- where readers begin

REPORT = (
    "The harbour board closed the northern lock on Tuesday after divers had found a crack in the lower gate.",
    "Ships of more than forty metres must wait outside until the gate has been lifted, the board said.",
    "Engineers expect the repair to take eleven days, according to a spokesman for the harbour office.",
    "The lock was built in 1931 and was last repaired after the floods, the office announced on Friday.",
)
TALK = (
    "Well, I told you so, didn't I!",
    "Yes, I agree with you, great article!",
    "So who is to pay for it, you and me?",
    "Oh, thank you for that, my boat is stuck!",
)


def found(*said: str) -> tuple[str, list[str]] | None:
    lines = [Line(one, LineKind.TEXT if any(map(str.isalnum, one)) else LineKind.ORNAMENT) for one in said]
    thread = find_readers(lines)
    if thread is None:
        return None
    return thread.rule, ["\n".join(lines[index].text for index in post.written) for post in thread.posts]


def test_readers_speak_below_a_report() -> None:
    assert found(*REPORT, *TALK) == ("voice", list(TALK))
    assert find_readers([text(said) for said in (*REPORT, *TALK)]) == Thread(
        4, 8, tuple(Post(index, index + 1, (index,)) for index in range(4, 8)), "voice"
    )


def test_a_rule_between_them_belongs_to_neither() -> None:
    assert found(*REPORT, "***", *TALK, "Our newsletter") == ("voice", [*TALK[:3], TALK[3] + "\nOur newsletter"])


@pytest.mark.parametrize("page", [REPORT, (), TALK[:1], (*REPORT, "The gate fell down.")])
def test_a_report_by_itself_has_no_readers(page: tuple[str, ...]) -> None:
    assert found(*page) is None


def test_a_writer_who_says_i_throughout_makes_nothing_of_it() -> None:
    personal = tuple(said.replace("The ", "My ").replace("Ships", "My ships") + " I was there." for said in REPORT)
    assert found(*personal, "I was there and my boat was stuck.") is None


@pytest.mark.parametrize(("count", "begin"), [(49, 2), (50, 1)])
def test_an_article_has_at_least_50_words(count: int, begin: int) -> None:
    """Readers cannot begin before."""
    thread = find_readers([text(" ".join(["harbour"] * count)), *map(text, TALK[:2])])
    assert thread is not None
    assert (thread.begin, thread.rule) == (begin, "voice")


@pytest.mark.parametrize("line", ["So the gate fell down.", "My boat is lost, is it?"])
def test_a_rule_above_a_line_is_evidence_for_readers(line: str) -> None:
    assert found(*REPORT, line) is None
    assert found(*REPORT, "***", line) == ("voice", [line])


def test_readers_begin_only_at_writing_that_is_no_headline() -> None:
    """A line that ends as sentences do, of three words or more."""
    assert found(*REPORT, "I lost my boat there!") == ("voice", ["I lost my boat there!"])
    assert found(*REPORT, "Well, I lost my boat there") is None


def test_a_row_of_a_table_is_nobodys_writing() -> None:
    assert found(*REPORT, "| Well, I agree with you!", "| Yes, I thank you!") is None


def test_names_beside_each_other_are_a_list() -> None:
    """A name by itself is a reader's habit, names in a row are no evidence."""
    assert found(*REPORT, "Mara Lee", "Ann Roy", "Kim Poe", "Bo Day", "Jo Fry") is None


LOST = "I lost my boat there!"


def test_a_page_of_talk_is_a_conversation_whose_first_line_opens_it() -> None:
    assert found("The gate fell.", *TALK, *TALK) == ("conversation", [*TALK, *TALK])


@pytest.mark.parametrize(("lines", "is_conversation"), [(12, True), (13, False)])
def test_on_eight_lines_of_a_hundred_of_a_conversation_somebody_is_answered(lines: int, is_conversation: bool) -> None:
    expected = ("conversation", [LOST] * (lines - 1)) if is_conversation else None
    assert found(f"So {LOST}", *[LOST] * (lines - 1)) == expected
    assert found(*[LOST] * lines) is None


def test_rules_in_talk_below_a_report_cut_only_the_talk() -> None:
    assert found(*REPORT, "***", *TALK[:2], "***", *TALK[2:], "***") == (
        "voice",
        ["\n".join(TALK[:2]), "\n".join(TALK[2:])],
    )


def test_a_page_of_talk_with_rules_is_cut_at_them() -> None:
    ruled = [line for said in TALK for line in (said, "***")]
    assert found(*ruled) == ("conversation-ruled", list(TALK))
    lines = [Line(one, LineKind.ORNAMENT if one == "***" else LineKind.TEXT) for one in ruled]
    posts = (Post(0, 1, (0,)), *(Post(at - 1, at + 1, (at,)) for at in (2, 4, 6)))
    assert find_readers(lines) == Thread(0, 8, posts, "conversation-ruled")
