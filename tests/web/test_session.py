"""Logging in and out, and what lasts over a break."""

from pathlib import Path

import pytest
from playwright.async_api import expect

from callapi.client import CallApi, Connection
from tests.telephony.server import provision
from tests.web.operator import Operator
from tests.web.shop import Shop

pytestmark = pytest.mark.timeout(240)  # the first test may have to install a browser
CONTACT = "12025550110"
SLIP = """() => {
  try {
    document.body.innerHTML += "<b>bold</b>";
    return "";
  } catch (error) {
    return error.name;
  }
}"""
SPARING = """
[[accounts]]
name = "Sparing"
timezone = "America/New_York"
home_country = "US"
allow_list = ["127.0.0.0/8"]
limits = { data_points_per_day = 2 }

[[accounts.users]]
login = "sparing"
password = "as sparing as can be"
name = "Sparing"
is_admin = true
call_api_access = true
"""
STORED = "Object.values(sessionStorage).join()"


async def token_of(operator: Operator) -> str:
    stored = await operator.page.evaluate("sessionStorage.getItem('callapi')")
    return str(await operator.page.evaluate("(it) => JSON.parse(it).token", stored))


async def test_a_wrong_password_is_told(visitor: Operator, shop: Shop) -> None:
    await visitor.visit()
    await visitor.enter(shop.demo["login"], "wrong")
    await visitor.is_told("Login or password is wrong.")
    await expect(visitor.page.locator("#work")).to_be_hidden()


async def test_logging_out_leaves_nothing(operator: Operator, shop: Shop) -> None:
    await operator.talk(CONTACT)
    token = await token_of(operator)
    await operator.press("q")
    await expect(operator.page.locator("#login-dialog")).to_be_visible()
    await expect(operator.page.locator("#work")).to_be_hidden()
    assert await operator.page.evaluate(STORED) == ""
    assert CONTACT not in await operator.page.content()
    async with Connection(shop.url, token) as connection:
        assert await refusal(CallApi(connection)) == "access_token_invalid"


async def refusal(api: CallApi) -> str:
    try:
        await api.list_calls()
    except Exception as error:
        return str(getattr(error, "mnemonic", error))
    return ""


async def test_a_reload_asks_for_no_password(operator: Operator) -> None:
    await operator.talk(CONTACT)
    await operator.page.reload()
    await expect(operator.page.locator("#calls li")).to_contain_text(CONTACT)
    await expect(operator.page.locator("#login-dialog")).to_be_hidden()


async def test_no_address_has_the_token(operator: Operator) -> None:
    entries = "performance.getEntries().map((it) => it.name).join()"
    assert await token_of(operator) not in await operator.page.evaluate(entries)


async def test_no_text_becomes_html(visitor: Operator) -> None:
    """Not even by a slip of ours: the browser refuses it."""
    await visitor.visit()
    async with visitor.page.expect_console_message() as said:
        assert await visitor.page.evaluate(SLIP) == "TypeError"
    assert "TrustedHTML" in (await said.value).text
    visitor.mistakes.clear()


async def test_after_a_session_has_ended_it_goes_on(
    operator: Operator, shop: Shop
) -> None:
    await operator.talk(CONTACT)
    await operator.page.select_option("#virtual", "12025550101")
    known = operator.asked["get.employees"]
    async with Connection(shop.url, await token_of(operator)) as connection:
        await CallApi(connection).logout_user()
    again = operator.page.locator("#again")
    await expect(again).to_have_text(
        "Your session has ended. Log in to go on where you were."
    )
    await operator.enter(shop.demo["login"], shop.demo["password"])
    await expect(operator.page.locator("#stream")).to_have_text("Live")
    await expect(operator.page.locator("#card-title")).to_have_text(CONTACT)
    await operator.press("x")
    await expect(operator.page.locator("#card-title")).to_have_text("The call is over.")
    await expect(operator.page.locator("#virtual")).to_have_value("12025550101")
    assert operator.asked["get.employees"] == known  # what is known costs nothing


async def test_after_the_server_restarts_it_goes_on(
    operator: Operator, shop: Shop
) -> None:
    """From the last event: what happened meanwhile is told, and nothing is listed."""
    session_id = await operator.talk(CONTACT)
    listed = operator.asked["list.calls"]
    stream = operator.page.locator("#stream")
    await shop.server.stop()
    await expect(stream).to_have_text("Connection lost, trying again")
    await shop.server.start()
    await shop.call_api.hold_call(
        call_session_id=session_id,
        contact_message={"type": "tts", "value": "One moment."},
    )
    await operator.sees("HOLD")
    await expect(stream).to_have_text("Live")
    assert operator.asked["list.calls"] == listed
    await operator.press("u")
    await operator.sees("TALK")


async def test_with_few_rights_numbers_are_typed(visitor: Operator, shop: Shop) -> None:
    user = await shop.data_api.create_users(
        login="few-rights",
        password="few rights",
        name="Few rights",
        is_active=True,
        components=["callapi", "callapi_management_call"],
    )
    await visitor.log_in("few-rights", "few rights")
    await visitor.page.fill("#line-number", "12025550111")
    await visitor.page.fill("#virtual", "12025550100")
    await visitor.dial(CONTACT)
    await visitor.sees("TALK")
    await visitor.sees_legs(
        f"Employee 12025550111 talks hears {CONTACT}",
        f"Contact {CONTACT} talks hears 12025550111",
    )
    await visitor.press("x")
    await expect(visitor.page.locator("#card-title")).to_have_text("The call is over.")
    await shop.data_api.delete_users(id=user["id"])


async def test_what_is_lacking_is_told(
    visitor: Operator, shop: Shop, tmp_path: Path
) -> None:
    """An account without points has no numbers to offer: nobody has to wonder why."""
    file = tmp_path / "sparing.toml"
    file.write_text(SPARING)
    await provision(file, shop.server.environment)
    await visitor.visit()
    await visitor.enter("sparing", "as sparing as can be")
    told = visitor.page.locator("#dial-said")
    await expect(told).to_contain_text("The limit of 2 per day is used up.")
    await expect(visitor.page.locator("#virtual")).to_be_visible()


async def test_who_may_not_list_calls_sees_new_ones(
    visitor: Operator, shop: Shop
) -> None:
    user = await shop.data_api.create_users(
        login="basic-only",
        password="basic only",
        name="Basic only",
        is_active=True,
        components=["callapi"],
    )
    await visitor.log_in("basic-only", "basic only")
    await visitor.is_told("You may not do that.")
    await visitor.page.fill("#line-number", "12025550111")
    await visitor.page.fill("#virtual", "12025550100")
    await visitor.dial(CONTACT)
    await visitor.sees("TALK")
    await visitor.press("o", "Enter")
    await visitor.is_told("You may not do that.")
    await visitor.may("hold", "record", "tag", "keys", "option", "block", "release")
    await visitor.press("Escape", "x")
    await expect(visitor.page.locator("#card-title")).to_have_text("The call is over.")
    assert visitor.asked["list.calls"] == 1  # and not when the talk began
    await shop.data_api.delete_users(id=user["id"])


async def test_who_may_not_follow_events_is_told_so(
    visitor: Operator, shop: Shop
) -> None:
    user = await shop.data_api.create_users(
        login="no-rights",
        password="no rights",
        name="No rights",
        is_active=True,
        components=[],
    )
    await visitor.visit()
    await visitor.enter("no-rights", "no rights")
    await visitor.is_told("You may not do that.")
    await shop.data_api.delete_users(id=user["id"])
