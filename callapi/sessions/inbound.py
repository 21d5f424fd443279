"""A contact calls a virtual number: its scenario runs, or the call is refused."""

from dataclasses import replace

from callapi.directory import blacklist, numbers, processing_rules, virtual_numbers
from callapi.directory.virtual_numbers import Owned
from callapi.domain.account import Account
from callapi.domain.session import Leg, Limits, Plan, Role, Route, Session, Sound
from callapi.domain.states import State
from callapi.domain.target import outside
from callapi.sessions.control import Control, Insert
from callapi.sessions.entry import let_in, refuse
from callapi.sessions.listener import FindAccount
from callapi.sessions.routes import Routes
from callapi.store import sessions
from callapi.store.pool import Pool
from callapi.switch.events import Inbound
from callapi.switch.switch import Switch


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
        """(session id, leg id); None: it is nobody's number, and nobody is told."""
        owned = await virtual_numbers.find_owner(self._pool, call.called)
        account = await self._find_account(owned.account_id) if owned else None
        if owned is None or account is None:
            await refuse(switch, call, "unallocated")
            return None
        route, why = None, await self._why_not(call, account, owned)
        if not why:
            route = await self._route(call, account, owned)
            why = "" if route is not None else "no_active_scenario"
        session = await self._session(call, switch, account, route)
        return await let_in(self._control, self._insert, session, account, why)

    async def _why_not(self, call: Inbound, account: Account, owned: Owned) -> str:
        """The first check that fails (Data API spec 2.9)."""
        if not account.is_active:
            return "app_is_inactive"
        if await blacklist.contains(self._pool, account.id, call.calling):
            return "numa_in_black_list"
        if not owned.is_active:
            return "numb_is_inactive"
        return ""

    async def _route(
        self, call: Inbound, account: Account, owned: Owned
    ) -> Route | None:
        scenario_id = await processing_rules.choose(
            self._pool, account, owned.id, call.calling, self._control.now()
        )
        if scenario_id is None:
            return None
        return await self._routes.of_scenario(account.id, scenario_id)

    async def _session(
        self, call: Inbound, switch: Switch, account: Account, route: Route | None
    ) -> Session:
        contact = await numbers.find_contact(self._pool, account.id, call.calling)
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
        return Session(
            id=await sessions.next_session_id(self._pool),
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
