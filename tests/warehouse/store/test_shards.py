"""Shards are bounded in documents and in bytes, keep the order, and lose nothing."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from warehouse.store import shards
from warehouse.store.shards import ShardSize, cut


@given(st.lists(st.integers(0, 50)), st.integers(1, 9), st.integers(1, 100), st.integers(1, 9))
def test_cutting_keeps_every_record_in_order_within_both_bounds(
    sizes: list[int], documents: int, byte_count: int, first: int
) -> None:
    size = ShardSize(documents, byte_count, first)
    made = list(cut(enumerate(sizes), size))
    assert [number for shard in made for number in shard] == list(range(len(sizes)))
    for shard in made:
        assert 0 < len(shard) <= documents
        assert len(shard) == 1 or sum(sizes[number] for number in shard) <= byte_count


def test_what_is_written_comes_back_equal(tmp_path: Path) -> None:
    shards.write(tmp_path / "s", [1, "two", (3.0, None)])
    assert shards.read(tmp_path / "s") == (1, "two", (3.0, None))
