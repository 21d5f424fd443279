"""Calls that come in: answered, refused, given up."""

import pytest

from callapi.simulator.server import Simulator
from tests.simulator.ari import Ari
from tests.simulator.calls import CONTACT, EMPLOYEE

VIRTUAL = "12025550100"


@pytest.mark.parametrize(
    ("reason", "cause", "code"),
    [
        ("busy", 17, 486),
        ("rejected", 21, 403),
        ("congestion", 34, 503),
        ("no_answer", 19, 480),
        ("unallocated", 1, 404),
        ("normal", 16, 603),
        ("", 16, 603),
    ],
)
async def test_the_caller_sees_why_it_was_refused(
    simulator: Simulator, ari: Ari, reason: str, cause: int, code: int
) -> None:
    caller = await simulator.call(CONTACT, VIRTUAL)
    await ari.told()
    channel = simulator.live().channels[0]
    await ari.delete(f"/channels/{channel}", reason=reason)
    await caller.ends()
    assert (caller.cause, caller.sip_code) == (cause, code)
    assert await ari.told() == ["ChannelHangupRequest(32, soft)", "StasisEnd"]


async def test_a_call_is_refused_while_no_socket_is_connected(
    simulator: Simulator, silent_ari: Ari
) -> None:
    caller = await simulator.call(CONTACT, VIRTUAL)
    assert (caller.state, caller.cause, caller.sip_code) == ("ended", 21, 603)
    assert simulator.live().is_nothing


async def test_a_line_calls_in_under_its_own_name(
    simulator: Simulator, ari: Ari
) -> None:
    await simulator.call(EMPLOYEE, "12025550143")
    channel = (await ari.get("/channels"))[0]
    assert channel["name"].startswith(f"PJSIP/{EMPLOYEE}-")
    assert channel["caller"]["number"] == EMPLOYEE
    assert channel["dialplan"]["context"] == "lines"
    assert channel["dialplan"]["app_data"] == "callapi"


async def test_a_trunk_brings_whatever_number_a_caller_claims(
    simulator: Simulator, ari: Ari
) -> None:
    await simulator.call(EMPLOYEE, VIRTUAL, trunk="trunk")
    channel = (await ari.get("/channels"))[0]
    assert channel["name"].startswith("PJSIP/trunk-")
    assert channel["caller"]["number"] == EMPLOYEE
    assert channel["dialplan"]["context"] == "inbound"


async def test_a_line_that_does_not_know_its_password_calls_nobody(
    simulator: Simulator, silent_ari: Ari
) -> None:
    simulator.phone(EMPLOYEE).register(password="guessed")
    simulator.network.configured["auth", EMPLOYEE] = {"password": "right"}
    caller = await simulator.call(EMPLOYEE, VIRTUAL)
    assert (caller.state, caller.sip_code) == ("ended", 401)
    assert simulator.live().is_nothing


async def test_answering_twice_is_neither_an_error_nor_an_event(
    simulator: Simulator, ari: Ari
) -> None:
    await simulator.call(CONTACT, VIRTUAL)
    channel = simulator.live().channels[0]
    await ari.post(f"/channels/{channel}/answer")
    await ari.told()
    await ari.post(f"/channels/{channel}/answer")
    await ari.post(f"/channels/{channel}/ring")
    await ari.post(f"/channels/{channel}/progress")
    assert await ari.told() == []


async def test_calls_can_come_into_another_application(
    simulator: Simulator, silent_ari: Ari
) -> None:
    await silent_ari.listen("app=callapi,second")
    await simulator.call(CONTACT, VIRTUAL, "second")
    await silent_ari.settle()
    assert [e["application"] for e in silent_ari.events] == ["second"]


async def test_identities_meet_without_the_nameless(
    simulator: Simulator, ari: Ari
) -> None:
    """Two callers in one bridge are shown each other's number."""
    await simulator.call(CONTACT, VIRTUAL)
    await simulator.call(EMPLOYEE, VIRTUAL)
    first, second = simulator.live().channels
    await ari.post("/bridges", bridgeId="b")
    await ari.post("/bridges/b/addChannel", channel=f"{first},{second}")
    assert (await ari.get(f"/channels/{first}"))["connected"]["number"] == EMPLOYEE
    assert (await ari.get(f"/channels/{second}"))["connected"]["number"] == CONTACT
