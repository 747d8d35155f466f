"""Items marked up alike, and what is read of them."""

from __future__ import annotations

import pytest
from lxml.html import fromstring

from tasks.dates.publication.stamps import Reader
from tasks.parse.comments.groups import Group, mean_evidence

READER = Reader(None, None)
FULL = '<li><b class="author">Ann</b> <time datetime="2021-07-03">July 3</time><p class="text">It rains.</p></li>'
HALF = '<li><b class="author">Ann</b><p class="text">It rains.</p></li>'
NONE = '<li><p class="text">It rains here as it rains there.</p></li>'


def group(*items: str) -> Group:
    return Group("comment", "li", tuple((element,) for element in fromstring(f"<ul>{''.join(items)}</ul>")))


@pytest.mark.parametrize(("count", "step"), [(1, 1), (8, 1), (15, 1), (16, 2), (17, 2), (24, 3)])
def test_a_sample_has_eight_items_at_most_from_all_over_the_group(count: int, step: int) -> None:
    items = group(*[HALF] * count).items
    assert Group("comment", "li", items).sample() == items[::step][:8]


def test_evidence_is_averaged_over_the_items() -> None:
    assert mean_evidence(group(FULL, FULL), 0.0, READER) == 2
    assert mean_evidence(group(FULL, HALF), 0.0, READER) == 1.5
    assert mean_evidence(group(HALF, NONE), 0.0, READER) == 0.5


def test_a_mean_below_what_is_asked_for_is_none_and_one_at_it_is_told() -> None:
    assert mean_evidence(group(FULL, HALF), 1.5, READER) == 1.5
    assert mean_evidence(group(FULL, HALF), 1.6, READER) == 0.0


def test_an_item_is_read_once_and_without_the_items_inside_it() -> None:
    tree = fromstring(
        '<div><div class="c"><p class="text">One.</p><div class="c"><p class="text">Two.</p></div></div></div>'
    )
    both = Group("comment", "div.c", tuple((element,) for element in tree.xpath("//div[@class]")))
    first, second = both.read(both.items, READER)
    assert (first.lines, second.lines) == (("One.",), ("Two.",))
    assert next(both.read(both.items[1:], READER)) is second
