"""Idempotency keys: one request claims, the others wait for its reply."""

import asyncio
from dataclasses import replace

import pytest

from callapi.domain.errors import ApiError, Mnemonic
from callapi.methods.basic.simple_call import StartSimpleCall
from callapi.methods.catalogue import METHODS
from callapi.rpc.exchange import Exchange, new_log_id
from callapi.rpc.replay import Replays
from callapi.store import idempotency as store
from callapi.store.idempotency import KEPT_S, AlreadyClaimed, IdempotencyKey
from callapi.store.pool import Pool
from tests.fakes import START, FakeClock
from tests.rows import add_account
from tests.unit.rpc.exchanges import ACCOUNT, new_exchange

START_CALL = next(row for row in METHODS if row.name == "start.simple_call")
PARAMS = StartSimpleCall(
    access_token="t",
    first_call="operator",
    virtual_phone_number="12025550100",
    contact="12025550143",
    operator="12025550177",
)


@pytest.fixture
async def key(pool: Pool) -> IdempotencyKey:
    account_id = await add_account(pool)
    return IdempotencyKey(
        account_id, "k1", START_CALL.name, b"\x01" * 32, new_log_id(START), START
    )


@pytest.fixture
def replays(pool: Pool, clock: FakeClock) -> Replays:
    return Replays(pool, clock)


def exchange_with(header: str | None) -> Exchange:
    exchange = new_exchange()
    exchange.idempotency_header = header
    return exchange


def key_of(replays: Replays, header: str | None) -> IdempotencyKey | None:
    return replays.key(exchange_with(header), START_CALL, ACCOUNT, PARAMS)


async def test_a_claimed_key_is_found_with_its_reply(
    pool: Pool, key: IdempotencyKey
) -> None:
    assert await store.find(pool, key) is None
    await store.claim(pool, key, 77)
    kept = await store.find(pool, key)
    assert kept is not None
    assert (kept.call_session_id, kept.reply) == (77, None)
    await store.keep_reply(pool, key, kept.claimed_by, b"reply")
    await store.keep_reply(pool, key, kept.claimed_by, b"another")
    kept = await store.find(pool, key)
    assert kept is not None
    assert kept.reply == b"reply"


async def test_a_key_is_claimed_once(pool: Pool, key: IdempotencyKey) -> None:
    await store.claim(pool, key, 77)
    other = replace(key, request=new_log_id(START))
    with pytest.raises(AlreadyClaimed):
        await store.claim(pool, other, 78)
    await store.keep_reply(pool, other, other.request, b"not mine")
    kept = await store.find(pool, key)
    assert kept is not None
    assert (kept.call_session_id, kept.reply) == (77, None)


async def test_a_claim_waits_for_the_one_under_way(
    pool: Pool, key: IdempotencyKey
) -> None:
    async with pool.acquire() as first, pool.acquire() as second:
        transaction = first.transaction()
        await transaction.start()
        await store.claim(first, key, 77)
        other = asyncio.create_task(store.claim(second, key, 78))
        await transaction.rollback()
        await other
    kept = await store.find(pool, key)
    assert kept is not None
    assert kept.call_session_id == 78


async def test_after_a_day_a_key_is_free_again(pool: Pool, key: IdempotencyKey) -> None:
    await store.claim(pool, key, 77)
    later = replace(key, sent_at=START + KEPT_S, request=new_log_id(START + KEPT_S))
    assert await store.find(pool, later) is None
    await store.claim(pool, later, 78)
    kept = await store.find(pool, later)
    assert kept is not None
    assert (kept.call_session_id, kept.reply) == (78, None)
    await store.delete_old(pool, START + KEPT_S)
    assert await store.find(pool, later) is not None
    await store.delete_old(pool, START + 2 * KEPT_S)
    assert await pool.fetchval("select count(*) from idempotency_keys") == 0


@pytest.mark.parametrize("header", ["", "x" * 256, "a\x00", "a\udcff"])
async def test_a_bad_key_is_a_wrong_value(replays: Replays, header: str) -> None:
    with pytest.raises(ApiError) as caught:
        key_of(replays, header)
    assert caught.value.mnemonic == Mnemonic.INVALID_PARAMETER_VALUE
    assert (caught.value.field, caught.value.value) == ("Idempotency-Key", header)


async def test_only_start_methods_have_keys(replays: Replays) -> None:
    assert key_of(replays, None) is None
    listing = next(row for row in METHODS if row.name == "list.calls")
    assert replays.key(exchange_with("k"), listing, ACCOUNT, PARAMS) is None


async def test_the_token_does_not_count_as_a_parameter(replays: Replays) -> None:
    first = key_of(replays, "k")
    again = replays.key(
        exchange_with("k"),
        START_CALL,
        ACCOUNT,
        PARAMS.model_copy(update={"access_token": "another"}),
    )
    other = replays.key(
        exchange_with("k"),
        START_CALL,
        ACCOUNT,
        PARAMS.model_copy(update={"contact": "12025550144"}),
    )
    assert first is not None
    assert again is not None
    assert other is not None
    assert first.is_of(again.method, again.params_hash)
    assert not first.is_of(other.method, other.params_hash)


async def test_another_use_of_a_key_is_refused(
    replays: Replays, pool: Pool, key: IdempotencyKey
) -> None:
    await store.claim(pool, key, 77)
    for other in (
        replace(key, method="start.informer_call"),
        replace(key, params_hash=b"\x02" * 32),
    ):
        with pytest.raises(ApiError) as caught:
            await replays.find(other)
        assert caught.value.mnemonic == Mnemonic.INVALID_PARAMETER_VALUE
        assert (caught.value.field, caught.value.value) == ("Idempotency-Key", "k1")


async def test_the_reply_is_waited_for(
    replays: Replays, pool: Pool, key: IdempotencyKey, clock: FakeClock
) -> None:
    await store.claim(pool, key, 77)
    waiting = asyncio.create_task(replays.find(key))
    await store.keep_reply(pool, key, key.request, b"reply")
    while not waiting.done():
        await clock.advance(0.05)
        await pool.execute("select 1")
    kept = await waiting
    assert kept is not None
    assert kept.reply == b"reply"


async def test_a_reply_that_never_comes_is_not_waited_for(
    replays: Replays, pool: Pool, key: IdempotencyKey, clock: FakeClock
) -> None:
    await store.claim(pool, key, 77)
    waiting = asyncio.create_task(replays.find(key))
    while not waiting.done():
        await clock.advance(1)
        await pool.execute("select 1")
    kept = await waiting
    assert kept is not None
    assert (kept.call_session_id, kept.reply) == (77, None)


async def test_a_key_is_kept_by_who_claimed_it(
    replays: Replays, pool: Pool, key: IdempotencyKey
) -> None:
    await store.claim(pool, key, 77)
    stranger = exchange_with("k1")
    stranger.key = replace(key, request=stranger.log_id)
    await replays.keep(stranger, b"not mine")
    stranger.kept = await store.find(pool, key)
    await replays.keep(stranger, b"for the one that died")
    kept = await store.find(pool, key)
    assert kept is not None
    assert kept.reply == b"for the one that died"
    await replays.keep(exchange_with(None), b"no key")
