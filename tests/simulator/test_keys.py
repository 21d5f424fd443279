"""Keys: pressed on phones, and sent to them."""

import pytest

from callapi.simulator.server import Simulator
from tests.fakes import FakeClock
from tests.simulator.ari import Ari
from tests.simulator.calls import EMPLOYEE, answered, bridge, ring, talk


async def test_a_key_is_told_and_reaches_the_peer(
    simulator: Simulator, ari: Ari
) -> None:
    contact, employee = await talk(simulator, ari)
    employee.press("12#")
    await ari.settle()
    assert ari.events[0]["digit"] == "1"
    assert ari.events[0]["duration_ms"] == 100
    assert await ari.told(of="b") == [
        "ChannelDtmfReceived(1)",
        "ChannelDtmfReceived(2)",
        "ChannelDtmfReceived(#)",
    ]
    assert contact.keys == "12#"
    assert employee.keys == ""
    assert contact.has_heard("dtmf", "2")


async def test_a_plain_mixing_bridge_swallows_keys_but_hands_them_on(
    simulator: Simulator, ari: Ari
) -> None:
    contact = await answered(simulator, ari, "a")
    employee = await answered(simulator, ari, "b", EMPLOYEE)
    await bridge(ari, "x", "a", type="mixing")
    await ari.told()
    contact.press("1")
    assert await ari.told() == ["ChannelDtmfReceived(1)"]
    await ari.post("/bridges/x/addChannel", channel="b")
    await ari.told()
    contact.press("2")
    assert await ari.told() == []
    assert employee.keys == "2"
    await ari.post("/channels/a/play/p", media="tone:ring")
    await ari.told()
    contact.press("3")
    assert await ari.told() == ["ChannelDtmfReceived(3)"]


async def test_absorbed_keys_do_not_reach_the_peer(
    simulator: Simulator, ari: Ari
) -> None:
    contact = await answered(simulator, ari, "a")
    employee = await answered(simulator, ari, "b", EMPLOYEE)
    await bridge(ari, "x", "a", "b", absorbDTMF="true")
    await ari.told()
    contact.press("5")
    assert employee.keys == ""
    assert await ari.told() == ["ChannelDtmfReceived(5)"]


async def test_keys_of_a_phone_not_yet_answered_are_lost(
    simulator: Simulator, ari: Ari
) -> None:
    phone = await ring(simulator, ari, "a")
    await ari.told()
    phone.press("1")
    assert await ari.told() == []


async def test_only_keys_of_a_telephone_can_be_pressed(
    simulator: Simulator, ari: Ari
) -> None:
    phone = await answered(simulator, ari, "a")
    with pytest.raises(ValueError, match="'x'"):
        phone.press("x")


async def test_sent_keys_arrive_one_after_another(
    simulator: Simulator, ari: Ari, clock: FakeClock
) -> None:
    phone = await answered(simulator, ari, "a")
    await ari.post(
        "/channels/a/dtmf", dtmf="98w7", before=500, between=200, duration=100
    )
    seen = []
    for _ in range(9):
        await clock.advance(0.2)
        seen.append(phone.keys)
    assert seen == ["", "", "9", "98", "98", "98", "98", "987", "987"]


async def test_a_key_without_a_wait_is_there_at_once(
    simulator: Simulator, ari: Ari
) -> None:
    phone = await answered(simulator, ari, "a")
    await ari.post("/channels/a/dtmf", dtmf="5")
    await phone.receives_keys("5")


async def test_a_play_waits_for_the_keys_and_the_keys_for_a_play(
    simulator: Simulator, ari: Ari, clock: FakeClock
) -> None:
    phone = await answered(simulator, ari, "a")
    await ari.told()
    await ari.post("/channels/a/dtmf", dtmf="12", between=100, duration=100, after=300)
    await ari.post("/channels/a/play/p", media="sound:hello-world")
    await ari.post("/channels/a/dtmf", dtmf="?!3")
    await clock.advance(0.59)
    assert await ari.told() == []
    await clock.advance(0.02)
    assert await ari.told() == ["PlaybackStarted(p playing)"]
    assert phone.keys == "12"
    await clock.advance(2)
    assert phone.keys == "123"


async def test_a_hang_up_ends_the_sending(
    simulator: Simulator, ari: Ari, clock: FakeClock
) -> None:
    phone = await answered(simulator, ari, "a")
    await ari.post("/channels/a/dtmf", dtmf="12345")
    await ari.post("/channels/a/dtmf", dtmf="6")
    await clock.advance(0.3)
    await ari.delete("/channels/a")
    await clock.advance(5)
    assert phone.keys == "12"
