"""Limits and rates of the account, and its use of them (Data API spec 2.6)."""

from typing import Annotated, Final

from pydantic import Field

from callapi.directory import limits
from callapi.domain.account import Component, Unit
from callapi.domain.errors import ApiError, Mnemonic
from callapi.methods.data.params import DataParams
from callapi.methods.method import Context, Method
from callapi.methods.result import NOTHING

# What the columns hold.
Count = Annotated[int, Field(ge=1, lt=2**31)]
Size = Annotated[int, Field(ge=1, lt=2**53)]


class GetobjLimits(DataParams):
    pass


class UpdateLimits(DataParams):
    callapi_points_per_minute: Count | None = None
    callapi_points_per_day: Count | None = None
    dataapi_points_per_minute: Count | None = None
    dataapi_points_per_day: Count | None = None
    tts_message_length: Count | None = None
    max_in_calls: Count | None = None
    max_out_calls: Count | None = None
    max_employees: Count | None = None
    max_media_files: Count | None = None
    max_sip_channels_per_line: Count | None = None
    max_media_total_size: Size | None = None
    recording_retention_days: Count | None = None
    request_log_retention_days: Count | None = None


async def getobj_limits(ctx: Context, params: GetobjLimits) -> dict[str, object]:
    db, account = ctx.services.db, ctx.account
    use: dict[str, int] = {}
    for api, points in ctx.services.points.items():
        day, minute = await points.used(account)
        use |= {f"{api}_points_minute": minute, f"{api}_points_day": day}
    use |= await limits.count_use(db, account.id)
    return {**await limits.find(db, account.id), "usage": use}


async def update_limits(ctx: Context, params: UpdateLimits) -> dict[str, object]:
    """Null is the default of a new account."""
    wanted = {}
    for name, default in limits.DEFAULTS.items():
        if params.sends(name):
            sent: int | None = getattr(params, name)
            wanted[name] = default if sent is None else sent
    if not wanted:
        raise ApiError(Mnemonic.REQUIRED_PARAMETER_MISSED, next(iter(limits.DEFAULTS)))
    for name, value in wanted.items():
        if value > ctx.services.highest_limits.get(name, value):
            raise ApiError(Mnemonic.TARIFF_RESTRICTIONS, name)
    await limits.update(ctx.services.db, ctx.account.id, wanted)
    return NOTHING


_OWN: Final = Component.DATA_API
METHODS: Final[tuple[Method, ...]] = (
    Method("getobj.limits", getobj_limits, GetobjLimits, _OWN),
    Method(
        "update.limits",
        update_limits,
        UpdateLimits,
        _OWN,
        unit=Unit.API_SETTINGS,
        for_admins=True,
    ),
)
