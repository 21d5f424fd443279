"""Every get method: each column in each way it may be asked for, and no other."""

from typing import Any

import pytest

from callapi.methods.data.catalogue import METHODS
from callapi.methods.data.columns import OPERATORS, Column, Kind
from callapi.methods.data.listing import Get
from tests.api.data.expect import tells, where
from tests.api.world import DATA_API, World
from tests.data_cases import good_params
from tests.data_contract import methods

LISTINGS = {it.name: it.params for it in METHODS if issubclass(it.params, Get)}
VALUES: dict[Kind, Any] = {
    Kind.NUMBER: 1,
    Kind.STRING: "x",
    Kind.BOOLEAN: True,
    Kind.ENUM: "x",
    Kind.TIME: "2026-11-22 12:00:00",
    Kind.JSON: "# = 1",
}


def columns(name: str) -> tuple[Column, ...]:
    model = LISTINGS[name]
    assert issubclass(model, Get)
    return model.listing.columns


async def ask(world: World, name: str, **params: Any) -> dict[str, Any]:
    """The whole reply."""
    good = {"access_token": world.keys.admin, **good_params(methods()[name].params)}
    return await world.post(name, {**good, **params}, DATA_API)


def value_of(column: Column, operator: str) -> object:
    value = min(column.values) if column.values else VALUES[column.kind]
    return [value] if operator == "in" else value


@pytest.mark.parametrize("name", LISTINGS)
async def test_every_field_alone_and_all_together(world: World, name: str) -> None:
    usual = await ask(world, name)
    shown = [column.name for column in columns(name) if column.default]
    assert usual["result"]["metadata"]["total_items"] >= 0
    assert all(list(row) == shown for row in usual["result"]["data"])
    backwards = [column.name for column in reversed(columns(name))]
    for fields in (backwards, *([it] for it in backwards)):
        reply = await ask(world, name, fields=fields)
        assert all(list(row) == fields for row in reply["result"]["data"])


@pytest.mark.parametrize("name", LISTINGS)
async def test_every_column_that_filters(world: World, name: str) -> None:
    for column in columns(name):
        for operator in sorted(OPERATORS[column.kind]):
            asked = where(column.name, value_of(column, operator), operator)
            reply = await ask(world, name, filter=asked)
            if not column.filters:
                error = {**reply["error"].pop("data"), **reply["error"]}
                tells(error, "filter_prohibited", "filter.field", column.name)
            elif operator in column.allowed:
                assert "result" in reply, (column.name, operator, reply)
            else:
                error = {**reply["error"].pop("data"), **reply["error"]}
                tells(error, "invalid_parameter_value", "filter.operator", operator)
        if column.filters and "=" in column.allowed:
            for operator in ("=", "!="):
                asked = where(column.name, None, operator)
                assert "result" in await ask(world, name, filter=asked)


@pytest.mark.parametrize("name", LISTINGS)
async def test_every_column_that_sorts(world: World, name: str) -> None:
    for column in columns(name):
        for order in ("asc", "desc"):
            sort = [{"field": column.name, "order": order}]
            reply = await ask(world, name, sort=sort)
            if column.sorts:
                assert "result" in reply, (column.name, reply)
            else:
                error = {**reply["error"].pop("data"), **reply["error"]}
                tells(error, "sort_prohibited", "sort.field", column.name)


@pytest.mark.parametrize("name", LISTINGS)
async def test_pages_follow_each_other(world: World, name: str) -> None:
    whole = (await ask(world, name))["result"]
    first = (await ask(world, name, limit=1))["result"]
    rest = (await ask(world, name, offset=1))["result"]
    if name != "get.api_requests":  # it grows by each of these requests
        assert first["data"] + rest["data"] == whole["data"]
        assert first["metadata"]["total_items"] == len(whole["data"])
