"""HTTP as spec section 1 has it, over real sockets."""

import re
from typing import Any

import pytest

from tests.api.wire import FRAME, Line, ask, connected, post, request
from tests.api.world import World
from tests.fakes import turn_loop

JSON = "Content-Type: application/json; charset=UTF-8"
LONGEST = 1_048_576


def good(world: World, *lines: str, **more: Any) -> bytes:
    return post(request(world.keys.own), *(lines or (JSON,)), **more)


async def test_the_documented_request_is_answered(world: World) -> None:
    answer = await ask(world.app.url, good(world))
    assert answer.status == 200
    assert answer.json["id"] == "req1"
    assert "data" in answer.json["result"]
    assert answer.headers["content-type"] == "application/json; charset=UTF-8"
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["content-length"] == str(len(answer.body))
    assert re.fullmatch("[0-9a-f-]{36}", answer.headers["x-request-id"])
    assert answer.headers["server"] == "callapi"
    assert "content-encoding" not in answer.headers
    assert "access-control-allow-origin" not in answer.headers


@pytest.mark.parametrize(
    "lines",
    [
        ("X-Nothing: 1",),
        ("Content-Type: application/json",),
        ("content-type: APPLICATION/JSON; charset=utf8",),
        ('Content-Type: application/json; charset="utf-8"; v=1',),
        (JSON, "Accept: text/html"),
        (JSON, "Authorization: Bearer nonsense"),
        (JSON, "Accept-Encoding: gzip"),
        (JSON, "Content-Encoding: identity"),
        (JSON, "Content-Encoding: IDENTITY"),
        (JSON, "Expect: 200-maybe"),
    ],
)
async def test_what_real_clients_send_is_accepted(
    world: World, lines: tuple[str, ...]
) -> None:
    answer = await ask(world.app.url, good(world, *lines))
    assert answer.status == 200
    assert "result" in answer.json
    assert "content-encoding" not in answer.headers


@pytest.mark.parametrize("path", ["/v4.0/", "/v4.0?x=1", "/v4.0/?a=b&c"])
async def test_a_slash_and_a_query_do_not_matter(world: World, path: str) -> None:
    assert (await ask(world.app.url, good(world, path=path))).status == 200


async def test_a_byte_order_mark_does_not_matter(world: World) -> None:
    body = b"\xef\xbb\xbf" + request(world.keys.own)
    assert "result" in (await ask(world.app.url, post(body, JSON))).json


async def test_chunks_are_put_together(world: World) -> None:
    body = request(world.keys.own)
    chunks = b"".join(b"%x\r\n%b\r\n" % (1, body[n : n + 1]) for n in range(len(body)))
    head = b"POST /v4.0 HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
    assert "result" in (await ask(world.app.url, head + chunks + b"0\r\n\r\n")).json


async def test_one_connection_carries_many_requests(world: World) -> None:
    async with connected(world.app.url) as line:
        for _ in range(3):
            line.send(good(world))
            assert (await line.answer()).status == 200
        line.send(good(world) * 3)
        for _ in range(3):
            assert (await line.answer()).status == 200


async def test_a_client_may_ask_before_it_sends(world: World) -> None:
    body = request(world.keys.own)
    async with connected(world.app.url) as line:
        line.send(post(b"", JSON, "Expect: 100-continue", length=len(body)))
        assert (
            await line.reader.readuntil(b"\r\n\r\n") == b"HTTP/1.1 100 Continue\r\n\r\n"
        )
        line.send(body)
        assert (await line.answer()).status == 200


async def test_an_old_client_is_not_told_to_go_on(world: World) -> None:
    data = good(world, JSON, "Expect: 100-continue").replace(b"HTTP/1.1", b"HTTP/1.0")
    assert (await ask(world.app.url, data)).status == 200


def refused(status: int, data: bytes, name: str) -> Any:
    return pytest.param(status, data, id=name)


REFUSED = [
    refused(404, b"POST / HTTP/1.1\r\nHost: x\r\n\r\n", "root"),
    refused(404, b"POST /v4 HTTP/1.1\r\nHost: x\r\n\r\n", "no minor"),
    refused(404, b"POST /4.0 HTTP/1.1\r\nHost: x\r\n\r\n", "no v"),
    refused(404, b"POST /v9.9 HTTP/1.1\r\nHost: x\r\n\r\n", "not served"),
    refused(404, b"POST /v4.0/calls HTTP/1.1\r\nHost: x\r\n\r\n", "deeper"),
    refused(404, b"POST /v4.0// HTTP/1.1\r\nHost: x\r\n\r\n", "two slashes"),
    refused(404, b"GET /v4 HTTP/1.1\r\nHost: x\r\n\r\n", "path before method"),
    refused(404, b"OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n", "no path"),
    refused(405, b"GET /v4.0 HTTP/1.1\r\nHost: x\r\n\r\n", "get"),
    refused(405, b"PUT /v4.0 HTTP/1.1\r\nHost: x\r\n\r\n", "put"),
    refused(405, b"OPTIONS /v4.0 HTTP/1.1\r\nHost: x\r\n\r\n", "options"),
    refused(
        405,
        b"OPTIONS /v4.0 HTTP/1.1\r\nHost: x\r\nOrigin: https://a.example\r\n"
        b"Access-Control-Request-Method: POST\r\n\r\n",
        "preflight",
    ),
    refused(
        405,
        b"DELETE /v4.0 HTTP/1.1\r\nHost: x\r\nContent-Encoding: gzip\r\n\r\n",
        "method before encoding",
    ),
    refused(415, post(b"{}", "Content-Encoding: gzip", JSON), "gzip"),
    refused(415, post(b"{}", "Content-Encoding: br"), "brotli"),
    refused(
        415,
        post(b"{}", "Content-Encoding: identity", "Content-Encoding: gzip"),
        "two encodings",
    ),
    refused(415, post(b"{}", "Content-Type: text/plain"), "text"),
    refused(415, post(b"{}", "Content-Type: "), "empty type"),
    refused(
        415,
        post(b"", "Content-Type: text/plain", length=LONGEST + 1),
        "type before size",
    ),
    refused(413, post(b"", JSON, length=LONGEST + 1), "long by header"),
    refused(
        413,
        post(b"", "Content-Type: application/json; charset=x", length=LONGEST + 1),
        "size before charset",
    ),
    refused(400, b"nonsense\r\n\r\n", "no http"),
    refused(400, b"POST /v4.0 HTTP/1.1\r\nHost x\r\n\r\n", "header without colon"),
    refused(400, b"POST /v4.0 HTTP/1.1\r\nContent-Length: x\r\n\r\n", "no length"),
    refused(400, b"POST /v4.0 HTTP/9.9\r\nHost: x\r\n\r\n", "no such http"),
    refused(
        400,
        b"POST /v4.0 HTTP/1.1\r\nHost: x\r\nX: " + b"y" * 20_000 + b"\r\n\r\n",
        "long header",
    ),
    refused(
        400,
        b"POST /v4.0 HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n"
        b"Content-Length: 5\r\n\r\n",
        "two lengths",
    ),
]


@pytest.mark.parametrize(("status", "data"), REFUSED)
async def test_what_never_reaches_json_rpc_has_its_status(
    world: World, status: int, data: bytes
) -> None:
    async with connected(world.app.url) as line:
        line.send(data)
        answer = await line.answer()
        assert answer.status == status
        assert answer.json == FRAME
        assert answer.headers["content-type"] == "application/json; charset=UTF-8"
        assert answer.headers["server"] == "callapi"
        assert answer.headers.get("allow") == ("POST" if status == 405 else None)
        if status in (400, 413):
            assert answer.headers["connection"] == "close"
            line.stop_sending()
            assert await line.is_closed()


async def test_head_gets_no_body(world: World) -> None:
    async with connected(world.app.url) as line:
        line.send(b"HEAD /v4.0 HTTP/1.1\r\nHost: x\r\n\r\n")
        head = await line.reader.readuntil(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 405 ")


async def test_the_longest_body_is_read(world: World) -> None:
    body = request(world.keys.own).ljust(LONGEST)
    assert (await ask(world.app.url, post(body, JSON))).status == 200


async def test_a_body_that_grows_too_long_is_refused(world: World) -> None:
    async with connected(world.app.url) as line:
        line.send(
            b"POST /v4.0 HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
        )
        line.send(b"%x\r\n%b\r\n" % (LONGEST + 1, b" " * (LONGEST + 1)))
        answer = await line.answer()
        assert (answer.status, answer.json) == (413, FRAME)
        assert answer.headers["connection"] == "close"


CUT_SHORT = [
    post(b'{"jsonrpc"', JSON, length=100),
    b"POST /v4.0 HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab",
]


@pytest.mark.parametrize("data", CUT_SHORT)
@pytest.mark.parametrize("at_once", [True, False])
async def test_a_body_that_ends_early_is_refused(
    world: World, data: bytes, at_once: bool
) -> None:
    async with connected(world.app.url) as line:
        line.send(data)
        if not at_once:
            await settled(line)
        line.stop_sending()
        answer = await line.answer()
        assert (answer.status, answer.json) == (400, FRAME)
        assert answer.headers["connection"] == "close"
        assert await line.is_closed()


async def settled(line: Line) -> None:
    """What was sent has arrived and is being read."""
    await line.writer.drain()
    await turn_loop(100)


@pytest.mark.parametrize("at_once", [True, False])
async def test_who_stops_sending_is_still_answered(world: World, at_once: bool) -> None:
    async with connected(world.app.url) as line:
        line.send(good(world))
        if not at_once:
            await settled(line)
        line.stop_sending()
        assert (await line.answer()).status == 200
        assert await line.is_closed()


async def test_a_connection_without_a_request_just_ends(world: World) -> None:
    async with connected(world.app.url) as line:
        line.stop_sending()
        assert await line.is_closed()


async def test_a_broken_chunk_is_refused(world: World) -> None:
    async with connected(world.app.url) as line:
        line.send(
            b"POST /v4.0 HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
        )
        await settled(line)
        line.send(b"zz\r\n")
        answer = await line.answer()
        assert (answer.status, answer.json) == (400, FRAME)


@pytest.mark.parametrize(
    ("body", "id_"),
    [
        (b'{"jsonrpc":"2.0","id":"req1"}', "req1"),
        (b"\xef\xbb\xbf" + b'{"id":7}', 7),
        (b'{"id":"req1","x":"\xff"}', None),
        (b"nonsense", None),
        (b"[]", None),
    ],
)
async def test_another_charset_is_told_with_status_200(
    world: World, body: bytes, id_: object
) -> None:
    header = "Content-Type: application/json; charset=windows-1251"
    answer = await ask(world.app.url, post(body, header))
    assert (answer.status, answer.mnemonic) == (200, "character_encoding_not_allowed")
    assert answer.json["id"] == id_
    assert answer.json["error"]["data"]["field"] is None
    assert "metadata" not in answer.json["error"]["data"]


@pytest.mark.parametrize(
    ("body", "mnemonic"),
    [
        (b"", "parse_error"),
        (b"{", "parse_error"),
        (b'{"a":NaN}', "parse_error"),
        (b"\xff", "parse_error"),
        (b"[]", "batch_opreations_not_supported"),
        (b"{}", "invalid_request"),
        (b'{"jsonrpc":"2.0","method":"x"}', "notifications_not_supported"),
        (
            b'{"jsonrpc":"2.0","id":1,"method":"x","params":{}}',
            "method_not_found",
        ),
        (
            b'{"jsonrpc":"2.0","id":1,"method":"start_employee_call","params":{}}',
            "method_not_found",
        ),
    ],
)
async def test_every_json_rpc_answer_has_status_200(
    world: World, body: bytes, mnemonic: str
) -> None:
    answer = await ask(world.app.url, post(body, JSON))
    assert (answer.status, answer.mnemonic) == (200, mnemonic)
    assert "metadata" not in answer.json["error"]["data"]
    assert "ratelimit" not in answer.headers
