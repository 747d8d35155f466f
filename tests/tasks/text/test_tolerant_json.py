"""JSON is read as pages write it, in time that grows with its length."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.text.tolerant_json import LONGEST_MENDED, LONGEST_SCRIPT, MOST_MENDINGS, MOST_VALUES, read_json


@pytest.mark.parametrize(
    "written",
    [
        '{"a": "b"}',
        '<!--{"a": "b"}-->',
        '//<![CDATA[{"a": "b"}//]]>',
        '<![CDATA[ {"a": "b"} ]]>',
        '/*<![CDATA[*/{"a": "b"}/*]]>*/',
        ' {"a": "b"}; ',
        "{&quot;a&quot;: &quot;b&quot;}",
    ],
)
def test_wrappings_and_entities_are_taken_off(written: str) -> None:
    assert read_json(written) == {"a": "b"}


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ('{"a": "x\ny\x01"}', {"a": "x\ny\x01"}),
        ('{"a": "1" "b": {"c": 2}}', {"a": "1", "b": {"c": 2}}),
        ('{"a": "He said "no" to it", "b": 1}', {"a": 'He said "no" to it', "b": 1}),
        ('{"a": [1, 2,],}', [{"a": [1, 2]}]),
        ('{"a": 1, // one\n "b": /* two */ 2}', [{"a": 1, "b": 2}]),
        ("{'a': 'b'}", [{"a": "b"}]),
        ('{"a": "it\\\'s"}', [{"a": "it's"}]),
        ('{"a": 1}\n{"b": 2}', [{"a": 1}, {"b": 2}]),
        ('{"a": 1},\n{"b": 2},', [{"a": 1}, {"b": 2}]),
    ],
)
def test_mistakes_are_mended(written: str, value: object) -> None:
    assert read_json(written) == value


@pytest.mark.parametrize("written", ["", "x", '{"a": "b', "[" * 100_000, '{"a":' * 9000, "<p>Not found</p>", "alert()"])
def test_what_holds_no_value_gives_none(written: str) -> None:
    assert read_json(written) is None


def test_scripts_mendings_and_values_have_a_bound() -> None:
    assert read_json('"' + "x" * (LONGEST_SCRIPT - 2) + '"') is not None
    assert read_json('"' + "x" * (LONGEST_SCRIPT - 1) + '"') is None
    assert read_json("[" + "1," * (LONGEST_MENDED // 2 - 1) + "]") is not None
    assert read_json("[" + "1," * (LONGEST_MENDED // 2) + "]") is None
    assert read_json("[" + '"x" ' * (MOST_MENDINGS + 1) + "]") == ["x"] * (MOST_MENDINGS + 1)
    assert read_json("[" + '"x" ' * (MOST_MENDINGS + 2) + "]") is None
    assert len(read_json('{"a": 1} ' * (MOST_VALUES + 1))) == MOST_VALUES  # type: ignore[arg-type]


HOSTILE = [
    "{",
    "}",
    "[",
    "]",
    ":",
    ",",
    '"',
    "'",
    "\\",
    "//",
    "/*",
    "*/",
    "NaN",
    "function(){",
    '{"a":',
    "-",
    "a",
    "\n",
    "`",
]


@pytest.mark.parametrize("unit", [first + second for first in HOSTILE for second in HOSTILE])
def test_a_hostile_script_is_given_up_without_an_error(unit: str) -> None:
    read_json("{" + unit * 2000)


@given(st.text(alphabet=list("{}[]:,\"'\\/*-1aN \n"), max_size=300))
def test_no_script_raises(written: str) -> None:
    read_json(written)
