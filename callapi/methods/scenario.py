"""start.scenario_call: call a contact and run a chosen scenario (spec 3.2.2)."""

from typing import Literal

from callapi.domain.errors import ApiError, Mnemonic
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
    raise ApiError(Mnemonic.INTERNAL_ERROR)
