"""The account's media files as they are changed; the sounds are in the library."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import asyncpg

from callapi.directory import accounts
from callapi.store.media import Measures
from callapi.store.pool import Database, Pool
from callapi.store.queries import load

Q = load(__file__)


class NameTaken(Exception):
    """The account has a file of that name."""


class NoRoom(Exception):
    """The account has as many files, or as much sound, as it may have."""


@dataclass(frozen=True, slots=True)
class NewFile:
    name: str
    measures: Measures
    normalization: bool


@asynccontextmanager
async def inserting(pool: Pool, account_id: int, file: NewFile) -> AsyncIterator[int]:
    """The id of a row that is there once the block, which stores the sound, is done.

    Raises NameTaken and NoRoom.
    """
    async with pool.acquire() as db, db.transaction():
        await accounts.lock(db, account_id)
        room = await db.fetchrow(Q["room"], account_id)
        assert room is not None  # of an account that has been let in
        size = room["total_size"] + file.measures.size_bytes
        is_full = room["files"] >= room["max_media_files"]
        if is_full or size > room["max_media_total_size"]:
            raise NoRoom(account_id)
        measures = file.measures
        try:
            id_: int = await db.fetchval(
                *(Q["insert"], account_id, file.name, measures.duration_s),
                *(measures.size_bytes, measures.checksum, file.normalization),
            )
        except asyncpg.UniqueViolationError:
            raise NameTaken(file.name) from None
        yield id_


async def is_system(db: Database, account_id: int, media_id: int) -> bool | None:
    """None: there is no such file."""
    found: bool | None = await db.fetchval(Q["is_system"], account_id, media_id)
    return found


async def update(db: Database, account_id: int, media_id: int, name: str) -> None:
    """Raises NameTaken."""
    try:
        await db.execute(Q["update"], account_id, media_id, name)
    except asyncpg.UniqueViolationError:
        raise NameTaken(name) from None


async def list_users(
    db: Database, account_id: int, media_id: int
) -> list[dict[str, object]]:
    """What of the account refers to the file, as `params.used_by` tells it."""
    return [dict(row) for row in await db.fetch(Q["list_users"], account_id, media_id)]


async def delete(db: Database, account_id: int, media_id: int) -> None:
    await db.execute(Q["delete"], account_id, media_id)
