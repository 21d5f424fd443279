"""The dialler on the simulated network: what a leg does between two trunks."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from random import Random
from typing import Any

import pytest

from callapi.domain.actions import Originate
from callapi.domain.happening import LegEnded
from callapi.domain.session import Leg, Role
from callapi.simulator.server import Simulator
from callapi.store.trunks import Trunk
from callapi.switch.ari import Ari, AriError
from callapi.switch.dialler import Dialler
from callapi.switch.entries import Entries
from callapi.switch.events import ringing_leg
from callapi.switch.pace import Pace
from callapi.switch.trunks import Trunks
from tests.fakes import FakeClock, turn_loop

SESSION, LEG = 1000001, 7
NUMBER = "12025550143"
REFUSED = LegEnded(LEG, 34, 503)
PATIENCE_S = 30.0


class Line:
    """A dialler and what it hears of its one leg."""

    def __init__(self, simulator: Simulator, clock: FakeClock) -> None:
        self.simulator = simulator
        self.joined: list[int] = []
        self.connected = asyncio.Event()
        self.entries = Entries()
        self.ari = Ari(simulator.url, "callapi", "sesame", "callapi")
        self.trunks = Trunks(Random(7), "PJSIP/{number}@trunk")
        self.trunks.replace(
            [Trunk("main", "192.0.2.1"), Trunk("spare", "192.0.2.2", weight=0)]
        )
        self.dialler = Dialler(
            self.ari,
            Pace(clock, None, 1.0),
            self.entries,
            self.trunks,
            "PJSIP/{number}",
            self.join,
        )

    async def join(self, session_id: int, leg: Leg) -> None:
        self.joined.append(leg.id)

    def take(self, event: dict[str, Any]) -> None:
        if event["type"] == "StasisStart":
            self.entries.entered(event["channel"]["id"])
        leg_id = ringing_leg(event)
        if leg_id is not None:
            self.dialler.forget(leg_id)

    async def dial(self, kind: str = "pstn", *, listen: bool = False) -> None:
        kinds = "early" if listen else "leg"
        leg = Leg(
            id=LEG,
            role=Role.CONTACT,
            number=NUMBER,
            endpoint=NUMBER,
            kind=kind,
            caller="12025550100",
            started_at=0.0,
            channel=f"{kinds}-{SESSION}-{LEG}",
        )
        await self.dialler.dial(SESSION, Originate(leg, 60.0, listen))

    def way(self) -> str:
        """By which trunk the leg goes now."""
        [channel] = self.simulator.network.channels.values()
        return channel.dialled.partition("@")[2]


@asynccontextmanager
async def opened(simulator: Simulator, clock: FakeClock) -> AsyncIterator[Line]:
    line = Line(simulator, clock)
    await line.ari.open()
    listening = asyncio.create_task(
        line.ari.listen(line.take, line.connected.set, lambda: None)
    )
    async with asyncio.timeout(PATIENCE_S):
        await line.connected.wait()
    for name in ("main", "spare"):
        for kind, fields in (("aor", {"contact": "sip:x"}), ("endpoint", {})):
            path = f"asterisk/config/dynamic/res_pjsip/{kind}/trunk-{name}"
            listed = [{"attribute": k, "value": v} for k, v in fields.items()]
            await line.ari.put(path, {"fields": listed})
    yield line
    listening.cancel()
    await asyncio.gather(listening, return_exceptions=True)
    await line.ari.close()


@pytest.fixture
async def line(clock: FakeClock, tmp_path: Path) -> AsyncIterator[Line]:
    async with (
        Simulator(clock, password="sesame", spool=tmp_path) as simulator,
        opened(simulator, clock) as line,
    ):
        yield line


@pytest.mark.parametrize("listen", [True, False])
async def test_the_next_trunk_is_taken_when_the_id_is_free_again(
    line: Line, listen: bool
) -> None:
    line.simulator.break_trunk("trunk-main")
    await line.dial(listen=listen)
    assert line.simulator.live().is_nothing
    assert line.dialler.goes_on(REFUSED)
    line.simulator.refuse("/channels", 409, method="POST", times=3)
    line.simulator.phone(NUMBER).behave("by_hand")
    assert await line.dialler.go_on(LEG)
    assert line.way() == "trunk-spare"
    assert not line.dialler.goes_on(REFUSED)  # there is no third
    assert line.joined == ([LEG, LEG] if listen else [])


async def test_an_id_in_use_at_first_is_an_error(line: Line) -> None:
    line.simulator.refuse("/channels", 409, method="POST", times=1)
    with pytest.raises(AriError, match="409"):
        await line.dial()
    assert not line.dialler.goes_on(REFUSED)


async def test_an_id_that_stays_in_use_is_an_error(line: Line) -> None:
    line.simulator.break_trunk("trunk-main")
    await line.dial()
    line.simulator.refuse("/channels", 409, method="POST")
    with pytest.raises(AriError, match="409"):
        await line.dialler.go_on(LEG)


async def test_a_leg_that_is_given_up_goes_no_further(line: Line) -> None:
    line.simulator.break_trunk("trunk-main")
    await line.dial()
    line.dialler.forget(LEG)
    assert not line.dialler.goes_on(REFUSED)
    assert not await line.dialler.go_on(LEG)
    assert line.simulator.live().is_nothing


async def test_a_leg_that_rings_goes_no_further(line: Line) -> None:
    line.simulator.phone(NUMBER).behave("by_hand")
    await line.dial()
    async with asyncio.timeout(PATIENCE_S):
        while line.dialler.goes_on(REFUSED):
            await turn_loop()


async def test_a_line_has_but_one_way(line: Line) -> None:
    with pytest.raises(AriError, match="500"):
        await line.dial("sip")
    assert not line.dialler.goes_on(REFUSED)


@pytest.mark.parametrize(
    ("event", "leg_id"),
    [
        ({"type": "Dial", "dialstatus": "RINGING", "peer": {"id": "leg-1-2"}}, 2),
        ({"type": "Dial", "dialstatus": "PROGRESS", "peer": {"id": "early-1-2"}}, 2),
        ({"type": "ChannelStateChange", "channel": {"id": "leg-1-2"}}, 2),
        ({"type": "Dial", "dialstatus": "", "peer": {"id": "leg-1-2"}}, None),
        ({"type": "Dial", "dialstatus": "RINGING", "peer": {"id": "1.2"}}, None),
        ({"type": "StasisStart", "channel": {"id": "leg-1-2"}}, None),
    ],
)
def test_what_says_that_a_telephone_rings(
    event: dict[str, Any], leg_id: int | None
) -> None:
    assert ringing_leg(event) == leg_id
