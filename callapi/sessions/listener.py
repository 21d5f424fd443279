"""From the switch to the sessions: every event finds its session, in order.

The reader of the event socket only calls `take`, which only queues.
"""

import logging
from collections.abc import Awaitable, Callable, Coroutine, Hashable
from contextlib import nullcontext
from typing import Any

from callapi.domain.account import Account
from callapi.domain.actions import Originate
from callapi.domain.errors import ApiError
from callapi.domain.happening import (
    FaxOver,
    KeyPressed,
    LegAnswered,
    LegEnded,
    LegEvent,
    LegLeaving,
    MessageOver,
    PlaybackOver,
)
from callapi.domain.keys import options_open
from callapi.domain.session import Role, Session
from callapi.domain.states import State
from callapi.sessions.control import Control
from callapi.sessions.keep import Keeper
from callapi.sessions.lanes import Lanes
from callapi.sessions.options import Options, find_option
from callapi.sessions.seats import Seats
from callapi.store.pool import Pool
from callapi.switch.ari import AriError, SwitchDown
from callapi.switch.events import (
    Inbound,
    MessageTaken,
    OfChannel,
    OfLeg,
    Recorded,
    SwitchEvent,
)
from callapi.switch.switch import Switch
from callapi.trace import for_session

log = logging.getLogger(__name__)

FindAccount = Callable[[int], Awaitable[Account | None]]
# Makes a session of a call that came in: (session id, leg id), or None if refused.
TakeCall = Callable[[Inbound, Switch], Awaitable[tuple[int, int] | None]]


class Listener:
    def __init__(
        self,
        pool: Pool,
        control: Control,
        options: Options,
        find_account: FindAccount,
        take_call: TakeCall,
        keeper: Keeper,
        seats: Seats,
    ) -> None:
        self._pool = pool
        self._control = control
        self._options = options
        self._find_account = find_account
        self._take_call = take_call
        self._keeper = keeper
        self._seats = seats
        self._lanes = Lanes("events", control.failed)
        self._inbound: dict[tuple[str, str], tuple[int, int]] = {}

    def take(self, event: SwitchEvent, switch: Switch) -> None:
        """Queue an event of a switch behind the others of its session."""
        match event:
            case OfLeg(session_id=session_id, event=happened):
                work = self._happened(session_id, happened, switch)
                self._put(session_id, work)
            case OfChannel(channel=channel):
                found = self._inbound.get((switch.name, channel))
                lane = found[0] if found else (switch.name, channel)
                self._put(lane, self._of_channel(event, switch))
            case Inbound(channel=channel):
                self._put((switch.name, channel), self._called(event, switch))
            case Recorded(session_id=session_id):
                self._put(session_id, self._recorded(event, switch))
            case MessageTaken(session_id=session_id):
                self._put(session_id, self._message_taken(event, switch))

    def remember(
        self, switch: Switch, channel: str, session_id: int, leg_id: int
    ) -> None:
        """A channel whose id the switch has chosen belongs to this leg."""
        self._inbound[switch.name, channel] = (session_id, leg_id)

    def knows(self, switch: Switch, channel: str) -> bool:
        """Whether the caller has a session, or is about to have one."""
        place = switch.name, channel
        return place in self._inbound or self._lanes.has(place)

    async def idle(self) -> None:
        """Wait until every event that has come is dealt with."""
        await self._lanes.idle()

    async def close(self, timeout_s: float) -> None:
        await self._lanes.drain(timeout_s)

    @property
    def busy(self) -> int:
        return self._lanes.busy

    def _put(self, lane: Hashable, work: Coroutine[Any, Any, None]) -> None:
        alive = self._alive(self._seats.life, work)
        # what a lane does is done for whom it is put
        with for_session(lane) if isinstance(lane, int) else nullcontext():
            self._lanes.put(lane, alive)

    async def _alive(self, life: int, work: Coroutine[Any, Any, None]) -> None:
        """Who has been given up acts on nothing that he was told before."""
        try:
            if await self._seats.alive(life):
                await work
            else:
                log.warning("an event of a former life is left to others")
        finally:
            work.close()

    async def _happened(self, session_id: int, event: LegEvent, switch: Switch) -> None:
        match event:
            case PlaybackOver():
                self._control.performer.play_on(session_id, event)
            case LegEnded() if switch.dialler.goes_on(event):
                self._control.performer.dial_on(session_id, event, switch)
                return
            case LegEnded(leg_id=leg_id):
                is_anothers = switch.dialler.is_anothers(event)
                if is_anothers and await self._dial_on(session_id, event, switch):
                    return
                switch.dialler.ended(leg_id)
                switch.forget(f"leg-{session_id}-{leg_id}")
                switch.forget(f"early-{session_id}-{leg_id}")
            case KeyPressed(leg_id=leg_id, key=key):
                if await self._ran_option(session_id, leg_id, key):
                    return
        await self._control.happen(session_id, event)

    async def _dial_on(self, session_id: int, ended: LegEnded, switch: Switch) -> bool:
        """A leg that another node has dialled goes out by the next trunk."""
        session = await self._control.peek(session_id)
        leg = session.by_id(ended.leg_id) if session else None
        if session is None or leg is None or leg.dropped or not leg.live:
            return False
        if leg.kind != "pstn" or leg.ring_by is None:
            return False
        ring_s = max(1.0, leg.ring_by - self._control.now())
        listens = leg.channel.startswith("early")
        action = Originate(leg, ring_s, listens, session.trunk)
        if not switch.dialler.take_over(session_id, action, session.app):
            return False
        self._control.performer.dial_on(session_id, ended, switch)
        return True

    async def _ran_option(self, session_id: int, leg_id: int, key: str) -> bool:
        """The operator's key in a talk is an option where one is bound and open."""
        session = await self._control.peek(session_id)
        operator = session.leg(Role.OPERATOR) if session else None
        if session is None or operator is None or operator.id != leg_id:
            return False
        return await self.press(session, key)

    async def press(self, session: Session, key: str, user: str = "") -> bool:
        """Run the option on `key`; False when there is none or it is not open yet.

        What the option refuses is told to nobody (spec 3.3.12).
        """
        account = await self._find_account(session.account_id)
        option = find_option(account, key) if account else None
        now = self._control.now()
        if account is None or option is None or session.state is not State.TALK:
            return False
        if not options_open(session, now):
            return False
        try:
            await self._options.run(account, session, option, user)
        except ApiError as error:
            log.info("talk option %s: %s", option.mnemonic, error.mnemonic)
        return True

    async def _called(self, event: Inbound, switch: Switch) -> None:
        try:
            await switch.follow(event.channel, event.app)
            begun = await self._take_call(event, switch)
        except (AriError, SwitchDown) as error:
            log.warning("a call could not be taken: %s", error)
            return
        except Exception:  # nobody would ever answer it
            await switch.remove_channel(event.channel, "congestion")
            raise
        if begun is not None:
            self.remember(switch, event.channel, *begun)

    async def _of_channel(self, event: OfChannel, switch: Switch) -> None:
        """News of a contact who has called: by now his session is known."""
        found = self._inbound.get((switch.name, event.channel))
        if found is None:
            switch.forget(event.channel)
            return
        session_id, leg_id = found
        match event.kind:
            case "answered":
                await self._control.happen(session_id, LegAnswered(leg_id))
            case "leaving":
                await self._control.happen(session_id, LegLeaving(leg_id))
            case "ended":
                del self._inbound[switch.name, event.channel]
                switch.forget(event.channel)
                ended = LegEnded(leg_id, event.cause, event.sip)
                await self._control.happen(session_id, ended)
            case "key":
                pressed = KeyPressed(leg_id, event.key)
                await self._happened(session_id, pressed, switch)
            case "fax":
                over = FaxOver(leg_id, event.key == "received")
                await self._control.happen(session_id, over)

    async def _recorded(self, event: Recorded, switch: Switch) -> None:
        try:
            await self._keeper.keep(switch, event.session_id, event.name)
        except (AriError, SwitchDown, OSError) as error:
            self._not_kept(event.name, error)

    def _not_kept(self, name: str, error: Exception) -> None:
        """It stays there until we settle, which is soon when it is our disk."""
        log.warning("%s not kept: %s", name, error)
        self._control.failed(error)

    async def _message_taken(self, event: MessageTaken, switch: Switch) -> None:
        """The call goes on whether or not the file could be kept."""
        name, seconds = event.name, event.seconds
        try:
            await self._keeper.keep_message(switch, event.session_id, name, seconds)
        except (AriError, SwitchDown, OSError) as error:
            self._not_kept(name, error)
        session = await self._control.peek(event.session_id)
        contact = session.leg(Role.CONTACT) if session else None
        if contact is not None:
            over = MessageOver(contact.id, seconds)
            await self._control.happen(event.session_id, over)
