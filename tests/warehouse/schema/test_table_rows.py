"""Columns are filled by name; what has no source, no column or another type is refused when the table is described."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, StrEnum

import pyarrow as pa
import pytest

from warehouse.schema.columns import COUNT, FLAG, SHARE, TEXT, TEXTS, TIME, Column, Table
from warehouse.schema.table_rows import FromContext, Numbered, Source, TableRows, suits


class Layer(StrEnum):
    ARTICLE = "article"


class Level(Enum):
    NEAR = 1


@dataclass(frozen=True, slots=True)
class Span:
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Found:
    layer: Layer
    start: int
    end: int
    parts: tuple[Span, ...] | None = None


@dataclass(frozen=True, slots=True)
class Document:
    doc_id: str
    text: str


def surface(document: Document, found: Found) -> str:
    return document.text[found.start : found.end]


def untyped(document: Document, found: Found):  # type: ignore[no-untyped-def]
    return document.text[found.start :]


SPANS = pa.list_(pa.struct([("start", COUNT), ("end", COUNT)]))
COLUMNS = {
    "doc_id": TEXT, "place": COUNT, "layer": TEXT, "start": COUNT, "end": COUNT, "parts": SPANS, "surface": TEXT,
}  # fmt: skip
SOURCES: dict[str, Source] = {"doc_id": FromContext("doc_id"), "place": Numbered(), "surface": surface}


def table(**types: pa.DataType) -> Table:
    columns = tuple(Column(name, kind, "made up") for name, kind in types.items())
    return Table("found", "finding", columns, sort_by=("doc_id",), key=("doc_id",))


def test_rows_stand_in_the_order_given_each_column_with_its_own_source() -> None:
    rows = TableRows(table(**COLUMNS), Found, Document, SOURCES)
    one = [Found(Layer.ARTICLE, 0, 3, (Span(0, 1), Span(2, 3))), Found(Layer.ARTICLE, 4, 7, ())]
    two = [Found(Layer.ARTICLE, 1, 2)]
    made = rows.arrow([(Document("a", "The Ferry"), one, "2021-07"), (Document("b", "xyz"), two, "2021-08")])
    assert made.schema.names == [*COLUMNS, "month"]
    assert [tuple(row.values()) for row in made.to_pylist()] == [
        ("a", 0, "article", 0, 3, [{"start": 0, "end": 1}, {"start": 2, "end": 3}], "The", "2021-07"),
        ("a", 1, "article", 4, 7, [], "Fer", "2021-07"),
        ("b", 0, "article", 1, 2, None, "y", "2021-08"),
    ]


def test_a_table_without_rows_has_its_columns_and_their_types() -> None:
    rows = TableRows(table(**COLUMNS), Found, Document, SOURCES)
    filling = rows.start()
    filling.add(Document("a", ""), [], "2021-07")
    assert len(filling) == 0
    assert filling.arrow().schema.equals(rows.arrow([]).schema)
    assert rows.arrow([]).schema.types == [*COLUMNS.values(), TEXT]


def test_two_fillings_of_one_table_do_not_meet() -> None:
    rows = TableRows(table(**COLUMNS), Found, Document, SOURCES)
    one, two = rows.start(), rows.start()
    one.add(Document("a", "abc"), [Found(Layer.ARTICLE, 0, 1)], "2021-07")
    assert (len(one), len(two)) == (1, 0)


def test_a_column_without_a_source_is_refused() -> None:
    with pytest.raises(TypeError, match="Found has no field 'colour'"):
        TableRows(table(**COLUMNS, colour=TEXT), Found, Document, SOURCES)
    with pytest.raises(TypeError, match="Document has no field 'id'"):
        TableRows(table(**COLUMNS), Found, Document, {**SOURCES, "doc_id": FromContext("id")})


def test_a_source_without_a_column_is_refused() -> None:
    with pytest.raises(TypeError, match=r"found has no columns \['colour'\]"):
        TableRows(table(**COLUMNS), Found, Document, {**SOURCES, "colour": surface})


def test_a_field_that_reaches_no_column_is_refused_unless_it_is_named() -> None:
    fewer = {name: kind for name, kind in COLUMNS.items() if name not in ("layer", "parts")}
    with pytest.raises(TypeError, match=r"no columns for Found's fields \['layer', 'parts'\]"):
        TableRows(table(**fewer), Found, Document, SOURCES)
    with pytest.raises(TypeError, match=r"no columns for Found's fields \['layer'\]"):
        TableRows(table(**fewer), Found, Document, SOURCES, elsewhere=["parts"])
    TableRows(table(**fewer), Found, Document, SOURCES, elsewhere=["layer", "parts"])


@pytest.mark.parametrize("name", ["start", "colour"])
def test_a_field_named_as_left_out_must_be_one_that_is(name: str) -> None:
    with pytest.raises(TypeError, match=rf"\['{name}'\] are no fields of Found that are left out"):
        TableRows(table(**COLUMNS), Found, Document, SOURCES, elsewhere=[name])


def test_a_field_is_lost_where_another_source_takes_its_column() -> None:
    for source in ("end", FromContext("doc_id")):
        kinds = COLUMNS | {"start": COUNT if source == "end" else TEXT}
        with pytest.raises(TypeError, match=r"no columns for Found's fields \['start'\]"):
            TableRows(table(**kinds), Found, Document, {**SOURCES, "start": source})


def test_a_function_or_a_path_may_hold_a_field_in_another_form() -> None:
    def start(_: Document, found: Found) -> int:
        return found.start + 1

    made = TableRows(table(**COLUMNS), Found, Document, {**SOURCES, "start": start})
    assert made.arrow([(Document("a", "abc"), [Found(Layer.ARTICLE, 0, 1)], "m")])["start"].to_pylist() == [1]
    renamed = {name if name != "end" else "last": kind for name, kind in COLUMNS.items()}
    made = TableRows(table(**renamed), Found, Document, {**SOURCES, "last": "end"})
    assert made.arrow([(Document("a", "abc"), [Found(Layer.ARTICLE, 0, 2)], "m")])["last"].to_pylist() == [2]


@pytest.mark.parametrize(
    ("name", "source"),
    [("start", "layer"), ("doc_id", Numbered()), ("place", FromContext("doc_id")), ("place", surface)],
)
def test_a_source_of_another_type_than_its_column_is_refused(name: str, source: Source) -> None:
    with pytest.raises(TypeError, match=rf"found.{name} is "):
        left_out = ["start"] if name == "start" else []
        TableRows(table(**COLUMNS), Found, Document, {**SOURCES, name: source}, left_out)


def test_a_function_has_to_declare_what_it_returns() -> None:
    with pytest.raises(TypeError, match=r"found\.surface is string"):
        TableRows(table(**COLUMNS), Found, Document, {**SOURCES, "surface": untyped})


SUITING = [
    (TEXT, str), (TEXT, Layer), (TEXT, str | None), (COUNT, int), (pa.uint64(), int), (SHARE, float), (FLAG, bool),
    (TIME, datetime), (TEXTS, tuple[str, ...]), (TEXTS, list[Layer]), (TEXTS, Sequence[str] | None),
    (SPANS, tuple[Span, ...]),
]  # fmt: skip
NOT_SUITING = [
    (TEXT, int), (TEXT, Level), (TEXT, None), (COUNT, bool), (COUNT, float), (COUNT, str), (SHARE, int), (FLAG, int),
    (TIME, str), (TEXTS, str), (TEXTS, tuple[int, ...]), (TEXTS, set[str]), (SPANS, tuple[Found, ...]), (SPANS, Span),
    (TEXT, tuple[str, ...]), (COUNT, int | str), (pa.int32(), int),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "declared"), SUITING)
def test_types_that_suit(kind: pa.DataType, declared: object) -> None:
    assert suits(kind, declared)


@pytest.mark.parametrize(("kind", "declared"), NOT_SUITING)
def test_types_that_do_not_suit(kind: pa.DataType, declared: object) -> None:
    assert not suits(kind, declared)


def test_a_struct_has_the_fields_of_its_record_in_their_order_with_their_types() -> None:
    assert suits(pa.struct([("start", COUNT), ("end", COUNT)]), Span)
    for fields in ([("end", COUNT), ("start", COUNT)], [("start", COUNT), ("end", TEXT)], [("start", COUNT)]):
        assert not suits(pa.struct(fields), Span)
        assert not suits(pa.list_(pa.struct(fields)), tuple[Span, ...])
