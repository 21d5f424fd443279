"""After a restart, or when events may be lost: stored sessions meet the switch.

What lives goes on, what has ended in between ends here too, and what the switch has of
us that nobody knows is removed.
"""

import logging
from collections.abc import Container

from callapi.domain.actions import Action, Coach, Play
from callapi.domain.happening import Happening, LegAnswered, LegEnded, PlaybackOver
from callapi.domain.session import Leg, LegState, Role, Session
from callapi.domain.states import Cause, State
from callapi.sessions.control import Control
from callapi.sessions.failures import NETWORK_OUT_OF_ORDER
from callapi.sessions.keep import Keeper
from callapi.sessions.listener import Listener
from callapi.sessions.putting_right import connect
from callapi.sessions.seats import Seats
from callapi.store import sessions
from callapi.store.pool import Pool
from callapi.store.sessions import Stored
from callapi.switch.ari import AriError
from callapi.switch.events import session_of
from callapi.switch.switch import Switch
from callapi.switch.switches import Switches
from callapi.trace import for_session

log = logging.getLogger(__name__)

# What a node has written it has asked the switch for by then.
ELSEWHERE_S = 3.0
MOMENTARY = (State.ROUTING, State.FIRST_ROUTING)


class Recovery:
    def __init__(
        self,
        pool: Pool,
        switch: Switch,
        control: Control,
        listener: Listener,
        keeper: Keeper,
        seats: Seats,
        app: str,
    ) -> None:
        """Of one application, on one switch."""
        self._pool = pool
        self._switch = switch
        self._control = control
        self._listener = listener
        self._keeper = keeper
        self._seats = seats
        self._app = app

    async def settle(self, only: Container[int] | None = None) -> set[int]:
        """Bring unfinished sessions and the switch together: all, or `only` these.

        What has moved since the look at the switch is left alone, as is what another
        node moves: its requests may be under way. Returns the sessions that want
        another look.
        """
        moving, left = self._control.moving(), set[int]()
        known = {leg.id for it in await self._unfinished() for leg in it.session.live}
        counted = self._switch.occupancy.known(self._app)
        channels = await self._switch.channels()
        bridges = await self._switch.bridges()
        unfinished = await self._unfinished()
        ours = {leg.channel for it in unfinished for leg in it.session.live}
        there = channels.keys() & (ours | counted)
        self._switch.occupancy.found(self._app, there, counted)
        wanted = [it for it in unfinished if only is None or it.session.id in only]
        for stored in wanted:
            session = stored.session
            legs = [leg for leg in session.live if leg.id in known]
            is_left = session.id in moving or self._is_elsewhere(stored)
            if is_left or not await self._try(session, legs, channels, bridges):
                left.add(session.id)
        if only is None:
            await self._sweep(channels, bridges)
            await self._take_callers([stored.session for stored in unfinished])
        log.info(
            "settled %s sessions of %s with switch %s",
            *(len(wanted) - len(left), self._app, self._switch.name),
        )
        return left

    async def keep_recordings(self) -> bool:
        """Those that ended while nobody listened; False: some could not be kept."""
        return await self._keeper.keep_left_behind(self._switch, self._is_kept_here)

    async def give_up(self) -> None:
        """The switch is gone for good: so are its calls."""
        for stored in await self._unfinished():
            await end_without_switch(self._control, stored.session)
        self._switch.forget_all()

    async def _unfinished(self) -> list[Stored]:
        is_base = self._seats.is_base(self._app)
        found = await sessions.list_of_app(self._pool, self._app, is_base=is_base)
        return [it for it in found if it.session.switch == self._switch.name]

    def _is_elsewhere(self, stored: Stored) -> bool:
        """Another node has just moved it."""
        return stored.moved_s < ELSEWHERE_S and self._seats.is_other(stored.moved_by)

    def _is_kept_here(self, session: Session) -> bool:
        """Whose recordings are ours to keep; of an application that is no more, too."""
        if session.app == self._app or not session.app:
            return session.app != "" or self._seats.is_base(self._app)
        return self._seats.is_first and session.app not in self._seats.all_apps

    async def _try(
        self,
        session: Session,
        legs: list[Leg],
        channels: dict[str, str],
        bridges: dict[str, list[str]],
    ) -> bool:
        """One session that can not be settled now does not keep the others waiting."""
        try:
            with for_session(session.id):
                return await self._settle(session, legs, channels, bridges)
        except AriError as error:
            log.warning("session %s is not settled: %s", session.id, error)
            return False

    async def _settle(
        self,
        session: Session,
        legs: list[Leg],  # but those begun since the look at the switch
        channels: dict[str, str],
        bridges: dict[str, list[str]],
    ) -> bool:
        for leg in legs:
            if self._control.is_moving(session.id):
                return False
            await self._settle_leg(session, leg, channels)
        if self._control.is_moving(session.id):  # that has set it going
            return False
        stored = await sessions.find_stored(self._pool, session.id)
        if stored is None or stored.session.state is State.ENDED:
            return True
        if self._is_elsewhere(stored):
            return False
        current = stored.session
        self._control.known.put(current)
        if current.state in MOMENTARY or not current.live:
            # the process ended between two steps, or before the first leg was asked for
            await self._control.happen(current.id, Happening(Cause.SWITCH_FAILED))
        elif current.state is State.FINISHING:
            await self._end_legs(current)
        else:
            await self._settle_sound(current, bridges)
            await self._settle_coach(current, channels)
        await self._control.tick(current.id)
        return True

    async def _settle_leg(
        self, session: Session, leg: Leg, channels: dict[str, str]
    ) -> None:
        state = channels.get(leg.channel)
        if leg.inbound and state is not None:
            self._listener.remember(self._switch, leg.channel, session.id, leg.id)
            await self._switch.follow(leg.channel, self._app)
        if state is not None and leg.dropped:
            await self._switch.remove_channel(leg.channel)
        elif state is None:
            self._switch.dialler.ended(leg.id)
            await self._control.happen(session.id, LegEnded(leg.id))
        elif state == "Up" and leg.state is LegState.RINGING:
            await self._control.happen(session.id, LegAnswered(leg.id))

    async def _end_legs(self, session: Session) -> None:
        """The hang-ups may never have been asked for."""
        for leg in session.live:
            await self._switch.remove_channel(leg.channel)

    async def _settle_sound(
        self, session: Session, bridges: dict[str, list[str]]
    ) -> None:
        """Who should be bridged is, who should hear something does."""
        inside = bridges.get(f"call-{session.id}", ())
        await connect(self._switch, session, inside, self._app)
        legs = [leg for leg in session.live if not leg.dropped]
        for leg in legs:
            playing = leg.playing
            if playing is None or await self._switch.is_playing(playing.id):
                continue
            if playing.loop or playing.tone:
                await self._perform(session, Play(leg, playing))
            else:
                over = PlaybackOver(leg.id, playing.id)
                await self._control.happen(session.id, over)

    async def _perform(self, session: Session, action: Action) -> None:
        await self._switch.perform(session.id, action, self._app)

    async def _settle_coach(self, session: Session, channels: dict[str, str]) -> None:
        coach, operator = session.leg(Role.COACH), session.leg(Role.OPERATOR)
        if coach is None or operator is None or coach.answered_at is None:
            return
        if f"snoop-{session.id}-{coach.id}" not in channels:
            await self._perform(session, Coach(operator, coach))

    async def _sweep(
        self, channels: dict[str, str], bridges: dict[str, list[str]]
    ) -> None:
        """Remove what bears our names and belongs to no session that lives."""
        named = {it: session_of(it) for it in (*channels, *bridges)}
        ids = {id_ for id_ in named.values() if id_ is not None}
        ghosts = ids - await sessions.find_unfinished(self._pool, ids)
        for channel in channels:
            if named[channel] in ghosts:
                await self._switch.remove_channel(channel)
        for bridge in bridges:
            if named[bridge] in ghosts:
                await self._switch.remove_bridge(bridge)

    async def _take_callers(self, unfinished: list[Session]) -> None:
        """Who has called while nobody listened is waiting still."""
        known = {leg.channel for session in unfinished for leg in session.live}
        for call in await self._switch.callers(self._app):
            if call.channel not in known and not self._listener.knows(
                self._switch, call.channel
            ):
                self._listener.take(call, self._switch)


async def end_orphans(pool: Pool, control: Control, switches: Switches) -> None:
    """Sessions on a switch that is not configured any more."""
    for session in await sessions.list_unfinished(pool):
        if session.switch not in switches:
            await end_without_switch(control, session)


async def end_without_switch(control: Control, session: Session) -> None:
    await control.happen(session.id, Happening(Cause.SWITCH_FAILED))
    for leg in session.live:
        await control.happen(session.id, LegEnded(leg.id, NETWORK_OUT_OF_ORDER))
