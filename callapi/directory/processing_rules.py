"""Which scenario answers a virtual number (Data API spec 2.9)."""

from callapi.directory import schedules
from callapi.domain.account import Account
from callapi.store.pool import Database
from callapi.store.queries import load

Q = load(__file__)


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
