"""The sixteen steps in their order (spec 2.8): who is told what, in which order.

Each ladder begins with a request that is wrong in every way. One thing after another
is put right, and each time the next step must be the one that speaks.
"""

from typing import Any

import orjson
import pytest

from callapi.store.requests import find_requests
from callapi.store.security import find_events
from tests.api.people import COMPONENTS, Caller, new_caller
from tests.api.wire import Answer, ask, post
from tests.api.world import World
from tests.fakes import START
from tests.store.people import PASSWORD

JSON = "Content-Type: application/json"
BLOCKED = {"is_blocked": True}
ENDED = {"expires_at": START - 1}
NOTHING = {"points_per_day": 0, "points_per_minute": 0}
LOCKED = {"state": "debt_lock"}
NO_ACCESS = {"call_api_access": False, "components": []}
THE_CALLER = "the login of the caller"
CALL: dict[str, Any] = {
    "first_call": "contact",
    "contact": "12025550143",
    "employee": {"id": 1},
    "virtual_phone_number": "12025550100",
}


async def send(world: World, body: object) -> Answer:
    text = body if isinstance(body, bytes) else orjson.dumps(body)
    answer = await ask(world.app.url, post(text, JSON))
    assert answer.status == 200
    return answer


async def told(
    world: World, caller: Caller, method: str, params: dict[str, Any]
) -> tuple[str, bool, bool]:
    """Mnemonic (or success), whether limits are told, whether it is in the log."""
    before = len(await find_requests(world.pool, caller.account_id))
    answer = await send(
        world, {"jsonrpc": "2.0", "id": "req1", "method": method, "params": params}
    )
    entries = await find_requests(world.pool, caller.account_id)
    reply = answer.json
    assert reply["id"] == "req1"
    place = reply["result"] if "result" in reply else reply["error"]["data"]
    has_limits = "limits" in place.get("metadata", {})
    assert ("ratelimit" in answer.headers) == has_limits
    outcome = "success" if "result" in reply else answer.mnemonic
    is_logged = len(entries) == before + 1
    if is_logged:
        assert (entries[-1].outcome, entries[-1].method) == (outcome, method)
        assert entries[-1].id == answer.headers["x-request-id"]
    return outcome, has_limits, is_logged


OUT = (False, False)
IN = (True, True)


@pytest.mark.parametrize(
    ("body", "mnemonic"),
    [
        (b"{", "parse_error"),
        ([{"jsonrpc": 1}], "batch_opreations_not_supported"),
        ({"jsonrpc": 1, "method": 1, "id": []}, "invalid_request"),
        ({"jsonrpc": "2.0", "method": 1, "id": []}, "invalid_request"),
        ({"jsonrpc": "2.0", "method": "x", "id": []}, "invalid_request"),
        ({"jsonrpc": "2.0", "method": "x"}, "notifications_not_supported"),
        ({"jsonrpc": "2.0", "method": "x", "id": 1}, "invalid_request"),
        ({"jsonrpc": "2.0", "method": "x", "id": 1, "params": {}}, "method_not_found"),
        (
            {"jsonrpc": "2.0", "method": "list.calls", "id": 1, "params": {"x": 1}},
            "required_parameter_missed",
        ),
    ],
)
async def test_before_the_account_is_known(
    world: World, body: object, mnemonic: str
) -> None:
    answer = await send(world, body)
    assert answer.mnemonic == mnemonic
    assert "metadata" not in answer.json["error"]["data"]


async def test_the_ladder_of_a_key(world: World) -> None:
    params: dict[str, Any] = {"surplus": 1}
    method = "start.employee_call"
    wrong: dict[str, Any] = {
        "key": {**BLOCKED, **ENDED},
        "user": {"is_active": False, **NO_ACCESS},
        "account": {**LOCKED, **NOTHING},
        "components": (),
        "networks": (),
    }

    async def step(mnemonic: str, place: tuple[bool, bool], **right: Any) -> None:
        wrong.update(right)
        caller = await new_caller(world, **wrong)
        found = await told(
            world, caller, method, {"access_token": caller.key, **params}
        )
        assert found == (mnemonic, *place)

    await step("ip_not_whitelisted", OUT)
    await step("access_token_blocked", OUT, networks=("127.0.0.0/8",))
    await step("access_token_expired", OUT, key=ENDED)
    await step("access_token_invalid", OUT, key={})
    await step("account_inactive", IN, user=NO_ACCESS)
    await step("forbidden", IN, account=NOTHING)
    await step("component_disabled", IN, user={"components": []})
    await step("forbidden", IN, components=COMPONENTS)
    await step("required_parameter_missed", IN, user={})
    params.update(CALL, contact=7, first_call="x", early_switching=True)
    await step("unexpected_parameters", IN)
    del params["surplus"]
    await step("data_type_error", IN)
    params["contact"] = "12"
    await step("invalid_parameter_value", IN)
    params.update(CALL)
    await step("invalid_parameters_combination", IN)
    del params["early_switching"]
    await step("limit_exceeded", IN)
    await step("virtual_phone_number_not_found", IN, account={})


async def test_the_basic_set_is_asked_before_the_own_component(world: World) -> None:
    for components, name in (
        ((), "Call API Basic set"),
        (("management",), "Call API Basic set"),
        (("basic",), "Call API Call management"),
    ):
        caller = await new_caller(world, components=components)
        error = await world.fails("list.calls", caller.key)
        assert error["params"] == {"component_name": name}


async def test_the_day_is_asked_before_the_minute(world: World) -> None:
    for limits, kind, value in (
        (NOTHING, "day", 0),
        ({"points_per_minute": 0}, "minute", 0),
        ({"points_per_day": 0}, "day", 0),
    ):
        caller = await new_caller(world, account=limits)
        error = await world.fails("list.calls", caller.key)
        assert error["mnemonic"] == "limit_exceeded"
        assert error["params"] == {"limit_type": kind, "limit_max_value": value}
        assert error["message"] == (
            f"Limit per {kind} has been exceeded. Value of current limit per {kind}"
            f" is {value}"
        )


async def test_a_client_may_probe_without_a_session_id(world: World) -> None:
    """`release.call` without one tells that key and address are fine."""
    caller = await new_caller(world)
    params = {"access_token": caller.key}
    found = await told(world, caller, "release.call", params)
    assert found == ("required_parameter_missed", *IN)


async def test_the_ladder_of_a_login(world: World) -> None:
    params: dict[str, Any] = {"access_token": 7}
    wrong: dict[str, Any] = {
        "user": {"is_active": False, "call_api_access": False},
        "account": {**LOCKED, **NOTHING},
        "components": (),
        "networks": (),
    }

    async def step(mnemonic: str, place: tuple[bool, bool], **right: Any) -> None:
        wrong.update(right)
        caller = await new_caller(world, **wrong)
        sent = params
        if params.get("login") == THE_CALLER:
            sent = {**params, "login": caller.login}
        assert await told(world, caller, "login.user", sent) == (mnemonic, *place)

    await step("required_parameter_missed", OUT)
    params.update(login=7, password="")
    await step("unexpected_parameters", OUT)
    del params["access_token"]
    await step("data_type_error", OUT)
    params["login"] = "nobody"
    await step("invalid_parameter_value", OUT)
    params["password"] = "wrong"
    await step("auth_error", OUT)
    params["login"] = THE_CALLER
    await step("ip_not_whitelisted", OUT)
    await step("auth_error", OUT, networks=("127.0.0.1",))
    params["password"] = PASSWORD
    await step("auth_error", OUT)
    await step("account_inactive", IN, user={"call_api_access": False})
    await step("forbidden", IN, account=NOTHING)
    await step("component_disabled", IN, user={"components": []})
    await step("forbidden", IN, components=("basic",))
    await step("success", IN, user={})


async def test_what_the_log_leaves_out_stands_in_the_security_log(world: World) -> None:
    stranger = await new_caller(world, networks=())
    await send(world, b"nonsense")
    await send(world, {"jsonrpc": "2.0", "id": 1, "method": "no.such", "params": {}})
    await world.fails("list.calls", "x" * 40)
    await world.fails("list.calls", stranger.key)
    await ask(world.app.url, b"GET /secret HTTP/1.1\r\nHost: x\r\n\r\n")
    wanted = {
        ("parse_error", "", None),
        ("method_not_found", "no.such", None),
        ("access_token_invalid", "list.calls", None),
        ("ip_not_whitelisted", "list.calls", stranger.account_id),
        ("http_404", "GET /secret", None),
    }
    found: set[tuple[str, str, int | None]] = set()
    while not wanted <= found:
        await world.clock.advance(1)
        events = await find_events(world.pool)
        found = {(event.kind, event.detail, event.account_id) for event in events}
    assert {str(event.peer) for event in events} == {"127.0.0.1"}
