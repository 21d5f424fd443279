"""What the directory knows of the people an event is about, when it is distributed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

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
    return Facts(
        await _find_employees(db, employees), await _find_contacts(db, numbers)
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


async def _find_employees(
    db: Database, ids: set[int]
) -> dict[tuple[int, int], Employee]:
    if not ids:
        return {}
    rows = await db.fetch(Q["find_employees"], list(ids))
    return {
        (row["account_id"], row["id"]): Employee(
            full_name(row), row["email"], row["extension"]
        )
        for row in rows
    }


async def _find_contacts(
    db: Database, numbers: set[tuple[int, str]]
) -> dict[tuple[int, str], Contact]:
    """Of several contacts with a number the oldest."""
    if not numbers:
        return {}
    accounts, asked = zip(*numbers, strict=True)
    rows = await db.fetch(Q["find_contacts"], list(accounts), list(asked))
    return {
        (row["account_id"], row["number"]): Contact(
            row["id"], row["full_name"], tuple(row["group_ids"])
        )
        for row in rows
    }
