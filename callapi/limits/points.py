"""Points of an account, counted in Redis: reserve, give back, read (spec 6.6).

Windows are calendar windows. Reserving is one script, so requests at the same time
cannot overshoot; requests that come while one call to Redis is under way share the
next. All keys of an account carry its `{id}`: they live on one node of a cluster.
"""

import asyncio
import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path
from typing import Any, Final, Literal

from redis.asyncio import RedisCluster
from redis.exceptions import NoScriptError, RedisError

from callapi.batch import Batch
from callapi.clock import Clock
from callapi.domain.account import Account
from callapi.limits.quota import Quota, Windows, windows_at
from callapi.limits.redis_url import AnyRedis

_LARGEST_BATCH: Final = 500

Exceeded = Literal["day", "minute"] | None


@dataclass(frozen=True, slots=True)
class Allowance:
    """What an account may spend on one API, and where that is counted."""

    counter: str  # in the names of the keys
    per_day: Callable[[Account], int]
    per_minute: Callable[[Account], int]


CALL_API: Final = Allowance(
    "points",
    attrgetter("points_per_day"),
    attrgetter("points_per_minute"),
)
DATA_API: Final = Allowance(
    "data_points",
    attrgetter("data_points_per_day"),
    attrgetter("data_points_per_minute"),
)
_OVER: Final[tuple[Exceeded, ...]] = ("day", "minute")

_Kind = tuple[int, int, int, int]  # account, points per day and per minute, price
_Call = tuple[list[str], list[int]]  # keys and arguments of a script


class PointsUnavailable(Exception):
    """Redis does not answer: nothing that costs points may go on."""


@dataclass(frozen=True, slots=True)
class Reservation:
    account: Account
    price: int
    windows: Windows
    quota: Quota
    exceeded: Exceeded  # the limit that refused it; then nothing was taken


@dataclass(frozen=True, slots=True)
class _Wish:
    account: Account
    price: int


class _Script:
    def __init__(self, name: str) -> None:
        self.text = Path(__file__).with_name(name).read_text(encoding="utf-8")
        self.sha = hashlib.sha1(self.text.encode(), usedforsecurity=False).hexdigest()


_RESERVE: Final = _Script("reserve.lua")
_REFUND: Final = _Script("refund.lua")


class Points:
    def __init__(
        self,
        redis: AnyRedis,
        clock: Clock,
        offset_s: int = 0,
        allowance: Allowance = CALL_API,
    ) -> None:
        self._redis = redis
        self._clock = clock
        self._offset_s = offset_s
        self._allowance = allowance
        self._reserving = Batch(self._reserve_all, _LARGEST_BATCH)

    async def read(self, account: Account) -> Quota:
        windows = self._windows()
        return self._quota(account, windows, *await self._used(account, windows))

    async def used(self, account: Account) -> tuple[int, int]:
        """Points that are gone of this day, and of this minute."""
        return await self._used(account, self._windows())

    async def reserve(self, account: Account, price: int) -> Reservation:
        """All or nothing; the day is asked before the minute."""
        return await self._reserving.ask(_Wish(account, price))

    async def give_back(self, reservation: Reservation) -> Quota:
        """To the windows the points came from, also when these have passed."""
        account, windows = reservation.account, self._windows()
        keys = self._keys(account, reservation.windows) + self._keys(account, windows)
        (used,) = await self._run(_REFUND, [(keys, [reservation.price])])
        return self._quota(account, windows, *used)

    async def _used(self, account: Account, windows: Windows) -> tuple[int, int]:
        try:
            used = await self._redis.mget(self._keys(account, windows))
        except (RedisError, OSError) as failure:
            raise PointsUnavailable(f"Redis: {failure}") from failure
        return int(used[0] or 0), int(used[1] or 0)

    async def _reserve_all(self, wishes: Sequence[_Wish]) -> Sequence[Reservation]:
        """One script call for all wishes of a kind, one trip for all kinds."""
        windows = self._windows()
        kinds: dict[_Kind, list[int]] = {}
        for place, wish in enumerate(wishes):
            kinds.setdefault(self._kind(wish), []).append(place)
        calls = [
            (self._keys(wishes[places[0]].account, windows), [*kind[1:], len(places)])
            for kind, places in kinds.items()
        ]
        reservations: dict[int, Reservation] = {}
        answers = await self._run(_RESERVE, calls)
        for places, answer in zip(kinds.values(), answers, strict=True):
            for turn, place in enumerate(places):
                reservations[place] = self._reservation(
                    wishes[place], windows, turn, answer
                )
        return [reservations[place] for place in range(len(wishes))]

    async def _run(self, script: _Script, calls: Sequence[_Call]) -> list[list[int]]:
        try:
            answers = await self._evaluate(script, calls)
            if any(isinstance(answer, NoScriptError) for answer in answers):
                await self._redis.script_load(script.text)
                # missing for all calls or, in a cluster, for some
                left = [
                    n for n, a in enumerate(answers) if isinstance(a, NoScriptError)
                ]
                again = await self._evaluate(script, [calls[n] for n in left])
                for number, answer in zip(left, again, strict=True):
                    answers[number] = answer
        except (RedisError, OSError) as failure:
            raise PointsUnavailable(f"Redis: {failure}") from failure
        for answer in answers:
            if isinstance(answer, Exception):
                raise PointsUnavailable(f"Redis: {answer}") from answer
        return answers

    async def _evaluate(self, script: _Script, calls: Sequence[_Call]) -> list[Any]:
        if len(calls) == 1:  # a pipeline costs twice as much
            return [await self._call(script, *calls[0])]
        if isinstance(self._redis, RedisCluster):  # its pipelines take no scripts
            asking = (self._call(script, *it) for it in calls)
            return await asyncio.gather(*asking, return_exceptions=True)
        pipeline = self._redis.pipeline(transaction=False)
        for keys, args in calls:
            pipeline.evalsha(script.sha, len(keys), *keys, *args)
        return await pipeline.execute(raise_on_error=False)

    async def _call(self, script: _Script, keys: list[str], args: list[int]) -> Any:
        try:
            return await self._redis.evalsha(script.sha, len(keys), *keys, *args)
        except NoScriptError as missing:
            return missing

    def _windows(self) -> Windows:
        return windows_at(self._clock.now(), self._offset_s)

    def _kind(self, wish: _Wish) -> _Kind:
        account, allowance = wish.account, self._allowance
        limits = allowance.per_day(account), allowance.per_minute(account)
        return account.id, *limits, wish.price

    def _keys(self, account: Account, windows: Windows) -> list[str]:
        counted = f"callapi:{self._allowance.counter}:{{{account.id}}}"
        return [f"{counted}:d:{windows.day}", f"{counted}:m:{windows.minute}"]

    def _quota(
        self, account: Account, windows: Windows, day_used: int, minute_used: int
    ) -> Quota:
        allowance = self._allowance
        limits = allowance.per_day(account), allowance.per_minute(account)
        return windows.quota(*limits, day_used, minute_used)

    def _reservation(
        self, wish: _Wish, windows: Windows, turn: int, answer: Sequence[int]
    ) -> Reservation:
        """Of several equal wishes the first `taken` had their points, one by one."""
        taken, over, day_used, minute_used = answer
        later = max(0, taken - 1 - turn) * wish.price
        used = day_used - later, minute_used - later
        quota = self._quota(wish.account, windows, *used)
        exceeded = None if turn < taken else _OVER[over]
        return Reservation(wish.account, wish.price, windows, quota, exceeded)
