"""The log of requests: durable rows, a partition for each day (spec 6.7)."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import replace

import asyncpg
import pytest

from callapi.domain.happening import Event
from callapi.methods.result import Started
from callapi.rpc.request_log import RequestLog
from callapi.rpc.upkeep import Upkeep
from callapi.store import events
from callapi.store.pool import Pool
from callapi.store.requests import (
    drop_partitions,
    find_requests,
    insert_requests,
    make_partitions,
)
from tests.fakes import START, FakeClock
from tests.unit.rpc.exchanges import ACCOUNT, let_in

DAY_S = 86_400
PATIENCE_S = 10.0
WAITING = "select count(*) from pg_locks where pid <> $1 and not granted"
LOST = (asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError)


@pytest.fixture
async def log(pool: Pool) -> AsyncIterator[RequestLog]:
    log = RequestLog(pool)
    yield log
    await log.close()


async def partitions(pool: Pool) -> dict[str, int]:
    """Rows of each day, and of the rest."""
    rows = await pool.fetch(
        "select tableoid::regclass::text as name, count(*) from requests group by 1"
    )
    names = await pool.fetch(
        "select inhrelid::regclass::text as name from pg_inherits"
        " where inhparent = 'requests'::regclass"
    )
    return {row["name"]: 0 for row in names} | {r["name"]: r["count"] for r in rows}


async def test_what_was_written_can_be_read(log: RequestLog, pool: Pool) -> None:
    exchange = let_in("start.simple_call", {"access_token": "t", "contact": "Ж"})
    exchange.result, exchange.points = Started(77), 1
    await log.write(exchange, START + 0.25)
    (entry,) = await find_requests(pool, ACCOUNT.id)
    assert entry.id == exchange.log_id
    assert entry.params == {"access_token": "***", "contact": "Ж"}
    assert (entry.at, entry.peer) == (START, "192.0.2.7")
    assert (entry.outcome, entry.points, entry.call_session_id) == ("success", 1, 77)
    assert (entry.token_last4, entry.duration_ms) == ("h3j6", 250.0)
    assert await find_requests(pool, 77) == []


@pytest.mark.parametrize(
    "params",
    [
        b'{"external_id":"a\\u0000b"}',
        b'{"a":"\xff\\ud800"}',
        b'{"a":1e999,"b":123456789012345678901234567890}',
        b'{"a\\u0000":"\\"\\\\"}',
    ],
)
async def test_no_params_can_spoil_the_log(
    log: RequestLog, pool: Pool, params: bytes
) -> None:
    await log.write(let_in(params=params, id_=b'"a\\u0000"'), START)
    assert await pool.fetchval("select count(params) from requests") == 1


async def test_a_lost_connection_costs_one_batch_at_most(
    log: RequestLog, pool: Pool
) -> None:
    await log.write(let_in(), START)
    async with pool.acquire() as other:
        await other.execute(
            "select pg_terminate_backend(pid) from pg_stat_activity"
            " where datname = current_database() and pid <> pg_backend_pid()"
        )
    with contextlib.suppress(*LOST):
        await log.write(let_in(), START)
    await log.write(let_in(), START)
    assert await pool.fetchval("select count(*) from requests") in (2, 3)


async def test_a_connection_known_to_be_lost_is_replaced(
    log: RequestLog, pool: Pool
) -> None:
    await log.write(let_in(), START)
    assert log._connection is not None
    log._connection.terminate()
    await log.write(let_in(), START)
    assert await pool.fetchval("select count(*) from requests") == 2


async def test_a_day_whose_partition_is_just_made_loses_no_row(
    log: RequestLog, pool: Pool
) -> None:
    async with pool.acquire() as db:
        own = await db.fetchval("select pg_backend_pid()")
        async with db.transaction():
            await make_partitions(db, START)
            writing = asyncio.create_task(log.write(let_in(), START))
            async with asyncio.timeout(PATIENCE_S):
                while not await db.fetchval(WAITING, own):
                    assert not writing.done()
        await writing
    assert (await partitions(pool))["requests_20261122"] == 1


async def test_closing_a_log_that_wrote_nothing_is_fine(pool: Pool) -> None:
    await RequestLog(pool).close()


async def test_each_day_has_a_partition_made_ahead(pool: Pool) -> None:
    await make_partitions(pool, START)
    await make_partitions(pool, START)
    assert await partitions(pool) == {
        "requests_rest": 0,
        "requests_20261122": 0,
        "requests_20261123": 0,
        "requests_20261124": 0,
        "requests_20261125": 0,
    }


async def test_rows_that_came_before_their_partition_move_in(
    log: RequestLog, pool: Pool
) -> None:
    await log.write(let_in(), START)
    assert await partitions(pool) == {"requests_rest": 1}
    await make_partitions(pool, START)
    found = await partitions(pool)
    assert (found["requests_rest"], found["requests_20261122"]) == (0, 1)


async def test_old_days_are_dropped(log: RequestLog, pool: Pool) -> None:
    for days in (0, 13, 14, 20):
        await make_partitions(pool, START - days * DAY_S)
    await log.write(let_in(), START)
    old = await log_entry(log, pool, START - 14 * DAY_S)
    rest = await log_entry(log, pool, START - 400 * DAY_S)
    assert old != rest
    dropped = await drop_partitions(pool, START, keep_days=13)
    assert dropped == 5  # 20 to 17 and 14 days ago
    found = await partitions(pool)
    assert "requests_20261109" in found
    assert "requests_20261108" not in found
    assert found["requests_rest"] == 0
    assert found["requests_20261122"] == 1


async def log_entry(log: RequestLog, pool: Pool, at: float) -> str:
    await log.write(let_in(), START)
    *_, entry = await find_requests(pool, ACCOUNT.id)
    moved = replace(entry, at=at, params={})
    async with pool.acquire() as connection:
        await insert_requests(connection, [moved])
    await pool.execute("delete from requests where at = to_timestamp($1)", START)
    await log.write(let_in(), START)
    return moved.id


async def test_upkeep_goes_round_every_hour(pool: Pool, clock: FakeClock) -> None:
    upkeep = Upkeep(pool, clock, request_log_days=2)
    await upkeep.open()
    assert "requests_20261122" in await partitions(pool)
    while "requests_20261122" in await partitions(pool):
        await clock.advance(3600)
    assert clock.now() >= START + 2 * DAY_S
    await upkeep.close()


async def test_upkeep_tells_what_it_has_dropped(
    pool: Pool, clock: FakeClock, caplog: pytest.LogCaptureFixture
) -> None:
    await make_partitions(pool, START - 20 * DAY_S)
    with caplog.at_level("INFO"):
        await Upkeep(pool, clock, request_log_days=14).round()
    assert "4 days of the request log dropped" in caplog.text


async def test_upkeep_forgets_old_events(pool: Pool, clock: FakeClock) -> None:
    account_id: int = await pool.fetchval(
        "insert into accounts (name) values ('Desk') returning id"
    )
    for at in (START - 20 * DAY_S, START):
        event = Event("contact_blocked", at, {})
        await events.append_outside(pool, account_id, event)
    await pool.execute("update events set position = id, payload = '{}'")
    await Upkeep(pool, clock, request_log_days=14).round()
    assert await pool.fetchval("select count(*) from events") == 1


async def test_upkeep_that_fails_tries_again_in_an_hour(
    pool: Pool, clock: FakeClock, caplog: pytest.LogCaptureFixture
) -> None:
    upkeep = Upkeep(pool, clock)
    await upkeep.open()
    await pool.execute("alter table login_failures rename to elsewhere")
    while not caplog.records:
        await clock.advance(3600)
        await pool.execute("select 1")
    assert "upkeep failed" in caplog.text
    await pool.execute("alter table elsewhere rename to login_failures")
    await insert_failure(pool, clock.now())
    while await pool.fetchval("select count(*) from login_failures"):
        await clock.advance(3600)
    await upkeep.close()


async def insert_failure(pool: Pool, now: float) -> None:
    await pool.execute(
        "insert into login_failures (login_hash, at) values ('x', to_timestamp($1))",
        now,
    )


async def test_upkeep_that_was_not_opened_can_be_closed(
    pool: Pool, clock: FakeClock
) -> None:
    await Upkeep(pool, clock).close()


async def test_a_job_that_fails_keeps_no_other_from_its_turn(
    pool: Pool, clock: FakeClock
) -> None:
    told: asyncio.Queue[float] = asyncio.Queue()

    async def fail(_: float) -> None:
        raise ZeroDivisionError

    upkeep = Upkeep(pool, clock, jobs=[fail, told.put])
    await upkeep.open()
    assert await told.get() == START
    await upkeep.close()


async def test_upkeep_has_its_jobs_done_at_once_and_every_hour(
    pool: Pool, clock: FakeClock
) -> None:
    told: asyncio.Queue[float] = asyncio.Queue()

    async def job(now: float) -> None:
        await told.put(now)

    upkeep = Upkeep(pool, clock, jobs=[job])
    await upkeep.open()
    assert await told.get() == START
    for _ in range(2):
        while told.empty():
            await clock.advance(3600)
        assert await told.get() > START
    await upkeep.close()
