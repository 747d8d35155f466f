"""Passages of a segment, and who stands beside a word of saying."""

from __future__ import annotations

import pytest

from tasks.findings import Mention, Statement
from tasks.records import Kind, Layer, Segment
from tasks.statements.speakers import (
    WINDOW,
    Cue,
    Passage,
    Speaker,
    clause_end,
    find_speaker,
    first_named,
    overlaps,
    read_passage,
    trimmed,
)

NAMES = {"Maria Okonta": "PERSON", "Zarif Omid": "PERSON", "Harbour Guild": "ORG", "Leeds": "GPE"}


def passage_of(text: str, names: dict[str, str] | None = None, start: int = 0, end: int | None = None) -> Passage:
    """A passage of one paragraph, with the names above wherever they stand."""
    leaf = Segment(0, None, Layer.ARTICLE, Kind.PARAGRAPH, start, len(text) if end is None else end, "line")
    mentions = sorted(
        (
            Mention(0, Layer.ARTICLE, place, place + len(name), label, name, name.lower(), 0.9)
            for name, label in (NAMES if names is None else names).items()
            for place in range(len(text))
            if text.startswith(name, place)
        ),
        key=lambda mention: mention.start,
    )
    return read_passage(text, leaf, mentions, [mention.start for mention in mentions])


def speaker_at(text: str, cue: str, previous: Statement | None = None) -> Speaker | None:
    start = text.index(cue)
    return find_speaker(passage_of(text), Cue(start, start + len(cue)), previous)


def said_by(text: str, cue: str = "said", previous: Statement | None = None) -> tuple[str, str | None] | None:
    """The words that are the speaker, and the name that they mean."""
    speaker = speaker_at(text, cue, previous)
    return None if speaker is None else (text[speaker.start : speaker.end], speaker.name)


def cues_of(text: str) -> list[str]:
    return [text[cue.start : cue.end] for cue in passage_of(text).cues]


def sentences_of(text: str) -> list[str]:
    starts = passage_of(text).sentence_starts
    return [text[start:end] for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]


@pytest.mark.parametrize(
    ("text", "quotations"),
    [
        ("He said “a b” and “c”.", ["“a b”", "“c”"]),
        ('He said "a" and "b".', ['"a"', '"b"']),
        ("Il dit «a b».", ["«a b»"]),
        ("Er sagt „a b“ und „c”.", ["„a b“", "„c”"]),
        ("It goes on: “and never ends", ["“and never ends"]),
        ('It goes on: "and never ends', ['"and never ends']),
        ("”Both marks are alike”, he said", ["”Both marks are alike”"]),
        ("“One line\nthe next”", []),
        ("He said ‘twelve of it,’ then", ["‘twelve of it,’"]),
        ("He said ‘abcdefghijkl,’ then", ["‘abcdefghijkl,’"]),
        ("He said ‘abcdefghijk,’ then", []),
        ("He said ‘no mark closes it’ then", []),
        ("The guilds‘abcdefghijklmn,’ then", []),
    ],
)
def test_quotations_stand_in_marks_of_one_line(text: str, quotations: list[str]) -> None:
    assert [text[start:end] for start, end in passage_of(text).quotations] == quotations


@pytest.mark.parametrize(("length", "count"), [(3000, 1), (3001, 0)])
@pytest.mark.parametrize("marks", ["“”", '""', "«»", "„“"])
def test_a_quotation_has_three_thousand_characters_at_most(marks: str, length: int, count: int) -> None:
    assert len(passage_of(f"{marks[0]}{'a' * length}{marks[1]}").quotations) == count


@pytest.mark.parametrize(
    ("text", "cues"),
    [
        ("He said it and TOLD her.", ["said", "TOLD"]),
        ("According to Leeds, it rained.", ["According to"]),
        ("according with Leeds, it rained.", ["according"]),
        ("He talked to Leeds.", []),
        ("He told to go.", ["told"]),
        ("“He said so” it says.", ["says"]),
        ("The much-quoted word, he quoted.", ["quoted"]),
        ("said", ["said"]),
    ],
)
def test_cues_are_words_of_saying_outside_quotations(text: str, cues: list[str]) -> None:
    assert cues_of(text) == cues


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("It rained. Then sun!  More? Yes… No.", ["It rained. ", "Then sun!  ", "More? ", "Yes… ", "No."]),
        ("It rained. then sun.", ["It rained. then sun."]),
        ("Mr. Omid, A. Lund vs. Bo came. Dr. Who left.", ["Mr. Omid, A. Lund vs. Bo came. ", "Dr. Who left."]),
        ("“It rained. Then sun.” He left.", ["“It rained. Then sun.” ", "He left."]),
        ("It rained. “Then sun.”", ["It rained. ", "“Then sun.”"]),
        ("It rained.) (Then sun.", ["It rained.) ", "(Then sun."]),
        ("It rained. 7 came.", ["It rained. ", "7 came."]),
    ],
)  # fmt: skip
def test_sentences_end_outside_quotations_and_not_after_abbreviations(text: str, sentences: list[str]) -> None:
    assert sentences_of(text) == sentences


def test_a_passage_is_read_within_its_segment_alone() -> None:
    text = "He said “a”. B said “c”. D said “e”."
    passage = passage_of(text, start=13, end=24)
    assert passage.quotations == [(20, 23)]
    assert passage.cues == [Cue(15, 19)]
    assert (passage.sentence_starts, passage.sentence(13), passage.sentence(23)) == ([13], (13, 24), (13, 24))


def test_the_sentence_around_a_position_begins_where_the_last_one_ended() -> None:
    passage = passage_of("It rained. Then sun.")
    assert [passage.sentence(place) for place in (0, 10, 11, 19)] == [(0, 11), (0, 11), (11, 20), (11, 20)]


def test_names_count_where_they_lie_wholly_inside() -> None:
    text = "Maria Okonta met Zarif Omid."
    passage = passage_of(text)
    spans = [(0, 28), (0, 12), (0, 11), (1, 28), (17, 27), (0, 17), (0, 18)]
    found = [[mention.name.split()[0] for mention in passage.named_in(*span)] for span in spans]
    assert found == [["Maria", "Zarif"], ["Maria"], [], ["Zarif"], ["Zarif"], ["Maria"], ["Maria"]]


@pytest.mark.parametrize(
    ("span", "expected"),
    [((0, 2), False), ((0, 3), True), ((2, 4), True), ((3, 4), True), ((4, 6), False), ((5, 9), True), ((8, 9), False)],
)
def test_spans_overlap_where_they_share_a_character(span: tuple[int, int], expected: bool) -> None:
    assert overlaps([(2, 4), (6, 8)], span) is expected
    assert overlaps([], span) is False


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Maria Okonta said so.", ("Maria Okonta", "Maria Okonta")),
        ("“So,” said Maria Okonta.", ("Maria Okonta", "Maria Okonta")),
        ("“So,” said Maria Okonta of Leeds.", ("Maria Okonta", "Maria Okonta")),
        ("The Harbour Guild said so.", ("Harbour Guild", "Harbour Guild")),
        ("The old Harbour Guild said so.", ("The old Harbour Guild", "The old Harbour Guild")),
        ("Leeds has repeatedly said so.", ("Leeds", "Leeds")),
        ("Leeds also (2019) said so.", ("Leeds also", "Leeds also")),
        ("Leeds (2019) said so.", ("Leeds", "Leeds")),
        ("Zarif Omid never said so.", ("Zarif Omid", "Zarif Omid")),
        ("Leeds didn't said so.", ("Leeds", "Leeds")),
        ("It rained; but while Leeds said so.", ("Leeds", "Leeds")),
        ("But even though Leeds said so.", ("Leeds", "Leeds")),
        ("It rained and Leeds said so.", ("Leeds", "Leeds")),
        ("Zarif Omid came. Leeds said so.", ("Leeds", "Leeds")),
        ("The wall of “Leeds” said.", None),
        ("It was he who Leeds said so.", ("Leeds", "Leeds")),
        ("“Mr. Lund goes,” said Mr. Lund on Monday.", ("Mr. Lund", "Mr. Lund")),
        ("The guild, said the mayor on Monday, left.", ("the mayor", "the mayor")),
        ("The mayor of Zarif Omid's town said so.", ("The mayor of Zarif Omid's town",) * 2),
        ("Maria Okonta of the old Zarif Omid said so.", ("Maria Okonta", "Maria Okonta")),
        ("Old Zarif Omid Maria Okonta said so.", ("Old Zarif Omid Maria Okonta", "Maria Okonta")),
        ("They said so.", ("They", None)),
        ("I said so.", ("I", None)),
        ("5 people said.", None),
        ("The wall is red said.", None),
        ("Only said.", None),
        ("There was nothing that he hopes they said.", None),
        ("We hope nobody said.", None),
    ],
)
def test_a_speaker_is_the_noun_phrase_beside_its_cue(text: str, expected: tuple[str, str | None] | None) -> None:
    assert said_by(text) == expected


@pytest.mark.parametrize(("count", "is_read"), [(9, True), (10, False)])
def test_a_speaker_without_a_name_has_nine_words_at_most(count: int, is_read: bool) -> None:
    phrase = " ".join(["guild"] * count)
    assert said_by(f"{phrase} said.") == ((phrase, phrase) if is_read else None)


@pytest.mark.parametrize(("gap", "is_seen"), [(WINDOW, True), (WINDOW + 1, False)])
def test_a_speaker_ends_within_a_hundred_and_sixty_characters_of_its_cue(gap: int, is_seen: bool) -> None:
    assert WINDOW == 160
    after = f"“So,” said{' ' * (gap - len('Leeds'))}Leeds"
    before = f"Leeds{' ' * (gap - len('Leeds'))}said so."
    assert said_by(after) == (("Leeds", "Leeds") if is_seen else ("Leed", "Leed"))
    assert said_by(before) == (("Leeds", "Leeds") if is_seen else ("eeds", "eeds"))


@pytest.mark.parametrize(
    ("text", "cue", "expected"),
    [
        ("Maria Okonta, a teacher, said so.", "said", "Maria Okonta"),
        ("Maria Okonta (32), a teacher, said so.", "said", "Maria Okonta"),
        ("Maria Okonta, who left Leeds, said so.", "said", "Maria Okonta"),
        ("Harbour Guild, led by Maria Okonta, a teacher, said so.", "said", "Maria Okonta"),
        ("The Harbour Guild, a club, said so.", "said", "Harbour Guild"),
        ("Leeds, a town, said.", "said", None),
        ("Okon Adeyi-Bell, the guild's secretary, said so.", "said", "Okon Adeyi-Bell"),
        ("Okon de Bell (32), the guild's secretary, said so.", "said", "Okon de Bell"),
        ("Maria Okonta left town with Zarif Omid, saying it rained.", "saying", "Maria Okonta"),
        ("The Harbour Guild met, adding it rained.", "adding", "Harbour Guild"),
        ("Leeds met, adding it rained.", "adding", None),
        ("“So,” Maria Okonta, who said it.", "said", "Maria Okonta"),
    ],
)
def test_a_speaker_stands_before_what_is_added_to_it(text: str, cue: str, expected: str | None) -> None:
    speaker = speaker_at(text, cue)
    assert (None if speaker is None else text[speaker.start : speaker.end]) == expected


@pytest.mark.parametrize(
    ("text", "cue", "reached"),
    [
        ("“So,” said Maria Okonta, a teacher at the guild. It rained.", "said", "Maria Okonta, a teacher at the guild"),
        ("“So,” said Maria Okonta (32), chief editor. It rained.", "said", "Maria Okonta (32), chief editor"),
        ("“So,” said Maria Okonta, leaving town. It rained.", "said", None),
        ("Maria Okonta, a teacher, said so.", "said", "Maria Okonta, a teacher"),
        ("According to Maria Okonta, a teacher, it rained.", "According to", "Maria Okonta, a teacher"),
        ("According to Maria Okonta, the road is open.", "According to", None),
        ("“So,” said Maria Okonta, a teacher; it rained.", "said", "Maria Okonta, a teacher"),
    ],
)
def test_what_is_added_to_a_speaker_is_reached_over(text: str, cue: str, reached: str | None) -> None:
    speaker = speaker_at(text, cue)
    assert speaker is not None
    assert text[speaker.start : speaker.reach] == (reached or "")


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("Attorney General Maria Okonta said so.", "Attorney General Maria Okonta"),
        ("Attorney at the Maria Okonta said so.", "Maria Okonta"),
        ("On Monday Maria Okonta said so.", "Maria Okonta"),
        ("The guild's deputy mayor Maria Okonta said so.", "deputy mayor Maria Okonta"),
        ("Secretary of the guild Maria Okonta said so.", "Maria Okonta"),
        ("Secretary of State Maria Okonta said so.", "Secretary of State Maria Okonta"),
        ("Minister for the Maria Okonta said so.", "Minister for the Maria Okonta"),
    ],
)
def test_titles_and_offices_before_a_name_belong_to_the_speaker(text: str, printed: str) -> None:
    assert said_by(text) == (printed, "Maria Okonta")


BEFORE = Statement(0, Layer.ARTICLE, 0, 1, "direct", "Bo Lind", "bo-lind", None, None, None, None, None)


@pytest.mark.parametrize("pronoun", ["he", "She", "er", "il", "elle", "él", "ella"])
def test_a_pronoun_means_the_person_named_last_or_else_the_speaker_before(pronoun: str) -> None:
    text = f"Maria Okonta met Zarif Omid of Leeds, and {pronoun} said so."
    assert said_by(text, previous=BEFORE) == (pronoun, "Zarif Omid")
    assert said_by(f"It rained and {pronoun} said so.", previous=BEFORE) == (pronoun, "Bo Lind")
    assert said_by(f"It rained and {pronoun} said so.") == (pronoun, None)


@pytest.mark.parametrize(("count", "name"), [(11, "Maria Okonta"), (12, "Bo Lind")])
def test_a_pronoun_looks_back_over_twelve_names(count: int, name: str) -> None:
    assert said_by(f"Maria Okonta left.{' Leeds' * count}. He said so.", previous=BEFORE) == ("He", name)


def test_a_pronoun_means_nobody_of_another_layer() -> None:
    text = "Maria Okonta met it. He said so."
    other = Mention(0, Layer.COMMENT, 0, 12, "PERSON", "Maria Okonta", None, 0.9)
    leaf = Segment(0, None, Layer.ARTICLE, Kind.PARAGRAPH, 0, len(text), "line")
    start = text.index("said")
    found = find_speaker(read_passage(text, leaf, [other], [0]), Cue(start, start + 4), BEFORE)
    assert found == Speaker(start - 3, start - 1, "Bo Lind", "bo-lind")


def test_the_first_person_or_organisation_before_a_cue_is_its_likely_subject() -> None:
    text = "Leeds, Harbour Guild, Maria Okonta said"
    passage = passage_of(text)
    cue = passage.cues[0]
    names = [found and found.name for found in (first_named(passage, start, cue) for start in (0, 7, 8, 23))]
    assert names == ["Harbour Guild", "Harbour Guild", "Maria Okonta", None]


@pytest.mark.parametrize(
    ("text", "clause", "words"),
    [(" ,: a b ,.;: ", " ,: a b", "a b"), ("a.", "a", "a"), (" . ", "", ""), (".a!", ".a!", ".a!"), (";a", ";a", ";a")],
)
def test_a_clause_ends_before_its_marks_and_is_trimmed_on_both_sides(text: str, clause: str, words: str) -> None:
    assert text[: clause_end(text, 0, len(text))] == clause
    start, end = trimmed(text, 0, len(text))
    assert text[start:end] == words


def test_a_speaker_carries_the_name_and_the_entity_of_its_mention() -> None:
    assert speaker_at("Maria Okonta said so.", "said") == Speaker(0, 12, "Maria Okonta", "maria okonta")
    assert speaker_at("Okon Bell, the secretary, said so.", "said") == Speaker(0, 9, "Okon Bell", None, reach=24)


def test_a_pronoun_behind_its_cue_is_the_speaker_before() -> None:
    assert said_by("“So,” said he.", previous=BEFORE) == ("he", "Bo Lind")


def test_a_name_is_not_cut_at_a_word_that_would_end_a_speaker() -> None:
    text = "“So,” said Stand by Me on Monday."
    passage = passage_of(text, {"Stand by Me": "ORG"})
    found = find_speaker(passage, Cue(6, 10), None)
    assert found == Speaker(11, 22, "Stand by Me", "stand by me")


def test_of_two_people_around_for_the_first_speaks() -> None:
    assert said_by("Maria Okonta for old Zarif Omid said so.") == ("Maria Okonta", "Maria Okonta")
