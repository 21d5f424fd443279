"""The carrier's trunk: all SIP between Asterisk and SIPp passes here, and is timed.

Passed on as it is. What the telephones say and hear needs the address that Asterisk
offers for the sound: it stands in the INVITE.
"""

import asyncio
import re
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import cast

from scripts.bench_sip.hearing import Hearing
from scripts.bench_sip.moments import Fact, Moments

HOST = "127.0.0.1"
CALLED = re.compile(rb"INVITE sip:([0-9]+)@")
CALL_ID = re.compile(rb"^Call-ID: *(\S+)\r$", re.M | re.I)
SOUND_PORT = re.compile(rb"^m=audio ([0-9]+) ", re.M)
ANSWER = re.compile(rb"^CSeq: *[0-9]+ INVITE\r$", re.M | re.I)


@dataclass(frozen=True, slots=True)
class Leg:
    number: str
    port: int  # where Asterisk wants its sound


class Trunk(asyncio.DatagramProtocol):
    def __init__(self, moments: Moments, hearing: Hearing) -> None:
        self._moments = moments
        self._hearing = hearing
        self._legs: dict[bytes, Leg] = {}  # by Call-ID
        self.asterisk_port = 0
        self.sipp_port = 0
        self.port = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.DatagramTransport, transport)
        self.port = transport.get_extra_info("sockname")[1]

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        now = time.monotonic()
        if addr[1] == self.asterisk_port:
            self._transport.sendto(data, (HOST, self.sipp_port))
            self._asked(data, now)
        else:
            self._transport.sendto(data, (HOST, self.asterisk_port))
            self._answered(data, now)

    def _asked(self, data: bytes, now: float) -> None:
        if data.startswith(b"INVITE"):
            called, port = CALLED.match(data), SOUND_PORT.search(data)
            if called and port:
                leg = Leg(called[1].decode(), int(port[1]))
                self._legs.setdefault(_call_id(data), leg)
        elif data.startswith((b"BYE", b"CANCEL")):
            leg_ended = self._legs.pop(_call_id(data), None)
            if leg_ended:
                self._hearing.end(leg_ended.number)
                self._moments.note(leg_ended.number, Fact.ENDS, now)

    def _answered(self, data: bytes, now: float) -> None:
        leg = self._legs.get(_call_id(data))
        if leg is None:
            return
        if data.startswith(b"SIP/2.0 180"):
            self._moments.note(leg.number, Fact.RINGS, now)
        elif data.startswith(b"SIP/2.0 200") and ANSWER.search(data):
            self._moments.note(leg.number, Fact.ANSWERS, now)
            self._hearing.begin(leg.number, leg.port)

    def close(self) -> None:
        self._transport.close()


def _call_id(data: bytes) -> bytes:
    found = CALL_ID.search(data)
    return found[1] if found else b""


@asynccontextmanager
async def open_trunk(moments: Moments, hearing: Hearing) -> AsyncIterator[Trunk]:
    """Its other ends are set when they are there."""
    loop = asyncio.get_running_loop()
    _, trunk = await loop.create_datagram_endpoint(
        lambda: Trunk(moments, hearing), (HOST, 0)
    )
    try:
        yield trunk
    finally:
        trunk.close()
