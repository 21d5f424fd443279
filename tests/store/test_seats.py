"""Nodes among each other: who lives, and who sits where."""

import asyncio
import os
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest

from callapi.clock import SharedClock
from callapi.sessions.connection import Connection
from callapi.sessions.ears import Ears
from callapi.sessions.seats import DEAD_S, Seats, choose, is_dead
from callapi.store import nodes
from callapi.store.nodes import Node, Seat
from callapi.store.pool import Pool
from tests.fakes import FakeClock

PATIENCE_S = 15.0
SILENT = "update nodes set beat_at = now() - interval '1 minute' where id = $1"


@asynccontextmanager
async def node(database: str) -> AsyncIterator[Seats]:
    seats = Seats(database, "callapi", "north")
    await seats.open()
    seats.is_home.set()
    try:
        yield seats
    finally:
        await seats.leave()
        await seats.close()


async def until(seats: Seats, holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(PATIENCE_S):
        while not holds():
            await seats.look()


async def silent(pool: Pool, seat: int) -> int:
    """A node of another place that does not beat any more."""
    other = await nodes.join(pool, "south", "elsewhere", os.getpid())
    await nodes.take(pool, seat, other, is_own=True)
    await pool.execute(SILENT, other)
    return other


async def test_each_node_has_a_seat_of_its_own(database: str, pool: Pool) -> None:
    async with node(database) as first:
        assert (first.app, first.is_alone, first.is_first) == ("callapi", True, True)
        async with node(database) as second:
            await first.look()
            assert (second.app, second.is_first) == ("callapi-2", False)
            assert first.open_apps == second.open_apps == ("callapi", "callapi-2")
            assert not first.is_alone
            assert not second.is_alone
            assert await first.seated() == "callapi"
        await until(first, lambda: first.is_alone)
    assert await nodes.list_nodes(pool) == ()


async def test_the_seat_of_a_silent_node_is_taken(database: str, pool: Pool) -> None:
    async with node(database) as seats:
        lost = asyncio.Event()
        seats.lost = lost.set
        other = await nodes.join(pool, "south", "elsewhere", os.getpid())
        await nodes.take(pool, 2, other, is_own=True)
        await seats.look()
        assert seats.is_other(other)
        await pool.execute(SILENT, other)
        await until(seats, lambda: seats.apps == ("callapi", "callapi-2"))
        assert seats.app == "callapi"
        assert seats.open_apps == ("callapi",)
        assert not seats.is_other(other)
        assert lost.is_set()


async def test_a_new_node_takes_what_is_free_or_kept_warm(
    database: str, pool: Pool
) -> None:
    await silent(pool, 1)
    async with node(database) as first:
        assert first.app == "callapi"
        await silent(pool, 2)
        await until(first, lambda: len(first.apps) == 2)
        async with node(database) as second:
            await first.look()
            assert (first.apps, second.apps) == (("callapi",), ("callapi-2",))


async def test_who_was_given_up_begins_anew(database: str, pool: Pool) -> None:
    async with node(database) as seats:
        life, before = seats.life, seats.id
        assert await seats.alive(life)
        await nodes.remove(pool, [before])
        await until(seats, lambda: seats.life > life)
        assert not await seats.alive(life)
        assert seats.id != before
        assert seats.app == "callapi"
        assert not seats.is_home.is_set()


async def test_nodes_go_by_the_time_of_the_database(
    database: str, pool: Pool, clock: FakeClock
) -> None:
    """When they begin, and at each beat."""
    seats, shared = Seats(database, "callapi", "north"), SharedClock(clock)
    seats.hear_time = shared.hear
    await seats.open()
    for _ in range(2):
        right = await nodes.time(pool)
        assert shared.now() == pytest.approx(right, abs=PATIENCE_S)
        await clock.advance(3600.0)  # somebody sets it
        await seats.look()
    await seats.close()


async def test_the_database_may_go_and_come_back(database: str, pool: Pool) -> None:
    async with node(database) as seats:
        asking = asyncio.create_task(seats.alive(seats.life))
        assert await asking
        await pool.execute(
            "select pg_terminate_backend(pid) from pg_stat_activity"
            " where pid <> pg_backend_pid() and query like '%nodes%'"
        )
        await seats.look()  # it has come back by itself
        assert await seats.alive(seats.life)


@pytest.mark.parametrize(
    ("seats", "number"),
    [
        ([], 1),
        ([Seat(1, 7, True)], 2),
        ([Seat(2, 7, True)], 1),
        ([Seat(1, 7, True), Seat(2, 7, False)], 2),
        ([Seat(1, 7, False), Seat(2, None, False), Seat(3, 7, True)], 2),
    ],
    ids=["none", "taken", "a gap", "kept warm", "free"],
)
def test_there_are_no_more_seats_than_needed(seats: list[Seat], number: int) -> None:
    assert choose(tuple(seats)) == number


def test_of_other_places_only_the_beat_tells() -> None:
    there = Node(1, "south", "elsewhere", 2**22 + 1, 9.0, 0.1)  # no process here
    assert not is_dead(there, DEAD_S)
    assert is_dead(Node(1, "south", "elsewhere", 1, 9.0, DEAD_S + 0.1), DEAD_S)


async def test_what_could_not_be_listened_to_is_tried_again(
    database: str, pool: Pool
) -> None:
    tried, heard = list[str](), asyncio.Event()

    def hear(app: str, is_own: bool) -> list[Connection]:
        tried.append(app)
        if tried.count("callapi-2") == 1:
            raise OSError("not yet")
        if app == "callapi-2":
            heard.set()
        return []

    async with node(database) as seats:
        ears = Ears(seats, [], hear)
        await ears.open(PATIENCE_S)
        await nodes.take(pool, 2, seats.id, is_own=False)  # in place of another
        await seats.look()
        async with asyncio.timeout(PATIENCE_S):
            await heard.wait()
        await ears.leave()
        await ears.close()
    assert tried == ["callapi", "callapi-2", "callapi-2"]
