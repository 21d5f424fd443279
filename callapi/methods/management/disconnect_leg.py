"""disconnect.leg: hang up one participant (spec 3.3.7)."""

from callapi.domain.errors import ApiError, Mnemonic
from callapi.methods.method import Context
from callapi.methods.params import Id, OfSession
from callapi.methods.result import Done


class DisconnectLeg(OfSession):
    leg_id: Id


async def disconnect_leg(ctx: Context, params: DisconnectLeg) -> Done:
    raise ApiError(Mnemonic.INTERNAL_ERROR)
