"""start.vnumber_call: run the scenario of the virtual number (spec 3.2.3)."""

from typing import Literal

from callapi.directory import processing_rules
from callapi.domain.account import Component
from callapi.domain.errors import ApiError, Mnemonic
from callapi.domain.session import Plan
from callapi.methods import starting
from callapi.methods.message import Message
from callapi.methods.method import Context
from callapi.methods.params import WithToken
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

NO_SCENARIO = "Virtual phone number does not have a scenario"


class StartVnumberCall(WithToken):
    virtual_phone_number: VirtualPhoneNumber
    virtual_phone_usage_rule: NumberRule = "fixed"
    external_id: ExternalId | None = None
    dtmf_string: DtmfString | None = None
    direction: Direction = "in"
    contact: Contact
    first_call: Literal["contact", "employee"]
    switch_at_once: bool = False
    early_switching: bool = False
    show_virtual_phone_number: bool | None = None  # None: the scenario decides
    contact_message: Message | None = None

    def clash(self) -> str | None:
        if not may_switch_early(
            self.early_switching, self.switch_at_once, self.first_call == "employee"
        ):
            return "early_switching"
        return None


async def start_vnumber_call(ctx: Context, params: StartVnumberCall) -> Started:
    """B is whom the number's scenario forwards to; msgB is the scenario's alone."""
    starting.check_rule(ctx, params.virtual_phone_usage_rule)
    sounds = await starting.find_all_sounds(ctx, params.contact_message)
    named = await starting.find_own_number(ctx, params.virtual_phone_number)
    scenario_id = await processing_rules.choose(
        ctx.services.db, ctx.account, named.id, params.contact, ctx.clock.now()
    )
    route = await starting.find_route(ctx, scenario_id)
    if route is None:
        raise ApiError(
            Mnemonic.SCENARIO_NOT_FOUND,
            field="virtual_phone_number",
            value=params.virtual_phone_number,
            code=-32007,
            message=NO_SCENARIO,
        )
    contact = await starting.check_contact(ctx, params, Component.BASIC)
    number = await starting.choose_number(ctx, params, named, None)
    plan = Plan(
        "operator_first" if params.first_call == "employee" else "contact_first",
        contact,
        sounds.music,
        cut=starting.cuts(params.switch_at_once, params.contact_message),
        early=params.early_switching,
        keys=params.dtmf_string or "",
        contact_sounds=sounds.contact,
        show_virtual_number=params.show_virtual_phone_number,
        contact_ring_s=ctx.services.limits.ring_s,
    )
    return await starting.begin(
        ctx,
        params,
        plan,
        number,
        route,
        source="callapi",
        component=Component.BASIC,
    )
