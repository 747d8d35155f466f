"""One table or view is described by its name; a wrong name gets the nearest one that there is."""

from __future__ import annotations

import duckdb
import pytest

from warehouse.ask.describe import described
from warehouse.ask.reading import explanation
from warehouse.errors import BadQuery


def test_a_table_is_described_by_its_columns_and_a_view_by_its_question() -> None:
    [(title, columns)] = described("mentions")
    assert title.startswith("mentions: one row per ") and columns[0][0] == "doc_id"
    [(title, [(_, kind, question)])] = described("rejects")
    assert (title, kind) == ("rejects", "view") and question.endswith("?")


def test_a_wrong_name_gets_the_nearest_one() -> None:
    with pytest.raises(BadQuery, match="did you mean mentions"):
        list(described("mentons"))


def test_what_duckdb_thinks_was_meant_is_passed_on_without_its_drawing() -> None:
    error = duckdb.CatalogException(
        'Table artcles does not exist!\nDid you mean "articles"?\n\nLINE 1: FROM artcles\n^'
    )
    assert str(explanation(error)) == 'Table artcles does not exist! Did you mean "articles"?'
