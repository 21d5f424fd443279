"""METHODS of the Data API against the specification's tables."""

import types
from collections.abc import Iterator
from typing import Annotated, Any, Union, get_args, get_origin

import pytest

from callapi.domain.account import MNEMONICS
from callapi.methods.data.catalogue import METHODS
from callapi.methods.data.listing import Get
from callapi.methods.params import Params
from tests.data_contract import Param, methods

ROWS = {method.name: method for method in METHODS}
TABLES = methods()
OWN = ("access_token", "user_id")  # the tables leave them out


def test_every_method_stands_in_the_tables() -> None:
    assert set(ROWS) <= set(TABLES)
    assert len(ROWS) == len(METHODS)


@pytest.mark.parametrize("name", ROWS)
def test_unit_component_and_rights(name: str) -> None:
    method, table = ROWS[name], TABLES[name]
    assert (method.unit.value if method.unit else None) == table.unit
    assert MNEMONICS[method.component] == table.component
    assert method.for_admins == table.admin
    assert method.token_required != table.tokenless
    assert (table.unit is None) == table.anybody
    assert method.flag == table.flag


@pytest.mark.parametrize("name", [n for n in ROWS if not TABLES[n].takes_document])
def test_params_are_those_of_the_table(name: str) -> None:
    compare(ROWS[name].params, TABLES[name].params)


def compare(model: type[Params], table: Any) -> None:
    told = {
        it: f for it, f in model.model_fields.items() if it not in OWN or it in table
    }
    assert sorted(told) == sorted(table)
    for name, param in table.items():
        required = told[name].is_required()
        assert required == param.required, name
        inside = model_of(told[name].annotation)
        if param.of:
            assert inside is not None, name
            compare(inside, param.of)


def model_of(annotation: object) -> type[Params] | None:
    if isinstance(annotation, type) and issubclass(annotation, Params):
        return annotation
    return next(filter(None, map(model_of, get_args(annotation))), None)


@pytest.mark.parametrize("name", ROWS)
def test_required_ones_come_in_the_order_of_the_table(name: str) -> None:
    """It is the order in which they are missed."""
    fields = ROWS[name].params.model_fields
    told = [it for it in fields if fields[it].is_required() and it != "access_token"]
    table = [it for it, param in TABLES[name].params.items() if param.required]
    if not TABLES[name].takes_document:
        assert told == table


@pytest.mark.parametrize("name", [n for n in ROWS if TABLES[n].fields is not None])
def test_fields_are_those_of_the_table(name: str) -> None:
    model, table = ROWS[name].params, TABLES[name].fields
    assert issubclass(model, Get)
    assert table is not None
    columns = {
        it.name: (it.kind.value, it.filters, it.sorts, it.default)
        for it in model.listing.columns
    }
    assert columns == {
        name: (it.kind, it.filters, it.sorts, it.default) for name, it in table.items()
    }


@pytest.mark.parametrize("name", ROWS)
def test_types_are_those_of_the_table(name: str) -> None:
    for field, param in TABLES[name].params.items():
        if param.type == "any" or field == "filter":
            continue
        annotation = ROWS[name].params.model_fields[field].annotation
        assert is_of(annotation, param), (field, annotation)


def is_of(annotation: object, param: Param) -> bool:
    """Whether an array is one, and nothing else is."""
    return set(are_arrays(annotation)) == {param.type.endswith("s")}


def are_arrays(annotation: object) -> Iterator[bool]:
    """Of each kind a value may be of, but for null."""
    origin = get_origin(annotation)
    if origin is Annotated:
        yield from are_arrays(get_args(annotation)[0])
    elif origin in (Union, types.UnionType):
        for member in get_args(annotation):
            yield from are_arrays(member)
    elif annotation is not type(None):
        yield origin is list
