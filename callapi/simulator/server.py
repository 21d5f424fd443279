"""Simulator: the server, and what tests in the same process hold on to.

async with Simulator(clock, password="...", spool=directory) as simulator:
    phone = simulator.phone("12025550143")
    ...                       # a client calls PJSIP/12025550143@trunk
    await phone.hears_source("leg", "0486173")
"""

from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from aiohttp import web

from callapi.clock import Clock
from callapi.simulator import inbound, registering
from callapi.simulator.gate import Fault, Faults, Gate
from callapi.simulator.http_bridges import BridgeRoutes
from callapi.simulator.http_channel_media import ChannelMediaRoutes
from callapi.simulator.http_channels import ChannelRoutes
from callapi.simulator.http_events import EventRoutes
from callapi.simulator.http_media import MediaRoutes
from callapi.simulator.http_phones import PhoneRoutes
from callapi.simulator.http_system import SystemRoutes
from callapi.simulator.network import Network
from callapi.simulator.phones import Phone, Phones

CLOSING_S = 1.0


@dataclass(frozen=True, slots=True)
class Live:
    """The ids of all that exists now."""

    channels: tuple[str, ...]
    bridges: tuple[str, ...]
    playbacks: tuple[str, ...]
    recordings: tuple[str, ...]

    @property
    def is_nothing(self) -> bool:
        return not (self.channels or self.bridges or self.playbacks or self.recordings)


class Simulator:
    def __init__(
        self,
        clock: Clock,
        *,
        password: str,
        spool: Path,
        username: str = "callapi",
        app: str = "callapi",
        host: str = "127.0.0.1",
        port: int = 0,
    ) -> None:
        """`app` is the application that inbound calls come into."""
        self.host = host
        self.port = port
        self.network = Network(clock, spool, app)
        self.phones = Phones(self.network)
        self.faults = Faults()
        self.gate = Gate(clock, self.faults, username, password)
        self.events = EventRoutes(self.network)
        self.runner: web.AppRunner | None = None

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.close()

    @property
    def url(self) -> str:
        """Without a path: ARI is under `/ari`, the phones under `/simulator`."""
        return f"http://{self.host}:{self.port}"

    async def start(self) -> None:
        """A port that was chosen for us is kept when started again."""
        application = web.Application(middlewares=[self.gate.pass_through])
        for routes in (
            self.events,
            ChannelRoutes(self.network, self.phones),
            ChannelMediaRoutes(self.network),
            BridgeRoutes(self.network),
            MediaRoutes(self.network),
            SystemRoutes(self.network, self.phones),
            PhoneRoutes(self.network, self.phones),
        ):
            application.add_routes(routes.routes())
        self.runner = web.AppRunner(
            application, access_log=None, shutdown_timeout=CLOSING_S
        )
        await self.runner.setup()
        site = web.TCPSite(self.runner, self.host, self.port)
        await site.start()
        self.port = self.runner.addresses[0][1]

    async def close(self) -> None:
        """Nobody can connect any more; calls that are up stay as they are."""
        if self.runner is not None:
            self.events.drop_all()
            await self.runner.cleanup()
            self.runner = None

    # ------------------------------------------------------------ phones

    def phone(self, number: str) -> Phone:
        return self.phones.find(number)

    async def call(
        self, caller: str, to: str, app: str | None = None, trunk: str = ""
    ) -> Phone:
        """A phone calls one of our numbers, or a line's phone any number."""
        phone = self.phones.find(caller)
        app = app or self.network.context_app
        inbound.call_in(self.network, phone, to, app, trunk)
        return phone

    def live(self) -> Live:
        network = self.network
        return Live(
            tuple(network.channels),
            tuple(network.bridges),
            tuple(network.playbacks),
            tuple(network.recordings),
        )

    # ------------------------------------------------------------ faults

    def silence_trunk(self, endpoint: str) -> None:
        """The carrier does not answer any more, and Asterisk has noticed."""
        self.network.silent_trunks.add(endpoint)
        registering.tell_lost(self.network, endpoint)

    def break_trunk(self, endpoint: str, sip_code: int = 503) -> None:
        """The carrier refuses every call at once."""
        self.network.refusing_trunks[endpoint] = sip_code

    def drop_sockets(self) -> None:
        """The event sockets break; calls go on, events are lost."""
        self.events.drop_all()

    def refuse(
        self,
        path_prefix: str,
        status: int,
        *,
        method: str = "",
        times: int | None = None,
    ) -> None:
        """Answer such requests (path without `/ari`) with this status."""
        self.faults.orders.append(Fault(path_prefix, method, status, times))

    def delay(self, seconds: float) -> None:
        """Every request to ARI takes that much longer, by the clock."""
        self.faults.latency_s = seconds

    def delay_entries(self, seconds: float) -> None:
        """`StasisStart` of a created leg comes that much after the answer.

        A client that does not wait for it is refused by Asterisk one time in ten.
        """
        self.network.entry_delay_s = seconds

    def delay_removals(self, seconds: float) -> None:
        """A removed endpoint stays listed that much longer.

        One that is written meanwhile is lost, as in Asterisk: it works, but is never
        listed, and nothing is told of it.
        """
        self.network.removal_delay_s = seconds

    def behave_again(self) -> None:
        self.faults.orders.clear()
        self.faults.latency_s = 0.0
        self.network.entry_delay_s = self.network.removal_delay_s = 0.0
        self.network.refusing_trunks.clear()
        while self.network.silent_trunks:
            registering.tell_reached(self.network, self.network.silent_trunks.pop())

    async def crash(self) -> None:
        """The process dies: sockets break, all calls are gone without an event."""
        await self.close()
        self.network.crash()

    async def restart(self) -> None:
        await self.crash()
        await self.start()
