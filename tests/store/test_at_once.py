"""Two processes at the same moment: the database lets one come after the other."""

import asyncio
from dataclasses import replace

from callapi.domain.session import Session
from callapi.sessions.crowd import Crowd
from callapi.sessions.seats import Seats
from callapi.store import sessions
from callapi.store.pool import Pool
from tests.store.people import add_person
from tests.unit.domain.calls import LINE, PaperCall, direct, plan

ASLEEP = "select count(*) from pg_locks where locktype = 'advisory' and not granted"
PATIENCE_S = 10.0


async def call(pool: Pool) -> Session:
    account_id = (await add_person(pool)).account_id
    session = PaperCall(plan(), direct(LINE)).session
    return replace(session, account_id=account_id)


async def until_one_waits(pool: Pool) -> None:
    async with asyncio.timeout(PATIENCE_S):
        while not await pool.fetchval(ASLEEP):
            pass


async def test_the_last_place_is_given_once(pool: Pool) -> None:
    first = await call(pool)
    second = replace(first, id=first.id + 1)
    async with pool.acquire() as db, db.transaction():
        assert await sessions.insert(db, first, (), None, most=1)
        late = asyncio.create_task(sessions.insert(pool, second, (), None, most=1))
        await until_one_waits(pool)
    assert not await late
    assert await sessions.find(pool, second.id) is None


async def test_a_place_that_was_not_taken_is_free(pool: Pool) -> None:
    first = await call(pool)
    second = replace(first, id=first.id + 1)
    async with pool.acquire() as db:
        transaction = db.transaction()
        await transaction.start()
        assert await sessions.insert(db, first, (), None, most=1)
        late = asyncio.create_task(sessions.insert(pool, second, (), None, most=1))
        await until_one_waits(pool)
        await transaction.rollback()
    assert await late


async def test_each_direction_has_its_places(pool: Pool) -> None:
    first = await call(pool)
    other = replace(first, id=first.id + 1, direction="out")
    assert first.direction == "in"
    assert await sessions.insert(pool, first, (), None, most=1)
    assert await sessions.insert(pool, other, (), None, most=1)
    assert not await sessions.insert(
        pool, replace(first, id=first.id + 2), (), None, most=1
    )
    assert await sessions.insert(
        pool, replace(first, id=first.id + 3), (), None, most=2
    )


async def test_who_is_free_is_looked_for_by_one_at_a_time(
    pool: Pool, database: str
) -> None:
    """Two nodes, of the same account; another account waits for nobody."""
    seats = Seats(database, "callapi")  # of whom nothing is known: not alone
    has_begun, may_end, order = asyncio.Event(), asyncio.Event(), list[str]()

    async def slow() -> None:
        has_begun.set()
        await may_end.wait()
        order.append("first")

    async def fast(name: str) -> None:
        order.append(name)

    here, there = Crowd(pool, seats), Crowd(pool, seats)
    first = asyncio.create_task(here.one_by_one(1, slow()))
    await has_begun.wait()
    second = asyncio.create_task(there.one_by_one(1, fast("second")))
    await until_one_waits(pool)
    await there.one_by_one(2, fast("another account"))
    may_end.set()
    await asyncio.gather(first, second)
    assert order == ["another account", "first", "second"]


async def test_overdue_sessions_are_given_to_one_who_asks(pool: Pool) -> None:
    session = await call(pool)
    await sessions.insert(pool, session, (), 100.0)
    async with pool.acquire() as db, db.transaction():
        assert await sessions.take_overdue(db, 200.0, 300.0) == [session.id]
        assert await sessions.take_overdue(pool, 200.0, 300.0) == []  # locked
    assert await sessions.take_overdue(pool, 200.0, 300.0) == []  # given away
    assert await sessions.take_overdue(pool, 301.0, 400.0) == [session.id]
