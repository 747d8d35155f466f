"""Single lines: cheap looks never keep the dear ones from what they would find."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.parse.lines.kinds import Line, LineKind, classify, is_name
from tasks.parse.lines.quick_look import is_plain, signals
from tasks.parse.lines.vocabulary import words


@settings(max_examples=300, deadline=None)
@given(st.from_regex(words().stamp, fullmatch=True))
def test_a_line_that_is_a_time_passes_the_cheap_looks(stamp: str) -> None:
    line = " ".join(stamp.split())
    if line.isascii() and words().stamp.fullmatch(line):
        assert not is_plain(line, signals())
        assert classify(line, words()).kind in (LineKind.STAMP, LineKind.UPDATED)


@pytest.mark.parametrize("line", ["Re: The gate", "AW: The gate", "Fwd: Gate", "re : Gate"])
def test_the_subject_of_an_answer_is_no_name(line: str) -> None:
    assert not is_name(Line(line, LineKind.TEXT))


@pytest.mark.parametrize(("line", "expected"), [
    ("Ann Lee", True), ("ann", True), ("ann lee", False), ("ann Lee", True), ("Ann B C Lee", True),
    ("Ann B C D Lee", False), ("Ann said.", False), ("A", False), ("Al", True), ("A" * 40, True), ("A" * 41, False),
    ("* Ann", True),
])  # fmt: skip
def test_a_name_is_short_and_has_a_capital_at_either_end(line: str, expected: bool) -> None:
    assert is_name(Line(line, LineKind.TEXT)) == expected
    assert not is_name(Line(line, LineKind.STAMP))
