"""Message objects of a request as sounds, checked in the order of spec 3.0.7."""

import logging

from callapi.domain.errors import ApiError, Mnemonic
from callapi.domain.session import Sound
from callapi.media.booth import SpeechError
from callapi.media.find import MediaNotFound
from callapi.methods.message import Message
from callapi.methods.method import Context

log = logging.getLogger(__name__)


def check_text(ctx: Context, message: Message | None, field: str) -> None:
    """A text may not be longer than the account's limit, in code points."""
    limit = ctx.account.tts_message_length
    if message and message.type == "tts" and len(message.value) > limit:
        raise ApiError(
            Mnemonic.TTS_TEXT_EXCEEDED,
            field=f"{field}.value",
            value=message.value,
            tts_message_max_length=limit,
            sent_tts_message_length=len(message.value),
        )


async def find_sounds(
    ctx: Context, message: Message | None, field: str
) -> tuple[Sound, ...]:
    """The file or the spoken text; nothing for no message.

    A text that can not be spoken now is no bug: it is told which one that is.
    """
    if message is None:
        return ()
    try:
        clip = await ctx.services.media.message(
            ctx.account.id, message.type, message.value
        )
    except MediaNotFound:
        raise _not_found(f"{field}.value", message.value) from None
    except SpeechError as error:
        log.warning("a text is not spoken: %s", error)
        raise ApiError(Mnemonic.INTERNAL_ERROR, field=f"{field}.value") from error
    return (Sound(clip.path, clip.seconds),)


async def find_music(ctx: Context, media_file_id: int | None) -> Sound:
    """The waiting music: the file named, else the system's."""
    media = ctx.services.media
    try:
        if media_file_id is None:
            clip = await media.system("dialing_music")
        else:
            clip = await media.file(ctx.account.id, media_file_id)
    except MediaNotFound:
        raise _not_found("media_file_id", media_file_id) from None
    return Sound(clip.path, clip.seconds)


async def one_message(
    ctx: Context, message: Message | None, field: str
) -> tuple[Sound, ...]:
    check_text(ctx, message, field)
    return await find_sounds(ctx, message, field)


def _not_found(field: str, value: str | int | None) -> ApiError:
    return ApiError(Mnemonic.MEDIA_FILE_NOT_FOUND, field=field, media_file_id=value)
