"""A run's ledger is the sum of its batches', and balances."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from flows.job.receipts import Ledger, NoProgress, Receipt, Step, call_step

COUNTS = st.integers(0, 1000)
LEDGERS = st.builds(
    Ledger, COUNTS, COUNTS, COUNTS, COUNTS, st.dictionaries(st.sampled_from(("empty", "binary")), COUNTS), COUNTS
)


@given(LEDGERS, LEDGERS)
def test_the_sum_of_two_ledgers_counts_every_document_of_both(one: Ledger, other: Ledger) -> None:
    both = one.plus(other)
    assert both.documents_in == one.documents_in + other.documents_in
    assert both.known_before == one.known_before + other.known_before
    assert both.hidden == one.hidden + other.hidden
    for reason in ("empty", "binary"):
        assert both.reasons.get(reason, 0) == one.reasons.get(reason, 0) + other.reasons.get(reason, 0)
    assert one.plus(Ledger()) == one


def test_documents_known_before_are_not_counted_as_in() -> None:
    assert Ledger(1, 2, 4, 8).documents_in == 7
    assert Ledger(1, 2, 4, 8).plus(Ledger(10, 20, 40, 80)) == Ledger(11, 22, 44, 88)


def test_a_step_is_called_at_once_where_no_orchestrator_runs_it() -> None:
    receipt = Receipt("read", 1, 1)
    assert call_step(Step("read", 1), lambda: receipt) is receipt


def test_without_a_terminal_progress_shows_nothing() -> None:
    NoProgress().begin("read", 3)
    NoProgress().advance(1)
