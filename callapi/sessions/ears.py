"""Ears: this node hears of each application it has a seat for, on each switch."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Final

from callapi.sessions.connection import Connection
from callapi.sessions.seats import Seats
from callapi.switch.ari import Ari, AriError, SwitchDown
from callapi.switch.switch import Switch

log = logging.getLogger(__name__)

REPLACED_S: Final = 3.0  # another node is there by then, or there is none
LOOK_S: Final = 0.02
DOORS_S: Final = 2.0  # so often it is asked where calls go that come in

# Of an application, on each switch; the second: whether calls are begun in it.
Hear = Callable[[str, bool], Sequence[Connection]]


class Ears:
    def __init__(
        self, seats: Seats, switches: Sequence[tuple[Ari, Switch]], hear: Hear
    ) -> None:
        self._seats = seats
        self._switches = switches
        self._hear = hear
        # by application, whether it is our own, and since which life it is ours
        self._open: dict[tuple[str, bool, int], Sequence[Connection]] = {}
        self._changed = asyncio.Event()
        self._following: asyncio.Task[None] | None = None
        self._is_first = False
        self.came_first: Callable[[], None] = lambda: None  # of all nodes, one day

    async def open(self, patience_s: float) -> None:
        """Wait for the first settling; a switch that is not there comes later."""
        for ari, _ in self._switches:
            await ari.open()
        self._seats.changed = self._changed.set
        self._seats.lost = self.settle_now
        await self._follow(patience_s)
        self._is_first = self._seats.is_first
        self._following = asyncio.create_task(self._follow_for_ever(patience_s))

    def settle_again(self) -> None:
        for connection in self._all:
            connection.settle_again()

    def settle_now(self) -> None:
        """A node has gone: what it was about to ask for nobody will."""
        for connection in self._all:
            connection.settle_again(0.0)

    async def leave(self) -> None:
        """Another node listens from now on, or we do until all is done."""
        if self._following is not None:
            self._following.cancel()
            await asyncio.gather(self._following, return_exceptions=True)
        await self._seats.leave()
        await self._tell_doors()
        for _ in range(round(REPLACED_S / LOOK_S)):
            is_over = all(it.replaced.is_set() for it in self._all)
            if is_over or not self._seats.has_heirs:
                return
            await asyncio.sleep(LOOK_S)

    async def close(self) -> None:
        await asyncio.gather(*(it.close() for it in self._all))

    async def close_requests(self) -> None:
        """The last: until then what is under way may still ask."""
        for ari, _ in self._switches:
            await ari.close()

    @property
    def _all(self) -> list[Connection]:
        return [it for several in self._open.values() for it in several]

    async def _follow_for_ever(self, patience_s: float) -> None:
        while True:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._changed.wait(), DOORS_S)
            try:
                if self._changed.is_set():
                    await self._follow_changes(patience_s)
                elif self._is_first:
                    await self._tell_doors()
            except Exception:
                log.exception("seats and event sockets do not agree; once more soon")
                await asyncio.sleep(DOORS_S)
                self._changed.set()

    async def _follow_changes(self, patience_s: float) -> None:
        self._changed.clear()
        await self._follow(patience_s)
        was_first, self._is_first = self._is_first, self._seats.is_first
        if self._is_first and not was_first:
            self.came_first()

    async def _follow(self, patience_s: float) -> None:
        """Hear of what we have a seat for, and of nothing else."""
        own, life = self._seats.app, self._seats.life
        wanted = {(app, app == own, life) for app in self._seats.apps}
        lost = self._open.keys() - wanted
        over = [self._open.pop(it) for it in lost]
        await asyncio.gather(*(it.close() for several in over for it in several))
        for app, _, _ in lost:
            for _, switch in self._switches:
                switch.occupancy.leave(app)
        for ari, _ in self._switches:
            ari.app = own or ari.app
        begun = {it: self._hear(*it[:2]) for it in wanted - self._open.keys()}
        self._open |= begun
        opening = [it for several in begun.values() for it in several]
        for connection in opening:
            connection.is_there = self._changed.set  # a new one knows no doors
        await asyncio.gather(*(it.open(patience_s) for it in opening))
        if own:
            self._seats.is_home.set()
        await self._tell_doors()

    async def _tell_doors(self) -> None:
        """The dialplan tries these applications in turn; read anew it forgets them."""
        doors = self._seats.open_apps
        there = [switch for ari, switch in self._switches if ari.connected]
        if doors:
            await asyncio.gather(*(_tell_doors(switch, doors) for switch in there))


async def _tell_doors(switch: Switch, doors: tuple[str, ...]) -> None:
    """One that is frozen, and not known to be, keeps nobody from the others."""
    try:
        async with asyncio.timeout(DOORS_S):
            if await switch.open_apps() != doors:
                await switch.open_for(doors)
    except (AriError, SwitchDown, TimeoutError) as error:
        log.warning("switch %s knows no other nodes: %r", switch.name, error)
