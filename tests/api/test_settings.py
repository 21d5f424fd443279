"""What settings change on the wire: TLS, proxies, CORS, versions, success, help."""

import ssl
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import orjson
import pytest

from callapi.embedded import Servers
from callapi.setting_values import ApiVersion
from callapi.store.requests import find_requests
from tests.api.people import new_caller
from tests.api.wire import Answer, ask, connected, post, request
from tests.api.world import World
from tests.api.worlds import other_world
from tests.conftest import Administrator, Filled

PEM = Path(__file__).with_name("tls.pem")
PAGE = "https://desk.example"
JSON = "Content-Type: application/json"
VIA_TLS = "X-Forwarded-Proto: https"
VERSIONS = (
    ApiVersion(
        name="v4.0",
        released_on="2017-06-01",
        deprecated_on="2026-11-01",
        removed_on="2026-12-01",
    ),
    ApiVersion(name="v5.0", released_on="2026-11-01"),
)


@pytest.fixture(scope="module")
async def behind_proxy(
    servers: Servers, administrator: Administrator, filled: Filled
) -> AsyncIterator[World]:
    async with other_world(
        servers,
        administrator,
        filled,
        require_tls=True,
        trusted_proxies="127.0.0.1",
        cors_origins=PAGE,
        versions=VERSIONS,
        success_format="string",
        help_url_base="https://help.example",
        max_body_bytes=2048,
        prices={"list.calls": 3},
        day_offset_min=180,
    ) as world:
        yield world


async def asked(
    world: World, *lines: str, path: str = "/v4.0", **params: Any
) -> Answer:
    body = request(world.keys.own, "list.talk_options", **params)
    return await ask(world.app.url, post(body, JSON, *lines, path=path))


async def test_plain_http_is_refused(behind_proxy: World) -> None:
    for lines in (
        (),
        ("X-Forwarded-Proto: http",),
        ("X-Forwarded-Proto: https, http",),
    ):
        answer = await asked(behind_proxy, *lines, path="/nowhere")
        assert (answer.status, answer.mnemonic) == (403, "invalid_request")
    answer = await asked(behind_proxy, VIA_TLS)
    assert answer.status == 200


async def test_the_peer_is_whom_the_proxy_speaks_for(behind_proxy: World) -> None:
    answer = await asked(
        behind_proxy, VIA_TLS, "X-Forwarded-For: 127.0.0.1, 203.0.113.9"
    )
    assert answer.mnemonic == "ip_not_whitelisted"
    assert answer.json["error"]["message"] == "Your IP 203.0.113.9 is not whitelisted"
    caller = await new_caller(behind_proxy, networks=("203.0.113.0/24",))
    body = request(caller.key)
    forwarded = "X-Forwarded-For: 192.0.2.1, ::ffff:203.0.113.9"
    answer = await ask(behind_proxy.app.url, post(body, JSON, VIA_TLS, forwarded))
    assert "result" in answer.json
    (entry,) = await find_requests(behind_proxy.pool, caller.account_id)
    assert (entry.peer, entry.version) == ("203.0.113.9", "v4.0")


async def test_a_configured_page_may_call(behind_proxy: World) -> None:
    answer = await asked(behind_proxy, VIA_TLS, f"Origin: {PAGE}")
    assert answer.headers["access-control-allow-origin"] == PAGE
    assert "ratelimit" in answer.headers["access-control-expose-headers"].lower()
    answer = await asked(behind_proxy, VIA_TLS, f"Origin: {PAGE}", path="/v9.9")
    assert answer.status == 404
    assert answer.headers["access-control-allow-origin"] == PAGE
    answer = await asked(behind_proxy, VIA_TLS, "Origin: https://evil.example")
    assert "access-control-allow-origin" not in answer.headers


async def test_a_preflight_is_answered_for_that_page_only(behind_proxy: World) -> None:
    ask_first = (
        "OPTIONS /v4.0 HTTP/1.1\r\nHost: x\r\nX-Forwarded-Proto: https\r\n"
        "Access-Control-Request-Method: POST\r\nOrigin: {}\r\n\r\n"
    )
    answer = await ask(behind_proxy.app.url, ask_first.format(PAGE).encode())
    assert (answer.status, answer.body) == (204, b"")
    assert answer.headers["access-control-allow-methods"] == "POST"
    evil = ask_first.format("https://evil.example").encode()
    assert (await ask(behind_proxy.app.url, evil)).status == 405
    lost = ask_first.replace("/v4.0", "/v9.9").format(PAGE).encode()
    assert (await ask(behind_proxy.app.url, lost)).status == 404


async def test_every_reply_of_a_deprecated_version_says_so(behind_proxy: World) -> None:
    api_version = {
        "current_version_depricated": True,
        "current_version": "v4.0",
        "latest_version": "v5.0",
    }
    answer = await asked(behind_proxy, VIA_TLS)
    metadata = answer.json["result"]["metadata"]
    assert list(metadata) == ["api_version", "limits"]
    assert metadata["api_version"] == api_version
    for body in (b"{", b"[]", request("x" * 40)):
        answer = await ask(behind_proxy.app.url, post(body, JSON, VIA_TLS))
        data = answer.json["error"]["data"]
        assert data["metadata"] == {"api_version": api_version}


async def test_the_current_version_does_not(behind_proxy: World) -> None:
    answer = await asked(behind_proxy, VIA_TLS, path="/v5.0")
    assert list(answer.json["result"]["metadata"]) == ["limits"]
    answer = await ask(behind_proxy.app.url, post(b"{", JSON, VIA_TLS, path="/v5.0"))
    assert "metadata" not in answer.json["error"]["data"]


async def test_errors_may_name_a_page_of_help(behind_proxy: World) -> None:
    answer = await asked(behind_proxy, VIA_TLS, surplus=1)
    helper = answer.json["error"]["data"]["extended_helper"]
    assert helper == "https://help.example/unexpected_parameters"


async def test_bodies_may_be_kept_shorter(behind_proxy: World) -> None:
    body = request(behind_proxy.keys.own).ljust(2048)
    good = post(body, JSON, VIA_TLS)
    assert (await ask(behind_proxy.app.url, good)).status == 200
    long = post(body + b" ", JSON, VIA_TLS)
    assert (await ask(behind_proxy.app.url, long)).status == 413


async def test_prices_and_the_end_of_the_day_may_be_others(behind_proxy: World) -> None:
    caller = await new_caller(behind_proxy)
    body = request(caller.key, "list.calls")
    answer = await ask(behind_proxy.app.url, post(body, JSON, VIA_TLS))
    limits = answer.json["result"]["metadata"]["limits"]
    assert limits["day_remaining"] == 49_997
    now = int(behind_proxy.clock.now()) + 180 * 60
    assert limits["day_reset"] == 86_400 - now % 86_400


async def test_success_may_be_told_as_a_string_but_for_logout(
    behind_proxy: World,
) -> None:
    login = {"login": "dispatch", "password": "correct horse"}
    body = {"jsonrpc": "2.0", "id": 1, "method": "login.user", "params": login}
    answer = await ask(behind_proxy.app.url, post(orjson.dumps(body), JSON, VIA_TLS))
    token = answer.json["result"]["data"]["access_token"]
    answer = await ask(
        behind_proxy.app.url, post(request(token, "logout.user"), JSON, VIA_TLS)
    )
    assert answer.json["result"]["data"] == {"success": True}


@pytest.fixture(scope="module")
async def with_tls(
    servers: Servers, administrator: Administrator, filled: Filled
) -> AsyncIterator[World]:
    async with other_world(
        servers,
        administrator,
        filled,
        tls_certificate=PEM,
        tls_key=PEM,
        require_tls=True,
    ) as world:
        yield world


def trusting(version: ssl.TLSVersion = ssl.TLSVersion.TLSv1_3) -> ssl.SSLContext:
    context = ssl.create_default_context(cafile=str(PEM))
    context.maximum_version = version
    return context


@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3])
async def test_https_is_spoken(with_tls: World, version: ssl.TLSVersion) -> None:
    assert with_tls.app.url.startswith("https://")
    body = post(request(with_tls.keys.own), JSON)
    answer = await ask(with_tls.app.url, body, trusting(version))
    assert "result" in answer.json


async def test_old_tls_is_not_spoken(with_tls: World) -> None:
    context = trusting()
    context.set_ciphers("ALL:@SECLEVEL=0")
    context.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
    with pytest.warns(DeprecationWarning, match="TLS"):
        context.maximum_version = ssl.TLSVersion.TLSv1_1
    with pytest.raises((ssl.SSLError, ConnectionError)):
        await ask(with_tls.app.url, post(b"{}", JSON), context)


async def test_a_client_that_leaves_early_over_tls_harms_nobody(
    with_tls: World,
) -> None:
    async with connected(with_tls.app.url, trusting()) as line:
        line.send(post(b"{", JSON, length=100))
        await line.writer.drain()
    body = post(request(with_tls.keys.own), JSON)
    assert (await ask(with_tls.app.url, body, trusting())).status == 200
