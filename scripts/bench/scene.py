"""The server under test on databases of ours, which can be filled and watched."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from callapi.embedded import embedded
from scripts.bench.ours import Ours, our_server
from scripts.bench.seeding import Database, open_database


@dataclass(frozen=True, slots=True)
class Scene:
    server: Ours
    database: Database


@asynccontextmanager
async def open_scene(directory: Path) -> AsyncIterator[Scene]:
    async with embedded(directory / "stores") as stores:
        settings = {
            "CALLAPI_DATABASE_URL": stores.database_url,
            "CALLAPI_REDIS_URL": stores.redis_url,
        }
        async with our_server(directory, settings) as server:
            database = await open_database(stores.database_url)
            try:
                yield Scene(server, database)
            finally:
                await database.connection.close()
