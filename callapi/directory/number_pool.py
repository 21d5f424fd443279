"""The server's free numbers: accounts take them and give them back."""

from callapi.store.pool import Database
from callapi.store.queries import load

Q = load(__file__)


async def take(db: Database, account_id: int, number: str, now: float) -> int | None:
    """The id it has in the account from now on; None: it is not free."""
    id_: int | None = await db.fetchval(Q["take"], account_id, number, now)
    return id_


async def find_own(db: Database, account_id: int, number: str) -> int | None:
    """The id of a number of the account; until the transaction ends it stays."""
    id_: int | None = await db.fetchval(Q["find_own"], account_id, number)
    return id_


async def give_back(db: Database, account_id: int, number_id: int) -> None:
    """Its processing rules and its places in groups are gone with it."""
    await db.execute(Q["give_back"], account_id, number_id)


async def list_users(
    db: Database, account_id: int, number_id: int
) -> list[dict[str, object]]:
    """What needs the number, as `params.used_by` tells it."""
    rows = await db.fetch(Q["list_users"], account_id, number_id)
    return [dict(row) for row in rows]


async def find_trunk(db: Database, name: str) -> int | None:
    id_: int | None = await db.fetchval(Q["find_trunk"], name)
    return id_


async def insert(
    db: Database,
    number: str,
    category: str,
    location_name: str | None,
    trunk_id: int | None,
) -> int | None:
    """None: it is there already, or an account has it."""
    id_: int | None = await db.fetchval(
        Q["insert"], number, category, location_name, trunk_id
    )
    return id_


async def delete(db: Database, number: str) -> bool:
    """False: it is not free."""
    return bool(await db.fetchval(Q["delete"], number))
