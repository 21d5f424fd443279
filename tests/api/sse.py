"""A client of /events, as a browser's EventSource is one."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import aiohttp

from tests.api.world import World

PATIENCE_S = 30.0


@dataclass(frozen=True, slots=True)
class Told:
    id: int | None
    name: str
    data: dict[str, Any]


class Stream:
    def __init__(self, response: aiohttp.ClientResponse) -> None:
        self.response = response
        self.beats = 0
        self._lines: list[str] = []

    async def next(self) -> Told:
        """The next event; comments are counted on the way."""
        async with asyncio.timeout(PATIENCE_S):
            while (told := await self._block()) is None:
                pass
        return told

    async def names(self, count: int) -> list[str]:
        return [(await self.next()).name for _ in range(count)]

    async def beat(self) -> None:
        """Wait for a sign of life."""
        seen = self.beats
        async with asyncio.timeout(PATIENCE_S):
            while self.beats == seen:
                assert await self._block() is None

    async def ends(self) -> None:
        async with asyncio.timeout(PATIENCE_S):
            assert b"data:" not in await self.response.content.read()

    async def _block(self) -> Told | None:
        fields: dict[str, str] = {}
        while line := (await self._line()):
            name, _, value = line.partition(":")
            self.beats += not name
            fields[name] = value.strip()
        if "data" not in fields:
            return None
        id_ = int(fields["id"]) if "id" in fields else None
        return Told(id_, fields["event"], json.loads(fields["data"]))

    async def _line(self) -> str:
        line = await self.response.content.readline()
        if not line:
            raise EOFError
        return line.decode().rstrip("\n")


@asynccontextmanager
async def follow(
    world: World, key: str | None = None, since: int | None = None
) -> AsyncIterator[Stream]:
    headers = {"Authorization": f"Bearer {key or world.keys.own}"}
    if since is not None:
        headers["Last-Event-ID"] = str(since)
    async with world.http.get(f"{world.app.url}/events", headers=headers) as response:
        assert response.status == 200, await response.text()
        yield Stream(response)
