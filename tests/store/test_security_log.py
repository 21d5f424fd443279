"""The security log: bounded, and nobody waits for it."""

from ipaddress import ip_address

import pytest

from callapi.rpc.exchange import new_log_id
from callapi.rpc.security_log import PER_SECOND, SecurityLog
from callapi.rpc.upkeep import Upkeep
from callapi.store.pool import Pool
from callapi.store.security import find_events
from tests.fakes import START, FakeClock

PEER = ip_address("192.0.2.7")


@pytest.fixture
def log(pool: Pool, clock: FakeClock) -> SecurityLog:
    return SecurityLog(pool, clock)


def note(log: SecurityLog, kind: str = "access_token_invalid", detail: str = "") -> str:
    request_id = new_log_id(START)
    log.note(kind, PEER, request_id, detail)
    return request_id


async def test_a_refusal_is_written_down(log: SecurityLog, pool: Pool) -> None:
    request_id = note(log, "method_not_found", "start\x00\udcff" + "x" * 500)
    await log.close()
    (event,) = await find_events(pool)
    assert event.kind == "method_not_found"
    assert str(event.peer) == "192.0.2.7"
    assert event.request_id == request_id
    assert event.detail == "start \ufffd" + "x" * 193
    assert event.at.timestamp() == START


async def test_it_writes_by_the_second(
    log: SecurityLog, pool: Pool, clock: FakeClock
) -> None:
    note(log)
    while not await find_events(pool):
        await clock.advance(0)
    note(log)
    while len(await find_events(pool)) < 2:
        await clock.advance(1)
    await clock.advance(5)
    note(log)
    while len(await find_events(pool)) < 3:
        await clock.advance(1)
    await log.close()


async def test_what_is_too_much_is_counted(log: SecurityLog, pool: Pool) -> None:
    for _ in range(PER_SECOND + 7):
        note(log)
    await log.close()
    *events, last = await find_events(pool)
    assert len(events) == PER_SECOND
    assert (last.kind, last.detail, last.peer) == ("dropped", "7 more", None)


async def test_a_database_that_is_gone_loses_rows_and_nothing_else(
    pool: Pool, clock: FakeClock
) -> None:
    log = SecurityLog(pool, clock)
    await pool.execute("alter table security_events rename to elsewhere")
    note(log)
    await log.close()
    await pool.execute("alter table elsewhere rename to security_events")
    note(log)
    await log.close()
    assert len(await find_events(pool)) == 1


async def test_the_oldest_rows_make_room(
    log: SecurityLog, pool: Pool, clock: FakeClock
) -> None:
    for number in range(10):
        note(log, detail=str(number))
    await log.close()
    await Upkeep(pool, clock, security_log_rows=3).round()
    assert [event.detail for event in await find_events(pool)] == ["7", "8", "9"]
