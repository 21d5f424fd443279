"""Idempotency-Key on the start methods: one key, one call, one reply.

An addition of ours that clients which do not send the header cannot notice.
"""

import asyncio
from dataclasses import dataclass
from typing import Any

import pytest

from tests.api.expect import is_error
from tests.api.starts import METHODS, usual_params
from tests.api.world import CONTACT, World

DAY_S = 86_400
by_all = pytest.mark.parametrize("method", METHODS)


@dataclass(frozen=True, slots=True)
class Answered:
    body: bytes
    replayed: str | None
    reply: dict[str, Any]

    @property
    def session_id(self) -> int:
        return int(self.reply["result"]["data"]["call_session_id"])

    @property
    def error(self) -> dict[str, Any]:
        error = self.reply["error"]
        return {**error["data"], "code": error["code"], "message": error["message"]}


async def send(
    world: World, key: str, method: str, request_id: str = "req1", **params: Any
) -> Answered:
    request = {
        "jsonrpc": "2.0",
        "id": request_id,
        "method": method,
        "params": {"access_token": world.keys.own, **params},
    }
    async with world.http.post(
        f"{world.app.url}/v4.0", json=request, headers={"Idempotency-Key": key}
    ) as answer:
        assert answer.status == 200
        replayed = answer.headers.get("Idempotency-Replayed")
        return Answered(await answer.read(), replayed, await answer.json())


@by_all
async def test_same_key_gives_the_same_reply_and_no_second_call(
    world: World, method: str
) -> None:
    world.by_hand(CONTACT)
    params = await usual_params(world, method)
    first = await send(world, f"order {method}", method, **params)
    await world.phone(CONTACT).rings()
    second = await send(world, f"order {method}", method, "req2", **params)
    assert second.body == first.body
    assert (first.replayed, second.replayed) == (None, "true")
    await world.quiet()
    assert world.phone(CONTACT).times_rung == 1
    assert len(await world.calls()) == 1


@by_all
async def test_other_parameters_under_the_same_key_are_refused(
    world: World, method: str
) -> None:
    params = await usual_params(world, method)
    await send(world, f"mixed {method}", method, **params)
    other = {**params, "external_id": "another"}
    answered = await send(world, f"mixed {method}", method, **other)
    key = f"mixed {method}"
    error = answered.error
    assert is_error(error, "invalid_parameter_value", "Idempotency-Key", key)
    assert answered.replayed is None


async def test_other_method_under_the_same_key_is_refused(world: World) -> None:
    first, *others = METHODS
    answered = await send(world, "one", first, **await usual_params(world, first))
    assert answered.session_id
    for method in others:
        params = await usual_params(world, method)
        answered = await send(world, "one", method, **params)
        error = answered.error
        assert is_error(error, "invalid_parameter_value", "Idempotency-Key", "one")


async def test_replay_costs_nothing(world: World) -> None:
    params = await usual_params(world, "start.simple_call")
    before = await remaining(world)
    await send(world, "costs", "start.simple_call", **params)
    for _ in range(3):
        await send(world, "costs", "start.simple_call", **params)
    # the calls themselves and the question before them
    assert before - await remaining(world) == 2


async def remaining(world: World) -> int:
    reply = await world.post("list.calls", {"access_token": world.keys.own})
    return int(reply["result"]["metadata"]["limits"]["day_remaining"])


async def test_key_is_kept_for_a_day(world: World) -> None:
    params = await usual_params(world, "start.simple_call")
    first = await send(world, "daily", "start.simple_call", **params)
    await world.clock.leap(DAY_S - 60)
    kept = await send(world, "daily", "start.simple_call", **params)
    assert kept.session_id == first.session_id
    await world.clock.advance(120)
    again = await send(world, "daily", "start.simple_call", **params)
    assert again.replayed is None
    assert again.session_id != first.session_id


async def test_key_belongs_to_the_account(world: World) -> None:
    params = {
        "first_call": "operator",
        "contact": CONTACT,
        "operator": "12025550177",
    }
    ours = await send(
        world,
        "shared",
        "start.simple_call",
        **params,
        virtual_phone_number="12025550100",
    )
    theirs = await send(
        world,
        "shared",
        "start.simple_call",
        **params,
        virtual_phone_number="12025550106",
        access_token=world.keys.foreign,
    )
    assert theirs.replayed is None
    assert theirs.session_id != ours.session_id


async def test_refused_request_may_be_repeated(world: World) -> None:
    """Nothing was begun under the key, so it is free."""
    params = await usual_params(world, "start.simple_call")
    wrong = {**params, "virtual_phone_number": "12025550106"}
    refused = await send(world, "free", "start.simple_call", **wrong)
    assert refused.error["mnemonic"] == "virtual_phone_number_not_found"
    answered = await send(world, "free", "start.simple_call", **params)
    assert answered.replayed is None
    assert answered.session_id


async def test_of_many_at_once_one_makes_the_call(world: World) -> None:
    """The others wait for its reply; their waiting is the clock's."""
    world.by_hand(CONTACT)
    params = await usual_params(world, "start.simple_call")
    sent = asyncio.gather(
        *(send(world, "storm", "start.simple_call", **params) for _ in range(10))
    )
    while not sent.done():
        await world.clock.advance(0.05)
        await world.quiet()
    answers = await sent
    assert {answer.body for answer in answers} == {answers[0].body}
    assert [answer.replayed for answer in answers].count(None) == 1
    assert world.phone(CONTACT).times_rung == 1


@pytest.mark.parametrize("key", ["", "x" * 256])
async def test_key_has_a_length(world: World, key: str) -> None:
    params = await usual_params(world, "start.simple_call")
    answered = await send(world, key, "start.simple_call", **params)
    assert is_error(answered.error, "invalid_parameter_value", "Idempotency-Key", key)


async def test_other_methods_take_no_notice(world: World) -> None:
    for _ in range(2):
        answered = await send(world, "listing", "list.calls")
        assert answered.replayed is None
        assert answered.reply["result"]["data"] == []
