"""What is changed in the database stops working at once (architecture, section 2)."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from callapi.access.cache import GrantCache
from callapi.access.changes import Changes
from callapi.access.tokens import Tokens, digest_of
from callapi.store.pool import Pool
from tests.fakes import FakeClock
from tests.store.people import KEY, Person, add_key, add_person

PATIENCE_S = 30.0


class WatchedCache(GrantCache):
    """Tells when something was forgotten, or serving began."""

    def __init__(self) -> None:
        self.happened = asyncio.Event()
        super().__init__()

    def start(self) -> None:
        super().start()
        self.happened.set()

    def stop(self) -> None:
        super().stop()
        self.happened.set()

    def forget_account(self, account_id: int) -> None:
        super().forget_account(account_id)
        self.happened.set()

    def forget_token(self, digest: bytes) -> None:
        super().forget_token(digest)
        self.happened.set()

    async def next(self) -> None:
        async with asyncio.timeout(PATIENCE_S):
            await self.happened.wait()
        self.happened.clear()


@pytest.fixture
def cache() -> WatchedCache:
    return WatchedCache()


@pytest.fixture
async def person(pool: Pool) -> Person:
    person = await add_person(pool)
    await add_key(pool, person.user_id)
    return person


@pytest.fixture
async def changes(
    database: str, cache: WatchedCache, clock: FakeClock, person: Person
) -> AsyncIterator[Changes]:
    """Opened when the person is there: what is heard comes from the test."""
    changes = Changes(database, cache, clock)
    await changes.open()
    cache.happened.clear()
    yield changes
    await changes.close()


async def load(pool: Pool, cache: GrantCache, clock: FakeClock) -> None:
    await Tokens(pool, cache, clock).find(KEY)
    assert cache.find(digest_of(KEY)) is not None


@pytest.mark.parametrize(
    "change",
    [
        "update accounts set state = 'debt_lock'",
        "update accounts set points_per_day = 5",
        "delete from account_components",
        "insert into allowed_networks (account_id, network) select id, '::/0'"
        " from accounts",
        "update users set call_api_access = false",
        "update direction_rules set mobile = false where component = 'basic'",
        "update tokens set is_blocked = true",
        "delete from tokens",
        "delete from accounts",
    ],
)
@pytest.mark.usefixtures("changes")
async def test_a_change_is_heard_of(
    pool: Pool, cache: WatchedCache, clock: FakeClock, change: str
) -> None:
    await load(pool, cache, clock)
    await pool.execute(change)
    await cache.next()
    assert cache.find(digest_of(KEY)) is None


@pytest.mark.usefixtures("changes")
async def test_nothing_is_cached_while_the_line_is_down(
    pool: Pool, cache: WatchedCache, clock: FakeClock
) -> None:
    await load(pool, cache, clock)
    await pool.execute(
        "select pg_terminate_backend(pid) from pg_stat_activity"
        " where query ilike 'listen%' and datname = current_database()"
    )
    await cache.next()
    assert not cache.is_serving
    await Tokens(pool, cache, clock).find(KEY)
    assert cache.find(digest_of(KEY)) is None
    while not cache.is_serving:
        await clock.advance(1)
        await cache.next()
    await load(pool, cache, clock)


@pytest.mark.usefixtures("changes")
async def test_a_line_that_lives_is_left_alone(
    pool: Pool, cache: WatchedCache, clock: FakeClock
) -> None:
    await load(pool, cache, clock)
    for _ in range(3):
        await clock.advance(2)
        await pool.execute("select pg_notify('account_changed', '77')")
        await cache.next()
    assert cache.find(digest_of(KEY)) is not None


async def test_a_database_that_is_not_there_keeps_nobody_waiting(
    cache: WatchedCache, clock: FakeClock
) -> None:
    changes = Changes("postgresql://127.0.0.1:1/none", cache, clock)
    await changes.open()
    assert not cache.is_serving
    await changes.close()


async def test_closing_what_was_never_opened_is_fine(
    cache: WatchedCache, clock: FakeClock
) -> None:
    await Changes("postgresql://127.0.0.1:1/none", cache, clock).close()
