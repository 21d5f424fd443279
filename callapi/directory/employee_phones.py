"""The numbers of employees, in dialling order, and what groups dial of them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from asyncpg import UniqueViolationError

from callapi.store.pool import Database
from callapi.store.queries import load

Q = load(__file__)


class NumberTaken(Exception):
    """The employee has that number already."""


@dataclass(frozen=True, slots=True)
class Phone:
    id: int
    employee_id: int
    number: str
    tail: str
    kind: str  # sip | pstn
    channels_count: int
    ring_s: int
    is_active: bool


async def list_phones(
    db: Database,
    account_id: int,
    employee_id: int,
    ids: Sequence[int],
    numbers: Sequence[str],
) -> list[Phone]:
    """All of the employee and, of the account, those that are named; locked."""
    rows = await db.fetch(
        Q["list_phones"], account_id, employee_id, list(ids), list(numbers)
    )
    return [Phone(**row) for row in rows]


async def list_own_virtual(
    db: Database, account_id: int, numbers: Sequence[str]
) -> set[str]:
    """Those that are the account's own virtual numbers."""
    rows = await db.fetch(Q["list_own_virtual"], account_id, list(numbers))
    return {row["number"] for row in rows}


async def list_lines(db: Database, account_id: int, numbers: Sequence[str]) -> set[str]:
    """Those that are SIP lines of the account."""
    rows = await db.fetch(Q["list_lines"], account_id, list(numbers))
    return {row["number"] for row in rows}


async def delete_but(
    db: Database, account_id: int, employee_id: int, kept: Collection[int]
) -> None:
    await db.execute(Q["delete_phones"], account_id, employee_id, list(kept))


async def insert(
    db: Database, account_id: int, employee_id: int, priority: int, phone: Phone
) -> None:
    """Its id is not used."""
    await db.execute(
        Q["insert_phone"],
        account_id,
        employee_id,
        priority,
        *(phone.number, phone.tail, phone.kind),
        *(phone.channels_count, phone.ring_s, phone.is_active),
    )


async def place(
    db: Database, account_id: int, phone_id: int, priority: int, number: str
) -> None:
    """Raises NumberTaken."""
    try:
        await db.execute(Q["place_phone"], account_id, phone_id, priority, number)
    except UniqueViolationError:
        raise NumberTaken from None


async def set_all(db: Database, account_id: int, phone: Phone) -> None:
    """The settings of a number are those of all who have it."""
    await db.execute(
        Q["set_phones"],
        account_id,
        *(phone.number, phone.tail),
        *(phone.channels_count, phone.ring_s, phone.is_active),
    )


async def settle_groups(db: Database, account_id: int) -> None:
    """Groups dial exactly the numbers of their members."""
    await db.execute(Q["leave_groups"], account_id)
    await db.execute(Q["join_groups"], account_id)
