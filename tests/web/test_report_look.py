"""The pages of the client area that are more than lists, at both widths."""

from typing import Literal

import pytest
from playwright.async_api import ViewportSize, expect

from tests.web.clerk import box, hear
from tests.web.director import Director
from tests.web.operator import DESK, POCKET, Operator
from tests.web.shop import Shop
from tests.web.test_look import is_fine_in

pytestmark = pytest.mark.timeout(300)  # the first test may have to install a browser


async def make_rows(shop: Shop) -> tuple[int, str]:
    """A call that is recorded, and a delivery that fails."""
    setting = await shop.data_api.create_notification_settings(
        name="Looked at", event="call_session_finished", url="http://127.0.0.1:9/"
    )
    (james,) = await shop.data_api.get_employees(
        filter={"field": "last_name", "operator": "=", "value": "Brown"}
    )
    started = await shop.call_api.start_employee_call(
        first_call="employee",
        virtual_phone_number="12025550100",
        contact="12025550118",
        employee={"id": james["id"]},
    )
    call: int = started["call_session_id"]
    await hear(shop, "talk_recorded", call)
    await hear(shop, "call_session_finished", call)
    return call, f"notifications/{setting['id']}"


@pytest.mark.parametrize(
    ("size", "theme"), [(DESK, "light"), (POCKET, "dark")], ids=["1280", "390"]
)
async def test_everybody_can_read_reports_and_the_editor(
    visitor: Operator, shop: Shop, size: ViewportSize, theme: Literal["light", "dark"]
) -> None:
    director, page = Director(visitor), visitor.page
    call, notification = await make_rows(shop)
    await page.set_viewport_size(size)
    await page.emulate_media(color_scheme=theme, reduced_motion="reduce")
    await director.log_in()

    async def look(path: str, name: str) -> None:
        await director.open(path)
        await is_fine_in(visitor, f"admin-{name}-{size['width']}-{theme}")

    await look(f"calls/{call}", "calls-one")
    await look("requests/1", "requests-one")
    await look(notification, "notifications-one")
    await look("deliveries/1", "deliveries-one")
    await look("scenarios/1", "scenarios-one")
    await page.locator(".views input").first.check()
    await page.fill("#trial-contact", "12025550110")
    await page.locator(".trial .main").click()
    await expect(box(visitor, "Main menu").locator(".mark.step")).to_be_attached()
    await is_fine_in(visitor, f"admin-scenarios-trial-{size['width']}-{theme}")
    await page.locator(".trial .buttons button").last.click()
    await page.locator(".moments .finish").wait_for()
    await page.locator(".views input").last.check()
    await is_fine_in(visitor, f"admin-scenarios-list-{size['width']}-{theme}")
    id_ = int(notification.rpartition("/")[2])
    await shop.data_api.delete_notification_settings(id=id_)
