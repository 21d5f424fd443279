"""The guard: no address of our own network, however it is written."""

import socket

import pytest
from aiohttp import web

from callapi.notify.guard import ForbiddenAddress, Guard, GuardedResolver
from callapi.notify.posting import Post, Poster

CLOSED, OPEN = Guard(allows_private=False), Guard(allows_private=True)


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "127.8.8.8", "0.0.0.0", "10.1.2.3", "172.16.0.1"),
        *("192.168.1.1", "169.254.169.254", "100.64.0.1", "192.0.2.1"),
        *("224.0.0.1", "255.255.255.255", "240.0.0.1"),
        *("::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12::1", "ff02::1"),
        *("::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1"),
        *("2002:7f00:1::", "64:ff9b::a9fe:a9fe", "2001:db8::1"),
        *("fec0::1", "64:ff9b:1::a00:1", "::127.0.0.1", "::ffff:0:10.0.0.1"),
        *("5f00::1", "4000::1", "192.0.0.192"),
        *("localhost", "127.1", ""),
    ],
)
def test_what_is_not_sent_to(address: str) -> None:
    assert not CLOSED.allows(address)
    assert OPEN.allows(address)


@pytest.mark.parametrize(
    "address",
    [
        "8.8.8.8",
        "93.184.216.34",
        "2606:4700::1111",
        "::ffff:8.8.8.8",
        "64:ff9b::808:808",
    ],
)
def test_what_is_sent_to(address: str) -> None:
    assert CLOSED.allows(address)


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1"])
async def test_a_name_is_judged_by_its_addresses(host: str) -> None:
    closed, opened = GuardedResolver(CLOSED), GuardedResolver(OPEN)
    with pytest.raises(ForbiddenAddress):
        await closed.resolve(host, 80)
    assert {it["host"] for it in await opened.resolve(host, 80)} <= {"127.0.0.1", "::1"}
    await closed.close()
    await opened.close()


def test_the_address_that_is_connected_to_is_looked_at() -> None:
    info = (socket.AF_INET, socket.SOCK_STREAM, 0, "", ("127.0.0.1", 80))
    with pytest.raises(ForbiddenAddress):
        CLOSED.socket_for(info)
    OPEN.socket_for(info).close()


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "127.1", "2130706433", "0x7f000001"]
)
async def test_nothing_reaches_a_private_target(host: str) -> None:
    reached: list[str] = []

    async def take(request: web.Request) -> web.Response:
        reached.append(request.path)
        return web.Response()

    app = web.Application()
    app.router.add_route("*", "/{path:.*}", take)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    port = runner.addresses[0][1]
    poster = Poster(CLOSED)
    await poster.open()
    outcome = await poster.send(Post("POST", f"http://{host}:{port}/x", {}, b"{}"))
    await poster.close()
    await runner.cleanup()
    assert outcome.error in ("forbidden_address", "connection")
    assert reached == []


async def test_a_literal_private_address_is_said_to_be_one() -> None:
    poster = Poster(CLOSED)
    await poster.open()
    for url in ("http://127.0.0.1:9/", "http://[::1]:9/", "http://localhost:9/"):
        outcome = await poster.send(Post("GET", url, {}, None))
        assert (outcome.error, outcome.status) == ("forbidden_address", None)
    await poster.close()
