"""Access keys: shown once, when they are made (Data API spec 2.3)."""

from datetime import UTC, datetime
from typing import Annotated, Any, Final, Literal

from pydantic import Field

from callapi.access.tokens import PREFIX_LENGTH, digest_of, new_key
from callapi.directory import access_keys, users
from callapi.directory.access_keys import AccessKey, NewKey
from callapi.domain.account import Component, Unit
from callapi.domain.errors import ApiError, Mnemonic
from callapi.methods.data import zone
from callapi.methods.data.changing import changing
from callapi.methods.data.columns import Column, Kind
from callapi.methods.data.listing import Get, Listing, rows
from callapi.methods.data.params import DataParams, OfEntity, Text, TimeSet
from callapi.methods.method import Context, Method
from callapi.methods.params import Id
from callapi.methods.result import NOTHING

KeyName = Annotated[Text, Field(min_length=1, max_length=100)]


class GetAccessKeys(Get):
    listing = Listing(
        access_keys.Q["list_access_keys"],
        (
            Column("id", Kind.NUMBER, filters=True, sorts=True),
            Column("user_id", Kind.NUMBER, filters=True),
            Column("user_login", filters=True),
            Column("name", filters=True, sorts=True),
            Column(
                "type",
                Kind.ENUM,
                filters=True,
                values=frozenset({"permanent", "temporary"}),
            ),
            Column("expire_at", Kind.TIME, filters=True, sorts=True),
            Column(
                "status",
                Kind.ENUM,
                filters=True,
                values=frozenset({"active", "blocked", "expired"}),
            ),
            Column("token_prefix"),
            Column("creation_date_time", Kind.TIME, filters=True, sorts=True),
            Column("last_used_date_time", Kind.TIME, sorts=True),
            Column("last_used_ip"),
        ),
        arguments=lambda ctx, params: (ctx.clock.now(),),
    )


class CreateAccessKeys(DataParams):
    # whose key it is; here it has a meaning
    user_id: Id
    name: KeyName
    type: Literal["permanent", "temporary"]
    expire_at: TimeSet | None = None

    def clash(self) -> str | None:
        is_permanent = self.type == "permanent"
        return "expire_at" if is_permanent and self.expire_at is not None else None


class UpdateAccessKeys(OfEntity):
    name: KeyName = ""
    expire_at: TimeSet | None = None
    status: Literal["active", "blocked"] | None = None


async def create_access_keys(
    ctx: Context, params: CreateAccessKeys
) -> dict[str, object]:
    if params.type == "temporary" and params.expire_at is None:
        raise ApiError(Mnemonic.REQUIRED_PARAMETER_MISSED, "expire_at")
    expires_at = _in_future(ctx, params.expire_at)
    db, account_id = ctx.services.db, ctx.account.id
    user = await users.find(db, account_id, params.user_id)
    if user is None:
        raise ApiError(Mnemonic.ENTITY_NOT_FOUND, "user_id")
    if not user.key_access:  # no key of his would work (Call API spec 6.2)
        raise ApiError(Mnemonic.FORBIDDEN, "user_id")
    text = new_key()
    key = NewKey(
        params.name, digest_of(text), text[:PREFIX_LENGTH], text[-4:], expires_at
    )
    inserting = access_keys.insert(db, account_id, params.user_id, key, ctx.clock.now())
    try:
        id_ = await inserting
    except access_keys.NameTaken:
        raise ApiError(Mnemonic.DUPLICATE_ENTITY, "name") from None
    except access_keys.TooMany:
        raise ApiError(Mnemonic.DATA_LIMIT_EXCEEDED, "user_id") from None
    except access_keys.UserGone:
        raise ApiError(Mnemonic.ENTITY_NOT_FOUND, "user_id") from None
    shown = expires_at and zone.to_local(expires_at, ctx.account.timezone)
    return {"id": id_, "access_token": text, "expire_at": shown}


async def update_access_keys(
    ctx: Context, params: UpdateAccessKeys
) -> dict[str, object]:
    account_id = ctx.account.id
    async with changing(ctx) as db:
        key = await access_keys.find(db, account_id, params.id)
        if key is None:
            raise ApiError(Mnemonic.ENTITY_NOT_FOUND, "id")
        changed = _changed(ctx, key, params)
        try:
            await access_keys.update(db, account_id, params.id, changed)
        except access_keys.NameTaken:
            raise ApiError(Mnemonic.DUPLICATE_ENTITY, "name") from None
    return NOTHING


async def delete_access_keys(ctx: Context, params: OfEntity) -> dict[str, object]:
    if not await access_keys.delete(ctx.services.db, ctx.account.id, params.id):
        raise ApiError(Mnemonic.ENTITY_NOT_FOUND, "id")
    return NOTHING


def _changed(ctx: Context, key: AccessKey, params: UpdateAccessKeys) -> AccessKey:
    expires_at = key.expires_at
    if params.sends("expire_at"):
        if params.expire_at is None and expires_at is not None:
            raise ApiError(Mnemonic.INVALID_PARAMETER_VALUE, "expire_at")
        if params.expire_at is not None and expires_at is None:
            raise ApiError(Mnemonic.INVALID_PARAMETERS_COMBINATION, "expire_at")
        expires_at = _in_future(ctx, params.expire_at)
    is_blocked = key.is_blocked
    if params.sends("status"):
        is_blocked = params.status == "blocked"
        is_over = expires_at and expires_at.timestamp() <= ctx.clock.now()
        if is_over and not is_blocked:
            raise ApiError(Mnemonic.INVALID_PARAMETERS_COMBINATION, "status")
    name = params.name if params.sends("name") else key.name
    return AccessKey(name, expires_at, is_blocked)


def _in_future(ctx: Context, local: datetime | None) -> datetime | None:
    if local is None:
        return None
    moment = zone.to_utc(local, ctx.account.timezone)
    if moment <= datetime.fromtimestamp(ctx.clock.now(), UTC):
        raise ApiError(Mnemonic.INVALID_DATE_TIME, "expire_at")
    return moment


_OWN: Final = Component.DATA_API
_ADMIN: Final[dict[str, Any]] = {"unit": Unit.API_SETTINGS, "for_admins": True}
METHODS: Final[tuple[Method, ...]] = (
    Method("get.access_keys", rows, GetAccessKeys, _OWN, **_ADMIN),
    Method("create.access_keys", create_access_keys, CreateAccessKeys, _OWN, **_ADMIN),
    Method("update.access_keys", update_access_keys, UpdateAccessKeys, _OWN, **_ADMIN),
    Method("delete.access_keys", delete_access_keys, OfEntity, _OWN, **_ADMIN),
)
