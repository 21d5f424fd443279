"""What a scenario has to know before it goes on: found in the database or by HTTP.

The engine asks by the action `LookUp`; the answer is a `Found` (see `domain/route.py`).
"""

import logging
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from callapi.clock import Clock
from callapi.directory import availability, numbers, schedules
from callapi.directory.availability import Call, Dialable
from callapi.domain.account import Account
from callapi.domain.session import Callee, Found, Operation, Session, Sound
from callapi.domain.states import State
from callapi.domain.strategy import in_order
from callapi.domain.target import Target
from callapi.media.booth import SpeechError
from callapi.media.find import Media, MediaNotFound
from callapi.sessions.building import sound
from callapi.sessions.listener import FindAccount
from callapi.sessions.third_party import Rules
from callapi.sessions.web import Answer, Client
from callapi.store.pool import Pool

log = logging.getLogger(__name__)

ASKING = (State.FINDING, State.FIRST_FINDING, State.QUEUING)
DAY_S = 86400.0
SAY_PLACE = "You are number {place} in line."


@dataclass(frozen=True, slots=True)
class Asking:
    """One question: what is asked, by whom, and when."""

    session: Session
    operation: Operation
    account: Account
    question: int
    now: float
    call: Call
    answer: Answer | None  # of a client's server, where one was asked

    @property
    def contact(self) -> str:
        return self.session.contact

    def found(self, outcome: str) -> Found:
        return Found(self.question, outcome)


@dataclass(frozen=True, slots=True)
class Message:
    """What a reply lets somebody hear, and why not."""

    sounds: tuple[Sound, ...]
    skipped: tuple[str, ...] = ()


class Finder:
    def __init__(
        self,
        pool: Pool,
        find_account: FindAccount,
        media: Media,
        clock: Clock,
        client: Client,
        chance: random.Random,
    ) -> None:
        self._pool = pool
        self._find_account = find_account
        self._media = media
        self._clock = clock
        self._client = client
        self._chance = chance

    async def ask(self, session: Session, question: int) -> Answer | None:
        """What the client's server says; that may take its time."""
        operation = _asks(session, question)
        account = await self._find_account(session.account_id)
        if operation is None or account is None:
            return None
        return await self._client.ask(session, operation, account.timezone)

    async def find(
        self, session: Session, question: int, answer: Answer | None = None
    ) -> Found | None:
        """None: the session is not where it was when it asked."""
        operation = _asks(session, question)
        account = await self._find_account(session.account_id)
        if operation is None or account is None:
            return None
        now = self._clock.now()
        at = await schedules.moment(
            self._pool, account.timezone, account.home_country, now
        )
        internal = session.plan.contact.is_internal
        call = Call(account.id, session.id, internal, at)
        asking = Asking(session, operation, account, question, now, call, answer)
        return await HOW[operation.type](self, asking)

    async def note_answer(self, operation_id: int, employee_id: int) -> None:
        await availability.note_answer(self._pool, operation_id, employee_id)

    # --- branches

    async def schedule(self, asking: Asking) -> Found:
        rules = await schedules.find_rules(
            self._pool, asking.account.id, asking.operation.ids[0]
        )
        is_open = rules is not None and schedules.is_open(rules, asking.call.at)
        return asking.found("in_schedule" if is_open else "out_of_schedule")

    async def contact_list(self, asking: Asking) -> Found:
        matched = await availability.is_in_groups(
            *(self._pool, asking.account.id, asking.contact),
            *(list(asking.operation.ids), asking.operation.any_contact),
        )
        return asking.found("matched" if matched else "not_matched")

    async def region(self, asking: Asking) -> Found:
        home = asking.session.place.region_id  # as reports name it
        for place, regions in enumerate(asking.operation.ranges, 1):
            if home in regions:
                return asking.found(f"branch_{place}")
        return asking.found("default")

    async def interaction_number(self, asking: Asking) -> Found:
        number = await availability.count_interactions(
            self._pool, asking.account.id, asking.contact, asking.session.id
        )
        for place, (first, *till) in enumerate(asking.operation.ranges, 1):
            if first <= number and (not till or number <= till[0]):
                return asking.found(f"branch_{place}")
        return asking.found("default")

    # --- people

    async def redirect(self, asking: Asking) -> Found:
        targets: list[Target] = []
        for callee in asking.operation.callees:
            targets.extend((await self._dialable(asking, callee)).targets)
        ordered = await self._in_order(asking.operation, tuple(targets))
        found = Found(asking.question, targets=ordered)
        if asking.operation.queue is None:
            return found
        return await self._in_turn(asking, found)

    async def personal_manager(self, asking: Asking) -> Found:
        return await self._manager(
            asking,
            await availability.find_personal_manager(
                self._pool, asking.account.id, asking.contact
            ),
        )

    async def last_manager(self, asking: Asking) -> Found:
        since = asking.now - asking.operation.days * DAY_S
        return await self._manager(
            asking,
            await availability.find_last_manager(
                self._pool, asking.account.id, asking.contact, since
            ),
        )

    async def extension(self, asking: Asking) -> Found:
        """The keys the contact has pressed are somebody's extension, or nobody's."""
        route = asking.session.route
        assert route is not None
        callee = await availability.find_extension(
            self._pool, asking.account.id, route.digits
        )
        if callee is None:
            return asking.found("invalid_input")
        dialable = await self._behind(asking, callee)
        found = Found(
            asking.question,
            targets=dialable.targets,
            waits=dialable.waits,
            takes_messages=dialable.takes_messages,
            group_ids=_groups([dialable]),
        )
        return await self._in_turn(asking, found) if dialable.waits else found

    async def _manager(self, asking: Asking, employee_id: int | None) -> Found:
        if employee_id is None:
            return asking.found("no_manager")
        dialable = await self._dialable(asking, Callee("employee", employee_id))
        if not dialable.targets:
            return asking.found("no_manager")
        return Found(asking.question, targets=dialable.targets)

    async def _dialable(self, asking: Asking, callee: Callee) -> Dialable:
        """With the operation's settings, without what the security rules forbid."""
        found = await availability.find_callee(self._pool, asking.call, callee)
        return replace(found, targets=_allowed(asking, found.targets))

    async def _behind(self, asking: Asking, callee: Callee) -> Dialable:
        """Whom an extension reaches; a group's has only so many channels."""
        found = await self._dialable(asking, callee)
        if not await availability.is_full(self._pool, asking.call, callee):
            return found
        full = "operator_channels_busy"
        targets = (replace(it, barred=it.barred or full) for it in found.targets)
        return replace(found, targets=tuple(targets))

    async def _in_order(
        self, operation: Operation, targets: tuple[Target, ...]
    ) -> tuple[Target, ...]:
        last, talked = None, None
        if operation.strategy == "round_robin":
            last = await availability.find_last_answer(self._pool, operation.id)
        elif operation.strategy == "least_recent":
            ids = list({it.employee_id for it in targets if it.employee_id})
            talked = await availability.find_last_talks(self._pool, ids)
        return in_order(
            *(targets, operation.strategy),
            last=last,
            talked=talked,
            chance=self._chance,
        )

    async def _in_turn(self, asking: Asking, found: Found) -> Found:
        """Who is free is left to those who have waited for longer."""
        session, route = asking.session, asking.session.route
        assert route is not None
        since = asking.now if route.queued_at is None else route.queued_at
        line = await availability.find_line(
            *(self._pool, asking.account.id, asking.operation.key),
            *(since, session.id),
        )
        free = [target for target in found.targets if not target.barred]
        mine = tuple(free[line.ahead :])
        sounds: tuple[Sound, ...] = ()
        queue = asking.operation.queue
        if not mine and queue is not None and queue.announces:
            sounds = await self._spoken(line.ahead + 1)
        return replace(
            found,
            targets=mine,
            ahead=line.ahead,
            waiting=line.waiting,
            sounds=sounds,
        )

    async def _spoken(self, place: int) -> tuple[Sound, ...]:
        try:
            clip = await self._media.message(0, "tts", SAY_PLACE.format(place=place))
        except SpeechError:
            return ()
        return (sound(clip),)

    # --- a client's server

    async def interactive(self, asking: Asking) -> Found:
        if asking.answer is None:
            return asking.found("no_reply")
        return await self._reply(asking, asking.answer)

    async def _reply(self, asking: Asking, answer: Answer) -> Found:
        named = [await self._named(asking, number) for number in answer.phones]
        heard = await self._message(asking, answer.message_name, answer.text)
        hint = await self._message(asking, answer.operator_media, answer.operator_text)
        return Found(
            asking.question,
            targets=tuple(target for it in named for target in it.targets),
            group_ids=_groups(named),
            codes=answer.codes,
            sounds=heard.sounds,
            operator_sounds=hint.sounds,
            skipped=(*heard.skipped, *hint.skipped),
        )

    async def _named(self, asking: Asking, number: str) -> Dialable:
        """An extension, a SIP line, or a number outside; else nobody."""
        if numbers.EXTENSION.fullmatch(number):
            callee = await availability.find_extension(
                self._pool, asking.account.id, number
            )
            return Dialable() if callee is None else await self._behind(asking, callee)
        resolved = await numbers.find_target(self._pool, asking.account.id, number)
        return Dialable(_allowed(asking, resolved.targets))

    async def _message(self, asking: Asking, name: str, text: str) -> Message:
        """The file of that name, else the text; what can not be heard is left out."""
        skipped: tuple[str, ...] = ()
        try:
            if name:
                clip = await self._media.named(asking.account.id, name)
                return Message((sound(clip),))
        except MediaNotFound:
            skipped = (f"no media file {name[:255]}",)
        if not text:
            return Message((), skipped)
        if len(text) > asking.account.tts_message_length:
            return Message((), (*skipped, "the text is too long"))
        try:
            return Message((sound(await self._media.message(0, "tts", text)),), skipped)
        except SpeechError as error:
            log.info("a text could not be spoken: %s", error)
            return Message((), (*skipped, "the text can not be spoken"))


def _asks(session: Session, question: int) -> Operation | None:
    """The operation that asks this; None: nobody does any more."""
    route = session.route
    if route is None or route.questions != question or session.state not in ASKING:
        return None
    return route.operation


def _groups(found: list[Dialable]) -> tuple[int, ...]:
    return tuple(it.group_id for it in found if it.group_id is not None)


def _allowed(asking: Asking, targets: tuple[Target, ...]) -> tuple[Target, ...]:
    """As the operation dials them; the security rules are for calls of the API."""
    session, operation = asking.session, asking.operation
    if session.plan.kind != "inbound":
        rules = Rules(asking.account, session.component)
        targets = tuple(it for it in targets if not it.dial or rules.allows(it))
    if operation.dial_s is not None:
        targets = tuple(replace(it, ring_s=operation.dial_s) for it in targets)
    if operation.records:
        targets = tuple(replace(it, recording="all") for it in targets)
    return targets


HOW: dict[str, Callable[[Finder, Asking], Awaitable[Found]]] = {
    "redirect": Finder.redirect,
    "personal_manager": Finder.personal_manager,
    "last_manager": Finder.last_manager,
    "extension": Finder.extension,
    "menu": Finder.extension,
    "interactive": Finder.interactive,
    "schedule": Finder.schedule,
    "contact_list": Finder.contact_list,
    "region": Finder.region,
    "interaction_number": Finder.interaction_number,
}
