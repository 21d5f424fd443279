"""The people who take calls."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from asyncpg import Record, UniqueViolationError

from callapi.store.pool import Database
from callapi.store.queries import load

Q = load(__file__)
Changes = Mapping[str, object]  # columns of the table and their new values


class ExtensionTaken(Exception):
    """Another employee of the account has it, or a group."""


@dataclass(frozen=True, slots=True)
class Employee:
    id: int
    full_name: str
    extension: str | None
    coach_id: int | None
    call_recording: Literal["all", "in", "out", "off"]


async def find_employee(
    db: Database, account_id: int, employee_id: int
) -> Employee | None:
    row = await db.fetchrow(Q["find_employee"], account_id, employee_id)
    if row is None:
        return None
    return Employee(
        row["id"],
        full_name(row),
        row["extension"],
        row["coach_id"],
        row["call_recording"],
    )


async def find_name_of_user(db: Database, account_id: int, user_id: int) -> str | None:
    """The employee's, whom the user is; None: he is none."""
    row = await db.fetchrow(Q["find_name_of_user"], account_id, user_id)
    return None if row is None else full_name(row)


async def has_room(db: Database, account_id: int) -> bool:
    """Whether the account may have one more; until the transaction ends."""
    return bool(await db.fetchval(Q["has_room"], account_id))


async def insert(db: Database, account_id: int, now: float, values: Changes) -> int:
    """`values` for every column; raises ExtensionTaken."""
    try:
        id_: int = await db.fetchval(Q["insert"], account_id, now, values)
    except UniqueViolationError:
        raise ExtensionTaken from None
    return id_


async def update(
    db: Database, account_id: int, employee_id: int, changes: Changes
) -> None:
    """Raises ExtensionTaken."""
    try:
        await db.execute(Q["update"], account_id, employee_id, changes)
    except UniqueViolationError:
        raise ExtensionTaken from None


async def note_status(
    db: Database,
    account_id: int,
    employee_id: int,
    status: str,
    now: float,
    user_id: int,
) -> None:
    """Called before the change; the same status again is none."""
    await db.execute(Q["note_status"], account_id, employee_id, status, now, user_id)


async def set_groups(
    db: Database, account_id: int, employee_id: int, group_ids: Sequence[int]
) -> None:
    await db.execute(Q["set_groups"], account_id, employee_id, list(group_ids))


async def delete(db: Database, account_id: int, employee_id: int) -> None:
    await db.execute(Q["delete"], account_id, employee_id)


async def list_users(
    db: Database, account_id: int, employee_id: int
) -> list[dict[str, object]]:
    """What needs the employee, as `params.used_by` tells it."""
    rows = await db.fetch(Q["list_users"], account_id, employee_id)
    return [dict(row) for row in rows]


def full_name(row: Record | Mapping[str, Any]) -> str:
    """Last name, first name, patronymic, with single spaces."""
    parts = (row["last_name"], row["first_name"], row["patronymic"])
    return " ".join(" ".join(parts).split())
