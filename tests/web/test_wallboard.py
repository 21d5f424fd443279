"""The wallboard: what it counts, from where it knows, and how large it is."""

import pytest
from playwright.async_api import Locator, expect

from tests.web.operator import Operator
from tests.web.shop import Shop

pytestmark = pytest.mark.timeout(240)  # the first test may have to install a browser
GRACE = "12025550143"
REPAIRS = "12025550101"  # rings at Ann's
NO_SCENARIO = "12025550102"
# The height of the smallest letters of what has to be read from afar, in pixels.
SMALLEST = """() => Math.min(...[...document.querySelectorAll(
    "header h1, #clock, #tiles span, #tiles strong, #employees span:not(.unseen)")]
  .filter((it) => it.textContent)
  .map((it) => parseFloat(getComputedStyle(it).fontSize)))"""
# By how much anything is larger than where it stands.
HIDDEN = """() => Math.max(document.documentElement.scrollHeight - innerHeight,
  ...[...document.querySelectorAll("#tiles li, #employees li")].map((it) =>
    Math.max(it.scrollWidth - it.clientWidth, it.scrollHeight - it.clientHeight)))"""

TURN_MS = 12_000
# Who is seen whole, and who in part.
SEEN = """() => {
  const room = document.querySelector("#employees").getBoundingClientRect();
  const all = [...document.querySelectorAll("#employees li")].map((it) =>
    ({ name: it.querySelector(".name").textContent, at: it.getBoundingClientRect() }));
  const seen = all.filter(({ at }) =>
    at.bottom > room.top + 1 && at.top < room.bottom - 1);
  const isWhole = ({ at }) => at.top > room.top - 1 && at.bottom < room.bottom + 1;
  const names = (them) => them.map((it) => it.name);
  return [names(seen.filter(isWhole)), names(seen.filter((it) => !isWhole(it)))];
}"""


@pytest.fixture
async def supervisor(visitor: Operator) -> Operator:
    await visitor.visit("/wallboard")
    await visitor.enter(visitor.shop.demo["login"], visitor.shop.demo["password"])
    await expect(tile(visitor, "answered")).not_to_contain_text("\N{EN DASH}")
    await expect(visitor.page.locator("#employees li")).to_have_count(4)
    return visitor


def tile(operator: Operator, name: str) -> Locator:
    return operator.page.locator(f".tile.{name}")


def number(operator: Operator, name: str) -> Locator:
    return tile(operator, name).locator(".number")


def employee(operator: Operator, name: str) -> Locator:
    return operator.page.locator("#employees li").filter(has_text=name)


async def counted(operator: Operator) -> list[str]:
    parts = operator.page.locator("#tiles .number, #employees .counts")
    return await parts.all_text_contents()


async def test_it_follows_the_calls(supervisor: Operator, shop: Shop) -> None:
    answered = int(await number(supervisor, "answered").inner_text())
    lost = int(await number(supervisor, "lost").inner_text())
    ann = employee(supervisor, "Smith Ann")
    await expect(ann).to_contain_text("free")
    shop.simulator.phone("0486173").behave("by_hand")
    phone = await shop.simulator.call(GRACE, REPAIRS)
    await expect(number(supervisor, "now")).to_have_text("1")
    await expect(number(supervisor, "waiting")).to_have_text("1")
    await expect(ann).to_contain_text("rings")
    shop.simulator.phone("0486173").answer()
    await expect(ann).to_contain_text("talks")
    await expect(number(supervisor, "waiting")).to_have_text("0")
    done = int(await ann.locator(".answered").inner_text())
    phone.hang_up()
    await expect(ann).to_contain_text("free")
    await expect(number(supervisor, "answered")).to_have_text(str(answered + 1))
    await expect(ann.locator(".answered")).to_have_text(str(done + 1))
    shop.simulator.phone("0486173").behave("answers")
    await shop.simulator.call(GRACE, NO_SCENARIO)
    await expect(number(supervisor, "lost")).to_have_text(str(lost + 1))
    await expect(number(supervisor, "now")).to_have_text("0")
    assert supervisor.asked["list.calls"] == 1
    assert supervisor.asked["get.calls_report"] == 1
    heard = await counted(supervisor)
    await supervisor.page.reload()
    await expect(number(supervisor, "lost")).to_have_text(str(lost + 1))
    assert await counted(supervisor) == heard  # the report says the same


async def test_who_waits_is_seen_at_once(visitor: Operator, shop: Shop) -> None:
    """And not only by those who have seen him come."""
    shop.simulator.phone("0486173").behave("by_hand")
    await shop.simulator.call(GRACE, REPAIRS)
    await shop.simulator.phone("0486173").rings()
    await visitor.log_in()
    await visitor.page.goto(f"{shop.url}/wallboard")
    await expect(number(visitor, "waiting")).to_have_text("1")
    await expect(tile(visitor, "waiting")).to_contain_text("longest")
    shop.simulator.phone("0486173").behave("answers")


async def test_it_is_read_from_five_metres(supervisor: Operator) -> None:
    """By the letters' height, a thirtieth of the screen's; and nothing is cut off."""
    for width, height in ((1920, 1080), (1280, 720)):
        await supervisor.page.set_viewport_size({"width": width, "height": height})
        assert await supervisor.page.evaluate(SMALLEST) >= height / 31
        assert await supervisor.page.evaluate(HIDDEN) <= 0


async def test_more_than_fit_take_turns(visitor: Operator, shop: Shop) -> None:
    """Everybody is seen, whole, within as many turns as there are pages."""
    made = [
        await shop.data_api.create_employees(last_name="Zed", first_name=f"No {it}")
        for it in range(30)
    ]
    await visitor.page.set_viewport_size({"width": 1280, "height": 720})
    await visitor.page.clock.install()
    await visitor.visit("/wallboard")
    await visitor.enter(shop.demo["login"], shop.demo["password"])
    await expect(visitor.page.locator("#employees li")).to_have_count(34)
    await expect(tile(visitor, "answered")).not_to_contain_text("\N{EN DASH}")
    await visitor.page.screenshot()  # drawn, and so measured
    pages: list[list[str]] = []
    while len({name for page in pages for name in page}) < 34:
        assert len(pages) < 34
        whole, cut = await visitor.page.evaluate(SEEN)
        assert whole
        assert cut == [], pages
        pages.append(whole)
        await visitor.page.clock.run_for(TURN_MS)
    assert len(pages) > 1
    while (await visitor.page.evaluate(SEEN))[0] != pages[0]:  # and from the beginning
        await visitor.page.clock.run_for(TURN_MS)
    for it in made:
        await shop.data_api.delete_employees(id=it["id"])


async def test_what_fails_is_tried_again(visitor: Operator, shop: Shop) -> None:
    """By itself: nobody sits before it."""
    await visitor.page.clock.install()
    await visitor.visit("/wallboard")
    await visitor.page.route("**/data/v2.0", lambda it: it.abort())
    await visitor.enter(shop.demo["login"], shop.demo["password"])
    await visitor.is_told("The server does not answer.")
    await visitor.page.unroute("**/data/v2.0")
    await visitor.page.clock.run_for(15_000)
    await expect(visitor.page.locator("#employees li")).to_have_count(4)
    await expect(tile(visitor, "answered")).not_to_contain_text("\N{EN DASH}")
    await expect(visitor.page.locator("#said")).to_have_text("")


async def test_it_hangs_on_a_wall_with_a_key(visitor: Operator, shop: Shop) -> None:
    await visitor.visit("/wallboard")
    await visitor.page.locator("summary").press("Enter")
    await visitor.page.fill("#key", "no such key")
    await visitor.press("Enter")
    await visitor.is_told("You are not logged in any more.")
    await visitor.page.fill("#key", shop.demo["access_key"])
    await visitor.press("Enter")
    await expect(number(visitor, "now")).to_have_text("0")
    await visitor.press("w")
    await expect(visitor.page.locator("#none")).to_have_text("No calls now.")
    await visitor.page.locator("#wall").press("Enter")
    await expect(number(visitor, "now")).to_have_text("0")
