"""What finding statements promises."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.findings import Mention, Statement
from tasks.records import Kind, Layer, Page, Segment
from tasks.statements.find import find_statements

PEOPLE = ("Maria Okonta", "Okonta", "Zarif Omid", "Omid")


def page_of(text: str, layer: Layer = Layer.ARTICLE) -> Page:
    """A page of one paragraph a line."""
    segments = []
    position = 0
    for line in text.split("\n"):
        if line.strip():
            segments.append(Segment(len(segments), None, layer, Kind.PARAGRAPH, position, position + len(line), "line"))
        position += len(line) + 1
    return Page(format="text", text=text, segments=tuple(segments))


def mentions_of(page: Page) -> list[Mention]:
    """The people above, wherever they stand; short names carry the full one."""
    found: dict[int, Mention] = {}
    for name in PEOPLE:
        full = next(whole for whole in PEOPLE if whole.endswith(name))
        start = page.text.find(name)
        while start >= 0:
            inside = any(other.start <= start < other.end for other in found.values())
            segment = next(segment for segment in page.segments if segment.start <= start < segment.end)
            if not inside:
                identity = full.replace(" ", "-").lower()
                found[start] = Mention(
                    segment.segment_id, segment.layer, start, start + len(name), "PERSON", full, identity, 0.9
                )
            start = page.text.find(name, start + 1)
    return [found[start] for start in sorted(found)]


def statements(text: str) -> list[Statement]:
    page = page_of(text)
    return list(find_statements(page, mentions_of(page)))


def one(text: str) -> tuple[str, str, str | None, str | None]:
    """Content, kind, speaker and cue of the one statement in a text."""
    (found,) = statements(text)
    return text[found.start : found.end], found.kind, found.speaker, found.cue


@pytest.mark.parametrize(
    "text",
    [
        "“We will open the road,” said Maria Okonta on Monday.",
        "“We will open the road,” Maria Okonta said.",
        "“We will open the road,” Maria Okonta, the mayor, told reporters.",
        "Maria Okonta said: “We will open the road,”",
        "Maria Okonta told the crowd, “We will open the road,”",
    ],
)
def test_a_quotation_belongs_to_the_cue_that_touches_it(text: str) -> None:
    content, kind, speaker, cue = one(text)
    assert (content, kind, speaker) == ("“We will open the road,”", "direct", "Maria Okonta")
    assert cue in ("said", "told")


@pytest.mark.parametrize("marks", ["“”", '""', "«»", "„“"])
def test_quotation_marks_of_every_kind_are_read(marks: str) -> None:
    text = f"{marks[0]}We will open the road,{marks[1]} said Maria Okonta."
    assert one(text)[0] == f"{marks[0]}We will open the road,{marks[1]}"


def test_content_interrupted_by_its_cue_is_one_statement() -> None:
    text = "“We will open the road,” said Omid, “and then the gate.”"
    assert one(text)[:2] == ("“We will open the road,” said Omid, “and then the gate.”", "direct")


def test_a_quotation_that_stands_alone_goes_on_from_the_one_before() -> None:
    text = "“We will open the road,” said Maria Okonta.\n“It has been closed for far too long.”"
    first, second = statements(text)
    assert second.speaker == first.speaker == "Maria Okonta"
    assert (second.cue, second.speaker_start, second.segment_id) == (None, None, 1)


OPENING = "“We will open the road,” said Maria Okonta."


@pytest.mark.parametrize(("quotation", "count"), [("“It was for far late.”", 2), ("“It was far late.”", 1)])
def test_a_quotation_goes_on_only_from_five_words(quotation: str, count: int) -> None:
    assert len(statements(f"{OPENING}\n{quotation}")) == count


@pytest.mark.parametrize(("before", "count"), [("", 2), ("The placard in the hall bore ", 1)])
def test_a_quotation_goes_on_only_as_a_sentence_of_its_own(before: str, count: int) -> None:
    assert len(statements(f"{OPENING}\n{before}“It has been closed for far too long.”")) == count


@pytest.mark.parametrize(("between", "count"), [("", 2), ("Rain fell all night.\n", 1)])
def test_a_quotation_goes_on_only_in_the_next_paragraph(between: str, count: int) -> None:
    assert len(statements(f"{OPENING}\n{between}“It has been closed for far too long.”")) == count


def test_words_in_marks_without_a_speaker_are_no_statement() -> None:
    assert statements("The so-called “road map” was printed by “Blue Press” in May.") == []


def test_reported_speech_runs_from_that_to_the_end_of_the_sentence() -> None:
    text = "Maria Okonta said on Monday that the road was open. It rained."
    assert one(text) == ("that the road was open", "indirect", "Maria Okonta", "said")


def test_a_trailing_cue_governs_the_clause_before_it() -> None:
    assert one("The road to the gate is open, Zarif Omid said.")[:3] == (
        "The road to the gate is open",
        "indirect",
        "Zarif Omid",
    )


@pytest.mark.parametrize(
    "text",
    ["According to Maria Okonta, the road is open again.", "the road is open again, according to Maria Okonta."],
)
def test_according_to_names_its_speaker_after_it(text: str) -> None:
    assert one(text) == ("the road is open again", "indirect", "Maria Okonta", text[text.lower().find("acc") :][:12])


def test_reported_speech_with_words_in_marks_is_mixed() -> None:
    text = "Omid said that the plan was “a disaster” for the town."
    assert one(text)[:2] == ("that the plan was “a disaster” for the town", "mixed")


def test_a_short_name_and_a_pronoun_are_resolved_to_the_full_name() -> None:
    text = "“We will open the road,” said Omid. He added that it was late.\nZarif Omid left."
    assert [found.speaker for found in statements(text)] == ["Zarif Omid", "Zarif Omid"]
    assert [found.speaker_entity_id for found in statements(text)] == ["zarif-omid", "zarif-omid"]


def test_a_speaker_without_a_name_is_given_as_written() -> None:
    assert one("Two officials in the town said that the road was open.")[2] == "Two officials in the town"


def test_a_full_stop_in_a_title_ends_no_sentence() -> None:
    assert one("Maria Okonta said that Mr. Brown and the U.S. Senate met again.")[0].startswith("that Mr. Brown and")
    assert one("Maria Okonta said that Mr. Brown and the U.S. Senate met again.")[0].endswith("met again")


def test_speaker_and_cue_stand_where_their_offsets_say() -> None:
    text = "“We will open the road,” said Maria Okonta."
    (found,) = statements(text)
    assert text[found.speaker_start : found.speaker_end] == "Maria Okonta"
    assert text[found.cue_start : found.cue_end] == "said"


def test_furniture_holds_no_statements() -> None:
    page = page_of("“We will open the road,” said Maria Okonta.", Layer.FURNITURE)
    assert find_statements(page, []) == ()


PIECES = st.sampled_from(
    ["“", "”", '"', "«", "»", "‘", "’", "said", "according to", "told", "that", "he", "Maria Okonta", "Omid", ",", ".",
     ":", "\n", " ", " ", "the road is open", "…", "İ", "🙂", "Mr.", "who"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=40), st.sampled_from(["", " "]))
@settings(max_examples=200, deadline=None)
def test_statements_lie_in_their_segment_in_order_and_never_overlap(pieces: list[str], gap: str) -> None:
    page = page_of(gap.join(pieces))
    found = find_statements(page, mentions_of(page))
    segments = {segment.segment_id: segment for segment in page.segments}
    for statement in found:
        segment = segments[statement.segment_id]
        assert segment.start <= statement.start < statement.end <= segment.end
    assert all(first.end <= second.start for first, second in pairwise(found))


@pytest.mark.parametrize(
    "hostile",
    ["“" * 100_000, '" ' * 100_000, "said " * 40_000, "“a b,” said Omid " * 8_000, "X said that y. " * 8_000,
     "‘" * 100_000, "according to " * 20_000, ", said " * 30_000, "A" * 1_000_000, "“a” " * 40_000,
     "he said, " * 20_000],
)  # fmt: skip
def test_hostile_text_costs_no_more_than_its_length(hostile: str) -> None:
    page = page_of(hostile)
    assert all(0 <= found.start < found.end <= len(hostile) for found in find_statements(page, []))


@pytest.mark.parametrize(
    ("text", "content", "speaker", "cue"),
    [
        ("“We will rebuild it by May.” — Maria Okonta\nThe rest.", "“We will rebuild it by May.”", "Maria Okonta", "—"),
        ("“We will rebuild the pier.” ― Bo Lind, Leeds.", "“We will rebuild the pier.”", "Bo Lind", "―"),
        ("”We will rebuild it all”, said Maria Okonta.", "”We will rebuild it all”", "Maria Okonta", "said"),
        ("Maria Okonta dismissed the plan as “a mountain of paper”.", None, "Maria Okonta", "dismissed"),
        ("Maria Okonta (Harbour Party), a lawyer, said the pier would be rebuilt.", None, "Maria Okonta", "said"),
        ("Per Adeyi Lund, the guild's secretary, said the pier would be rebuilt.", None, "Per Adeyi Lund", "said"),
        ("The harbour was full, though she said the pier would be rebuilt by May.", None, None, "said"),
        ("Zarif Omid's lawyer said the pier would be rebuilt by May.", None, "Zarif Omid's lawyer", "said"),
        ("The pier would be rebuilt, said Rep. A.B. Adeyi of Leeds.", None, "Rep. A.B. Adeyi of Leeds", "said"),
        ("The pier goes, said Bo Lind, the head of the port authority of Leeds.", "The pier goes", "Bo Lind", "said"),
        ("Zarif Omid spoke. Only in May 2019 he said the pier would be rebuilt.", None, "Zarif Omid", "said"),
    ],
)  # fmt: skip
def test_speakers_are_told_in_many_forms(text: str, content: str | None, speaker: str | None, cue: str) -> None:
    found, _, named, said = one(text)
    assert content in (None, found)
    assert (named, said) == (speaker, cue)


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("Harbour secretary Maria Okonta said the pier would be rebuilt.", "Harbour secretary Maria Okonta"),
        ("On Monday Maria Okonta said the pier would be rebuilt.", "Maria Okonta"),
        ("Maria Okonta spoke. Why she said the pier would be rebuilt is unknown.", "she"),
    ],
)  # fmt: skip
def test_a_speaker_stands_with_titles_and_without_what_is_beside_it(text: str, printed: str) -> None:
    (found,) = statements(text)
    assert text[found.speaker_start : found.speaker_end] == printed
    assert found.speaker == "Maria Okonta"


def test_a_dash_before_a_clause_signs_nothing() -> None:
    assert statements("“A mountain of paper” — That was the guild's word for it in the years before the war.") == []


def test_a_line_that_ends_with_a_colon_introduces_the_quotation_below_it() -> None:
    text = "The pier burned.\nMaria Okonta went on in her letter and stated:\n“Nobody has paid for the pier yet.”"
    assert one(text) == ("“Nobody has paid for the pier yet.”", "direct", "Maria Okonta", "stated")
    assert statements("The pier burned:\n“Nobody has paid for the pier yet.”") == []


DEBATE = "OMID: We paid for it.\nOKONTA: Who is we?\nOMID: The guild and nobody else.\nThe hall fell silent."


def test_turns_of_a_transcript_belong_to_the_name_before_them() -> None:
    named = "Zarif Omid met Maria Okonta.\n" + DEBATE
    found = [(named[s.start : s.end], s.speaker) for s in statements(named)]
    assert found == [
        ("We paid for it.", "Zarif Omid"),
        ("Who is we?", "Maria Okonta"),
        ("The guild and nobody else.", "Zarif Omid"),
    ]


def test_a_label_that_no_other_speaker_answers_is_no_turn() -> None:
    assert statements("UPDATE: It is over.\nThe pier burned.\nUPDATE: It burns.\nUPDATE: It burns again.") == []
    assert statements("UPDATE: It is over.\nNOTE: It burns.\nWATCH: The pier.") == []
