"""A copy made while calls run: a server begins on it, and every session settles."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from callapi.backup import back_up, restore
from callapi.domain.states import State as S
from callapi.store.pool import open_pool
from tests.survival.conftest import Scene
from tests.survival.server import Desk, Watch
from tests.survival.test_kill import dialing, hold, numbers_of, start, talk

pytestmark = pytest.mark.timeout(300)  # servers start, on a busy machine too


@asynccontextmanager
async def restarted(scene: Scene, url: str) -> AsyncIterator[tuple[Desk, Watch]]:
    """The server on another database, and who looks at that."""
    scene.server.sets("CALLAPI_DATABASE_URL", url)
    watch = Watch()
    listener: Any = await asyncpg.connect(url)
    await listener.add_listener("step", watch.moved)
    async with await open_pool(url, 2) as pool:
        await scene.server.start()
        try:
            yield replace(scene.desk, pool=pool), watch
        finally:
            await scene.server.stop()
            await listener.close()


async def test_sessions_of_a_copy_go_on_or_end(
    scene: Scene, empty_database: str, tmp_path: Path
) -> None:
    file = tmp_path / "callapi.dump"
    over = await talk(scene, 100)
    await scene.desk.control("release.call", over)
    await scene.watch.until(scene.desk, over, S.ENDED)
    lives, held = await talk(scene, 101), await hold(scene, 102)
    gone = await talk(scene, 103)
    consulting = await dialing(scene, 104)
    coming = asyncio.create_task(_calls_meanwhile(scene))
    await back_up(scene.server.database_url, file)
    await coming
    later = await talk(scene, 105)
    await scene.server.kill()
    scene.simulator.phone(numbers_of(103)[0]).hang_up()
    assert await restore(empty_database, file) == []
    async with restarted(scene, empty_database) as (desk, watch):
        for session_id, state in ((lives, S.TALK), (held, S.HOLD)):
            assert (await desk.session(session_id)).state is state
        assert (await desk.session(consulting)).state is S.DIALING
        ended = await watch.until(desk, gone, S.ENDED)
        assert ended.finish_reason
        contact, operator = numbers_of(101)
        assert scene.simulator.phone(contact).is_hearing("leg", operator)
        assert not scene.simulator.phone(numbers_of(105)[0]).calls  # nobody knows it
        assert await desk.start(*numbers_of(106)) > later  # no id is given twice
        for session in await _unfinished(desk):
            await desk.control("release.call", session)
            await watch.until(desk, session, S.ENDED)
        for session_id in (over, lives, held, gone, consulting):
            assert await desk.terminal_events(session_id) == 1
    live = scene.simulator.live()
    assert (live.channels, live.bridges, live.playbacks) == ((), (), ())


async def _calls_meanwhile(scene: Scene) -> None:
    for place in range(110, 113):
        session_id = await start(scene, place, S.TALK)
        await scene.desk.control("release.call", session_id)


async def _unfinished(desk: Desk) -> list[int]:
    rows = await desk.pool.fetch(
        "select id from call_sessions where finished_at is null order by id"
    )
    return [row["id"] for row in rows]
