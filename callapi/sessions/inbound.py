"""A contact calls a virtual number: its scenario runs, or the call is refused."""

import logging
from dataclasses import replace

from callapi.directory import (
    blacklist,
    numbers,
    processing_rules,
    virtual_numbers,
)
from callapi.domain.account import Account
from callapi.domain.session import Leg, Limits, Plan, Role, Session, Sound
from callapi.domain.states import State
from callapi.domain.target import outside
from callapi.sessions.control import Control, Insert
from callapi.sessions.listener import FindAccount
from callapi.sessions.room import NoRoom
from callapi.sessions.routes import Routes
from callapi.store import sessions
from callapi.store.pool import Pool
from callapi.switch.events import Inbound
from callapi.switch.switch import Switch

log = logging.getLogger(__name__)


class Reception:
    """Takes calls that come in; `music` is what a waiting contact hears."""

    def __init__(
        self,
        pool: Pool,
        control: Control,
        routes: Routes,
        find_account: FindAccount,
        insert: Insert,
        limits: Limits,
        music: Sound,
    ) -> None:
        self._pool = pool
        self._control = control
        self._routes = routes
        self._find_account = find_account
        self._insert = insert
        self._limits = limits
        self._music = music

    async def take(self, call: Inbound, switch: Switch) -> tuple[int, int] | None:
        """(session id, leg id); None when the call was refused."""
        owned = await virtual_numbers.find_owner(self._pool, call.called)
        account = await self._find_account(owned.account_id) if owned else None
        if owned is None or account is None:
            await _refuse(switch, call, "unallocated")
            return None
        scenario_id = await processing_rules.choose(
            self._pool, account, owned.id, call.calling, self._control.now()
        )
        if not (account.is_active and owned.is_active) or scenario_id is None:
            await _refuse(switch, call, "congestion")
            return None
        if await blacklist.contains(self._pool, account.id, call.calling):
            await _refuse(switch, call, "rejected")
            return None
        return await self._begin(call, switch, account, scenario_id)

    async def _begin(
        self, call: Inbound, switch: Switch, account: Account, scenario_id: int
    ) -> tuple[int, int] | None:
        route = await self._routes.of_scenario(account.id, scenario_id, _anybody)
        if route is None:
            await _refuse(switch, call, "congestion")
            return None
        contact = await numbers.find_contact(self._pool, account.id, call.calling)
        session_id = await sessions.next_session_id(self._pool)
        leg = Leg(
            id=await self._control.leg_id(),
            role=Role.CONTACT,
            number=call.called,
            endpoint=call.calling,
            kind="pstn",
            caller=call.calling,
            started_at=self._control.now(),
            channel=call.channel,
            inbound=True,
        )
        session = Session(
            id=session_id,
            account_id=account.id,
            state=State.FIRST_ROUTING,
            direction="in",
            source="va",
            switch=switch.name,
            started_at=self._control.now(),
            virtual_number=call.called,
            contact=call.calling,
            plan=Plan(
                "inbound",
                contact or outside(call.calling),
                self._music,
                show_virtual_number=None,
            ),
            limits=replace(self._limits, post_call_s=float(account.post_call_s)),
            legs=(leg,),
            route=route,
        )
        try:
            async with self._control.room.entering(session, account):
                await self._control.begin(session, self._insert)
        except NoRoom:
            await _refuse(switch, call, "busy")
            return None
        return session_id, leg.id


async def _refuse(switch: Switch, call: Inbound, reason: str) -> None:
    log.info("an inbound call was refused: %s", reason)
    await switch.remove_channel(call.channel, reason)


def _anybody(_: object) -> bool:
    """The security rules are for calls of the API; nobody called by it here."""
    return True
