"""The pipeline when something breaks while a request is under way."""

import asyncio
import logging
from collections.abc import AsyncIterator
from dataclasses import dataclass
from ipaddress import ip_address, ip_network
from typing import Any, cast

import asyncpg
import orjson
import pytest

from callapi.access.cache import GrantCache
from callapi.access.ip import AllowLists
from callapi.access.logins import Logins
from callapi.access.passwords import Passwords
from callapi.access.tokens import Tokens
from callapi.access.turns import Crowded
from callapi.domain.account import Account, Component, Token, User
from callapi.domain.errors import ApiError, Mnemonic
from callapi.limits.points import Points, open_redis
from callapi.methods.management.list_calls import ListCalls
from callapi.methods.method import Context, Method
from callapi.methods.params import Params
from callapi.methods.services import Services
from callapi.rpc.api import CALL_API
from callapi.rpc.dispatch import Dispatcher
from callapi.rpc.exchange import Exchange, new_log_id
from callapi.rpc.pipeline import Pipeline, Unavailable
from callapi.rpc.replay import Replays
from callapi.rpc.reply import Replies
from callapi.rpc.request_log import RequestLog
from callapi.rpc.security_log import SecurityLog
from callapi.rpc.versions import Version
from callapi.store.facts import find_account
from callapi.store.pool import Pool
from callapi.store.requests import find_requests
from tests.fakes import FakeClock
from tests.rows import insert
from tests.store.people import CHEAP, KEY, Person, add_key, add_person

PEER = ip_address("192.0.2.7")


@dataclass(slots=True)
class House:
    """A pipeline with one method, which fails with what it is given."""

    pipeline: Pipeline
    pool: Pool
    person: Person
    failures: list[Exception]

    async def ask(self) -> Any:
        body = {
            "jsonrpc": "2.0",
            "id": 1,
            "method": "fail",
            "params": {"access_token": KEY},
        }
        clock = self.pipeline.clock
        exchange = Exchange(PEER, Version("v4.0"), clock.now(), new_log_id(clock.now()))
        return orjson.loads(
            (await self.pipeline.answer(orjson.dumps(body), exchange)).body
        )

    async def left(self) -> int:
        account = await find_account(self.pool, self.person.account_id)
        assert account is not None
        return (await self.pipeline.points.read(account)).day_remaining


@pytest.fixture
async def house(pool: Pool, redis_url: str, clock: FakeClock) -> AsyncIterator[House]:
    person = await add_person(pool)
    await add_key(pool, person.user_id)
    await insert(
        pool,
        "allowed_networks",
        account_id=person.account_id,
        network=ip_network("192.0.2.0/24"),
    )
    failures: list[Exception] = []

    async def fail(context: Context, params: Params) -> object:
        raise failures.pop()

    def context(account: Account, user: User, token: Token | None) -> Context:
        services = cast(Services, None)  # what fails needs none
        return Context(account, user, token, clock, tokens, None, services)

    redis, passwords = open_redis(redis_url), Passwords(CHEAP)
    tokens = Tokens(pool, GrantCache(), clock)
    log = RequestLog(pool)
    pipeline = Pipeline(
        api=CALL_API,
        dispatcher=Dispatcher([Method("fail", fail, ListCalls, Component.MANAGEMENT)]),
        tokens=tokens,
        logins=Logins(pool, passwords, clock),
        allow_lists=AllowLists(),
        context=context,
        points=Points(redis, clock),
        replays=Replays(pool, clock),
        replies=Replies(CALL_API),
        request_log=log,
        security_log=SecurityLog(pool, clock),
        clock=clock,
        documents={},
    )
    yield House(pipeline, pool, person, failures)
    await log.close()
    passwords.close()
    await redis.aclose()


async def test_a_bug_is_told_as_internal_error_and_as_nothing_else(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    house.failures.append(ZeroDivisionError("secret text"))
    with caplog.at_level(logging.ERROR):
        reply = await house.ask()
    assert reply["error"]["data"]["mnemonic"] == "internal_error"
    assert reply["error"]["code"] == -32603
    assert "secret" not in str(reply)
    limits = reply["error"]["data"]["metadata"]["limits"]
    assert limits["day_remaining"] == 50_000
    (entry,) = await find_requests(house.pool, house.person.account_id)
    assert (entry.outcome, entry.points) == ("internal_error", 0)
    (record,) = caplog.records
    assert record.exc_info is not None


async def test_points_are_given_back_once_when_the_log_fails_as_well(
    house: House,
) -> None:
    account = await find_account(house.pool, house.person.account_id)
    assert account is not None
    await house.pipeline.points.reserve(account, 5)
    await house.pool.execute("drop table requests")
    house.failures.append(ApiError(Mnemonic.FORBIDDEN))
    with pytest.raises(Unavailable):
        await house.ask()
    assert await house.left() == 49_995


async def test_a_user_who_goes_meanwhile_pays_nothing_and_is_told_nothing(
    house: House,
) -> None:
    house.failures.append(ApiError(Mnemonic.AUTH_ERROR))
    reply = await house.ask()
    assert reply["error"]["data"]["mnemonic"] == "auth_error"
    assert "limits" not in str(reply)
    assert await house.left() == 50_000
    assert await find_requests(house.pool, house.person.account_id) == []


@pytest.mark.parametrize(
    "failure",
    [
        ConnectionRefusedError(),
        TimeoutError(),
        asyncpg.CannotConnectNowError(),
        asyncpg.ConnectionDoesNotExistError(),
        asyncpg.TooManyConnectionsError(),
        asyncpg.InterfaceError("pool is closing"),
        asyncpg.InternalClientError("cannot switch to state 12"),
    ],
)
async def test_a_database_that_goes_meanwhile_costs_nothing(
    house: House, failure: Exception
) -> None:
    house.failures.append(failure)
    with pytest.raises(Unavailable) as caught:
        await house.ask()
    assert caught.value.__cause__ is failure
    assert await house.left() == 50_000
    assert await find_requests(house.pool, house.person.account_id) == []


async def test_a_crowd_is_answered_with_503_and_not_charged(house: House) -> None:
    house.failures.append(Crowded("too many"))
    with pytest.raises(Unavailable):
        await house.ask()
    assert await house.left() == 50_000
    assert await find_requests(house.pool, house.person.account_id) == []


async def test_a_wrong_argument_to_the_database_is_a_bug(house: House) -> None:
    house.failures.append(asyncpg.DataError("invalid input"))
    reply = await house.ask()
    assert reply["error"]["data"]["mnemonic"] == "internal_error"


async def test_what_cannot_be_logged_is_not_answered(house: House) -> None:
    house.failures.append(ZeroDivisionError())
    await house.pool.execute("alter table requests rename to elsewhere")
    with pytest.raises(Unavailable):
        await house.ask()
    assert await house.left() == 50_000


async def test_requests_at_once_are_all_logged(house: House) -> None:
    house.failures.extend(ZeroDivisionError() for _ in range(20))
    await asyncio.gather(*(house.ask() for _ in range(20)))
    assert len(await find_requests(house.pool, house.person.account_id)) == 20
