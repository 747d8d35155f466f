"""What pairs say of copies: closest evidence, a reason only where the original comes first, and little reading."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

import pytest

from tasks.copies.compare import DuplicateRules, compare
from tasks.copies.provenance import Credit, Provenance, Reason
from tasks.findings import DuplicatePair
from tasks.records import Precision
from tests.warehouse.copies.test_decide import edited, prose
from warehouse.copies import evidence
from warehouse.copies.evidence import Copy, Evidence, KeptComparisons, TextRef, Texts, in_chunks

RULES = DuplicateRules()
BODIES = {
    "full": prose(1),
    "edited": edited(prose(1)),
    "head": ". ".join(prose(1).split(". ")[:8]),
    "tail": ". ".join(prose(1).split(". ")[4:]),
    "other": prose(2),
}


class Reader:
    """Gives bodies, and keeps what it was asked for."""

    def __init__(self) -> None:
        self.asked: list[list[str]] = []

    def __call__(self, doc_ids: Collection[str]) -> dict[str, str]:
        self.asked.append(list(doc_ids))
        return {doc_id: BODIES[doc_id] for doc_id in doc_ids if doc_id in BODIES}


def text(doc_id: str, day: int = 1, text_hash: str | None = None, credit: Credit | None = None) -> TextRef:
    provenance = Provenance(doc_id, datetime(2021, 7, day), Precision.SECOND, site=f"{doc_id}.example", credit=credit)
    return TextRef(provenance, text_hash or doc_id)


def pairs(*copies: Copy, kept: KeptComparisons | None = None, reader: Reader | None = None) -> list[DuplicatePair]:
    return list(Evidence(Texts(reader or Reader()), RULES, kept or KeptComparisons()).pairs(copies))


def test_a_copy_is_paired_with_the_original_of_its_group() -> None:
    [pair] = pairs(Copy(text("edited", 2), text("full", 1), [text("head", 1)]))
    comparison = compare(BODIES["edited"], BODIES["full"])
    assert pair == DuplicatePair(
        "edited", "full", "near", comparison.share, "repost", "earlier_publication", comparison.spans
    )
    assert 0 < pair.score < 1


def test_equal_texts_are_an_exact_pair_and_no_body_is_read() -> None:
    reader = Reader()
    found = pairs(Copy(text("a", 2, "same"), text("b", 1, "same")), reader=reader)
    assert found == [DuplicatePair("a", "b", "exact", 1.0, "repost", "earlier_publication", ())]
    assert not any(reader.asked)


def test_where_the_original_is_too_far_the_first_partner_that_matches_is_taken() -> None:
    partners = [text("tail", 3), text("other", 1), text("full", 2), text("edited", 1)]
    [pair] = pairs(Copy(text("tail", 3), text("other", 1), partners))
    assert (pair.doc_id, pair.original_id, pair.level) == ("tail", "full", "excerpt")


def test_a_copy_that_matches_nobody_has_no_pair_and_the_order_is_kept() -> None:
    found = pairs(
        Copy(text("other", 2), text("full", 1)),
        Copy(text("head", 2), text("full", 1)),
        Copy(text("edited", 2), text("full", 1)),
    )
    assert [pair.doc_id for pair in found] == ["head", "edited"]


def test_no_reason_is_given_where_the_copy_itself_comes_first() -> None:
    naming = Credit("full.example", Reason.CLAIMED_ORIGIN)
    naming_another = Credit("nobody.example", Reason.CLAIMED_ORIGIN)
    [pair] = pairs(Copy(text("edited", 2, credit=naming), text("full", 1, credit=naming_another)))
    assert pair.reason == "claimed_origin"
    [pair] = pairs(Copy(text("edited", 1, credit=naming), text("full", 2, credit=naming_another)))
    assert pair.reason == "unknown"  # it names the other as its source, and yet stands before it


def test_kept_comparisons_are_not_made_again(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = KeptComparisons()
    kept.keep("full", "edited", compare(BODIES["full"], BODIES["edited"]))
    monkeypatch.setattr(evidence, "compare", lambda *bodies: pytest.fail("compared again"))
    reader = Reader()
    [pair] = pairs(Copy(text("edited", 2), text("full", 1)), kept=kept, reader=reader)
    assert pair.evidence == compare(BODIES["edited"], BODIES["full"]).spans
    assert not any(reader.asked)


def test_a_kept_comparison_is_turned_round_where_it_is_asked_from_the_other_side() -> None:
    kept = KeptComparisons()
    comparison = compare(BODIES["tail"], BODIES["full"])
    kept.keep("tail", "full", comparison)
    assert kept.find("tail", "full") == comparison
    assert kept.find("full", "tail") == comparison.swapped() != comparison
    assert kept.find("tail", "other") is None


def test_comparisons_are_kept_while_there_is_room(monkeypatch: pytest.MonkeyPatch) -> None:
    comparison = compare(BODIES["edited"], BODIES["full"])
    size = len(comparison.spans) + 1
    assert size > 2
    monkeypatch.setattr(evidence, "_KEPT_SPAN_COUNT", size + 1)
    kept = KeptComparisons()
    for number in range(3):
        kept.keep(f"{number}", "full", comparison)
    assert [kept.find(f"{number}", "full") is not None for number in range(3)] == [True, True, False]


def test_equal_bodies_are_compared_once(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[tuple[str, str]] = []

    def counted(one: str, other: str) -> object:
        made.append((one, other))
        return compare(one, other)

    monkeypatch.setattr(evidence, "compare", counted)
    monkeypatch.setattr(evidence, "_CACHE_SIZE", 1)
    one, two = Copy(text("edited", 2), text("full", 1)), Copy(text("head", 2), text("full", 1))
    assert len(pairs(one, one, two, one)) == 4
    assert [body for body, _ in made] == [BODIES["edited"], BODIES["head"], BODIES["edited"]]


def test_bodies_are_read_chunk_by_chunk_and_forgotten_with_it() -> None:
    reader = Reader()
    texts = Texts(reader)
    texts.load(["full", "edited"])
    texts.load(["edited", "other"])
    texts.load(["other"])
    assert reader.asked == [["edited", "full"], ["other"]]
    assert texts["edited"] == BODIES["edited"]
    assert reader.asked[2:] == [["edited"]]
    assert (texts["nowhere"], texts["nowhere"]) == ("", "")
    assert reader.asked[3:] == [["nowhere"]]


def test_chunks_hold_at_most_so_many() -> None:
    assert list(in_chunks(range(5), 2)) == [[0, 1], [2, 3], [4]]
    assert list(in_chunks([], 2)) == []
