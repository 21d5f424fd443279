"""Everything between a cause and the telephone network, built once and in order."""

import asyncio
import logging
import random
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, aclosing, asynccontextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from callapi.clock import Clock
from callapi.domain.happening import Happening
from callapi.domain.session import Limits, Session, Sound
from callapi.media.find import Media
from callapi.metrics import Metrics
from callapi.sessions.building import sound
from callapi.sessions.connection import Connection
from callapi.sessions.control import Control
from callapi.sessions.ears import Ears, Hear
from callapi.sessions.finding import Finder
from callapi.sessions.inbound import Reception
from callapi.sessions.keep import Keeper
from callapi.sessions.listener import FindAccount, Listener, TakeCall
from callapi.sessions.options import Options
from callapi.sessions.outgoing import Switchboard
from callapi.sessions.performing import FindThird
from callapi.sessions.recover import Recovery, end_orphans
from callapi.sessions.routes import Routes
from callapi.sessions.seats import Seats
from callapi.sessions.third_party import typed_number
from callapi.sessions.web import Client
from callapi.store import sessions
from callapi.store.lines import forget_other_switches
from callapi.store.listening import Listening
from callapi.store.outage import Outages
from callapi.store.pool import Pool
from callapi.switch.ari import Ari
from callapi.switch.events import Inbound
from callapi.switch.lines import Lines
from callapi.switch.pace import Pace
from callapi.switch.switch import Switch
from callapi.switch.switches import Switches
from callapi.switch.trunks import Trunks

log = logging.getLogger(__name__)

ORIGINATE_PATIENCE_S = 10.0
SYSTEM = ("dialing_music", "beep", "error_tone")
SWEEP_S = 1.0
LATE_S = 2.0  # a timer nobody has served for so long is everybody's
DRAIN_S = 3.0
FIRST_CONNECTION_S = 5.0


@dataclass(frozen=True, slots=True)
class Endpoints:
    """How numbers are dialled: templates with `{number}` in them."""

    sip: str
    trunk: str


@dataclass(frozen=True, slots=True)
class Calls:
    switches: Switches
    control: Control
    routes: Routes
    options: Options
    listener: Listener
    seats: Seats

    async def idle(self) -> None:
        """Wait until no event, step or request to the switch is under way."""
        while self.listener.busy or self.control.busy:
            await self.listener.idle()
            await self.control.idle()


@asynccontextmanager
async def open_calls(
    pool: Pool,
    media: Media,
    clock: Clock,
    aris: Sequence[tuple[str, Ari]],
    seats: Seats,
    *,
    database_url: str,
    endpoints: Endpoints,
    fax_dir: Path,
    recordings_dir: Path,
    originate_per_s: float | None,
    limits: Limits,
    find_account: FindAccount,
    allow_private_targets: bool,
    metrics: Metrics,
) -> AsyncIterator[Calls]:
    """Connected to the switches, by name, and settled with those that are there."""
    await asyncio.to_thread(fax_dir.mkdir, parents=True, exist_ok=True)
    how = (originate_per_s, endpoints, fax_dir, pool, clock)
    built = [(ari, *_switch(name, ari, *how)) for name, ari in aris]
    switches = Switches([it for _, it, _ in built])
    async with _seated(seats, built), AsyncExitStack() as stack:
        control = Control(pool, switches, seats, clock, metrics)
        performer, routes = control.performer, Routes(pool, media)
        music, prompt, error = [sound(await media.system(it)) for it in SYSTEM]
        options = Options(pool, control, routes, music, prompt)
        performer.find_third = _third_finder(pool, find_account, error)
        client = Client(clock, allow_private=allow_private_targets)
        await stack.enter_async_context(aclosing(client))
        finder = Finder(pool, find_account, media, clock, client, random.Random())
        performer.ask_abroad, performer.find_out = finder.ask, finder.find
        performer.note_answer = finder.note_answer
        keeper = Keeper(pool, recordings_dir, clock, metrics)
        take_call = _desks(pool, control, routes, find_account, limits, music)
        told = (options, find_account, take_call, keeper, seats)
        listener = Listener(pool, control, *told)
        hear = _hearing(pool, built, control, listener, keeper, seats, clock, metrics)
        ears = Ears(seats, [(ari, switch) for ari, switch, _ in built], hear)
        control.look_again = ears.settle_again
        all_lines = [lines for *_, lines in built]
        ears.came_first = partial(_write_anew, all_lines)
        if seats.is_alone:  # others may know of other switches
            await _forget_others(pool, control, switches)
        for part in (
            _connected(pool, clock, control, listener, ears),
            _listening(database_url, clock, all_lines, control),
        ):
            await stack.enter_async_context(part)
        yield Calls(switches, control, routes, options, listener, seats)


async def _forget_others(pool: Pool, control: Control, switches: Switches) -> None:
    """What was left on switches that are not in the settings any more."""
    await end_orphans(pool, control, switches)
    await forget_other_switches(pool, [switch.name for switch in switches])


def _hearing(
    pool: Pool,
    built: Sequence[tuple[Ari, Switch, Lines]],
    control: Control,
    listener: Listener,
    keeper: Keeper,
    seats: Seats,
    clock: Clock,
    metrics: Metrics,
) -> Hear:
    def hear(app: str, is_own: bool) -> list[Connection]:
        connections = []
        for ari, switch, lines in built:
            told = (pool, switch, control, listener, keeper, seats, app)
            heard = (switch, ari, listener, Recovery(*told), seats, app)
            own = lines if is_own else None
            connections.append(Connection(*heard, own, clock, metrics))
        return connections

    return hear


@asynccontextmanager
async def _seated(
    seats: Seats, built: Sequence[tuple[Ari, Switch, Lines]]
) -> AsyncIterator[None]:
    """One node among others; the first of them writes to the switches."""
    one_by_one = asyncio.Lock()
    await seats.open()
    try:
        for ari, switch, lines in built:
            ari.app = seats.app
            switch.hears = lambda app: app in seats.apps
            switch.is_shared = lambda: not seats.is_alone
            lines.writes, lines.turn = lambda: seats.is_first, one_by_one
        yield
    finally:
        await seats.close()


def _switch(
    name: str,
    ari: Ari,
    originate_per_s: float | None,
    endpoints: Endpoints,
    fax_dir: Path,
    pool: Pool,
    clock: Clock,
) -> tuple[Switch, Lines]:
    pace = Pace(clock, originate_per_s, ORIGINATE_PATIENCE_S)
    trunks = Trunks(random.Random(), endpoints.trunk)
    lines = Lines(name, pool, ari, trunks, clock)
    parts = (name, ari, pace, endpoints.sip, trunks, fax_dir)
    return Switch(*parts, lines.registered), lines


def _write_anew(all_lines: Sequence[Lines]) -> None:
    """Who wrote to the switches before us is gone."""
    for lines in all_lines:
        lines.connected()


def _third_finder(
    pool: Pool, find_account: FindAccount, error_tone: Sound
) -> FindThird:
    async def find_third(session: Session, digits: str) -> Happening | None:
        account = await find_account(session.account_id)
        if account is None:
            return None
        return await typed_number(pool, account, digits, error_tone)

    return find_third


def _desks(
    pool: Pool,
    control: Control,
    routes: Routes,
    find_account: FindAccount,
    limits: Limits,
    music: Sound,
) -> TakeCall:
    """Who takes a call: whether a contact calls or an employee decides the line."""
    reception = Reception(pool, control, routes, find_account, limits, music)
    switchboard = Switchboard(
        *(pool, control, find_account, limits, music),
        chance=random.Random(),  # picks a number to show, no secret
        at_number=reception.take,
    )

    async def take(call: Inbound, switch: Switch) -> tuple[int, int] | None:
        desk = switchboard if call.line else reception
        return await desk.take(call, switch)

    return take


@asynccontextmanager
async def _connected(
    pool: Pool,
    clock: Clock,
    control: Control,
    listener: Listener,
    ears: Ears,
) -> AsyncIterator[None]:
    """Events are taken and timers served; what is under way is finished afterwards."""
    sweeping = asyncio.create_task(_sweep(pool, control, clock))
    try:
        await ears.open(FIRST_CONNECTION_S)
        yield
    finally:
        sweeping.cancel()
        await asyncio.gather(sweeping, return_exceptions=True)
        await ears.leave()
        await ears.close()
        await listener.close(DRAIN_S)
        await control.close(DRAIN_S)
        await ears.close_requests()


@asynccontextmanager
async def _listening(
    database_url: str, clock: Clock, all_lines: Sequence[Lines], control: Control
) -> AsyncIterator[None]:
    """Changes of lines and trunks reach every switch, also those not heard of.

    So do numbers that become free reach all who wait for one. Whenever the database is
    back, sessions may have missed what has happened.
    """
    is_first = True

    def changed(_: str = "") -> None:
        for lines in all_lines:
            lines.changed()

    def freed(account_id: str) -> None:
        control.number_free(int(account_id))

    def heard_again() -> None:
        nonlocal is_first
        changed()
        if not is_first and control.look_again is not None:
            control.look_again()
        is_first = False

    channels: dict[str, Callable[[str], None]]
    channels = {"lines_changed": changed, "queues": freed}
    listening = Listening(database_url, clock, channels, heard_again, lambda: None)
    await listening.open()
    try:
        yield
    finally:
        await listening.close()


async def _sweep(pool: Pool, control: Control, clock: Clock) -> None:
    """Timers that their process has not served."""
    outages = Outages(log, "overdue sessions are not looked for")
    while True:
        await clock.sleep(SWEEP_S)
        try:
            now = clock.now()
            for session_id in await sessions.take_overdue(pool, now - LATE_S, now):
                control.wake(session_id)
            outages.passed()
        except Exception as failure:
            outages.failed(failure)
