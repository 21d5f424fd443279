"""Labels for calls."""

from collections.abc import Iterable
from dataclasses import dataclass

import asyncpg

from callapi.store.pool import Database
from callapi.store.queries import load

Q = load(__file__)


class NameTaken(Exception):
    """The account has a tag of that name."""


@dataclass(frozen=True, slots=True)
class Tag:
    id: int
    name: str
    is_system: bool


async def find_tag(db: Database, account_id: int, tag_id: int) -> Tag | None:
    found = await find_tags(db, account_id, [tag_id])
    return found.get(tag_id)


async def find_tags(
    db: Database, account_id: int, tag_ids: Iterable[int]
) -> dict[int, Tag]:
    """Those that exist, by id."""
    rows = await db.fetch(Q["find_tags"], account_id, list(tag_ids))
    return {row["id"]: Tag(**row) for row in rows}


async def insert(db: Database, account_id: int, name: str, color: str) -> int:
    """Raises NameTaken."""
    try:
        id_: int = await db.fetchval(Q["insert"], account_id, name, color)
    except asyncpg.UniqueViolationError:
        raise NameTaken(name) from None
    return id_


async def update(
    db: Database, account_id: int, tag_id: int, name: str | None, color: str | None
) -> None:
    """What is None stays as it is; raises NameTaken."""
    try:
        await db.execute(Q["update"], account_id, tag_id, name, color)
    except asyncpg.UniqueViolationError:
        raise NameTaken(name) from None


async def delete(db: Database, account_id: int, tag_id: int) -> None:
    await db.execute(Q["delete"], account_id, tag_id)


async def list_users(
    db: Database, account_id: int, tag_id: int
) -> list[dict[str, object]]:
    """What of the account refers to the tag, as `params.used_by` tells it."""
    return [dict(row) for row in await db.fetch(Q["list_users"], account_id, tag_id)]
