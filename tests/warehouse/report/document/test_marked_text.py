"""A text under marks that overlap is cut so that nothing of it is lost, doubled or marked wrongly."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from warehouse.report.document.marked_text import NOTES_SHOWN, Mark, Piece, by_stretch, pieces_of

MARKS = st.lists(
    st.builds(
        Mark, st.integers(0, 30), st.integers(0, 30), st.sampled_from(("name", "time", "said")), st.text(max_size=2)
    ),
    max_size=12,
)


@given(st.text(max_size=30), MARKS)
def test_the_pieces_are_the_text_and_each_letter_has_the_marks_over_it(text: str, marks: list[Mark]) -> None:
    pieces = pieces_of(text, 0, len(text), marks)
    assert "".join(piece.text for piece in pieces) == text
    position = 0
    for piece in pieces:
        for place in range(position, position + len(piece.text)):
            assert set(piece.kinds) == {mark.kind for mark in marks if mark.start <= place < mark.end}
        position += len(piece.text)


def test_a_name_inside_a_statement_has_both_marks() -> None:
    marks = [Mark(0, 12, "said", "direct statement of Kim"), Mark(4, 7, "name", "person: Lee")]
    assert pieces_of("Ask Lee now. Then go.", 0, 21, marks) == (
        Piece("Ask ", ("said",), ("direct statement of Kim",)),
        Piece("Lee", ("name", "said"), ("direct statement of Kim", "person: Lee")),
        Piece(" now.", ("said",), ("direct statement of Kim",)),
        Piece(" Then go."),
    )


def test_marks_are_kept_where_they_begin_before_the_stretch_or_end_behind_it() -> None:
    assert pieces_of("one two three", 4, 7, [Mark(0, 5, "name", "a"), Mark(6, 13, "time", "b")]) == (
        Piece("t", ("name",), ("a",)),
        Piece("w"),
        Piece("o", ("time",), ("b",)),
    )


def test_of_many_notes_on_the_same_words_a_few_are_shown_and_none_twice() -> None:
    marks = [Mark(0, 4, "name", note) for note in "aabcdefg"]
    [piece] = pieces_of("word", 0, 4, marks)
    assert piece.notes == tuple("abcd")
    assert len(piece.notes) == NOTES_SHOWN == 4


@given(MARKS)
def test_each_stretch_gets_the_marks_that_touch_it(marks: list[Mark]) -> None:
    stretches = [(0, 5), (5, 6), (9, 20), (22, 30)]
    expected = [[m for m in marks if m.start < end and m.end > start and m.end > m.start] for start, end in stretches]
    found = [[m for m in touched if m.end > m.start] for touched in by_stretch(stretches, marks)]
    assert found == expected


def test_without_stretches_there_is_nothing_to_touch() -> None:
    assert by_stretch([], [Mark(0, 1, "name", "")]) == []
