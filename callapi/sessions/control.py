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
from callapi.domain.actions import Action
from callapi.domain.engine import Advance
from callapi.domain.errors import ApiError, Mnemonic
from callapi.domain.happening import Happening, LegEvent
from callapi.domain.session import Found, Session
from callapi.domain.states import Cause, State
from callapi.metrics import Metrics
from callapi.sessions.known import Known
from callapi.sessions.lanes import Lanes
from callapi.sessions.leg_ids import LegIds
from callapi.sessions.performing import Performer
from callapi.sessions.seats import Seats
from callapi.sessions.step_log import note_step, step_span
from callapi.sessions.timers import Timers
from callapi.sessions.turns import Turns
from callapi.store import sessions
from callapi.store.outage import is_outage
from callapi.store.pool import Pool
from callapi.store.sessions import Also
from callapi.store.trunks import find_own_trunk
from callapi.switch.ari import SwitchDown
from callapi.switch.switches import Switches

log = logging.getLogger(__name__)

LOOKING = (State.FINDING, State.FIRST_FINDING)

News = Happening | LegEvent | Found
# Writes the first step; the caller may add to that transaction.
Insert = Callable[[Session, Advance, float | None], Awaitable[None]]


class Control:
    def __init__(
        self,
        pool: Pool,
        switches: Switches,
        seats: Seats,
        clock: Clock,
        metrics: Metrics,
    ) -> None:
        self._pool = pool
        self._switches = switches
        self._seats = seats
        self._clock = clock
        self._metrics = metrics
        self._turns = Turns()
        self.performer = Performer(pool, switches, seats, self)
        self._leg_ids = LegIds(pool)
        self.known = Known()
        self.timers = Timers(clock, self.wake)
        self._news = Lanes("news", self.failed)
        self.written: Callable[[], object] = lambda: None  # after each step's events
        self.look_again: Callable[[], None] | None = None  # at all switches

    # --- what methods and events come to

    async def begin(self, session: Session, insert: Insert) -> Session:
        """Store a new session and wait until its first leg has been requested."""
        trunk = await find_own_trunk(self._pool, session.virtual_number)
        session = replace(session, place=place_of(session.contact), trunk=trunk)
        if session.switch:
            return await self._begin(session, insert)
        app = await self._seats.seated()
        if not app:
            raise SwitchDown("this node has no seat among the others")
        switch = self._switches.choose(session.lines)
        with switch.occupancy.awaiting(session.id):
            placed = replace(session, switch=switch.name, app=app)
            return await self._begin(placed, insert)

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
            if not self.performer.finding.has(session.account_id):
                return
            await self.performer.finding.done(session.account_id)
            await self.performer.asking.done(session.id)

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
            known = self._known(account_id, session_id)
            session = known or await self.find(account_id, session_id)
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
        await self.known.learn(self._pool, session)
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
            session = self.known.get(session_id) or await self.peek(session_id)
            while session is not None:
                ids = await self._leg_ids.ahead(engine.legs_ahead(session, happened))
                advance = engine.advance(session, happened, self._clock.now(), ids)
                if await self._write(session, advance, happened):
                    return
                session = await self.peek(session_id)

    async def tick(self, session_id: int) -> None:
        """Apply the timers that have run out."""
        for _ in range(engine.MAX_STEPS):
            async with self._turns.of(session_id):
                if not await self._tick(session_id):
                    return

    async def _tick(self, session_id: int) -> bool:
        """Whether there may be more. What another has moved is looked at anew."""
        session = await self.peek(session_id)
        if session is None:
            return False
        now = self._clock.now()
        due = engine.overdue(session, now)
        if due is None:
            self.timers.set(session_id, engine.wake_at(session))
            return False
        ids = await self._leg_ids.ahead(engine.legs_ahead(session, due))
        await self._write(session, engine.advance(session, due, now, ids), due)
        return True

    async def peek(self, session_id: int) -> Session | None:
        """The session as it is; an ended one as it has ended."""
        known = self.known.get(session_id)
        if known is None:
            return await sessions.find(self._pool, session_id)
        return await self._renewed(known)

    def _known(self, account_id: int, session_id: int) -> Session | None:
        known = self.known.get(session_id)
        return known if known and known.account_id == account_id else None

    async def _look(self, account_id: int, session_id: int) -> Session:
        known = self._known(account_id, session_id)
        if known is None:
            return await self.find(account_id, session_id)
        session = await self._renewed(known)
        if session.state is State.ENDED:
            return await self.find(account_id, session_id)
        return session

    async def _renewed(self, known: Session) -> Session:
        """What others may have moved is asked for: to them a cause may be news."""
        if self._seats.is_alone:
            return known
        session = await sessions.renewed(self._pool, known)
        if session is not known:
            await self.known.learn(self._pool, session)
        return session

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
            await self.performer.finding.idle()
            await self._news.idle()
            await self.performer.asking.idle()

    async def close(self, timeout_s: float) -> None:
        self.timers.close()
        await self.performer.abroad.drain(0.0)
        await self.performer.finding.drain(timeout_s)
        await self._news.drain(timeout_s)
        await self.performer.asking.drain(timeout_s)

    async def leg_id(self) -> int:
        """For a leg that is there before its session, a contact who has called."""
        return next(await self._leg_ids.ahead())

    async def answered(self, session_id: int) -> None:
        """Wait until what the last step has asked for is found out and applied."""
        await self.performer.asking.done(session_id)
        await self._news.done(session_id)

    def is_moving(self, session_id: int) -> bool:
        """Whether it takes a step, or what the last has asked for is under way."""
        return session_id in self._turns or self.performer.asking.has(session_id)

    def moving(self) -> frozenset[Hashable]:
        return frozenset(self._turns.keys) | frozenset(self.performer.asking.keys)

    def failed(self, failure: Exception) -> None:
        """Without the database news are lost, and steps whose answer did not come."""
        if is_outage(failure) and self.look_again is not None:
            self.look_again()

    def now(self) -> float:
        return self._clock.now()

    @property
    def mover(self) -> int:
        """Who is written down with a step."""
        return self._seats.id

    async def ready(self) -> bool:
        """Whether a call can be begun here."""
        return bool(await self._seats.seated()) and self._switches.any_connected

    @property
    def busy(self) -> int:
        """How many sessions have news or requests under way."""
        return self._news.busy + self.performer.busy

    # --- one step

    async def _write(
        self,
        session: Session,
        advance: Advance,
        cause: object,
        also: Also | None = None,
    ) -> bool:
        """Save a step and see to what it asks for; False: somebody was faster.

        The version tells, or where nothing is written another look.
        """
        is_same = advance.session is session or advance.session == session
        if is_same and not advance.events and also is None:
            if await self._renewed(session) is not session:
                return False
            self._ask(session, advance.actions)
            return True
        wake_at = engine.wake_at(advance.session)
        step = (advance.session, advance.events, wake_at, self.mover)
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
        return self.performer.put(session, actions)

    def number_free(self, account_id: int) -> None:
        """Who waits in a queue of the account looks again, the longest first."""
        self._news.put(("queues", account_id), self._look_again_all(account_id))

    async def _look_again_all(self, account_id: int) -> None:
        """Asked of the database: a step that has just been written may not be known."""
        base = self._seats.is_base
        for session_id, app in await sessions.list_queuing(self._pool, account_id):
            if any(app == it or (not app and base(it)) for it in self._seats.apps):
                self.in_turn(session_id, Happening(Cause.NUMBER_FREE))

    def wake(self, session_id: int) -> None:
        """Look at the timers of a session, in its turn."""
        self._news.put(session_id, self._wake(session_id))

    async def _wake(self, session_id: int) -> None:
        """Whatever life it is: the row says what is due."""
        await self._seats.alive(self._seats.life)
        await self.tick(session_id)
