"""Finding, judging, making and revoking tokens (spec 6.3)."""

import string
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from callapi.access.cache import Grant, GrantCache
from callapi.access.changes import Changes
from callapi.access.tokens import MOST_SESSIONS, SESSION_S, Tokens
from callapi.domain.errors import ApiError, Mnemonic
from callapi.store.pool import Pool
from tests.fakes import START, FakeClock
from tests.store.people import KEY, Person, add_key, add_person

M = Mnemonic


@pytest.fixture
async def person(pool: Pool) -> Person:
    return await add_person(pool)


@pytest.fixture
def cache() -> GrantCache:
    return GrantCache()


@pytest.fixture
def tokens(pool: Pool, cache: GrantCache, clock: FakeClock) -> Tokens:
    return Tokens(pool, cache, clock)


@pytest.fixture
async def changes(
    database: str, cache: GrantCache, clock: FakeClock
) -> AsyncIterator[Changes]:
    changes = Changes(database, cache, clock)
    await changes.open()
    yield changes
    await changes.close()


async def refusal_of(tokens: Tokens, text: str) -> Mnemonic:
    with pytest.raises(ApiError) as caught:
        await tokens.find(text)
    assert caught.value.field == "access_token"
    return caught.value.mnemonic


def judged(tokens: Tokens, grant: Grant) -> Mnemonic | None:
    try:
        tokens.check(grant)
    except ApiError as error:
        return error.mnemonic
    return None


@pytest.mark.parametrize("text", ["", "x" * 257, "unknown", "\udcff", "a\x00"])
async def test_what_is_no_token_of_ours_is_invalid(tokens: Tokens, text: str) -> None:
    assert await refusal_of(tokens, text) == M.ACCESS_TOKEN_INVALID


async def test_a_key_is_found_with_user_and_account(
    tokens: Tokens, pool: Pool, person: Person
) -> None:
    await add_key(pool, person.user_id)
    grant = await tokens.find(KEY)
    assert (grant.account.id, grant.user.id) == (person.account_id, person.user_id)
    assert judged(tokens, grant) is None


async def test_keys_are_judged_by_block_then_by_end(
    tokens: Tokens, pool: Pool, person: Person
) -> None:
    await add_key(pool, person.user_id, expires_at=START + 10)
    grant = await tokens.find(KEY)
    assert judged(tokens, grant) is None
    ended = replace(grant, token=replace(grant.token, expires_at=START))
    assert judged(tokens, ended) == M.ACCESS_TOKEN_EXPIRED
    blocked = replace(ended, token=replace(ended.token, is_blocked=True))
    assert judged(tokens, blocked) == M.ACCESS_TOKEN_BLOCKED
    without_keys = replace(ended, user=replace(grant.user, key_access=False))
    assert judged(tokens, without_keys) == M.ACCESS_TOKEN_BLOCKED
    disabled = replace(grant, user=replace(grant.user, is_active=False))
    assert judged(tokens, disabled) == M.ACCESS_TOKEN_INVALID


async def test_a_session_token_lives_an_hour_whatever_is_done_with_it(
    tokens: Tokens, pool: Pool, person: Person, clock: FakeClock
) -> None:
    await add_key(pool, person.user_id)
    user = (await tokens.find(KEY)).user
    issued = await tokens.issue(replace(user, key_access=False))
    assert len(issued.text) == 72
    assert set(issued.text) <= set(string.digits + string.ascii_letters)
    assert issued.expires_at == START + SESSION_S
    grant = await tokens.find(issued.text)
    assert not grant.token.is_key
    await clock.advance(SESSION_S - 1)
    assert judged(tokens, grant) is None
    await clock.advance(1)
    assert judged(tokens, grant) == M.ACCESS_TOKEN_INVALID


async def test_a_blocked_session_token_is_invalid(
    tokens: Tokens, pool: Pool, person: Person
) -> None:
    await add_key(pool, person.user_id)
    issued = await tokens.issue((await tokens.find(KEY)).user)
    grant = await tokens.find(issued.text)
    blocked = replace(grant, token=replace(grant.token, is_blocked=True))
    assert judged(tokens, blocked) == M.ACCESS_TOKEN_INVALID


async def test_a_revoked_token_is_unknown_at_once(
    tokens: Tokens, pool: Pool, person: Person, changes: Changes
) -> None:
    await add_key(pool, person.user_id)
    issued = await tokens.issue((await tokens.find(KEY)).user)
    grant = await tokens.find(issued.text)
    assert await tokens.find(issued.text) is grant
    await tokens.revoke(grant.token)
    assert await refusal_of(tokens, issued.text) == M.ACCESS_TOKEN_INVALID


async def test_the_oldest_session_makes_room(
    tokens: Tokens, pool: Pool, person: Person, clock: FakeClock
) -> None:
    await add_key(pool, person.user_id)
    user = (await tokens.find(KEY)).user
    issued = []
    for _ in range(MOST_SESSIONS + 1):
        issued.append(await tokens.issue(user))
        await clock.advance(1)
    assert await refusal_of(tokens, issued[0].text) == M.ACCESS_TOKEN_INVALID
    await tokens.find(issued[1].text)
    await tokens.find(KEY)
    sessions = "select count(*) from tokens where kind = 'session'"
    assert await pool.fetchval(sessions) == MOST_SESSIONS
    await clock.advance(SESSION_S)
    await tokens.issue(user)
    assert await pool.fetchval(sessions) == 1


async def test_disabling_a_user_ends_the_sessions_but_not_the_keys(
    tokens: Tokens, pool: Pool, person: Person
) -> None:
    await add_key(pool, person.user_id)
    issued = await tokens.issue((await tokens.find(KEY)).user)
    await pool.execute("update users set is_active = false")
    await pool.execute("update users set is_active = true")
    assert await refusal_of(tokens, issued.text) == M.ACCESS_TOKEN_INVALID
    await tokens.find(KEY)


async def test_tokens_of_one_account_share_its_facts(
    tokens: Tokens, pool: Pool, person: Person, changes: Changes
) -> None:
    await add_key(pool, person.user_id)
    await add_key(pool, person.user_id, KEY[::-1])
    first, second = await tokens.find(KEY), await tokens.find(KEY[::-1])
    assert first.account is second.account


async def test_a_token_whose_account_goes_meanwhile_is_invalid(
    pool: Pool, cache: GrantCache, clock: FakeClock, person: Person
) -> None:
    """The account is deleted after its token was found."""
    await add_key(pool, person.user_id)

    class Going:
        async def fetchrow(self, query: str, *arguments: object) -> object:
            row = await pool.fetchrow(query, *arguments)
            await pool.execute("delete from accounts")
            return row

    tokens = Tokens(Going(), cache, clock)  # type: ignore[arg-type]
    assert await refusal_of(tokens, KEY) == M.ACCESS_TOKEN_INVALID
