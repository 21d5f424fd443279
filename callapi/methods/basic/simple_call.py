"""start.simple_call: connect any two numbers (spec 3.2.5)."""

from typing import Annotated, Literal

from pydantic import Field

from callapi.domain.account import Component
from callapi.domain.session import Plan
from callapi.methods import starting
from callapi.methods.message import Message
from callapi.methods.method import Context
from callapi.methods.params import Id, WithToken
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


class StartSimpleCall(WithToken):
    first_call: Literal["contact", "operator"]
    switch_at_once: bool = False
    early_switching: bool = False
    media_file_id: Id | None = None
    virtual_phone_number: VirtualPhoneNumber
    virtual_phone_usage_rule: NumberRule = "fixed"
    show_virtual_phone_number: bool = True
    contact: Contact
    external_id: ExternalId | None = None
    dtmf_string: DtmfString | None = None
    direction: Direction = "in"
    operator: Contact
    operator_confirmation: Annotated[str, Field(pattern=r"^([0-9*#]|any)$")] | None = (
        None
    )
    contact_message: Message | None = None
    operator_message: Message | None = None

    def clash(self) -> str | None:
        if not may_switch_early(
            self.early_switching, self.switch_at_once, self.first_call == "operator"
        ):
            return "early_switching"
        return None


async def start_simple_call(ctx: Context, params: StartSimpleCall) -> Started:
    """B is the operator's number, which nobody takes for an employee's."""
    starting.check_rule(ctx, params.virtual_phone_usage_rule)
    sounds = await starting.find_all_sounds(
        ctx,
        params.contact_message,
        params.operator_message,
        "operator_message",
        params.media_file_id,
    )
    named = await starting.find_own_number(ctx, params.virtual_phone_number)
    contact = await starting.check_contact(ctx, params, Component.BASIC)
    operator = await starting.find_operator(ctx, params.operator)
    number = await starting.choose_number(ctx, params, named, None)
    plan = Plan(
        "operator_first" if params.first_call == "operator" else "contact_first",
        contact,
        sounds.music,
        cut=starting.cuts(params.switch_at_once, params.contact_message),
        early=params.early_switching,
        keys=params.dtmf_string or "",
        contact_sounds=sounds.contact,
        operator_sounds=sounds.second,
        show_virtual_number=params.show_virtual_phone_number,
        contact_ring_s=ctx.services.limits.ring_s,
        confirmation=params.operator_confirmation or "",
        confirmation_s=ctx.services.confirmation_s,
    )
    return await starting.begin(
        ctx,
        params,
        plan,
        number,
        direct((operator,)),
        source="callapi",
        component=Component.BASIC,
    )
