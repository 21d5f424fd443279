"""start.scenario_call: call a contact and run a chosen scenario (spec 3.2.2)."""

from typing import Literal

from callapi.domain.account import Component
from callapi.domain.errors import ApiError, Mnemonic
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


class StartScenarioCall(WithToken):
    virtual_phone_number: VirtualPhoneNumber
    virtual_phone_usage_rule: NumberRule = "fixed"
    external_id: ExternalId | None = None
    dtmf_string: DtmfString | None = None
    contact: Contact
    first_call: Literal["contact", "employee"]
    switch_at_once: bool = False
    early_switching: bool = False
    scenario_id: Id
    direction: Direction = "in"
    contact_message: Message | None = None
    employee_message: Message | None = None

    def clash(self) -> str | None:
        if not may_switch_early(
            self.early_switching, self.switch_at_once, self.first_call == "employee"
        ):
            return "early_switching"
        return None


async def start_scenario_call(ctx: Context, params: StartScenarioCall) -> Started:
    """B is whom the chosen scenario forwards to; both messages are played to him."""
    starting.check_rule(ctx, params.virtual_phone_usage_rule)
    sounds = await starting.find_all_sounds(
        ctx, params.contact_message, params.employee_message, "employee_message"
    )
    named = await starting.find_own_number(ctx, params.virtual_phone_number)
    route = await starting.find_route(ctx, params.scenario_id)
    if route is None:
        raise ApiError(
            Mnemonic.SCENARIO_NOT_FOUND,
            field="scenario_id",
            scenario_id=params.scenario_id,
        )
    contact = await starting.check_contact(ctx, params, Component.SCENARIO)
    number = await starting.choose_number(ctx, params, named, None)
    plan = Plan(
        "operator_first" if params.first_call == "employee" else "contact_first",
        contact,
        sounds.music,
        cut=starting.cuts(params.switch_at_once, params.contact_message),
        early=params.early_switching,
        keys=params.dtmf_string or "",
        contact_sounds=sounds.contact,
        operator_sounds=sounds.second,
        show_virtual_number=None,
        contact_ring_s=ctx.services.limits.ring_s,
    )
    return await starting.begin(
        ctx,
        params,
        plan,
        number,
        route,
        source="callapi_scenario_call",
        component=Component.SCENARIO,
    )
