"""The scenario editor: drawn by mouse and by keys, checked, saved, tried."""

import random
from itertools import pairwise
from typing import Any

import pytest
from playwright.async_api import Locator, expect

from tests.web.clerk import box, go, open_page
from tests.web.operator import Operator

pytestmark = pytest.mark.timeout(240)  # the first test may have to install a browser

PRESSES_1 = "12025550131"
LAY_OUT = """async ([boxes, links]) => {
  const { layOut } = await import("/admin/flow/layout.js");
  const found = layOut(boxes, links);
  return { at: [...found.at], layers: found.layers, paths: found.paths,
    width: found.width, height: found.height };
}"""


async def add(visitor: Operator, kind: str, name: str) -> None:
    await visitor.page.select_option("#flow-type", kind)
    await visitor.page.click("#flow-add")
    await expect(visitor.page.locator("#operation-name")).to_be_focused()
    await visitor.page.fill("#operation-name", name)


async def draw_way(visitor: Operator, port: Locator, to: Locator) -> None:
    """Along with the mouse, from an outcome to an operation."""
    start, end = await port.bounding_box(), await to.bounding_box()
    assert start is not None
    assert end is not None
    mouse = visitor.page.mouse
    await mouse.move(start["x"] + start["width"] / 2, start["y"] + start["height"] / 2)
    await mouse.down()
    await mouse.move(end["x"] + 40, end["y"] + 20, steps=4)
    await mouse.up()


async def draw(visitor: Operator) -> None:
    """A menu, a greeting, an end; each follows the one before by itself."""
    page = visitor.page
    await open_page(visitor, "scenarios")
    await page.locator("[data-do=new]").click()
    await expect(page.locator(".flow-page:not([aria-busy])")).to_be_visible()
    await page.fill("#flow-name", "Drawn")
    await add(visitor, "menu", "What do you want")
    await page.fill("#operation-greeting-text", "Press one.")
    await add(visitor, "voice_greeting", "Well chosen")
    await page.fill("#operation-message-text", "You have pressed one.")
    await add(visitor, "hangup", "Good bye")

    menu = box(visitor, "What do you want")
    await expect(menu.locator(".port.tied")).to_have_count(1)
    more = menu.locator("[data-port='']")
    await draw_way(visitor, more, box(visitor, "Good bye"))
    await page.select_option("#tie-outcome", "timeout")
    await page.locator("#confirm button[value=yes]").click()
    await expect(menu.locator("[data-port=timeout].tied")).to_have_count(1)


async def is_corrected(visitor: Operator) -> None:
    """What the API finds wrong stands at its operation and its field."""
    page = visitor.page
    await box(visitor, "Well chosen").click()
    await page.fill("#operation-message-text", "")
    await page.get_by_role("button", name="Save").click()
    await expect(box(visitor, "Well chosen")).to_have_attribute(
        "aria-label", "Well chosen, Voice greeting. Then: Good bye. 1 to be put right"
    )
    await expect(page.locator("[data-path=message] > .note")).to_be_visible()
    await expect(page.locator(".checked")).to_contain_text("Well chosen: Message:")
    await page.fill("#operation-message-text", "You have pressed one.")
    await page.get_by_role("button", name="Save").click()
    await expect(page.locator("#said")).to_have_text("Scenario saved.")
    await expect(page.locator(".checked")).to_contain_text("This can be saved.")


async def test_a_scenario_is_drawn_checked_saved_and_tried(visitor: Operator) -> None:
    page = visitor.page
    await draw(visitor)
    await is_corrected(visitor)
    stored = await visitor.shop.data_api.get_scenarios(
        filter={"field": "name", "operator": "=", "value": "Drawn"}
    )
    document = await visitor.shop.data_api.getobj_scenario(id=stored[0]["id"])
    assert document["start_operation_key"] == "menu"
    assert document["operations"][0]["transitions"] == {
        "key_1": "voice_greeting",
        "timeout": "hangup",
    }

    # a call goes through it, step by step
    await page.fill("#trial-contact", PRESSES_1)
    await page.get_by_role("button", name="Make a call").click()
    await expect(box(visitor, "Well chosen").locator(".mark.step")).to_have_text("2")
    await expect(page.locator(".flow .tie.taken").first).to_be_attached()
    await expect(page.locator(".trial [role=status]")).to_contain_text("is over")
    steps = page.locator(".trace .action_started > .text")
    await expect(steps).to_have_text(["What do you want", "Well chosen", "Good bye"])
    await expect(box(visitor, "Good bye").locator(".mark.step")).to_have_text("3")
    await expect(page.locator(".flow .tie.taken")).to_have_count(2)


async def test_a_flow_is_edited_with_keys_alone(visitor: Operator) -> None:
    page = visitor.page
    await open_page(visitor, "scenarios/1")
    await expect(page.locator("svg.flow .box")).to_have_count(7)
    await box(visitor, "Voice greeting 1").focus()
    await visitor.press("ArrowRight")
    menu = box(visitor, "Main menu")
    await expect(menu).to_be_focused()
    await visitor.press("c")
    await expect(page.locator("#tie-outcome")).to_be_focused()
    await page.select_option("#tie-outcome", "key_9")
    await page.select_option("#tie-to", "sorry")
    await page.focus("#tie-to")
    await visitor.press("Tab", "Enter")
    await expect(menu.locator("[data-port=key_9].tied")).to_have_count(1)
    await expect(menu).to_be_focused()
    await visitor.press("ArrowLeft", "ArrowRight", "Delete")
    await expect(page.locator("svg.flow .box")).to_have_count(6)
    await visitor.press("Control+z", "Control+z")
    await expect(page.locator("svg.flow .box")).to_have_count(7)
    await expect(menu.locator("[data-port=key_9]")).to_have_count(0)
    await visitor.press("Control+y")
    await expect(menu.locator("[data-port=key_9].tied")).to_have_count(1)
    await expect(page.locator(".bar .state")).to_have_text("Not saved")

    # the same as a list, which leads to the same form
    await page.get_by_label("List", exact=True).check()
    items = page.locator(".outline > li")
    await expect(items).to_have_count(7)
    await expect(items.first).to_contain_text("Starts here")
    await page.locator(".outline").get_by_text("Main menu").first.click()
    await expect(page.locator("#operation-to-key_9")).to_have_value("sorry")
    await page.select_option("#operation-to-key_9", "-")
    await expect(page.locator(".outline")).not_to_contain_text("Key 9")

    # what is not saved is not left unasked
    await go(visitor, "calls")
    await expect(page.locator("#confirm")).to_be_visible()
    await page.locator("#confirm button[value=yes]").click()
    await expect(page.locator("#page h2")).to_have_text("Calls")


async def test_every_type_has_a_form_and_words(visitor: Operator) -> None:
    page = visitor.page
    await open_page(visitor, "scenarios/new")
    kinds = await page.locator("#flow-type option").evaluate_all(
        "(them) => them.map((it) => it.value)"
    )
    types = await page.evaluate(
        "async () => Object.keys((await import('/admin/flow/operations.js')).TYPES)"
    )
    assert sorted(kinds) == sorted(types)
    for kind in kinds:
        await page.select_option("#flow-type", kind)
        await page.click("#flow-add")
        await expect(page.locator("#operation-title")).not_to_have_text(kind)
        for switch in await page.locator("[data-kind=object] input:visible").all():
            if await switch.get_attribute("type") == "checkbox":
                await switch.check()
        for more in await page.locator(".settings .add").all():
            await more.click()
        names = await page.locator(".operation label, .operation legend").all()
        for name in names:
            assert "_" not in (await name.text_content() or ""), kind
    await expect(page.locator("svg.flow .box")).to_have_count(len(kinds))


def drawing(seed: int) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Boxes and ways by chance, circles among them."""
    chance = random.Random(seed)
    count = chance.randint(1, 40)
    boxes = [
        {"key": f"k{it}", "width": 180, "height": chance.choice((74, 96, 162, 404))}
        for it in range(count)
    ]
    links = [
        {
            "from": f"k{chance.randrange(count)}",
            "to": f"k{chance.randrange(count)}",
            "out": chance.randint(40, 70),
            "into": 23,
        }
        for _ in range(chance.randint(0, 2 * count))
    ]
    return boxes, links


async def test_a_layout_is_legible(visitor: Operator) -> None:
    """No box on another, everything within the picture, ways from end to end."""
    await visitor.visit()
    for seed in range(60):
        boxes, links = drawing(seed)
        found = await visitor.page.evaluate(LAY_OUT, [boxes, links])
        at = dict(found["at"])
        heights = {it["key"]: it["height"] for it in boxes}
        assert at.keys() == heights.keys()
        for layer in found["layers"]:
            for above, below in pairwise(layer):
                end = at[above]["y"] + heights[above]
                assert end + 20 <= at[below]["y"], seed
                assert at[above]["x"] == at[below]["x"]
        for key, place in at.items():
            assert 0 <= place["x"] <= found["width"] - 180
            assert 0 <= place["y"] <= found["height"] - heights[key], seed
        for link, path in zip(links, found["paths"], strict=True):
            first, last = path[0], path[-1]
            assert first["x"] == at[link["from"]]["x"] + 180
            assert last["x"] == at[link["to"]]["x"]
            assert last["y"] == pytest.approx(at[link["to"]]["y"] + 23)
