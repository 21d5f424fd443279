"""From what is stored to what a session can run: routes with numbers and sounds found.

A running session keeps the version of the scenario it started with, so everything it
refers to is looked up once, before the first step.
"""

from collections.abc import Callable
from dataclasses import replace

from callapi.directory import numbers, scenarios, tags
from callapi.directory import scenario_operations as op
from callapi.domain.session import DIRECT, Operation, Route, Sound, Tag
from callapi.domain.target import Target, outside
from callapi.media.clip import Clip
from callapi.media.find import Media, MediaNotFound
from callapi.store.pool import Pool

MAX_SCENARIOS = 20  # inserted ones included
DIAL_ALL_S = 3600.0  # a call without a scenario has only the numbers' own ring times

Allowed = Callable[[Target], bool]


def sound(clip: Clip) -> Sound:
    return Sound(clip.path, clip.seconds)


def direct(targets: tuple[Target, ...]) -> Route:
    """The route of a call without a scenario: these numbers, one after another."""
    only = Operation(DIRECT, DIRECT, targets=targets, timeout_s=DIAL_ALL_S)
    return Route((only,), DIRECT)


class Routes:
    def __init__(self, pool: Pool, media: Media) -> None:
        self._pool = pool
        self._media = media

    async def of_scenario(
        self, account_id: int, scenario_id: int, allowed: Allowed
    ) -> Route | None:
        """The scenario and those it inserts; None: there is no such scenario.

        Numbers that `allowed` refuses are left out: nobody named them (spec 6.5).
        """
        first = await scenarios.find_scenario(self._pool, account_id, scenario_id)
        if first is None:
            return None
        operations: list[Operation] = []
        waiting, seen = [first], {first.id}
        while waiting:
            scenario = waiting.pop()
            for stored in scenario.document.operations:
                built = await self._build(account_id, scenario, stored, allowed)
                operations.append(built)
                inserted = _inserted(stored)
                if inserted and inserted not in seen and len(seen) < MAX_SCENARIOS:
                    seen.add(inserted)
                    found = await scenarios.find_scenario(
                        self._pool, account_id, inserted
                    )
                    if found is not None:
                        operations.append(_entry(found))
                        waiting.append(found)
        start = _key(first, first.document.start_operation_key)
        return Route(
            tuple(operations), start, scenario_id=first.id, scenario_name=first.name
        )

    async def _build(
        self,
        account_id: int,
        scenario: scenarios.Scenario,
        stored: op.Operation,
        allowed: Allowed,
    ) -> Operation:
        base = Operation(
            key=_key(scenario, stored.key),
            type=getattr(stored, "type"),  # noqa: B009  # the subclasses' discriminator
            transitions={
                outcome: None if key is None else _key(scenario, key)
                for outcome, key in stored.transitions.items()
            },
        )
        match stored:
            case op.Redirect(settings=settings):
                return await self._redirect(account_id, base, settings, allowed)
            case op.Menu(settings=settings):
                return replace(
                    base,
                    sounds=await self._audio(account_id, settings.greeting),
                    invalid=await self._audio(account_id, settings.invalid_prompt),
                    timeout_s=float(settings.input_timeout),
                    repeat=settings.repeat,
                    interruptible=settings.allow_interrupt,
                )
            case op.Greeting(settings=settings):
                return replace(
                    base,
                    sounds=await self._audio(account_id, settings.message),
                    repeat=settings.repeat,
                    interruptible=settings.allow_interrupt,
                )
            case op.HangUp(settings=settings):
                sounds = await self._audio(account_id, settings.message)
                if settings.busy_tone:
                    sounds += (sound(await self._media.system("busy_tone")),)
                return replace(base, sounds=sounds)
            case op.SetTag(settings=settings):
                found = await tags.find_tags(self._pool, account_id, settings.tag_ids)
                kept = [Tag(tag.id, tag.name) for tag in found.values()]
                return replace(base, tags=tuple(kept))
            case op.RunScenario(settings=settings):
                return replace(base, next=_door(settings.scenario_id))
        return base

    async def _redirect(
        self,
        account_id: int,
        base: Operation,
        settings: op.RedirectSettings,
        allowed: Allowed,
    ) -> Operation:
        targets: list[Target] = []
        for target in settings.targets:
            if isinstance(target, op.EmployeeTarget):
                found = await numbers.employee_targets(
                    self._pool, account_id, target.id
                )
                targets.extend(found)
            else:
                targets.append(outside(target.phone_number))
        if settings.dial_time is not None:
            targets = [replace(it, ring_s=settings.dial_time) for it in targets]
        if settings.record == "on":
            targets = [replace(it, recording="all") for it in targets]
        music = settings.music
        own = None if music in ("dialing_music", None) else music
        confirmation = settings.confirmation
        return replace(
            base,
            targets=tuple(it for it in targets if allowed(it)),
            operator_sounds=await self._audio(account_id, settings.employee_message),
            music=await self._audio(account_id, own),
            ringback=music is None,
            answer_first=settings.answer_first,
            show_virtual_number=settings.show_number == "virtual_number",
            confirmation=confirmation.key if confirmation else "",
            confirmation_s=float(confirmation.timeout) if confirmation else 0.0,
            timeout_s=float(settings.timeout),
        )

    async def _audio(
        self, account_id: int, audio: op.Audio | str | None
    ) -> tuple[Sound, ...]:
        """A file that has vanished since the scenario was stored is not heard."""
        if audio is None or isinstance(audio, str):
            return ()
        try:
            clip = await self._media.message(account_id, audio.type, audio.value)
        except MediaNotFound:
            return ()
        return (sound(clip),)


def _inserted(stored: op.Operation) -> int | None:
    return stored.settings.scenario_id if isinstance(stored, op.RunScenario) else None


def _key(scenario: scenarios.Scenario, key: str) -> str:
    """Keys are unique in their scenario only."""
    return f"{scenario.id}:{key}"


def _door(scenario_id: int) -> str:
    return f"{scenario_id}:"


def _entry(scenario: scenarios.Scenario) -> Operation:
    """Where an inserted scenario is entered, before its start is known."""
    start = _key(scenario, scenario.document.start_operation_key)
    return Operation(_door(scenario.id), "goto_operation", next=start)
