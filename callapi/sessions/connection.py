"""Hearing of one application on one switch: settle when the switch is there, give up
when it is gone, make room when another node is to listen.
"""

import asyncio
import logging
from collections.abc import Callable
from typing import Any

from callapi.clock import Clock, Timer
from callapi.metrics import Metrics
from callapi.sessions.listener import Listener
from callapi.sessions.recover import Recovery
from callapi.sessions.seats import Seats
from callapi.store.outage import is_outage
from callapi.switch.ari import Ari, AriError, SwitchDown
from callapi.switch.events import dialled_leg, ringing_leg, translate
from callapi.switch.lines import Lines
from callapi.switch.switch import Switch

log = logging.getLogger(__name__)

TRY_AGAIN_S = 1.0
KEEP_AGAIN_S = 10.0  # a disk that is full may have room by then
GONE_S = 25.0  # a switch that has not come back by then has lost its calls


class Connection:
    def __init__(
        self,
        switch: Switch,
        ari: Ari,
        listener: Listener,
        recovery: Recovery,
        seats: Seats,
        app: str,
        lines: Lines | None,
        clock: Clock,
        metrics: Metrics,
    ) -> None:
        """`lines` go with the application in which calls are begun."""
        self._switch = switch
        self._ari = ari
        self._listener = listener
        self._recovery = recovery
        self._seats = seats
        self._app = app
        self._lines = lines
        self._clock = clock
        self._metrics = metrics
        self._wake = asyncio.Event()
        self._gone: Timer | None = None
        self._is_gone = False
        self._doubt: Timer | None = None
        self._settled = asyncio.Event()
        self.replaced = asyncio.Event()  # another listens
        self.is_there: Callable[[], None] = lambda: None  # the switch, once more
        self._tasks: list[asyncio.Task[None]] = []

    async def open(self, patience_s: float) -> None:
        """Wait for the first settling; a switch that is not there comes later."""
        self._tasks = [
            asyncio.create_task(self._listen()),
            asyncio.create_task(self._settle_for_ever()),
        ]
        waits = [self._settled.wait()]
        if self._lines is not None:
            self._tasks.append(asyncio.create_task(self._lines.run()))
            waits.append(self._lines.synced.wait())
        try:
            await asyncio.wait_for(asyncio.gather(*waits), patience_s)
        except TimeoutError:
            log.warning(
                "switch %s does not answer; calls can be made when it does",
                self._switch.name,
            )

    def settle_again(self, in_s: float = TRY_AGAIN_S) -> None:
        """Soon, and once for many who ask: events may be lost."""
        if self._doubt is None:
            self._doubt = self._clock.call_later(in_s, self._settle_now)

    async def close(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._keep()
        if self._doubt is not None:
            self._doubt.cancel()

    async def _listen(self) -> None:
        apps = [self._app]
        if self._lines is not None:
            apps.append(self._ari.lines_app)
        await self._ari.listen(
            self._take,
            self._connected,
            self._lost,
            apps=apps,
            may_return=self._may_return,
        )

    async def _may_return(self) -> bool:
        """Another client listens: it may have been given the seat."""
        self.replaced.set()
        await self._seats.look()
        return self._app in self._seats.apps

    def _take(self, event: dict[str, Any]) -> None:
        self._metrics.events.labels(event.get("type", "")).inc()
        if event.get("type") == "StasisStart":
            self._switch.entries.entered(event["channel"]["id"])
        dialled = dialled_leg(event)
        if dialled is not None:
            self._switch.dialler.saw(*dialled)
        leg_id = ringing_leg(event)
        if leg_id is not None:
            self._switch.dialler.forget(leg_id)
        if self._lines is not None:
            self._lines.take(event)
        translated = translate(event)
        if translated is not None:
            self._listener.take(translated, self._switch)

    def _connected(self) -> None:
        self._keep()
        self._wake.set()
        self.is_there()
        if self._lines is not None:
            self._lines.connected()

    def _lost(self) -> None:
        if self._gone is None and not self._is_gone:
            self._gone = self._clock.call_later(GONE_S, self._give_up)

    def _keep(self) -> None:
        self._is_gone = False
        if self._gone is not None:
            self._gone.cancel()
            self._gone = None

    def _give_up(self) -> None:
        self._gone = None
        self._is_gone = True
        self._wake.set()
        if self._lines is not None:
            self._lines.gone()

    def _settle_now(self) -> None:
        """Without a connection the next one does it anyway."""
        self._doubt = None
        if self._ari.connected:
            self._wake.set()

    async def _settle_for_ever(self) -> None:
        while True:
            await self._wake.wait()
            self._wake.clear()
            try:
                if self._is_gone:
                    log.warning("switch %s is gone, and its calls", self._switch.name)
                    await self._recovery.give_up()
                else:
                    await self._settle()
            except (AriError, SwitchDown) as error:
                log.warning("not settled with switch %s: %s", self._switch.name, error)
                await self._again()
            except Exception as failure:
                if is_outage(failure):
                    log.warning("not settled without the database: %r", failure)
                else:
                    log.exception("not settled with switch %s", self._switch.name)
                await self._again()

    async def _settle(self) -> None:
        """All, and then those that were moving, for as long as nothing else is lost."""
        left = await self._recovery.settle()
        is_kept = await self._recovery.keep_recordings()
        self._settled.set()
        while left:
            await self._clock.sleep(TRY_AGAIN_S)
            if self._wake.is_set():
                return
            left = await self._recovery.settle(only=left)
        if not is_kept:
            self.settle_again(KEEP_AGAIN_S)

    async def _again(self) -> None:
        await self._clock.sleep(TRY_AGAIN_S)
        if self._ari.connected or self._is_gone:
            self._wake.set()
