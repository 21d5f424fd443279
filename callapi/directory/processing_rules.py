"""Which scenario answers a virtual number (Data API spec 2.9)."""

from collections.abc import Mapping
from typing import Final

from callapi.directory import schedules
from callapi.domain.account import Account
from callapi.store.pool import Database
from callapi.store.queries import load

Q = load(__file__)
LAST: Final = 2**31 - 1  # a place behind all others


async def choose(
    db: Database, account: Account, virtual_number_id: int, caller: str, now: float
) -> int | None:
    """The scenario of the first active rule that is open now and knows the caller."""
    rows = await db.fetch(Q["find_rules"], account.id, virtual_number_id, caller)
    if not rows or rows[0]["schedule"] is None:  # the usual case asks for no time
        return rows[0]["scenario_id"] if rows else None
    at = await schedules.moment(db, account.timezone, account.home_country, now)
    for row in rows:
        if schedules.is_open_now(row["schedule"], at):
            scenario_id: int = row["scenario_id"]
            return scenario_id
    return None


async def list_rules(
    db: Database, account_id: int, number_id: int
) -> list[dict[str, object]]:
    """In the order they are tried, as the Data API tells them."""
    rows = await db.fetch(Q["list_rules"], account_id, number_id)
    return [dict(row) for row in rows]


async def lock_number(db: Database, account_id: int, number_id: int) -> bool:
    """Until the transaction ends nobody else changes its rules; False: no number."""
    return await db.fetchval(Q["lock_number"], account_id, number_id) is not None


async def find_number(db: Database, account_id: int, rule_id: int) -> int | None:
    """The id of the virtual number that the rule is of."""
    id_: int | None = await db.fetchval(Q["find_rule"], account_id, rule_id)
    return id_


async def insert(
    db: Database,
    account_id: int,
    number_id: int,
    scenario_id: int,
    schedule_id: int | None,
    contact_group_id: int | None,
    *,
    is_active: bool,
) -> int:
    """The last of the number's rules."""
    return int(
        await db.fetchval(
            Q["insert"],
            *(account_id, number_id, scenario_id),
            *(schedule_id, contact_group_id, is_active),
        )
    )


async def update(
    db: Database, account_id: int, rule_id: int, changes: Mapping[str, object]
) -> None:
    """Columns and their new values."""
    await db.execute(Q["update"], account_id, rule_id, changes)


async def place(db: Database, number_id: int, rule_id: int, priority: int) -> None:
    """The others make room; they are numbered from 1 without gaps."""
    await db.execute(Q["place"], number_id, rule_id, priority)


async def delete(db: Database, account_id: int, rule_id: int) -> None:
    await db.execute(Q["delete"], account_id, rule_id)
