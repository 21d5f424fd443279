"""Every method of the Data API: every parameter wrong in every way, and every right.

The cases are made from the specification's tables, for all methods of the catalogue.
"""

from typing import Any

import pytest

from callapi.domain.account import COMPONENT_NAMES, Flag, Unit
from callapi.methods.data.catalogue import METHODS
from tests.api.data.expect import tells
from tests.api.people import Caller, new_caller
from tests.api.world import DATA_API, World
from tests.data_cases import (
    NOBODYS,
    OTHER_TYPES,
    Row,
    good_params,
    rows,
    with_value,
    wrong_values,
)
from tests.data_contract import MethodTable, Param, methods

CATALOGUE = {method.name: method for method in METHODS}
TABLES = [methods()[name] for name in CATALOGUE]
WITH_TOKEN = [it for it in TABLES if not it.tokenless]
BOTH_APIS = ("dataapi", "basic")
NO_ROW = 2**53 - 2


def cases(*, of: Any) -> list[Any]:
    """One for each parameter of each method that `of` is true of."""
    return [
        pytest.param(table, row, param, id=f"{table.name}-{'.'.join(row)}")
        for table in WITH_TOKEN
        for row, param in rows(table.params)
        if of(param)
    ]


def names(table: MethodTable) -> str:
    return table.name


async def error_of(
    world: World, table: MethodTable, params: dict[str, Any], key: str | None = None
) -> dict[str, Any]:
    """`{}` when there is none."""
    token = {} if table.tokenless else {"access_token": key or world.keys.admin}
    reply = await world.post(table.name, {**token, **params}, DATA_API)
    error = reply.get("error")
    return {} if error is None else {**error["data"], "code": error["code"]}


def told(error: dict[str, Any]) -> tuple[Any, Any]:
    return error.get("mnemonic"), error.get("field")


@pytest.mark.parametrize(("table", "row", "param"), cases(of=lambda it: it.required))
async def test_a_required_parameter_is_missed(
    world: World, table: MethodTable, row: Row, param: Param
) -> None:
    params = with_value(table, row, None)
    expected = ("required_parameter_missed", ".".join(row))
    assert told(await error_of(world, table, params)) == expected
    if len(row) == 1:
        del params[row[0]]
        assert told(await error_of(world, table, params)) == expected


@pytest.mark.parametrize(
    ("table", "row", "param"), cases(of=lambda it: OTHER_TYPES[it.type])
)
async def test_a_parameter_of_another_type(
    world: World, table: MethodTable, row: Row, param: Param
) -> None:
    for value in OTHER_TYPES[param.type]:
        error = await error_of(world, table, with_value(table, row, value))
        assert told(error) == ("data_type_error", ".".join(row)), value


@pytest.mark.parametrize(("table", "row", "param"), cases(of=wrong_values))
async def test_a_parameter_with_a_wrong_value(
    world: World, table: MethodTable, row: Row, param: Param
) -> None:
    is_set = param.type == "iso8601" and not table.is_listing
    mnemonic = "invalid_date_time" if is_set else "invalid_parameter_value"
    for value in wrong_values(param):
        error = await error_of(world, table, with_value(table, row, value))
        assert told(error) == (mnemonic, ".".join(row)), value


@pytest.mark.parametrize(
    "table", [it for it in TABLES if not it.takes_document], ids=names
)
async def test_an_unexpected_parameter(world: World, table: MethodTable) -> None:
    params = {**good_params(table.params), "surplus": {"a": 1}}
    error = await error_of(world, table, params)
    assert told(error) == ("unexpected_parameters", "surplus")
    assert error["value"] == '{"a":1}'


@pytest.mark.parametrize(("table", "row", "param"), cases(of=lambda it: it.of))
async def test_an_unexpected_parameter_inside_another(
    world: World, table: MethodTable, row: Row, param: Param
) -> None:
    inside = {**good_params(param.of), "surplus": 1}
    value = [inside] if param.type == "objects" else inside
    error = await error_of(world, table, with_value(table, row, value))
    assert told(error) == ("unexpected_parameters", ".".join((*row, "surplus")))


@pytest.mark.parametrize("table", WITH_TOKEN, ids=names)
async def test_the_access_token(world: World, table: MethodTable) -> None:
    for token, mnemonic in (
        (None, "required_parameter_missed"),
        (7, "data_type_error"),
        ("", "access_token_invalid"),
        ("x" * 40, "access_token_invalid"),
        ("x" * 257, "access_token_invalid"),
    ):
        params = {**good_params(table.params), "access_token": token, "surplus": 1}
        reply = await world.post(table.name, params, DATA_API)
        data = reply["error"]["data"]
        assert told(data) == (mnemonic, "access_token")
        assert "metadata" not in data


@pytest.mark.parametrize(
    "table", [it for it in WITH_TOKEN if not it.takes_document], ids=names
)
async def test_the_user_of_a_reseller_is_ignored(
    world: World, table: MethodTable
) -> None:
    if "user_id" in table.params:  # it has a meaning of its own there
        assert table.params["user_id"].table == "users"
        return
    params = {**good_params(table.params), "surplus": 1}
    error = await error_of(world, table, {**params, "user_id": 7})
    assert told(error) == ("unexpected_parameters", "surplus")
    error = await error_of(world, table, {**good_params(table.params), "user_id": "7"})
    assert told(error) == ("data_type_error", "user_id")


# --- rights


@pytest.fixture(scope="module")
async def people(world: World) -> dict[str, Caller]:
    """Callers of the Data API who lack one thing each."""
    all_units = [(unit.value, *[True] * 4) for unit in Unit]
    made = {
        "plain": await _caller(world),
        "without component": await _caller(world, user={"components": ["basic"]}),
        "account without": await _caller(world, components=("basic",)),
        "account locked": await _caller(world, account={"state": "manual_lock"}),
        "elsewhere": await _caller(world, networks=("192.0.2.1",)),
        "everything": await _caller(world, user={"is_admin": True}),
        "all units": await _caller(world),
    }
    await _permit(world, made["all units"], all_units)
    return made


async def _caller(world: World, **more: Any) -> Caller:
    limits = {"data_points_per_minute": 100_000, "data_points_per_day": 100_000}
    account = {**limits, **more.pop("account", {})}
    components = more.pop("components", BOTH_APIS)
    return await new_caller(world, account=account, components=components, **more)


async def _permit(world: World, caller: Caller, permissions: list[Any]) -> None:
    await world.pool.executemany(
        "insert into user_permissions values ($1, $2, $3, $4, $5, $6, $7)",
        [(caller.account_id, caller.user_id, *row) for row in permissions],
    )


async def refused(
    world: World, table: MethodTable, people: dict[str, Caller], who: str
) -> dict[str, Any]:
    """The error of a request that nothing but the rights are wrong of."""
    return await error_of(world, table, good_params(table.params), people[who].key)


@pytest.mark.parametrize("table", WITH_TOKEN, ids=names)
async def test_who_has_no_right(
    world: World, table: MethodTable, people: dict[str, Caller]
) -> None:
    own = CATALOGUE[table.name].component
    # where the account has not the method's component either, that is told first
    lacking = "forbidden" if own == "dataapi" else "method_component_disabled"
    for who, mnemonic in (
        ("without component", lacking),
        ("account without", "method_component_disabled"),
        ("account locked", "account_inactive"),
        ("elsewhere", "ip_not_whitelisted"),
    ):
        assert (await refused(world, table, people, who))["mnemonic"] == mnemonic
    for who in ("plain", "everything") if own != "dataapi" else ():
        error = await refused(world, table, people, who)
        assert error["mnemonic"] == "method_component_disabled"
        assert error["params"] == {"components": COMPONENT_NAMES[own]}


@pytest.mark.parametrize(
    "table",
    [it for it in WITH_TOKEN if it.component == "dataapi" and not it.anybody],
    ids=names,
)
async def test_a_user_needs_the_permission(
    world: World, table: MethodTable, people: dict[str, Caller]
) -> None:
    error = await refused(world, table, people, "plain")
    tells({**error, "message": "Permission denied"}, "forbidden")
    error = await refused(world, table, people, "all units")
    assert (error.get("mnemonic") == "forbidden") == table.admin
    if table.admin:
        return
    only = [(table.unit, *(flag == table.flag for flag in Flag))]
    others = [(table.unit, *(flag != table.flag for flag in Flag))]
    for permissions, is_allowed in ((only, True), (others, False)):
        caller = await _caller(world)
        await _permit(world, caller, permissions)
        error = await error_of(world, table, good_params(table.params), caller.key)
        assert (error.get("mnemonic") != "forbidden") == is_allowed


@pytest.mark.parametrize(
    "table", [it for it in WITH_TOKEN if it.anybody and it.name != "logout.user"]
)
async def test_anybody_may(
    world: World, table: MethodTable, people: dict[str, Caller]
) -> None:
    assert await refused(world, table, people, "plain") == {}


# --- ids of others


async def ids_of(world: World, table: str, account: str) -> list[int]:
    rows = await world.pool.fetch(
        f"select it.id from {table} it join accounts a on a.id = it.account_id"
        " where a.name = $1 order by it.id",
        account,
    )
    return [row["id"] for row in rows]


@pytest.mark.parametrize(
    ("table", "row", "param"), cases(of=lambda it: it.table is not None)
)
async def test_what_is_not_the_accounts_is_not_found(
    world: World, table: MethodTable, row: Row, param: Param
) -> None:
    assert param.table is not None
    own = {
        name: (await ids_of(world, it.table, "Harbour Desk") or [NOBODYS])[0]
        for name, it in table.params.items()
        if it.table is not None and (it.required or name == row[0])
    }
    foreign = await ids_of(world, param.table, "Foreign Office")
    for id_ in (NOBODYS, NO_ROW, *foreign):
        params = {**with_value(table, row, id_), **own, row[0]: id_}
        error = await error_of(world, table, params)
        assert told(error) == ("entity_not_found", ".".join(row))
        assert error["value"] == str(id_)
