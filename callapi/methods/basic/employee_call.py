"""start.employee_call: connect a contact with one employee (spec 3.2.1)."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated, ClassVar, Final, Literal

from pydantic import Field

from callapi.directory import employees, numbers, schedules
from callapi.directory.availability import Call, find_callee
from callapi.domain.account import Component
from callapi.domain.errors import ApiError, Mnemonic
from callapi.domain.session import Callee, Plan
from callapi.domain.target import Target
from callapi.methods import starting
from callapi.methods.message import Message
from callapi.methods.method import Context
from callapi.methods.params import Id, Params, WithToken
from callapi.methods.result import Started
from callapi.methods.start import (
    Contact,
    Direction,
    DtmfString,
    ExternalId,
    NumberRule,
    VirtualPhoneNumber,
    may_switch_early,
)
from callapi.sessions.routes import direct
from callapi.sessions.third_party import Rules

NO_SESSION: Final = 0  # it is made later: none stands in its own way


class EmployeeOfCall(Params):
    id: Id
    phone_number: (
        Annotated[str, Field(pattern=r"^[0-9]{1,15}(\.+[0-9*#.]{1,32})?$")] | None
    ) = None


class StartEmployeeCall(WithToken):
    needed_unless: ClassVar[Mapping[str, str]] = {
        "virtual_phone_number": "virtual_number_group"
    }

    first_call: Literal["contact", "employee"]
    switch_at_once: bool = False
    early_switching: bool = False
    media_file_id: Id | None = None
    virtual_phone_number: VirtualPhoneNumber | None = None
    virtual_phone_usage_rule: NumberRule = "fixed"
    virtual_number_group: Id | None = None
    show_virtual_phone_number: bool = True
    contact: Contact
    external_id: ExternalId | None = None
    dtmf_string: DtmfString | None = None
    direction: Direction = "in"
    employee: EmployeeOfCall
    contact_message: Message | None = None
    employee_message: Message | None = None

    def clash(self) -> str | None:
        if not may_switch_early(
            self.early_switching, self.switch_at_once, self.first_call == "employee"
        ):
            return "early_switching"
        if self.virtual_number_group and self.virtual_phone_usage_rule == "fixed":
            return "virtual_number_group"
        return None


async def start_employee_call(ctx: Context, params: StartEmployeeCall) -> Started:
    """B is the employee: one number of his, or all of them in turn."""
    starting.check_rule(ctx, params.virtual_phone_usage_rule)
    sounds = await starting.find_all_sounds(
        ctx,
        params.contact_message,
        params.employee_message,
        "employee_message",
        params.media_file_id,
    )
    named = None
    if params.virtual_phone_number is not None:
        named = await starting.find_own_number(ctx, params.virtual_phone_number)
    group = params.virtual_number_group
    number = await starting.choose_number(ctx, params, named, group)
    targets = await _find_targets(ctx, params.employee)
    contact = await starting.check_contact(ctx, params, Component.BASIC)
    targets = _judge(ctx, params.employee, targets)
    targets = await _with_reasons(ctx, params.employee.id, targets, contact)
    plan = Plan(
        "operator_first" if params.first_call == "employee" else "contact_first",
        contact,
        sounds.music,
        cut=starting.cuts(params.switch_at_once, params.contact_message),
        early=params.early_switching,
        keys=params.dtmf_string or "",
        contact_sounds=sounds.contact,
        operator_sounds=sounds.second,
        show_virtual_number=params.show_virtual_phone_number,
        contact_ring_s=ctx.services.limits.ring_s,
    )
    return await starting.begin(
        ctx,
        params,
        plan,
        number,
        direct(targets),
        source="callapi",
        component=Component.BASIC,
    )


async def _find_targets(ctx: Context, employee: EmployeeOfCall) -> tuple[Target, ...]:
    """The numbers that may be tried, before the security rules are asked."""
    db, account_id = ctx.services.db, ctx.account.id
    if await employees.find_employee(db, account_id, employee.id) is None:
        raise ApiError(
            Mnemonic.EMPLOYEE_NOT_FOUND,
            field="employee.id",
            employee_id=employee.id,
        )
    if employee.phone_number is None:
        found = await numbers.employee_targets(db, account_id, employee.id)
        field = "employee.id"
    else:
        found = await numbers.chosen_targets(
            db, account_id, employee.id, employee.phone_number
        )
        field = "employee.phone_number"
    if not found:
        raise ApiError(Mnemonic.NO_ACTIVE_PHONE_NUMBER, field=field)
    return tuple(found)


async def _with_reasons(
    ctx: Context, employee_id: int, targets: tuple[Target, ...], contact: Target
) -> tuple[Target, ...]:
    """Numbers that cannot be dialled now say why: their legs fail with it."""
    db, account = ctx.services.db, ctx.account
    now = ctx.clock.now()
    at = await schedules.moment(db, account.timezone, account.home_country, now)
    call = Call(account.id, NO_SESSION, contact.is_internal, at)
    found = await find_callee(db, call, Callee("employee", employee_id))
    reasons = {it.dial: it.barred for it in found.targets}
    return tuple(replace(it, barred=reasons.get(it.dial, "")) for it in targets)


def _judge(
    ctx: Context, employee: EmployeeOfCall, targets: tuple[Target, ...]
) -> tuple[Target, ...]:
    """The number that was named has to be allowed; of the others, those that are."""
    rules = Rules(ctx.account, Component.BASIC)
    for target in targets:
        if employee.phone_number in (target.dial, target.number):
            rules.check(target, "employee.phone_number")
    return tuple(target for target in targets if rules.allows(target))
