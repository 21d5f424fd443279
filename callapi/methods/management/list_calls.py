"""list.calls: running sessions and their legs (spec 3.3.14)."""

import orjson

from callapi.methods.method import Context
from callapi.methods.params import WithToken
from callapi.methods.start import Direction, VirtualPhoneNumber


class ListCalls(WithToken):
    direction: Direction | None = None
    virtual_phone_number: VirtualPhoneNumber | None = None


async def list_calls(ctx: Context, params: ListCalls) -> list[orjson.Fragment]:
    """From the database alone: no question to the switch, whatever the number."""
    services, now = ctx.services, ctx.clock.now()
    running = await services.running.list(
        ctx.account.id, params.direction, params.virtual_phone_number
    )
    return [services.views.of(session, now) for session in running]
