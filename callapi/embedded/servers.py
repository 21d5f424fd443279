"""Both servers of a data directory, up together and down together."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from callapi.embedded.directory import (
    EmbeddedError,
    InUseError,
    close_directory,
    open_directory,
    socket_directory,
)
from callapi.embedded.postgres import Postgres, start_postgres
from callapi.embedded.postgres import database_url as url_of_postgres
from callapi.embedded.valkey import Valkey, start_valkey
from callapi.embedded.valkey import redis_url as url_of_valkey

log = logging.getLogger(__name__)

LOOK_EVERY_S = 0.2


@dataclass(frozen=True, slots=True)
class Servers:
    database_url: str
    redis_url: str


@asynccontextmanager
async def embedded(
    data_dir: Path, *, database_url: str | None = None, redis_url: str | None = None
) -> AsyncIterator[Servers]:
    """Start what no URL is given for, keep it up, and stop it in the end."""
    async with AsyncExitStack() as stack:
        running: list[Postgres | Valkey] = []
        if database_url is None or redis_url is None:
            directory = open_directory(data_dir)
            stack.callback(close_directory, directory)
        if database_url is None:
            postgres = await start_postgres(directory)
            stack.push_async_callback(postgres.stop)
            running.append(postgres)
            database_url = postgres.url
        if redis_url is None:
            valkey = await start_valkey(directory)
            stack.push_async_callback(valkey.stop)
            running.append(valkey)
            redis_url = valkey.url
        keeper = asyncio.create_task(_keep_up(running))
        stack.push_async_callback(_end, keeper)
        yield Servers(database_url, redis_url)


async def _keep_up(servers: list[Postgres | Valkey]) -> None:
    """One that has ended, for want of memory perhaps, is started again."""
    while True:
        await asyncio.sleep(LOOK_EVERY_S)
        for server in servers:
            if server.has_ended:
                log.error("%s has ended by itself; starting it again", server.name)
                try:
                    await server.start_again()
                except EmbeddedError as error:
                    log.error("%s", error)


async def _end(task: asyncio.Task[None]) -> None:
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task


@asynccontextmanager
async def available(
    data_dir: Path, *, database_url: str | None = None, redis_url: str | None = None
) -> AsyncIterator[Servers]:
    """Those that another process runs in the directory, else started for a while.

    For short commands beside a running server.
    """
    async with AsyncExitStack() as stack:
        try:
            servers = await stack.enter_async_context(
                embedded(data_dir, database_url=database_url, redis_url=redis_url)
            )
        except InUseError:
            run = socket_directory(data_dir)
            servers = Servers(
                database_url or url_of_postgres(run), redis_url or url_of_valkey(run)
            )
        yield servers
