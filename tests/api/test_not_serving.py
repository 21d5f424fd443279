"""The edge by itself: before the rest is there, and with clients that are too slow."""

import asyncio
import re
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path
from typing import Any, cast

import pytest

from callapi.edge.brake import AT_ONCE_S, Brake
from callapi.edge.cors import Cors
from callapi.edge.peer import Peers
from callapi.edge.refusal import Refusals
from callapi.edge.rpc import RpcEndpoint
from callapi.edge.server import Server, tls_context
from callapi.metrics import Metrics
from callapi.rpc.api import CALL_API
from callapi.rpc.pipeline import Pipeline
from callapi.rpc.reply import Replies
from callapi.rpc.versions import Release, Versions
from tests.api.wire import FRAME, Line, ask, connected, post
from tests.fakes import FakeClock, turn_loop

JSON = "Content-Type: application/json"
PEM = Path(__file__).with_name("tls.pem")
HANDSHAKE_S = 0.1


class Notes:
    """All that the edge asks of a pipeline before it has one."""

    def __init__(self) -> None:
        self.kinds: list[str] = []
        self.security_log = self
        self.metrics = Metrics()
        self.api = CALL_API

    def note(self, kind: str, *_: object) -> None:
        self.kinds.append(kind)


class Broken(Notes):
    """Whatever it is asked, it can not."""

    def note(self, kind: str, *_: object) -> None:
        raise RuntimeError(kind)


@asynccontextmanager
async def edge(notes: Notes, **more: Any) -> AsyncIterator[str]:
    async with opened(notes, **more) as server:
        yield url_of(server)


def url_of(server: Server) -> str:
    return f"http://127.0.0.1:{server.port}"


@asynccontextmanager
async def opened(
    notes: Notes,
    connections: int = 64,
    keepalive_s: float = 75.0,
    refusals_per_s: float = 0,
    clock: FakeClock | None = None,
    tls: ssl.SSLContext | None = None,
    **more: Any,
) -> AsyncIterator[Server]:
    clock, refusals = clock or FakeClock(), Refusals(Replies(CALL_API))
    brake, peers = Brake(clock, refusals_per_s), Peers()
    endpoint = RpcEndpoint(
        cast(Pipeline, notes),
        Versions([Release("v4.0", date(2017, 6, 1))], clock, CALL_API.is_deprecated),
        refusals,
        clock,
        brake,
        peers=peers,
        cors=Cors(),
        requires_tls=False,
        longest_body=1024,
        **more,
    )
    server = Server(
        [endpoint],
        brake=brake,
        peers=peers,
        keepalive_s=keepalive_s,
        connections=connections,
        tls=tls,
        handshake_s=HANDSHAKE_S,
    )
    await server.open("127.0.0.1", 0)
    try:
        yield server
    finally:
        await server.close()


async def test_before_it_serves_and_after_it_answers_503() -> None:
    notes = Notes()
    async with edge(notes) as url:
        answer = await ask(url, post(b"{", JSON))
        assert answer.status == 503
        assert answer.headers["retry-after"] == "5"
        assert answer.mnemonic == "internal_error"
        assert answer.json["error"]["code"] == -32603
        assert notes.kinds == []
        answer = await ask(url, post(b"{", "Content-Type: text/plain"))
        assert (answer.status, answer.json) == (415, FRAME)
        assert notes.kinds == ["http_415"]
    sample = notes.metrics.registry.get_sample_value
    for status in ("415", "503"):
        assert sample("callapi_http_refused_total", {"status": status}) == 1


@pytest.mark.parametrize(
    ("data", "status"),
    [
        (b"nonsense\r\n\r\n", 400),
        (b"POST /v4.0 HTTP/1.1\r\nHost x\r\n\r\n", 400),
        (b"OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n", 404),
        (b"CONNECT a.example:443 HTTP/1.1\r\nHost: x\r\n\r\n", 404),
    ],
)
async def test_what_is_no_request_at_all_is_noted_too(data: bytes, status: int) -> None:
    notes = Notes()
    async with edge(notes) as url:
        answer = await ask(url, data)
    assert (answer.status, answer.json) == (status, FRAME)
    assert re.fullmatch("[0-9a-f-]{36}", answer.headers["x-request-id"])
    assert notes.kinds == [f"http_{status}"]
    sample = notes.metrics.registry.get_sample_value
    assert sample("callapi_http_refused_total", {"status": str(status)}) == 1


async def test_a_body_that_does_not_come_is_not_waited_for() -> None:
    async with (
        edge(Notes(), body_within_s=0.01) as url,
        connected(url) as line,
    ):
        line.send(post(b"{", JSON, length=10))
        answer = await line.answer()
        assert (answer.status, answer.json) == (400, FRAME)
        assert answer.headers["connection"] == "close"


async def test_a_head_that_does_not_come_is_not_waited_for() -> None:
    async with edge(Notes(), keepalive_s=0.01) as url, connected(url) as line:
        line.send(b"POST /v4.0 HTTP/1.1\r\nX-Slow")
        assert await line.is_closed()


async def test_who_is_silent_makes_room_for_the_next() -> None:
    async with (
        edge(Notes(), connections=2) as url,
        connected(url) as first,
        connected(url) as second,
    ):
        assert await status(second) == 503  # here nothing is served, but it is answered
        assert await status(first) == 503
        async with connected(url) as third:
            assert await status(third) == 503
            assert await second.is_closed()  # it has been silent for longer
            assert await status(first) == 503


async def status(line: Line) -> int:
    line.send(post(b"{", JSON))
    return (await line.answer()).status


async def test_who_does_not_read_his_answers_makes_room_too() -> None:
    async with edge(Notes(), connections=1) as url, connected(url) as deaf:
        deaf.writer.transport.pause_reading()  # type: ignore[attr-defined]  # reads
        for _ in range(1000):
            deaf.send(post(b"{", JSON))
        await deaf.writer.drain()
        async with connected(url) as other:
            assert await status(other) == 503


async def test_who_asks_for_nothing_again_and_again_is_slowed() -> None:
    clock = FakeClock()
    nothing = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"
    async with (
        edge(Notes(), clock=clock, refusals_per_s=1) as url,
        connected(url) as line,
    ):
        for _ in range(int(AT_ONCE_S)):
            line.send(nothing)
            assert (await line.answer()).status == 404
        line.send(nothing)
        slowed = asyncio.create_task(line.answer())
        while not clock.due_times:
            await turn_loop()
        assert not slowed.done()
        await clock.advance(1)
        assert (await slowed).status == 404


async def test_who_is_silent_where_tls_is_spoken_is_not_waited_for() -> None:
    async with (
        opened(Notes(), tls=tls_context(PEM, PEM)) as server,
        connected(url_of(server)) as line,
    ):
        assert await line.reader.read() == b""


async def test_who_sends_no_http_again_and_again_is_slowed() -> None:
    """Until the server stops: nobody is waited for then."""
    clock, nonsense = FakeClock(), b"\x00\r\n\r\n"
    async with opened(Notes(), clock=clock, refusals_per_s=1) as server:
        url = url_of(server)
        for _ in range(int(AT_ONCE_S)):
            assert (await ask(url, nonsense)).status == 400
        slowed = asyncio.create_task(ask(url, nonsense))
        while not clock.due_times:
            await turn_loop()
        assert not slowed.done()
        await server.leave(0.0)
        assert (await slowed).status == 400


@pytest.mark.parametrize(
    "request_",
    [
        pytest.param(post(b"{", JSON), id="straight"),
        pytest.param(b"GET /v4.0/ HTTP/1.1\r\nHost: x\r\n\r\n", id="by the router"),
    ],
)
async def test_who_goes_on_asking_a_server_that_leaves_is_told_to_go(
    request_: bytes,
) -> None:
    async with opened(Notes()) as server, connected(url_of(server)) as line:
        line.send(request_)
        assert "connection" not in (await line.answer()).headers
        leaving = asyncio.create_task(server.leave(60.0))
        await asyncio.sleep(0)
        line.send(request_)
        assert (await line.answer()).headers["connection"] == "close"
        await leaving  # nobody is left


async def test_a_failure_of_the_edge_is_told_in_the_frame() -> None:
    async with edge(Broken()) as url:
        answer = await ask(url, b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        assert answer.status == 500
        assert answer.mnemonic == "internal_error"
        assert "x-request-id" in answer.headers


async def test_a_server_that_was_never_opened_can_be_closed() -> None:
    endpoint, brake = cast(RpcEndpoint, Unopened()), Brake(FakeClock(), 0)
    await Server([endpoint], brake=brake, peers=Peers()).close()


class Unopened:
    paths: tuple[str, ...] = ()

    async def answer(self, request: object) -> None: ...

    def refuse(self, request: object, status: int) -> None: ...
