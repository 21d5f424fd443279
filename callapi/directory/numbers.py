"""What a number means inside an account, and what is dialled for it.

Extensions have up to 5 digits, SIP lines 7 with a leading zero, all else is E.164
(spec 3.0.2); so the kinds never collide.
"""

import re
from dataclasses import dataclass
from typing import Literal, TypeAlias

from asyncpg import Record

from callapi.directory.employees import full_name
from callapi.directory.virtual_numbers import is_own
from callapi.domain.target import Target, outside
from callapi.store.pool import Database
from callapi.store.queries import load

EXTENSION = re.compile(r"[0-9]{1,5}")
E164 = re.compile(r"[1-9][0-9]{6,14}")

Reason: TypeAlias = Literal["unknown_short", "inactive", "not_dialable", "own_virtual"]

Q = load(__file__)


@dataclass(frozen=True, slots=True)
class Resolved:
    """What to dial, one after another; or the reason why there is nothing."""

    targets: tuple[Target, ...] = ()
    reason: Reason | None = None


async def find_sip_line(db: Database, account_id: int, number: str) -> Target | None:
    """A SIP line of the account, active or not."""
    row = await db.fetchrow(Q["find_sip_line"], account_id, number)
    return None if row is None else _target(row)


async def find_extension(db: Database, account_id: int, extension: str) -> int | None:
    """The employee who has it."""
    employee_id: int | None = await db.fetchval(
        Q["find_extension"], account_id, extension
    )
    return employee_id


async def find_contact(db: Database, account_id: int, number: str) -> Target | None:
    """`contact` and `operator`: a SIP line of the account, else E.164 (spec 3.0.2)."""
    if E164.fullmatch(number):  # never a SIP line, whose first digit is a zero
        return outside(number)
    return await find_sip_line(db, account_id, number)


async def employee_targets(
    db: Database, account_id: int, employee_id: int
) -> list[Target]:
    """The active numbers of an employee in the order they are tried in."""
    rows = await db.fetch(Q["find_employee_numbers"], account_id, employee_id)
    return [_target(row) for row in rows if row["is_active"]]


async def chosen_targets(
    db: Database, account_id: int, employee_id: int, number: str
) -> list[Target]:
    """What `employee.phone_number` asks for (spec 3.0.2); none: not his or inactive.

    His extension stands for all his active numbers.
    """
    if EXTENSION.fullmatch(number):
        if await find_extension(db, account_id, number) != employee_id:
            return []
        return await employee_targets(db, account_id, employee_id)
    targets = await employee_targets(db, account_id, employee_id)
    return [it for it in targets if number in (it.dial, it.number)]


async def find_target(db: Database, account_id: int, digits: str) -> Resolved:
    """The third party or coach that was dialled (spec 3.3.1 step 2, 3.3.8)."""
    if EXTENSION.fullmatch(digits):
        employee_id = await find_extension(db, account_id, digits)
        if employee_id is None:
            return Resolved(reason="unknown_short")
        targets = await employee_targets(db, account_id, employee_id)
        return Resolved(tuple(targets), None if targets else "inactive")
    rows = await db.fetch(Q["find_number"], account_id, digits)
    if rows:
        active = [_target(row) for row in rows if row["is_active"]]
        return Resolved(tuple(active[:1]), None if active else "inactive")
    line = await find_sip_line(db, account_id, digits)
    if line is not None:  # one that is in no list of numbers any more
        return Resolved((line,))
    if not E164.fullmatch(digits):
        return Resolved(reason="not_dialable")
    if await is_own(db, account_id, digits):
        return Resolved(reason="own_virtual")
    return Resolved((outside(digits),))


def _target(row: Record) -> Target:
    return Target(
        number=row["number"] + row["tail"],
        dial=row["number"],
        kind=row["kind"],
        tail=row["tail"],
        employee_id=row["employee_id"],
        employee_name=full_name(row),
        ring_s=row["ring_s"],
        recording=row["call_recording"],
    )
