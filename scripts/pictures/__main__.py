"""Make the pictures of README: the pages, on a busy day of the demo account.

`python -m scripts.pictures` starts a server of its own on the simulated network, makes
calls, and writes what a browser shows beside this file. `make pictures` does that.
"""

import asyncio
import base64
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final, Literal

from playwright.async_api import Browser, Page, ViewportSize, async_playwright

from scripts.pictures.demo import Demo, serving
from scripts.pictures.scene import now, past
from scripts.pictures.yesterday import yesterday

HERE: Final = Path(__file__).parent
ROOT: Final = HERE.parents[1]
TOOLS: Final = ROOT / "build/web"
QUALITY: Final = 82
Theme = Literal["light", "dark"]
THEMES: Final[tuple[Theme, ...]] = ("light", "dark")
DESK: Final = ViewportSize(width=1280, height=860)
POCKET: Final = ViewportSize(width=390, height=844)
WALL: Final = ViewportSize(width=1920, height=1080)
REPORT: Final = "/admin#/calls?range=yesterday"
# What each page shows when all that is read at first is there.
THERE: Final = "#past-calls li, #employees li, .report tbody tr, svg.flow"
PRESSES_1: Final = "12025550131"


async def main(folder: Path) -> None:
    async with serving(folder) as demo, async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=TOOLS / "chromium")
        await yesterday(demo, folder)
        await past(demo)
        call = await now(demo)
        for theme in THEMES:
            async with opened(browser, demo, "/workspace", DESK) as page:
                await show_workspace(page, call)
                await keep(page, f"workspace-{theme}", theme)
        async with opened(browser, demo, "/workspace", POCKET) as page:
            await page.click(f"#calls li[data-id='{call}'] button")
            await page.wait_for_selector("#card .legs li >> nth=2")
            await page.evaluate("scrollTo(0, 0)")
            await keep(page, "workspace-pocket", "light")
        async with opened(browser, demo, "/wallboard", WALL) as page:
            await page.wait_for_selector("#employees li[data-doing=talks]")
            await keep(page, "wallboard", "dark", 2 / 3)
        async with opened(browser, demo, await editor(demo), DESK) as page:
            await show_trial(page)
            await keep(page, "scenario", "light")
        async with opened(browser, demo, REPORT, DESK) as page:
            await page.wait_for_selector(".chart svg")
            await keep(page, "report", "light")
        await browser.close()


async def show_workspace(page: Page, call: int) -> None:
    """The card of a consultation, and a past call with its recording."""
    await page.click(f"#calls li[data-id='{call}'] button")
    await page.wait_for_selector("#card .legs li >> nth=2")
    await page.click("#past-calls li:has-text('Olivia Park') > button")
    await page.wait_for_function(
        "() => document.querySelector('#past-calls audio')?.duration > 0"
    )
    await page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")


async def editor(demo: Demo) -> str:
    """The address of the scenario that has most to see."""
    (office,) = await demo.data_api.get_scenarios(
        filter={"field": "name", "operator": "=", "value": "Office"}
    )
    return f"/admin#/scenarios/{office['id']}"


async def show_trial(page: Page) -> None:
    """The way of a call that chooses from the menu."""
    await page.fill("#trial-contact", PRESSES_1)
    await page.click(".trial .main")
    await page.wait_for_selector(".trace .action_started >> nth=2")
    await page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")


@asynccontextmanager
async def opened(
    browser: Browser, demo: Demo, path: str, size: ViewportSize
) -> AsyncIterator[Page]:
    """Logged in, and with all that is read at first."""
    context = await browser.new_context(viewport=size, locale="en-GB")
    page = await context.new_page()
    await page.goto(demo.url + path)
    await page.fill("#login", demo.told["login"])
    await page.fill("#password", demo.told["password"])
    await page.keyboard.press("Enter")
    await page.wait_for_selector(THERE)
    yield page
    await context.close()


async def keep(page: Page, name: str, theme: Theme, scale: float = 1.0) -> None:
    await page.emulate_media(color_scheme=theme, reduced_motion="reduce")
    devtools = await page.context.new_cdp_session(page)
    size = page.viewport_size
    assert size is not None
    told = await devtools.send(
        "Page.captureScreenshot",
        {
            "format": "webp",
            "quality": QUALITY,
            "clip": {"x": 0, "y": 0, **size, "scale": scale},
        },
    )
    picture = base64.b64decode(told["data"])
    await asyncio.to_thread((HERE / f"{name}.webp").write_bytes, picture)
    sys.stderr.write(f"{name}.webp: {len(picture) // 1024} kB\n")


subprocess.run((ROOT / "scripts/install-web-tools", TOOLS), check=True)
with tempfile.TemporaryDirectory() as made:
    Path(made).chmod(0o711)  # PostgreSQL runs as another when we are root
    asyncio.run(main(Path(made)))
