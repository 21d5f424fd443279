"""callapi with an account and its sounds, and what the tests ask of a call in it."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import soundfile

from callapi.domain.session import Session
from callapi.store import sessions
from callapi.store.pool import Pool, open_pool
from tests.telephony.server import PATIENCE_S, Server, serving

ACCOUNTS = Path(__file__).parent / "office.toml"
RATE = 8000
VIRTUAL = "12025550100"

# What people say.
CONTACT_HZ, SECOND_HZ, THIRD_HZ, COACH_HZ = 700, 440, 950, 1150
# What they are made to hear.
HOLD_HZ, MUSIC_HZ, NOTE_HZ, BRIEF_HZ, GREETING_HZ = 1400, 1650, 1900, 2200, 2500
LOOPED_S, MESSAGE_S = 1.0, 2.5
SOUNDS = {
    "hold": (HOLD_HZ, LOOPED_S),
    "music": (MUSIC_HZ, LOOPED_S),
    "note": (NOTE_HZ, MESSAGE_S),
    "brief": (BRIEF_HZ, MESSAGE_S),
    "greeting": (GREETING_HZ, MESSAGE_S),
}

Ids = dict[str, int]


@dataclass(frozen=True)
class Call:
    """One session, by its id."""

    server: Server
    pool: Pool
    id: int

    async def ask(self, method: str, **params: object) -> None:
        await self.server.ask(method, call_session_id=self.id, **params)

    async def listed(self) -> dict[str, Any] | None:
        calls = await self.server.ask("list.calls")
        return next((c for c in calls if c["call_session_id"] == self.id), None)

    async def legs(self) -> dict[str, str] | None:
        """The numbers that were dialled and what their legs do; None: it is over."""
        listed = await self.listed()
        if listed is None:
            return None
        return {leg["called_phone_number"]: leg["state"] for leg in listed["legs"]}

    async def shows(self, legs: dict[str, str]) -> None:
        """`list.calls` comes to show just these."""
        await self.server.comes_to(legs, self.legs)

    async def talks(self, *numbers: str) -> None:
        """These are in conversation, and nobody else is there."""
        await self.shows(dict.fromkeys(numbers, "Conversation"))

    async def stored(self) -> Session:
        session = await sessions.find(self.pool, self.id)
        assert session is not None
        return session

    async def finishes(self, reason: str) -> None:
        """It ends, for this reason."""
        await self.is_over()
        assert (await self.stored()).finish_reason == reason

    async def is_over(self, patience_s: float = PATIENCE_S) -> None:
        """Sooner or later, and that is told once."""
        await self.server.comes_to("ended", self.state, patience_s)
        told = "select count(*) from events where session_id = $1 and name = $2"
        assert await self.pool.fetchval(told, self.id, "call_session_finished") == 1

    async def state(self) -> str:
        return (await self.stored()).state.value


@dataclass(frozen=True)
class Office:
    server: Server
    pool: Pool
    folder: Path
    media: Ids
    employees: Ids
    scenarios: Ids

    async def start(self, method: str, **params: object) -> Call:
        usual = {"virtual_phone_number": VIRTUAL}
        data = await self.server.ask(method, **usual | params)
        return Call(self.server, self.pool, data["call_session_id"])

    async def call(self, contact: str, operator: str, **params: object) -> Call:
        """A simple call, the operator first."""
        return await self.start(
            "start.simple_call",
            **{"first_call": "operator", "contact": contact, "operator": operator}
            | params,
        )

    async def inbound(self, contact: str) -> Call:
        """The call that this contact has made."""
        await self.server.comes_to(True, lambda: self.has_call_of(contact))
        calls = await self.server.ask("list.calls")
        found = [c for c in calls if c["contact_phone_number"] == contact]
        return Call(self.server, self.pool, found[0]["call_session_id"])

    async def has_call_of(self, contact: str) -> bool:
        calls = await self.server.ask("list.calls")
        return contact in [c["contact_phone_number"] for c in calls]

    def message(self, name: str) -> dict[str, str]:
        return {"type": "media", "value": str(self.media[name])}

    async def leave(self) -> None:
        """Fails when calls are left; they are ended, for the tests that follow."""
        left = await self.server.ask("list.calls")
        for call in left:
            id = call["call_session_id"]
            await self.server.ask("release.call", call_session_id=id)
        assert left == []


def write_sounds(folder: Path) -> None:
    for name, (hertz, seconds) in SOUNDS.items():
        moments = np.arange(int(RATE * seconds)) / RATE
        soundfile.write(
            folder / f"{name}.wav", 0.3 * np.sin(2 * np.pi * hertz * moments), RATE
        )


@asynccontextmanager
async def open_office(folder: Path, settings: dict[str, str]) -> AsyncIterator[Office]:
    accounts = Path(shutil.copy(ACCOUNTS, folder))
    await asyncio.to_thread(write_sounds, folder)
    async with serving(accounts, settings) as server:
        pool = await open_pool(settings["CALLAPI_DATABASE_URL"], 2)
        try:
            yield Office(
                server,
                pool,
                folder,
                await ids(pool, "select name, id from media_files"),
                await ids(pool, "select last_name, id from employees"),
                await ids(pool, "select name, id from scenarios"),
            )
        finally:
            await pool.close()


async def ids(pool: Pool, query: str) -> Ids:
    return {row[0]: row[1] for row in await pool.fetch(query)}
