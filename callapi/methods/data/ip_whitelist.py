"""The addresses an account may be called from (Data API spec 2.4)."""

import re
from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import Annotated, Any, Final, Literal

from pydantic import AfterValidator, Field

from callapi.directory import allowed_networks
from callapi.directory.allowed_networks import APIS
from callapi.domain.account import Component, Network, Unit
from callapi.domain.errors import ApiError, Mnemonic
from callapi.methods.data.columns import Column, Kind
from callapi.methods.data.listing import Get, Listing, rows
from callapi.methods.data.params import DataParams, OfEntity, Text
from callapi.methods.method import Context, Method
from callapi.methods.result import NOTHING

WRITTEN: Final = re.compile(r"[0-9A-Fa-f:.]+(/[0-9]{1,3})?", re.ASCII)
MAPPED: Final = IPv6Network("::ffff:0:0/96")


def read_network(text: str) -> Network:
    """Raises ValueError. What an IPv4 peer is mapped to is the IPv4 network itself."""
    if not WRITTEN.fullmatch(text):
        raise ValueError("neither an address nor a network")
    network = ip_network(text)
    if isinstance(network, IPv6Network) and network.subnet_of(MAPPED):
        address = network.network_address.ipv4_mapped
        return IPv4Network((address or 0, network.prefixlen - MAPPED.prefixlen))
    return network


def _readable(text: str) -> str:
    read_network(text)
    return text


NetworkText = Annotated[Text, AfterValidator(_readable)]
ApiList = Annotated[list[Literal["callapi", "dataapi"]], Field(min_length=1)]
Comment = Annotated[Text, Field(max_length=255)]


class GetIpWhitelist(Get):
    listing = Listing(
        allowed_networks.Q["list_ip_whitelist"],
        (
            Column("id", Kind.NUMBER, filters=True, sorts=True),
            Column("network", filters=True, sorts=True),
            Column("apis", Kind.JSON),
            Column("comment"),
            Column("creation_date_time", Kind.TIME, sorts=True),
            Column("add_user_login"),
        ),
    )


class CreateIpWhitelist(DataParams):
    network: NetworkText
    apis: ApiList | None = None
    comment: Comment | None = None


class UpdateIpWhitelist(OfEntity):
    apis: ApiList | None = None
    comment: Comment | None = None
    force: bool | None = None


class DeleteIpWhitelist(OfEntity):
    force: bool | None = None


async def create_ip_whitelist(
    ctx: Context, params: CreateIpWhitelist
) -> dict[str, object]:
    try:
        id_ = await allowed_networks.insert(
            ctx.services.db,
            ctx.account.id,
            read_network(params.network),
            _apis(params.apis),
            params.comment or None,
            ctx.user.login,
            ctx.clock.now(),
        )
    except allowed_networks.TooMany:
        raise ApiError(Mnemonic.DATA_LIMIT_EXCEEDED, "network") from None
    if id_ is None:
        raise ApiError(Mnemonic.DUPLICATE_ENTITY, "network")
    return {"id": id_}


async def update_ip_whitelist(
    ctx: Context, params: UpdateIpWhitelist
) -> dict[str, object]:
    try:
        changed = await allowed_networks.update(
            ctx.services.db,
            ctx.account.id,
            params.id,
            apis=_apis(params.apis) if params.sends("apis") else None,
            sets_comment=params.sends("comment"),
            comment=params.comment or None,
            staying=_staying(ctx, params.force),
        )
    except allowed_networks.LocksOut:
        raise ApiError(Mnemonic.INVALID_PARAMETERS_COMBINATION, "apis") from None
    if not changed:
        raise ApiError(Mnemonic.ENTITY_NOT_FOUND, "id")
    return NOTHING


async def delete_ip_whitelist(
    ctx: Context, params: DeleteIpWhitelist
) -> dict[str, object]:
    db, staying = ctx.services.db, _staying(ctx, params.force)
    try:
        is_gone = await allowed_networks.delete(db, ctx.account.id, params.id, staying)
    except allowed_networks.LocksOut:
        raise ApiError(Mnemonic.INVALID_PARAMETERS_COMBINATION, "id") from None
    if not is_gone:
        raise ApiError(Mnemonic.ENTITY_NOT_FOUND, "id")
    return NOTHING


def _apis(sent: list[Literal["callapi", "dataapi"]] | None) -> list[str]:
    """Both, unless said; each once."""
    return [api for api in APIS if sent is None or api in sent]


def _staying(ctx: Context, force: bool | None) -> str | None:
    """The address that must not be shut out; None: it may be."""
    return None if force else str(ctx.peer)


_OWN: Final = Component.DATA_API
_ADMIN: Final[dict[str, Any]] = {"unit": Unit.API_SETTINGS, "for_admins": True}
METHODS: Final[tuple[Method, ...]] = (
    Method("get.ip_whitelist", rows, GetIpWhitelist, _OWN, **_ADMIN),
    Method(
        "create.ip_whitelist", create_ip_whitelist, CreateIpWhitelist, _OWN, **_ADMIN
    ),
    Method(
        "update.ip_whitelist", update_ip_whitelist, UpdateIpWhitelist, _OWN, **_ADMIN
    ),
    Method(
        "delete.ip_whitelist", delete_ip_whitelist, DeleteIpWhitelist, _OWN, **_ADMIN
    ),
)
