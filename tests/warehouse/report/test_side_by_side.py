"""A document beside those it repeats: the parts they share are marked, and hostile text does no harm."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from flows.terminal.show_pairs import print_pairs
from tests.flows.archives import ingest
from tests.flows.test_growing_archive import press, write
from warehouse.ask.database import open_warehouse
from warehouse.errors import MissingInput
from warehouse.report.side_by_side import Inspected, Pair, Side, cut, inspect_document

HOSTILE = '</div><script>alert("x")</script>\x1b]0;owned\x07 {{ 7 * 7 }}'


@given(st.text(max_size=40), st.data())
def test_pieces_are_the_text(text: str, data: st.DataObject) -> None:
    places = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=8)))
    spans = list(zip(places[::2], places[1::2], strict=False))
    pieces = list(cut(text, spans))
    assert "".join(piece.text for piece in pieces) == text
    shared = [piece.text for piece in pieces if piece.number is not None]
    assert shared == [text[start:end] for start, end in spans]


def test_both_texts_stand_side_by_side_with_equal_parts_marked(tmp_path: Path) -> None:
    rows = [row for row in press() if row["id"] in ("0-full", "0-local", "0-copy", "0-single")]
    ingest(tmp_path / "w", write(tmp_path / "feed.jsonl", rows))
    with open_warehouse(tmp_path / "w") as opened:
        ids = dict(opened.rows("SELECT source_id, doc_id FROM documents")[1])
        local = inspect_document(opened, str(ids["0-local"])[:20])
        alone = inspect_document(opened, str(ids["0-single"]))
        copied = inspect_document(opened, str(ids["0-full"]))
    assert (alone.document_count, alone.pairs) == (1, ())
    assert (local.document_count, local.is_original) == (3, False)
    [pair] = local.pairs
    for piece in pair.copy.pieces:
        if piece.number is not None:
            [other] = [p for p in pair.original.pieces if p.number == piece.number]
            assert other.text == piece.text
    assert any(piece.number is None for piece in pair.copy.pieces)
    [exact] = [pair for pair in copied.pairs if pair.level == "exact"]
    assert [piece.number for piece in exact.copy.pieces] == [1]


def hostile_pair() -> Inspected:
    side = Side("0" * 32, HOSTILE, HOSTILE, "javascript:alert(1)", None, tuple(cut(HOSTILE, [(3, 20)])))
    return Inspected("0" * 32, "1" * 32, False, 2, (Pair("near", HOSTILE, "unknown", 0.5, side, side),))


def test_hostile_text_does_not_steer_the_terminal() -> None:
    out = io.StringIO()
    print_pairs(hostile_pair(), Console(file=out, width=120))
    assert "\x1b]" not in out.getvalue()
    assert "\x07" not in out.getvalue()


@pytest.mark.parametrize("doc_id", ["", "nothing"])
def test_a_document_that_is_not_there_is_told_in_a_sentence(tmp_path: Path, doc_id: str) -> None:
    ingest(tmp_path / "w", write(tmp_path / "feed.jsonl", press()[:1]))
    with open_warehouse(tmp_path / "w") as opened, pytest.raises(MissingInput):
        inspect_document(opened, doc_id)
