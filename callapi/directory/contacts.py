"""The account's address book."""

from collections.abc import Mapping, Sequence

from callapi.store.pool import Database
from callapi.store.queries import load

Q = load(__file__)
Changes = Mapping[str, object]  # columns of the table and their new values


async def find_name(db: Database, account_id: int, number: str) -> str | None:
    """Who has the number; of several contacts the newest."""
    name: str | None = await db.fetchval(Q["find_name"], account_id, number)
    return name


async def add_to_group(
    db: Database, account_id: int, group_id: int, number: str
) -> bool:
    """Put the number's contact into a group, making a contact for a new number.

    False when there is no such group; a contact that is in it already stays there.
    """
    return bool(await db.fetchval(Q["add_to_group"], account_id, group_id, number))


async def insert(db: Database, account_id: int, values: Changes) -> int:
    """`values` for every column."""
    return int(await db.fetchval(Q["insert"], account_id, values))


async def update(
    db: Database, account_id: int, contact_id: int, changes: Changes
) -> None:
    await db.execute(Q["update"], account_id, contact_id, changes)


async def set_numbers(
    db: Database, account_id: int, contact_id: int, numbers: Sequence[str]
) -> None:
    """In this order; the contact is known to be the account's."""
    await db.execute(Q["set_numbers"], account_id, contact_id, list(numbers))


async def set_groups(
    db: Database, account_id: int, contact_id: int, group_ids: Sequence[int]
) -> None:
    await db.execute(Q["set_groups"], account_id, contact_id, list(group_ids))


async def delete(db: Database, account_id: int, contact_ids: Sequence[int]) -> None:
    await db.execute(Q["delete"], account_id, list(contact_ids))
