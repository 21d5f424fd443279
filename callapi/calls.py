"""Everything between a cause and the telephone network, built once and in order."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from callapi.clock import Clock
from callapi.domain.engine import Advance
from callapi.domain.happening import Happening
from callapi.domain.session import Limits, Session
from callapi.media.find import Media
from callapi.sessions.control import Control
from callapi.sessions.inbound import Reception
from callapi.sessions.listener import FindAccount, Listener
from callapi.sessions.options import Options
from callapi.sessions.recover import Recovery
from callapi.sessions.routes import Routes, sound
from callapi.sessions.third_party import typed_number
from callapi.store import sessions
from callapi.store.pool import Pool
from callapi.switch.ari import Ari, AriError, SwitchDown
from callapi.switch.events import translate
from callapi.switch.pace import Pace
from callapi.switch.switch import Switch

log = logging.getLogger(__name__)

ORIGINATE_PATIENCE_S = 10.0
SWEEP_S = 1.0
LATE_S = 2.0  # a timer nobody has served for so long is everybody's
DRAIN_S = 3.0
FIRST_CONNECTION_S = 5.0


@dataclass(frozen=True, slots=True)
class Calls:
    switch: Switch
    control: Control
    routes: Routes
    options: Options
    listener: Listener
    recovery: Recovery


@asynccontextmanager
async def open_calls(
    pool: Pool,
    media: Media,
    clock: Clock,
    ari: Ari,
    *,
    sip_endpoint: str,
    trunk_endpoint: str,
    fax_dir: Path,
    originate_per_s: float | None,
    limits: Limits,
    find_account: FindAccount,
) -> AsyncIterator[Calls]:
    """Connected to the switch and settled with it, if the switch is there."""
    pace = Pace(clock, originate_per_s, ORIGINATE_PATIENCE_S)
    switch = Switch(ari, pace, sip_endpoint, trunk_endpoint, fax_dir)
    await asyncio.to_thread(fax_dir.mkdir, parents=True, exist_ok=True)
    control = Control(pool, switch, clock)
    routes = Routes(pool, media)
    options = Options(pool, control, routes)
    error_tone = sound(await media.system("error_tone"))
    music = sound(await media.system("dialing_music"))

    async def insert(session: Session, first: Advance, wake_at: float | None) -> None:
        await sessions.insert(pool, session, first.events, wake_at)

    async def find_third(session: Session, digits: str) -> Happening | None:
        account = await find_account(session.account_id)
        if account is None:
            return None
        return await typed_number(pool, account, digits, error_tone)

    control.find_third = find_third
    reception = Reception(
        pool, switch, control, routes, find_account, insert, limits, music
    )
    listener = Listener(pool, switch, control, options, find_account, reception.take)
    recovery = Recovery(pool, switch, control, listener)
    calls = Calls(switch, control, routes, options, listener, recovery)
    await ari.open()
    settler = _Settler(recovery, clock)
    tasks = [
        asyncio.create_task(
            ari.listen(lambda event: _take(listener, event), settler.connected.set)
        ),
        asyncio.create_task(settler.run()),
        asyncio.create_task(_sweep(pool, control, clock)),
    ]
    try:
        await settler.wait_for_first()
        yield calls
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await listener.close(DRAIN_S)
        await control.close(DRAIN_S)
        await ari.close()


def _take(listener: Listener, event: dict[str, object]) -> None:
    translated = translate(event)
    if translated is not None:
        listener.take(translated)


class _Settler:
    """Settles after every connection; tries again while something is not there."""

    def __init__(self, recovery: Recovery, clock: Clock) -> None:
        self._recovery = recovery
        self._clock = clock
        self.connected = asyncio.Event()
        self._settled = asyncio.Event()

    async def run(self) -> None:
        while True:
            await self.connected.wait()
            self.connected.clear()
            try:
                await self._recovery.settle()
                self._settled.set()
            except (AriError, SwitchDown) as error:
                log.warning("not settled with the switch: %s", error)
            except Exception:
                log.exception("not settled with the switch")
                self.connected.set()
                await self._clock.sleep(SWEEP_S)

    async def wait_for_first(self) -> None:
        """A switch that is not there does not keep the server from starting."""
        try:
            await asyncio.wait_for(self._settled.wait(), FIRST_CONNECTION_S)
        except TimeoutError:
            log.warning("the switch does not answer; calls can be made when it does")


async def _sweep(pool: Pool, control: Control, clock: Clock) -> None:
    """Timers that their process has not served."""
    while True:
        await clock.sleep(SWEEP_S)
        try:
            for session_id in await sessions.find_overdue(pool, clock.now() - LATE_S):
                control.wake(session_id)
        except Exception:
            log.exception("overdue sessions could not be looked for")
