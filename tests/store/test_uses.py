"""When keys were used last: written behind the replies, once a minute at most."""

from ipaddress import ip_address

import pytest

from callapi.access.uses import EVERY_S, Uses
from callapi.domain.account import Token
from callapi.store.pool import Pool
from tests.fakes import START
from tests.store.people import add_key, add_person

HERE, THERE = ip_address("192.0.2.1"), ip_address("2001:db8::1")


def token(id_: int, kind: str = "key") -> Token:
    return Token(id_, 1, kind, "abcd", None, False, b"x")


async def last_use(pool: Pool, id_: int) -> tuple[float, str] | None:
    row = await pool.fetchrow(
        "select extract(epoch from last_used_at)::double precision as at,"
        " host(last_used_from) as peer from tokens where id = $1",
        id_,
    )
    assert row is not None
    return None if row["at"] is None else (row["at"], row["peer"])


async def test_a_use_is_written_once_a_minute(pool: Pool) -> None:
    person = await add_person(pool)
    key = await add_key(pool, person.user_id, "k" * 40)
    uses = Uses(pool)
    uses.note(token(key), HERE, START)
    await uses.close()
    assert await last_use(pool, key) == (START, "192.0.2.1")
    uses.note(token(key), THERE, START + EVERY_S - 1)
    await uses.close()
    assert await last_use(pool, key) == (START, "192.0.2.1")
    uses.note(token(key), THERE, START + EVERY_S)
    await uses.close()
    assert await last_use(pool, key) == (START + EVERY_S, "2001:db8::1")


async def test_sessions_are_not_written_down(pool: Pool) -> None:
    person = await add_person(pool)
    key = await add_key(pool, person.user_id, "k" * 40)
    uses = Uses(pool)
    uses.note(token(key, "session"), HERE, START)
    await uses.close()
    assert await last_use(pool, key) is None


async def test_many_keys_are_forgotten_and_written_again(pool: Pool) -> None:
    person = await add_person(pool)
    key = await add_key(pool, person.user_id, "k" * 40)
    uses = Uses(pool, most_remembered=2)
    for id_ in (key, 10**6, 10**6 + 1, key):
        uses.note(token(id_), HERE, START + id_ % 7)
    await uses.close()
    assert await last_use(pool, key) == (START + key % 7, "192.0.2.1")


async def test_nobody_is_refused_when_it_can_not_be_written(
    pool: Pool, caplog: pytest.LogCaptureFixture
) -> None:
    uses = Uses(pool)
    await pool.close()
    uses.note(token(1), HERE, START)
    await uses.close()
    assert "uses of keys not written" in caplog.text
