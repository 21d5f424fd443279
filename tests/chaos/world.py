"""All that one seed plays with: real processes on loopback, and cables between them.

Stores and template last for many seeds; database, switch and nodes are new for each.
"""

import asyncio
import itertools
import shutil
import tempfile
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

import aiohttp
import asyncpg

from callapi.simulator.command import Remote
from callapi.store.migrate import migrate
from callapi.store.pool import Pool, open_pool
from tests.api.receiver import receiver
from tests.api.template import make_template
from tests.api.world import VIRTUAL, Keys
from tests.chaos.disk import NoSmallDisk, SmallDisk, small_disk
from tests.chaos.nodes import Node, nodes
from tests.chaos.stores import Stores, stores
from tests.chaos.target import Target
from tests.conftest import named, open_temporary_directory
from tests.documents.promises import Promises, promises
from tests.survival.server import ServerProcess, http_client

TEMPLATE = "template_chaos"
PASSWORD = "calls"
FEW_POINTS = 45  # in a minute, of the account that asks for more
EVENTS = (
    *("out_call_session", "in_call_session", "leg_answered", "leg_finished"),
    *("talk_started", "talk_finished", "talk_recorded", "call_session_finished"),
)
NOTIFY = """
insert into notification_settings (account_id, name, event, url, host)
select account_id, $2, $2, $1, $4 from virtual_numbers where number = $3
"""
LIMIT = "update accounts set points_per_minute = $1 where name = 'Foreign Office'"
# An employee's line may call, and is shown this number.
MAY_CALL = """
update sip_lines l set virtual_number_id = v.id from virtual_numbers v
where v.number = $1 and l.account_id = v.account_id
"""
_numbers = itertools.count(1)


@dataclass(slots=True)
class Ground:
    """What lasts."""

    directory: Path
    stores: Stores
    keys: Keys
    disk: SmallDisk | None  # None: this system has none for us
    why_no_disk: str


@dataclass(slots=True)
class World:
    ground: Ground
    directory: Path
    database_url: str
    pool: Pool
    http: aiohttp.ClientSession
    nodes: list[Node]
    switch: ServerProcess
    target: Target
    promises: Promises
    turns: dict[str, asyncio.Lock] = field(default_factory=dict)

    @property
    def stores(self) -> Stores:
        return self.ground.stores

    @property
    def keys(self) -> Keys:
        return self.ground.keys

    @property
    def phones(self) -> Remote:
        return Remote(self.switch.url, "callapi", PASSWORD)

    @property
    def spool(self) -> Path:
        return self.directory / "spool"

    @property
    def recordings(self) -> Path:
        return self.ground.directory / "data" / "recordings"

    def turn(self, part: str) -> asyncio.Lock:
        """One thing at a time happens to each part."""
        return self.turns.setdefault(part, asyncio.Lock())


@asynccontextmanager
async def ground() -> AsyncIterator[Ground]:
    directory = open_temporary_directory()
    try:
        async with AsyncExitStack() as stack:
            kept = await stack.enter_async_context(stores(directory / "stores"))
            keys = await _make_template(kept.postgres.url, directory / "data")
            disk, why = None, ""
            try:
                mount = Path(tempfile.mkdtemp(prefix="disk-", dir=directory))
                disk = await stack.enter_async_context(small_disk(mount))
                recordings = directory / "data" / "recordings"
                recordings.symlink_to(disk.path, target_is_directory=True)
            except NoSmallDisk as reason:
                why = str(reason)
            yield Ground(directory, kept, keys, disk, why)
    finally:
        shutil.rmtree(directory, ignore_errors=True)


async def _make_template(url: str, data_dir: Path) -> Keys:
    connection = await asyncpg.connect(url)
    await connection.execute(f"create database {TEMPLATE}")
    await connection.close()
    await migrate(named(url, TEMPLATE))
    return await make_template(named(url, TEMPLATE), data_dir)


@asynccontextmanager
async def world(ground: Ground) -> AsyncIterator[World]:
    number = next(_numbers)
    directory = ground.directory / f"run-{number}"
    directory.mkdir()
    for kept in (ground.directory / "data" / "recordings").glob("*"):
        shutil.rmtree(kept)  # of the database before
    async with AsyncExitStack() as stack:
        target = Target(await stack.enter_async_context(receiver()))
        database = f"run_{number}"
        url = await _new_database(ground.stores, database, target.receiver.url)
        switch = _switch(directory)
        stack.push_async_callback(switch.kill)
        await switch.start()
        ways = {
            "postgres": partial(
                asyncio.open_unix_connection, ground.stores.postgres_socket
            ),
            "redis": partial(asyncio.open_unix_connection, ground.stores.valkey_socket),
            "switch": partial(_to, switch),
        }
        http = await stack.enter_async_context(http_client())
        both = await stack.enter_async_context(
            nodes(_environment(ground), database, ways, directory)
        )
        pool = await stack.enter_async_context(await open_pool(url, 4))
        promised = await promises(http, f"{both[0].url}/v4.0")
        yield World(ground, directory, url, pool, http, both, switch, target, promised)


async def _new_database(stores: Stores, name: str, target: str) -> str:
    """With notifications, and an empty Redis beside it."""
    async with stores.redis() as redis:
        await redis.flushall()
    stores.emptied.clear()
    connection = await asyncpg.connect(stores.postgres.url)
    await connection.execute(
        f"create database {name} template {TEMPLATE} strategy file_copy"
    )
    await connection.close()
    url = named(stores.postgres.url, name)
    connection = await asyncpg.connect(url)
    host = urlsplit(target).netloc
    for event in EVENTS:
        await connection.execute(NOTIFY, target, event, VIRTUAL, host)
    await connection.execute(LIMIT, FEW_POINTS)
    await connection.execute(MAY_CALL, VIRTUAL)
    await connection.close()
    return url


def _switch(directory: Path) -> ServerProcess:
    return ServerProcess(
        {"CALLAPI_DATA_DIR": str(directory), "CALLAPI_ARI_PASSWORD": PASSWORD},
        directory / "switch.log",
        ("callapi", "simulator", "run", "--port", "0"),
    )


async def _to(
    switch: ServerProcess,
) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """Where it listens now: each time it is begun that is another port."""
    if not switch.is_up:
        raise ConnectionRefusedError
    return await asyncio.open_connection("127.0.0.1", urlsplit(switch.url).port)


def _environment(ground: Ground) -> dict[str, str]:
    return {
        "CALLAPI_PORT": "0",
        "CALLAPI_DATA_DIR": str(ground.directory / "data"),
        "CALLAPI_DATABASE_POOL_SIZE": "6",
        "CALLAPI_ARI_PASSWORD": PASSWORD,
        "CALLAPI_ORIGINATE_PER_S": "1000",
        "CALLAPI_ALLOW_PRIVATE_TARGETS": "true",
    }
