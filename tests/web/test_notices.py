"""Notifications: made, signed, tried, sent again, and switched on again."""

import json
from collections.abc import AsyncIterator

import pytest
from playwright.async_api import expect

from tests.api.receiver import Receiver, receiver
from tests.web.clerk import go, open_page
from tests.web.operator import Operator
from tests.web.shop import Shop

pytestmark = pytest.mark.timeout(240)  # the first test may have to install a browser

BUSY = "12025550113"


@pytest.fixture
async def target() -> AsyncIterator[Receiver]:
    async with receiver() as it:
        yield it


async def make(visitor: Operator, name: str, target: Receiver) -> str:
    """Of every call that ends; its secret."""
    page = visitor.page
    await go(visitor, "notifications/new")
    await page.fill("#f-name", name)
    await page.select_option("#f-event", "call_session_finished")
    await page.fill("#f-url", f"{target.url}?call={{{{call_session_id}}}}")
    await page.locator("[data-field=condition_groups] > button").click()
    await page.locator("[data-field=conditions] > button").click()
    await page.fill("[data-field=param] input", "is_lost")
    await page.select_option("[data-field=operator] select", "=")
    await page.fill("[data-field=value] input", "true")
    await page.get_by_text("Parameters of the event").click()
    await page.locator(".params button").filter(has_text="call_session_id").click()
    await expect(page.locator("#f-body_template")).to_have_value("{{call_session_id}}")
    await page.get_by_role("button", name="Create").click()
    await expect(page.locator("#secrets")).to_be_visible()
    secret = await page.locator("#secret-0").input_value()
    await page.locator("#secrets .main").click()
    await expect(page.locator("table")).to_contain_text(name)
    assert secret not in await page.content()
    return secret


async def test_a_notification_is_made_tried_and_signed(
    visitor: Operator, shop: Shop, target: Receiver
) -> None:
    page = visitor.page
    await open_page(visitor, "notifications")
    secret = await make(visitor, "crm", target)
    (stored,) = await shop.data_api.get_notification_settings(
        filter={"field": "name", "operator": "=", "value": "crm"}
    )
    assert stored["condition_groups"] == [
        {
            "conditions": [
                {
                    "param": "is_lost",
                    "operator": "=",
                    "value": True,
                    "is_negative": False,
                }
            ]
        }
    ]
    await page.locator("[data-row]").filter(has_text="crm").click()
    await page.locator("[data-do=test]").click()
    await expect(page.locator("p.good")).to_contain_text("Delivered: HTTP 200")
    (tried,) = await target.got(1)
    assert tried.is_signed_with(secret)
    assert isinstance(json.loads(tried.body), int)

    # a new secret signs beside the one that is known, and is shown once
    await page.locator("[data-do=rotate]").click()
    await page.locator("#confirm button[value=yes]").click()
    rotated = await page.locator("#secret-0").input_value()
    assert rotated != secret
    await page.locator("#secrets .main").click()
    await page.locator("[data-do=test]").click()
    _, again = await target.got(2)
    assert again.is_signed_with(secret)
    assert again.is_signed_with(rotated)

    # a server that refuses is told about, and what is switched off is switched on
    target.answers(500)
    await page.locator("[data-do=test]").click()
    await expect(page.locator("p.bad")).to_contain_text("refused by the server 500")
    await shop.data_api.update_notification_settings(id=stored["id"], is_active=False)
    await go(visitor, "notifications")
    await page.locator("[data-do=on]").click()
    await expect(page.locator("#said")).to_have_text("Switched on: crm")
    await expect(page.locator("[data-do=on]")).to_have_count(0)
    await shop.data_api.delete_notification_settings(id=stored["id"])


async def test_what_was_sent_is_looked_up_and_sent_again(
    visitor: Operator, shop: Shop, target: Receiver
) -> None:
    page = visitor.page
    target.answers(400)
    made = await shop.data_api.create_notification_settings(
        name="log", event="call_session_finished", url=target.url
    )
    await shop.call_api.start_simple_call(
        first_call="operator",
        virtual_phone_number="12025550100",
        contact=BUSY,
        operator="12025550111",
    )
    await target.got(1)
    await open_page(visitor, "deliveries?range=week")
    row = page.locator(".report tbody tr").filter(has_text="log")
    await expect(row).to_have_count(1)
    while await row.filter(has_text="Failed").count() == 0:  # it is just being written
        await page.select_option("#range", "month")
        await page.select_option("#range", "week")
        await expect(page.locator(".rows[aria-busy]")).to_have_count(0)
    await expect(row).to_contain_text("refused by the server")
    target.accepts()
    await row.locator("[data-do=again]").click()
    await expect(page.locator("#said")).to_have_text("Queued again: 1")
    _, second = await target.got(2)
    assert json.loads(second.body)["notification_name"] == "log"

    # a whole time at once
    await page.locator("[data-do=resend]").click()
    await page.select_option("#resend-status", "sent")
    await page.select_option("#resend-which", str(made["id"]))
    await page.locator("#confirm button[value=yes]").click()
    await target.got(3)
    await row.locator("[data-row]").click()
    await expect(page.locator("pre.json")).to_contain_text('"notification_name": "log"')
    await shop.data_api.delete_notification_settings(id=made["id"])
