"""METHODS against the specification's tables: rows, params, rules of each param."""

from typing import Any

import pytest
from pydantic.fields import FieldInfo

from callapi.domain.account import COMPONENT_NAMES
from callapi.methods.catalogue import METHODS
from callapi.methods.method import Method
from callapi.methods.params import LARGEST_ID, Params
from tests.contract import contract, methods

ROWS = {method.name: method for method in METHODS}
JSON_TYPES = {"string": "string", "integer": "number", "boolean": "boolean"}


def test_the_methods_are_those_of_the_specification() -> None:
    assert [method.name for method in METHODS] == list(methods())


def test_components_have_the_names_of_the_specification() -> None:
    for name, component in contract()["components"].items():
        assert COMPONENT_NAMES[name] == component["name"]


@pytest.mark.parametrize("name", methods())
def test_component_price_and_errors_are_those_of_the_table(name: str) -> None:
    row, told = ROWS[name], methods()[name]
    assert row.component == told["component"]
    assert row.price == told["price"]
    assert row.token_required == told["token_required"]
    assert list(row.errors) == [error["mnemonic"] for error in told["errors"]]


@pytest.mark.parametrize("name", methods())
def test_params_stand_in_the_order_of_the_table(name: str) -> None:
    compare(ROWS[name].params, methods()[name]["params"])


def compare(model: type[Params], told: dict[str, Any]) -> None:
    assert list(model.model_fields) == list(told)
    schema = model.model_json_schema()
    for name, rule in told.items():
        compare_one(model, name, plain(schema["properties"][name]), rule)


def compare_one(
    model: type[Params], name: str, schema: dict[str, Any], told: dict[str, Any]
) -> None:
    field = model.model_fields[name]
    assert is_required(model, name, field) == told["required"]
    if told["type"] == "object":
        compare(nested(field), told["fields"])
        return
    assert JSON_TYPES[schema["type"]] == told["type"]
    assert schema.get("enum") == told.get("enum")
    assert schema.get("pattern") == told.get("pattern")
    assert schema.get("minLength") == told.get("min_length")
    assert schema.get("maxLength") == told.get("max_length")
    if told["type"] == "number":
        assert schema["minimum"] == told["min"]
        assert schema["maximum"] == told.get("max", LARGEST_ID)
    if "default" in told:
        assert field.default == told["default"]


def is_required(model: type[Params], name: str, field: FieldInfo) -> bool:
    return field.is_required() or name in model.needed_unless


def plain(schema: dict[str, Any]) -> dict[str, Any]:
    """Without the null that stands for an optional parameter."""
    choices = [c for c in schema.get("anyOf", [schema]) if c.get("type") != "null"]
    (only,) = choices
    return dict(only)


def nested(field: FieldInfo) -> type[Params]:
    for candidate in (field.annotation, *getattr(field.annotation, "__args__", ())):
        if isinstance(candidate, type) and issubclass(candidate, Params):
            return candidate
    raise AssertionError(f"no object: {field}")


def test_only_start_methods_take_an_idempotency_key() -> None:
    taking = {row.name for row in METHODS if row.takes_idempotency_key}
    assert taking == {name for name in methods() if name.startswith("start.")}


def test_a_row_without_value_checks_has_none() -> None:
    row: Method = ROWS["list.calls"]
    assert dict(row.value_checks) == {}
