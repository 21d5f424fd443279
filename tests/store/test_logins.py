"""Login and password (spec 2.8): who is told what, and how often one may try."""

import asyncio
from collections.abc import AsyncIterator
from ipaddress import ip_address

import pytest

from callapi.access.logins import MOST_FAILURES, WINDOW_S, Logins
from callapi.access.passwords import Passwords
from callapi.domain.errors import ApiError, Mnemonic
from callapi.store.pool import Pool
from tests.fakes import FakeClock
from tests.store.people import CHEAP, PASSWORD, Person, add_person

PEER = ip_address("192.0.2.7")


@pytest.fixture
async def logins(pool: Pool, clock: FakeClock) -> AsyncIterator[Logins]:
    passwords = Passwords(CHEAP)
    yield Logins(pool, passwords, clock)
    passwords.close()


@pytest.fixture
async def person(pool: Pool) -> Person:
    return await add_person(pool, "Dispatch")


async def is_proved(logins: Logins, login: str, password: str) -> bool:
    try:
        async with logins.turn(login, PEER):
            candidate = await logins.find(login, password)
            await logins.prove(candidate, password)
    except ApiError as error:
        if error.mnemonic != Mnemonic.AUTH_ERROR or error.field is not None:
            raise
        return False
    return True


@pytest.mark.usefixtures("person")
async def test_the_right_password_proves_the_user(logins: Logins) -> None:
    assert await is_proved(logins, "dispatch", PASSWORD)
    assert not await is_proved(logins, "dispatch", PASSWORD + " ")
    assert not await is_proved(logins, "dispatch", "\x00")


@pytest.mark.parametrize("login", ["nobody", "dis\x00patch", "Ж" * 255])
async def test_nobody_is_told_that_a_login_is_unknown(
    logins: Logins, login: str
) -> None:
    assert not await is_proved(logins, login, PASSWORD)


async def test_a_disabled_user_is_refused(
    logins: Logins, person: Person, pool: Pool
) -> None:
    await pool.execute("update users set is_active = false")
    assert not await is_proved(logins, "dispatch", PASSWORD)


@pytest.mark.parametrize(
    "change",
    [
        "update users set password_hash = 'another'",
        "update users set is_active = false",
        "delete from users",
    ],
)
async def test_what_has_changed_while_it_is_proved_counts(
    logins: Logins, person: Person, pool: Pool, change: str
) -> None:
    candidate = await logins.find("dispatch", PASSWORD)
    await pool.execute(change)
    with pytest.raises(ApiError) as refused:
        await logins.prove(candidate, PASSWORD)
    assert refused.value.mnemonic == Mnemonic.AUTH_ERROR


async def test_a_damaged_hash_proves_nothing(
    logins: Logins, person: Person, pool: Pool
) -> None:
    await pool.execute("update users set password_hash = 'nonsense'")
    assert not await is_proved(logins, "dispatch", PASSWORD)


@pytest.mark.usefixtures("person")
async def test_ten_failures_refuse_the_right_password_for_15_minutes(
    logins: Logins, clock: FakeClock
) -> None:
    for _ in range(MOST_FAILURES):
        assert not await is_proved(logins, "DISPATCH", "wrong")
        await clock.advance(1)
    assert not await is_proved(logins, "dispatch", PASSWORD)
    await clock.advance(WINDOW_S - MOST_FAILURES - 0.5)
    assert not await is_proved(logins, "dispatch", PASSWORD)
    await clock.advance(0.5)
    assert await is_proved(logins, "dispatch", PASSWORD)


@pytest.mark.usefixtures("person")
async def test_guessing_at_once_gains_nothing(logins: Logins, pool: Pool) -> None:
    attempts = (is_proved(logins, "dispatch", f"guess {n}") for n in range(25))
    assert not any(await asyncio.gather(*attempts))
    count = await pool.fetchval("select count(*) from login_failures")
    assert count == MOST_FAILURES


@pytest.mark.usefixtures("person")
async def test_many_right_passwords_at_once_are_all_right(logins: Logins) -> None:
    attempts = (is_proved(logins, "dispatch", PASSWORD) for _ in range(25))
    assert all(await asyncio.gather(*attempts))


async def test_unknown_logins_are_counted_like_known_ones(
    logins: Logins, pool: Pool
) -> None:
    for _ in range(MOST_FAILURES + 2):
        assert not await is_proved(logins, "nobody", "x")
    count = await pool.fetchval("select count(*) from login_failures")
    assert count == MOST_FAILURES


async def test_a_login_whose_account_goes_meanwhile_is_unknown(
    pool: Pool, clock: FakeClock, person: Person
) -> None:
    """The account is deleted after its user was found."""

    class Going:
        async def fetchrow(self, query: str, *arguments: object) -> object:
            row = await pool.fetchrow(query, *arguments)
            await pool.execute("delete from accounts")
            return row

        fetchval = pool.fetchval
        execute = pool.execute

    passwords = Passwords(CHEAP)
    logins = Logins(Going(), passwords, clock)  # type: ignore[arg-type]
    assert not await is_proved(logins, "dispatch", PASSWORD)
    passwords.close()
