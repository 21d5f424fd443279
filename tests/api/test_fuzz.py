"""Whatever bytes are sent, the reply is the documented frame (spec 2.2, 2.3)."""

import json
from typing import Any

import orjson
from hypothesis import given
from hypothesis import strategies as st

from callapi.domain.errors import Mnemonic
from tests.api.wire import request
from tests.api.world import World
from tests.contract import methods
from tests.unit.rpc.test_exact import values

LIMITS = {
    "day_limit",
    "day_remaining",
    "day_reset",
    "minute_limit",
    "minute_remaining",
    "minute_reset",
}
# Nothing here may start a call: the fuzzed numbers are nobody's.
SAFE = sorted(name for name in methods() if name != "logout.user")


async def reply_to(world: World, body: bytes) -> dict[str, Any]:
    headers = {"Content-Type": "application/json"}
    async with world.http.post(
        f"{world.app.url}/v4.0", data=body, headers=headers
    ) as answer:
        assert answer.status == 200
        reply: dict[str, Any] = json.loads(await answer.read())
    return reply


def is_documented(reply: dict[str, Any]) -> bool:
    assert reply["jsonrpc"] == "2.0"
    assert reply["id"] is None or isinstance(reply["id"], str | int | float)
    if "result" in reply:
        assert set(reply) == {"jsonrpc", "id", "result"}
        assert set(reply["result"]) == {"data", "metadata"}
        return True
    assert set(reply) == {"jsonrpc", "id", "error"}
    assert set(reply["error"]) == {"code", "message", "data"}
    data = reply["error"]["data"]
    limits = data.pop("metadata", {"limits": dict.fromkeys(LIMITS)})["limits"]
    assert set(limits) == LIMITS
    assert set(data) == {"mnemonic", "field", "value", "params", "extended_helper"}
    mnemonic = Mnemonic(data["mnemonic"])
    assert mnemonic != Mnemonic.INTERNAL_ERROR
    for name in ("field", "value"):
        assert data[name] is None or isinstance(data[name], str)
    return True


@given(st.binary(max_size=200))
async def test_any_bytes(world: World, body: bytes) -> None:
    assert is_documented(await reply_to(world, body))


@given(values, st.sampled_from(["jsonrpc", "id", "method", "params"]))
async def test_any_json_in_the_envelope(
    world: World, value: object, member: str
) -> None:
    envelope = orjson.loads(request(world.keys.own))
    assert is_documented(await reply_to(world, orjson.dumps(value)))
    envelope[member] = value
    assert is_documented(await reply_to(world, orjson.dumps(envelope)))


@given(st.data())
async def test_any_params(world: World, data: st.DataObject) -> None:
    method = data.draw(st.sampled_from(SAFE))
    names = st.sampled_from(list(methods()[method]["params"])) | st.text(max_size=5)
    params = data.draw(st.dictionaries(names, values, max_size=6))
    if data.draw(st.booleans()):
        params["access_token"] = world.keys.own
    envelope = {"jsonrpc": "2.0", "id": 1, "method": method, "params": params}
    assert is_documented(await reply_to(world, orjson.dumps(envelope)))


@given(st.data())
async def test_damaged_requests(world: World, data: st.DataObject) -> None:
    body = bytearray(request(world.keys.own, "list.calls", direction="in"))
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(body) - 1))
        end = place + data.draw(st.integers(0, 3))
        body[place:end] = data.draw(st.binary(max_size=3))
    assert is_documented(await reply_to(world, bytes(body)))
