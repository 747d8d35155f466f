"""Rows that are too wide for the terminal can be read: one field a line, cut where the screen ends."""

from __future__ import annotations

from rich.cells import cell_len

from flows.terminal.records import cut, fits, hit_lines, record_lines
from flows.watch import SHOWN


def test_a_table_fits_as_long_as_each_column_shows_enough_of_its_values() -> None:
    long = "x" * 500
    assert fits(["a", "b"], [[long, long]], 31)
    assert not fits(["a", "b"], [[long, long]], 30)
    assert fits(["a", "b"], [["1", "2"]], 9)
    assert not fits(["a name", "b"], [["1", "2"]], 9)
    assert fits(["a name", "b"], [["1", "2"]], 9, has_header=False)


def test_a_wide_row_is_a_name_and_a_value_on_each_line_without_what_is_empty() -> None:
    rows = [["t" * 100, "", "one\ntwo"], ["u", "7", ""]]
    lines = list(record_lines(["title", "count", "text"], rows, 30))
    assert lines[1:3] == ["title  " + "t" * 22 + "…", "text   one two"]
    assert lines[0].startswith("── row 1 of 2 ")
    assert lines[4:] == ["title  u", "count  7"]
    assert all(cell_len(line) <= 30 for line in lines)


def test_letters_that_are_two_columns_wide_are_counted_so() -> None:
    assert cut("北京北京", 8) == "北京北京"
    assert cell_len(cut("北京北京北京", 8)) <= 8
    assert cut("北京北京北京", 8).endswith("…")


def test_a_hit_names_its_list_layer_day_and_site_and_shows_all_words_around_it() -> None:
    hit = {"watchlist": "w", "layer": "comment", "published_at": "", "site": "a.example", "title": "t" * 90}
    lines = list(hit_lines(hit | {"context": "a bridge " * 9, "doc_id": "d1"}, 40))
    assert lines[0].startswith("w  comment  no day  a.example  t") and lines[0].endswith("…")
    assert " ".join(line.strip() for line in lines[1:-1]) == ("a bridge " * 9).strip()
    assert lines[-1] == "    d1"
    dated = list(hit_lines(hit | {"context": "", "doc_id": "d1", "published_at": "2021-07-04 20:18:00"}, 60))
    assert "  2021-07-04  a.example" in dated[0]


def test_hits_are_laid_out_from_the_columns_that_watch_asks_for() -> None:
    assert next(iter(hit_lines(dict.fromkeys(SHOWN, "x"), 40))) == "x  x  x  x  x"
