"""An employee calls from his own line: somebody outside or a colleague.

Whose line it is the switch says, where the telephone has proved that it knows the
password; the number that it claims to have counts for nothing.
"""

import random
from dataclasses import replace

from callapi.directory.calling_lines import CallingLine, find_line
from callapi.directory.virtual_numbers import choose, is_own
from callapi.domain.account import Account, Component
from callapi.domain.session import Leg, Limits, Plan, Role, Session, Sound
from callapi.domain.states import State
from callapi.sessions.control import Control
from callapi.sessions.dialled import Dialled, find_dialled
from callapi.sessions.entry import let_in, refuse
from callapi.sessions.listener import FindAccount, TakeCall
from callapi.sessions.routes import direct
from callapi.store import sessions
from callapi.store.pool import Pool
from callapi.switch.events import Inbound
from callapi.switch.switch import Switch


class Switchboard:
    """Takes the calls of employees; `music` is what a contact on hold hears."""

    def __init__(
        self,
        pool: Pool,
        control: Control,
        find_account: FindAccount,
        limits: Limits,
        music: Sound,
        chance: random.Random,
        at_number: TakeCall,
    ) -> None:
        """`at_number` takes a call to a virtual number of the line's own account."""
        self._pool = pool
        self._control = control
        self._find_account = find_account
        self._limits = limits
        self._music = music
        self._chance = chance
        self._at_number = at_number

    async def take(self, call: Inbound, switch: Switch) -> tuple[int, int] | None:
        """(session id, leg id); None: the line is nobody's, and nobody is told."""
        line = await find_line(self._pool, call.line)
        account = await self._find_account(line.account_id) if line else None
        if line is None or account is None:
            await refuse(switch, call, "rejected")
            return None
        if await is_own(self._pool, account.id, call.called):
            return await self._at_number(replace(call, calling=line.number), switch)
        return await self._take(call, switch, line, account)

    async def _take(
        self, call: Inbound, switch: Switch, line: CallingLine, account: Account
    ) -> tuple[int, int]:
        now = self._control.now()
        dialled = await find_dialled(self._pool, account, line, call.called, now)
        session = await self._session(call, switch, line, account, dialled)
        told = (session, account, dialled.why_not, line.number)
        return await let_in(self._control, self._pool, *told)

    async def _session(
        self,
        call: Inbound,
        switch: Switch,
        line: CallingLine,
        account: Account,
        dialled: Dialled,
    ) -> Session:
        leg = Leg(
            id=await self._control.leg_id(),
            role=Role.OPERATOR,
            number=call.called,
            endpoint=line.number,
            kind="sip",
            caller=line.number,
            started_at=self._control.now(),
            channel=call.channel,
            inbound=True,
            employee_id=line.employee_id,
            employee_name=line.employee_name,
            recording=line.recording,
        )
        return Session(
            id=await sessions.next_session_id(self._pool),
            account_id=account.id,
            state=State.CALLING_OUT,
            direction="out",
            source="sip",
            switch=switch.name,
            app=call.app,
            started_at=self._control.now(),
            virtual_number=await self._shown(line, account, dialled),
            contact=call.called,
            plan=Plan("outgoing", dialled.contact, self._music),
            limits=replace(self._limits, post_call_s=float(account.post_call_s)),
            legs=(leg,),
            route=direct(dialled.targets),
        )

    async def _shown(
        self, line: CallingLine, account: Account, dialled: Dialled
    ) -> str:
        """The line's own number, or another by its rule (Call API spec 3.0.4)."""
        own, rule = line.virtual_number, line.number_rule
        may_choose = Component.AUTOMATIC_NUMBER_MANAGEMENT in account.components
        if own is None or dialled.why_not or dialled.contact.is_internal:
            return own or ""
        if rule == "fixed" or not may_choose:
            return own
        contact = dialled.contact.dial
        chosen = await choose(
            *(self._pool, account.id, rule, own, None, contact),
            chance=self._chance,
        )
        return chosen.number if chosen else own
