"""start.informer_call: play one message to a contact and hang up (spec 3.2.4)."""

from typing import Annotated

from pydantic import Field

from callapi.domain.account import Component
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
    """One leg: the contact's. It ends with the message."""
    starting.check_rule(ctx, params.virtual_phone_usage_rule)
    sounds = await starting.find_all_sounds(ctx, params.contact_message)
    named = await starting.find_own_number(ctx, params.virtual_phone_number)
    contact = await starting.check_contact(ctx, params, Component.INFORMER)
    number = await starting.choose_number(ctx, params, named, None)
    plan = Plan(
        "informer",
        contact,
        sounds.music,
        keys=params.dtmf_string or "",
        contact_sounds=sounds.contact,
        contact_ring_s=float(params.dialing_timeout),
    )
    return await starting.begin(
        ctx,
        params,
        plan,
        number,
        None,
        source="callapi_informer_call",
        component=Component.INFORMER,
    )
