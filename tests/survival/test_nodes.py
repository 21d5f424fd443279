"""Two nodes on one database: each does for the other, and for the other's calls."""

import asyncio
import time

import pytest

from callapi.domain.session import Role, Session
from callapi.domain.states import State
from callapi.store import nodes
from tests.api.world import LINE, PLAIN
from tests.fakes import Noticed
from tests.survival.conftest import Scene
from tests.survival.server import READY_S, SETTLE_S, Desk
from tests.survival.test_kill import LONG, in_all_states, numbers_of, talk

pytestmark = pytest.mark.timeout(120)  # servers are begun and ended in each

WAITING = """
select array[
    count(*) filter (where finished_at is null and numbers_in_use <> '{}'),
    count(*) filter (where finished_at is not null)
]
from call_sessions
"""
MOBILE = "12025550151"  # the second number of who has LINE
NOTICE_S = 3.0  # what is promised


async def node_of(desk: Desk, session_id: int) -> int:
    """The node that hears of the session's calls."""
    app = (await desk.session(session_id)).app
    number = int(app.rpartition("-")[2]) if "-" in app else 1
    seats = await nodes.list_seats(desk.pool)
    [node] = [seat.node_id for seat in seats if seat.number == number]
    assert node is not None
    return node


def legs(session: Session) -> set[Role]:
    return {leg.role for leg in session.live}


async def names(desk: Desk) -> list[str]:
    """Of all events from the account's first on, until a call is over."""
    told = []
    url = f"{desk.server.url}/events?last_event_id=0"
    key = {"Authorization": f"Bearer {desk.keys.own}"}
    async with asyncio.timeout(2 * READY_S), desk.http.get(url, headers=key) as stream:
        async for line in stream.content:
            field, _, value = line.decode().strip().partition(": ")
            if field == "event":
                told.append(value)
            if value == "call_session_finished":
                break
    return told


async def test_a_command_is_good_at_any_node(scene: Scene) -> None:
    """Begun at one node, moved by the other; what happens is told to the first.

    Those who follow events are told the same by both.
    """
    other = scene.at(await scene.another())
    followers = [asyncio.create_task(names(desk)) for desk in (scene.desk, other)]
    session_id = await talk(scene, 100)
    contact, operator = numbers_of(100)
    third = "12025554100"
    await other.control("hold.call", session_id, contact_message=LONG)
    await scene.simulator.phone(contact).hears_source("file")
    scene.simulator.phone(third).behave("by_hand")
    await other.control("make.call", session_id, to=third, to_message=LONG)
    await scene.simulator.phone(third).rings()
    scene.simulator.phone(third).answer()
    await scene.watch.until(other, session_id, State.BRIEFING_THIRD)
    await other.control("restore.talk", session_id)
    coach = "12025554101"
    await scene.simulator.phone(contact).hears_source("leg", operator)
    scene.simulator.phone(coach).behave("answer")
    await other.control("add.coach", session_id, phone_number=coach)
    await scene.simulator.phone(coach).hears_source("leg", contact)
    await other.control("record.call", session_id, action="on")
    scene.simulator.phone(contact).hang_up()
    await scene.watch.until(other, session_id, State.ENDED)
    here, there = await asyncio.gather(*followers)
    assert here == there
    await assert_nothing_is_left(scene, {"call": session_id})


async def test_a_loop_begun_at_one_node_is_ended_at_the_other(scene: Scene) -> None:
    """Who began it is told that it is over, and does not begin it again."""
    other = scene.at(await scene.another())
    session_id = await talk(scene, 100)
    contact, operator = numbers_of(100)
    phone = scene.simulator.phone(contact)
    for _ in range(3):
        await scene.desk.control("hold.call", session_id, contact_message=LONG)
        await phone.hears_source("file")
        await other.control("unhold.call", session_id)
        await phone.hears_source("leg", operator)
        assert not phone.is_hearing("file")
    await other.control("release.call", session_id)
    await scene.watch.until(other, session_id, State.ENDED)
    await assert_nothing_is_left(scene, {"call": session_id})


async def test_the_calls_of_a_dead_node_are_anothers(scene: Scene) -> None:
    begun = await in_all_states(scene)
    other = scene.at(await scene.another())
    node = await node_of(scene.desk, begun["talk"])
    killed = time.monotonic()
    await scene.server.kill()
    await scene.watch.until_taken(other, node)
    assert time.monotonic() - killed < NOTICE_S
    contact, operator = numbers_of(109)
    assert scene.simulator.phone(contact).is_hearing("leg", operator)
    scene.simulator.phone(contact).hang_up()
    await scene.watch.until(other, begun["talk"], State.ENDED, within_s=SETTLE_S)
    await assert_nothing_is_left(scene, begun)


async def test_who_was_frozen_leaves_alone_what_he_has_lost(scene: Scene) -> None:
    talking, hanging_up = await talk(scene, 100), await talk(scene, 101)
    server = await scene.another()
    other = scene.at(server)
    node = await node_of(scene.desk, talking)
    frozen = time.monotonic()
    scene.server.freeze()
    scene.simulator.phone(numbers_of(101)[0]).hang_up()
    await scene.watch.until_taken(other, node)
    assert time.monotonic() - frozen < NOTICE_S
    await scene.watch.until(other, hanging_up, State.ENDED, within_s=SETTLE_S)
    await other.control("hold.call", talking, contact_message=LONG)
    scene.server.thaw()
    third = await talk(scene, 102)  # it is a node again, and begins calls
    assert (await other.session(talking)).state is State.HOLD
    await assert_nothing_is_left(
        scene, {"hold": talking, "ended": hanging_up, "third": third}
    )


async def test_calls_come_in_while_there_is_a_node(scene: Scene) -> None:
    scene.simulator.phone(LINE).behave("by_hand")
    await scene.another()
    await scene.server.kill()
    for times, caller in enumerate(("12025552190", "12025552191"), 1):
        await scene.simulator.call(caller, PLAIN)
        await scene.simulator.phone(LINE).rings(times)
        scene.simulator.phone(caller).hang_up()
        await until_waiting(scene, 0, times)
    await assert_nothing_is_left(scene, {})


async def test_a_dialplan_that_was_read_anew_is_told_of_nodes(scene: Scene) -> None:
    network = scene.simulator.network
    scene.simulator.phone(LINE).behave("by_hand")
    network.globals = noticed = Noticed()
    async with asyncio.timeout(READY_S):
        await noticed.put.wait()
    assert noticed == {"CALLAPI_APPS": "callapi"}
    await scene.simulator.call("12025552192", PLAIN)
    await scene.simulator.phone(LINE).rings()
    scene.simulator.phone("12025552192").hang_up()


async def test_no_one_too_many_at_once(scene: Scene) -> None:
    """Both nodes are asked at the same moment, and the last place is given once."""
    await scene.desk.pool.execute(
        "update accounts set max_in_calls = 3, max_out_calls = 3"
    )
    other = scene.at(await scene.another())

    desks = [scene.desk, other] * 5
    begun = await asyncio.gather(
        *(desk.start(*numbers_of(place)) for place, desk in enumerate(desks, 100)),
        return_exceptions=True,
    )
    refused = [it for it in begun if isinstance(it, BaseException)]
    assert len(refused) == 7
    assert all("limit_exceeded" in str(it) for it in refused)


async def test_a_number_is_rung_by_one_of_those_who_call_at_once(scene: Scene) -> None:
    """They come in at different nodes, and all find both numbers free."""
    await scene.another()
    phones = [scene.simulator.phone(number) for number in (LINE, MOBILE)]
    for phone in phones:
        phone.behave("by_hand")
    for n in range(190, 196):
        await scene.simulator.call(f"12025552{n}", PLAIN)
    await until_waiting(scene, 2, 4)
    assert [len(phone.calls) for phone in phones] == [1, 1]
    apps = await scene.desk.pool.fetch("select distinct app from call_sessions")
    assert {row["app"] for row in apps} == {"callapi", "callapi-2"}


async def until_waiting(scene: Scene, waiting: int, ended: int) -> None:
    """Until so many sessions use a number, and so many are over."""

    async def are_so() -> bool:
        found = await scene.desk.pool.fetchval(WAITING)
        return bool(found == [waiting, ended])

    await scene.watch.finds(are_so)


async def assert_nothing_is_left(scene: Scene, begun: dict[str, int]) -> None:
    """All are ended by whoever is there, each once."""
    up = [it for it in (scene.server, *scene.others) if it.is_up]
    desk = scene.at(up[0])
    unfinished = await desk.pool.fetch(
        "select id from call_sessions where finished_at is null"
    )
    for row in unfinished:
        await desk.control("release.call", row["id"])
    for row in unfinished:
        await scene.watch.until(desk, row["id"], State.ENDED)
    for name, session_id in begun.items():
        assert await desk.terminal_events(session_id) == 1, name
    for server in reversed(up):
        assert await server.stop() == 0
    live = scene.simulator.live()
    assert (live.channels, live.bridges, live.playbacks) == ((), (), ())
