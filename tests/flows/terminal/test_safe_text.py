"""Single texts of the web, made harmless for spreadsheets, readers of lines and terminals."""

from __future__ import annotations

import json
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.terminal.safe_text import no_formula, to_json
from tasks.text.controls import without_controls


@pytest.mark.parametrize(
    "text", ["=1+1", "+cmd", "-a", "@SUM(A1)", "\t=1", "\n=1", "  =1", "＝1", "＠x", "-1+1", "+49 170"]
)
def test_what_a_spreadsheet_would_compute_begins_with_a_quotation_mark(text: str) -> None:
    assert no_formula(text) == f"'{text}"


@pytest.mark.parametrize("text", ["-5", "+5", "-0.5", "+1,234.50", "-1e9", "plain", "a=b", "", " ", "'=1", "–"])
def test_numbers_and_other_text_stay_as_they_are(text: str) -> None:
    assert no_formula(text) == text


def test_control_characters_are_replaced_and_ends_of_lines_are_one_kind() -> None:
    assert without_controls("a\x1b[2J\x00\x9b\x7f\tb\r\nc\rd\ne") == "a\ufffd[2J\ufffd\ufffd\ufffd\tb\nc\nd\ne"
    assert without_controls("é 漢 \u200d \xa0") == "é 漢 \u200d \xa0"


@given(st.text())
def test_json_holds_every_text_on_one_line_without_control_characters(text: str) -> None:
    line = to_json({"text": text})
    assert json.loads(line) == {"text": text}
    assert line.splitlines() == [line]
    assert without_controls(line) == line


def test_times_in_json_are_iso_8601() -> None:
    assert to_json([datetime(2021, 7, 14, 9), date(2021, 7, 14)]) == '["2021-07-14T09:00:00", "2021-07-14"]'
