"""How pages look and are read: accessible, small, and kept as pictures."""

from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import ViewportSize, expect

from callapi.edge.documents import pages
from tests.web.operator import DESK, POCKET, Operator
from tests.web.tools import ROOT

pytestmark = pytest.mark.timeout(240)  # the first test may have to install a browser
PICTURES = ROOT / "artifacts/web"
SERIOUS = ("serious", "critical")
LARGEST_LOAD = 200_000
# What an element is wider than the screen by; 0: nobody has to scroll sideways.
OVERHANG = "document.documentElement.scrollWidth - innerWidth"
# By width; colours are the same at each.
THEMES: dict[int, tuple[Literal["light", "dark"], ...]] = {
    1280: ("light", "dark"),
    390: ("dark",),
}

# How the letters of a main button stand out that can not be pressed: 1 is not at all.
CONTRAST = """() => {
  const button = document.querySelector("#dial .main");
  button.disabled = true;
  const { color, backgroundColor, opacity } = getComputedStyle(button);
  if (opacity !== "1") return 0;
  const light = (text) => {
    const [r, g, b] = text.match(/\\d+/g).map((it) => it / 255)
      .map((it) => (it <= 0.04045 ? it / 12.92 : ((it + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05;
  };
  const [a, b] = [light(color), light(backgroundColor)];
  return Math.max(a, b) / Math.min(a, b);
}"""


async def is_fine(operator: Operator, name: str, size: ViewportSize) -> None:
    for theme in THEMES[size["width"]]:
        await operator.page.emulate_media(color_scheme=theme, reduced_motion="reduce")
        await is_fine_in(operator, f"{name}-{size['width']}-{theme}")


async def is_fine_in(operator: Operator, name: str) -> None:
    """Axe finds nothing serious; a picture is kept to be looked at."""
    found = await Axe().run(operator.page)
    serious = [
        (it["id"], [node["html"] for node in it["nodes"]])
        for it in found.response["violations"]
        if it["impact"] in SERIOUS
    ]
    PICTURES.mkdir(parents=True, exist_ok=True)
    path = Path(PICTURES, f"{name}.png")
    await operator.page.screenshot(path=path, full_page=True)
    assert serious == []
    assert await operator.page.evaluate(OVERHANG) <= 0


@pytest.mark.parametrize("size", [DESK, POCKET], ids=["1280", "390"])
async def test_everybody_can_read_the_workspace(
    visitor: Operator, size: ViewportSize
) -> None:
    await visitor.page.set_viewport_size(size)
    await visitor.visit()
    await is_fine(visitor, "login", size)
    await visitor.log_in()
    await is_fine(visitor, "empty", size)
    await visitor.talk("12025550143")
    await visitor.press("x")
    await visitor.page.wait_for_selector("#past-calls button")
    await visitor.talk("12025550143")
    await visitor.page.locator("#past-calls button").first.click()
    await visitor.page.wait_for_selector("#past-calls dl")
    await visitor.press("g")
    await visitor.page.wait_for_selector("#tag-tag")
    await is_fine(visitor, "talk", size)
    await visitor.press("Escape", "?")
    await visitor.page.wait_for_selector("#keys-dialog[open]")
    await is_fine(visitor, "keys", size)


@pytest.mark.parametrize("size", [DESK, POCKET], ids=["1280", "390"])
async def test_everybody_can_read_the_wallboard(
    visitor: Operator, size: ViewportSize
) -> None:
    await visitor.page.set_viewport_size(size)
    await visitor.log_in()
    await visitor.talk("12025550143")
    await visitor.page.goto(f"{visitor.shop.url}/wallboard")
    await visitor.page.wait_for_selector("#employees li[data-doing=talks]")
    await is_fine(visitor, "wallboard", size)


async def test_a_button_that_can_not_be_pressed_is_legible(visitor: Operator) -> None:
    await visitor.visit()
    for theme in THEMES[1280]:
        await visitor.page.emulate_media(color_scheme=theme, reduced_motion="reduce")
        assert await visitor.page.evaluate(CONTRAST) >= 4.5


async def test_the_first_load_is_small(visitor: Operator) -> None:
    loaded: set[str] = set()
    visitor.page.on("request", lambda it: loaded.add(it.url))
    await visitor.log_in()
    known = pages()
    paths = {url.removeprefix(visitor.shop.url) for url in loaded} & known.keys()
    assert "/workspace" in paths
    assert sum(len(known[path].packed) for path in paths) < LARGEST_LOAD


async def test_the_documents_are_shown(visitor: Operator) -> None:
    """By the same parts, under the same policy."""
    page = visitor.page
    await page.goto(f"{visitor.shop.url}/docs#call/hold.call")
    await expect(page.locator("#main")).to_contain_text("contact_message")
    await page.goto(f"{visitor.shop.url}/docs#events/talk_started")
    await expect(page.locator("#main")).to_contain_text("leg_ids")
