"""Groups of employees, and the order their numbers are dialled in."""

from collections.abc import Mapping, Sequence

from asyncpg import UniqueViolationError

from callapi.store.pool import Database
from callapi.store.queries import load

Q = load(__file__)
Changes = Mapping[str, object]  # columns of the table and their new values


class NameTaken(Exception):
    """The account has a group of that name."""


class ExtensionTaken(Exception):
    """Another group of the account has it, or an employee."""


async def insert(db: Database, account_id: int, values: Changes) -> int:
    """`values` for every column; raises NameTaken and ExtensionTaken."""
    try:
        id_: int = await db.fetchval(Q["insert"], account_id, values)
    except UniqueViolationError as error:
        raise _taken(error) from None
    return id_


async def update(
    db: Database, account_id: int, group_id: int, changes: Changes
) -> None:
    """Raises NameTaken and ExtensionTaken."""
    try:
        await db.execute(Q["update"], account_id, group_id, changes)
    except UniqueViolationError as error:
        raise _taken(error) from None


def _taken(error: UniqueViolationError) -> Exception:
    is_name = (error.constraint_name or "").endswith("name_key")
    return NameTaken() if is_name else ExtensionTaken()


async def set_members(db: Database, group_id: int, employee_ids: Sequence[int]) -> None:
    """Both the group and the employees are known to be the account's."""
    await db.execute(Q["set_members"], group_id, list(employee_ids))


async def list_number_ids(db: Database, account_id: int, group_id: int) -> set[int]:
    """Of `employee_numbers`; until the transaction ends they stay these."""
    rows = await db.fetch(Q["list_number_ids"], account_id, group_id)
    return {row["employee_number_id"] for row in rows}


async def set_numbers(
    db: Database, group_id: int, ids: Sequence[int], available: Sequence[bool]
) -> None:
    """In dialling order, all of them."""
    await db.execute(Q["set_numbers"], group_id, list(ids), list(available))


async def delete(db: Database, account_id: int, group_id: int) -> None:
    await db.execute(Q["delete"], account_id, group_id)


async def list_users(
    db: Database, account_id: int, group_id: int
) -> list[dict[str, object]]:
    """What needs the group, as `params.used_by` tells it."""
    rows = await db.fetch(Q["list_users"], account_id, group_id)
    return [dict(row) for row in rows]
