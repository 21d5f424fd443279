"""Something else answers where a switch should: as good as no switch."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from callapi.switch.ari import Ari, SwitchDown
from tests.switch.sides import PATIENCE_S, nothing


@pytest.fixture
async def ari() -> AsyncIterator[Ari]:
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", page)
    async with TestServer(app) as server:
        url = str(server.make_url(""))
        ari = Ari(url, "callapi", "sesame", "callapi", owner="one")
        await ari.open()
        yield ari
        await ari.close()


async def page(_: web.Request) -> web.Response:
    return web.Response(text="<p>Welcome!", content_type="text/html")


async def test_a_page_is_no_answer(ari: Ari) -> None:
    with pytest.raises(SwitchDown, match="GET channels: no JSON"):
        await ari.request("GET", "channels")


async def test_the_switch_is_waited_for(ari: Ari) -> None:
    lost = asyncio.Queue[None]()
    listener = asyncio.create_task(
        ari.listen(nothing, lambda: None, lambda: lost.put_nowait(None))
    )
    try:
        for _ in range(2):
            await asyncio.wait_for(lost.get(), PATIENCE_S)
    finally:
        listener.cancel()
        await asyncio.gather(listener, return_exceptions=True)
