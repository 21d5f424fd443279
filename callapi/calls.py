"""Everything between a cause and the telephone network, built once and in order."""

import asyncio
import logging
import random
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from callapi.clock import Clock
from callapi.domain.engine import Advance
from callapi.domain.happening import Happening
from callapi.domain.session import Limits, Session, Sound
from callapi.media.find import Media
from callapi.metrics import Metrics
from callapi.sessions.building import sound
from callapi.sessions.connection import Connection
from callapi.sessions.control import Control, FindThird
from callapi.sessions.finding import Finder
from callapi.sessions.inbound import Reception
from callapi.sessions.keep import Keeper
from callapi.sessions.listener import FindAccount, Listener, TakeCall
from callapi.sessions.options import Options
from callapi.sessions.outgoing import Switchboard
from callapi.sessions.recover import Recovery, end_orphans
from callapi.sessions.routes import Routes
from callapi.sessions.third_party import typed_number
from callapi.sessions.web import Client
from callapi.store import sessions
from callapi.store.lines import forget_other_switches
from callapi.store.listening import Listening
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
    built = []
    for name, ari in aris:
        pace = Pace(clock, originate_per_s, ORIGINATE_PATIENCE_S)
        built.append((ari, *_switch(name, ari, pace, endpoints, fax_dir, pool, clock)))
    switches = Switches([switch for _, switch, _ in built])
    control = Control(pool, switches, clock, metrics)
    routes = Routes(pool, media)
    system = ("dialing_music", "beep", "error_tone")
    music, prompt, error = [sound(await media.system(it)) for it in system]
    options = Options(pool, control, routes, music, prompt)
    control.find_third = _third_finder(pool, find_account, error)
    client = Client(clock, allow_private=allow_private_targets)
    finder = Finder(pool, find_account, media, clock, client, random.Random())
    control.ask_abroad, control.find_out = finder.ask, finder.find
    control.note_answer = finder.note_answer
    keeper = Keeper(pool, recordings_dir, clock, metrics)
    take_call = _desks(pool, control, routes, find_account, limits, music)
    listener = Listener(pool, control, options, find_account, take_call, keeper)
    connections = []
    for ari, switch, lines in built:
        recovery = Recovery(pool, switch, control, listener, keeper)
        parts = (switch, ari, listener, recovery, lines)
        connections.append(Connection(*parts, clock, metrics))
    control.look_again = partial(_settle_again, connections)
    await end_orphans(pool, control, switches)
    await forget_other_switches(pool, [switch.name for switch in switches])
    async with (
        _connected(pool, clock, control, listener, connections),
        _listening(database_url, clock, [lines for *_, lines in built], control),
        aclosing(client),
    ):
        yield Calls(switches, control, routes, options, listener)


def _switch(
    name: str,
    ari: Ari,
    pace: Pace,
    endpoints: Endpoints,
    fax_dir: Path,
    pool: Pool,
    clock: Clock,
) -> tuple[Switch, Lines]:
    trunks = Trunks(random.Random(), endpoints.trunk)
    lines = Lines(name, pool, ari, trunks, clock)
    parts = (name, ari, pace, endpoints.sip, trunks, fax_dir)
    return Switch(*parts, lines.registered), lines


def _settle_again(connections: Sequence[Connection]) -> None:
    for connection in connections:
        connection.settle_again()


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

    async def insert(session: Session, first: Advance, wake_at: float | None) -> None:
        await sessions.insert(pool, session, first.events, wake_at)

    reception = Reception(pool, control, routes, find_account, insert, limits, music)
    switchboard = Switchboard(
        *(pool, control, find_account, insert, limits, music),
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
    connections: Sequence[Connection],
) -> AsyncIterator[None]:
    """Events are taken and timers served; what is under way is finished afterwards."""
    sweeping = asyncio.create_task(_sweep(pool, control, clock))
    try:
        await asyncio.gather(*(it.open(FIRST_CONNECTION_S) for it in connections))
        yield
    finally:
        sweeping.cancel()
        await asyncio.gather(sweeping, return_exceptions=True)
        await asyncio.gather(*(it.close() for it in connections))
        await listener.close(DRAIN_S)
        await control.close(DRAIN_S)
        await asyncio.gather(*(it.close_requests() for it in connections))


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
    while True:
        await clock.sleep(SWEEP_S)
        try:
            for session_id in await sessions.find_overdue(pool, clock.now() - LATE_S):
                control.wake(session_id)
        except Exception:
            log.exception("overdue sessions could not be looked for")
