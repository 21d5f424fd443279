"""Notifications: events, settings, tests (Data API spec 5.1, 5.2)."""

import uuid
from typing import Any, Final

from callapi.domain.account import Component, Unit
from callapi.domain.errors import ApiError, Mnemonic
from callapi.methods.data.changing import changing
from callapi.methods.data.columns import Column, Kind
from callapi.methods.data.listing import Get, Listing, rows
from callapi.methods.data.notification_params import (
    CreateSettings,
    UpdateSettings,
    check,
    configured,
)
from callapi.methods.data.params import OfEntity
from callapi.methods.data.references import check_ids
from callapi.methods.method import Context, Method
from callapi.methods.result import NOTHING
from callapi.notify import signing, template
from callapi.notify.events import BY_MNEMONIC, EVENTS, NAME, Param
from callapi.notify.payload import dumped, named
from callapi.notify.posting import Post
from callapi.store import deliveries, notifications
from callapi.store.notifications import Configured
from callapi.store.pool import Connection

MOST: Final = 100  # of an account


def _param(param: Param) -> dict[str, object]:
    return {
        "name": param.name,
        "data_type": param.data_type,
        "data_example": param.example,
        "description": param.description,
    }


_EVENTS: Final = [
    {
        "id": event.mnemonic,
        "mnemonic": event.mnemonic,
        "title": event.title,
        "params": [_param(param) for param in (NAME, *event.params)],
    }
    for event in EVENTS
]


class GetEvents(Get):
    listing = Listing(
        notifications.Q["list_events"],
        (
            Column("id", filters=True),
            Column("mnemonic", filters=True),
            Column("title"),
            Column("params", Kind.JSON),
        ),
        arguments=lambda ctx, params: (_EVENTS,),
    )


class GetSettings(Get):
    listing = Listing(
        notifications.Q["list_settings"],
        (
            Column("id", Kind.NUMBER, filters=True, sorts=True),
            Column("name", filters=True, sorts=True),
            Column("event", Kind.ENUM, filters=True, values=frozenset(BY_MNEMONIC)),
            Column("is_active", Kind.BOOLEAN, filters=True),
            Column("delay", Kind.NUMBER),
            Column("schedule_id", Kind.NUMBER),
            Column("condition_groups", Kind.JSON),
            Column("method", Kind.ENUM),
            Column("url"),
            Column("headers", Kind.JSON),
            Column("body_template"),
            Column("secret", constant=None),
            Column("has_secret", Kind.BOOLEAN),
        ),
    )


async def create_settings(ctx: Context, params: CreateSettings) -> dict[str, object]:
    """Without a secret of the client's own one is made, and told this once."""
    setting = configured(params)
    host = check(setting)
    secret = params.secret if params.sends("secret") else signing.new_secret()
    now = ctx.clock.now()
    async with changing(ctx) as db:
        await _check_schedule(db, ctx, setting)
        if await notifications.count(db, ctx.account.id) >= MOST:
            raise ApiError(Mnemonic.DATA_LIMIT_EXCEEDED)
        try:
            id_ = await notifications.insert(db, ctx.account.id, setting, host)
        except notifications.NameTaken:
            raise ApiError(Mnemonic.DUPLICATE_ENTITY, "name") from None
        await notifications.change_secret(db, id_, secret, now, signing.OVERLAP_S)
    shown = {} if params.sends("secret") else {"secret": secret}
    return {"id": id_, **shown}


async def update_settings(ctx: Context, params: UpdateSettings) -> dict[str, object]:
    account_id, now = ctx.account.id, ctx.clock.now()
    async with changing(ctx) as db:
        before = await notifications.find(db, account_id, params.id)
        if before is None:
            raise ApiError(Mnemonic.ENTITY_NOT_FOUND, "id")
        setting = configured(params, before)
        host = check(setting)
        await _check_schedule(db, ctx, setting)
        try:
            await notifications.update(db, account_id, params.id, setting, host)
        except notifications.NameTaken:
            raise ApiError(Mnemonic.DUPLICATE_ENTITY, "name") from None
        if params.sends("secret"):
            await notifications.change_secret(
                db, params.id, params.secret, now, signing.OVERLAP_S
            )
        if before.is_active and not setting.is_active:
            why = "the notification has been switched off"
            await deliveries.close_all(db, params.id, now, "switched_off", why)
    return NOTHING


async def delete_settings(ctx: Context, params: OfEntity) -> dict[str, object]:
    """What waits is not sent; what was sent stays in the log."""
    async with ctx.services.db.acquire() as db, db.transaction():
        if await notifications.find(db, ctx.account.id, params.id) is None:
            raise ApiError(Mnemonic.ENTITY_NOT_FOUND, "id")
        why = "the notification has been deleted"
        now = ctx.clock.now()
        await deliveries.close_all(db, params.id, now, "switched_off", why)
        await notifications.delete(db, ctx.account.id, params.id)
    return NOTHING


async def create_tests(ctx: Context, params: OfEntity) -> dict[str, object]:
    """The event's example, once and now, whether or not it is switched on."""
    db, now = ctx.services.db, ctx.clock.now()
    setting = await notifications.find(db, ctx.account.id, params.id)
    if setting is None:
        raise ApiError(Mnemonic.ENTITY_NOT_FOUND, "id")
    since = now - signing.OVERLAP_S
    secrets = await notifications.list_secrets(db, params.id, since)
    outcome = await ctx.services.poster.send(_example(setting, secrets, now))
    return {
        "status": "failed" if outcome.error else "sent",
        "http_status": outcome.status,
        "duration": round(outcome.seconds, 3),
        "error_type": outcome.error,
        "error_message": outcome.message,
    }


def _example(setting: Configured, secrets: list[str], now: float) -> Post:
    id_ = str(uuid.uuid4())
    example: dict[str, Any] = named(
        {**BY_MNEMONIC[setting.event].example, "event_id": id_}, setting.name
    )
    body = None
    if setting.method == "POST":
        given = setting.body_template
        text = dumped(example) if given is None else template.body(given, example)
        body = text.encode()
    bare = Post(setting.method, template.url(setting.url, example), {}, body)
    message = signing.Message(
        f"msg_{uuid.UUID(id_).hex}", id_, setting.event, 1, int(now), bare.signed
    )
    headers = {**setting.headers, **signing.headers(message, secrets)}
    return Post(bare.method, bare.url, headers, body)


async def _check_schedule(db: Connection, ctx: Context, it: Configured) -> None:
    ids = [it.schedule_id]
    await check_ids(db, ctx.account.id, "schedules", "schedule_id", ids)


_UNIT: Final[dict[str, Any]] = {"unit": Unit.NOTIFICATIONS}
_OWN: Final = Component.HTTP_NOTIFICATIONS
_SETTINGS: Final = "notification_settings"
METHODS: Final[tuple[Method, ...]] = (
    Method("get.notification_events", rows, GetEvents, _OWN, **_UNIT),
    Method(f"get.{_SETTINGS}", rows, GetSettings, _OWN, **_UNIT),
    Method(f"create.{_SETTINGS}", create_settings, CreateSettings, _OWN, **_UNIT),
    Method(f"update.{_SETTINGS}", update_settings, UpdateSettings, _OWN, **_UNIT),
    Method(f"delete.{_SETTINGS}", delete_settings, OfEntity, _OWN, **_UNIT),
    Method("create.notification_tests", create_tests, OfEntity, _OWN, **_UNIT),
)
