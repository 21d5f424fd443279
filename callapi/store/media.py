"""The index of media files; the sounds themselves are files of `callapi.media`."""

from collections.abc import Sequence
from dataclasses import dataclass

import asyncpg

from callapi.store.pool import Connection, Database
from callapi.store.queries import load

SYSTEM_LOCK = 0x6D65646961  # one number known to all processes that make these files

Q = load(__file__)


@dataclass(frozen=True, slots=True)
class MediaFile:
    id: int
    account_id: int | None  # None: a system file, everybody's
    name: str
    mnemonic: str | None  # system files only
    duration_s: float
    size_bytes: int
    checksum: str


@dataclass(frozen=True, slots=True)
class Measures:
    """What is known about a sound when it becomes a row."""

    duration_s: float
    size_bytes: int
    checksum: str


async def find_in_account(
    db: Database, account_id: int, media_id: int
) -> MediaFile | None:
    """The account's own file, or a system file."""
    return _file(await db.fetchrow(Q["find_in_account"], account_id, media_id))


async def find_by_checksum(
    db: Database, media_id: int, beginning: str
) -> MediaFile | None:
    """A file of any account, whose checksum begins so."""
    return _file(await db.fetchrow(Q["find_by_checksum"], media_id, beginning))


async def find_system(db: Database, mnemonic: str) -> MediaFile | None:
    return _file(await db.fetchrow(Q["find_system"], mnemonic))


async def find_by_name(db: Database, account_id: int, name: str) -> MediaFile | None:
    """The account's own file of that name comes before the system's."""
    return _file(await db.fetchrow(Q["find_by_name"], account_id, name))


async def list_files(db: Database, account_id: int) -> list[MediaFile]:
    """The account's own files, then the system's."""
    return [MediaFile(**row) for row in await db.fetch(Q["list_files"], account_id)]


async def find_account_id(db: Database, name: str) -> int | None:
    account_id: int | None = await db.fetchval(Q["find_account_id"], name)
    return account_id


async def insert(db: Database, account_id: int, name: str, measures: Measures) -> int:
    id_: int = await db.fetchval(
        *(Q["insert"], account_id, name),
        *(measures.duration_s, measures.size_bytes, measures.checksum),
    )
    return id_


async def lock_system(db: Connection) -> None:
    """Until the end of the transaction nobody else makes system files."""
    await db.execute(Q["lock_system"], SYSTEM_LOCK)


async def keep_system(
    db: Database, mnemonic: str, name: str, measures: Measures
) -> int:
    """Insert or bring up to date."""
    id_: int = await db.fetchval(
        *(Q["keep_system"], mnemonic, name),
        *(measures.duration_s, measures.size_bytes, measures.checksum),
    )
    return id_


async def list_unknown(db: Database, ids: Sequence[int]) -> list[int]:
    """Those of `ids` that no file has."""
    return [row["id"] for row in await db.fetch(Q["list_unknown"], list(ids))]


async def lock_files(connection: Connection) -> None:
    """Until the end of the transaction no file is made; raises when it takes long."""
    await connection.execute(Q["bound_the_wait"])
    await connection.execute(Q["lock_files"])


def _file(row: asyncpg.Record | None) -> MediaFile | None:
    return None if row is None else MediaFile(**row)
