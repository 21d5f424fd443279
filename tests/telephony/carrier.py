"""The carrier behind the trunk: it brings each call to the phone that is meant.

A softphone process holds few calls, so outside numbers live in several of them, while
Asterisk knows one address of the carrier. What it sends there is passed on as it is,
by the number in its first line, and what comes back goes back. Once a call stands,
both ends talk past us, as their Contact headers say.
"""

import asyncio
import re
from typing import Self

HOST = "127.0.0.1"
CALL_ID = re.compile(rb"^Call-ID: (.*?)\r$", re.M)
CALLED = re.compile(rb"[A-Z]+ sip:([^@;> ]+)@")


class Carrier(asyncio.DatagramProtocol):
    def __init__(self, asterisk_port: int) -> None:
        self.asterisk_port = asterisk_port
        self.ports: dict[str, int] = {}  # number -> port of its softphone
        self.nobody = 0  # the softphone that says so
        self.transport: asyncio.DatagramTransport | None = None
        self.carried: set[bytes] = set()  # calls to the outside, by Call-ID

    @classmethod
    async def open(cls, port: int, asterisk_port: int, host: str = HOST) -> Self:
        loop = asyncio.get_running_loop()
        transport, carrier = await loop.create_datagram_endpoint(
            lambda: cls(asterisk_port), (host, port)
        )
        carrier.transport = transport
        return carrier

    @property
    def port(self) -> int:
        assert self.transport
        return int(self.transport.get_extra_info("sockname")[1])

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        assert self.transport
        port = self.asterisk_port
        if addr[1] == self.asterisk_port:
            called = CALLED.match(data)
            if data.startswith(b"INVITE"):
                self.carried.update(CALL_ID.findall(data))
            number = called[1].decode() if called else ""
            port = self.ports.get(number, self.nobody)
        self.transport.sendto(data, (HOST, port))

    def close(self) -> None:
        if self.transport:
            self.transport.close()
