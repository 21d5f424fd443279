"""The log of notifications, and sending them again (Data API spec 5.5)."""

from datetime import datetime, timedelta
from typing import Any, Final, Literal

from callapi.domain.account import Component, Unit
from callapi.domain.errors import ApiError, Mnemonic
from callapi.methods.data import zone
from callapi.methods.data.columns import Column, Kind
from callapi.methods.data.listing import Get, Listing, rows
from callapi.methods.data.params import DataParams, Text, TimeAsked, TimeSet
from callapi.methods.method import Context, Method
from callapi.methods.params import LARGEST_ID, Id
from callapi.notify.events import EVENTS
from callapi.store import deliveries
from callapi.store.deliveries import Again

LONGEST: Final = timedelta(days=366)
MOST: Final = 10_000  # sent again by one request
_ONE_SECOND: Final = timedelta(seconds=1)
_TITLES: Final = {event.mnemonic: event.title for event in EVENTS}


def _named(name: str) -> Column:
    """`{value, value_id}`: filters and sorts go by the id."""
    return Column(name, Kind.ENUM, filters=True, sorts=True, key=f"{name}_id")


def _text(name: str, **more: Any) -> Column:
    return Column(name, filters=True, sorts=True, **more)


def _number(name: str) -> Column:
    return Column(name, Kind.NUMBER, filters=True, sorts=True)


def _moment(name: str) -> Column:
    return Column(name, Kind.TIME, filters=True, sorts=True)


class GetNotifications(Get):
    listing = Listing(
        deliveries.Q["list_log"],
        (
            _text("notification_id"),
            _text("notification_name"),
            _number("notification_delay"),
            _text("notification_message"),
            _text("notification_send_to"),
            _number("notification_sms_count"),
            _named("event_type"),
            _named("communication_type"),
            _named("notification_status"),
            _named("notification_channel"),
            _named("notification_error_type"),
            _number("communication_id"),
            _text("notification_error_message"),
            _moment("notification_send_date_time"),
            _moment("notification_start_date_time"),
            _number("attempts"),
            _number("http_status"),
        ),
        order=(("notification_start_date_time", "asc"),),
        arguments=lambda ctx, params: (
            zone.to_utc(params.date_from, ctx.account.timezone),
            zone.to_utc(params.date_till + _ONE_SECOND, ctx.account.timezone),
            _TITLES,
        ),
    )

    date_from: TimeAsked
    date_till: TimeAsked
    report_id: Id | None = None


class CreateResends(DataParams):
    """One delivery, or those of a time: what has failed unless said otherwise."""

    notification_id: Text | None = None
    date_from: TimeSet | None = None
    date_till: TimeSet | None = None
    id: Id | None = None
    status: Literal["sent", "failed"] | None = None


async def list_notifications(ctx: Context, params: GetNotifications) -> object:
    _check_range(params.date_from, params.date_till)
    return await rows(ctx, params)


async def create_resends(ctx: Context, params: CreateResends) -> dict[str, object]:
    """They are queued as if they were new; how many, and the first of them."""
    again = _asked(ctx, params)
    async with ctx.services.db.acquire() as db, db.transaction():
        account_id, one = ctx.account.id, again.delivery_id
        if one is not None and not await deliveries.exists(db, account_id, one):
            raise ApiError(Mnemonic.ENTITY_NOT_FOUND, "notification_id")
        found = await deliveries.list_again(db, account_id, again, MOST + 1)
        if len(found) > MOST:
            raise ApiError(Mnemonic.DATA_LIMIT_EXCEEDED)
        if found:
            await deliveries.send_again(db, found, ctx.clock.now())
    return {"id": found[0][0] if found else one, "count": len(found)}


def _asked(ctx: Context, params: CreateResends) -> Again:
    since, until = params.date_from, params.date_till
    if params.notification_id is not None:
        if since or until or params.id or params.status:
            raise ApiError(Mnemonic.INVALID_PARAMETERS_COMBINATION, "notification_id")
        return Again(("sent", "failed"), _delivery_id(params.notification_id))
    for name, value in (("date_from", since), ("date_till", until)):
        if value is None:
            raise ApiError(Mnemonic.REQUIRED_PARAMETER_MISSED, name)
    assert since is not None
    assert until is not None
    _check_range(since, until)
    timezone = ctx.account.timezone
    return Again(
        (params.status or "failed",),
        since=zone.to_utc(since, timezone),
        until=zone.to_utc(until + _ONE_SECOND, timezone),
        setting_id=params.id,
    )


def _delivery_id(text: str) -> int:
    is_id = text.isascii() and text.isdigit() and len(text) <= 16
    if not is_id or int(text) > LARGEST_ID:
        raise ApiError(Mnemonic.ENTITY_NOT_FOUND, "notification_id")
    return int(text)


def _check_range(since: datetime, until: datetime) -> None:
    if since > until:
        raise ApiError(Mnemonic.INVALID_PARAMETER_VALUE, "date_from")
    if until - since > LONGEST:
        raise ApiError(Mnemonic.INVALID_PARAMETER_VALUE, "date_till")


_UNIT: Final[dict[str, Any]] = {"unit": Unit.NOTIFICATIONS}
_OWN: Final = Component.HTTP_NOTIFICATIONS
METHODS: Final[tuple[Method, ...]] = (
    Method("get.notifications", list_notifications, GetNotifications, _OWN, **_UNIT),
    Method("create.notification_resends", create_resends, CreateResends, _OWN, **_UNIT),
)
