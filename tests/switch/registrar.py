"""What a SIP phone says to register, and nothing else: a REGISTER with a digest."""

import asyncio
import hashlib
import re
import secrets
from typing import Self

HOST = "127.0.0.1"
PATIENCE_S = 30.0
UNAUTHORIZED = 401


class Telephone(asyncio.DatagramProtocol):
    """One place of a phone: registering again from here is a renewal."""

    def __init__(self, asterisk_port: int) -> None:
        self.asterisk_port = asterisk_port
        self.answers: asyncio.Queue[str] = asyncio.Queue()
        self.call_id = secrets.token_hex(8)
        self.sequence = 0
        self.transport: asyncio.DatagramTransport

    @classmethod
    async def open(cls, asterisk_port: int) -> Self:
        loop = asyncio.get_running_loop()
        transport, phone = await loop.create_datagram_endpoint(
            lambda: cls(asterisk_port), (HOST, 0)
        )
        phone.transport = transport
        return phone

    def close(self) -> None:
        self.transport.close()

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        text = data.decode()
        if text.startswith("SIP/2.0"):  # a call would begin otherwise
            self.answers.put_nowait(text)

    async def register(self, number: str, password: str, expires_s: int = 300) -> int:
        """The last SIP status; `expires_s` 0 unregisters."""
        answer = await self.ask(number, expires_s)
        if status(answer) == UNAUTHORIZED:
            proof = self.proof(answer, number, password)
            answer = await self.ask(number, expires_s, proof)
        return status(answer)

    async def ask(self, number: str, expires_s: int, *headers: str) -> str:
        self.sequence += 1
        port = self.transport.get_extra_info("sockname")[1]
        lines = (
            f"REGISTER {self.registrar} SIP/2.0",
            f"Via: SIP/2.0/UDP {HOST}:{port};branch=z9hG4bK{secrets.token_hex(8)}",
            "Max-Forwards: 70",
            f"From: <sip:{number}@{HOST}>;tag={self.call_id}",
            f"To: <sip:{number}@{HOST}>",
            f"Call-ID: {self.call_id}",
            f"CSeq: {self.sequence} REGISTER",
            f"Contact: <sip:{number}@{HOST}:{port}>",
            f"Expires: {expires_s}",
            *headers,
            "Content-Length: 0",
        )
        message = "\r\n".join(lines) + "\r\n\r\n"
        self.transport.sendto(message.encode(), (HOST, self.asterisk_port))
        async with asyncio.timeout(PATIENCE_S):
            while True:
                answer = await self.answers.get()
                if f"CSeq: {self.sequence} " in answer:
                    return answer

    @property
    def registrar(self) -> str:
        return f"sip:{HOST}:{self.asterisk_port}"

    def proof(self, challenge: str, number: str, password: str) -> str:
        asked = dict(re.findall(r'(realm|nonce|opaque)="(.*?)"', challenge))
        mine = {"nc": "00000001", "cnonce": secrets.token_hex(8)}
        secret = digest(number, asked["realm"], password)
        what = digest("REGISTER", self.registrar)
        response = digest(
            secret, asked["nonce"], mine["nc"], mine["cnonce"], "auth", what
        )
        quoted = {
            "username": number,
            **asked,
            "uri": self.registrar,
            "cnonce": mine["cnonce"],
            "response": response,
        }
        listed = ", ".join(f'{name}="{value}"' for name, value in quoted.items())
        return f"Authorization: Digest {listed}, qop=auth, nc={mine['nc']}"


def digest(*parts: str) -> str:
    return hashlib.md5(":".join(parts).encode()).hexdigest()


def status(answer: str) -> int:
    return int(answer.split(" ", 2)[1])
