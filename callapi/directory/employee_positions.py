"""What employees can be called by their work; nothing refers to it."""

from asyncpg import UniqueViolationError

from callapi.store.pool import Database
from callapi.store.queries import load

Q = load(__file__)


class NameTaken(Exception):
    """The account has a position of that name."""


async def insert(db: Database, account_id: int, name: str) -> int:
    """Raises NameTaken."""
    try:
        id_: int = await db.fetchval(Q["insert"], account_id, name)
    except UniqueViolationError:
        raise NameTaken from None
    return id_


async def update(
    db: Database, account_id: int, position_id: int, name: str | None
) -> bool:
    """None leaves it as it is. False: there is none; raises NameTaken."""
    try:
        return bool(await db.fetchval(Q["update"], account_id, position_id, name))
    except UniqueViolationError:
        raise NameTaken from None


async def delete(db: Database, account_id: int, position_id: int) -> bool:
    """False: there is none."""
    return bool(await db.fetchval(Q["delete"], account_id, position_id))
