"""Media files: sounds that calls play (Data API spec 2.12)."""

import asyncio
import base64
import binascii
import logging
import secrets
from pathlib import Path
from typing import Annotated, Final

from pydantic import Field, StringConstraints

from callapi.directory import media_files
from callapi.directory.media_files import NewFile
from callapi.domain.account import Component, Unit
from callapi.domain.errors import ApiError, Mnemonic
from callapi.media.booth import SpeechError
from callapi.media.decode import MAX_BYTES, MediaError, encoding_of
from callapi.media.loudness import level
from callapi.media.sound import Sound
from callapi.methods.data.changing import changing
from callapi.methods.data.columns import Column, Kind
from callapi.methods.data.listing import Get, Listing, rows
from callapi.methods.data.params import DataParams, OfEntity, Text
from callapi.methods.data.references import check_unused
from callapi.methods.method import Context, Method
from callapi.methods.result import NOTHING
from callapi.store.media import Measures
from callapi.store.pool import Database

log = logging.getLogger(__name__)

FileName = Annotated[
    Text,
    StringConstraints(strip_whitespace=True, pattern=r"^(?s:.)*\.(mp3|wav)$"),
    Field(min_length=1, max_length=255),
]
LONGEST_CONTENT: Final = -(-MAX_BYTES // 3) * 4  # as base64
# Container and how the samples stand in it.
TAKEN: Final = frozenset(
    {
        ("MP3", "MPEG_LAYER_III"),
        *(("WAV", "PCM_U8"), ("WAV", "PCM_16")),
        *(("WAVEX", "PCM_U8"), ("WAVEX", "PCM_16")),
    }
)


class GetMediaFiles(Get):
    listing = Listing(
        media_files.Q["list_media_files"],
        (
            Column("id", Kind.NUMBER, filters=True, sorts=True),
            Column("name", filters=True, sorts=True),
            Column("duration", Kind.NUMBER, filters=True, sorts=True),
            Column("size", Kind.NUMBER, filters=True, sorts=True),
            Column("play_link"),
            Column("normalization", Kind.BOOLEAN, filters=True, sorts=True),
            Column(
                "type",
                Kind.ENUM,
                filters=True,
                sorts=True,
                values=frozenset({"system", "user"}),
            ),
            Column("mnemonic", filters=True),
        ),
    )


class CreateMediaFiles(DataParams):
    name: FileName
    # how long they may be is asked below: what is too long is not sent back
    content: str | None = Field(None, repr=False)
    text: Annotated[Text, Field(min_length=1)] | None = None
    normalization: bool | None = None


class UpdateMediaFiles(OfEntity):
    name: FileName = ""


async def create_media_files(
    ctx: Context, params: CreateMediaFiles
) -> dict[str, object]:
    is_levelled = params.normalization is not False
    if params.content is not None and params.text is not None:
        raise ApiError(Mnemonic.INVALID_PARAMETERS_COMBINATION, "text")
    if params.text is not None:
        sound = await _spoken(ctx, params.text)
    elif params.content is not None:
        sound = await _uploaded(ctx, params.content)
    else:
        raise ApiError(Mnemonic.REQUIRED_PARAMETER_MISSED, "content")
    if is_levelled:
        sound = await asyncio.to_thread(level, sound)
    id_ = await _stored(ctx, params.name, sound, is_levelled)
    duration = -int(-sound.seconds // 1)
    return {"id": id_, "duration": duration, "size": sound.size_bytes}


async def update_media_files(
    ctx: Context, params: UpdateMediaFiles
) -> dict[str, object]:
    async with changing(ctx) as db:
        await _check_own(db, ctx, params.id)
        if params.sends("name"):
            try:
                await media_files.update(db, ctx.account.id, params.id, params.name)
            except media_files.NameTaken:
                raise ApiError(Mnemonic.DUPLICATE_ENTITY, "name") from None
    return NOTHING


async def delete_media_files(ctx: Context, params: OfEntity) -> dict[str, object]:
    async with changing(ctx) as db:
        await _check_own(db, ctx, params.id)
        check_unused(await media_files.list_users(db, ctx.account.id, params.id))
        await media_files.delete(db, ctx.account.id, params.id)
    await asyncio.to_thread(ctx.services.library.remove, params.id)
    return NOTHING


async def _uploaded(ctx: Context, content: str) -> Sound:
    try:
        data = await asyncio.to_thread(_read, content)
        return await ctx.services.library.decode(data)
    except (MediaError, binascii.Error):
        raise ApiError(Mnemonic.INVALID_PARAMETER_VALUE, "content", None) from None


async def _spoken(ctx: Context, text: str) -> Sound:
    """As the text of a message: in the same voice, and no longer than one may be."""
    if len(text) > ctx.account.tts_message_length:
        raise ApiError(Mnemonic.INVALID_PARAMETER_VALUE, "text")
    try:
        clip = await ctx.services.media.message(ctx.account.id, "tts", text)
    except SpeechError as error:
        log.warning("a text is not spoken: %s", error)
        raise ApiError(Mnemonic.INTERNAL_ERROR, "text") from error
    wide = await asyncio.to_thread(Path(f"{clip.path}.wav16").read_bytes)
    return await ctx.services.library.decode(wide)


def _read(content: str) -> bytes:
    """Raises binascii.Error, or MediaError for what this API does not take."""
    if not content.isascii() or len(content) > LONGEST_CONTENT:
        raise binascii.Error("not base64, or too long")
    data = base64.b64decode(content, validate=True)
    if encoding_of(data) not in TAKEN:
        raise MediaError("neither MP3 nor WAV of 8 or 16 bit")
    return data


async def _stored(ctx: Context, name: str, sound: Sound, is_levelled: bool) -> int:
    """The sound is on disk before its row can be seen; nothing is left of a failure."""
    # no digest of the content: the link to the file is made of it, a secret
    checksum = secrets.token_hex(32)
    measures = Measures(sound.seconds, sound.size_bytes, checksum)
    file, library = NewFile(name, measures, is_levelled), ctx.services.library
    id_ = None
    try:
        async with media_files.inserting(ctx.services.db, ctx.account.id, file) as id_:
            await library.put(id_, sound)
    except media_files.NameTaken:
        raise ApiError(Mnemonic.DUPLICATE_ENTITY, "name") from None
    except media_files.NoRoom:
        raise ApiError(Mnemonic.DATA_LIMIT_EXCEEDED, "content", None) from None
    except BaseException:
        if id_ is not None:
            library.remove(id_)
        raise
    return id_


async def _check_own(db: Database, ctx: Context, media_id: int) -> None:
    found = await media_files.is_system(db, ctx.account.id, media_id)
    if found is None:
        raise ApiError(Mnemonic.ENTITY_NOT_FOUND, "id")
    if found:
        raise ApiError(Mnemonic.FORBIDDEN, code=-32602)


_OWN: Final = Component.DATA_API
_UNIT: Final = Unit.VIRTUAL_PBX
METHODS: Final[tuple[Method, ...]] = (
    Method("get.media_files", rows, GetMediaFiles, _OWN, unit=_UNIT),
    Method(
        "create.media_files", create_media_files, CreateMediaFiles, _OWN, unit=_UNIT
    ),
    Method(
        "update.media_files", update_media_files, UpdateMediaFiles, _OWN, unit=_UNIT
    ),
    Method("delete.media_files", delete_media_files, OfEntity, _OWN, unit=_UNIT),
)
