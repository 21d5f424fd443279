"""Calls that are over: listed as they end, found, listened to, called back by keys."""

import re
from collections.abc import AsyncIterator, Callable
from typing import Any

import asyncpg
import pytest
from playwright.async_api import Browser, Request, Response, expect

from tests.web.operator import Operator, held, open_operator
from tests.web.shop import Shop, beside

pytestmark = pytest.mark.timeout(240)  # the first test may have to install a browser
CONTACT = "12025550181"
GRACE = "12025550143"
BUSY = "12025550113"
CROWD = 1_000  # contacts: as many as the page loads, the account's own not counted
MAIL: Any = {
    "key": "mail",
    "type": "voice_mail",
    "settings": {
        "greeting": {"type": "tts", "value": "Speak."},
        "beep": False,
        "min_duration": 1,
        "max_duration": 5,
    },
}
FILL = """
    with made as (
        insert into contacts (account_id, full_name)
        select account_id, 'Crowd ' || place
        from virtual_numbers, generate_series(1, $1::int) place
        where number = '12025550100' returning id, account_id)
    insert into contact_numbers (contact_id, account_id, number)
    select id, account_id, '1303' || (5550000 + id) from made
"""
PLAYED = "() => document.querySelector('#past-calls audio')?.currentTime > 0"
ADDRESSES = "performance.getEntries().map((it) => it.name).join()"
KNOWN = "() => document.querySelector('#past-calls audio')?.duration > 0"


async def hang_up(operator: Operator) -> None:
    await operator.press("x")
    await expect(operator.page.locator("#card-title")).to_have_text("The call is over.")


async def test_a_call_is_listened_to_and_called_back(operator: Operator) -> None:
    answers: list[Response] = []
    operator.page.on("response", lambda it: answers.append(it))
    await operator.talk(GRACE)
    await operator.press("e", "Enter")
    await expect(operator.page.locator("#card .marks .recording")).to_be_visible()
    read = operator.asked["get.calls_report"]
    await hang_up(operator)
    row = operator.page.locator("#past-calls li").first
    await expect(row).to_contain_text("Grace Hall")
    await expect(row).to_contain_text("Outgoing Smith Ann")
    assert operator.asked["get.calls_report"] == read  # an event has told it
    await operator.press("y", "ArrowDown", "Enter")
    await expect(row).to_contain_text("Smith Ann talked")
    await operator.page.wait_for_function(KNOWN)
    await operator.press(".")
    await operator.page.wait_for_function(PLAYED)
    await operator.press(".", "+", "-")
    assert any("content-range" in it.headers for it in answers if it.status == 206)
    await operator.press("a")
    await operator.sees("TALK")
    await expect(operator.page.locator("#card-title")).to_have_text("Grace Hall")


async def test_a_server_may_want_a_token_besides_the_link(
    browser: Browser, shop: Shop
) -> None:
    wish = {"CALLAPI_MEDIA_REQUIRES_TOKEN": "true"}
    async with (
        beside(shop, **wish) as strict,
        open_operator(browser, strict) as operator,
    ):
        await operator.log_in()
        started = await shop.call_api.start_simple_call(
            first_call="operator",
            virtual_phone_number="12025550100",
            contact=CONTACT,
            operator="12025550111",
        )
        call = started["call_session_id"]
        talking = operator.page.locator("#calls [data-state=TALK]")
        await expect(talking).to_be_visible()
        await shop.call_api.record_call(call_session_id=call, action="on")
        await shop.call_api.release_call(call_session_id=call)
        row = operator.page.locator(f"#past-calls button[aria-controls='past-{call}']")
        await row.press("Enter")
        heard = operator.page.locator("#past-calls audio")
        await expect(heard).to_have_attribute("src", re.compile("^blob:"))
        await operator.page.wait_for_function(KNOWN)


async def test_a_lost_call_is_found(operator: Operator) -> None:
    await operator.talk(GRACE)
    await hang_up(operator)
    await operator.dial(BUSY)
    rows = operator.page.locator("#past-calls li")
    await expect(rows.first).to_contain_text(BUSY)
    await expect(rows.first).to_contain_text("the contact was busy")
    await expect(rows.first).to_contain_text("lost")
    await operator.press("y")
    await operator.type("haLL")
    await expect(rows.first).to_contain_text("Grace Hall")
    await expect(rows.filter(has_text=BUSY)).to_have_count(0)
    await operator.page.fill("#past-find", "")
    await operator.press("Tab", "z")
    await expect(rows.first).to_contain_text(BUSY)
    await expect(rows.locator("button:not(.lost)[aria-expanded]")).to_have_count(0)


def asks_for(text: str) -> Callable[[Request], bool]:
    return lambda it: text in (it.post_data or "")


async def test_earlier_calls_are_read_when_wanted(
    operator: Operator, shop: Shop
) -> None:
    rows = operator.page.locator("#past-calls li")
    for _ in range(31):
        await shop.call_api.start_informer_call(
            virtual_phone_number="12025550100",
            contact=BUSY,
            contact_message={"type": "tts", "value": "Hello."},
        )
    await expect(operator.page.locator("#none")).to_have_text("No calls now.")
    await operator.page.reload()
    await expect(rows).to_have_count(30)
    # more of what was wanted before is not wanted while something else is looked for
    async with held(operator.page, "**/data/v2.0", "get.calls_report"):
        async with operator.page.expect_request(asks_for("[nN][oO][bB]")):
            await operator.page.fill("#past-find", "nobody")
        await operator.page.locator("#past-more").press("Enter")
    await expect(operator.page.locator("#past-none")).to_be_visible()
    await operator.page.fill("#past-find", "")
    await expect(rows).to_have_count(30)
    await rows.nth(29).locator("button").focus()
    await operator.press("ArrowDown", "Enter")
    await expect(rows.nth(30)).to_be_visible()
    await expect(rows.nth(30).locator("button")).to_be_focused()


async def test_a_voice_mail_is_heard(operator: Operator, shop: Shop) -> None:
    """Fetched with the token in a header: it has no link that is signed."""
    scenario = await shop.data_api.create_scenarios(
        name="Speak", start_operation_key="mail", operations=[MAIL]
    )
    call = await shop.call_api.start_scenario_call(
        virtual_phone_number="12025550100",
        contact="12025550110",
        first_call="contact",
        scenario_id=scenario["id"],
    )
    row = operator.page.locator("#past-calls li").first
    await expect(row).to_contain_text("12025550110")
    await row.locator("button").press("Enter")
    heard = row.locator("audio[aria-label='Voice mail']")
    await expect(heard).to_have_attribute("src", re.compile("^blob:"))
    await operator.page.wait_for_function(KNOWN)
    # and so it is in the client area
    await operator.page.goto(f"{shop.url}/admin#/calls/{call['call_session_id']}")
    heard = operator.page.locator("#page audio[aria-label='Voice mail']")
    await expect(heard).to_have_attribute("src", re.compile("^blob:"))
    assert "access_token" not in await operator.page.evaluate(ADDRESSES)
    await shop.data_api.delete_scenarios(id=scenario["id"])


async def test_the_last_calls_are_found_to_dial(operator: Operator) -> None:
    await operator.talk(CONTACT)
    await hang_up(operator)
    await operator.press("d", "ArrowDown")
    found = operator.page.locator("#found li")
    await expect(found.first).to_contain_text(f"{CONTACT} was called")
    await operator.press("Enter")
    await expect(operator.page.locator("#contact")).to_have_value(CONTACT)
    await operator.page.fill("#contact", "")
    await operator.type(CONTACT[-4:])
    await expect(found).to_have_count(1)
    await expect(found).to_contain_text(CONTACT)


@pytest.fixture
async def crowd(shop: Shop) -> AsyncIterator[None]:
    """An address book that is larger than what the page loads."""
    database = await asyncpg.connect(shop.server.database_url)
    try:
        await database.execute(FILL, CROWD)
        yield
        await database.execute("delete from contacts where full_name like 'Crowd %'")
    finally:
        await database.close()


async def test_a_large_address_book_is_searched_by_the_server(
    crowd: None, operator: Operator
) -> None:
    found = operator.page.locator("#found li")
    await operator.type(f"crowd {CROWD}")
    await expect(found).to_have_count(1)
    await expect(found).to_contain_text(f"Crowd {CROWD}")
    await operator.press("ArrowDown", "Enter", "Enter")
    title = operator.page.locator("#card-title")
    await expect(title).to_have_text(f"Crowd {CROWD}")
    await operator.page.reload()
    row = operator.page.locator("#calls li")
    await expect(row).to_contain_text(f"Crowd {CROWD}")
