"""Embedded servers: up, down, found again, also after the worst ends."""

import asyncio
import os
import shutil
import signal
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import asyncpg
import pytest
from redis.asyncio import Redis
from redis.exceptions import RedisError

from callapi.embedded import (
    EmbeddedError,
    InUseError,
    Servers,
    available,
    embedded,
)
from tests.conftest import open_temporary_directory
from tests.fakes import turn_loop

PATIENCE_S = 20.0
ANSWER_S = 5.0
# A process that starts the servers, says so, and waits for its end.
KEEPER = """
import asyncio, sys
from pathlib import Path
from callapi.embedded import embedded

async def main():
    async with embedded(Path(sys.argv[1])):
        print("up", flush=True)
        await asyncio.Event().wait()

asyncio.run(main())
"""


@pytest.fixture
def directory() -> Iterator[Path]:
    path = open_temporary_directory()
    yield path
    shutil.rmtree(path)


@asynccontextmanager
async def keeper(directory: Path) -> AsyncIterator[asyncio.subprocess.Process]:
    """Another process that keeps the servers; killed in the end, if it is not yet."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", KEEPER, str(directory)), stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    try:
        async with asyncio.timeout(PATIENCE_S):
            assert await process.stdout.readline() == b"up\n"
        yield process
    finally:
        servers = server_pid(directory)
        if process.returncode is None:
            process.kill()
        await process.wait()
        await end_of(servers)


def server_pid(directory: Path) -> int:
    """0: it has ended in good order."""
    file = directory / "postgres" / "postmaster.pid"
    return int(file.read_text().split()[0]) if file.exists() else 0


async def end_of(*pids: int) -> None:
    """Until these processes are gone."""
    handles = []
    for pid in filter(None, pids):
        try:
            handles.append(os.pidfd_open(pid))
        except ProcessLookupError:
            continue
    async with asyncio.timeout(PATIENCE_S):
        for handle in handles:
            over = asyncio.Event()
            asyncio.get_running_loop().add_reader(handle, over.set)
            await over.wait()
            asyncio.get_running_loop().remove_reader(handle)
            os.close(handle)


async def write(servers: Servers) -> None:
    connection = await asyncpg.connect(servers.database_url)
    await connection.execute("create table kept as select 42 as answer")
    await connection.close()
    async with Redis.from_url(servers.redis_url, socket_timeout=ANSWER_S) as client:
        await client.set("kept", "42")
        await client.config_set("appendfsync", "always")
        await client.set("also", "42")


async def read(servers: Servers) -> tuple[object, object]:
    connection = await asyncpg.connect(servers.database_url)
    answer = await connection.fetchval("select answer from kept")
    await connection.close()
    async with Redis.from_url(servers.redis_url, socket_timeout=ANSWER_S) as client:
        return answer, await client.get("kept")


async def test_data_survives_a_restart(directory: Path) -> None:
    async with embedded(directory) as servers:
        await write(servers)
        pid = server_pid(directory)
    await end_of(pid)
    async with embedded(directory) as servers:
        assert await read(servers) == (42, b"42")


async def test_nothing_listens_on_the_network(directory: Path) -> None:
    async with embedded(directory) as servers:
        connection = await asyncpg.connect(servers.database_url)
        assert await connection.fetchval("show listen_addresses") == ""
        assert await connection.fetchval("show synchronous_commit") == "on"
        await connection.close()
        async with Redis.from_url(servers.redis_url, socket_timeout=ANSWER_S) as client:
            facts = await client.config_get("port", "appendonly")
        assert facts == {"port": "0", "appendonly": "yes"}
        assert (directory / "run").stat().st_mode & 0o077 == 0


async def test_killed_with_9_the_servers_end_too_and_data_survives(
    directory: Path,
) -> None:
    async with keeper(directory) as process:
        async with available(directory) as servers:
            await write(servers)
        pid = server_pid(directory)
        process.kill()
        await process.wait()
        await end_of(pid)
    async with embedded(directory) as servers:
        assert await read(servers) == (42, b"42")


async def test_a_start_right_after_a_kill_waits_for_what_is_left(
    directory: Path,
) -> None:
    async with keeper(directory) as process:
        async with available(directory) as servers:
            await write(servers)
        process.kill()
        await process.wait()
        async with embedded(directory) as servers:
            assert await read(servers) == (42, b"42")


async def test_a_server_whose_watcher_was_killed_as_well_is_stopped(
    directory: Path,
) -> None:
    async with keeper(directory) as process:
        pid = server_pid(directory)
        for watcher in watchers_of(directory):
            os.kill(watcher, signal.SIGKILL)
        process.kill()
        await process.wait()
        os.kill(pid, 0)  # it has not noticed
        async with embedded(directory):
            assert server_pid(directory) != pid


def watchers_of(directory: Path) -> list[int]:
    """The processes of the leashes: they have the servers' locks and are no server."""
    return [
        pid
        for lock in ("postgres.lock", "valkey.lock")
        for name in ("sh", "dash", "cat")
        for pid in processes_of(directory, lock, name)
    ]


def processes_of(directory: Path, lock: str, name: str) -> list[int]:
    """Those that have inherited the lock; of PostgreSQL the first only."""
    found = []
    for entry in Path("/proc").iterdir():
        try:
            held = [os.readlink(it) for it in (entry / "fd").iterdir()]
            program = (entry / "comm").read_text()
        except OSError:
            continue
        if str(directory / lock) in held and program.startswith(name):
            found.append(int(entry.name))
    first = server_pid(directory)
    return [first] if first in found else found


@pytest.mark.parametrize("name", ["postgres", "valkey"])
async def test_a_server_that_dies_alone_is_started_again(
    name: str, directory: Path
) -> None:
    async with embedded(directory) as servers:
        await write(servers)
        (pid,) = processes_of(directory, f"{name}.lock", name)
        os.kill(pid, signal.SIGKILL)
        await end_of(pid)
        async with asyncio.timeout(PATIENCE_S):
            while await is_down(servers):
                await turn_loop()
            assert await read(servers) == (42, b"42")


async def is_down(servers: Servers) -> bool:
    try:
        await read(servers)
    except (OSError, asyncpg.PostgresError, RedisError):
        return True
    return False


async def test_a_stale_pid_file_of_a_living_process_is_no_hindrance(
    directory: Path,
) -> None:
    async with embedded(directory):
        text = (directory / "postgres" / "postmaster.pid").read_text()
    recycled = text.replace(text.splitlines()[0], str(os.getpid()), 1)
    (directory / "postgres" / "postmaster.pid").write_text(recycled)
    async with embedded(directory):
        assert server_pid(directory) != os.getpid()


async def test_an_interrupted_first_start_is_repeated(directory: Path) -> None:
    (directory / "postgres.unfinished").mkdir()
    (directory / "postgres.unfinished" / "PG_VERSION").write_text("18")
    async with embedded(directory):
        assert (directory / "postgres" / "PG_VERSION").exists()
    assert not (directory / "postgres.unfinished").exists()


async def test_a_second_process_is_told_who_uses_the_directory(
    directory: Path,
) -> None:
    async with keeper(directory) as process:
        expected = f"{directory} is in use by another callapi .process {process.pid}"
        with pytest.raises(InUseError, match=expected):
            async with embedded(directory):
                pass


async def test_a_short_command_uses_the_servers_that_run(directory: Path) -> None:
    async with embedded(directory) as servers:
        await write(servers)
        async with available(directory) as found:
            assert found == servers
        assert await read(servers) == (42, b"42")


async def test_servers_that_are_given_are_not_started(directory: Path) -> None:
    given = {"database_url": "postgresql://db/x", "redis_url": "redis://r"}
    async with embedded(directory / "none", **given) as servers:
        assert servers == Servers("postgresql://db/x", "redis://r")
    assert not (directory / "none").exists()
    async with embedded(directory, database_url="postgresql://db/x") as servers:
        assert servers.database_url == "postgresql://db/x"
        assert not (directory / "postgres").exists()


async def test_a_long_path_has_its_sockets_elsewhere(directory: Path) -> None:
    deep = directory / ("x" * 60) / ("y" * 60)
    async with embedded(deep) as servers:
        await write(servers)
        assert "%2Fcallapi-" in servers.database_url
        async with available(deep) as found:
            assert found == servers


async def test_data_of_another_version_of_postgresql_is_refused(
    directory: Path,
) -> None:
    (directory / "postgres").mkdir()
    (directory / "postgres" / "PG_VERSION").write_text("9")
    with pytest.raises(EmbeddedError, match=r"PostgreSQL 9, .*is not installed here"):
        async with embedded(directory):
            pass


async def test_a_broken_cluster_is_told_in_one_line(directory: Path) -> None:
    async with embedded(directory):
        pass
    (directory / "postgres" / "global" / "pg_control").unlink()
    with pytest.raises(EmbeddedError, match="PostgreSQL did not start: ") as caught:
        async with embedded(directory):
            pass
    assert "\n" not in str(caught.value)


async def test_a_directory_that_can_not_be_made_is_told(directory: Path) -> None:
    (directory / "file").touch()
    with pytest.raises(EmbeddedError, match=r"data directory .*Not a directory"):
        async with embedded(directory / "file" / "below"):
            pass
