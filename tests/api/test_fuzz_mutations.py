"""Good requests that are damaged, and raw bytes: no failure of ours, none in the log.

`make fuzz` makes many more of each, by seeds that it tells.
"""

import asyncio
import json
import logging
import re
from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.api.mutations import bodies, messages
from tests.api.people import Caller
from tests.api.test_fuzz_documents import DOCUMENTS, administrator, params_of
from tests.api.wire import PATIENCE_S, connected, post
from tests.api.world import World

FUZZ = settings(suppress_health_check=[*HealthCheck])  # a request is a large thing
JSON = "Content-Type: application/json"
OWN_FAULT = {500, 501, 502, 503, 504}
HEAD = re.compile(rb"HTTP/1\.[01] ([0-9]{3}) [^\r]*\r\n")
# in a reply: documents tell of this error too
INTERNAL_ERROR = re.compile(rb'"error":{[^{}]*"data":{"mnemonic":"internal_error"')


class Failures(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.told: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.told.append(logging.Formatter().format(record))


@pytest.fixture
def failures() -> Iterator[list[str]]:
    handler = Failures()
    logging.getLogger().addHandler(handler)
    yield handler.told
    logging.getLogger().removeHandler(handler)


@pytest.fixture(scope="module")
def callers() -> list[Caller]:
    return []


@pytest.fixture(autouse=True)
async def it_still_serves(world: World) -> AsyncIterator[None]:
    yield
    await world.ok("list.calls")


async def said(world: World, data: bytes) -> bytes:
    """All that is answered until the server has nothing to add."""
    async with connected(world.app.url) as line, asyncio.timeout(PATIENCE_S):
        line.send(data)
        line.stop_sending()
        try:
            return await line.reader.read()
        except ConnectionError:  # the rest of what we have sent was of no use
            return b""


def statuses(answer: bytes) -> list[int]:
    """Of the first answer; what follows it is its body, or answers further requests."""
    return [int(it[1]) for it in [HEAD.match(answer)] if it]


async def a_request(
    world: World, callers: list[Caller], data: st.DataObject
) -> tuple[str, dict[str, Any]]:
    """A good one, of any method, and where it belongs."""
    path = data.draw(st.sampled_from(list(DOCUMENTS)))
    document = DOCUMENTS[path]
    method = data.draw(st.sampled_from(document["methods"]))
    caller = callers[0] if callers else await administrator(world, callers)
    params = data.draw(params_of(document, method))
    if method["name"] != "login.user":
        params = {"access_token": caller.key, **params}
    return path, {
        "jsonrpc": "2.0",
        "id": "fuzz",
        "method": method["name"],
        "params": params,
    }


def is_ours(answer: bytes, failures: list[str]) -> None:
    """What no client may bring about."""
    assert not failures
    assert not OWN_FAULT & set(statuses(answer)), answer
    assert not INTERNAL_ERROR.search(answer), answer
    assert b"Traceback" not in answer


@FUZZ
@given(data=st.data())
async def test_damaged_json(
    world: World, callers: list[Caller], failures: list[str], data: st.DataObject
) -> None:
    path, envelope = await a_request(world, callers, data)
    body = data.draw(bodies(envelope))
    answer = await said(world, post(body, JSON, path=path))
    is_ours(answer, failures)
    assert statuses(answer) == [200]
    reply = json.loads(answer.partition(b"\r\n\r\n")[2])  # an id may be 1e999
    mnemonic = reply["error"]["data"]["mnemonic"] if "error" in reply else ""
    if mnemonic.startswith(("access_token", "forbidden", "account", "ip_not")):
        callers.clear()  # he has locked himself out


@FUZZ
@given(data=st.data())
async def test_damaged_http(
    world: World, callers: list[Caller], failures: list[str], data: st.DataObject
) -> None:
    _, envelope = await a_request(world, callers, data)
    body = json.dumps(envelope).encode()
    is_ours(await said(world, data.draw(messages(body))), failures)


@FUZZ
@given(st.binary(max_size=400))
@example(b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03")  # TLS begins so
@example(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")
@example(b"GET / HTTP/1.1\r\n" + b"A:b\r\n" * 1000 + b"\r\n")
@example(b"POST /v4.0 HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n" + b"f" * 300)
async def test_raw_bytes(world: World, failures: list[str], data: bytes) -> None:
    is_ours(await said(world, data), failures)
