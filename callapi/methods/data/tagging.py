"""Tags and comments of calls, and the history of tags (Data API spec 2.11, 3.5)."""

from collections.abc import Iterable, Sequence
from typing import Annotated, ClassVar, Final, Literal

from pydantic import Field

from callapi.directory import tags
from callapi.domain.account import Component, Unit
from callapi.domain.errors import ApiError, Mnemonic
from callapi.domain.session import Tag
from callapi.methods.data.columns import Column, Kind
from callapi.methods.data.listing import Listing, rows
from callapi.methods.data.params import DataParams, Part, Text
from callapi.methods.data.report import Report, span
from callapi.methods.method import Context, Method
from callapi.methods.params import Id
from callapi.methods.result import DONE, Done
from callapi.sessions.tagging import Change, Tagger
from callapi.store import reports, tagging

# All but calls are things that are never found here.
CommunicationType = Literal["call", "chat", "goal", "offline_message", "email"]
MOST_ITEMS: Final = 1000


class OfTag(DataParams):
    needed_unless: ClassVar = {"communication_id": "communication_ext_id"}

    communication_id: Id | None = None
    communication_ext_id: Text | None = None
    communication_type: CommunicationType
    tag_id: Id


class UpdateTagsCommunication(DataParams):
    communication_id: Id
    communication_type: CommunicationType
    tag_ids: Annotated[list[Id], Field(max_length=MOST_ITEMS)]


class Item(Part):
    tag_id: Id
    communication_id: Id
    communication_type: CommunicationType


class SetCommunicationsTags(DataParams):
    items: Annotated[list[Item], Field(min_length=1, max_length=MOST_ITEMS)]


class CreateCommunicationComment(DataParams):
    communication_id: Id
    communication_type: CommunicationType
    comment: Annotated[Text, Field(min_length=1, max_length=1000)]


class GetTagsHistory(Report):
    listing = Listing(
        reports.TAGS_HISTORY,
        (
            Column("tag_id", Kind.NUMBER, filters=True, sorts=True),
            Column("tag_name", Kind.JSON, filters=True),
            Column("tagging_date_time", Kind.TIME, filters=True, sorts=True),
            Column("communication_type", Kind.ENUM, constant="call"),
            Column("communication_id", Kind.NUMBER, filters=True, sorts=True),
            Column("employee_full_name", filters=True, sorts=True),
            Column("employee_login", filters=True, sorts=True),
            Column("tag_is_system", Kind.BOOLEAN, filters=True, sorts=True),
            Column("tagging_is_auto", Kind.BOOLEAN, filters=True, sorts=True),
        ),
        order=(("tagging_date_time", "asc"),),
        arguments=lambda ctx, params: span(ctx, params),
    )


async def set_tag(ctx: Context, params: OfTag) -> dict[str, object]:
    return await _change_tag(ctx, params, on=True)


async def unset_tag(ctx: Context, params: OfTag) -> dict[str, object]:
    return await _change_tag(ctx, params, on=False)


async def _change_tag(ctx: Context, params: OfTag, *, on: bool) -> dict[str, object]:
    session_id = await _session(ctx, params)
    (tag,) = await _tags(ctx, [params.tag_id], "tag_id")
    await _tagger(ctx).change([Change(session_id, tag, on)])
    return {}


async def update_tags(
    ctx: Context, params: UpdateTagsCommunication
) -> dict[str, object]:
    session_id = params.communication_id
    await _check_calls(ctx, [session_id], params.communication_type, "communication_id")
    wanted = await _tags(ctx, dict.fromkeys(params.tag_ids), "tag_ids")
    await _tagger(ctx).replace(session_id, wanted)
    held = await tagging.list_held(ctx.services.db, session_id)
    return {
        "communication_id": session_id,
        "communication_type": params.communication_type,
        "items": held,
    }


async def set_communications_tags(ctx: Context, params: SetCommunicationsTags) -> Done:
    for item in params.items:
        if item.communication_type != "call":
            raise ApiError(Mnemonic.ENTITY_NOT_FOUND, "items.communication_id")
    ids = list(dict.fromkeys(item.communication_id for item in params.items))
    await _check_calls(ctx, ids, "call", "items.communication_id")
    tag_ids = dict.fromkeys(item.tag_id for item in params.items)
    found = {it.id: it for it in await _tags(ctx, tag_ids, "items.tag_id")}
    changes = [
        Change(item.communication_id, found[item.tag_id], True) for item in params.items
    ]
    await _tagger(ctx).change(changes, quiet=True)
    return DONE


async def create_comment(ctx: Context, params: CreateCommunicationComment) -> Done:
    session_id = params.communication_id
    is_there = params.communication_type == "call" and await tagging.comment(
        ctx.services.db,
        ctx.account.id,
        session_id,
        params.comment,
        ctx.clock.now(),
        ctx.user.login,
    )
    if not is_there:
        raise ApiError(Mnemonic.ENTITY_NOT_FOUND, "communication_id")
    return DONE


def _tagger(ctx: Context) -> Tagger:
    services = ctx.services
    return Tagger(
        services.db, services.control, ctx.account.id, ctx.user.login, ctx.clock.now()
    )


async def _session(ctx: Context, params: OfTag) -> int:
    """The call that is meant; the id wins over the id of others."""
    session_id, field = params.communication_id, "communication_id"
    if session_id is None:
        field = "communication_ext_id"
        external_id = params.communication_ext_id or ""
        session_id = await tagging.find_by_external_id(
            ctx.services.db, ctx.account.id, external_id
        )
    if session_id is None:
        raise ApiError(Mnemonic.ENTITY_NOT_FOUND, field)
    await _check_calls(ctx, [session_id], params.communication_type, field)
    return session_id


async def _check_calls(
    ctx: Context, session_ids: Sequence[int], type: str, field: str
) -> None:
    found = await tagging.find_over(ctx.services.db, ctx.account.id, session_ids)
    if type != "call" or found.keys() != set(session_ids):
        raise ApiError(Mnemonic.ENTITY_NOT_FOUND, field)


async def _tags(ctx: Context, ids: Iterable[int], field: str) -> list[Tag]:
    """All of them, in the order they are named."""
    wanted = list(ids)
    found = await tags.find_tags(ctx.services.db, ctx.account.id, wanted)
    if found.keys() != set(wanted):
        raise ApiError(Mnemonic.ENTITY_NOT_FOUND, field)
    return [Tag(found[it].id, found[it].name) for it in wanted]


_OWN: Final = Component.DATA_API
_TAGS: Final = Unit.TAGS
METHODS: Final[tuple[Method, ...]] = (
    Method("set.tag_communications", set_tag, OfTag, _OWN, unit=_TAGS),
    Method("unset.tag_communications", unset_tag, OfTag, _OWN, unit=_TAGS),
    Method(
        "update.tags_communication",
        update_tags,
        UpdateTagsCommunication,
        _OWN,
        unit=_TAGS,
    ),
    Method(
        "set.communications_tags",
        set_communications_tags,
        SetCommunicationsTags,
        _OWN,
        unit=_TAGS,
    ),
    Method("get.tags_history", rows, GetTagsHistory, _OWN, unit=_TAGS),
    Method(
        "create.communication_comment",
        create_comment,
        CreateCommunicationComment,
        _OWN,
        unit=Unit.REPORTS,
    ),
)
