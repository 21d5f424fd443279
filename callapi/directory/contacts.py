"""The account's address book."""

from callapi.store.pool import Database
from callapi.store.queries import load

Q = load(__file__)


async def find_name(db: Database, account_id: int, number: str) -> str | None:
    """Who has the number; of several contacts the oldest."""
    name: str | None = await db.fetchval(Q["find_name"], account_id, number)
    return name


async def add_to_group(
    db: Database, account_id: int, group_id: int, number: str
) -> bool:
    """Put the number's contact into a group, making a contact for a new number.

    False when there is no such group; a contact that is in it already stays there.
    """
    return bool(await db.fetchval(Q["add_to_group"], account_id, group_id, number))
