"""Recordings are kept: the switch's parts become one file of ours, and then a row.

Left is what the contact said, right what he heard. A recording is listed when its file
is complete in the data directory; until the row is there the parts stay in the switch,
so that a restart in between finds them again.
"""

import asyncio
import logging
from collections.abc import Callable
from pathlib import Path
from weakref import WeakValueDictionary

from callapi.clock import Clock
from callapi.domain import messages, telling
from callapi.domain.happening import Event
from callapi.domain.session import Session
from callapi.media.stereo import write_mono, write_stereo
from callapi.metrics import Metrics
from callapi.store import sessions
from callapi.store.pool import Pool
from callapi.switch.ari import SwitchDown
from callapi.switch.events import session_of
from callapi.switch.recorder import PARTS, Recorder
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
        self._locks = WeakValueDictionary[str, asyncio.Lock]()

    async def keep(self, switch: Switch, session_id: int, name: str) -> None:
        """Once both parts have ended; asked twice it does nothing the second time."""
        lock = self._locks.setdefault(name, asyncio.Lock())
        async with lock:
            recorder = switch.recorder
            if await recorder.is_live(name):
                return
            # With a row it is complete, and some of its parts may be gone already.
            is_kept = await sessions.has_recording(self._pool, name)
            if is_kept or await self._store(recorder, session_id, name):
                await recorder.remove(name)

    async def keep_message(
        self, switch: Switch, session_id: int, name: str, said_s: float | None = None
    ) -> None:
        """A voicemail, unless the contact has said less than is asked for."""
        lock = self._locks.setdefault(name, asyncio.Lock())
        async with lock:
            if await switch.recorder.is_live(name):
                return
            if not await sessions.has_voicemail(self._pool, name):
                await self._store_message(switch.recorder, session_id, name, said_s)
            await switch.recorder.remove_message(name)

    async def keep_left_behind(
        self, switch: Switch, is_ours: Callable[[Session], bool] = lambda _: True
    ) -> bool:
        """What ended while nobody listened. One that fails does not stop the others.

        Of several nodes each keeps those of its sessions. False: something is left.
        """
        recorder, is_all = switch.recorder, True
        left = [(self.keep, name) for name in await recorder.stored()]
        messages = [(self.keep_message, it) for it in await recorder.stored_messages()]
        for keep, name in (*left, *messages):
            session_id = session_of(name)
            assert session_id is not None  # by its name it is ours
            session = await sessions.find(self._pool, session_id)
            if session is not None and not is_ours(session):
                continue
            try:
                await keep(switch, session_id, name)
            except SwitchDown:
                raise
            except Exception:  # a full disk, say: the parts stay until it has room
                log.exception("recording %s not kept", name)
                is_all = False
        return is_all

    async def _store(self, recorder: Recorder, session_id: int, name: str) -> bool:
        """False for a recording of nobody we know, or one that has never been."""
        session = await sessions.find(self._pool, session_id)
        if session is None:
            return False
        path = self._directory / str(session.account_id) / f"{name}.wav"
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        # These names are used again after a crash, and so nothing is left over.
        said, heard = (path.with_name(f".{name}-{part}.part") for part in PARTS)
        try:
            has_said, has_heard = await recorder.fetch(name, said, heard)
            if not has_said and not has_heard:
                return False
            left, right = said if has_said else None, heard if has_heard else None
            seconds = await asyncio.to_thread(write_stereo, path, left, right)
        finally:
            said.unlink(missing_ok=True)
            heard.unlink(missing_ok=True)
        if seconds > 0:
            told = _told(session, seconds, self._clock.now())
            await sessions.insert_recording(self._pool, session_id, name, seconds, told)
            self._metrics.recordings.inc()
        log.info("recording kept", extra={"seconds": seconds})
        return True

    async def _store_message(
        self, recorder: Recorder, session_id: int, name: str, said_s: float | None
    ) -> None:
        session = await sessions.find(self._pool, session_id)
        if session is None:
            return
        wanted = messages.settings(session)
        path = self._directory / str(session.account_id) / f"{name}.wav"
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        said = path.with_name(f".{name}-{PARTS[0]}.part")
        try:
            has_said = await recorder.fetch_message(name, said)
            if not has_said or (said_s is not None and said_s < wanted.min_s):
                return
            seconds = await asyncio.to_thread(write_mono, path, said)
        finally:
            said.unlink(missing_ok=True)
        if seconds > 0:
            facts = telling.of_session(session)
            facts["file_duration"] = round(seconds, 3)
            told = Event("voice_mail_recorded", self._clock.now(), facts)
            await sessions.insert_voicemail(
                self._pool, session_id, name, seconds, wanted.emails, told
            )


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
