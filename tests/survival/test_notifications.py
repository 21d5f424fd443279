"""kill -9 at any point: every event is delivered, at least once and in order."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from aiohttp import web

from callapi.domain.states import State
from callapi.store.pool import Pool
from tests.api.receiver import Receiver, Request, receiver
from tests.api.world import VIRTUAL
from tests.survival.conftest import Scene

pytestmark = pytest.mark.timeout(300)  # servers start, on a busy machine too

LEASE = "update deliveries set due_at = now() where due_at is not null"
NOTIFY = """
insert into notification_settings (account_id, name, event, url, host)
select account_id, $2, $2, $1, 'here:1' from virtual_numbers where number = $3
"""
EVENTS = ("out_call_session", "leg_answered", "talk_started", "call_session_finished")


@pytest.fixture
async def target() -> AsyncIterator[Receiver]:
    async with receiver() as it:
        yield it


async def notify(scene: Scene, url: str) -> None:
    for event in EVENTS:
        await scene.desk.pool.execute(NOTIFY, url, event, VIRTUAL)


async def begin(scene: Scene, count: int, before: int = 0) -> list[int]:
    """Calls whose parties talk."""
    sessions = []
    for place in range(before, before + count):
        contact, operator = f"12025556{place:03d}", f"12025557{place:03d}"
        for number in (contact, operator):
            scene.simulator.phone(number).behave("answer")
        sessions.append(await scene.desk.start(contact, operator))
    for session_id in sessions:
        await scene.watch.until(scene.desk, session_id, State.TALK)
    return sessions


async def end(scene: Scene, sessions: list[int]) -> None:
    for session_id in sessions:
        await scene.desk.control("release.call", session_id)
    for session_id in sessions:
        await scene.watch.until(scene.desk, session_id, State.ENDED)


async def until_all_are_sent(pool: Pool) -> None:
    """What the dead process had begun is due at once: a test need not wait for it."""
    waiting = "select (select count(*) from events where position is null)"
    waiting += " + (select count(*) from deliveries where finished_at is null)"
    async with asyncio.timeout(30):
        while await pool.fetchval(waiting):
            await pool.execute(LEASE)


def assert_all_told(target: Receiver, sessions: list[int]) -> None:
    for event in EVENTS:
        times = 2 if event == "leg_answered" else 1
        told = [it.json for it in target.requests if of(it) == event]
        for session_id in sessions:
            own = {it["event_id"] for it in told if it["call_session_id"] == session_id}
            assert len(own) == times, (event, session_id)


def of(request: Request) -> str:
    return request.headers["X-Notification-Event"]


@pytest.mark.timeout(120)
async def test_what_was_being_sent_is_sent_again(
    scene: Scene, target: Receiver
) -> None:
    scene.server.sets("CALLAPI_ALLOW_PRIVATE_TARGETS", "true")
    await scene.server.stop()
    await scene.server.start()
    held = asyncio.Event()

    async def holds(_: Request) -> web.Response:
        if len(target.requests) > 1:  # who has answered is sent several at a time
            await held.wait()
        return web.Response()

    target.answer = holds
    await notify(scene, target.url)
    sessions = await begin(scene, 10)
    await target.got(4)
    await scene.server.kill()
    target.accepts()
    held.set()
    await scene.server.start()
    await end(scene, sessions)
    await until_all_are_sent(scene.desk.pool)
    assert_all_told(target, sessions)


@pytest.mark.timeout(120)
async def test_what_was_written_by_the_dead_is_told_by_the_next(
    scene: Scene, target: Receiver
) -> None:
    """Killed again and again, at moments nobody has chosen."""
    scene.server.sets("CALLAPI_ALLOW_PRIVATE_TARGETS", "true")
    await notify(scene, target.url)
    sessions: list[int] = []
    for _ in range(2):
        await scene.server.kill()
        await scene.server.start()
        sessions += await begin(scene, 3, len(sessions))
    await scene.server.kill()
    await scene.server.start()
    await end(scene, sessions)
    await until_all_are_sent(scene.desk.pool)
    assert_all_told(target, sessions)
    for session_id in sessions:
        own = [
            it.json["event_seq"]
            for it in target.requests
            if it.json["call_session_id"] == session_id and of(it) == "leg_answered"
        ]
        assert list(dict.fromkeys(own)) == sorted(set(own))
