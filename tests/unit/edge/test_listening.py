"""An address that can not be listened on is named, with the setting to change."""

import asyncio
import re
from collections.abc import AsyncIterator

import pytest
from aiohttp import web

from callapi.edge.listening import ListenError, listening


@pytest.fixture
async def taken() -> AsyncIterator[int]:
    async with await asyncio.start_server(lambda r, w: None, "127.0.0.1", 0) as server:
        yield server.sockets[0].getsockname()[1]


async def test_a_port_that_is_taken(taken: int) -> None:
    told = f"can not listen on 127.0.0.1:{taken} (host, port): address already in use"
    with (
        pytest.raises(ListenError, match=re.escape(told)),
        listening("127.0.0.1", taken, "host, port"),
    ):
        await asyncio.start_server(lambda r, w: None, "127.0.0.1", taken)


async def test_a_port_that_is_taken_from_a_site_of_aiohttp(taken: int) -> None:
    runner = web.AppRunner(web.Application())
    await runner.setup()
    with (
        pytest.raises(ListenError, match=r"\(admin_port\): address already"),
        listening("127.0.0.1", taken, "admin_port"),
    ):
        await web.TCPSite(runner, "127.0.0.1", taken).start()
    await runner.cleanup()


async def test_a_host_that_is_nowhere() -> None:
    with (
        pytest.raises(ListenError, match=r"nowhere\.invalid:8080 .*: \S+"),
        listening("nowhere.invalid", 8080, "host, port"),
    ):
        await asyncio.start_server(lambda r, w: None, "nowhere.invalid", 8080)


def test_what_goes_well_is_let_through() -> None:
    with listening("127.0.0.1", 8080, "port"):
        pass
