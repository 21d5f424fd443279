"""Live events: the log is read once for all who follow an account (issue: live events).

Who comes back says which event he had last and is told the rest from the log, at his
own pace; then he gets what is read for everybody. Who can not keep up with that is cut
off, so nobody's slowness takes memory.
"""

import asyncio
import contextlib
import logging
from collections import deque
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from functools import cached_property
from typing import Final

import orjson

from callapi.clock import Clock
from callapi.metrics import Metrics
from callapi.store import events
from callapi.store.events import Logged
from callapi.store.outage import Outages
from callapi.store.pool import Pool

log = logging.getLogger(__name__)

PAGE: Final = 500  # events of an account read at a time
WAITING: Final = 1000  # events a follower may be behind
LOOK_S: Final = 1.0  # for what was not heard of
RESYNC: Final = "resync"
TOO_OLD, UNKNOWN, SLOW = "too_old", "unknown", "slow"


class TooManyStreams(Exception):
    """The account has as many followers as it may have."""


class Told:
    """An event as it goes over the wire; made once for all who are told."""

    def __init__(self, name: str, payload: str, position: int | None = None) -> None:
        self.name = name
        self.position = position
        self._payload = payload

    @cached_property
    def sse(self) -> bytes:
        known = "" if self.position is None else f"id: {self.position}\n"
        return f"{known}event: {self.name}\ndata: {self._payload}\n\n".encode()

    @cached_property
    def json(self) -> str:
        head = orjson.dumps({"id": self.position, "event": self.name}).decode()
        return f'{head[:-1]},"data":{self._payload}}}'


class Follower:
    """One stream: what it has been told, what waits for it, and whether it goes on."""

    def __init__(self, account_id: int, waiting: int) -> None:
        self.account_id = account_id
        self.position = 0  # the last event it has, or will have
        self.is_over = False
        self._most = waiting
        self._waiting: deque[Told] = deque()
        self._news = asyncio.Event()
        self._beats = False

    def tell(self, told: Sequence[Told]) -> bool:
        """False: it is too slow and is told nothing more but that."""
        for it in told:
            if it.position is not None and it.position > self.position:
                self.position = it.position
                self._waiting.append(it)
        is_slow = len(self._waiting) > self._most
        if is_slow:
            self._waiting.clear()
            self._waiting.append(resync(SLOW, None))
            self.is_over = True
        self._news.set()
        return not is_slow

    def beat(self) -> None:
        """A sign of life is due."""
        self._beats = True
        self._news.set()

    def end(self) -> None:
        self.is_over = True
        self._news.set()

    async def next(self) -> list[Told]:
        """What there is to tell; nothing: a sign of life, or the end."""
        if not self._waiting and not self.is_over and not self._beats:
            self._news.clear()
            await self._news.wait()
        self._beats = False
        told = list(self._waiting)
        self._waiting.clear()
        return told

    def restart(self, why: str, last: int) -> None:
        """What was missed can not be told; it goes on from here."""
        self.position = last
        self._waiting.append(resync(why, last))

    def resume(self, told: Sequence[Told], position: int) -> None:
        self._waiting.extend(told)
        self.position = position


def resync(why: str, last: int | None) -> Told:
    """`last`: told as the event's id, so that a client goes on from there."""
    data = {"reason": why, "last_event_id": last}
    return Told(RESYNC, orjson.dumps(data).decode(), last)


class Feed:
    def __init__(
        self,
        pool: Pool,
        clock: Clock,
        metrics: Metrics,
        *,
        per_account: int,
        waiting: int = WAITING,
    ) -> None:
        self._pool = pool
        self._clock = clock
        self._metrics = metrics
        self.per_account = per_account
        self._waiting = waiting
        self._followers: dict[int, set[Follower]] = {}  # by account, all
        self._live: dict[int, set[Follower]] = {}  # those who have caught up
        self._read: dict[int, int] = {}  # by account with such: read up to there
        self._woken = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []
        self._outages = Outages(log, "the log of events is not read")

    def wake(self, _: str = "") -> None:
        """The log has grown."""
        self._woken.set()

    def take(self, logged: Sequence[Logged]) -> None:
        """By what the log has grown here: read already, if nothing lies between."""
        for account_id, own in _by_account(logged).items():
            if self._read.get(account_id) == own[0].position - 1:
                self._go_on(account_id, own)
            elif account_id in self._read:
                self.wake()

    async def open(self) -> None:
        self._tasks = [
            asyncio.create_task(self._run()),
            asyncio.create_task(self._look()),
        ]

    async def close(self) -> None:
        self.end_all()
        for task in self._tasks:
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task

    def end_all(self) -> None:
        for followers in self._followers.values():
            for follower in followers:
                follower.end()

    @asynccontextmanager
    async def follow(
        self, account_id: int, since: int | None
    ) -> AsyncIterator[Follower]:
        """`since`: the last event that the client has; None: it begins now."""
        own = self._followers.setdefault(account_id, set())
        if len(own) >= self.per_account:
            raise TooManyStreams
        follower = Follower(account_id, self._waiting)
        own.add(follower)
        self._metrics.streams.inc()
        try:
            await self._begin(follower, since)
            yield follower
        finally:
            self._metrics.streams.dec()
            self._leave(follower)

    async def next(self, follower: Follower) -> list[Told]:
        """From the log until there is no more, then what is read for everybody."""
        if not self.is_live(follower) and not follower.is_over:
            await self._catch_up(follower)
        return await follower.next()

    def is_live(self, follower: Follower) -> bool:
        """Whether it has caught up, and is told of what comes as it comes."""
        return follower in self._live.get(follower.account_id, ())

    async def _begin(self, follower: Follower, since: int | None) -> None:
        first, last = await events.find_range(self._pool, follower.account_id)
        if since is None:
            follower.position = last
        elif since > last:
            self._restart(follower, UNKNOWN, last)
        elif since < first - 1:
            self._restart(follower, TOO_OLD, last)
        else:
            follower.position = since

    def _restart(self, follower: Follower, why: str, last: int) -> None:
        self._metrics.resyncs.labels(why).inc()
        follower.restart(why, last)

    async def _catch_up(self, follower: Follower) -> None:
        """Between the last comparison and the joining nothing can come."""
        account_id = follower.account_id
        while True:
            read = self._read.get(account_id)
            if read is not None and follower.position >= read:
                break
            found = await self._list({account_id: follower.position})
            if found:
                told = [_told(it) for it in found]
                return follower.resume(told, found[-1].position)
            if account_id not in self._read:
                self._read[account_id] = follower.position
                break
            if read == self._read[account_id]:  # what lay between has been deleted
                follower.position = read
        self._live.setdefault(account_id, set()).add(follower)
        self.wake()
        return None

    def _leave(self, follower: Follower) -> None:
        account_id = follower.account_id
        for followers in (self._followers, self._live):
            own = followers.get(account_id, set())
            own.discard(follower)
            if not own:
                followers.pop(account_id, None)
        if account_id not in self._live:
            self._read.pop(account_id, None)

    async def _run(self) -> None:
        while True:
            await self._woken.wait()
            self._woken.clear()
            try:
                while self._read and await self._read_on():
                    pass
                self._outages.passed()
            except Exception as failure:  # the next look reads on from the same place
                self._outages.failed(failure)

    async def _look(self) -> None:
        while True:
            await self._clock.sleep(LOOK_S)
            self.wake()

    async def _read_on(self) -> bool:
        """Whether there may be more."""
        asked = dict(self._read)
        by_account = _by_account(await self._list(asked))
        for account_id, logged in by_account.items():
            if self._read.get(account_id) == asked[account_id]:
                self._go_on(account_id, logged)
        return any(len(logged) >= PAGE for logged in by_account.values())

    def _go_on(self, account_id: int, logged: Sequence[Logged]) -> None:
        self._read[account_id] = logged[-1].position
        self._tell(account_id, [_told(it) for it in logged])

    def _tell(self, account_id: int, told: Sequence[Told]) -> None:
        for follower in list(self._live.get(account_id, ())):
            if not follower.tell(told):
                self._metrics.resyncs.labels(SLOW).inc()
                self._live[account_id].discard(follower)

    async def _list(self, positions: dict[int, int]) -> list[Logged]:
        return await events.list_since(self._pool, positions, PAGE)


def _told(logged: Logged) -> Told:
    return Told(logged.name, logged.payload, logged.position)


def _by_account(logged: Sequence[Logged]) -> dict[int, list[Logged]]:
    by_account: dict[int, list[Logged]] = {}
    for it in logged:
        by_account.setdefault(it.account_id, []).append(it)
    return by_account
