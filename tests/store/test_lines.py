"""SIP lines as the switches have to know them: who may register, and who has."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine

import pytest

from callapi.store import lines
from callapi.store.lines import Line
from callapi.store.listening import Listening
from callapi.store.pool import Pool
from tests.fakes import FakeClock
from tests.rows import add_account, add_employee, add_number

PATIENCE_S = 30.0
ANN, BOB = "0486173", "0486174"


class Ear:
    """Counts what was heard of."""

    def __init__(self) -> None:
        self.times = 0
        self.heard = asyncio.Event()

    def hear(self, _: str) -> None:
        self.times += 1
        self.heard.set()

    async def next(self) -> None:
        async with asyncio.timeout(PATIENCE_S):
            await self.heard.wait()
        self.heard.clear()


async def add_line(pool: Pool, number: str, *, is_active: bool = True) -> int:
    """A line and its entry among the numbers of an employee of its own."""
    account = await pool.fetchval("select id from accounts") or await add_account(pool)
    employee = await add_employee(pool, account, f"Owner of {number}")
    return await add_number(pool, account, employee, number, is_active=is_active)


@pytest.fixture
async def two_lines(pool: Pool) -> None:
    await add_line(pool, ANN)
    await add_line(pool, BOB)


async def registrations(pool: Pool) -> dict[str, bool]:
    rows = await pool.fetch("select number, is_registered from sip_lines")
    return {row["number"]: row["is_registered"] for row in rows}


@pytest.mark.usefixtures("two_lines")
async def test_lines_of_all_accounts_are_listed_with_their_passwords(
    pool: Pool,
) -> None:
    assert await lines.list_lines(pool) == [
        Line(ANN, "secret"),
        Line(BOB, "secret"),
    ]
    assert "secret" not in repr(await lines.list_lines(pool))


@pytest.mark.parametrize(
    "change",
    [
        f"update sip_lines set is_active = false where number = '{BOB}'",
        f"update employee_numbers set is_active = false where number = '{BOB}'",
        f"delete from sip_lines where number = '{BOB}'",
        f"delete from employees where last_name = 'Owner of {BOB}'",
    ],
)
@pytest.mark.usefixtures("two_lines")
async def test_who_may_not_register_is_not_listed(pool: Pool, change: str) -> None:
    await pool.execute(change)
    assert [line.number for line in await lines.list_lines(pool)] == [ANN]


@pytest.mark.usefixtures("two_lines")
async def test_a_registration_is_known_with_its_time(pool: Pool) -> None:
    await lines.note_registrations(pool, "one", {ANN: True, BOB: False})
    assert await registrations(pool) == {ANN: True, BOB: False}
    query = f"select registered_at from sip_lines where number = '{ANN}'"
    since = await pool.fetchval(query)
    await lines.note_registrations(pool, "one", {ANN: True})
    assert await pool.fetchval(query) == since
    await lines.note_registrations(pool, "one", {ANN: False})
    assert await pool.fetchval(query) is None
    assert await registrations(pool) == {ANN: False, BOB: False}


@pytest.mark.usefixtures("two_lines")
async def test_a_line_is_registered_while_any_switch_has_it(pool: Pool) -> None:
    await lines.note_registrations(pool, "one", {ANN: True, BOB: True})
    await lines.note_registrations(pool, "two", {ANN: True, BOB: False})
    await lines.forget_registrations(pool, "one")
    assert await registrations(pool) == {ANN: True, BOB: False}
    await lines.forget_other_switches(pool, ["one"])
    assert await registrations(pool) == {ANN: False, BOB: False}


@pytest.mark.usefixtures("two_lines")
async def test_of_a_line_that_is_none_of_ours_nothing_is_noted(pool: Pool) -> None:
    await lines.note_registrations(pool, "one", {"0999999": True, ANN: True})
    await lines.note_passwords(pool, "one", {"0999999": "x"})
    assert await pool.fetchval("select count(*) from sip_line_switches") == 1


@pytest.mark.usefixtures("two_lines")
async def test_the_password_that_a_switch_was_told_is_remembered(pool: Pool) -> None:
    await lines.note_passwords(pool, "one", {ANN: "a", BOB: "b"})
    await lines.note_passwords(pool, "two", {ANN: "c"})
    await lines.note_passwords(pool, "one", {BOB: None})
    assert await lines.list_passwords(pool, "one") == {ANN: "a"}
    assert await lines.list_passwords(pool, "two") == {ANN: "c"}


@pytest.fixture
async def ear(
    database: str, clock: FakeClock, two_lines: None, pool: Pool
) -> AsyncIterator[Ear]:
    """Hears from now on: the two lines are there."""
    ear = Ear()
    listening = Listening(
        database, clock, {"lines_changed": ear.hear}, lambda: None, lambda: None
    )
    await listening.open()
    yield ear
    await listening.close()


@pytest.mark.parametrize(
    "change",
    [
        f"update sip_lines set password = 'other' where number = '{ANN}'",
        f"update sip_lines set is_active = false where number = '{ANN}'",
        f"delete from sip_lines where number = '{ANN}'",
        "delete from accounts",
        "update employee_numbers set is_active = false",
        "insert into trunks (name, host) values ('main', '192.0.2.1')",
    ],
)
async def test_a_change_is_told(pool: Pool, ear: Ear, change: str) -> None:
    await pool.execute(change)
    await ear.next()


async def test_a_trunk_that_changes_or_goes_is_told(pool: Pool, ear: Ear) -> None:
    await pool.execute("insert into trunks (name, host) values ('main', '192.0.2.1')")
    await ear.next()
    await pool.execute("update trunks set weight = 5")
    await ear.next()
    await pool.execute("delete from trunks")
    await ear.next()


async def test_a_line_that_comes_switched_off_or_so_goes_is_told(
    pool: Pool, ear: Ear
) -> None:
    number = await add_line(pool, "0486175", is_active=False)
    await ear.next()
    await pool.execute("delete from employee_numbers where id = $1", number)
    await ear.next()


async def test_what_the_switch_need_not_know_is_not_told(pool: Pool, ear: Ear) -> None:
    await lines.note_registrations(pool, "one", {ANN: True})
    await pool.execute("update employee_numbers set ring_s = 20")
    await pool.execute("select pg_notify('lines_changed', '')")
    await ear.next()
    assert ear.times == 1


async def until_somebody_waits(pool: Pool) -> None:
    """For a row that another transaction holds."""
    waiting = "select count(*) from pg_stat_activity where wait_event_type = 'Lock'"
    async with asyncio.timeout(PATIENCE_S):
        while not await pool.fetchval(waiting):
            pass


@pytest.mark.parametrize(
    "tell",
    [
        lambda pool: lines.note_passwords(pool, "a", {ANN: "digest"}),
        lambda pool: lines.note_registrations(pool, "a", {ANN: False}),
        lambda pool: lines.forget_registrations(pool, "a"),
        lambda pool: lines.forget_other_switches(pool, ["b"]),
    ],
)
@pytest.mark.usefixtures("two_lines")
async def test_line_may_be_deleted_while_a_switch_is_told_of_it(
    pool: Pool, tell: Callable[[Pool], Coroutine[None, None, None]]
) -> None:
    """Who tells waits for who deletes, and neither for the other."""
    await lines.note_registrations(pool, "a", {ANN: True})
    async with pool.acquire() as db:
        async with db.transaction():
            lock = "select from sip_lines where number = $1 for update"
            await db.execute(lock, ANN)
            told = asyncio.create_task(tell(pool))
            await until_somebody_waits(pool)
            await db.execute("delete from sip_lines where number = $1", ANN)
        await told
    assert await pool.fetchval("select count(*) from sip_line_switches") == 0


@pytest.mark.usefixtures("two_lines")
async def test_a_line_that_two_switches_lose_at_once_is_lost(pool: Pool) -> None:
    for switch in ("a", "b"):
        await lines.note_registrations(pool, switch, {ANN: True})
    async with pool.acquire() as db:
        async with db.transaction():
            await lines.note_registrations(db, "a", {ANN: False})
            told = asyncio.create_task(
                lines.note_registrations(pool, "b", {ANN: False})
            )
            await until_somebody_waits(pool)
        await told
    assert await registrations(pool) == {ANN: False, BOB: False}
