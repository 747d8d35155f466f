"""What a search found is shown in the width of the terminal, and steers nothing."""

from __future__ import annotations

from datetime import date

from flows.terminal.show_search import found_lines, tally_lines
from warehouse.search.asking import Found, Hit
from warehouse.search.snippets import Snippet

HIT = Hit(
    "d" * 32, "2021-07", 7, "comment", date(2021, 7, 14), "x.org", "en", "A title \x1b[31m" + "long " * 40, None, 1.5,
    Snippet("a ferry " + "word " * 30, ((2, 7),), 0),
)  # fmt: skip
FACETS = {"layer": (("comment", 3),), "site": tuple((f"site{n}.example", 1) for n in range(9)), "month": ()}


def test_lines_fit_the_terminal_and_hold_no_control_characters() -> None:
    lines = list(found_lines(Found((HIT,), 1200, False, FACETS)))
    assert lines[0] == "At most 1,200 voices answer; the best 1:"
    assert max(map(len, lines)) <= 80
    assert not any("\x1b" in line for line in lines)
    assert any("a «ferry» word" in line for line in lines)
    assert f"    {'d' * 32}, segment 7" in lines
    assert lines[-2].endswith("…")


def test_one_voice_is_one() -> None:
    assert next(found_lines(Found((HIT,), 1, True))) == "1 voice answers."
    assert list(tally_lines(Found((), 0, True))) == ["Nothing in the archive answers this query."]
    assert next(tally_lines(Found((HIT,), 1, True, FACETS))) == "One voice answers."
