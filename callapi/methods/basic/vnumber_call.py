"""start.vnumber_call: run the scenario of the virtual number (spec 3.2.3)."""

from typing import Literal

from callapi.domain.errors import ApiError, Mnemonic
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
    raise ApiError(Mnemonic.INTERNAL_ERROR)
