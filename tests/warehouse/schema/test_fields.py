"""A field is found by its name, with its declared type, and a name that is none is refused at once."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from warehouse.schema.fields import field_at, without_none


@dataclass(frozen=True, slots=True)
class Inner:
    at: int
    deeper: Inner | None = None

    @property
    def doubled(self) -> int:
        return 2 * self.at

    def counted(self) -> int:
        return self.at


@dataclass(frozen=True, slots=True)
class Outer:
    name: str | None
    inner: Inner
    other: Inner | None


def outer(other: Inner | None = None) -> Outer:
    return Outer("a", Inner(1, Inner(2)), other)


def test_an_own_field_is_read_and_knows_its_type_without_none() -> None:
    found = field_at(Outer, "name")
    assert (found.path, found.declared, found.root) == ("name", str, "name")
    assert found.read(outer()) == "a"


def test_a_path_goes_through_records_that_are_always_there() -> None:
    found = field_at(Outer, "inner.at")
    assert (found.declared, found.root, found.read(outer())) == (int, "inner", 1)


def test_where_something_on_the_way_is_none_so_is_the_value() -> None:
    one, two = field_at(Outer, "other.at"), field_at(Outer, "other.deeper.at")
    assert (one.read(outer()), two.read(outer())) == (None, None)
    assert (one.read(outer(Inner(3))), two.read(outer(Inner(3)))) == (3, None)
    assert two.read(outer(Inner(3, Inner(4)))) == 4
    assert field_at(Outer, "inner.deeper.at").read(outer()) == 2


def test_a_record_itself_may_be_the_value() -> None:
    assert field_at(Outer, "other").read(outer()) is None
    assert field_at(Outer, "other").declared is Inner


def test_a_property_with_a_type_is_a_field_and_a_method_is_none() -> None:
    found = field_at(Outer, "inner.doubled")
    assert (found.declared, found.read(outer())) == (int, 2)
    with pytest.raises(TypeError, match="Inner has no field 'counted'"):
        field_at(Inner, "counted")


def test_a_name_that_is_no_field_is_refused() -> None:
    with pytest.raises(TypeError, match="Outer has no field 'nmae'"):
        field_at(Outer, "nmae")
    with pytest.raises(TypeError, match="Inner has no field 'on'"):
        field_at(Outer, "inner.on")
    with pytest.raises(TypeError, match=r"int \| str has no fields"):
        field_at(Ambiguous, "pair.at")


@dataclass(frozen=True, slots=True)
class Ambiguous:
    pair: int | str


def test_only_none_is_left_out_of_a_type() -> None:
    assert without_none(int | None) == (int, True)
    assert without_none(int | str) == (int | str, False)
    assert without_none(int | str | None) == (int | str | None, True)
    assert without_none(tuple[int, ...]) == (tuple[int, ...], False)
