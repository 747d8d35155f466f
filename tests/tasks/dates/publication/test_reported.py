"""What a text reports as past is a bound on its publication; what it plans, demands or merely names is none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.dates.publication.reported import newest_reported


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The treaty was signed on 12 July 2021.", "2021-07-12"),
        ("He was born in 1962 and died on July 3, 2020.", "2020-07-03"),
        ("The dam was closed in March 2019.\nIt opened in 2004.", "2019-03"),
        ("Das Gesetz wurde am 14. Juli 2021 verkündet.", None),  # no cue that is known in this language
        ("The contract runs until 2030.", None),
        ("Signed last year, it runs to 2030.", None),
        ("The games will be held in 2028.", None),
        ("It is due in March 2024.", None),
        ("They met on Friday.", None),
        ("", None),
    ],
)
def test_only_what_has_happened_counts(text: str, expected: str | None) -> None:
    moment = newest_reported(text)
    assert (moment.isoformat() if moment else None) == expected


@given(st.text(max_size=300), st.sampled_from(["en", "de", "xx"]))
def test_no_text_raises(text: str, language: str) -> None:
    newest_reported(f"In 1999 {text} 2021-02-30", language)
