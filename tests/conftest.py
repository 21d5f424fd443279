"""What tests of all kinds are handed: real servers, made once; a clock to move.

One PostgreSQL and one Valkey serve the whole run. Every test gets a database of its
own, copied from a migrated template, and an empty Redis.
"""

import itertools
import os
import shutil
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import asyncpg
import pytest
from hypothesis import HealthCheck, settings
from redis.asyncio import Redis

from callapi.embedded import Servers, embedded
from callapi.store.migrate import migrate
from callapi.store.pool import Pool, open_pool
from tests.api.template import make_template
from tests.api.world import Keys
from tests.fakes import FakeClock

TEMPLATE = "template_callapi"
WAITING = (
    "telephony",
    "web",
    "chaos",
    "survival",
    "switch",
)  # folders whose tests take real time
MEMORY = Path("/dev/shm")
ROOM_BYTES = 4 << 30
FILLED = "template_world"  # with the accounts of tests/api/world.toml
Administrator: TypeAlias = "asyncpg.Connection[asyncpg.Record]"
_numbers = itertools.count(1)

# No property is decided by how fast the machine is; examples share their fixtures.
# A gate that was green stays so: what is at random is looked for by `make fuzz`.
settings.register_profile(
    "fuzz",
    max_examples=int(os.environ.get("FUZZ_EXAMPLES", "150")),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.register_profile("gate", settings.get_profile("fuzz"), derandomize=True)
settings.load_profile("gate")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What waits for real telephones comes first: beside it the rest can run."""
    items.sort(key=lambda item: item.path.parent.name not in WAITING)


@pytest.fixture(scope="session")
async def servers() -> AsyncIterator[Servers]:
    directory = open_temporary_directory()
    try:
        async with embedded(directory) as servers:
            await prepare(servers.database_url)
            yield servers
    finally:
        shutil.rmtree(directory)


def open_temporary_directory() -> Path:
    """In memory where that can be: every database of a test is a copy of 11 MB.

    As root, PostgreSQL is another user and must get through.
    """
    where = MEMORY if _may_be_in_memory() else None
    directory = Path(tempfile.mkdtemp(prefix="callapi-tests-", dir=where))
    directory.chmod(0o711)
    return directory


def _may_be_in_memory() -> bool:
    """There is room, programs may run there, and nobody wants it elsewhere."""
    if "TMPDIR" in os.environ or not os.access(MEMORY, os.W_OK | os.X_OK):
        return False
    there = os.statvfs(MEMORY)
    has_room = there.f_bavail * there.f_frsize > ROOM_BYTES
    return has_room and not there.f_flag & os.ST_NOEXEC


async def prepare(url: str) -> None:
    """Make the template; give up durability, which costs time and no test needs."""
    connection = await asyncpg.connect(url)
    await connection.execute("alter system set fsync = off")
    await connection.execute("alter system set synchronous_commit = off")
    await connection.execute("select pg_reload_conf()")
    await connection.execute(f"create database {TEMPLATE}")
    await connection.close()
    await migrate(named(url, TEMPLATE))


def named(url: str, database: str) -> str:
    """The URL of another database on the same server."""
    base, query = url.split("?")
    return f"{base.rsplit('/', 1)[0]}/{database}?{query}"


@pytest.fixture(scope="session")
async def administrator(servers: Servers) -> AsyncIterator[Administrator]:
    connection = await asyncpg.connect(servers.database_url)
    yield connection
    await connection.close()


@asynccontextmanager
async def new_database(
    servers: Servers, administrator: Administrator, template: str = ""
) -> AsyncIterator[str]:
    """The URL of a copy of the template, or of an empty one; in the end it goes."""
    name = f"test_{next(_numbers)}"
    copied = f" template {template} strategy file_copy" if template else ""
    await administrator.execute(f"create database {name}{copied}")
    try:
        yield named(servers.database_url, name)
    finally:
        await administrator.execute(f"drop database {name} with (force)")


@pytest.fixture
async def empty_database(
    servers: Servers, administrator: Administrator
) -> AsyncIterator[str]:
    """The URL of a database without any table."""
    async with new_database(servers, administrator) as url:
        yield url


@pytest.fixture
async def database(
    servers: Servers, administrator: Administrator
) -> AsyncIterator[str]:
    """The URL of a migrated database that nobody else uses."""
    async with new_database(servers, administrator, TEMPLATE) as url:
        yield url


@pytest.fixture
async def pool(database: str) -> AsyncIterator[Pool]:
    pool = await open_pool(database, 10)
    yield pool
    await pool.close()


@pytest.fixture
async def redis_url(servers: Servers) -> str:
    """The URL of an empty Redis."""
    await empty_redis(servers)
    return servers.redis_url


async def empty_redis(servers: Servers) -> None:
    async with Redis.from_url(servers.redis_url) as client:
        await client.flushall()


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@dataclass(frozen=True, slots=True)
class Filled:
    data_dir: Path
    keys: Keys


@pytest.fixture(scope="session")
async def filled(
    servers: Servers, administrator: Administrator
) -> AsyncIterator[Filled]:
    """The template of every world's database, and the media files that go with it."""
    data_dir = Path(tempfile.mkdtemp(prefix="callapi-world-"))
    await administrator.execute(f"create database {FILLED} template {TEMPLATE}")
    keys = await make_template(named(servers.database_url, FILLED), data_dir)
    yield Filled(data_dir, keys)
    shutil.rmtree(data_dir)
