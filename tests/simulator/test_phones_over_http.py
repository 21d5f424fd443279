"""The phones for clients in other languages, and for the command line."""

import asyncio
from pathlib import Path

import pytest

from callapi.clock import SystemClock
from callapi.simulator import command
from callapi.simulator.command import Remote, SimulatorError
from callapi.simulator.server import Simulator
from tests.simulator.ari import PASSWORD, Ari
from tests.simulator.calls import CONTACT, EMPLOYEE, answered, ring, talk


async def ask(ari: Ari, method: str, path: str, **query: str) -> object:
    answer = await ari.ask(method, "/simulator" + path, **query)
    assert answer.status < 300, answer
    return answer.body


async def test_magic_numbers_are_listed(ari: Ari) -> None:
    answer = await ari.ask("GET", "/simulator/numbers")
    busy = next(n for n in answer.body["numbers"] if n["name"] == "busy")
    assert busy["number"] == "12025550113"
    assert busy["script"] == "reject 486"
    assert answer.body["any_other"] == "ring, wait 1, answer"


async def test_a_phone_is_shown(simulator: Simulator, ari: Ari) -> None:
    _, employee = await talk(simulator, ari)
    await ari.post("/channels/a/dtmf", dtmf="1")
    employee.press("2")
    assert await ask(ari, "GET", f"/phones/{CONTACT}") == {
        "number": CONTACT,
        "state": "talking",
        "calls": 1,
        "times_rung": 1,
        "is_registered": True,
        "shown_caller": "",
        "hears": [{"kind": "leg", "name": EMPLOYEE}],
        "heard": [
            {"kind": "leg", "name": EMPLOYEE, "start": NOW, "end": None},
            {"kind": "dtmf", "name": "1", "start": NOW, "end": NOW + 0.1},
            {"kind": "dtmf", "name": "2", "start": NOW, "end": NOW + 0.1},
        ],
        "keys": "12",
        "cause": None,
        "sip_code": None,
    }


NOW = 1795338902.0


async def test_a_phone_is_told_what_to_do(simulator: Simulator, ari: Ari) -> None:
    phone = await ring(simulator, ari, "a")
    await ari.told()
    path = f"/phones/{CONTACT}"
    await ask(ari, "POST", path + "/answer")
    await ask(ari, "POST", path + "/press", keys="1")
    await ask(ari, "POST", path + "/hold")
    await ask(ari, "POST", path + "/unhold")
    await ask(ari, "POST", path + "/say", word="fax")
    await ask(ari, "POST", path + "/behave", script="busy")
    await ask(ari, "POST", path + "/hang_up")
    assert (await ari.told())[3:] == [
        "ChannelDtmfReceived(1)",
        "ChannelHold",
        "ChannelUnhold",
        "ChannelHangupRequest(0)",
        "StasisEnd",
        "ChannelDestroyed(0)",
    ]
    await ari.post("/channels", endpoint=f"PJSIP/{CONTACT}@trunk", app="callapi")
    assert phone.sip_code == 486


async def test_a_phone_registers(simulator: Simulator, ari: Ari) -> None:
    path, phone = f"/phones/{EMPLOYEE}", simulator.phone(EMPLOYEE)
    await ask(ari, "POST", path + "/unregister")
    assert not phone.is_registered
    answer = await ari.ask("POST", f"/simulator{path}/register", password="wrong")
    assert answer.body == {"message": "the phone is refused with 401"}
    await ask(ari, "POST", path + "/unregister")
    assert not phone.is_registered


async def test_a_phone_can_refuse(simulator: Simulator, ari: Ari) -> None:
    phone = await ring(simulator, ari, "a")
    await ask(ari, "POST", f"/phones/{CONTACT}/reject", code="603")
    assert phone.sip_code == 603


@pytest.mark.parametrize(
    ("action", "query", "status"),
    [
        ("fly", {}, 404),
        ("press", {}, 400),
        ("press", {"keys": "x"}, 400),
        ("reject", {"code": "x"}, 400),
        ("behave", {"script": "fly"}, 400),
    ],
)
async def test_what_a_phone_cannot_do_is_refused(
    simulator: Simulator, ari: Ari, action: str, query: dict[str, str], status: int
) -> None:
    await answered(simulator, ari, "a")
    answer = await ari.ask("POST", f"/simulator/phones/{CONTACT}/{action}", **query)
    assert answer.status == status


async def test_a_call_comes_in_and_is_counted(simulator: Simulator, ari: Ari) -> None:
    query = {"from": CONTACT, "to": "12025550100"}
    answer = await ari.ask("POST", "/simulator/calls", **query)
    assert (answer.status, answer.body["state"]) == (201, "calling")
    live = await ari.ask("GET", "/simulator/live")
    assert live.body["channels"] == list(simulator.live().channels)


async def test_the_command_line_uses_the_phones(simulator: Simulator, ari: Ari) -> None:
    remote = Remote(simulator.url, "callapi", PASSWORD)
    shown = await command.call(remote, CONTACT, "12025550100")
    assert shown["state"] == "calling"
    await ari.post(f"/channels/{simulator.live().channels[0]}/answer")
    await ari.told()
    await command.press(remote, CONTACT, "1#")
    assert await ari.told() == ["ChannelDtmfReceived(1)", "ChannelDtmfReceived(#)"]
    await command.hang_up(remote, CONTACT)
    assert (await command.show(remote, CONTACT))["state"] == "ended"
    await command.behave(remote, EMPLOYEE, "by_hand")
    await ari.post("/channels", endpoint=f"PJSIP/{EMPLOYEE}", app="callapi")
    await command.answer(remote, EMPLOYEE)
    assert simulator.phone(EMPLOYEE).state == "talking"


async def test_the_command_line_says_what_went_wrong(simulator: Simulator) -> None:
    remote = Remote(simulator.url, "callapi", PASSWORD)
    with pytest.raises(SimulatorError, match=f"{CONTACT} has no call"):
        await command.press(remote, CONTACT, "1")
    await simulator.close()
    with pytest.raises(SimulatorError, match="no simulator at"):
        await command.press(remote, CONTACT, "1")


async def test_a_simulator_serves_alone_until_it_is_cancelled(tmp_path: Path) -> None:
    started: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    alone = command.build(SystemClock(), spool=tmp_path, password="x", port=0)
    serving = asyncio.create_task(command.serve(alone, started.set_result))
    remote = Remote(await started, "callapi", "x")
    assert (await command.show(remote, CONTACT))["state"] is None
    serving.cancel()
    with pytest.raises(asyncio.CancelledError):
        await serving
    assert alone.runner is None
