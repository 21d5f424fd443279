"""Faults that a test can order."""

import asyncio
from pathlib import Path

import aiohttp
import pytest

from callapi.simulator.server import Simulator
from tests.fakes import FakeClock
from tests.simulator.ari import PASSWORD, Ari, headers
from tests.simulator.calls import answered, bridge, created, ring, talk


async def test_requests_can_be_refused_for_a_while(
    simulator: Simulator, ari: Ari
) -> None:
    simulator.refuse("/channels", 503, method="POST", times=1)
    path = "/ari/channels"
    query = {"endpoint": "PJSIP/0486173", "app": "callapi"}
    assert (await ari.ask("GET", path)).status == 200
    assert (await ari.ask("POST", path, **query)).status == 503
    assert (await ari.ask("POST", path, **query)).status == 200
    simulator.refuse("/bridges", 500)
    for _ in range(3):
        assert (await ari.ask("GET", "/ari/bridges")).status == 500
    simulator.behave_again()
    assert (await ari.ask("GET", "/ari/bridges")).status == 200


async def test_requests_can_be_slow(tmp_path: Path) -> None:
    clock = WatchedClock()
    async with (
        Simulator(clock, password=PASSWORD, spool=tmp_path) as simulator,
        aiohttp.ClientSession(headers=headers()) as http,
    ):
        ari = Ari(simulator.url, http)
        simulator.delay(2)
        request = asyncio.create_task(ari.ask("GET", "/ari/channels"))
        await clock.slept.wait()
        assert (await ari.ask("GET", "/simulator/live")).status == 200
        assert not request.done()
        await clock.advance(2)
        assert (await request).status == 200


class WatchedClock(FakeClock):
    """Says when somebody begins to wait."""

    def __init__(self) -> None:
        super().__init__()
        self.slept = asyncio.Event()

    async def sleep(self, seconds: float) -> None:
        self.slept.set()
        await super().sleep(seconds)


async def test_a_crash_ends_all_calls_without_a_word(
    simulator: Simulator, ari: Ari, clock: FakeClock
) -> None:
    contact, employee = await talk(simulator, ari)
    await ring(simulator, ari, "c", "12025550101")
    await ari.post("/channels/a/play", media="sound:hello-world")
    await ari.post("/bridges/talk/record", name="r", format="wav", maxDurationSeconds=9)
    await ari.told()
    url = simulator.url
    await simulator.restart()
    await ari.is_closed.wait()
    assert simulator.url == url
    assert simulator.live().is_nothing
    for phone in (contact, employee):
        await phone.ends()
    await clock.advance(60)
    assert await ari.get("/channels") == []
    assert await ari.get("/applications") == []
    await ari.listen()
    assert await ari.told() == []


async def test_a_closed_simulator_cannot_be_reached_until_it_starts_again(
    simulator: Simulator, ari: Ari
) -> None:
    await answered(simulator, ari, "a")
    await simulator.close()
    await simulator.close()
    with pytest.raises(aiohttp.ClientConnectionError):
        await ari.get("/channels")
    await simulator.start()
    assert [c["id"] for c in await ari.get("/channels")] == ["a"]


async def test_created_legs_can_come_in_late(
    simulator: Simulator, ari: Ari, clock: FakeClock
) -> None:
    simulator.delay_entries(0.05)
    await created(simulator, ari, "a")
    await bridge(ari, "b")
    for path in ("/ari/bridges/b/addChannel", "/ari/channels/a/dial"):
        assert (await ari.ask("POST", path, channel="a")).status in (409, 422)
    await clock.advance(0.05)
    assert await ari.told() == ["ChannelDialplan", "StasisStart(Down)"]
    await ari.post("/bridges/b/addChannel", channel="a")
    simulator.behave_again()
    await created(simulator, ari, "c")
    await ari.post("/channels/c/dial")
