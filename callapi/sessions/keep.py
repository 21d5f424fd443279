"""Recordings are kept: the switch's parts become one file of ours, and then a row.

Left is what the contact said, right what he heard. A recording is listed when its file
is complete in the data directory; until the row is there the parts stay in the switch,
so that a restart in between finds them again.
"""

import asyncio
import logging
from pathlib import Path

from callapi.domain import messages
from callapi.media.stereo import write_mono, write_stereo
from callapi.metrics import Metrics
from callapi.store import sessions
from callapi.store.pool import Pool
from callapi.switch.switch import Switch

log = logging.getLogger(__name__)


class Keeper:
    def __init__(self, pool: Pool, directory: Path, metrics: Metrics) -> None:
        self._pool = pool
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
            await sessions.insert_recording(self._pool, session_id, name, seconds)
            self._metrics.recordings.inc()
        await recorder.remove(name)
        log.info("recording kept", extra={"seconds": seconds})

    async def keep_message(
        self, switch: Switch, session_id: int, name: str, said_s: float | None = None
    ) -> None:
        """A voicemail, unless the contact has said less than is asked for."""
        session = await sessions.find(self._pool, session_id)
        said = await switch.recorder.fetch_message(name)
        if session is None or said is None:
            return
        wanted = messages.settings(session)
        if said_s is None or said_s >= wanted.min_s:
            path = self._directory / str(session.account_id) / f"{name}.wav"
            seconds = await asyncio.to_thread(write_mono, path, said)
            if seconds > 0:
                await sessions.insert_voicemail(
                    self._pool, session_id, name, seconds, wanted.emails
                )
        await switch.recorder.remove_message(name)

    async def keep_left_behind(self, switch: Switch) -> None:
        """What ended while nobody listened."""
        for name in await switch.recorder.stored_messages():
            await self.keep_message(switch, int(name.split("-")[1]), name)
        for name in await switch.recorder.stored():
            await self.keep(switch, int(name.split("-")[1]), name)
