"""What the directory knows of the people an event is about, when it is distributed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from callapi.directory.employees import full_name
from callapi.store.events import Waiting
from callapi.store.pool import Database
from callapi.store.queries import load

Q = load(__file__)

PREFIXES = (
    "",
    "first_answered_",
    "last_answered_",
    "first_talked_",
    "last_talked_",
)


@dataclass(frozen=True, slots=True)
class Employee:
    full_name: str
    email: str | None
    extension: str | None


@dataclass(frozen=True, slots=True)
class Contact:
    id: int
    full_name: str
    group_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """By account and id, by account and number: nobody is found in another account."""

    employees: Mapping[tuple[int, int], Employee]
    contacts: Mapping[tuple[int, str], Contact]


async def find_facts(db: Database, events: Iterable[Waiting]) -> Facts:
    employees: set[int] = set()
    numbers: set[tuple[int, str]] = set()
    for event in events:
        employees.update(_employees(event))
        number = contact_number(event)
        if number:
            numbers.add((event.account_id, number))
    if not employees and not numbers:
        return Facts({}, {})
    accounts, asked = [it[0] for it in numbers], [it[1] for it in numbers]
    row = await db.fetchrow(Q["find_facts"], list(employees), accounts, asked)
    assert row is not None
    return Facts(
        {(it["account_id"], it["id"]): _employee(it) for it in row["employees"]},
        {(it["account_id"], it["number"]): _contact(it) for it in row["contacts"]},
    )


def contact_number(event: Waiting) -> str | None:
    """Whom the call is with, or the number that an event outside calls is about."""
    if event.call is not None:
        return event.call.contact
    number = event.body.get("contact_phone_number")
    return number if isinstance(number, str) else None


def _employees(event: Waiting) -> Iterable[int]:
    for prefix in PREFIXES:
        found = event.body.get(f"{prefix}employee_id")
        if isinstance(found, int):
            yield found


def _employee(row: Mapping[str, Any]) -> Employee:
    return Employee(full_name(row), row["email"], row["extension"])


def _contact(row: Mapping[str, Any]) -> Contact:
    """Of several contacts with a number the oldest."""
    return Contact(row["id"], row["full_name"], tuple(row["group_ids"]))
