"""Both servers of a data directory, up together and down together."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from callapi.embedded.directory import close_directory, open_directory
from callapi.embedded.postgres import start_postgres
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
