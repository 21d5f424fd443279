"""start.simple_call: connect any two numbers (spec 3.2.5)."""

from typing import Annotated, Literal

from pydantic import Field

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
    raise ApiError(Mnemonic.INTERNAL_ERROR)
