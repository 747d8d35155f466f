"""What two sequences of words share: equal runs, each word once, the longest that begins at a place."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tasks.copies.shared_runs import RUN_WIDTH, Run, shared_runs

SEQUENCES = st.lists(st.sampled_from(["a", "b", "pier", "storm"]), max_size=40)


def tiled_word_by_word(words: list[str], original: list[str]) -> list[Run]:
    """The same answer looked for at every place of both, without hashes."""
    width = min(RUN_WIDTH, max(1, min(len(words), len(original))))
    taken: set[int] = set()
    runs: list[Run] = []
    position = 0
    while position < len(words):
        lengths = [0] * len(original)
        places = [n for n in range(len(original)) if original[n : n + width] == words[position : position + width]]
        for place in places[:8]:
            while (
                position + lengths[place] < len(words)
                and place + lengths[place] < len(original)
                and words[position + lengths[place]] == original[place + lengths[place]]
                and place + lengths[place] not in taken
            ):
                lengths[place] += 1
        length = max(lengths, default=0)
        if length >= width:
            runs.append(Run(position, lengths.index(length), length))
            taken |= set(range(lengths.index(length), lengths.index(length) + length))
        position += length if length >= width else 1
    return runs


@given(SEQUENCES, SEQUENCES)
def test_runs_are_those_found_by_looking_at_every_place(words: list[str], original: list[str]) -> None:
    assert shared_runs(words, original) == tiled_word_by_word(words, original)


@given(st.lists(st.integers(0, 3).map(str), min_size=1, max_size=200))
def test_a_sequence_shares_all_of_itself(words: list[str]) -> None:
    assert shared_runs(words, words) == [Run(0, 0, len(words))]


@given(SEQUENCES, SEQUENCES)
def test_no_word_of_either_stands_in_two_runs(words: list[str], original: list[str]) -> None:
    runs = shared_runs(words, original)
    assert all(one.start + one.length <= other.start for one, other in pairwise(runs))
    by_original = sorted(runs, key=lambda run: run.original_start)
    assert all(one.original_start + one.length <= other.original_start for one, other in pairwise(by_original))


def test_nothing_is_shared_with_an_empty_sequence() -> None:
    assert shared_runs([], ["a"]) == shared_runs(["a"], []) == shared_runs([], []) == []
