"""Websockets: who gets which events, and what happens without one."""

from typing import Any

import aiohttp

from callapi.simulator.server import Simulator
from tests.fakes import FakeClock
from tests.simulator.ari import Ari, headers
from tests.simulator.calls import answered, created, endpoint, ring


async def test_events_are_dropped_while_nobody_listens(
    simulator: Simulator, ari: Ari, clock: FakeClock
) -> None:
    phone = await answered(simulator, ari, "a")
    await ari.told()
    simulator.drop_sockets()
    await ari.is_closed.wait()
    assert ari.close_code == 1006
    phone.press("1")
    await ari.listen()
    phone.press("2")
    assert await ari.told() == ["ChannelDtmfReceived(2)"]


async def test_an_originated_leg_that_answers_unheard_is_hung_up(
    simulator: Simulator, ari: Ari
) -> None:
    phone = await ring(simulator, ari, "a")
    simulator.drop_sockets()
    phone.answer()
    await phone.ends()
    assert simulator.live().is_nothing


async def test_a_leg_created_for_nobody_is_gone_at_once(
    simulator: Simulator, silent_ari: Ari
) -> None:
    await created(simulator, silent_ari, "a")
    assert simulator.live().is_nothing


async def test_a_snoop_for_nobody_is_gone_at_once(
    simulator: Simulator, ari: Ari
) -> None:
    await answered(simulator, ari, "a")
    await ari.post("/channels/a/snoop/s", app="unknown", spy="in")
    assert simulator.live().channels == ("a",)


async def test_a_second_socket_takes_the_application_over(
    simulator: Simulator, ari: Ari
) -> None:
    async with aiohttp.ClientSession(headers=headers()) as http:
        second = Ari(simulator.url, http)
        await second.listen()
        await answered(simulator, second, "a")
        assert (await second.told())[-1] == "StasisStart(Up)"
        assert [e["type"] for e in ari.events] == ["ApplicationReplaced"]
        assert not ari.is_closed.is_set()
        await ari.stop()
        await answered(simulator, second, "b")
        assert (await second.told())[-1] == "StasisStart(Up)"
        await second.stop()


async def test_one_socket_can_serve_several_applications(
    simulator: Simulator, silent_ari: Ari
) -> None:
    await silent_ari.listen("app=callapi,other")
    await silent_ari.post(
        "/channels", endpoint=endpoint("12025550111"), app="other", channelId="a"
    )
    await silent_ari.settle()
    assert {e["application"] for e in silent_ari.events} == {"other"}
    names = [app["name"] for app in await silent_ari.get("/applications")]
    assert names == ["callapi", "other"]


async def test_who_subscribes_to_all_hears_of_all(
    simulator: Simulator, silent_ari: Ari
) -> None:
    await silent_ari.listen("app=callapi&subscribeAll=true")
    await silent_ari.post(
        "/channels", endpoint=endpoint("12025550111"), app="other", channelId="a"
    )
    told = await silent_ari.told()
    assert told[:2] == ["Dial()", "ChannelStateChange(Up)"]
    assert "StasisStart(Up)" not in told


async def test_subscriptions_come_and_go(simulator: Simulator, ari: Ari) -> None:
    await simulator.call("12025550143", "12025550100")
    source = f"channel:{simulator.live().channels[0]}"
    path = "/applications/callapi/subscription"
    await ari.post("/bridges", bridgeId="b")
    shown = await ari.post(path, eventSource=f"{source},bridge:b,endpoint:PJSIP/trunk")
    assert shown["channel_ids"] == [source.removeprefix("channel:")]
    assert shown["bridge_ids"] == ["b"]
    assert shown["endpoint_ids"] == ["PJSIP/trunk"]
    for _ in range(2):
        await ari.delete(path, eventSource=source)
    answer = await ari.ask("DELETE", "/ari" + path, eventSource=source)
    assert answer.status == 422


async def test_an_event_filter_thins_the_stream(simulator: Simulator, ari: Ari) -> None:
    async def filter_events(body: dict[str, Any]) -> Any:
        path = "/ari/applications/callapi/eventFilter"
        return (await ari.ask("PUT", path, body)).body

    shown = await filter_events({"disallowed": [{"type": "ChannelDialplan"}]})
    assert shown["events_disallowed"] == [{"type": "ChannelDialplan"}]
    await created(simulator, ari, "a")
    assert await ari.told() == ["StasisStart(Down)"]
    allowed = [{"type": "ChannelUserevent"}, {"type": "StasisStart"}]
    await filter_events({"allowed": allowed})
    await answered(simulator, ari, "b")
    assert await ari.told() == ["StasisStart(Up)"]
    await filter_events({"disallowed": [{"type": "StasisStart"}]})
    await answered(simulator, ari, "c")
    assert "StasisStart(Up)" not in await ari.told()
    assert (await ari.get("/applications/callapi"))["events_allowed"] == []


async def test_an_unsubscribed_application_hears_nothing_of_others(
    simulator: Simulator, ari: Ari
) -> None:
    async with aiohttp.ClientSession(headers=headers()) as http:
        other = Ari(simulator.url, http, app="other")
        await other.listen()
        await answered(simulator, ari, "a")
        assert await other.told() == []
        await other.stop()
