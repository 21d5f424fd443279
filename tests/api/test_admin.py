"""/metrics and /health: for those who run the server, off the public address."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from prometheus_client.parser import text_string_to_metric_families

from callapi.embedded import Servers
from tests.api.world import PATIENCE_S, World
from tests.api.worlds import other_world
from tests.conftest import Administrator, Filled
from tests.fakes import turn_loop


@pytest.fixture(scope="module")
async def world(
    servers: Servers, administrator: Administrator, filled: Filled
) -> AsyncIterator[World]:
    async with other_world(servers, administrator, filled, admin_port=0) as it:
        yield it


async def metrics(world: World) -> dict[str, float]:
    """Sample name with its labels in order -> value."""
    url = f"http://127.0.0.1:{world.app.admin_port}/metrics"
    async with world.http.get(url) as answer:
        assert answer.status == 200
        text = await answer.text()
    return {
        " ".join([sample.name, *sample.labels.values()]): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


async def test_requests_points_and_sessions_are_counted(world: World) -> None:
    before = await metrics(world)
    await world.talk()
    await world.fails("hold.call", call_session_id=1)
    after = await metrics(world)

    def grown(name: str) -> float:
        return after.get(name, 0.0) - before.get(name, 0.0)

    assert grown("callapi_requests_total start.simple_call success") == 1
    assert grown("callapi_requests_total hold.call required_parameter_missed") == 1
    assert grown("callapi_points_total") == 1
    assert grown("callapi_sessions talk") == 1
    assert grown("callapi_legs simulator") == 2
    assert grown("callapi_session_steps_total talk") == 1
    assert grown("callapi_switch_events_total StasisStart") == 2
    assert after["callapi_part_up database"] == 1


async def test_trunks_that_answer_are_told_from_those_that_do_not(
    world: World,
) -> None:
    world.simulator.network.silent_trunks.add("trunk-dead")
    await world.pool.execute(
        "insert into trunks (name, host)"
        " values ('alive', '192.0.2.1'), ('dead', '192.0.2.2')"
    )
    up = "callapi_trunk_up simulator"
    await shows_trunks(world, {f"{up} alive": 1.0, f"{up} dead": 0.0})
    await world.pool.execute("delete from trunks")
    await shows_trunks(world, {})


async def shows_trunks(world: World, wanted: dict[str, float]) -> None:
    async with asyncio.timeout(PATIENCE_S):
        while True:
            shown = await metrics(world)
            trunks = {key: shown[key] for key in shown if "trunk_up" in key}
            if trunks == wanted:
                return
            await turn_loop()


async def test_health_tells_of_each_part(world: World) -> None:
    base = f"http://127.0.0.1:{world.app.admin_port}"
    async with world.http.get(f"{base}/health") as answer:
        assert answer.status == 200
        assert await answer.json() == {
            "ready": True,
            "parts": {"database": "up", "redis": "up", "switch": "up"},
        }
    async with world.http.get(f"{base}/health/live") as answer:
        assert await answer.json() == {"live": True}


async def test_the_public_address_shows_neither(world: World) -> None:
    for path in ("/metrics", "/health"):
        async with world.http.get(f"{world.app.url}{path}") as answer:
            assert answer.status == 404
