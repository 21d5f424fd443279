"""A carrier's exchange without a single telephone: it refuses calls, and counts them.

A customer registers with a password. Everybody may ask whether it is there.
"""

import asyncio
import hashlib
import re
import secrets
from typing import Self

COPIED = ("Via", "From", "To", "Call-ID", "CSeq", "Contact")
REALM = "exchange"
PATIENCE_S = 20.0


class Exchange(asyncio.DatagramProtocol):
    def __init__(self, password: str, refusal: int) -> None:
        self.password = password
        self.refusal = refusal
        self.nonce = secrets.token_hex(8)
        self.refused: set[str] = set()  # calls, by Call-ID
        self.registered: set[str] = set()
        self.changed = asyncio.Event()
        self.transport: asyncio.DatagramTransport

    @classmethod
    async def open(cls, host: str, *, password: str = "", refusal: int = 503) -> Self:
        """At a port of its own."""
        loop = asyncio.get_running_loop()
        transport, exchange = await loop.create_datagram_endpoint(
            lambda: cls(password, refusal), (host, 0)
        )
        exchange.transport = transport
        return exchange

    @property
    def port(self) -> int:
        return int(self.transport.get_extra_info("sockname")[1])

    def close(self) -> None:
        self.transport.close()

    async def has(self, *registered: str) -> None:
        """Just these come to be registered."""
        async with asyncio.timeout(PATIENCE_S):
            while self.registered != set(registered):
                self.changed.clear()
                await self.changed.wait()

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        message = data.decode()
        method = message.partition(" ")[0]
        if method == "INVITE":
            self.refused.add(header(message, "Call-ID"))
            self.answer(message, addr, self.refusal)
        elif method == "REGISTER":
            self.register(message, addr)
        elif method == "OPTIONS":
            self.answer(message, addr, 200)

    def register(self, message: str, addr: tuple[str, int]) -> None:
        user = re.search(r"sip:([^@]+)@", header(message, "To"))
        if user is None or not self.is_proven(message):
            challenge = f'Digest realm="{REALM}", nonce="{self.nonce}", algorithm=MD5'
            self.answer(message, addr, 401, f"WWW-Authenticate: {challenge}")
            return
        if header(message, "Expires") == "0":
            self.registered.discard(user[1])
        else:
            self.registered.add(user[1])
        self.changed.set()
        self.answer(message, addr, 200, "Expires: 300")

    def is_proven(self, message: str) -> bool:
        proof = dict(re.findall(r'(\w+)="(.*?)"', header(message, "Authorization")))
        if proof.get("nonce") != self.nonce:
            return False
        secret = digest(proof["username"], REALM, self.password)
        what = digest("REGISTER", proof["uri"])
        return digest(secret, self.nonce, what) == str(proof["response"])

    def answer(
        self, message: str, addr: tuple[str, int], status: int, *headers: str
    ) -> None:
        copied = [
            line
            for line in message.split("\r\n\r\n")[0].split("\r\n")[1:]
            if line.partition(":")[0] in COPIED
        ]
        lines = [f"SIP/2.0 {status} -", *copied, *headers, "Content-Length: 0"]
        text = "\r\n".join(lines) + "\r\n\r\n"
        self.transport.sendto(text.encode(), addr)


def header(message: str, name: str) -> str:
    found = re.search(rf"^{name}: (.*?)\r$", message, re.M)
    return found[1] if found else ""


def digest(*parts: str) -> str:
    return hashlib.md5(":".join(parts).encode()).hexdigest()
