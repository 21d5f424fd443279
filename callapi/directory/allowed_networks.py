"""The allow-list of an account as its administrators change it.

The address a change comes from has to stay in the list of the Data API: nobody locks
himself out by a slip.
"""

from typing import Final

from callapi.directory import accounts
from callapi.domain.account import Network
from callapi.store.pool import Connection, Database, Pool
from callapi.store.queries import load

Q = load(__file__)

MOST_NETWORKS: Final = 200
APIS: Final = ("callapi", "dataapi")


class TooMany(Exception):
    """The account lists as many as there may be."""


class LocksOut(Exception):
    """After the change its author could make none any more."""


async def insert(
    pool: Pool,
    account_id: int,
    network: Network,
    apis: list[str],
    comment: str | None,
    added_by: str,
    now: float,
) -> int | None:
    """None: it is listed already. Raises TooMany."""
    async with pool.acquire() as db, db.transaction():
        await accounts.lock(db, account_id)
        if await db.fetchval(Q["count"], account_id) >= MOST_NETWORKS:
            raise TooMany(account_id)
        values = (network, apis, comment, added_by, now)
        id_: int | None = await db.fetchval(Q["insert"], account_id, *values)
        return id_


async def update(
    pool: Pool,
    account_id: int,
    network_id: int,
    *,
    apis: list[str] | None,
    sets_comment: bool,
    comment: str | None,
    staying: str | None,
) -> bool:
    """False: there is no such network. Raises LocksOut for the address `staying`."""
    values = (apis, sets_comment, comment)
    async with pool.acquire() as db, db.transaction():
        await accounts.lock(db, account_id)
        changed = await db.fetchval(Q["update"], account_id, network_id, *values)
        await _check_stays(db, account_id, staying)
        return changed is not None


async def delete(
    pool: Pool, account_id: int, network_id: int, staying: str | None
) -> bool:
    """As `update`."""
    async with pool.acquire() as db, db.transaction():
        await accounts.lock(db, account_id)
        gone = await db.fetchval(Q["delete"], account_id, network_id)
        await _check_stays(db, account_id, staying)
        return gone is not None


async def _check_stays(
    db: Connection | Database, account_id: int, address: str | None
) -> None:
    if address is not None and not await db.fetchval(Q["lets_in"], account_id, address):
        raise LocksOut(address)
