"""Brings a database to the schema this version of the code was written for.

Migrations are applied in the order of their names, each in a transaction of its
own, once. An applied one is never edited: its checksum is kept and compared.
"""

import hashlib
from pathlib import Path

import asyncpg

from callapi.store.pool import Connection, connect
from callapi.store.queries import load

MIGRATIONS = Path(__file__).with_name("migrations")
LOCK = 0x63616C6C  # one number known to all processes that migrate

Q = load(__file__)


class MigrationError(Exception):
    """The database and the migrations of this version do not go together."""


async def migrate(url: str, directory: Path = MIGRATIONS) -> list[str]:
    """Apply what is missing; the names of what was applied now."""
    connection = await connect(url)
    try:
        await connection.execute(Q["lock"], LOCK)
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
        if await connection.fetchval(Q["table_exists"]):
            return list(await _missing(connection, directory))
        return list(_migrations(directory))
    finally:
        await connection.close()


async def _missing(connection: Connection, directory: Path) -> dict[str, str]:
    missing = _migrations(directory)
    for row in await connection.fetch(Q["find_applied"]):
        name = row["name"]
        if name not in missing:
            raise MigrationError(
                f"the database has migration {name}, which this version of callapi"
                " does not know: a newer version has used it"
            )
        if _checksum(missing.pop(name)) != row["checksum"]:
            raise MigrationError(
                f"migration {name} was edited after it had been applied:"
                " put it back and write a new one"
            )
    return missing


async def _apply(connection: Connection, name: str, sql: str) -> None:
    try:
        async with connection.transaction():
            await connection.execute(sql)
            await connection.execute(Q["remember"], name, _checksum(sql))
    except asyncpg.PostgresError as error:
        raise MigrationError(f"migration {name} failed: {error}") from error


def _migrations(directory: Path) -> dict[str, str]:
    """All there are, in the order they are applied in: name -> SQL."""
    files = sorted(directory.glob("*.sql"))
    return {path.stem: path.read_text(encoding="utf-8") for path in files}


def _checksum(sql: str) -> str:
    return hashlib.sha256(sql.encode()).hexdigest()
