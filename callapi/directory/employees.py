"""The people who take calls."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from asyncpg import Record

from callapi.store.pool import Database
from callapi.store.queries import load

Q = load(__file__)


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


def full_name(row: Record | Mapping[str, Any]) -> str:
    """Last name, first name, patronymic, with single spaces."""
    parts = (row["last_name"], row["first_name"], row["patronymic"])
    return " ".join(" ".join(parts).split())
