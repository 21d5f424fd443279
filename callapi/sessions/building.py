"""From an operation as it is stored to one that a session can run."""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any, TypeAlias

from callapi.directory import scenario_dialling as dialling
from callapi.directory import scenario_operations as op
from callapi.directory import tags
from callapi.directory.scenario_values import Audio, Dial
from callapi.domain.outcome import VOICE_MAIL
from callapi.domain.session import (
    Callee,
    Operation,
    Queue,
    Sound,
    Tag,
    Voicemail,
    Web,
)
from callapi.media.booth import SpeechError
from callapi.media.clip import Clip
from callapi.media.find import Media, MediaNotFound
from callapi.store.pool import Pool

log = logging.getLogger(__name__)

Build: TypeAlias = "Callable[[Builder, Operation, Any], Awaitable[Operation]]"


def sound(clip: Clip) -> Sound:
    return Sound(clip.path, clip.seconds)


class Builder:
    """Finds the sounds and names of one account's operations."""

    def __init__(self, pool: Pool, media: Media, account_id: int) -> None:
        self.pool = pool
        self.media = media
        self.account_id = account_id

    async def build(
        self, base: Operation, stored: op.AnyOperation
    ) -> tuple[Operation, ...]:
        """With what takes messages for the extensions that it reaches."""
        how = HOW.get(type(stored))
        built = base if how is None else await how(self, base, stored.settings)
        if built.type != "extension" and not built.extensions:
            return (built,)
        mailbox = await self._mailbox(built)
        ways = {**built.transitions, VOICE_MAIL: mailbox.key}
        return replace(built, transitions=ways), mailbox

    async def _mailbox(self, of: Operation) -> Operation:
        """No part of the scenario: it has no name, and so is in no report."""
        return Operation(
            key=f"{of.key}:{VOICE_MAIL}",
            type="voice_mail",
            transitions={
                "recorded": None,
                "not_recorded": of.transitions.get("failed"),
            },
            sounds=await self.audio("voice_mail_prompt") + await self.audio("beep"),
            voicemail=Voicemail(finish_key="#"),
        )

    async def audio(self, audio: Audio | str | None) -> tuple[Sound, ...]:
        """A file that has vanished since the scenario was stored is not heard, nor
        is a text that cannot be spoken now: the call goes on.
        """
        if audio is None or audio == "dialing_music":
            return ()
        try:
            if isinstance(audio, str):
                return (sound(await self.media.system(audio)),)
            clip = await self.media.message(self.account_id, audio.type, audio.value)
        except MediaNotFound:
            return ()
        except SpeechError as error:
            log.warning("a text of a scenario is not heard: %s", error)
            return ()
        return (sound(clip),)


async def _greeting(
    builder: Builder, base: Operation, settings: op.GreetingSettings
) -> Operation:
    return replace(
        base,
        sounds=await builder.audio(settings.message),
        repeat=settings.repeat,
        interruptible=settings.allow_interrupt,
    )


async def _menu(
    builder: Builder, base: Operation, settings: op.MenuSettings
) -> Operation:
    return replace(
        base,
        sounds=await builder.audio(settings.greeting),
        invalid=await builder.audio(settings.invalid_prompt),
        key_s=float(settings.input_timeout),
        repeat=settings.repeat,
        interruptible=settings.allow_interrupt,
        type_ahead=settings.allow_type_ahead,
        extensions=settings.extension_dialing,
        longest=5 if settings.extension_dialing else 1,
        gap_s=float(settings.interdigit_timeout),
        timeout_s=120.0,  # of dialling an extension
        show_virtual_number=False,
    )


async def _voice_mail(
    builder: Builder, base: Operation, settings: op.VoiceMailSettings
) -> Operation:
    beep = await builder.audio("beep") if settings.beep else ()
    return replace(
        base,
        sounds=await builder.audio(settings.greeting) + beep,
        voicemail=Voicemail(
            max_s=float(settings.max_duration),
            min_s=float(settings.min_duration),
            silence_s=float(settings.silence_timeout),
            finish_key=settings.finish_key or "",
            emails=settings.emails,
        ),
    )


async def _hang_up(
    builder: Builder, base: Operation, settings: op.HangUpSettings
) -> Operation:
    sounds = await builder.audio(settings.message)
    if settings.busy_tone:
        sounds += await builder.audio("busy_tone")
    return replace(base, sounds=sounds)


async def _tag(
    builder: Builder, base: Operation, settings: op.TagSettings
) -> Operation:
    found = await tags.find_tags(builder.pool, builder.account_id, settings.tag_ids)
    kept = [Tag(tag.id, tag.name) for tag in found.values()]
    return replace(base, tags=tuple(kept))


async def _run_scenario(
    builder: Builder, base: Operation, settings: op.RunScenarioSettings
) -> Operation:
    return replace(base, next=door(settings.scenario_id))


async def _authorization(
    builder: Builder, base: Operation, settings: op.AuthorizationSettings
) -> Operation:
    return replace(
        base,
        sounds=await builder.audio(settings.greeting),
        codes=settings.codes,
        longest=settings.code_length,
        repeat=settings.attempts - 1,
        gap_s=float(settings.interdigit_timeout),
        interruptible=True,
        timeout_s=5.0,
    )


async def _schedule(
    builder: Builder, base: Operation, settings: op.ScheduleSettings
) -> Operation:
    return replace(base, ids=(settings.schedule_id,))


async def _contact_list(
    builder: Builder, base: Operation, settings: op.ContactListSettings
) -> Operation:
    ids = settings.contact_group_ids
    return replace(base, ids=ids, any_contact=settings.any_contact)


async def _region(
    builder: Builder, base: Operation, settings: op.RegionSettings
) -> Operation:
    return replace(base, ranges=tuple(it.region_ids for it in settings.branches))


async def _interaction_number(
    builder: Builder, base: Operation, settings: op.InteractionSettings
) -> Operation:
    ranges = [
        (it.first,) if it.till is None else (it.first, it.till)
        for it in settings.branches
    ]
    return replace(base, ranges=tuple(ranges))


# --- what dials


async def _dial(builder: Builder, base: Operation, settings: Dial) -> Operation:
    confirmation = settings.confirmation
    return replace(
        base,
        dial_s=settings.dial_time,
        operator_sounds=await builder.audio(settings.employee_message),
        music=await builder.audio(settings.music),
        ringback=settings.music is None,
        answer_first=settings.answer_first,
        show_virtual_number=settings.show_number == "virtual_number",
        confirmation=confirmation.key if confirmation else "",
        confirmation_s=float(confirmation.timeout) if confirmation else 0.0,
        timeout_s=float(settings.timeout),
    )


async def _redirect(
    builder: Builder, base: Operation, settings: dialling.RedirectSettings
) -> Operation:
    queue = settings.queue
    return replace(
        await _dial(builder, base, settings),
        callees=tuple(_callee(target) for target in settings.targets),
        strategy=settings.strategy,
        records=settings.record == "on",
        queue=None if queue is None else await _queue(builder, queue),
    )


async def _queue(builder: Builder, queue: dialling.QueueSettings) -> Queue:
    return Queue(
        max_wait_s=float(queue.max_wait),
        max_size=queue.max_size,
        music=await builder.audio(queue.music),
        announces=queue.announce_position,
    )


def _callee(target: dialling.AnyTarget) -> Callee:
    if isinstance(target, dialling.PhoneTarget) and target.phone_number is not None:
        return Callee("number", number=target.phone_number)
    return Callee(target.type, target.id or 0)


async def _extension(
    builder: Builder, base: Operation, settings: dialling.ExtensionSettings
) -> Operation:
    return replace(
        await _dial(builder, base, settings),
        sounds=await builder.audio(settings.greeting),
        invalid=await builder.audio(settings.invalid_prompt),
        key_s=float(settings.input_timeout),
        gap_s=float(settings.interdigit_timeout),
        longest=settings.max_digits,
        repeat=settings.repeat,
        interruptible=True,
    )


async def _last_manager(
    builder: Builder, base: Operation, settings: dialling.LastManagerSettings
) -> Operation:
    return replace(await _dial(builder, base, settings), days=settings.days)


async def _interactive(
    builder: Builder, base: Operation, settings: dialling.InteractiveSettings
) -> Operation:
    together = settings.dial_mode == "simultaneous"
    return replace(
        await _dial(builder, base, settings),
        sounds=await builder.audio(settings.greeting),
        longest=settings.access_code_length,
        key_s=float(settings.interdigit_interval or 5),
        gap_s=float(settings.interdigit_interval or 5),
        interruptible=settings.access_code_length > 0,
        strategy="simultaneous" if together else "by_priority",
        web=Web(
            method=settings.method,
            url=settings.url,
            params=settings.params,
            timeout_s=float(settings.request_timeout),
            secret=settings.secret or "",
        ),
    )


HOW: dict[type[op.AnyOperation], Build] = {
    op.Greeting: _greeting,
    op.Menu: _menu,
    op.VoiceMail: _voice_mail,
    op.HangUp: _hang_up,
    op.SetTag: _tag,
    op.RunScenario: _run_scenario,
    op.Authorization: _authorization,
    op.Schedule: _schedule,
    op.ContactList: _contact_list,
    op.Region: _region,
    op.InteractionNumber: _interaction_number,
    dialling.Redirect: _redirect,
    dialling.Extension: _extension,
    dialling.PersonalManager: _dial,
    dialling.LastManager: _last_manager,
    dialling.Interactive: _interactive,
}


def door(scenario_id: int) -> str:
    """The key by which an inserted scenario is entered."""
    return f"{scenario_id}:"
