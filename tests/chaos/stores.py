"""PostgreSQL and Valkey of the suite's own, to be killed and started again."""

import asyncio
import os
import shutil
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import asyncpg
from redis.asyncio import Redis

from callapi.embedded.directory import close_directory, open_directory
from callapi.embedded.postgres import Postgres, start_postgres
from callapi.embedded.valkey import Valkey, start_valkey

PATIENCE_S = 30.0
LOOK_S = 0.02


@dataclass(slots=True)
class Stores:
    directory: Path
    run: Path  # their sockets
    postgres: Postgres
    valkey: Valkey
    # of Redis: when it was killed, and when it was back
    emptied: list[tuple[float, float]] = field(default_factory=list)

    @property
    def postgres_socket(self) -> str:
        return str(self.run / ".s.PGSQL.5432")

    @property
    def valkey_socket(self) -> str:
        return urlsplit(self.valkey.url).path

    def redis(self) -> Redis:
        return Redis.from_url(self.valkey.url, decode_responses=True)

    async def restart_postgres(self, how: signal.Signals, away_s: float) -> None:
        """SIGINT ends it fast, SIGQUIT immediately: it recovers then."""
        content = (self.directory / "postgres" / "postmaster.pid").read_text()
        await self._end(self.postgres, int(content.split()[0]), how)
        await asyncio.sleep(away_s)
        await self.postgres.start_again()

    async def kill_valkey(self, away_s: float) -> None:
        """What it had is gone as well."""
        async with self.redis() as redis:
            pid = (await redis.info("server"))["process_id"]
        await self._end(self.valkey, pid, signal.SIGKILL)
        for path in (self.directory / "valkey").iterdir():
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        await asyncio.sleep(away_s)
        await self.valkey.start_again()

    async def _end(
        self, server: Postgres | Valkey, pid: int, how: signal.Signals
    ) -> None:
        os.kill(pid, how)
        async with asyncio.timeout(PATIENCE_S):
            while not server.has_ended:  # noqa: ASYNC110  # a process tells nobody
                await asyncio.sleep(LOOK_S)


@asynccontextmanager
async def stores(path: Path) -> AsyncIterator[Stores]:
    """Not `embedded`, which starts again by itself what has ended."""
    directory = open_directory(path)
    try:
        postgres = await start_postgres(directory)
        try:
            await _spare_the_disk(postgres)
            valkey = await start_valkey(directory)
            try:
                yield Stores(directory.path, directory.run, postgres, valkey)
            finally:
                await valkey.stop()
        finally:
            await postgres.stop()
    finally:
        close_directory(directory)


async def _spare_the_disk(postgres: Postgres) -> None:
    """Only PostgreSQL is killed here, never the system: what it wrote is there."""
    connection = await asyncpg.connect(postgres.url)
    await connection.execute("alter system set fsync = off")
    await connection.execute("select pg_reload_conf()")
    await connection.close()
