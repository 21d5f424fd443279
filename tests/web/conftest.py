"""A browser and a server for all tests of pages; each test has a browser profile."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, async_playwright

from callapi.embedded import Servers
from tests.conftest import Administrator, empty_redis, new_database
from tests.web import tools
from tests.web.operator import Operator, open_operator
from tests.web.shop import Shop, open_shop


@pytest.fixture(scope="session")
async def installed() -> None:
    await tools.install()


@pytest.fixture(scope="session")
async def browser(installed: None) -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=tools.CHROMIUM)
        yield browser
        await browser.close()


@pytest.fixture(scope="package")
async def open_all_day(
    servers: Servers,
    administrator: Administrator,
    tmp_path_factory: pytest.TempPathFactory,
) -> AsyncIterator[Shop]:
    folder: Path = tmp_path_factory.mktemp("shop")
    async with (
        new_database(servers, administrator) as url,
        open_shop(folder, url, servers.redis_url) as shop,
    ):
        yield shop


@pytest.fixture
async def shop(servers: Servers, open_all_day: Shop) -> AsyncIterator[Shop]:
    """As every test has to leave it: with no call."""
    await empty_redis(servers)  # the limits that a start sets may be used up
    await open_all_day.lift_limits()
    yield open_all_day
    await open_all_day.clear()


@pytest.fixture
async def visitor(browser: Browser, shop: Shop) -> AsyncIterator[Operator]:
    """Before the page, and not logged in."""
    async with open_operator(browser, shop) as operator:
        yield operator


@pytest.fixture
async def operator(visitor: Operator) -> Operator:
    """Ann Smith, logged in."""
    await visitor.log_in()
    return visitor
