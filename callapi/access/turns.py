"""Turns: whose password is hashed next. Hashing takes long, and anybody may ask for it.

Peers take turns, and so do the logins one peer names. No peer has more than half of the
turns at once, and one login is judged once at a time. When too many wait, the last of
the longest line has to come again: whoever floods waits behind himself, and is refused
in his own place.
"""

import asyncio
from collections import Counter, deque
from collections.abc import AsyncIterator, Hashable
from contextlib import asynccontextmanager
from typing import Final

MOST_WAITING: Final = 32  # of all peers together
PATIENCE_S: Final = 10.0

# What each peer waits for, by login; who is first in a mapping is called first.
Line = dict[Hashable, deque[asyncio.Future[None]]]


class Crowded(Exception):
    """Too many wait, or it has taken too long: to be tried again later."""


class Turns:
    def __init__(
        self,
        at_once: int,
        most_waiting: int = MOST_WAITING,
        patience_s: float = PATIENCE_S,
    ) -> None:
        self._free = at_once
        self._most_of_one = max(1, at_once // 2)
        self._most_waiting = most_waiting
        self._patience_s = patience_s
        self._lines: dict[Hashable, Line] = {}
        self._busy: set[Hashable] = set()  # logins
        self._taken: Counter[Hashable] = Counter()  # by peer

    @asynccontextmanager
    async def of(self, peer: Hashable, login: Hashable) -> AsyncIterator[None]:
        await self._wait(peer, login)
        try:
            yield
        finally:
            self._end(peer, login)

    async def _wait(self, peer: Hashable, login: Hashable) -> None:
        called = asyncio.get_running_loop().create_future()
        line = self._lines.setdefault(peer, {})
        line.setdefault(login, deque()).append(called)
        self._call()
        if self._waiting() > self._most_waiting:
            self._turn_away()
        try:  # it is left alone by a cancellation, so whoever calls it may do so
            await asyncio.wait([called], timeout=self._patience_s)
        except asyncio.CancelledError:
            if called.done() and called.exception() is None:
                self._end(peer, login)  # cancelled in the moment it was called
            self._leave(peer, login, called)
            raise
        if not called.done():
            self._leave(peer, login, called)
            raise Crowded("no turn in time")
        called.result()

    def _call(self) -> None:
        while self._free and (found := self._next()):
            peer, login = found
            called = self._lines[peer][login][0]
            self._leave(peer, login, called)
            if login in self._lines.get(peer, {}):  # the others of the peer are first
                self._lines[peer][login] = self._lines[peer].pop(login)
            if peer in self._lines:
                self._lines[peer] = self._lines.pop(peer)
            self._free -= 1
            self._busy.add(login)
            self._taken[peer] += 1
            called.set_result(None)

    def _next(self) -> tuple[Hashable, Hashable] | None:
        return next(
            (
                (peer, login)
                for peer, line in self._lines.items()
                if self._taken[peer] < self._most_of_one
                for login in line
                if login not in self._busy
            ),
            None,
        )

    def _end(self, peer: Hashable, login: Hashable) -> None:
        self._free += 1
        self._busy.discard(login)
        self._taken[peer] -= 1
        if not self._taken[peer]:
            del self._taken[peer]
        self._call()

    def _waiting(self) -> int:
        return sum(_length(line) for line in self._lines.values())

    def _turn_away(self) -> None:
        lines = reversed(self._lines.items())
        peer, line = max(lines, key=lambda it: _length(it[1]))
        login, waits = max(reversed(line.items()), key=lambda it: len(it[1]))
        called = waits[-1]
        self._leave(peer, login, called)
        called.set_exception(Crowded("too many wait for a turn"))

    def _leave(
        self, peer: Hashable, login: Hashable, called: asyncio.Future[None]
    ) -> None:
        line = self._lines.get(peer, {})
        waits = line.get(login)
        if waits is None or called not in waits:
            return
        waits.remove(called)
        if not waits:
            del line[login]
        if not line:
            del self._lines[peer]


def _length(line: Line) -> int:
    return sum(len(waits) for waits in line.values())
