"""Every parameter of every method, wrong in every way, by the specification's tables.

The cases are made from the tables for machines: missing, null, each other JSON type,
outside enumeration, pattern, bounds and length, at its bounds, beside an unknown one.
A request that is meant to be right must not fail because of the parameter under test.
"""

import orjson
import pytest

from tests.api.cases import (
    EVERY_ROW,
    OTHER_TYPES,
    Table,
    good,
    inner,
    right_values,
    rows_of,
    rule_of,
    with_value,
    without,
    wrong_values,
)
from tests.api.expect import is_error
from tests.api.world import World
from tests.contract import methods

EVERY_METHOD = [name for name in methods() if name != "login.user"]


def text(value: bytes) -> str:
    """`error.data.value` for a JSON text."""
    return str(orjson.loads(value)) if value.startswith(b'"') else value.decode()


def shown(row: tuple[str, ...], value: bytes) -> str | None:
    return None if row[-1] in ("access_token", "password") else text(value)


async def error_of(world: World, method: str, params: Table) -> Table:
    """The error of a request; `{}` if there is none."""
    token = {} if method == "login.user" else {"access_token": world.keys.own}
    reply = await send(world, method, {**token, **params})
    error = reply.get("error")
    if error is None:
        return {}
    has_limits = "metadata" in error["data"]
    assert has_limits == (method != "login.user")
    return {**error["data"], "code": error["code"], "message": error["message"]}


async def send(world: World, method: str, params: Table) -> Table:
    request = {"jsonrpc": "2.0", "id": 1, "method": method, "params": params}
    return await send_body(world, orjson.dumps(request))


async def send_body(world: World, body: bytes) -> Table:
    url, headers = f"{world.app.url}/v4.0", {"Content-Type": "application/json"}
    async with world.http.post(url, data=body, headers=headers) as answer:
        assert answer.status == 200
        reply: Table = orjson.loads(await answer.read())
    return reply


def is_about(error: Table, row: tuple[str, ...]) -> bool:
    """Whether step 13 refuses this very parameter."""
    steps = {
        "required_parameter_missed",
        "unexpected_parameters",
        "data_type_error",
        "invalid_parameter_value",
        "character_encoding_not_allowed",
    }
    return error.get("mnemonic") in steps and error["field"] == ".".join(row)


@pytest.mark.parametrize(("method", "row"), EVERY_ROW)
async def test_a_missing_parameter(
    world: World, method: str, row: tuple[str, ...]
) -> None:
    for params in (without(method, row), with_value(method, row, None)):
        error = await error_of(world, method, params)
        if rule_of(method, row)["required"]:
            is_error(error, "required_parameter_missed", ".".join(row))
        else:
            assert not is_about(error, row)


@pytest.mark.parametrize(("method", "row"), EVERY_ROW)
async def test_a_parameter_of_another_type(
    world: World, method: str, row: tuple[str, ...]
) -> None:
    for value in OTHER_TYPES[rule_of(method, row)["type"]]:
        params = with_value(method, row, orjson.Fragment(value))
        error = await error_of(world, method, params)
        field = ".".join(row)
        is_error(error, "data_type_error", field, shown(row, value))


@pytest.mark.parametrize(("method", "row"), EVERY_ROW)
async def test_a_parameter_with_a_wrong_value(
    world: World, method: str, row: tuple[str, ...]
) -> None:
    for value in wrong_values(method, row):
        params = with_value(method, row, orjson.Fragment(value))
        error = await error_of(world, method, params)
        is_error(error, "invalid_parameter_value", ".".join(row), shown(row, value))


@pytest.mark.parametrize(("method", "row"), EVERY_ROW)
async def test_a_parameter_at_its_bounds(
    world: World, method: str, row: tuple[str, ...]
) -> None:
    for value in right_values(method, row):
        params = with_value(method, row, orjson.Fragment(value))
        error = await error_of(world, method, params)
        assert not is_about(error, row), value


@pytest.mark.parametrize("method", methods())
async def test_an_unexpected_parameter(world: World, method: str) -> None:
    for value in (b"1.0", b'"x"', b"null", b'{"a":[1,"\xd0\x96"]}'):
        params = {**good(method), "surplus": orjson.Fragment(value)}
        error = await error_of(world, method, params)
        is_error(error, "unexpected_parameters", "surplus", text(value))


@pytest.mark.parametrize(("method", "row"), rows_of("object"))
async def test_an_unexpected_parameter_inside_another(
    world: World, method: str, row: tuple[str, ...]
) -> None:
    params = inner(method, row)
    error = await error_of(world, method, params)
    is_error(error, "unexpected_parameters", ".".join((*row, "surplus")), "1")


@pytest.mark.parametrize(("method", "row"), rows_of("string"))
async def test_bytes_that_are_no_utf_8(
    world: World, method: str, row: tuple[str, ...]
) -> None:
    for bad in (b"\xff", b"\\ud800"):
        params = with_value(method, row, "PLACE")
        token = {} if method == "login.user" else {"access_token": world.keys.own}
        request = {
            "jsonrpc": "2.0",
            "id": 1,
            "method": method,
            "params": {**token, **params},
        }
        body = orjson.dumps(request).replace(b"PLACE", b"a%b" % bad)
        error = (await send_body(world, body))["error"]
        data = {**error["data"], "code": error["code"], "message": error["message"]}
        is_error(data, "character_encoding_not_allowed", ".".join(row))


@pytest.mark.parametrize("method", EVERY_METHOD)
async def test_the_access_token(world: World, method: str) -> None:
    for params in (good(method), {**good(method), "access_token": None}):
        error = (await send(world, method, params))["error"]
        assert error["data"]["mnemonic"] == "required_parameter_missed"
        assert error["data"]["field"] == "access_token"
        assert "metadata" not in error["data"]
    for value, mnemonic in (
        (7, "data_type_error"),
        ({}, "data_type_error"),
        ("", "access_token_invalid"),
        ("x" * 257, "access_token_invalid"),
        ("x" * 40, "access_token_invalid"),
        ("\x00", "access_token_invalid"),
    ):
        params = {**good(method), "access_token": value, "surplus": 1}
        error = (await send(world, method, params))["error"]
        assert error["data"]["mnemonic"] == mnemonic
        assert error["data"]["field"] == "access_token"
        assert error["data"]["value"] is None
        assert "metadata" not in error["data"]
