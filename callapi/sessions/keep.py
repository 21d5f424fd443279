"""Recordings are kept: the switch's parts become one file of ours, and then a row.

Left is what the contact said, right what he heard. A recording is listed when its file
is complete in the data directory; until the row is there the parts stay in the switch,
so that a restart in between finds them again.
"""

import asyncio
import logging
from pathlib import Path

from callapi.clock import Clock
from callapi.domain import telling
from callapi.domain.happening import Event
from callapi.domain.session import Session
from callapi.media.stereo import write_stereo
from callapi.metrics import Metrics
from callapi.store import sessions
from callapi.store.pool import Pool
from callapi.switch.switch import Switch

log = logging.getLogger(__name__)


class Keeper:
    def __init__(
        self, pool: Pool, directory: Path, clock: Clock, metrics: Metrics
    ) -> None:
        self._pool = pool
        self._clock = clock
        self._directory = directory
        self._metrics = metrics

    async def keep(self, switch: Switch, session_id: int, name: str) -> None:
        """Once both parts have ended; asked twice it does nothing the second time."""
        recorder = switch.recorder
        if await recorder.is_live(name):
            return
        session = await sessions.find(self._pool, session_id)
        said, heard = await recorder.fetch(name)
        if session is None or (said is None and heard is None):
            return
        path = self._directory / str(session.account_id) / f"{name}.wav"
        seconds = await asyncio.to_thread(write_stereo, path, said, heard)
        if seconds > 0:
            told = _told(session, seconds, self._clock.now())
            await sessions.insert_recording(self._pool, session_id, name, seconds, told)
            self._metrics.recordings.inc()
        await recorder.remove(name)
        log.info("recording kept", extra={"seconds": seconds})

    async def keep_left_behind(self, switch: Switch) -> None:
        """What ended while nobody listened."""
        for name in await switch.recorder.stored():
            await self.keep(switch, int(name.split("-")[1]), name)


def _told(session: Session, seconds: float, now: float) -> Event:
    return Event(
        "talk_recorded",
        now,
        {
            **telling.of_session(session),
            **telling.of_employee(session.operator),
            "file_duration": round(seconds, 3),
            **telling.of_tags(session),
        },
    )
