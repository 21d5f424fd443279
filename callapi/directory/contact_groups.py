"""Groups of the address book. That of the system mirrors the blacklist by itself."""

from collections.abc import Collection, Sequence

from asyncpg import UniqueViolationError

from callapi.store.pool import Database
from callapi.store.queries import load

Q = load(__file__)


class NameTaken(Exception):
    """The account has a group of that name."""


async def is_system(db: Database, account_id: int, group_id: int) -> bool | None:
    """None: there is no such group. It stays until the transaction ends."""
    found: bool | None = await db.fetchval(Q["is_system"], account_id, group_id)
    return found


async def list_system(
    db: Database, account_id: int, group_ids: Sequence[int]
) -> set[int]:
    """Those of the groups that are the system's."""
    rows = await db.fetch(Q["list_system"], account_id, list(group_ids))
    return {row["id"] for row in rows}


async def has_all(db: Database, contact_id: int, group_ids: Collection[int]) -> bool:
    """Whether the contact is in every one of the groups."""
    found = await db.fetchval(Q["has_all"], contact_id, list(group_ids))
    return bool(found)


async def insert(db: Database, account_id: int, name: str) -> int:
    """Raises NameTaken."""
    try:
        id_: int = await db.fetchval(Q["insert"], account_id, name)
    except UniqueViolationError:
        raise NameTaken from None
    return id_


async def rename(db: Database, account_id: int, group_id: int, name: str) -> None:
    """Raises NameTaken."""
    try:
        await db.execute(Q["update"], account_id, group_id, name)
    except UniqueViolationError:
        raise NameTaken from None


async def set_members(db: Database, group_id: int, contact_ids: Sequence[int]) -> None:
    """Both the group and the contacts are known to be the account's."""
    await db.execute(Q["set_members"], group_id, list(contact_ids))


async def delete(db: Database, account_id: int, group_id: int) -> None:
    await db.execute(Q["delete"], account_id, group_id)


async def list_users(
    db: Database, account_id: int, group_id: int
) -> list[dict[str, object]]:
    """What goes by the group, as `params.used_by` tells it."""
    rows = await db.fetch(Q["list_users"], account_id, group_id)
    return [dict(row) for row in rows]
