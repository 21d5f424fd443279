"""An operator before the workspace: what he does with keys, and what he sees."""

import asyncio
import json
import re
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from playwright.async_api import (
    Browser,
    ConsoleMessage,
    Page,
    Request,
    Route,
    ViewportSize,
    expect,
)

from tests.web.shop import Shop

DESK: ViewportSize = {"width": 1280, "height": 900}
POCKET: ViewportSize = {"width": 390, "height": 844}
PATIENCE_MS = 15_000
CROSS = "\N{MULTIPLICATION SIGN}"  # on the button that hangs up a leg
# A browser says so itself of each reply that never came.
NO_ANSWER = re.compile(r"net::ERR_|the server responded with a status of")

# What the card shows of its call, and what it would show of the same in list.calls.
SHOWN = """() => [
  document.querySelector("#card .state").dataset.state,
  [...document.querySelectorAll("#card .legs li")]
    .map((it) => `${it.dataset.leg} ${it.dataset.doing}`).sort(),
]"""
TOLD = """async (view) => {
  const { doing, fromView } = await import("/web/call.js");
  const call = fromView(view);
  return [call.state, call.legs.map((it) => `${it.id} ${doing(call, it)}`).sort()];
}"""

expect.set_options(timeout=PATIENCE_MS)


@dataclass
class Operator:
    page: Page
    shop: Shop
    asked: Counter[str] = field(default_factory=Counter)  # methods, by the page
    mistakes: list[str] = field(default_factory=list)

    async def visit(self, page: str = "/workspace") -> None:
        await self.page.goto(f"{self.shop.url}{page}")
        await expect(self.page.locator("#login-dialog")).to_be_visible()

    async def log_in(self, login: str = "", password: str = "") -> None:
        await self.visit()
        await self.enter(
            login or self.shop.demo["login"], password or self.shop.demo["password"]
        )
        await expect(self.page.locator("#none")).to_have_text("No calls now.")
        await expect(self.page.locator("#virtual")).to_be_visible()
        await expect(self.page.locator("#line-number")).to_be_visible()

    async def enter(self, login: str, password: str) -> None:
        await self.page.fill("#login", login)
        await self.page.fill("#password", password)
        await self.page.keyboard.press("Enter")

    async def press(self, *keys: str) -> None:
        for key in keys:
            await self.page.keyboard.press(key)

    async def type(self, text: str) -> None:
        await self.page.keyboard.type(text)

    async def dial(self, number: str) -> None:
        await self.page.focus("#contact")
        await self.type(number)
        await self.press("Enter")

    async def talk(self, number: str) -> int:
        """A conversation, until its card is there; its call session."""
        await self.dial(number)
        await self.sees("TALK")
        own = self.page.locator("#calls button[aria-current]").locator("..")
        return int(await own.get_attribute("data-id") or 0)

    async def sees(self, state: str) -> None:
        """The card comes to this state."""
        now = self.page.locator(f"#card .state[data-state={state}]")
        await expect(now).to_be_visible()

    async def sees_legs(self, *legs: str) -> None:
        """Of each: role, name, what he does, whom he hears."""
        items = self.page.locator("#card .legs li")
        await expect(items).to_have_count(len(legs))
        for item, leg in zip(await items.all(), legs, strict=True):
            await expect(item).to_have_text(f"{leg}{CROSS}")

    async def may(self, *names: str) -> None:
        """The buttons of these, and no others, can be pressed."""
        enabled = self.page.locator("#card .actions button:enabled")
        await expect(enabled).to_have_count(len(names))
        found = [await it.get_attribute("class") for it in await enabled.all()]
        assert found == list(names)

    async def is_told(self, text: str) -> None:
        alert = self.page.locator("[role=alert]").filter(has_text=text)
        await expect(alert).to_be_visible()

    async def agrees(self) -> None:
        """What events have made of the only call is what list.calls says of it."""
        (view,) = await self.shop.call_api.list_calls()
        told = await self.page.evaluate(TOLD, view)
        shown = await self.page.evaluate(SHOWN)
        assert shown == told, f"{shown} is not {told}"

    def note(self, request: Request) -> None:
        if request.method == "POST":
            self.asked[json.loads(request.post_data or "{}")["method"]] += 1
        elif not request.url.removeprefix("blob:").startswith(self.shop.url):
            self.mistakes.append(f"asks {request.url}")

    def note_console(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not NO_ANSWER.search(message.text):
            self.mistakes.append(message.text)


@asynccontextmanager
async def open_operator(
    browser: Browser, shop: Shop, locale: str = "en-US"
) -> AsyncIterator[Operator]:
    """Nothing may have gone wrong on the page, and nobody else been asked."""
    context = await browser.new_context(viewport=DESK, locale=locale)
    context.set_default_timeout(PATIENCE_MS)
    operator = Operator(await context.new_page(), shop)
    operator.page.on("request", operator.note)
    operator.page.on("console", operator.note_console)
    operator.page.on("pageerror", lambda it: operator.mistakes.append(str(it)))
    try:
        yield operator
    finally:
        await context.close()
    assert not operator.mistakes, operator.mistakes


@asynccontextmanager
async def held(page: Page, address: str, text: str = "") -> AsyncIterator[None]:
    """Nothing of this is answered until the end."""
    over = asyncio.Event()

    async def hold(route: Route) -> None:
        if text in (route.request.post_data or ""):
            await over.wait()
        await route.continue_()

    await page.route(address, hold)
    try:
        yield
    finally:
        over.set()
