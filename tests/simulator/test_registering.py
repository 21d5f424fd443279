"""Lines written at run time, phones that register on them, carriers that answer."""

from collections.abc import Mapping

import pytest

from callapi.simulator.server import Simulator
from tests.fakes import FakeClock
from tests.simulator.ari import Ari
from tests.simulator.conftest import CONTACT, LINE

PATH = "/ari/asterisk/config/dynamic/res_pjsip"
ONLINE = ["EndpointStateChange online", "PeerStatusChange Reachable"]
OFFLINE = ["EndpointStateChange offline", "PeerStatusChange Unreachable"]
MADE = ["EndpointStateChange unknown", "EndpointStateChange offline"]
REGISTERED = [*ONLINE, "ContactStatusChange NonQualified"]


async def put(ari: Ari, kind: str, name: str, fields: Mapping[str, str]) -> None:
    listed = [{"attribute": k, "value": v} for k, v in fields.items()]
    answer = await ari.ask("PUT", f"{PATH}/{kind}/{name}", {"fields": listed})
    assert answer.status == 200


async def write_line(ari: Ari, password: str = "one") -> None:
    await put(ari, "auth", LINE, {"password": password})
    await put(ari, "aor", LINE, {})
    await put(ari, "endpoint", LINE, {})


async def write_trunk(ari: Ari) -> None:
    await put(ari, "aor", "trunk-main", {"contact": "sip:192.0.2.1"})
    await put(ari, "endpoint", "trunk-main", {})


async def remove(ari: Ari, kind: str, name: str) -> None:
    assert (await ari.ask("DELETE", f"{PATH}/{kind}/{name}")).status == 204


async def called(ari: Ari, endpoint: str) -> int:
    query = {"endpoint": f"PJSIP/{endpoint}", "app": "callapi"}
    return (await ari.ask("POST", "/ari/channels", **query)).status


async def told(ari: Ari) -> list[str]:
    """What was told of endpoints since the last time."""
    await ari.settle()
    events, ari.events[:] = list(ari.events), []
    return [f"{e['type']} {state(e)}" for e in events if "endpoint" in e]


def state(event: dict[str, dict[str, str]]) -> str:
    if "peer" in event:
        return event["peer"]["peer_status"]
    contact = event.get("contact_info") or {}
    return contact.get("contact_status") or event["endpoint"]["state"]


async def listed(ari: Ari) -> bool:
    answer = await ari.ask("GET", f"/ari/endpoints/PJSIP/{LINE}")
    all_of_them = (await ari.ask("GET", "/ari/endpoints/PJSIP")).body
    is_listed = LINE in [it["resource"] for it in all_of_them]
    assert is_listed == (answer.status == 200)
    return is_listed


@pytest.fixture
async def hearing(ari: Ari) -> Ari:
    source = {"eventSource": "endpoint:PJSIP"}
    await ari.post("/applications/callapi/subscription", **source)
    return ari


async def test_the_phone_of_a_new_line_registers(
    simulator: Simulator, hearing: Ari
) -> None:
    simulator.phone(LINE).register(False)
    await told(hearing)
    await write_line(hearing)
    assert await told(hearing) == MADE
    assert simulator.phone(LINE).register(password="one") == 200
    assert await told(hearing) == REGISTERED
    assert simulator.phone(LINE).register() == 200
    assert await told(hearing) == []
    simulator.phone(LINE).register(False)
    assert await told(hearing) == OFFLINE


async def test_a_phone_that_is_plugged_in_registers_by_itself(
    simulator: Simulator, hearing: Ari
) -> None:
    await write_line(hearing)
    await remove(hearing, "aor", LINE)
    assert not simulator.phone(LINE).is_registered
    await remove(hearing, "endpoint", LINE)
    assert (await told(hearing))[-2:] == OFFLINE
    await write_line(hearing)
    assert await told(hearing) == [*MADE, *REGISTERED]
    assert await called(hearing, LINE) == 200


async def test_a_line_that_is_written_before_the_old_one_is_gone_is_lost(
    simulator: Simulator, hearing: Ari, clock: FakeClock
) -> None:
    """It works, but is not listed, and nothing is told of it."""
    await write_line(hearing)
    simulator.delay_removals(1.0)
    await remove(hearing, "endpoint", LINE)
    assert await listed(hearing)
    simulator.phone(LINE).register(False)
    await told(hearing)
    await put(hearing, "endpoint", LINE, {})
    await clock.advance(1.0)
    assert not await listed(hearing)
    assert simulator.phone(LINE).register() == 200
    assert await told(hearing) == []
    assert await called(hearing, LINE) == 200
    simulator.behave_again()
    await remove(hearing, "endpoint", LINE)
    await put(hearing, "endpoint", LINE, {})
    assert await listed(hearing)
    assert "PeerStatusChange Reachable" in await told(hearing)


async def test_the_old_password_is_refused(simulator: Simulator, hearing: Ari) -> None:
    phone = simulator.phone(LINE)
    await write_line(hearing)
    assert phone.register(password="one") == 200
    await put(hearing, "auth", LINE, {"password": "two"})
    assert phone.register() == 401
    assert phone.is_registered  # until its registration expires
    await remove(hearing, "aor", LINE)
    assert phone.register() == 401
    assert not phone.is_registered
    assert phone.register(password="two") == 200


async def test_a_line_that_is_gone_cannot_be_used(
    simulator: Simulator, hearing: Ari
) -> None:
    phone = simulator.phone(LINE)
    await write_line(hearing)
    await remove(hearing, "endpoint", LINE)
    assert await called(hearing, LINE) == 500
    assert phone.register() == 404
    listed = await hearing.get("/endpoints")
    assert [e["resource"] for e in listed] == ["trunk"]
    answer = await hearing.ask("GET", f"/ari/endpoints/PJSIP/{LINE}")
    assert answer.status == 404


async def test_a_registration_outlives_a_restart(
    simulator: Simulator, hearing: Ari
) -> None:
    await write_line(hearing)
    await simulator.restart()
    assert await called(hearing, LINE) == 500
    await hearing.listen()
    await hearing.post(
        "/applications/callapi/subscription", eventSource="endpoint:PJSIP"
    )
    await told(hearing)
    await write_line(hearing)
    assert await told(hearing) == [*MADE, *ONLINE]
    assert await called(hearing, LINE) == 200


async def test_a_trunk_is_there_while_its_carrier_answers(
    simulator: Simulator, hearing: Ari
) -> None:
    assert await called(hearing, f"{CONTACT}@trunk-main") == 500
    await write_trunk(hearing)
    assert await told(hearing) == [*MADE, *ONLINE]
    assert await called(hearing, f"{CONTACT}@trunk-main") == 200
    simulator.silence_trunk("trunk-main")
    assert (await told(hearing))[-2:] == OFFLINE
    assert await called(hearing, f"{CONTACT}@trunk-main") == 500
    await remove(hearing, "endpoint", "trunk-main")
    await put(hearing, "endpoint", "trunk-main", {})
    assert await told(hearing) == MADE
    simulator.behave_again()
    assert await told(hearing) == ONLINE
    assert await called(hearing, f"{CONTACT}@trunk-main") == 200
    await remove(hearing, "aor", "trunk-main")
    assert (await told(hearing))[-2:] == OFFLINE
    assert await called(hearing, f"{CONTACT}@trunk-main") == 500


async def test_a_trunk_refuses(simulator: Simulator, ari: Ari) -> None:
    simulator.break_trunk("trunk")
    assert await called(ari, f"{CONTACT}@trunk") == 200
    assert await ari.told() == [
        "Dial()",
        "ChannelHangupRequest(34, 503)",
        "Dial(CONGESTION)",
        "ChannelDestroyed(34, 503)",
    ]
    assert simulator.phone(CONTACT).times_rung == 0
    assert simulator.live().is_nothing


@pytest.mark.parametrize("method", ["PUT", "DELETE"])
async def test_what_stands_in_the_switchs_files_stays(ari: Ari, method: str) -> None:
    answer = await ari.ask(method, f"{PATH}/endpoint/trunk", {"fields": []})
    assert answer.status == 403
