"""`apply`: the only place that moves a session.

Lock the session, load it, let the pure engine take the step, save state and outbox
events in one statement, and only then ask the switch. Between processes the version
decides: who comes second loads again and sees the new state.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import replace

from callapi.clock import Clock
from callapi.directory.phone_place import place_of
from callapi.domain import engine
from callapi.domain.actions import Action, FindNumber, LookUp, NoteAnswer
from callapi.domain.engine import Advance
from callapi.domain.errors import ApiError, Mnemonic
from callapi.domain.happening import Happening, LegEnded, LegEvent
from callapi.domain.session import Found, Session
from callapi.domain.states import Cause, State
from callapi.metrics import Metrics
from callapi.sessions.failures import follows
from callapi.sessions.known import Known
from callapi.sessions.lanes import Lanes
from callapi.sessions.leg_ids import LegIds
from callapi.sessions.room import Room
from callapi.sessions.step_log import note_step, step_span
from callapi.sessions.timers import Timers
from callapi.sessions.turns import Turns
from callapi.sessions.web import Answer
from callapi.store import sessions
from callapi.store.outage import is_outage
from callapi.store.pool import Pool
from callapi.store.sessions import Also
from callapi.store.trunks import find_own_trunk
from callapi.switch.ari import AriError, SwitchDown
from callapi.switch.switch import Switch
from callapi.switch.switches import Switches

log = logging.getLogger(__name__)

LOOKING = (State.FINDING, State.FIRST_FINDING)

FindThird = Callable[[Session, str], Awaitable[Happening | None]]
AskAbroad = Callable[[Session, int], Awaitable[Answer | None]]
FindOut = Callable[[Session, int, Answer | None], Awaitable[Found | None]]
NoteWho = Callable[[int, int], Awaitable[None]]
News = Happening | LegEvent | Found
# Writes the first step; the caller may add to that transaction.
Insert = Callable[[Session, Advance, float | None], Awaitable[None]]


class Control:
    def __init__(
        self, pool: Pool, switches: Switches, clock: Clock, metrics: Metrics
    ) -> None:
        self._pool = pool
        self._switches = switches
        self._clock = clock
        self._metrics = metrics
        self._turns = Turns()
        self._asking = Lanes("actions", self.failed)
        self._leg_ids = LegIds(pool)
        self.known = Known()
        self.room = Room(pool)
        self.timers = Timers(clock, self.wake)
        self._news = Lanes("news", self.failed)
        self._finding = Lanes("look-ups", self.failed)
        # of clients' servers: nobody waits for these
        self._abroad = Lanes("replies", self.failed)
        self.find_third: FindThird | None = None
        self.written: Callable[[], object] = lambda: None  # after each step's events
        self.ask_abroad: AskAbroad | None = None
        self.find_out: FindOut | None = None
        self.note_answer: NoteWho | None = None
        self.look_again: Callable[[], None] | None = None  # at all switches

    # --- what methods and events come to

    async def begin(self, session: Session, insert: Insert) -> Session:
        """Store a new session and wait until its first leg has been requested."""
        trunk = await find_own_trunk(self._pool, session.virtual_number)
        session = replace(session, place=place_of(session.contact), trunk=trunk)
        if session.switch:
            return await self._begin(session, insert)
        switch = self._switches.choose(session.lines)
        with switch.awaiting(session.id):
            return await self._begin(replace(session, switch=switch.name), insert)

    async def _begin(self, session: Session, insert: Insert) -> Session:
        ids = await self._leg_ids.ahead(engine.legs_ahead(session, None))
        begun = engine.begin(session, self._clock.now(), ids)
        wake_at = engine.wake_at(begun.session)
        async with self._turns.of(session.id):
            with step_span(None, begun.session, "start"):
                with self._writing(session.id):
                    await insert(begun.session, begun, wake_at)
                self.known.put(begun.session)
                self.timers.set(session.id, wake_at)
                asked = self._ask(begun.session, begun.actions)
        self._told(None, begun.session, "start")
        await asyncio.wait([asked])
        await self._found(session)
        return begun.session

    async def _found(self, session: Session) -> None:
        """Wait until whom the scenario dials first is known, and has been dialled."""
        while (known := self.known.get(session.id)) and known.state in LOOKING:
            if not self._finding.has(session.account_id):
                return
            await self._finding.done(session.account_id)
            await self._asking.done(session.id)

    async def apply(
        self,
        account_id: int,
        session_id: int,
        happening: Happening,
        also: Also | None = None,
    ) -> Session:
        """A method's cause: raises call_session_not_found, invalid_state and others.

        `also` is written with the step, and what it raises undoes both.
        """
        async with self._turns.of(session_id):
            session = await self._look(account_id, session_id)
            while True:
                try:
                    advance = engine.advance(
                        session,
                        happening,
                        self._clock.now(),
                        await self._leg_ids.ahead(),
                        strict=True,
                    )
                except ApiError:
                    session = await self._look_again(account_id, session)
                    continue
                if await self._write(session, advance, happening.cause, also):
                    return advance.session
                session = await self.find(account_id, session_id)

    async def find(self, account_id: int, session_id: int) -> Session:
        """A session of the account that has not ended."""
        session = await sessions.find_in_account(self._pool, account_id, session_id)
        if session is None:
            raise ApiError(
                Mnemonic.CALL_SESSION_NOT_FOUND,
                field="call_session_id",
            )
        self.known.put(session)
        return session

    async def allow(self, account_id: int, session_id: int, cause: Cause) -> Session:
        """The session, if `cause` has a way from where it is; nothing is changed."""
        session = await self._look(account_id, session_id)
        while True:
            try:
                engine.refuse(session, cause)
            except ApiError:
                session = await self._look_again(account_id, session)
            else:
                return session

    async def happen(self, session_id: int, happened: News) -> None:
        """Something happened; where it has no row it is no news."""
        async with self._turns.of(session_id):
            while True:
                session = await self.peek(session_id)
                if session is None:
                    return
                ids = await self._leg_ids.ahead(engine.legs_ahead(session, happened))
                advance = engine.advance(session, happened, self._clock.now(), ids)
                if await self._write(session, advance, happened):
                    return

    async def tick(self, session_id: int) -> None:
        """Apply the timers that have run out."""
        for _ in range(engine.MAX_STEPS):
            session = await self.peek(session_id)
            if session is None:
                return
            due = engine.overdue(session, self._clock.now())
            if due is None:
                self.timers.set(session_id, engine.wake_at(session))
                return
            await self.happen(session_id, due)

    async def peek(self, session_id: int) -> Session | None:
        """The session as it was seen last; an ended one as it has ended."""
        known = self.known.get(session_id)
        return known or await sessions.find(self._pool, session_id)

    async def _look(self, account_id: int, session_id: int) -> Session:
        known = self.known.get(session_id)
        if known is not None and known.account_id == account_id:
            return known
        return await self.find(account_id, session_id)

    async def _look_again(self, account_id: int, seen: Session) -> Session:
        """In an `except`: refused for good only if the session is still as seen."""
        fresh = await self.find(account_id, seen.id)
        if fresh.version == seen.version:
            raise  # the refusal that is being handled
        return fresh

    def in_turn(self, session_id: int, happened: News) -> None:
        """`happen`, after all that was told of this session before."""
        self._news.put(session_id, self.happen(session_id, happened))

    async def idle(self) -> None:
        """Wait until no news and no request of any session is under way."""
        while self.busy:
            await self._finding.idle()
            await self._news.idle()
            await self._asking.idle()

    async def close(self, timeout_s: float) -> None:
        self.timers.close()
        await self._abroad.drain(0.0)
        await self._finding.drain(timeout_s)
        await self._news.drain(timeout_s)
        await self._asking.drain(timeout_s)

    async def leg_id(self) -> int:
        """For a leg that is there before its session, a contact who has called."""
        return next(await self._leg_ids.ahead())

    async def answered(self, session_id: int) -> None:
        """Wait until what the last step has asked for is found out and applied."""
        await self._asking.done(session_id)
        await self._news.done(session_id)

    def is_moving(self, session_id: int) -> bool:
        """Whether it takes a step, or what the last has asked for is under way."""
        return session_id in self._turns or self._asking.has(session_id)

    def moving(self) -> frozenset[Hashable]:
        return frozenset(self._turns.keys) | frozenset(self._asking.keys)

    def failed(self, failure: Exception) -> None:
        """Without the database news are lost, and steps whose answer did not come."""
        if is_outage(failure) and self.look_again is not None:
            self.look_again()

    def now(self) -> float:
        return self._clock.now()

    @property
    def is_ready(self) -> bool:
        return self._switches.any_connected

    @property
    def busy(self) -> int:
        """How many sessions have news or requests under way."""
        return self._news.busy + self._asking.busy + self._finding.busy

    # --- one step

    async def _write(
        self,
        session: Session,
        advance: Advance,
        cause: object,
        also: Also | None = None,
    ) -> bool:
        """Save a step and see to what it asks for; False: somebody was faster."""
        is_same = advance.session is session or advance.session == session
        if is_same and not advance.events and also is None:
            self._ask(session, advance.actions)
            return True
        wake_at = engine.wake_at(advance.session)
        step = (advance.session, advance.events, wake_at)
        with step_span(session, advance.session, cause):
            with self._writing(session.id):
                saved = await sessions.save_with(self._pool, also, *step)
            if not saved:
                log.debug("session %s was moved by another process", session.id)
                self.known.forget(session.id)
                return False
            self.known.put(replace(advance.session, version=session.version + 1))
            self.timers.set(session.id, wake_at)
            self._ask(session, advance.actions)
        self._told(session, advance.session, cause)
        return True

    @contextmanager
    def _writing(self, session_id: int) -> Iterator[None]:
        """A step whose answer is lost may be stored, and nobody does what it asks."""
        try:
            yield
        except Exception as failure:
            self.known.forget(session_id)
            self.failed(failure)
            raise

    def _told(self, before: Session | None, after: Session, cause: object) -> None:
        self.written()
        note_step(self._metrics, before, after, cause)

    def _ask(
        self, session: Session, actions: tuple[Action, ...]
    ) -> "asyncio.Task[None]":
        work = self._perform_all(session.id, session.switch, actions)
        return self._asking.put(session.id, work)

    async def _perform_all(
        self, session_id: int, switch: str, actions: tuple[Action, ...]
    ) -> None:
        for action in actions:
            try:
                await self._perform(session_id, switch, action)
            except (AriError, SwitchDown) as error:
                self._failed(session_id, action, error)

    async def _perform(self, session_id: int, switch: str, action: Action) -> None:
        if isinstance(action, FindNumber):
            if self.find_third is not None:
                session = await sessions.find(self._pool, session_id)
                if session is not None:
                    found = await self.find_third(session, action.digits)
                    if found is not None:
                        self.in_turn(session_id, found)
        elif isinstance(action, LookUp):
            self._look_up(session_id, action.question)
        elif isinstance(action, NoteAnswer):
            if self.note_answer is not None:
                await self.note_answer(action.operation_id, action.employee_id)
        else:
            await self._switches.of(switch).perform(session_id, action)

    def _look_up(self, session_id: int, question: int) -> None:
        """One after another in each account: who is found free is taken at once.

        A client's server may take its time, so it is asked beside all else.
        """
        session = self.known.get(session_id)
        operation = session.route.operation if session and session.route else None
        if operation is not None and operation.web is not None:
            self._abroad.put(session_id, self._ask_abroad(session_id, question))
        else:
            work = self._find(session_id, question)
            self._finding.put(session and session.account_id, work)

    async def _ask_abroad(self, session_id: int, question: int) -> None:
        session = await self.peek(session_id)
        if session is None or self.ask_abroad is None:
            return
        answer = await self.ask_abroad(session, question)
        work = self._find(session_id, question, answer)
        self._finding.put(session.account_id, work)

    async def _find(
        self, session_id: int, question: int, answer: Answer | None = None
    ) -> None:
        session = await self.peek(session_id)
        if session is None or self.find_out is None:
            return
        found = await self.find_out(session, question, answer)
        if found is not None:
            await self.happen(session_id, found)

    def _failed(
        self, session_id: int, action: Action, error: AriError | SwitchDown
    ) -> None:
        """A failing request is the next cause, never an edit of the state."""
        log.info("%s of session %s: %s", type(action).__name__, session_id, error)
        cause = follows(action, error)
        if cause is not None:
            self.in_turn(session_id, cause)

    def dial_on(self, session_id: int, ended: LegEnded, switch: Switch) -> None:
        """A trunk has refused: the leg goes out by the next, in its turn."""
        self._asking.put(session_id, self._dial_on(session_id, ended, switch))

    async def _dial_on(self, session_id: int, ended: LegEnded, switch: Switch) -> None:
        try:
            if await switch.dialler.go_on(ended.leg_id):
                return
        except (AriError, SwitchDown) as error:
            log.info("leg %s goes by no other trunk: %s", ended.leg_id, error)
        self.in_turn(session_id, ended)

    def number_free(self, account_id: int) -> None:
        """Who waits in a queue of the account looks again, the longest first."""
        self._news.put(("queues", account_id), self._look_again_all(account_id))

    async def _look_again_all(self, account_id: int) -> None:
        """Asked of the database: a step that has just been written may not be known."""
        for session_id in await sessions.list_queuing(self._pool, account_id):
            if self.known.get(session_id) is not None:  # it is this process's own
                self.in_turn(session_id, Happening(Cause.NUMBER_FREE))

    def wake(self, session_id: int) -> None:
        """Look at the timers of a session, in its turn."""
        self._news.put(session_id, self.tick(session_id))
