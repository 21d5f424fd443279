"""Whom contacts work for."""

from asyncpg import UniqueViolationError

from callapi.store.pool import Database
from callapi.store.queries import load

Q = load(__file__)


class NameTaken(Exception):
    """The account has an organization of that name."""


async def insert(db: Database, account_id: int, name: str) -> int:
    """Raises NameTaken."""
    try:
        id_: int = await db.fetchval(Q["insert"], account_id, name)
    except UniqueViolationError:
        raise NameTaken from None
    return id_


async def update(
    db: Database, account_id: int, organization_id: int, name: str | None
) -> bool:
    """None leaves it as it is. False: there is none; raises NameTaken."""
    try:
        return bool(await db.fetchval(Q["update"], account_id, organization_id, name))
    except UniqueViolationError:
        raise NameTaken from None


async def delete(db: Database, account_id: int, organization_id: int) -> None:
    await db.execute(Q["delete"], account_id, organization_id)


async def list_users(
    db: Database, account_id: int, organization_id: int
) -> list[dict[str, object]]:
    """Who works there, as `params.used_by` tells it."""
    rows = await db.fetch(Q["list_users"], account_id, organization_id)
    return [dict(row) for row in rows]
