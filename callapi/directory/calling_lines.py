"""Lines that call: whose one is, and whom it may call (Data API spec 2.7, 2.8)."""

from dataclasses import dataclass

from asyncpg import Record

from callapi.directory.availability import STATUSES
from callapi.directory.employees import full_name
from callapi.directory.virtual_numbers import Rule
from callapi.store.pool import Connection, Database
from callapi.store.queries import load

Q = load(__file__)


@dataclass(frozen=True, slots=True)
class CallingLine:
    """A reason is the session's `finish_reason`; empty: nothing forbids it."""

    number: str
    account_id: int
    employee_id: int
    employee_name: str
    recording: str
    virtual_number: str | None  # None: the line only receives
    has_active_number: bool
    number_rule: Rule
    why_not: str
    why_not_external: str
    why_not_internal: str


async def find_line(db: Database, number: str) -> CallingLine | None:
    """Of all accounts: the switch has made sure that it is this line that calls."""
    row = await db.fetchrow(Q["find_line"], number)
    if row is None:
        return None
    return CallingLine(
        number=row["number"],
        account_id=row["account_id"],
        employee_id=row["employee_id"],
        employee_name=full_name(row),
        recording=row["call_recording"],
        virtual_number=row["virtual_number"],
        has_active_number=row["has_active_number"],
        number_rule=row["number_rule"],
        why_not=_why_not(row),
        why_not_external=_why_not_to(row, "external"),
        why_not_internal=_why_not_to(row, "internal"),
    )


async def take_channel(db: Connection, number: str) -> bool:
    """False: all are in use.

    Until the end of the transaction other calls of the line wait, at whichever node.
    """
    await db.execute(Q["lock_channels"], number)
    return bool(await db.fetchval(Q["has_channel"], number))


def _why_not(row: Record) -> str:
    """The first test that fails."""
    if row["is_locked"]:
        return "locked_phone"
    if not row["is_active"]:
        return "employee_phone_inactive"
    if row["virtual_number"] is None:
        return "out_call_not_allowed"
    is_full = row["times_in_use"] >= row["channels_count"]
    return "operator_channels_busy" if is_full else ""


def _why_not_to(row: Record, side: str) -> str:
    """What his status forbids, or his own list of directions."""
    if row[f"out_{side}"]:
        return ""
    if not row[f"status_out_{side}"] and row["status"] in STATUSES:
        return f"employee_status_{row['status']}"
    other = "internal" if side == "external" else "external"
    return f"{side}_call_not_allowed" if row[f"out_{other}"] else "out_call_not_allowed"
