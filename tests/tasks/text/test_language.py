"""A text's language is believed where it is sure; among few languages a single line tells it."""

from __future__ import annotations

import pytest

from tasks.text.language import language_of, likeliest_of

AMONG = ("en", "de", "nl", "ja", "zh", "ko")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Wir treffen uns in drei Wochen", "de"),
        ("Ik ga over twee dagen terug", "nl"),
        ("Are you free tomorrow?", "en"),
        ("明日戻ります", "ja"),
        ("오늘 돌아갈 겁니다", "ko"),
    ],
)
def test_a_short_line_tells_its_language_among_a_few(text: str, language: str) -> None:
    assert language_of(text) is None
    assert likeliest_of(text, AMONG, 0.25) == language


def test_numbers_alone_tell_none() -> None:
    assert likeliest_of("29/2/2020", AMONG, 0.5) is None


def test_what_a_long_text_says_is_believed_against_its_page() -> None:
    assert (
        language_of("The committee met on Tuesday and agreed to repair the old wooden bridge over the river.", "de")
        == "en"
    )
