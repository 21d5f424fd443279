"""An administrator before the client area: what he opens, fills in and is told."""

import re
from typing import Any

from playwright.async_api import Locator, Page, expect

from tests.web.operator import Operator

BUSY = "#page[aria-busy], #page [aria-busy=true], #page .chooser > select:disabled"


class Director:
    def __init__(self, operator: Operator) -> None:
        self.operator = operator
        self.page: Page = operator.page
        self.shop = operator.shop

    async def visit(self) -> None:
        await self.page.goto(f"{self.shop.url}/admin")
        await expect(self.page.locator("#login-dialog")).to_be_visible()

    async def log_in(self, login: str = "", password: str = "") -> None:
        demo = self.shop.demo
        await self.visit()
        await self.operator.enter(login or demo["login"], password or demo["password"])
        await expect(self.page.locator("#login-dialog")).to_be_hidden()
        await self.is_there()

    async def open(self, path: str) -> None:
        await self.page.evaluate("(it) => { location.hash = `#/${it}`; }", path)
        page = path.partition("/")[0].partition("?")[0]
        here = self.page.locator(f"#nav a[data-page={page}][aria-current]")
        await expect(here).to_have_count(1)
        await self.is_there()

    async def is_there(self) -> None:
        """What the page shows is all that it will show by itself."""
        await expect(self.page.locator("#page h2").first).to_be_visible()
        await expect(self.page.locator(BUSY)).to_have_count(0)

    def field(self, name: str) -> Locator:
        return self.page.locator(f"#page [data-field={name}]")

    async def fill(self, **values: Any) -> None:
        """By the names that the fields have in the API."""
        for name, value in values.items():
            control = self.field(name).locator("input, select, textarea").first
            if isinstance(value, bool):
                await control.set_checked(value)
            elif await control.evaluate("(it) => it.tagName") == "SELECT":
                await control.select_option(label=value)
            else:
                await control.fill(value)

    async def save(self) -> None:
        await self.page.locator("#page form .main").first.click()

    async def make(self, page: str, **values: Any) -> None:
        """Something new, by its form, until the list shows it."""
        await self.open(f"{page}/new")
        await self.fill(**values)
        await self.save()
        await self.is_back_at(page)
        await self.is_told("Created.")

    async def is_back_at(self, page: str) -> None:
        """The list, as it was left."""
        await expect(self.page).to_have_url(re.compile(rf"/admin#/{page}(\?|$)"))
        await self.is_there()

    async def secrets(self) -> list[str]:
        """What is told once; then it is gone."""
        dialog = self.page.locator("#secrets")
        await expect(dialog).to_be_visible()
        values = [await it.input_value() for it in await dialog.locator("input").all()]
        await dialog.locator("button.main").click()
        await expect(dialog).to_be_hidden()
        return values

    async def is_told(self, text: str) -> None:
        await expect(self.page.locator("#said")).to_have_text(text)

    async def is_refused(self, name: str, text: str) -> None:
        """At this very field, which has the focus."""
        said = self.field(name).locator(".said").first
        await expect(said).to_have_text(text)
        await expect(self.field(name).locator(":focus")).to_have_count(1)

    async def names(self) -> list[str]:
        return await self.page.locator("#page tbody td:first-child").all_inner_texts()

    async def shows(self, *names: str) -> None:
        """These rows and no others."""
        cells = self.page.locator("#page tbody td:first-child")
        await expect(cells).to_have_text(list(names))

    async def answers(self, is_sure: bool) -> None:
        dialog = self.page.locator("#confirm")
        await expect(dialog).to_be_visible()
        answer = "yes" if is_sure else "no"
        await dialog.locator(f"button[value={answer}]").click()
        await expect(dialog).to_be_hidden()
