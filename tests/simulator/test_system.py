"""Ping, information, variables, faxes, snoops: the rest of ARI that we use."""

from pathlib import Path

import pytest

from callapi.simulator.server import Simulator
from tests.fakes import FakeClock
from tests.simulator.ari import Ari
from tests.simulator.calls import answered, bridge, endpoint, talk


async def test_ping_tells_the_time(ari: Ari) -> None:
    pong = await ari.get("/asterisk/ping")
    assert pong["ping"] == "pong"
    assert pong["timestamp"] == "2026-11-22T09:15:02.000+0000"


async def test_info_tells_the_version(ari: Ari) -> None:
    assert (await ari.get("/asterisk/info"))["system"]["version"].startswith("22.")


async def test_a_channel_has_all_its_fields(simulator: Simulator, ari: Ari) -> None:
    await ari.post(
        "/channels/a1",
        {"variables": {"X": "1"}, "appArgs": "p,q", "timeout": 5, "early": True},
        endpoint=endpoint("12025550111"),
        app="callapi",
        callerId='"Shop" <12025550100>',
    )
    assert await ari.get("/channels/a1") == {
        "id": "a1",
        "name": "PJSIP/trunk-00000000",
        "state": "Up",
        "protocol_id": "sip-a1",
        "caller": {"name": "Shop", "number": "12025550100"},
        "connected": {"name": "Shop", "number": "12025550100"},
        "accountcode": "",
        "dialplan": {
            "context": "inbound",
            "exten": "s",
            "priority": 1,
            "app_name": "Stasis",
            "app_data": "callapi,p,q",
        },
        "creationtime": "2026-11-22T09:15:02.000+0000",
        "language": "en",
    }
    assert await ari.get("/channels/a1/variable", variable="X") == {"value": "1"}


async def test_a_bridge_has_all_its_fields(simulator: Simulator, ari: Ari) -> None:
    await talk(simulator, ari)
    shown = {
        "id": "talk",
        "technology": "simple_bridge",
        "bridge_type": "mixing",
        "bridge_class": "stasis",
        "creator": "Stasis",
        "name": "",
        "channels": ["a", "b"],
        "creationtime": "2026-11-22T09:15:02.000+0000",
        "video_mode": "talker",
    }
    assert await ari.get("/bridges/talk") == shown
    assert await ari.get("/bridges") == [shown]
    await bridge(ari, "hold", type="holding")
    assert (await ari.get("/bridges/hold"))["technology"] == "holding_bridge"


async def test_ids_are_made_where_none_is_given(ari: Ari) -> None:
    channel = await ari.post("/channels", endpoint="PJSIP/1@trunk", app="callapi")
    made = await ari.post("/bridges", name="b")
    assert channel["id"] != made["id"]
    assert (await ari.get(f"/bridges/{made['id']}"))["name"] == "b"


async def test_variables_are_set_and_told(simulator: Simulator, ari: Ari) -> None:
    await answered(simulator, ari, "a")
    await ari.told()
    await ari.post("/channels/a/variable", variable="X", value="7")
    assert await ari.get("/channels/a/variable", variable="X") == {"value": "7"}
    await ari.settle()
    assert (ari.events[-1]["variable"], ari.events[-1]["value"]) == ("X", "7")


async def test_functions_are_no_variables_that_are_told(ari: Ari) -> None:
    await ari.post(
        "/channels",
        {"variables": {"PJSIP_HEADER(add,X-Call)": "abc"}},
        endpoint="PJSIP/1@trunk",
        app="callapi",
        channelId="a",
    )
    await ari.settle()
    assert "ChannelVarset" not in {e["type"] for e in ari.events}


async def test_a_fax_comes_back_to_the_application(
    simulator: Simulator, ari: Ari, clock: FakeClock, tmp_path: Path
) -> None:
    await answered(simulator, ari, "a")
    file = tmp_path / "page.tif"
    await ari.post("/channels/a/variable", variable="FAXFILE", value=str(file))
    await ari.told()
    for extension in ("receive", "send"):
        await ari.post(
            "/channels/a/continue", context="fax", extension=extension, priority=1
        )
        assert await ari.told() == ["StasisEnd"]
        answer = await ari.ask("POST", "/ari/channels/a/play", media="sound:x")
        assert answer.status == 409
        await clock.advance(12)
        await ari.settle()
        assert ari.events[-1]["args"] == ["fax", "SUCCESS", "1", "14400", ""]
        assert await ari.told() == ["StasisStart(Up)"]
        assert file.read_bytes().startswith(b"II*\x00")


async def test_a_fax_that_cannot_be_sent_ends_the_call(
    simulator: Simulator, ari: Ari
) -> None:
    for channel, context in (("a", "fax"), ("b", "nowhere")):
        await answered(simulator, ari, channel)
        await ari.told()
        await ari.post(
            f"/channels/{channel}/continue", context=context, extension="send"
        )
        assert (await ari.told())[-1] == "ChannelDestroyed(0)"


async def test_a_hang_up_ends_a_fax(
    simulator: Simulator, ari: Ari, clock: FakeClock
) -> None:
    phone = await answered(simulator, ari, "a")
    await ari.post("/channels/a/continue", context="fax", extension="receive")
    await ari.told()
    phone.hang_up()
    assert await ari.told() == ["ChannelHangupRequest(0)", "ChannelDestroyed(0)"]
    await clock.advance(60)
    assert await ari.told() == []


async def test_a_fax_that_comes_back_to_nobody_is_hung_up(
    simulator: Simulator, ari: Ari, clock: FakeClock
) -> None:
    await answered(simulator, ari, "a")
    await ari.post("/channels/a/continue", context="fax", extension="receive")
    simulator.drop_sockets()
    await clock.advance(12)
    assert simulator.live().is_nothing


async def test_a_snoop_id_is_used_once(simulator: Simulator, ari: Ari) -> None:
    await answered(simulator, ari, "a")
    for _ in range(2):
        answer = await ari.ask(
            "POST", "/ari/channels/a/snoop", snoopId="s", app="callapi", spy="in"
        )
    assert answer.status == 500
    assert answer.body == {"message": "Snoop channel could not be created"}


async def test_a_snoop_can_be_deleted(simulator: Simulator, ari: Ari) -> None:
    await answered(simulator, ari, "a")
    await ari.post("/channels/a/snoop/s", app="callapi", spy="in", appArgs="z")
    shown = await ari.get("/channels/s")
    assert shown["name"].startswith("Snoop/a-")
    assert shown["dialplan"]["app_data"] == "callapi,z"
    await ari.told()
    await ari.delete("/channels/s")
    assert await ari.told() == ["ChannelHangupRequest(32, soft)", "StasisEnd"]
    assert simulator.live().channels == ("a",)


async def test_joining_again_is_leaving_and_joining(
    simulator: Simulator, ari: Ari
) -> None:
    await talk(simulator, ari)
    await ari.post("/bridges/talk/addChannel", channel="a")
    assert await ari.told() == ["ChannelLeftBridge", "ChannelEnteredBridge"]
    assert (await ari.get("/bridges/talk"))["channels"] == ["b", "a"]


async def test_a_leg_can_join_muted(simulator: Simulator, ari: Ari) -> None:
    _, employee = await talk(simulator, ari)
    await ari.post("/bridges/talk/addChannel", channel="a", mute="true")
    assert not employee.hears


@pytest.mark.parametrize("method", ["POST", "DELETE"])
async def test_silence_is_taken_and_heard_by_nobody(
    simulator: Simulator, ari: Ari, method: str
) -> None:
    phone = await answered(simulator, ari, "a")
    assert (await ari.ask(method, "/ari/channels/a/silence")).status == 204
    assert not phone.hears
