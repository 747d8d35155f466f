"""Bodies are found by id among many files, and only what is wanted is read."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from warehouse.copies.read_bodies import Bodies, DocumentIndex, KnownDocuments


def doc_id(number: int) -> str:
    return f"{number:032x}"


def write(path: Path, *numbers: int) -> Path:
    table = pa.table({"doc_id": [doc_id(n) for n in numbers], "body": [f"body {n} in {path.stem}" for n in numbers]})
    pq.write_table(table, path, row_group_size=2)
    return path


def test_an_index_knows_the_file_of_each_document_and_of_no_other(tmp_path: Path) -> None:
    one, two = write(tmp_path / "one.parquet", 5, 0, 7), write(tmp_path / "two.parquet", 6)
    index = DocumentIndex([one, two])
    assert [index.file_of(doc_id(n)) for n in (0, 5, 6, 7, 8)] == [one, one, two, one, None]
    assert doc_id(6) in index
    assert doc_id(1 << 120) not in index
    assert doc_id(1) not in DocumentIndex([])


def test_ids_with_zero_bytes_at_the_end_are_told_apart(tmp_path: Path) -> None:
    numbers = (0, 1 << 64, 1 << 120, 1 << 127)
    index = DocumentIndex([write(tmp_path / "zeros.parquet", *numbers[:3])])
    assert [doc_id(n) in index for n in numbers] == [True, True, True, False]


def test_bodies_of_the_batch_come_before_those_of_the_archive_and_unknown_ones_are_left_out(tmp_path: Path) -> None:
    batch, archive = write(tmp_path / "batch.parquet", 1, 2, 3), write(tmp_path / "archive.parquet", 3, 4)
    found = Bodies([batch], [archive]).read([doc_id(n) for n in (2, 3, 4, 9)])
    assert found == {doc_id(2): "body 2 in batch", doc_id(3): "body 3 in batch", doc_id(4): "body 4 in archive"}


def test_the_archive_is_not_touched_where_no_body_of_it_is_wanted(tmp_path: Path) -> None:
    bodies = Bodies([write(tmp_path / "batch.parquet", 1)], [tmp_path / "missing.parquet"])
    assert bodies.read([doc_id(1)]) == {doc_id(1): "body 1 in batch"}
    with pytest.raises(FileNotFoundError):
        bodies.read([doc_id(2)])


def test_a_document_is_new_once_and_one_of_the_archive_never_is(tmp_path: Path) -> None:
    known = KnownDocuments([write(tmp_path / "archive.parquet", 1, 2)])
    assert [known.add(doc_id(number)) for number in (1, 3, 3, 2, 4, 3)] == [False, True, False, False, True, False]
