"""start.informer_call: play one message to a contact and hang up (spec 3.2.4)."""

from typing import Annotated

from pydantic import Field

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
)


class StartInformerCall(WithToken):
    virtual_phone_number: VirtualPhoneNumber
    virtual_phone_usage_rule: NumberRule = "fixed"
    external_id: ExternalId | None = None
    dtmf_string: DtmfString | None = None
    direction: Direction = "in"
    contact: Contact
    dialing_timeout: Annotated[int, Field(ge=1, le=120)] = 30
    contact_message: Message


async def start_informer_call(ctx: Context, params: StartInformerCall) -> Started:
    raise ApiError(Mnemonic.INTERNAL_ERROR)
