"""Two things wrong at once, in every pair: the earlier step speaks (spec 2.8).

`test_order_of_checks` puts one thing right after another; here each pair stands alone,
so that no third fault can hide a wrong order.
"""

import json
from itertools import combinations
from typing import Any, NamedTuple

import pytest

from tests.api.expect import is_error
from tests.api.people import new_caller
from tests.api.wire import Answer, ask, post
from tests.api.world import World
from tests.fakes import START

NUMBER = "12025550100"  # is nobody's here: a request without a fault dials nothing
LEFT_OUT = object()
NOT_UTF_8 = "character_encoding_not_allowed"
KOI8 = "application/json; charset=koi8-r"


class Fault(NamedTuple):
    """`part` of a request, or of whoever sends it, in which `name` is `wrong`."""

    mnemonic: str
    part: str
    name: str
    wrong: Any
    field: str | None = None
    value: str | None = None
    params: dict[str, object] = {}  # noqa: RUF012  # never changed


FAULTS = (
    Fault(NOT_UTF_8, "header", "Content-Type", KOI8),
    Fault("parse_error", "bytes", "%b", "%b,"),
    Fault("batch_opreations_not_supported", "bytes", "%b", "[%b]"),
    Fault("invalid_request", "member", "jsonrpc", "1.0", "jsonrpc", "1.0"),
    Fault("invalid_request", "member", "method", "", "method", ""),
    Fault("invalid_request", "member", "id", None, "id", "null"),
    Fault("notifications_not_supported", "member", "id", LEFT_OUT, "id"),
    Fault("invalid_request", "member", "params", 7, "params", "7"),
    Fault("method_not_found", "member", "method", "no.such", "method", "no.such"),
    Fault("required_parameter_missed", "token", "", None, "access_token"),
    Fault("data_type_error", "token", "", 7, "access_token"),
    Fault("access_token_invalid", "token", "", "nobody's", "access_token"),
    Fault("ip_not_whitelisted", "caller", "networks", (), params={"ip": "127.0.0.1"}),
    Fault("access_token_blocked", "key", "is_blocked", True, "access_token"),
    Fault("access_token_expired", "key", "expires_at", START - 1, "access_token"),
    Fault("access_token_invalid", "user", "is_active", False, "access_token"),
    # from here on: limits
    Fault("account_inactive", "account", "state", "debt_lock"),
    Fault("forbidden", "user", "call_api_access", False),
    Fault(
        "component_disabled",
        "caller",
        "components",
        ("management",),
        params={"component_name": "Call API Basic set"},
    ),
    Fault("forbidden", "user", "components", ["management"]),
    Fault("required_parameter_missed", "param", "first_call", None, "first_call"),
    Fault("unexpected_parameters", "param", "surplus", [1.0], "surplus", "[1.0]"),
    Fault("data_type_error", "param", "direction", True, "direction", "true"),
    Fault(NOT_UTF_8, "param", "external_id", "\ud800", "external_id"),
    Fault("invalid_parameter_value", "param", "dtmf_string", "x", "dtmf_string", "x"),
    Fault(
        "invalid_parameters_combination",
        "param",
        "early_switching",
        True,
        "early_switching",
        "true",
    ),
    Fault(
        "limit_exceeded",
        "account",
        "points_per_day",
        0,
        params={"limit_type": "day", "limit_max_value": 0},
    ),
    Fault(
        "limit_exceeded",
        "account",
        "points_per_minute",
        0,
        params={"limit_type": "minute", "limit_max_value": 0},
    ),
    Fault(
        "component_disabled",
        "param",
        "virtual_phone_usage_rule",
        "random",
        "virtual_phone_usage_rule",
        "random",
        {"component_name": "Automatic number management"},
    ),
    Fault(
        "tts_text_exceeded",
        "param",
        "contact_message",
        {"type": "tts", "value": "x" * 1001},
        "contact_message.value",
        "x" * 1001,
        {"tts_message_max_length": 1000, "sent_tts_message_length": 1001},
    ),
    Fault(
        "media_file_not_found",
        "param",
        "media_file_id",
        987_654_321,
        "media_file_id",
        "987654321",
        {"media_file_id": 987_654_321},
    ),
    Fault(
        "virtual_phone_number_not_found",
        "param",
        "virtual_phone_number",
        NUMBER,
        "virtual_phone_number",
        NUMBER,
        {"virtual_phone_number": NUMBER},
    ),
)
LIMITS_FROM = [fault.mnemonic for fault in FAULTS].index("account_inactive")
PAIRS = [
    pytest.param(first, second, id=f"{first.mnemonic}-{second.mnemonic}")
    for first, second in combinations(FAULTS, 2)
    if first[1:3] != second[1:3]  # one would take the place of the other
]


async def send(world: World, *faults: Fault) -> Answer:
    wrong: dict[str, dict[str, Any]] = {}
    for fault in faults:
        wrong.setdefault(fault.part, {})[fault.name] = fault.wrong
    caller = await new_caller(
        world,
        account=wrong.get("account"),
        user=wrong.get("user"),
        key=wrong.get("key"),
        **wrong.get("caller", {}),
    )
    params = {
        "access_token": wrong.get("token", {"": caller.key})[""],
        "first_call": "contact",
        "virtual_phone_number": NUMBER,
        "contact": "12025550143",
        "employee": {"id": 1},
        **wrong.get("param", {}),
    }
    request = {
        "jsonrpc": "2.0",
        "id": "req1",
        "method": "start.employee_call",
        "params": params,
        **wrong.get("member", {}),
    }
    sent = {name: it for name, it in request.items() if it is not LEFT_OUT}
    frame = wrong.get("bytes", {}).get("%b", "%b").encode()
    headers = {"Content-Type": "application/json", **wrong.get("header", {})}
    lines = (f"{name}: {value}" for name, value in headers.items())
    return await ask(world.app.url, post(frame % json.dumps(sent).encode(), *lines))


@pytest.mark.parametrize(("first", "second"), PAIRS)
async def test_of_two_faults_the_earlier_is_told(
    world: World, first: Fault, second: Fault
) -> None:
    answer = await send(world, first, second)
    assert answer.status == 200
    error = answer.json["error"]
    data = {**error["data"], "code": error["code"], "message": error["message"]}
    assert is_error(data, first.mnemonic, first.field, first.value, **first.params)
    has_limits = FAULTS.index(first) >= LIMITS_FROM
    assert ("metadata" in data) == ("ratelimit" in answer.headers) == has_limits
    both = {first[1:3], second[1:3]}
    has_no_id = ("bytes", "%b") in both or ("member", "id") in both
    assert answer.json["id"] == (None if has_no_id else "req1")
