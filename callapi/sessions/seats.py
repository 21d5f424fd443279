"""This node among the others: that it lives, and for which applications it listens.

A node beats in its row and sits on one seat of its own, a Stasis application in which
it begins calls. The seat of a node whose beat is missing is taken by another, who
listens in its place until the calls there are over or a new node wants the seat.

A node that was stopped for a while may have been given up. So nobody acts on what he
was told before, unless `alive` says that this is still the same life.
"""

import asyncio
import logging
import math
import os
import socket
import time
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Final

from callapi.store import nodes as store
from callapi.store.nodes import Node, Seat
from callapi.store.pool import Connection, connect

log = logging.getLogger(__name__)

BEAT_S: Final = 0.5
DEAD_S: Final = 2.2  # a node that has been silent for so long is given up
SURE_S: Final = 1.7  # so long after a beat nobody can have given us up
EMPTY_S: Final = 10.0  # how often it is asked whether a seat beside ours is empty
SEATED_S: Final = 3.0
PATIENCE_S: Final = 2.0  # of one look at the database

Changed = Callable[[], object]


class Seats:
    def __init__(self, database_url: str, app: str, name: str = "") -> None:
        """`app` is the application of seat 1, and begins the names of the others."""
        self._url = database_url
        self._base = app
        self.name = name or socket.gethostname()
        self._id = 0
        self._heard_at = -SURE_S  # when the last beat that arrived was sent
        self._since = 0.0  # of when on beats have come without a gap
        self._looked_at = 0.0  # for empty seats
        self._round = asyncio.Event()  # set, and replaced, at the end of each
        self._woken = asyncio.Event()
        self._connection: Connection | None = None
        self._beating: asyncio.Task[None] | None = None
        self._is_leaving = False
        self.is_home = asyncio.Event()  # what happens in its application is heard
        self.life = 0  # counts how often this node was given up
        self.nodes: tuple[Node, ...] = ()
        self.seats: tuple[Seat, ...] = ()
        self.changed: Changed = lambda: None  # seats are other ones now
        self.lost: Changed = lambda: None  # a node has gone: what was it about?
        # the database's time, somewhere in the last seconds
        self.hear_time: Callable[[float, float], object] = lambda told, within_s: None

    async def open(self) -> None:
        """Sit down; the others know of it when this is over."""
        self._connection = await self._connect()
        await self._join(self._connection)
        asked = time.monotonic()
        told = await store.time(self._connection)
        self.hear_time(told, time.monotonic() - asked)
        self._beating = asyncio.create_task(self._beat_for_ever())
        if not self.is_alone:
            await asyncio.sleep(2 * BEAT_S)

    async def leave(self) -> None:
        """Others may listen in our place; what is under way is finished."""
        self._is_leaving = True
        with suppress(TimeoutError):  # then they miss our beat
            async with asyncio.timeout(PATIENCE_S):
                await self.look()

    async def close(self) -> None:
        if self._beating is not None:
            self._beating.cancel()
            with suppress(asyncio.CancelledError):
                await self._beating
        if self._connection is not None:
            with suppress(Exception):
                async with asyncio.timeout(PATIENCE_S):
                    await store.remove(self._connection, [self._id])
                    await store.tell(self._connection)
            self._connection.terminate()

    async def look_on(self) -> None:
        """See who is there, without being one of them."""
        connection = await connect(self._url)
        try:
            await self._see(connection)
        finally:
            await connection.close()

    # --- what the others here ask

    @property
    def id(self) -> int:
        """Of this life."""
        return self._id

    @property
    def app(self) -> str:
        """Where calls are begun; none while this node has no seat of its own."""
        own = [it.number for it in self.seats if it.is_own and it.node_id == self._id]
        return self.app_of(own[0]) if own else ""

    @property
    def apps(self) -> tuple[str, ...]:
        """Those this node listens for, its own among them."""
        return self.apps_of(self._id)

    @property
    def open_apps(self) -> tuple[str, ...]:
        """Of all nodes: where calls that come in may go."""
        return tuple(self.app_of(it.number) for it in self.seats if it.is_own)

    @property
    def all_apps(self) -> frozenset[str]:
        """Somebody listens for each of them, or soon will."""
        return frozenset(self.app_of(it.number) for it in self.seats)

    @property
    def is_alone(self) -> bool:
        """No other node can have moved anything."""
        others = any(node.id != self._id for node in self.nodes)
        return self._is_sure and not others

    @property
    def is_first(self) -> bool:
        """Of all nodes one does what is to be done once."""
        own = [it for it in self.seats if it.is_own]
        return bool(own) and own[0].node_id == self._id

    @property
    def has_heirs(self) -> bool:
        """There are nodes that are not about to leave, too."""
        return any(it.is_own and it.node_id != self._id for it in self.seats)

    def is_other(self, node_id: int) -> bool:
        """Another node, and alive."""
        return node_id != self._id and any(it.id == node_id for it in self.nodes)

    def apps_of(self, node_id: int) -> tuple[str, ...]:
        numbers = [it.number for it in self.seats if it.node_id == node_id]
        return tuple(self.app_of(number) for number in numbers)

    def shown(self) -> list[dict[str, object]]:
        """All nodes that are alive, and the applications they listen for."""
        return [
            {
                "name": node.name,
                "apps": self.apps_of(node.id),
                "age_s": round(node.age_s),
                "is_this": node.id == self.id,
            }
            for node in self.nodes
        ]

    def app_of(self, number: int) -> str:
        return self._base if number == 1 else f"{self._base}-{number}"

    def is_base(self, app: str) -> bool:
        """Calls that were begun before there were seats belong to it."""
        return app == self._base

    async def alive(self, life: int) -> bool:
        """Whether this node has not been given up since that life; waits for certainty.

        While the database does not answer nobody is certain.
        """
        while not self._is_sure:
            await self._round.wait()
        return life == self.life

    async def seated(self) -> str:
        """The application to begin a call in; none when that takes too long to know."""
        with suppress(TimeoutError):
            async with asyncio.timeout(SEATED_S):
                await self.alive(self.life)
                await self.is_home.wait()
                return self.app
        return ""

    async def look(self) -> None:
        """Wait until the rows have been looked at anew."""
        self._woken.set()
        began = time.monotonic()
        while self._heard_at < began:
            await self._round.wait()

    # --- beating

    @property
    def _is_sure(self) -> bool:
        return time.monotonic() - self._heard_at < SURE_S

    async def _beat_for_ever(self) -> None:
        while True:
            try:
                async with asyncio.timeout(PATIENCE_S):
                    await self._beat()
            except Exception as failure:
                if self._connection is not None:  # once for each outage
                    log.warning("the other nodes are not heard of: %r", failure)
                self._drop()
            with suppress(TimeoutError):
                async with asyncio.timeout(BEAT_S):
                    await self._woken.wait()
            self._woken.clear()

    async def _beat(self) -> None:
        if self._connection is None or self._connection.is_closed():
            self._connection = await self._connect()
        sent = time.monotonic()
        told = await store.beat(self._connection, self._id)
        if told is None:
            if self._is_leaving:
                return
            log.warning("this node was taken for dead; it begins anew")
            self.life += 1
            self.is_home.clear()
            await self._join(self._connection)
        else:
            self.hear_time(told, time.monotonic() - sent)
            if sent - self._heard_at > DEAD_S:
                self._since = sent
        if self._is_leaving:
            await store.free(self._connection, self._id)
            await store.tell(self._connection)
        self._heard_at = sent
        await self._see(self._connection)
        if not self._is_leaving:
            await self._look_after(self._connection, sent)
        done, self._round = self._round, asyncio.Event()
        done.set()

    async def _see(self, db: Connection) -> None:
        seats, alive = self.seats, {node.id for node in self.nodes}
        self.nodes = await store.list_nodes(db)
        self.seats = await store.list_seats(db)
        if seats != self.seats:
            self.changed()
        if alive - {node.id for node in self.nodes}:
            self.lost()

    async def _look_after(self, db: Connection, now: float) -> None:
        """Take the seats of nodes that have gone, and leave those that are empty.

        After a silence of the database all others seem silent.
        """
        longest_s = DEAD_S if now - self._since > DEAD_S else math.inf
        is_free = any(it.node_id is None for it in self.seats)
        if is_free or any(is_dead(node, longest_s) for node in self.nodes):
            async with db.transaction():
                await self._bury(db, longest_s)
                for seat in await store.list_seats(db):
                    if seat.node_id is None:
                        log.warning("listening as %s now", self.app_of(seat.number))
                        await store.take(db, seat.number, self._id, is_own=False)
                await store.tell(db)
            await self._see(db)
        if now - self._looked_at > EMPTY_S:
            self._looked_at = now
            for seat in self.seats:
                if seat.node_id == self._id and not seat.is_own:
                    app = self.app_of(seat.number)
                    await store.drop_empty(db, seat.number, self._id, app)

    async def _join(self, db: Connection) -> None:
        """Take a free seat, one that somebody only keeps warm, or a new one."""
        async with db.transaction():
            await self._bury(db, DEAD_S)
            self._id = await store.join(db, self.name, _place(), os.getpid())
            seats = await store.list_seats(db)
            number = choose(seats)
            await store.take(db, number, self._id, is_own=True)
            await store.tell(db)
        self._heard_at = self._looked_at = self._since = time.monotonic()
        log.info("node %s listens as %s", self._id, self.app_of(number))
        await self._see(db)

    async def _bury(self, db: Connection, longest_s: float) -> None:
        """In a transaction: nobody else changes seats until its end."""
        await store.lock(db)
        dead = [node for node in await store.list_nodes(db) if is_dead(node, longest_s)]
        for node in dead:
            silent_s = round(node.silent_s, 1)
            log.warning(
                "node %s (%s) is dead, silent for %s s", node.id, node.name, silent_s
            )
        if dead:
            await store.remove(db, [node.id for node in dead])

    async def _connect(self) -> Connection:
        connection = await connect(self._url)
        await connection.add_listener(store.CHANNEL, self._told)
        return connection

    def _told(self, *_: object) -> None:
        self._woken.set()

    def _drop(self) -> None:
        if self._connection is not None:
            self._connection.terminate()
            self._connection = None


def choose(seats: tuple[Seat, ...]) -> int:
    """The seat of a new node, so that there are never more than there were nodes."""
    for candidates in (
        [seat.number for seat in seats if seat.node_id is None],
        [seat.number for seat in seats if not seat.is_own],
    ):
        if candidates:
            return candidates[0]
    taken = {seat.number for seat in seats}
    return next(n for n in range(1, len(taken) + 2) if n not in taken)


def is_dead(node: Node, longest_s: float) -> bool:
    """Silent for too long; or its process is none any more, where we can see that."""
    if node.silent_s > longest_s:
        return True
    return node.place == _place() and not _exists(node.pid)


def _exists(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


@cache
def _place() -> str:
    """Two processes see each other's numbers in the same place only."""
    try:
        space = os.readlink("/proc/self/ns/pid")
        boot = Path("/proc/sys/kernel/random/boot_id").read_text().strip()
    except OSError:
        space, boot = "", ""
    return f"{socket.gethostname()} {boot} {space}"
