"""Whom an employee has dialled on his line, or why he is not called.

Short numbers are extensions, seven digits with a leading zero are lines, and all else
is E.164 (spec 3.0.2). Of the security rules those of the Basic set hold (spec 6.5).
"""

from dataclasses import dataclass, replace

from callapi.directory import availability, blacklist, numbers, schedules
from callapi.directory.availability import Call
from callapi.directory.calling_lines import CallingLine
from callapi.domain.account import Account, Component
from callapi.domain.session import Callee
from callapi.domain.target import Target, outside
from callapi.sessions.third_party import Rules
from callapi.store.pool import Database
from callapi.switch.pjsip import is_line

NO_SESSION = 0  # it is made later: none stands in its own way
BUSY = "operator_channels_busy"
NO_SUCH_NUMBER = "caller_number_problems"
ABROAD = "external_call_not_allowed"  # or wherever else he may not dial


@dataclass(frozen=True, slots=True)
class Dialled:
    """`targets` are tried one after another, unless there is a `why_not`."""

    contact: Target
    targets: tuple[Target, ...] = ()
    why_not: str = ""


async def find_dialled(
    db: Database, account: Account, line: CallingLine, digits: str, now: float
) -> Dialled:
    is_short = numbers.EXTENSION.fullmatch(digits) or is_line(digits)
    contact = Target(digits, digits, "sip") if is_short else outside(digits)
    why_not = _why_not(account, line)
    if not why_not and is_short:
        targets = await _colleague(db, account, line, digits, now)
        why_not = line.why_not_internal or ("" if targets else NO_SUCH_NUMBER)
    elif not why_not:
        targets = (contact,)
        why_not = await _why_not_outside(db, account, line, contact)
    if why_not:
        return Dialled(contact, why_not=why_not)
    return Dialled(contact, targets)


def _why_not(account: Account, line: CallingLine) -> str:
    if not account.is_active:
        return "app_is_inactive"
    if Component.VIRTUAL_PBX not in account.components:
        return "component_is_inactive"
    return line.why_not


async def _why_not_outside(
    db: Database, account: Account, line: CallingLine, contact: Target
) -> str:
    if not numbers.E164.fullmatch(contact.dial):
        return NO_SUCH_NUMBER
    if line.why_not_external:
        return line.why_not_external
    if await blacklist.contains(db, account.id, contact.dial):
        return "numa_in_black_list"
    return _why_not_by_trunk(account, line, contact)


def _why_not_by_trunk(account: Account, line: CallingLine, target: Target) -> str:
    if not line.has_active_number:
        return "locked_numb"
    return "" if Rules(account, Component.BASIC).allows(target) else ABROAD


async def _colleague(
    db: Database, account: Account, line: CallingLine, digits: str, now: float
) -> tuple[Target, ...]:
    """The numbers behind an extension, or a line; none: it is nobody's."""
    at = await schedules.moment(db, account.timezone, account.home_country, now)
    call = Call(account.id, NO_SESSION, is_internal=True, at=at)
    if is_line(digits):
        found = await _behind_line(db, call, digits)
    else:
        found = await _behind_extension(db, call, digits)
    return tuple(_judged(account, line, target) for target in found)


async def _behind_line(db: Database, call: Call, digits: str) -> tuple[Target, ...]:
    target = await numbers.find_sip_line(db, call.account_id, digits)
    if target is None or target.employee_id is None:
        return ()
    owner = Callee("employee", target.employee_id)
    known = (await availability.find_callee(db, call, owner)).targets
    # one that is in no list of numbers any more is dialled as it is
    return tuple(it for it in known if it.dial == digits) or (target,)


async def _behind_extension(
    db: Database, call: Call, digits: str
) -> tuple[Target, ...]:
    callee = await availability.find_extension(db, call.account_id, digits)
    if callee is None:
        return ()
    found = (await availability.find_callee(db, call, callee)).targets
    if not await availability.is_full(db, call, callee):
        return found
    return tuple(replace(it, barred=it.barred or BUSY) for it in found)


def _judged(account: Account, line: CallingLine, target: Target) -> Target:
    """His own line is busy with this call; and a number outside goes by the trunk."""
    if target.barred:
        return target
    if target.dial == line.number:
        return replace(target, barred=BUSY)
    if target.is_internal:
        return target
    return replace(target, barred=_why_not_by_trunk(account, line, target))
