"""Points in a real Redis: never overshot, never lost (spec 6.6)."""

import asyncio
import itertools
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from redis.asyncio import Redis

from callapi.domain.account import Account
from callapi.limits.points import Points, PointsUnavailable, Reservation
from callapi.limits.quota import windows_at
from callapi.limits.redis_url import open_redis
from tests.fakes import START, FakeClock
from tests.unit.rpc.exchanges import ACCOUNT

numbers = itertools.count(1000)


def new_account(per_day: int = 50, per_minute: int = 5) -> Account:
    return replace(
        ACCOUNT,
        id=next(numbers),
        points_per_day=per_day,
        points_per_minute=per_minute,
    )


@pytest.fixture
async def redis(redis_url: str) -> AsyncIterator[Redis]:
    redis = open_redis(redis_url)
    assert isinstance(redis, Redis)
    yield redis
    await redis.aclose()


@pytest.fixture
def points(redis: Redis, clock: FakeClock) -> Points:
    return Points(redis, clock)


async def left(points: Points, account: Account) -> tuple[int, int]:
    quota = await points.read(account)
    return quota.day_remaining, quota.minute_remaining


async def test_a_new_account_has_all_its_points(points: Points) -> None:
    assert await left(points, new_account()) == (50, 5)


async def test_points_are_taken_from_both_windows(points: Points) -> None:
    account = new_account()
    reservation = await points.reserve(account, 2)
    assert reservation.exceeded is None
    quota = reservation.quota
    assert (quota.day_remaining, quota.minute_remaining) == (48, 3)
    assert (quota.day_reset, quota.minute_reset) == (53_098, 58)
    assert await left(points, account) == (48, 3)


async def test_the_day_is_asked_before_the_minute(points: Points) -> None:
    both = new_account(per_day=0, per_minute=0)
    assert (await points.reserve(both, 1)).exceeded == "day"
    minute = new_account(per_day=5, per_minute=0)
    assert (await points.reserve(minute, 1)).exceeded == "minute"
    assert await left(points, minute) == (5, 0)


async def test_a_price_must_fit_as_a_whole(points: Points) -> None:
    account = new_account(per_minute=5)
    await points.reserve(account, 4)
    assert (await points.reserve(account, 2)).exceeded == "minute"
    assert (await points.reserve(account, 1)).exceeded is None
    assert await left(points, account) == (45, 0)


async def test_wishes_of_one_turn_are_served_in_their_order(points: Points) -> None:
    account = new_account(per_minute=3)
    served = await asyncio.gather(*(points.reserve(account, 1) for _ in range(5)))
    assert [r.exceeded for r in served] == [None, None, None, "minute", "minute"]
    assert [r.quota.minute_remaining for r in served] == [2, 1, 0, 0, 0]
    assert [r.quota.day_remaining for r in served] == [49, 48, 47, 47, 47]


async def test_accounts_and_prices_of_one_turn_do_not_mix(
    points: Points, redis: Redis
) -> None:
    await redis.script_flush()  # a pipeline, too, finds out that the script is gone
    one, two = new_account(), new_account()
    wishes = [(one, 1), (two, 3), (one, 2), (two, 3), (one, 1)]
    served = await asyncio.gather(*(points.reserve(*wish) for wish in wishes))
    assert [r.exceeded for r in served] == [None, None, None, "minute", None]
    assert await left(points, one) == (46, 1)
    assert await left(points, two) == (47, 2)


async def test_windows_end_by_the_calendar(points: Points, clock: FakeClock) -> None:
    account = new_account()
    await points.reserve(account, 5)
    await clock.advance(57.9)
    assert (await points.reserve(account, 1)).exceeded == "minute"
    await clock.advance(0.1)
    assert await left(points, account) == (45, 5)
    await clock.advance(53_098 - 58)
    assert await left(points, account) == (50, 5)


async def test_the_day_may_end_in_another_zone(redis: Redis, clock: FakeClock) -> None:
    ahead = Points(redis, clock, offset_s=3 * 3600)
    assert (await ahead.read(new_account())).day_reset == 53_098 - 3 * 3600


async def test_points_come_back_to_where_they_were_taken(points: Points) -> None:
    account = new_account()
    reservation = await points.reserve(account, 2)
    await points.reserve(account, 1)
    quota = await points.give_back(reservation)
    assert (quota.day_remaining, quota.minute_remaining) == (49, 4)


async def test_points_of_a_minute_that_is_over_do_not_count_for_the_next(
    points: Points, clock: FakeClock
) -> None:
    account = new_account()
    reservation = await points.reserve(account, 2)
    await clock.advance(60)
    await points.reserve(account, 1)
    quota = await points.give_back(reservation)
    assert (quota.day_remaining, quota.minute_remaining) == (49, 4)


async def test_nothing_comes_back_to_a_count_that_is_gone(
    points: Points, redis: Redis
) -> None:
    account = new_account()
    reservation = await points.reserve(account, 2)
    await redis.flushall()
    quota = await points.give_back(reservation)
    assert (quota.day_remaining, quota.minute_remaining) == (50, 5)


async def test_a_lowered_limit_counts_at_once(points: Points) -> None:
    account = new_account()
    await points.reserve(account, 4)
    lowered = replace(account, points_per_minute=2, points_per_day=3)
    assert await left(points, lowered) == (0, 0)
    assert (await points.reserve(lowered, 1)).exceeded == "day"
    raised = replace(account, points_per_minute=6)
    assert await left(points, raised) == (46, 2)


async def test_all_keys_of_an_account_live_on_one_node_of_a_cluster(
    points: Points, redis: Redis
) -> None:
    account = new_account()
    await points.reserve(account, 1)
    keys = [str(key) for key in await redis.keys()]
    assert len(keys) == 2
    assert all(f"{{{account.id}}}" in key for key in keys)


async def test_counts_do_not_stay_for_ever(points: Points, redis: Redis) -> None:
    await points.reserve(new_account(), 1)
    lives = sorted([await redis.ttl(key) for key in await redis.keys()])
    assert 60 < lives[0] <= 360
    assert 86_400 < lives[1] <= 86_700


async def test_without_redis_nothing_is_given(clock: FakeClock) -> None:
    redis = open_redis("redis://127.0.0.1:1")
    points, account = Points(redis, clock), new_account()
    with pytest.raises(PointsUnavailable, match=r"Redis: .*127\.0\.0\.1:1"):
        await points.read(account)
    with pytest.raises(PointsUnavailable):
        await points.reserve(account, 1)
    with pytest.raises(PointsUnavailable):
        await asyncio.gather(points.reserve(account, 1), points.reserve(account, 2))
    windows = windows_at(clock.now(), 0)
    taken = Reservation(account, 1, windows, windows.quota(1, 1, 0, 0), None)
    with pytest.raises(PointsUnavailable):
        await points.give_back(taken)
    await redis.aclose()


async def test_a_broken_count_is_like_no_redis(points: Points, redis: Redis) -> None:
    account = new_account()
    await points.reserve(account, 1)
    for key in await redis.keys():
        await redis.delete(key)
        await redis.lpush(key, "no number")
    with pytest.raises(PointsUnavailable):
        await points.reserve(account, 1)
    with pytest.raises(PointsUnavailable):
        await asyncio.gather(points.reserve(account, 1), points.reserve(account, 2))


async def test_a_lost_connection_is_made_again(
    points: Points, redis: Redis, redis_url: str
) -> None:
    account = new_account()
    await points.reserve(account, 1)
    async with Redis.from_url(redis_url) as other:
        await other.client_kill_filter(_type="normal", skipme=True)
    assert (await points.reserve(account, 1)).quota.minute_remaining == 3


requests = st.lists(
    st.tuples(
        st.integers(1, 3),  # price
        st.booleans(),  # succeeds
        st.integers(0, 3),  # how many turns it takes
        st.sampled_from([0, 0, 0, 20, 60]),  # seconds until the next one comes
    ),
    max_size=25,
)


@settings(max_examples=40)
@given(requests, st.integers(0, 12), st.integers(0, 30))
async def test_parallel_requests_never_overshoot_and_never_lose_a_point(
    redis: Redis, asked: list[tuple[int, bool, int, int]], per_minute: int, per_day: int
) -> None:
    clock = FakeClock(START)
    points, account = Points(redis, clock), new_account(per_day, per_minute)
    kept: list[Reservation] = []

    async def request(price: int, succeeds: bool, turns: int) -> None:
        reservation = await points.reserve(account, price)
        assert reservation.quota.day_remaining >= 0
        if reservation.exceeded:
            return
        for _ in range(turns):
            await points.read(account)
        if succeeds:
            kept.append(reservation)
        else:
            await points.give_back(reservation)

    running = []
    for price, succeeds, turns, pause in asked:
        running.append(asyncio.create_task(request(price, succeeds, turns)))
        if pause:
            await clock.advance(pause)
    await asyncio.gather(*running)

    now = windows_at(clock.now(), 0)
    spent = sum(r.price for r in kept)
    spent_now = sum(r.price for r in kept if r.windows.minute == now.minute)
    assert await left(points, account) == (
        max(0, per_day - spent),
        max(0, per_minute - spent_now),
    )
    assert spent <= per_day
    for minute in {r.windows.minute for r in kept}:
        assert sum(r.price for r in kept if r.windows.minute == minute) <= per_minute
