"""Employees' SIP lines as the Data API changes them; PostgreSQL tells the switches."""

import secrets
import string
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from callapi.store.pool import Database
from callapi.store.queries import load

Q = load(__file__)
Changes = Mapping[str, object]  # columns of the table and their new values

PASSWORD_LENGTH: Final = 12
_ALPHABET: Final = string.ascii_letters + string.digits
_TRIES: Final = 100  # numbers are drawn at random; most of a million are free


class NoNumberLeft(Exception):
    """All the numbers that were drawn are lines already."""


@dataclass(frozen=True, slots=True)
class SipLine:
    id: int
    number: str
    employee_id: int


def new_password() -> str:
    return "".join(secrets.choice(_ALPHABET) for _ in range(PASSWORD_LENGTH))


async def insert(
    db: Database,
    account_id: int,
    employee_id: int,
    password: str,
    virtual_number_id: int | None,
) -> SipLine:
    """A new line, the last of the employee's numbers; raises NoNumberLeft."""
    for _ in range(_TRIES):
        number = f"0{secrets.randbelow(10**6):06}"
        id_ = await db.fetchval(
            Q["insert"], account_id, number, employee_id, password, virtual_number_id
        )
        if id_ is not None:
            await db.execute(Q["append_number"], account_id, employee_id, number)
            return SipLine(id_, number, employee_id)
    raise NoNumberLeft


async def count_numbers(db: Database, account_id: int, employee_id: int) -> int:
    """How many numbers of any kind the employee has."""
    return int(await db.fetchval(Q["count_numbers"], account_id, employee_id))


async def find_line(db: Database, account_id: int, line_id: int) -> SipLine | None:
    """It stays as it is until the transaction ends."""
    row = await db.fetchrow(Q["find_line"], account_id, line_id)
    return None if row is None else SipLine(**row)


async def most_channels(db: Database, account_id: int) -> int:
    return int(await db.fetchval(Q["find_most_channels"], account_id))


async def update(db: Database, account_id: int, line_id: int, changes: Changes) -> None:
    await db.execute(Q["update"], account_id, line_id, changes)


async def move_number(
    db: Database, account_id: int, line: SipLine, employee_id: int
) -> None:
    """From the list of the line's employee to another's."""
    old = (account_id, line.number, line.employee_id)
    await db.execute(Q["move_number"], *old, employee_id)
    await db.execute(Q["delete_number"], *old)


async def set_password(
    db: Database, account_id: int, line_id: int, password: str
) -> bool:
    """False: there is no such line."""
    return bool(await db.fetchval(Q["set_password"], account_id, line_id, password))


async def delete(db: Database, account_id: int, line: SipLine) -> None:
    """And it is nobody's number any more."""
    await db.execute(Q["delete_number"], account_id, line.number, None)
    await db.execute(Q["delete"], account_id, line.id)


async def list_users(
    db: Database, account_id: int, line: SipLine
) -> list[dict[str, object]]:
    """What needs the line, as `params.used_by` tells it."""
    rows = await db.fetch(Q["list_users"], account_id, line.number)
    return [dict(row) for row in rows]
