"""Lines at an article's ends that only date it or offer something are furniture; sentences are not."""

from __future__ import annotations

import pytest

from tasks.parse.base.assembly import Block
from tasks.parse.parts.edge_lines import EDGE_RULE, mark_edge_lines
from tasks.records import Kind, Layer

STORY = [
    "The lower gate of the northern lock was opened on Wednesday, a year before the day the board had printed.",
    "Nobody who had doubted it was there to see the mayor cut a ribbon of three colours at the northern end.",
    "The ferry, which had crossed below since anybody can remember, will be kept as a place to drink coffee.",
]


def furniture(*lines: str) -> list[str]:
    blocks = [Block(line, Layer.ARTICLE, Kind.PARAGRAPH, "html-paragraph") for line in lines]
    return [block.text for block in mark_edge_lines(blocks) if block.rule == EDGE_RULE]


@pytest.mark.parametrize("line", ["July 14, 2021", "Published: 14 July 2021, 10:32", "Updated July 14, 2021"])
def test_a_time_at_either_end_dates_the_article(line: str) -> None:
    assert furniture(line, *STORY) == [line]
    assert furniture(*STORY, line) == [line]


@pytest.mark.parametrize("line", ["(dpa/rtr)", "mst/ab", "Print", "* * *"])
def test_an_agencys_sign_or_a_control_below_is_no_part_of_it(line: str) -> None:
    assert furniture(*STORY, line) == [line]


@pytest.mark.parametrize(
    "line",
    [
        "The gate will be closed again on July 14, 2021.",
        "HARWICH, July 14 (Xinhua) -- The gate was opened.",
        "Call 555 0134 872",
    ],
)
def test_a_sentence_a_dateline_and_a_number_to_call_are_text(line: str) -> None:
    assert furniture(line, *STORY) == []
    assert furniture(*STORY, line) == []


def test_a_list_with_times_below_is_kept() -> None:
    times = [f"July {day}, 2021" for day in range(1, 7)]
    assert furniture(*STORY, *STORY, *times) == []


def test_a_page_of_two_lines_is_left_alone() -> None:
    assert furniture("July 14, 2021", STORY[0]) == []
