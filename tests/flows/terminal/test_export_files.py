"""Files of rows: streamed, and under their name only when they are complete."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZipFile

import pyarrow as pa
import pytest

from flows.terminal import export_files
from flows.terminal.export_files import Rows, Style, write_file
from warehouse.errors import BadQuery, UnwritablePlace

SCHEMA = pa.schema([("n", pa.int64()), ("text", pa.string())])
FORMS = ["csv", "jsonl", "parquet", "xlsx"]


def batch(*texts: str) -> pa.RecordBatch:
    return pa.RecordBatch.from_pydict({"n": list(range(len(texts))), "text": list(texts)}, SCHEMA)


def failing(error: Exception) -> Iterator[pa.RecordBatch]:
    yield batch("one")
    raise error


@pytest.mark.parametrize("form", FORMS)
def test_what_fails_on_the_way_leaves_the_old_file_and_no_draft(tmp_path: Path, form: str) -> None:
    out = tmp_path / "out"
    out.write_text("old")
    with pytest.raises(BadQuery, match="failed on the way: broken"):
        write_file(out, form, Rows(SCHEMA, failing(pa.ArrowInvalid("broken\nmore"))))
    assert (out.read_text(), list(tmp_path.iterdir())) == ("old", [out])


@pytest.mark.parametrize("form", FORMS)
def test_a_full_disk_is_one_sentence_and_no_file(tmp_path: Path, form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(export_files, "sync_file", full)
    with pytest.raises(UnwritablePlace, match="No space left on device; make room and export again"):
        write_file(tmp_path / "out", form, Rows(SCHEMA, [batch("one")]))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("form", FORMS)
def test_an_empty_answer_is_a_file_without_rows(tmp_path: Path, form: str) -> None:
    assert write_file(tmp_path / "out", form, Rows(SCHEMA, [])).row_count == 0
    assert (tmp_path / "out").is_file()


def test_a_folder_or_a_device_is_refused(tmp_path: Path) -> None:
    for place in (tmp_path, Path("/dev/null")):
        with pytest.raises(UnwritablePlace):
            write_file(place, "csv", Rows(SCHEMA, [batch("one")]))


def test_more_rows_than_a_sheet_holds_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(export_files, "SHEET_ROWS", 3)
    assert write_file(tmp_path / "a.xlsx", "xlsx", Rows(SCHEMA, [batch("one", "two")])).row_count == 2
    with pytest.raises(UnwritablePlace, match="choose csv or parquet"):
        write_file(tmp_path / "b.xlsx", "xlsx", Rows(SCHEMA, [batch("one"), batch("two", "three")]))
    assert [path.name for path in tmp_path.iterdir()] == ["a.xlsx"]


def test_a_sheet_keeps_numbers_and_days_and_says_what_it_cut(tmp_path: Path) -> None:
    values = {
        "big": [2**60], "day": [date(2021, 7, 14)], "old": [date(1850, 1, 1)], "at": [datetime(2021, 7, 14, 8)],
        "long": ["x" * 40_000], "control": ["a\x1bb"], "formula": ["=1+1"], "nothing": [None],
    }  # fmt: skip
    found = pa.RecordBatch.from_pydict(values)
    written = write_file(tmp_path / "a.xlsx", "xlsx", Rows(found.schema, [found]), Style(has_header=False))
    assert (written.row_count, written.cut_count) == (1, 1)
    sheet = ZipFile(tmp_path / "a.xlsx").read("xl/worksheets/sheet1.xml")
    tree = ElementTree.fromstring(sheet)  # noqa: S314 - our own file
    cells = ["".join(cell.itertext()) for cell in tree.iter() if cell.tag.endswith("}c")]
    assert (cells[:3], cells[3][:9]) == ([str(2**60), "44391", '"1850-01-01"'], "44391.333")
    assert (len(cells[4]), cells[6]) == (32_767, "=1+1")


def test_rows_without_a_name_line_and_raw(tmp_path: Path) -> None:
    write_file(tmp_path / "a", "csv", Rows(SCHEMA, [batch("=1", "a,b")]), Style(has_header=False, is_raw=True))
    assert (tmp_path / "a").read_text() == '0,=1\n1,"a,b"\n'
