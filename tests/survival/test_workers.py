"""Several workers on one port: requests and calls do not notice that they change."""

import asyncio
import os
import signal
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
import pytest

from callapi.config import Settings
from callapi.domain.states import State
from callapi.store import nodes
from callapi.supervise import Worker
from tests.survival.conftest import Scene
from tests.survival.server import READY_S, Desk
from tests.survival.test_kill import numbers_of, talk

SERVING = '"serving http'
TALKS = 4
CLIENTS = 6


class Load:
    """Clients that ask one thing after another, on connections they keep."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self.answered = 0
        self.failures: list[str] = []
        self._is_over = False

    @asynccontextmanager
    async def on(self) -> AsyncIterator[None]:
        clients = [asyncio.create_task(self._client(place)) for place in range(CLIENTS)]
        try:
            yield
        finally:
            self._is_over = True
            await asyncio.gather(*clients)

    async def _client(self, place: int) -> None:
        contact, operator = numbers_of(200 + place)
        for number in (contact, operator):
            self._scene.simulator.phone(number).behave("answer")
        while not self._is_over:
            await self._ask(contact, operator)

    async def _ask(self, contact: str, operator: str) -> None:
        desk = self._scene.desk
        try:
            session_id = await desk.start(contact, operator)
            await desk.ask("list.calls")
            await desk.control("release.call", session_id)
        except (AssertionError, aiohttp.ClientError, OSError) as failure:
            self.failures.append(f"{type(failure).__name__}: {failure}")
        else:
            self.answered += 3


async def workers(desk: Desk) -> dict[int, int]:
    """The processes by their nodes."""
    return {node.id: node.pid for node in await nodes.list_nodes(desk.pool)}


async def until_workers(scene: Scene, *, without: set[int]) -> None:
    """Until there are two, and none of those."""

    async def are_there() -> bool:
        now = set(await workers(scene.desk))
        return len(now) == 2 and not now & without

    await scene.watch.finds(are_there, 3 * READY_S)


@pytest.mark.timeout(180)
async def test_workers_are_renewed_and_nobody_notices(scene: Scene) -> None:
    await scene.server.stop()
    scene.server.sets("CALLAPI_WORKERS", "2")
    await scene.server.start()
    talks = [await talk(scene, place) for place in range(100, 100 + TALKS)]
    before, load = set(await workers(scene.desk)), Load(scene)
    async with load.on():
        scene.server.renew()
        await until_workers(scene, without=before)
    assert load.failures == []
    assert load.answered > CLIENTS
    for place, session_id in enumerate(talks, 100):
        contact, operator = numbers_of(place)
        assert scene.simulator.phone(contact).is_hearing("leg", operator)
        assert (await scene.desk.session(session_id)).state is State.TALK
        scene.simulator.phone(contact).hang_up()
        await scene.watch.until(scene.desk, session_id, State.ENDED)
    await a_dead_worker_is_followed_by_another(scene)
    assert await scene.server.stop() == 0


async def a_dead_worker_is_followed_by_another(scene: Scene) -> None:
    contact, operator = numbers_of(110)
    session_id = await talk(scene, 110)
    node, pid = min((await workers(scene.desk)).items())
    os.kill(pid, signal.SIGKILL)
    await until_workers(scene, without={node})
    assert scene.simulator.phone(contact).is_hearing("leg", operator)
    await scene.desk.control("release.call", session_id)
    await scene.watch.until(scene.desk, session_id, State.ENDED)


@asynccontextmanager
async def taken(port: int) -> AsyncIterator[None]:
    """As soon as nobody else listens there."""
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        async with asyncio.timeout(READY_S):
            while True:
                try:
                    other.bind(("127.0.0.1", port))
                    break
                except OSError:
                    await asyncio.sleep(0)
        other.listen()
        yield


async def test_a_worker_whose_port_is_taken_tries_again(
    scene: Scene, caplog: pytest.LogCaptureFixture
) -> None:
    """It lets go of it when it has ended twice, for a pause."""
    environment = {**os.environ, **scene.environment}
    worker = Worker(Settings(port=0), environment, 1, first_pause_s=0.1)
    port = worker.listen()
    await worker.begin()
    keeping = asyncio.create_task(worker.keep())
    try:
        zeroth = await other_worker(scene, set())
        os.kill(zeroth, signal.SIGKILL)
        first = await other_worker(scene, {zeroth})
        os.kill(first, signal.SIGKILL)
        async with taken(port), asyncio.timeout(READY_S):
            while "can not listen" not in caplog.text:  # noqa: ASYNC110  # nobody tells
                await asyncio.sleep(0)
        assert await other_worker(scene, {zeroth, first})
    finally:
        keeping.cancel()
        await asyncio.gather(keeping, return_exceptions=True)
        await worker.close()


async def other_worker(scene: Scene, known: set[int]) -> int:
    """The process of a node, none of those nor the scene's own; when there is one."""

    async def others() -> set[int]:
        pids = set((await workers(scene.desk)).values())
        return pids - known - {scene.server.pid}

    return (await scene.watch.finds(others)).pop()


@pytest.mark.timeout(180)
async def test_who_is_stopped_while_he_renews_leaves_no_worker(scene: Scene) -> None:
    """The one that is followed does not end by itself."""
    await scene.server.stop()
    scene.server.sets("CALLAPI_WORKERS", "2")
    await scene.server.start()
    there = await nodes.list_nodes(scene.desk.pool)
    [first] = [node.pid for node in there if node.name.endswith("-1")]
    os.kill(first, signal.SIGSTOP)
    serving = scene.log.read_text().count(SERVING)
    scene.server.renew()
    async with asyncio.timeout(READY_S):
        while scene.log.read_text().count(SERVING) == serving:  # noqa: ASYNC110
            await asyncio.sleep(0.01)
    await scene.server.stop()
    assert not is_alive(first)


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
