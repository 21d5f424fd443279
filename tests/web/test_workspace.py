"""The operator workspace in a browser: by keys alone, on the simulated network."""

import pytest
from playwright.async_api import Browser, expect

from tests.web.operator import POCKET, Operator, open_operator
from tests.web.shop import Shop

pytestmark = pytest.mark.timeout(240)  # the first test may have to install a browser
CONTACT = "12025550110"
RINGS = "12025554190"
GRACE = "12025550143"
BLACKLISTED = "12025550199"
FORBIDDEN_ABROAD = "442079460123"
IN_TALK = ("hold", "coach", "record", "tag", "keys", "option", "block", "release")
ON_HOLD = ("unhold", "consult", "tag", "keys", "block", "release")
CONSULTING = ("transfer", "restore", "tag", "keys", "block", "release")


async def hold(operator: Operator) -> None:
    await operator.press("h")
    await operator.page.locator("#hold-kind").select_option("tts")
    await operator.press("Tab")
    await operator.type("One moment please.")
    await operator.press("Enter")
    await operator.sees("HOLD")


async def test_a_call_from_dial_to_transfer(operator: Operator) -> None:
    await operator.dial(GRACE)
    await operator.sees("SESSION")
    await operator.may("tag", "block", "release")
    await operator.sees("TALK")
    await operator.may(*IN_TALK)
    ann, grace = "Employee Smith Ann", "Contact Grace Hall"
    await operator.sees_legs(
        f"{ann} talks hears Grace Hall", f"{grace} talks hears Smith Ann"
    )
    await operator.agrees()
    await hold(operator)
    await operator.may(*ON_HOLD)
    await operator.sees_legs(
        f"{ann} talks hears nobody", f"{grace} on hold hears the message"
    )
    await operator.agrees()
    await operator.press("c")
    await operator.type("103")
    await operator.press("Enter")
    await operator.sees("DIALING")
    await operator.sees("OPERATOR_TALK")
    await operator.may(*CONSULTING)
    await operator.sees_legs(
        f"{ann} consults hears Stone Robert",
        f"{grace} on hold hears the message",
        "Third party Stone Robert consults hears Smith Ann",
    )
    await operator.agrees()
    await operator.press("t")
    await operator.sees("TALK")
    await operator.sees_legs(
        f"{grace} talks hears Stone Robert",
        "Employee Stone Robert talks hears Grace Hall",
    )
    await operator.agrees()
    await operator.press("x")
    await expect(operator.page.locator("#card-title")).to_have_text("The call is over.")
    await expect(operator.page.locator("#none")).to_have_text("No calls now.")


async def test_calls_are_listed_once(operator: Operator) -> None:
    """And once more for each talk, to see whether it is recorded."""
    await operator.talk(CONTACT)
    await hold(operator)
    await operator.press("u")
    await operator.sees("TALK")
    await operator.press("x")
    await expect(operator.page.locator("#card-title")).to_have_text("The call is over.")
    assert operator.asked["list.calls"] == 3


async def test_the_third_party_can_be_left_again(operator: Operator) -> None:
    operator.shop.simulator.phone(RINGS).behave("by_hand")
    await operator.talk(CONTACT)
    await hold(operator)
    await operator.press("c")
    await operator.type(RINGS)
    await operator.press("Enter")
    await operator.sees("DIALING")
    await operator.agrees()
    await operator.press("r")
    await operator.sees("TALK")
    await operator.page.wait_for_selector("#card .legs li >> nth=1")
    await operator.sees_legs(
        f"Employee Smith Ann talks hears {CONTACT}",
        f"Contact {CONTACT} talks hears Smith Ann",
    )
    await operator.agrees()


async def test_what_stands_beside_the_talk(operator: Operator) -> None:
    await operator.talk("12025550172")
    card = operator.page.locator("#card")
    await operator.press("g")
    await operator.page.locator("#tag-tag").select_option(label="Complaint")
    await operator.press("Enter")
    await expect(card.locator(".marks .tag")).to_have_text("Complaint")
    await operator.press("e", "Enter")
    await expect(card.locator(".marks .recording")).to_be_visible()
    await operator.press("e", "Enter")
    await expect(card.locator(".marks .recording")).to_have_count(0)
    await operator.press("#", "5")
    await expect(operator.page.locator("#said")).to_have_text("Keys sent.")
    await operator.press("Escape", "p")
    await operator.page.locator("#option-option").select_option("1")
    await operator.press("Enter")
    await expect(card.locator(".marks .tag")).to_have_text(["Complaint", "Sale"])
    await operator.press("o", "Enter")
    coach = card.locator(".legs li", has_text="Coach Stone Robert")
    await expect(coach).to_contain_text("hears Smith Ann and 12025550172")
    await operator.agrees()
    await coach.get_by_role("button", name="Hang up Stone Robert").press("Enter")
    await expect(coach).to_have_count(0)


async def test_a_contact_is_blocked(operator: Operator, shop: Shop) -> None:
    await operator.talk("12025550173")
    await operator.press("b", "Tab")
    await operator.page.locator("form.ask button.main").press("Enter")
    await expect(operator.page.locator("#card .marks .blocked")).to_be_visible()
    await operator.press("b")
    await operator.page.locator("form.ask button.main").press("Enter")
    await operator.is_told("12025550173 is blocked already.")
    (found,) = [
        it
        for it in await shop.data_api.get_blacklist_phone_numbers()
        if it["phone_number"] == "12025550173"
    ]
    await shop.data_api.delete_phone_number_from_blacklist(id=found["id"])


async def test_a_contact_is_found_by_name(operator: Operator) -> None:
    await operator.type("hall")
    found = operator.page.locator("#found li")
    await expect(found).to_have_text(f"Grace Hall {GRACE}")
    await operator.press("ArrowDown", "Enter")
    await expect(operator.page.locator("#contact")).to_have_value(GRACE)
    await operator.press("Enter")
    await expect(operator.page.locator("#card-title")).to_have_text("Grace Hall")


async def test_the_contact_first_and_a_message(operator: Operator) -> None:
    await operator.page.locator("#start summary").press("Enter")
    await operator.page.locator("#before-kind").select_option("tts")
    await operator.page.fill("#before-text", "A call from Bay Repairs.")
    await operator.press("Escape", "Tab")
    await operator.page.locator("input[value=them]").check()
    await operator.dial("1 202 555 01 10")
    await operator.sees("SESSION")
    first = operator.page.locator("#card .legs li").first
    await expect(first).to_contain_text(f"Contact {CONTACT}")
    await operator.sees("TALK")
    await operator.agrees()


async def test_a_call_that_rings_at_my_line_shows_itself(
    operator: Operator, shop: Shop
) -> None:
    await shop.simulator.call(GRACE, "12025550101")
    title = operator.page.locator("#card-title")
    await expect(title).to_have_text("Grace Hall")
    await expect(operator.page.locator("#card")).to_contain_text("Incoming")
    await operator.sees("TALK")
    await operator.agrees()


async def test_escape_leads_out_of_a_field(operator: Operator, shop: Shop) -> None:
    """Where everybody is at first; and single keys do what they say."""
    contact = operator.page.locator("#contact")
    await expect(contact).to_be_focused()
    await shop.simulator.call(GRACE, "12025550101")
    await operator.sees("TALK")
    await operator.type("hall")
    await expect(operator.page.locator("#found li")).to_have_count(1)
    await operator.press("Escape")
    await expect(operator.page.locator("#found")).to_be_hidden()
    await operator.press("g")
    await expect(contact).to_have_value("hallg")
    await operator.press("Escape", "g")
    await expect(operator.page.locator("#tag-tag")).to_be_focused()
    await expect(contact).to_have_value("hallg")


async def test_only_mine(operator: Operator, shop: Shop) -> None:
    await shop.call_api.start_simple_call(
        first_call="operator",
        virtual_phone_number="12025550100",
        contact=CONTACT,
        operator="12025550111",
    )
    await operator.talk("12025550174")
    rows = operator.page.locator("#calls li")
    await expect(rows).to_have_count(2)
    await operator.press("m")
    await expect(rows).to_have_count(1)
    await expect(rows).to_contain_text("12025550174")
    await operator.press("m", "j")
    await expect(operator.page.locator("#card-title")).to_have_text(CONTACT)
    await operator.press("k")
    await expect(operator.page.locator("#card-title")).to_have_text("12025550174")
    await operator.press("d")
    await expect(operator.page.locator("#contact")).to_be_focused()


async def test_errors_are_told_in_words(operator: Operator) -> None:
    await operator.dial(BLACKLISTED)
    await operator.is_told(f"Number: {BLACKLISTED} is on the blacklist.")
    await operator.page.fill("#contact", FORBIDDEN_ABROAD)
    await operator.press("Enter")
    await operator.is_told("Calls of this kind (international) are forbidden.")
    await operator.page.fill("#contact", "nobody")
    await operator.press("Enter")
    await operator.is_told("Number: This is not valid.")


async def test_a_refusal_puts_the_buttons_right(operator: Operator, shop: Shop) -> None:
    """The pressed key of the telephone is told by no event."""
    session_id = await operator.talk(CONTACT)
    await hold(operator)
    await shop.call_api.send_dtmf(call_session_id=session_id, dtmf_string="1")
    await operator.press("u")
    await operator.is_told("Not possible now: the call is in the state On hold, dial")
    await operator.sees("WAITING_INPUT")
    await operator.may("consult", "tag", "keys", "block", "release")


async def test_keys_can_be_switched_off(operator: Operator) -> None:
    await operator.talk(CONTACT)
    await operator.press("?")
    dialog = operator.page.locator("#keys-dialog")
    await expect(dialog).to_contain_text("Hang up")
    await operator.page.locator("#keys-on").uncheck()
    await operator.press("Escape", "h")
    await expect(operator.page.locator("form.ask")).to_have_count(0)
    await operator.page.locator("#help").press("Enter")
    await operator.page.locator("#keys-on").check()
    await operator.press("Tab", "Enter", "h")
    await expect(operator.page.locator("form.ask")).to_be_visible()


async def test_a_lost_registration_is_seen(operator: Operator, shop: Shop) -> None:
    line = operator.page.locator(".registrations li")
    await expect(line).to_have_text("0486173 is registered")
    shop.simulator.phone("0486173").register(is_registered=False)
    await expect(line).to_have_text("0486173 is not registered")
    shop.simulator.phone("0486173").register()


async def test_the_page_speaks_german(browser: Browser, shop: Shop) -> None:
    async with open_operator(browser, shop, "de-DE") as operator:
        await operator.visit()
        await operator.enter(shop.demo["login"], "falsch")
        await operator.is_told("Benutzername oder Passwort ist falsch.")
        await operator.enter(shop.demo["login"], shop.demo["password"])
        await expect(operator.page.locator("#none")).to_have_text(
            "Zurzeit keine Anrufe."
        )
        await operator.page.set_viewport_size(POCKET)
        await operator.page.locator("#language").select_option("en")
        await expect(operator.page.locator("#none")).to_have_text("No calls now.")
