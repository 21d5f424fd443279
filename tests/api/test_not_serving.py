"""The edge by itself: before the rest is there, and with clients that are too slow."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from typing import Any, cast

import pytest

from callapi.edge.cors import Cors
from callapi.edge.peer import Peers
from callapi.edge.refusal import Refusals
from callapi.edge.rpc import RpcEndpoint
from callapi.edge.server import Server
from callapi.metrics import Metrics
from callapi.rpc.api import CALL_API
from callapi.rpc.pipeline import Pipeline
from callapi.rpc.reply import Replies
from callapi.rpc.versions import Release, Versions
from tests.api.wire import FRAME, ask, connected, post
from tests.fakes import FakeClock

JSON = "Content-Type: application/json"


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
async def opened(notes: Notes, **more: Any) -> AsyncIterator[Server]:
    clock, refusals = FakeClock(), Refusals(Replies(CALL_API))
    endpoint = RpcEndpoint(
        cast(Pipeline, notes),
        Versions([Release("v4.0", date(2017, 6, 1))], clock, CALL_API.is_deprecated),
        refusals,
        clock,
        peers=Peers(),
        cors=Cors(),
        requires_tls=False,
        longest_body=1024,
        **more,
    )
    server = Server([endpoint])
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
    await Server([cast(RpcEndpoint, Unopened())]).close()


class Unopened:
    paths: tuple[str, ...] = ()

    async def answer(self, request: object) -> None: ...

    def refuse(self, request: object, status: int) -> None: ...
