"""Somebody before the client area: how its pages are come to and followed."""

import asyncio
from contextlib import aclosing

from playwright.async_api import Locator, expect

from callapi.client import Connection, follow
from tests.web.director import Director
from tests.web.operator import Operator
from tests.web.shop import Shop

PATIENCE_S = 30.0


async def open_page(visitor: Operator, path: str) -> None:
    """Logged in, and at this address within the client area."""
    await visitor.page.goto(f"{visitor.shop.url}/admin#/{path}")
    await expect(visitor.page.locator("#login-dialog")).to_be_visible()
    await visitor.enter(visitor.shop.demo["login"], visitor.shop.demo["password"])
    await Director(visitor).is_there()


async def go(visitor: Operator, path: str) -> None:
    """Another page, by its address."""
    await visitor.page.evaluate("(to) => { location.hash = to; }", f"#/{path}")


def box(visitor: Operator, name: str) -> Locator:
    """The operation of this name in the picture."""
    return visitor.page.locator("svg.flow .box").filter(has_text=name)


async def hear(shop: Shop, name: str, call: int) -> None:
    """Until this has happened to the call, be it long ago."""
    async with (
        asyncio.timeout(PATIENCE_S),
        Connection(shop.url, shop.demo["access_key"]) as connection,
        aclosing(follow(connection, 0)) as told,
    ):
        async for event in told:
            if event.name == name and event.data["call_session_id"] == call:
                return
