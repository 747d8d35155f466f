"""What two articles must share to be of one event: names, headlines and leads, within days."""

from __future__ import annotations

from datetime import datetime, timedelta

from tasks.stories.evidence import RULES, Shared, is_one_event, shared
from tasks.stories.terms import LEAD_MARK, NAME_MARK

DAY = datetime(2021, 7, 14)
RARE = 6.0


def of(names: int, leads: int) -> Shared:
    return Shared(frozenset(range(names)), frozenset(range(leads)))


def test_rare_names_in_both_leads_speak_for_one_event() -> None:
    assert is_one_event(of(names=2, leads=2), DAY, DAY)
    assert of(names=2, leads=2).signs == 6


def test_a_topic_without_a_name_in_common_is_no_event_unless_the_leads_say_the_same() -> None:
    assert not is_one_event(of(names=0, leads=4), DAY, DAY)
    leads_alone = of(names=0, leads=RULES.least_without_name + 3)
    assert is_one_event(leads_alone, DAY, DAY + timedelta(days=2))
    assert not is_one_event(leads_alone, DAY, DAY + timedelta(days=4))


def test_names_shared_in_passing_are_no_event() -> None:
    assert not is_one_event(of(names=8, leads=1), DAY, DAY)


def test_the_further_apart_two_articles_the_more_they_must_share() -> None:
    found = of(names=2, leads=2)
    assert is_one_event(found, DAY, DAY + timedelta(days=9))
    assert is_one_event(of(names=1, leads=3), DAY, DAY + timedelta(days=2))
    assert not is_one_event(of(names=1, leads=3), DAY, DAY + timedelta(days=3))
    assert not is_one_event(found, DAY + timedelta(days=15), DAY)
    assert is_one_event(of(names=3, leads=3), DAY, DAY + timedelta(days=3_000))


def test_an_undated_page_beside_a_dated_report_must_share_more_than_beside_another_undated_one() -> None:
    found = of(names=2, leads=2)
    assert is_one_event(found, None, None)
    assert not is_one_event(found, DAY, None)
    assert is_one_event(of(names=3, leads=3), None, DAY)


def test_a_shared_name_counts_where_it_is_rare_and_a_name_in_both() -> None:
    one, other = (
        [1 | NAME_MARK, 2 | NAME_MARK, 3 | NAME_MARK | LEAD_MARK],
        [1 | NAME_MARK, 2 | NAME_MARK, 3 | LEAD_MARK],
    )
    assert shared(one, other, {1: RARE, 2: 1.0, 3: RARE}) == Shared(frozenset([1]), frozenset([3]))
