"""HTTP as far as the load generator needs it."""

import asyncio
import re
from collections.abc import Callable, Iterator
from typing import cast

LENGTH = re.compile(rb"\r\ncontent-length: *([0-9]+)", re.IGNORECASE)
HEAD_END = b"\r\n\r\n"
OK = b"HTTP/1.1 200"
ERROR = b'"error":'
BEGINNING = 300  # bytes of the body in which an error object shows


def request_bytes(text: str, path: str) -> bytes:
    body = text.encode()
    head = (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n"
        "Content-Type: application/json; charset=UTF-8\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


class Connection(asyncio.Protocol):
    """One request at a time; tells when each is answered, and how it was refused."""

    def __init__(
        self,
        requests: Iterator[bytes],
        answered: Callable[["Connection", float, str], object],
    ) -> None:
        self._requests = requests
        self._answered = answered

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)  # a kin of it in uvloop

    def send(self, due: float) -> None:
        """The next of its requests."""
        self._due = due
        self._received = b""  # the head and the beginning of the body
        self._missing = -1  # bytes of the body; unknown before the head has come
        self._transport.write(next(self._requests))

    def data_received(self, data: bytes) -> None:
        if self._missing < 0:
            self._received += data
            self._missing = _missing(self._received)
        else:
            self._received += data[:BEGINNING]
            self._missing -= len(data)
        if self._missing == 0:
            self._answered(self, self._due, _refusal(self._received))


def _missing(received: bytes) -> int:
    head, end, body = received.partition(HEAD_END)
    length = LENGTH.search(head)
    if not end:
        return -1
    if length is None:
        raise ValueError(f"no Content-Length: {head!r}")
    return int(length[1]) - len(body)


def _refusal(received: bytes) -> str:
    """Empty if the request was served."""
    head, _, body = received.partition(HEAD_END)
    if head.startswith(OK) and ERROR not in body[:BEGINNING]:
        return ""
    return f"{head[:12].decode()} {body[:BEGINNING].decode('utf-8', 'replace')}"
