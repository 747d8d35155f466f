"""What telling people of one name apart promises."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tasks.entities.meaning.bearers import Occurrence, tell_apart


def seen(doc_id: str, companions: str, countries: str = "", roles: str = "") -> Occurrence:
    return Occurrence(doc_id, *(frozenset(listed.split()) for listed in (companions, countries, roles)))


def test_documents_that_share_company_country_or_role_name_one_person() -> None:
    assert tell_apart([seen("1", "a b c", "GB"), seen("2", "c d e", "US")]) == [("1", "2")]
    assert tell_apart([seen("1", "a b c", "GB"), seen("2", "d e f", "GB")]) == [("1", "2")]
    assert tell_apart([seen("1", "a b c", "GB", "mayor"), seen("2", "d e f", "US", "Mayor")]) == [("1", "2")]


def test_two_circles_in_two_countries_are_two_people() -> None:
    occurrences = [seen("1", "a b c", "GB"), seen("2", "x y z", "AU"), seen("3", "a d", "GB")]
    assert tell_apart(occurrences) == [("1", "3"), ("2",)]


def test_silence_is_no_evidence() -> None:
    assert tell_apart([seen("1", "a b c", "GB"), seen("2", "x y", "AU"), seen("3", "")]) == [("1", "2", "3")]
    assert tell_apart([seen("1", ""), seen("2", "x y z", "AU")]) == [("1", "2")]
    assert tell_apart([]) == []


def test_a_document_that_shares_with_both_joins_them() -> None:
    apart = [seen("1", "a b c", "GB"), seen("2", "x y z", "AU")]
    assert len(tell_apart(apart)) == 2
    assert tell_apart([*apart, seen("3", "a x")]) == [("1", "2", "3")]


LETTERS = st.frozensets(st.sampled_from("abcdefgh"), max_size=4)
OCCURRENCES = st.lists(
    st.builds(Occurrence, st.uuids().map(str), LETTERS, st.frozensets(st.sampled_from(["GB", "US"]), max_size=1)),
    max_size=12,
    unique_by=lambda occurrence: occurrence.doc_id,
)


@given(OCCURRENCES)
def test_the_order_does_not_matter_and_every_document_stands_once(occurrences: list[Occurrence]) -> None:
    groups = tell_apart(occurrences)
    assert tell_apart(reversed(occurrences)) == groups
    assert sorted(doc_id for group in groups for doc_id in group) == sorted(one.doc_id for one in occurrences)
