"""HTTP byte by byte: what no decent client library lets a test send."""

import asyncio
import contextlib
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import orjson

PATIENCE_S = 30.0

FRAME = {
    "jsonrpc": "2.0",
    "id": None,
    "error": {
        "code": -32600,
        "message": "Invalid Request The JSON sent is not a valid Request object",
        "data": {
            "mnemonic": "invalid_request",
            "field": None,
            "value": None,
            "params": {},
            "extended_helper": None,
        },
    },
}


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return orjson.loads(self.body)

    @property
    def mnemonic(self) -> str:
        return str(self.json["error"]["data"]["mnemonic"])


class Line:
    """A connection to the server."""

    def __init__(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        self.reader = reader
        self.writer = writer

    def send(self, data: bytes) -> None:
        self.writer.write(data)

    def stop_sending(self) -> None:
        self.writer.write_eof()

    async def answer(self) -> Answer:
        async with asyncio.timeout(PATIENCE_S):
            head = (await self.reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            first, *lines = head.strip().split("\r\n")
            headers = {
                name.lower(): value.strip()
                for name, _, value in (line.partition(":") for line in lines)
            }
            length = int(headers.get("content-length", "0"))
            body = await self.reader.readexactly(length)
        return Answer(int(first.split(" ")[1]), headers, body)

    async def is_closed(self) -> bool:
        async with asyncio.timeout(PATIENCE_S):
            return await self.reader.read(1) == b""


@asynccontextmanager
async def connected(url: str, tls: ssl.SSLContext | None = None) -> AsyncIterator[Line]:
    parts = urlsplit(url)
    reader, writer = await asyncio.open_connection(parts.hostname, parts.port, ssl=tls)
    try:
        yield Line(reader, writer)
    finally:
        writer.close()
        with contextlib.suppress(OSError):
            await writer.wait_closed()


async def ask(url: str, data: bytes, tls: ssl.SSLContext | None = None) -> Answer:
    """One request on a connection of its own."""
    async with connected(url, tls) as line:
        line.send(data)
        return await line.answer()


def post(
    body: bytes, *lines: str, path: str = "/v4.0", length: int | None = None
) -> bytes:
    """The documented request; `lines` are headers, Content-Type among them."""
    size = len(body) if length is None else length
    head = "\r\n".join([f"POST {path} HTTP/1.1", "Host: callapi.example.com", *lines])
    return f"{head}\r\nContent-Length: {size}\r\n\r\n".encode("latin-1") + body


def request(token: str, method: str = "list.talk_options", **params: Any) -> bytes:
    return orjson.dumps(
        {
            "jsonrpc": "2.0",
            "id": "req1",
            "method": method,
            "params": {"access_token": token, **params},
        }
    )
