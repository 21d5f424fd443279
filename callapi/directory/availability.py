"""Who can be dialled now, and why somebody can not (Data API spec 2.7)."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from asyncpg import Record

from callapi.directory.employees import full_name
from callapi.directory.schedules import Moment, is_open_now
from callapi.domain.session import Callee
from callapi.domain.target import Target, outside
from callapi.store.pool import Database
from callapi.store.queries import load

Q = load(__file__)

# What a status that forbids calls is called in reports.
STATUSES = frozenset({"break", "do_not_disturb", "not_at_workplace", "not_at_work"})


@dataclass(frozen=True, slots=True)
class Call:
    """The call somebody is wanted for."""

    account_id: int
    session_id: int
    is_internal: bool  # from one of our own lines
    at: Moment


@dataclass(frozen=True, slots=True)
class Dialable:
    """The numbers found, in order; those that can not be dialled say why."""

    targets: tuple[Target, ...] = ()
    waits: bool = False  # callers of this extension wait until somebody is free
    takes_messages: bool = False  # the extension has a voicemail
    group_id: int | None = None  # whose members these are


@dataclass(frozen=True, slots=True)
class Line:
    ahead: int
    waiting: int


async def find_callee(db: Database, call: Call, callee: Callee) -> Dialable:
    match callee.kind:
        case "employee":
            return await _employee(db, call, callee.id)
        case "group":
            return await _group(db, call, callee.id)
        case "phone":
            return await _phone(db, call, callee.id)
        case _:
            return Dialable((outside(callee.number),))


async def find_extension(
    db: Database, account_id: int, extension: str
) -> Callee | None:
    """The employee or the group that has it."""
    row = await db.fetchrow(Q["find_extension"], account_id, extension)
    return None if row is None else Callee(row["kind"], row["id"])


async def is_full(db: Database, call: Call, callee: Callee) -> bool:
    """Whether a group's number has no channel left; phones have their own."""
    if callee.kind != "group":
        return False
    values = call.account_id, callee.id, call.session_id
    return bool(await db.fetchval(Q["is_group_full"], *values))


async def find_personal_manager(
    db: Database, account_id: int, contact: str
) -> int | None:
    manager: int | None = await db.fetchval(
        Q["find_personal_manager"], account_id, contact
    )
    return manager


async def find_last_manager(
    db: Database, account_id: int, contact: str, since: float
) -> int | None:
    """Who has talked with the contact last, if that was not before `since`."""
    moment = datetime.fromtimestamp(since, UTC)
    manager: int | None = await db.fetchval(
        Q["find_last_manager"], account_id, contact, moment
    )
    return manager


async def find_last_talks(db: Database, employee_ids: list[int]) -> dict[int, float]:
    """When each of them has talked last; who never has is left out."""
    rows = await db.fetch(Q["find_last_talks"], employee_ids)
    return {row["employee_id"]: row["at"].timestamp() for row in rows}


async def find_last_answer(db: Database, operation_id: int) -> int | None:
    """Who answered the operation's previous call."""
    employee_id: int | None = await db.fetchval(Q["find_last_answer"], operation_id)
    return employee_id


async def note_answer(db: Database, operation_id: int, employee_id: int) -> None:
    await db.execute(Q["note_answer"], operation_id, employee_id)


async def find_line(
    db: Database, account_id: int, queue: str, since: float, session_id: int
) -> Line:
    """Who else waits in a queue, and how many of them have done so for longer."""
    moment = datetime.fromtimestamp(since, UTC)
    row = await db.fetchrow(Q["find_queue"], account_id, queue, moment, session_id)
    assert row is not None
    return Line(row["ahead"], row["waiting"])


async def count_interactions(
    db: Database, account_id: int, contact: str, session_id: int
) -> int:
    """The how many-th call of the contact this session is."""
    return int(
        await db.fetchval(Q["count_interactions"], account_id, contact, session_id)
    )


async def is_in_groups(
    db: Database, account_id: int, contact: str, group_ids: list[int], anywhere: bool
) -> bool:
    """Whether the contact is in one of the groups, or `anywhere` in the book."""
    return bool(
        await db.fetchval(Q["is_in_groups"], account_id, contact, group_ids, anywhere)
    )


async def _employee(db: Database, call: Call, employee_id: int) -> Dialable:
    rows = await _phones(db, call, [employee_id])
    targets = tuple(_target(row, call) for row in rows)
    if not rows:
        return Dialable()
    return Dialable(targets, rows[0]["waits"], rows[0]["takes_messages"])


async def _phone(db: Database, call: Call, number_id: int) -> Dialable:
    owner = await db.fetchval(Q["find_owner"], call.account_id, number_id)
    rows = await _phones(db, call, [owner]) if owner else []
    return Dialable(tuple(_target(row, call) for row in rows if row["id"] == number_id))


async def _group(db: Database, call: Call, group_id: int) -> Dialable:
    group = await db.fetchrow(Q["find_group"], call.account_id, group_id)
    if group is None:
        return Dialable()
    found = await _members(db, call, group, group_id)
    named = [replace(it, group_id=group_id, group_name=group["name"]) for it in found]
    return Dialable(tuple(named), group["waits"], group_id=group_id)


async def _members(
    db: Database, call: Call, group: Record, group_id: int
) -> list[Target]:
    """The numbers of a group; if there is none to dial, why not."""
    members = await db.fetch(Q["find_group_numbers"], call.account_id, group_id)
    if not is_open_now(group["schedule"], call.at):
        return [_nobody("group_inactive_by_schedule")]
    if not members:
        return [_nobody("group_without_phones")]
    rows = await _phones(db, call, list({it["employee_id"] for it in members}))
    phones = {row["id"]: row for row in rows}
    found = []
    for member in members:
        why = "" if member["is_available"] else "group_phone_inactive"
        found.append(_target(phones[member["number_id"]], call, why))
    return found


async def _phones(db: Database, call: Call, employee_ids: list[int]) -> list[Record]:
    found: list[Record] = await db.fetch(
        Q["find_phones"], call.account_id, employee_ids, call.session_id
    )
    return found


def _target(row: Record, call: Call, barred: str = "") -> Target:
    number = row["number"] or ""
    return Target(
        number=number + (row["tail"] or ""),
        dial=number,
        kind=row["kind"] or "pstn",
        tail=row["tail"] or "",
        employee_id=row["employee_id"],
        employee_name=full_name(row),
        ring_s=row["ring_s"] or 60,
        recording=row["call_recording"],
        barred=barred or _why_not(row, call),
    )


def _nobody(reason: str) -> Target:
    return Target("", "", "pstn", barred=reason)


def _why_not(row: Record, call: Call) -> str:
    """The first test that fails; none: he can be called."""
    side = "in_internal" if call.is_internal else "in_external"
    if not row[side]:
        told = not row[f"status_{side}"] and row["status"] in STATUSES
        return f"employee_status_{row['status']}" if told else "in_call_not_allowed"
    if not is_open_now(row["schedule"], call.at):
        return "employee_inactive_by_schedule"
    if row["number"] is None:
        return "employee_without_phones"
    if not row["is_active"]:
        return "employee_phone_inactive"
    return _why_line_is_barred(row) or ("employee_busy" if row["is_talking"] else "")


def _why_line_is_barred(row: Record) -> str:
    if row["is_offline"]:
        return "sip_offline"
    if row["is_locked"]:
        return "locked_phone"
    is_full = row["times_in_use"] >= row["channels_count"]
    return "operator_channels_busy" if is_full else ""
