"""The orders of events that a real Asterisk 22 was seen to send."""

from callapi.simulator.server import Simulator
from tests.fakes import FakeClock
from tests.simulator.ari import Ari
from tests.simulator.calls import CONTACT, answered, bridge, created, endpoint, ring


async def test_originated_leg_that_answers(simulator: Simulator, ari: Ari) -> None:
    phone = await ring(simulator, ari, "a", appArgs="x,y")
    assert await ari.told() == [
        "Dial()",
        "Dial(RINGING)",
        "ChannelStateChange(Ringing)",
    ]
    phone.answer()
    await ari.settle()
    start = ari.events[-1]
    assert (start["args"], start["application"]) == (["x", "y"], "callapi")
    assert await ari.told() == [
        "ChannelStateChange(Up)",
        "Dial(ANSWER)",
        "StasisStart(Up)",
    ]


async def test_leg_that_we_hang_up(simulator: Simulator, ari: Ari) -> None:
    await answered(simulator, ari, "a")
    await ari.told()
    await ari.delete("/channels/a")
    assert await ari.told() == [
        "ChannelHangupRequest(32, soft)",
        "StasisEnd",
        "ChannelDestroyed(16)",
    ]


async def test_leg_in_a_bridge_that_we_hang_up(simulator: Simulator, ari: Ari) -> None:
    await answered(simulator, ari, "a")
    await bridge(ari, "b", "a")
    assert (await ari.told())[-1] == "ChannelEnteredBridge"
    await ari.delete("/channels/a")
    assert await ari.told() == [
        "ChannelHangupRequest(32, soft)",
        "ChannelLeftBridge",
        "StasisEnd",
        "ChannelDestroyed(16)",
    ]


async def test_leg_that_was_never_bridged_and_hangs_up_has_cause_0(
    simulator: Simulator, ari: Ari
) -> None:
    phone = await answered(simulator, ari, "a")
    await ari.told()
    phone.hang_up()
    assert await ari.told() == [
        "ChannelHangupRequest(0)",
        "StasisEnd",
        "ChannelDestroyed(0)",
    ]


async def test_leg_that_was_bridged_and_hangs_up_has_cause_16(
    simulator: Simulator, ari: Ari
) -> None:
    phone = await answered(simulator, ari, "a")
    await bridge(ari, "b", "a")
    await ari.told()
    phone.hang_up()
    assert await ari.told() == [
        "ChannelHangupRequest(16)",
        "ChannelLeftBridge",
        "StasisEnd",
        "ChannelDestroyed(16)",
    ]


async def test_quality_is_told_before_the_hang_up(
    simulator: Simulator, ari: Ari, clock: FakeClock
) -> None:
    await answered(simulator, ari, "a")
    await clock.advance(2)
    await ari.told()
    await ari.delete("/channels/a")
    await ari.settle()
    names = [e.get("variable", e["type"]) for e in ari.events]
    assert names[:6] == [
        "RTPAUDIOQOS",
        "RTPAUDIOQOSJITTER",
        "RTPAUDIOQOSLOSS",
        "RTPAUDIOQOSRTT",
        "RTPAUDIOQOSMES",
        "ChannelHangupRequest",
    ]
    assert "rxcount=100;" in ari.events[0]["value"]


async def test_created_leg_is_in_the_application_at_once(
    simulator: Simulator, ari: Ari
) -> None:
    await created(simulator, ari, "a")
    assert await ari.told() == ["ChannelDialplan", "StasisStart(Down)"]


async def test_created_leg_that_is_dialled_and_answers(
    simulator: Simulator, ari: Ari
) -> None:
    phone = await created(simulator, ari, "a")
    phone.behave("progress greeting")
    await ari.told()
    await ari.post("/channels/a/dial")
    assert await ari.told() == ["Dial()", "Dial(PROGRESS)"]
    phone.answer()
    assert await ari.told() == ["ChannelStateChange(Up)", "Dial(ANSWER)"]


async def test_originated_leg_that_is_busy(simulator: Simulator, ari: Ari) -> None:
    phone = await ring(simulator, ari, "a")
    await ari.told()
    phone.reject(486)
    assert await ari.told() == [
        "ChannelHangupRequest(17, 486)",
        "Dial(BUSY)",
        "ChannelDestroyed(17, 486)",
    ]


async def test_created_leg_that_is_busy(simulator: Simulator, ari: Ari) -> None:
    phone = await created(simulator, ari, "a")
    await ari.post("/channels/a/dial")
    await ari.told()
    phone.reject(486)
    assert await ari.told() == [
        "ChannelHangupRequest(17, 486)",
        "StasisEnd",
        "ChannelDestroyed(17, 486)",
    ]


async def test_originated_leg_that_nobody_answers_is_only_destroyed(
    simulator: Simulator, ari: Ari, clock: FakeClock
) -> None:
    await ring(simulator, ari, "a", timeout=30)
    await ari.told()
    await clock.advance(29.9)
    assert await ari.told() == []
    await clock.advance(0.1)
    assert await ari.told() == ["ChannelDestroyed(19, 480)"]


async def test_created_leg_that_nobody_answers(
    simulator: Simulator, ari: Ari, clock: FakeClock
) -> None:
    await created(simulator, ari, "a")
    await ari.post("/channels/a/dial", timeout=30)
    await ari.told()
    await clock.advance(30)
    assert await ari.told() == [
        "ChannelHangupRequest(32, soft)",
        "StasisEnd",
        "ChannelDestroyed(19, 480)",
    ]


async def test_dial_without_timeout_rings_for_ever(
    simulator: Simulator, ari: Ari, clock: FakeClock
) -> None:
    phone = await created(simulator, ari, "a")
    await ari.post("/channels/a/dial")
    await clock.advance(3600)
    assert phone.state == "ringing"


async def test_originated_leg_that_we_cancel(simulator: Simulator, ari: Ari) -> None:
    await ring(simulator, ari, "a")
    await ari.told()
    await ari.delete("/channels/a")
    assert await ari.told() == [
        "ChannelHangupRequest(32, soft)",
        "Dial(NOANSWER)",
        "ChannelDestroyed(16)",
    ]


async def test_created_leg_that_we_cancel(simulator: Simulator, ari: Ari) -> None:
    await created(simulator, ari, "a")
    await ari.post("/channels/a/dial")
    await ari.told()
    await ari.delete("/channels/a", reason="answered_elsewhere")
    assert await ari.told() == [
        "ChannelHangupRequest(32, soft)",
        "StasisEnd",
        "ChannelDestroyed(26)",
    ]


async def test_created_leg_that_was_never_dialled(
    simulator: Simulator, ari: Ari
) -> None:
    await created(simulator, ari, "a")
    await ari.told()
    await ari.delete("/channels/a")
    assert await ari.told() == [
        "ChannelHangupRequest(32, soft)",
        "StasisEnd",
        "ChannelHangupRequest(16, 603)",
        "ChannelDestroyed(16, 603)",
    ]


async def test_hang_up_with_a_reason_becomes_the_cause(
    simulator: Simulator, ari: Ari
) -> None:
    await answered(simulator, ari, "a")
    await ari.told()
    await ari.delete("/channels/a", reason_code=38)
    assert (await ari.told())[-1] == "ChannelDestroyed(38, 500)"


async def test_inbound_call_is_told_its_end_only_in_stasis(
    simulator: Simulator, ari: Ari
) -> None:
    phone = await simulator.call(CONTACT, "12025550100")
    await ari.settle()
    channel = ari.events[-1]["channel"]
    assert channel["caller"]["number"] == CONTACT
    assert channel["dialplan"]["exten"] == "12025550100"
    assert await ari.told() == ["StasisStart(Ring)"]
    await ari.post(f"/channels/{channel['id']}/answer")
    assert await ari.told() == ["ChannelStateChange(Up)"]
    phone.hang_up()
    assert await ari.told() == ["ChannelHangupRequest(0)", "StasisEnd"]


async def test_inbound_call_that_was_subscribed_to_is_told_to_the_end(
    simulator: Simulator, ari: Ari
) -> None:
    phone = await simulator.call(CONTACT, "12025550100")
    channel = simulator.live().channels[0]
    await ari.post(
        "/applications/callapi/subscription", eventSource=f"channel:{channel}"
    )
    await ari.told()
    phone.hang_up()
    assert await ari.told() == [
        "ChannelHangupRequest(127, 487)",
        "StasisEnd",
        "ChannelHangupRequest(127, 487, soft)",
        "ChannelDialplan",
        "ChannelDestroyed(127, 487)",
    ]


async def test_snoop_ends_with_stasis_end_only(simulator: Simulator, ari: Ari) -> None:
    phone = await answered(simulator, ari, "a")
    await ari.told()
    await ari.post("/channels/a/snoop/s", app="callapi", spy="both", whisper="out")
    assert await ari.told() == ["StasisStart(Up)"]
    phone.hang_up()
    assert await ari.told(of="s") == ["StasisEnd"]


async def test_bridge_is_told_destroyed_once_a_leg_has_ended_in_it(
    simulator: Simulator, ari: Ari
) -> None:
    await bridge(ari, "empty")
    await ari.delete("/bridges/empty")
    assert await ari.told() == []
    await answered(simulator, ari, "a")
    await bridge(ari, "used", "a")
    await ari.delete("/channels/a")
    await ari.told()
    await ari.delete("/bridges/used")
    assert await ari.told() == ["BridgeDestroyed"]


async def test_bridge_that_is_deleted_leaves_its_channels_alive(
    simulator: Simulator, ari: Ari
) -> None:
    await answered(simulator, ari, "a")
    await bridge(ari, "b", "a")
    await ari.told()
    await ari.delete("/bridges/b")
    assert await ari.told() == ["ChannelLeftBridge"]
    assert simulator.live().channels == ("a",)


async def test_connected_line_is_told_when_identities_meet(
    simulator: Simulator, ari: Ari
) -> None:
    await answered(simulator, ari, "a")
    await ari.post(
        "/channels",
        endpoint=endpoint("12025550111"),
        app="callapi",
        channelId="b",
        callerId="Bob <12025550100>",
    )
    await ari.told()
    await bridge(ari, "x", "a", "b")
    assert await ari.told() == [
        "ChannelEnteredBridge",
        "ChannelEnteredBridge",
        "ChannelConnectedLine",
    ]
    assert (await ari.get("/channels/a"))["connected"]["number"] == "12025550100"


async def test_identity_to_be_shown_survives_a_bridge_only_if_inhibited(
    simulator: Simulator, ari: Ari
) -> None:
    await ari.post(
        "/channels",
        endpoint=endpoint("12025550111"),
        app="callapi",
        channelId="a",
        callerId="A <111>",
    )
    for channel, inhibits in (("b", "false"), ("c", "true")):
        await ari.post(
            "/channels/create",
            {"variables": {"CONNECTEDLINE(all)": "Shop <222>"}},
            endpoint=endpoint(CONTACT),
            app="callapi",
            channelId=channel,
        )
        await bridge(
            ari, f"x{channel}", "a", channel, inhibitConnectedLineUpdates=inhibits
        )
        await ari.post(f"/channels/{channel}/dial")
        shown = {"b": "111", "c": "222"}[channel]
        assert simulator.phone(CONTACT).shown_caller == shown


async def test_a_timeout_that_is_no_number_is_none(
    simulator: Simulator, ari: Ari, clock: FakeClock
) -> None:
    phone = await ring(simulator, ari, "a", timeout="x")
    await clock.advance(3600)
    assert phone.state == "ringing"
