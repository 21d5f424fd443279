"""Brings a database to the schema this version of the code was written for.

Migrations are applied in the order of their names, each in a transaction of its
own, once. An applied one is never edited: its checksum is kept and compared.

The version before goes on serving meanwhile, and may start again afterwards: so a
migration only adds. What nobody uses any more is taken away in a later release, by one
that is named for it, `0042_contract_...`.
"""

import asyncio
import hashlib
import logging
from pathlib import Path

import asyncpg

from callapi.store.pool import Connection, connect
from callapi.store.queries import load

MIGRATIONS = Path(__file__).with_name("migrations")
LOCK = 0x63616C6C  # one number known to all processes that migrate
TAKES_AWAY = "_contract_"
TRIES = 30  # with a second in between: whoever holds a table for long has to end first
PAUSE_S = 1.0

Q = load(__file__)

log = logging.getLogger(__name__)


class MigrationError(Exception):
    """The database and the migrations of this version do not go together."""


async def migrate(url: str, directory: Path = MIGRATIONS) -> list[str]:
    """Apply what is missing; the names of what was applied now."""
    connection = await connect(url)
    try:
        await connection.execute(Q["lock"], LOCK)
        await _check_whole(connection)
        await connection.execute(Q["create_table"])
        missing = await _missing(connection, directory)
        for name, sql in missing.items():
            await _apply(connection, name, sql)
        return list(missing)
    finally:
        await connection.close()


async def pending(url: str, directory: Path = MIGRATIONS) -> list[str]:
    """The names of what has not been applied yet; changes nothing."""
    connection = await connect(url)
    try:
        await _check_whole(connection)
        if await connection.fetchval(Q["table_exists"]):
            return list(await _missing(connection, directory))
        return list(_migrations(directory))
    finally:
        await connection.close()


async def _check_whole(connection: Connection) -> None:
    if await connection.fetchval(Q["is_half_restored"]):
        raise MigrationError(
            "a copy is being put back into the database, or that was broken off:"
            " then restore it once more, into an empty one"
        )


async def _missing(connection: Connection, directory: Path) -> dict[str, str]:
    missing = _migrations(directory)
    for row in await connection.fetch(Q["find_applied"]):
        name = row["name"]
        if name not in missing:
            _of_newer_version(name)
        elif _checksum(missing.pop(name)) != row["checksum"]:
            raise MigrationError(
                f"migration {name} was edited after it had been applied:"
                " put it back and write a new one"
            )
    return missing


def _of_newer_version(name: str) -> None:
    """What was added does not trouble us; what was taken away we may need."""
    told = f"the database has migration {name}, which this version of callapi"
    if TAKES_AWAY in name:
        raise MigrationError(f"{told} does not know: a newer version has used it")
    log.warning("%s does not know; it only adds", told)


async def _apply(connection: Connection, name: str, sql: str) -> None:
    """Whoever would have to wait for us waits for so long at most: then we wait."""
    for left in reversed(range(TRIES)):
        try:
            async with connection.transaction():
                await connection.execute(Q["wait_shortly"])
                await connection.execute(sql)
                await connection.execute(Q["remember"], name, _checksum(sql))
        except (asyncpg.LockNotAvailableError, asyncpg.DeadlockDetectedError) as error:
            if not left:
                raise MigrationError(
                    f"migration {name} does not come: {error}"
                ) from error
            log.info("migration %s waits for others", name)
            await asyncio.sleep(PAUSE_S)
        except asyncpg.PostgresError as error:
            raise MigrationError(f"migration {name} failed: {error}") from error
        else:
            return


def _migrations(directory: Path) -> dict[str, str]:
    """All there are, in the order they are applied in: name -> SQL."""
    files = sorted(directory.glob("*.sql"))
    return {path.stem: path.read_text(encoding="utf-8") for path in files}


def _checksum(sql: str) -> str:
    return hashlib.sha256(sql.encode()).hexdigest()
