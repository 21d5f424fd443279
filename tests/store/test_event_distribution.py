"""Events get their places one after another, whoever distributes them."""

import asyncio
from typing import Any

import pytest

from callapi.domain.happening import Event
from callapi.metrics import Metrics
from callapi.notify.distributor import Distributor
from callapi.notify.feed import Feed, Follower, Told
from callapi.store import events
from callapi.store.pool import Pool
from tests.fakes import FakeClock

PATIENCE_S = 30.0
ACCOUNT = "insert into accounts (name) values ($1) returning id"
LINE = """
with employee as (
    insert into employees (account_id, last_name) values ($1, 'Smith') returning id
)
insert into sip_lines (number, account_id, employee_id, password, registered_at)
select '0486173', $1, id, 'secret', now() from employee
"""


async def account(pool: Pool, name: str = "Desk") -> int:
    return int(await pool.fetchval(ACCOUNT, name))


def distributor(pool: Pool, clock: FakeClock, feed: Feed | None = None) -> Distributor:
    def distributed(logged: Any) -> None:
        if feed is not None:
            feed.take(logged)

    return Distributor(pool, clock, Metrics(), distributed, lambda *_: {})


async def tell(pool: Pool, account_id: int, count: int = 1) -> None:
    for number in range(count):
        event = Event("contact_blocked", float(number), {"comment": str(number)})
        await events.append_outside(pool, account_id, event)


async def test_places_have_no_gap_and_are_given_once(
    pool: Pool, clock: FakeClock
) -> None:
    ours, theirs = await account(pool), await account(pool, "Other")
    several = [distributor(pool, clock) for _ in range(3)]

    async def distribute(it: Distributor) -> int:
        return sum([await it.distribute() for _ in range(10)])

    told, *counts = await asyncio.gather(
        tell(pool, ours, 50),
        *(distribute(it) for it in several),
        tell(pool, theirs, 20),
    )
    assert told is None
    rest = await several[0].distribute()
    assert sum(it for it in counts if it is not None) + rest == 70
    for account_id, count in ((ours, 50), (theirs, 20)):
        rows = await pool.fetch(
            "select position, body from events where account_id = $1 order by id",
            account_id,
        )
        assert [row["position"] for row in rows] == [*range(1, count + 1)]
        assert await events.find_range(pool, account_id) == (1, count)


SETTING = """
insert into notification_settings (account_id, name, event, method, url, host)
values ($1, 'ahead', 'contact_blocked', 'POST', 'http://192.0.2.1/', '192.0.2.1')
"""


async def test_what_a_wrong_clock_has_told_is_due_as_all_else(
    pool: Pool, clock: FakeClock
) -> None:
    """The node that has written it was an hour ahead."""
    account_id, now = await account(pool), clock.now()
    await pool.execute(SETTING, account_id)
    told = Event("contact_blocked", now + 3600.0, {})
    await events.append_outside(pool, account_id, told)
    assert await distributor(pool, clock).distribute() == 1
    due = await pool.fetchval("select extract(epoch from due_at) from deliveries")
    assert float(due) == pytest.approx(now)


async def test_a_line_that_is_lost_is_told(pool: Pool, clock: FakeClock) -> None:
    account_id = await account(pool)
    await pool.execute(LINE, account_id)
    await pool.execute("update sip_lines set registered_at = null")
    await pool.execute("update sip_lines set password = 'other'")
    assert await distributor(pool, clock).distribute() == 1
    [logged] = await events.list_since(pool, {account_id: 0}, 10)
    assert logged.name == "sip_line_unregistered"
    assert '"sip_phone_number":"0486173"' in logged.payload
    assert '"employee_full_name":"Smith"' in logged.payload


async def test_what_is_old_goes_and_what_waits_stays(
    pool: Pool, clock: FakeClock
) -> None:
    account_id = await account(pool)
    await tell(pool, account_id, 2)
    await distributor(pool, clock).distribute()
    await tell(pool, account_id)
    assert await events.delete_old(pool, 1000.0) == 2
    assert await pool.fetchval("select count(*) from events") == 1
    assert await events.find_range(pool, account_id) == (3, 2)


async def test_two_who_delete_what_is_old_do_not_wait_for_each_other(
    pool: Pool, clock: FakeClock
) -> None:
    await tell(pool, await account(pool), 2)
    await distributor(pool, clock).distribute()
    async with asyncio.timeout(10), pool.acquire() as db, db.transaction():
        assert await events.delete_old(db, 1000.0) == 2
        assert await events.delete_old(pool, 1000.0) == 0


async def told(feed: Feed, follower: Follower) -> list[Told]:
    async with asyncio.timeout(PATIENCE_S):
        return await feed.next(follower)


async def test_who_does_not_keep_up_is_cut_off(pool: Pool, clock: FakeClock) -> None:
    account_id = await account(pool)
    feed = Feed(pool, clock, Metrics(), per_account=2, waiting=5)
    ours = distributor(pool, clock, feed)
    await feed.open()
    async with (
        feed.follow(account_id, None) as slow,
        feed.follow(account_id, None) as quick,
    ):
        waiting = [asyncio.create_task(feed.next(it)) for it in (slow, quick)]
        async with asyncio.timeout(PATIENCE_S):
            while not (feed.is_live(slow) and feed.is_live(quick)):
                await pool.fetchval("select 1")  # meanwhile theirs is answered
        await tell(pool, account_id)
        await ours.distribute()
        assert [len(await it) for it in waiting] == [1, 1]
        for number in range(2, 8):
            await tell(pool, account_id)
            await ours.distribute()
            assert [it.position for it in await told(feed, quick)] == [number]
        [only] = await told(feed, slow)
        assert (only.name, only.position) == ("resync", None)
        assert b'"reason":"slow"' in only.sse
        assert await told(feed, slow) == []
        assert slow.is_over
        assert not quick.is_over
    await feed.close()


async def test_who_comes_back_reads_on_at_his_own_pace(
    pool: Pool, clock: FakeClock
) -> None:
    account_id = await account(pool)
    feed = Feed(pool, clock, Metrics(), per_account=2, waiting=5)
    ours = distributor(pool, clock, feed)
    await feed.open()
    await tell(pool, account_id, 20)
    await ours.distribute()
    async with feed.follow(account_id, 3) as follower:
        read = [it.position for it in await told(feed, follower)]
        assert read == [*range(4, 21)]
        next_one = asyncio.create_task(feed.next(follower))
        await tell(pool, account_id)
        await ours.distribute()
        assert [it.position for it in await next_one] == [21]
    await feed.close()
