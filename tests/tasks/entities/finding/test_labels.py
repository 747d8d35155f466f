"""What reading labels as names promises."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from tasks.entities.finding.labels import LABELS, begin, best_row, inside, names_in

SCORES = arrays(np.float32, st.tuples(st.integers(1, 12), st.just(len(LABELS))), elements=st.floats(-20, 0, width=32))


def _sure(row: list[int]) -> npt.NDArray[np.float32]:
    """Scores that leave little doubt of this row."""
    scores = np.full((len(row), len(LABELS)), -5.0, dtype=np.float32)
    scores[np.arange(len(row)), row] = -0.1
    return scores


def _is_allowed(row: list[int]) -> bool:
    before = [0, *row[:-1]]
    return all(
        label == 0 or label % 2 or earlier in (label, label - 1) for earlier, label in zip(before, row, strict=True)
    )


def _worth(row: list[int], scores: npt.NDArray[np.float32]) -> float:
    return float(scores[np.arange(len(row)), row].sum())


def test_names_begin_anew_with_a_b_and_go_on_with_an_i() -> None:
    row = [0, begin("ORG"), inside("ORG"), begin("ORG"), begin("PLACE"), 0]
    found = [(name.first, name.last, name.type) for name in names_in(row, _sure(row))]
    assert found == [(1, 2, "ORG"), (3, 3, "ORG"), (4, 4, "PLACE")]


def test_a_name_that_only_goes_on_is_given_a_beginning() -> None:
    scores = _sure([0, inside("PERSON"), inside("PERSON")])
    assert best_row(scores) == [0, begin("PERSON"), inside("PERSON")]


def test_confidence_is_the_geometric_mean_of_the_words() -> None:
    row = [begin("PERSON"), inside("PERSON")]
    scores = _sure(row)
    scores[0, row[0]], scores[1, row[1]] = np.log(0.9), np.log(0.4)
    (name,) = names_in(row, scores)
    assert abs(name.confidence - 0.6) < 1e-6


@given(SCORES)
def test_the_best_row_is_always_allowed(scores: npt.NDArray[np.float32]) -> None:
    assert _is_allowed(best_row(scores))


@given(SCORES, st.lists(st.integers(0, len(LABELS) - 1), min_size=12, max_size=12))
def test_no_allowed_row_is_worth_more_than_the_best(scores: npt.NDArray[np.float32], other: list[int]) -> None:
    other = other[: len(scores)]
    if _is_allowed(other):
        assert _worth(best_row(scores), scores) >= _worth(other, scores) - 1e-3
