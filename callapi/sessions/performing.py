"""What a step asks for is asked: of the switch, of the database, of a client's server.

In the order of the steps of a session, and by nobody who has been given up meanwhile.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, Protocol

from callapi.domain.actions import Action, FindNumber, LookUp, NoteAnswer, Play
from callapi.domain.happening import Happening, LegEnded, LegEvent, PlaybackOver
from callapi.domain.session import Found, Session
from callapi.sessions.crowd import Crowd
from callapi.sessions.failures import follows
from callapi.sessions.known import Known
from callapi.sessions.lanes import Lanes
from callapi.sessions.putting_right import put_right
from callapi.sessions.seats import Seats
from callapi.sessions.web import Answer
from callapi.store import sessions
from callapi.store.pool import Pool
from callapi.switch.ari import AriError, SwitchDown
from callapi.switch.switch import Switch
from callapi.switch.switches import Switches

log = logging.getLogger(__name__)

FindThird = Callable[[Session, str], Awaitable[Happening | None]]
AskAbroad = Callable[[Session, int], Awaitable[Answer | None]]
FindOut = Callable[[Session, int, Answer | None], Awaitable[Found | None]]
NoteWho = Callable[[int, int], Awaitable[None]]


class Moves(Protocol):
    """Where answers go: `Control`."""

    known: Known

    async def happen(
        self, session_id: int, happened: Happening | LegEvent | Found
    ) -> None: ...

    def in_turn(
        self, session_id: int, happened: Happening | LegEvent | Found
    ) -> None: ...

    async def peek(self, session_id: int) -> Session | None: ...

    def failed(self, failure: Exception) -> None: ...


class Performer:
    def __init__(
        self, pool: Pool, switches: Switches, seats: Seats, moves: Moves
    ) -> None:
        self._pool = pool
        self._switches = switches
        self._seats = seats
        self._moves = moves
        self._crowd = Crowd(pool, seats)
        self.asking = Lanes("actions", moves.failed)
        self.finding = Lanes("look-ups", moves.failed)
        # of clients' servers: nobody waits for these
        self.abroad = Lanes("replies", moves.failed)
        self.find_third: FindThird | None = None
        self.ask_abroad: AskAbroad | None = None
        self.find_out: FindOut | None = None
        self.note_answer: NoteWho | None = None

    @property
    def busy(self) -> int:
        return self.asking.busy + self.finding.busy

    def put(
        self, session: Session, actions: tuple[Action, ...]
    ) -> "asyncio.Task[None]":
        """Perform them when those of the session's former steps have been."""
        work = self._perform_all(session, actions, self._seats.life)
        return self.asking.put(session.id, work)

    async def _perform_all(
        self, session: Session, actions: tuple[Action, ...], life: int
    ) -> None:
        for action in actions:
            try:
                if not await self._seats.alive(life):
                    raise SwitchDown("this node was given up meanwhile")
                await self._perform(session, action)
            except (AriError, SwitchDown) as error:
                self._failed(session.id, action, error)
        if actions and not self._seats.is_alone:
            await self._put_right(session)

    async def _put_right(self, session: Session) -> None:
        """Another node has taken the next step, and may have asked before us.

        Given up or not: what we have asked for is there, and nobody else knows of it.
        """
        await self._seats.alive(self._seats.life)
        stored = await sessions.find_later(self._pool, session, self._seats.id)
        if stored is None:
            return
        current = stored.session
        log.info("session %s was moved by another node meanwhile", session.id)
        try:
            await put_right(self._switches.of(current.switch), current)
        except (AriError, SwitchDown) as error:
            log.info("session %s may sound wrong: %s", session.id, error)

    async def _perform(self, session: Session, action: Action) -> None:
        session_id = session.id
        if isinstance(action, FindNumber):
            if self.find_third is not None:
                current = await sessions.find(self._pool, session_id)
                if current is not None:
                    found = await self.find_third(current, action.digits)
                    if found is not None:
                        self._moves.in_turn(session_id, found)
        elif isinstance(action, LookUp):
            self._look_up(session_id, action.question)
        elif isinstance(action, NoteAnswer):
            if self.note_answer is not None:
                await self.note_answer(action.operation_id, action.employee_id)
        else:
            switch = self._switches.of(session.switch)
            await switch.perform(session_id, action, session.app)

    def _look_up(self, session_id: int, question: int) -> None:
        """One after another in each account: who is found free is taken at once.

        A client's server may take its time, so it is asked beside all else.
        """
        session = self._moves.known.get(session_id)
        operation = session.route.operation if session and session.route else None
        if operation is not None and operation.web is not None:
            self.abroad.put(session_id, self._ask_abroad(session_id, question))
        else:
            work = self._find(session_id, question)
            self._find_alone(session.account_id if session else None, work)

    def _find_alone(
        self, account_id: int | None, work: Coroutine[Any, Any, None]
    ) -> None:
        alone = self._crowd.one_by_one(account_id or 0, work)
        self.finding.put(account_id, alone)

    async def _ask_abroad(self, session_id: int, question: int) -> None:
        session = await self._moves.peek(session_id)
        if session is None or self.ask_abroad is None:
            return
        answer = await self.ask_abroad(session, question)
        work = self._find(session_id, question, answer)
        self._find_alone(session.account_id, work)

    async def _find(
        self, session_id: int, question: int, answer: Answer | None = None
    ) -> None:
        session = await self._moves.peek(session_id)
        if session is None or self.find_out is None:
            return
        found = await self.find_out(session, question, answer)
        if found is not None:
            await self._moves.happen(session_id, found)

    def _failed(
        self, session_id: int, action: Action, error: AriError | SwitchDown
    ) -> None:
        """A failing request is the next cause, never an edit of the state."""
        log.info("%s of session %s: %s", type(action).__name__, session_id, error)
        cause = follows(action, error)
        if cause is not None:
            self._moves.in_turn(session_id, cause)

    def play_on(self, session_id: int, over: PlaybackOver) -> None:
        """A round of a loop begins after the other, while that is wanted."""
        self.asking.put(session_id, self._play_on(session_id, over))

    async def _play_on(self, session_id: int, over: PlaybackOver) -> None:
        session = await self._moves.peek(session_id)
        leg = session.by_id(over.leg_id) if session else None
        if session is None or leg is None or not leg.live or leg.playing is None:
            return
        if leg.playing.id == over.playback_id and leg.playing.loop:
            again = (Play(leg, leg.playing),)
            await self._perform_all(session, again, self._seats.life)

    def dial_on(self, session_id: int, ended: LegEnded, switch: Switch) -> None:
        """A trunk has refused: the leg goes out by the next, in its turn."""
        self.asking.put(session_id, self._dial_on(session_id, ended, switch))

    async def _dial_on(self, session_id: int, ended: LegEnded, switch: Switch) -> None:
        try:
            if await switch.dialler.go_on(ended.leg_id):
                return
        except (AriError, SwitchDown) as error:
            log.info("leg %s goes by no other trunk: %s", ended.leg_id, error)
        self._moves.in_turn(session_id, ended)
