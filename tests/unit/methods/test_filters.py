"""Filters as they are read: what is refused, and that no value becomes SQL (1.8)."""

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callapi.domain.errors import ApiError
from callapi.methods.data.columns import Column, Kind
from callapi.methods.data.filters import Filter, conditions, read_filter, to_sql
from callapi.methods.data.jsquery import NotJsquery, translate
from tests.filters import COLUMNS, FILTERS, ZONE

ONE = {"field": "n", "operator": "=", "value": 1}
MORE = {
    **COLUMNS,
    "hidden": Column("hidden", Kind.NUMBER),
    "j": Column("j", Kind.JSON, filters=True),
}
# All that a query may consist of besides names, numbers of arguments and templates.
WORDS = re.compile(
    r"it\.[a-z_]+|\$[0-9]+|::(numeric|bigint|text|boolean|timestamptz|jsonpath|jsonb)(\[\])?"
    r"|is (not )?null|is distinct from|any|and|or|like|jsonb_path_exists|true"
    r"|[()=<>~,\s]"
)


def all_of(*filters: Any, condition: str = "and") -> dict[str, Any]:
    return {"filters": list(filters), "condition": condition}


def nested(depth: int) -> dict[str, Any]:
    sent = ONE
    for _ in range(depth):
        sent = all_of(sent)
    return sent


def fault(sent: object) -> tuple[str, str | None]:
    with pytest.raises(ApiError) as caught:
        read_filter(sent, MORE)
    return caught.value.mnemonic.value, caught.value.field


@given(FILTERS)
def test_a_query_has_no_word_of_the_clients(sent: dict[str, Any]) -> None:
    read = read_filter(sent, COLUMNS)
    assert read is not None
    arguments: list[object] = ["account"]
    sql = to_sql(read, arguments, ZONE)
    assert WORDS.sub("", sql) == ""
    numbers = [int(it) for it in re.findall(r"\$([0-9]+)", sql)]
    assert numbers == list(range(2, len(arguments) + 1))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                ["field", "operator", "value", "filters", "condition", "x"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=20,
)


@given(JSON)
def test_whatever_is_sent_is_read_or_refused(sent: object) -> None:
    read, field = read_or_refused(sent)
    assert field is None or field.partition(".")[0] == "filter"
    if field is None:
        assert (read is None) == (sent in ({}, [], None))


def read_or_refused(sent: object) -> tuple[Filter | None, str | None]:
    """The filter, and the field of the error that it is instead."""
    try:
        return read_filter(sent, MORE), None
    except ApiError as error:
        return None, error.field


@given(
    st.sampled_from(list(MORE)),
    st.sampled_from(["=", "!=", "<", ">=", "in", "like", "regexp", "jsquery"]),
    JSON,
)
def test_whatever_value_is_read_or_refused(
    name: str, operator: str, value: object
) -> None:
    sent = {"field": name, "operator": operator, "value": value}
    read, field = read_or_refused(sent)
    if read is None:
        assert field in ("filter.field", "filter.operator", "filter.value")
        return
    arguments: list[object] = []
    sql = to_sql(read, arguments, ZONE)
    assert WORDS.sub("", sql) == ""


def test_bounds_hold() -> None:
    assert read_filter(nested(5), MORE) is not None
    assert fault(nested(6)) == ("invalid_parameter_value", "filter")
    hundred = read_filter(all_of(*[ONE] * 100), MORE)
    assert len(list(conditions(hundred))) == 100
    assert fault(all_of(*[ONE] * 101)) == ("invalid_parameter_value", "filter")
    halves = all_of(all_of(*[ONE] * 50), all_of(*[ONE] * 51))
    assert fault(halves) == ("invalid_parameter_value", "filter")
    thousand = {"field": "n", "operator": "in", "value": [1] * 1000}
    assert read_filter(thousand, MORE) is not None
    thousand["value"] = [1] * 1001
    assert fault(thousand) == ("invalid_parameter_value", "filter.value")
    pattern = {"field": "s", "operator": "regexp", "value": "x" * 500}
    assert read_filter(pattern, MORE) is not None
    pattern["value"] = "x" * 501
    assert fault(pattern) == ("invalid_parameter_value", "filter.value")


@pytest.mark.parametrize(
    ("sent", "mnemonic", "field"),
    [
        ("n = 1", "data_type_error", "filter"),
        ([ONE], "data_type_error", "filter"),
        ({**ONE, "x": 1}, "unexpected_parameters", "filter.x"),
        ({**ONE, **all_of(ONE)}, "invalid_parameter_value", "filter"),
        ({"operator": "="}, "invalid_parameter_value", "filter"),
        ({"filters": ONE}, "data_type_error", "filter.filters"),
        ({"filters": []}, "invalid_parameter_value", "filter"),
        ({"filters": [ONE, ONE]}, "required_parameter_missed", "filter.condition"),
        (all_of(ONE, condition="xor"), "invalid_parameter_value", "filter.condition"),
        ({"filters": [ONE], "condition": 1}, "data_type_error", "filter.condition"),
        ({**ONE, "condition": "and"}, "invalid_parameter_value", "filter"),
        ({**ONE, "field": 1}, "data_type_error", "filter.field"),
        ({**ONE, "field": "x"}, "unexpected_parameters", "filter.field"),
        ({**ONE, "field": "id; drop"}, "unexpected_parameters", "filter.field"),
        ({**ONE, "field": "hidden"}, "filter_prohibited", "filter.field"),
        ({"field": "n"}, "required_parameter_missed", "filter.operator"),
        ({**ONE, "operator": "=="}, "invalid_parameter_value", "filter.operator"),
        ({**ONE, "operator": "like"}, "invalid_parameter_value", "filter.operator"),
        ({**ONE, "operator": []}, "data_type_error", "filter.operator"),
        ({**ONE, "value": "1"}, "invalid_parameter_value", "filter.value"),
        ({**ONE, "value": True}, "invalid_parameter_value", "filter.value"),
        ({**ONE, "value": 1e308}, "invalid_parameter_value", "filter.value"),
        (
            {"field": "n", "operator": "<"},
            "invalid_parameter_value",
            "filter.value",
        ),
        (
            {"field": "n", "operator": "in", "value": []},
            "invalid_parameter_value",
            "filter.value",
        ),
        (
            {"field": "e", "operator": "=", "value": "green"},
            "invalid_parameter_value",
            "filter.value",
        ),
        (
            {"field": "s", "operator": "=", "value": "\x00"},
            "invalid_parameter_value",
            "filter.value",
        ),
        (
            {"field": "t", "operator": "<", "value": "0001-01-01 00:00:00"},
            "invalid_parameter_value",
            "filter.value",
        ),
        (
            {"field": "t", "operator": "<", "value": "2026-1-01  10:00:00"},
            "invalid_parameter_value",
            "filter.value",
        ),
    ],
)
def test_what_is_refused(sent: object, mnemonic: str, field: str) -> None:
    assert fault(sent) == (mnemonic, field)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a",
        "a =",
        "= 1",
        "a = 1 b",
        "a == 1",
        "a = 'x'",
        'a = "x',
        'a = "\\x"',
        "a = 1 AND",
        "(a = 1",
        "a IN ()",
        "a IN (1,)",
        "a.(b = 1)",
        "a..b = 1",
        "a < *",
        "NOT",
        "a = 01",
        "a = 1; drop",
        "a ? (true)",
        '"\\u0000" = 1',
        "NOT " * 30 + "a = 1",
        "(" * 30 + "a = 1" + ")" * 30,
        "a = 1 OR " * 300 + "a = 1",
    ],
)
def test_what_is_no_jsquery(text: str) -> None:
    with pytest.raises(NotJsquery):
        translate(text)


@given(st.text('abAND OR(#.*$=<>,)"\\1é\n', max_size=30))
def test_literals_of_jsquery_are_variables(text: str) -> None:
    try:
        found = translate(text)
    except NotJsquery:
        return
    outside = re.sub(r'"(?:[^"\\]|\\.)*"', "", found.path)  # names of members
    assert re.fullmatch(r"[strict$?()@.*\[\]=<>&|!vexists0-9 ]*", outside)


@pytest.mark.parametrize(
    ("operator", "value", "cast"),
    [
        ("=", 5, "bigint"),
        ("=", 5.0, "bigint"),
        ("=", -(2**63), "numeric"),
        ("=", 2**63 - 1, "bigint"),
        ("=", 2**63, "numeric"),
        ("<", 5.5, "numeric"),
        ("in", [1, 2], "bigint[]"),
        ("in", [1, 2.5], "numeric[]"),
    ],
)
def test_whole_numbers_are_compared_as_such(
    operator: str, value: object, cast: str
) -> None:
    """Else no index of an id serves: PostgreSQL would cast the column."""
    read = read_filter({"field": "n", "operator": operator, "value": value}, COLUMNS)
    assert read is not None
    assert to_sql(read, ["account"], ZONE).count(f"$2::{cast}") == 1
    assert to_sql(read, ["account"], ZONE).count("::") == 1
