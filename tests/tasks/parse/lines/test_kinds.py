"""Single lines: cheap looks never keep the dear ones from what they would find."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.parse.lines.kinds import LineKind, classify
from tasks.parse.lines.quick_look import is_plain, signals
from tasks.parse.lines.vocabulary import words


@settings(max_examples=300, deadline=None)
@given(st.from_regex(words().stamp, fullmatch=True))
def test_a_line_that_is_a_time_passes_the_cheap_looks(stamp: str) -> None:
    line = " ".join(stamp.split())
    if line.isascii() and words().stamp.fullmatch(line):
        assert not is_plain(line, signals())
        assert classify(line, words()).kind in (LineKind.STAMP, LineKind.UPDATED)
