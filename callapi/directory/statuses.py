"""What an employee can be doing: the same for all accounts, read only."""

from dataclasses import dataclass

from callapi.store.pool import Database
from callapi.store.queries import load

Q = load(__file__)


@dataclass(frozen=True, slots=True)
class Status:
    id: int
    mnemonic: str
    is_select_allowed: bool


async def find_status(
    db: Database, status_id: int | None, mnemonic: str | None
) -> Status | None:
    """By one of the two."""
    row = await db.fetchrow(Q["find_status"], status_id, mnemonic)
    return None if row is None else Status(**row)
