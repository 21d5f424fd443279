"""Both servers of a data directory, up together and down together."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from callapi.embedded.directory import (
    InUseError,
    close_directory,
    open_directory,
    socket_directory,
)
from callapi.embedded.postgres import database_url as url_of_postgres
from callapi.embedded.postgres import start_postgres
from callapi.embedded.valkey import redis_url as url_of_valkey
from callapi.embedded.valkey import start_valkey


@dataclass(frozen=True, slots=True)
class Servers:
    database_url: str
    redis_url: str


@asynccontextmanager
async def embedded(
    data_dir: Path, *, database_url: str | None = None, redis_url: str | None = None
) -> AsyncIterator[Servers]:
    """Start what no URL is given for; stop it in the end."""
    async with AsyncExitStack() as stack:
        if database_url is None or redis_url is None:
            directory = open_directory(data_dir)
            stack.callback(close_directory, directory)
        if database_url is None:
            postgres = await start_postgres(directory)
            stack.push_async_callback(postgres.stop)
            database_url = postgres.url
        if redis_url is None:
            valkey = await start_valkey(directory)
            stack.push_async_callback(valkey.stop)
            redis_url = valkey.url
        yield Servers(database_url, redis_url)


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
