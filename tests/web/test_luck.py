"""Bad luck: what comes late, twice, in the middle of something, or for another."""

import json

import pytest
from playwright.async_api import expect

from callapi.client import CallApi, Connection
from tests.web.clerk import go, open_page
from tests.web.director import Director
from tests.web.operator import POCKET, Operator, held
from tests.web.shop import Shop

pytestmark = pytest.mark.timeout(240)  # the first test may have to install a browser
CONTACT = "12025550110"
OTHER = "12025550175"
TWICE = "(form) => { form.requestSubmit(); form.requestSubmit(); }"
OVERTAKEN = """async () => {
  const { ask } = await import("/web/ask.js");
  const session = await import("/web/session.js");
  session.begin({ login: "before", token: "no such token", expiresAt: null });
  const late = ask("list.calls", {}).catch((it) => it.mnemonic);
  session.begin({ login: "after", token: "another", expiresAt: null });
  return [await late, session.current()?.login];
}"""
COUNT_PLAYED = """
window.played = 0;
const { play } = HTMLMediaElement.prototype;
HTMLMediaElement.prototype.play = function () {
  window.played += 1;
  return play.call(this);
};
"""
DURATIONS = """async (all) => {
  const { duration } = await import("/admin/value.js");
  return all.map(duration);
}"""
BEYOND = """() => Math.max(document.documentElement.scrollWidth - innerWidth,
  document.getElementById("card").scrollWidth
    - document.getElementById("card").clientWidth)"""
ZONE = "async () => (await import('/admin/account.js')).current().timezone"


@pytest.fixture
async def director(visitor: Operator) -> Director:
    director = Director(visitor)
    await director.log_in()
    return director


async def test_a_call_that_is_over_is_listed_no_more(
    operator: Operator, shop: Shop
) -> None:
    """Whatever is told of it: recordings come later, and tags are given any time."""
    over = await operator.talk(CONTACT)
    await operator.press("x")
    await expect(operator.page.locator("#card-title")).to_have_text("The call is over.")
    tag = (await shop.data_api.get_tags())[0]["id"]
    await shop.data_api.set_tag_communications(
        communication_type="call", communication_id=over, tag_id=tag
    )
    await operator.dial(OTHER)
    await operator.sees("TALK")
    await expect(operator.page.locator("#calls li")).to_have_count(1)
    await shop.data_api.unset_tag_communications(
        communication_type="call", communication_id=over, tag_id=tag
    )


async def test_a_second_click_is_the_first(operator: Operator) -> None:
    page = operator.page
    await operator.talk(CONTACT)
    await operator.press("o")
    async with held(page, "**/v4.0", "add.coach"):
        await page.locator("form.ask").evaluate(TWICE)
        await operator.press("Escape", "g")
    coach = page.locator("#card .legs li", has_text="Coach Stone Robert")
    await expect(coach).to_be_visible()
    await expect(page.locator("#said")).to_have_text("Calling the coach.")
    await expect(page.locator("#tag-tag")).to_be_visible()  # asked for meanwhile
    assert operator.asked["add.coach"] == 1


async def test_a_late_answer_ends_no_session_but_its_own(visitor: Operator) -> None:
    await visitor.visit()
    told = await visitor.page.evaluate(OVERTAKEN)
    assert told == ["access_token_invalid", "after"]


async def test_long_names_stay_within_the_card(visitor: Operator, shop: Shop) -> None:
    long = "W" * 100
    contact = await shop.data_api.create_contacts(last_name=long, phone_numbers=[OTHER])
    tag = await shop.data_api.create_tags(name=long)
    await visitor.log_in()
    call = await visitor.talk(OTHER)
    await shop.call_api.tag_call(call_session_id=call, tag_id=tag["id"])
    await expect(visitor.page.locator("#card .marks .tag")).to_have_text(long)
    await expect(visitor.page.locator("#card-title")).to_have_text(long)
    await visitor.page.set_viewport_size(POCKET)
    assert await visitor.page.evaluate(BEYOND) <= 0
    await shop.data_api.delete_contacts(id=contact["id"])
    await visitor.press("x")
    await expect(visitor.page.locator("#card-title")).to_have_text("The call is over.")
    await shop.data_api.delete_tags(id=tag["id"])


async def test_calls_are_made_without_tls(visitor: Operator) -> None:
    """Where browsers keep some means from pages."""
    await visitor.page.add_init_script("delete Crypto.prototype.randomUUID;")
    await visitor.log_in()
    await visitor.talk(CONTACT)


async def test_nothing_is_left_for_somebody_else(
    operator: Operator, shop: Shop
) -> None:
    made = await shop.data_api.create_users(
        login="next-one",
        password="the next one",
        name="Next",
        components=["callapi", "callapi_management_call"],
    )
    await operator.talk(CONTACT)
    await operator.press("x")
    await expect(operator.page.locator("#past-calls li").first).to_contain_text(CONTACT)
    stored = await operator.page.evaluate("sessionStorage.getItem('callapi')")
    async with Connection(shop.url, json.loads(stored)["token"]) as connection:
        await CallApi(connection).logout_user()
    await expect(operator.page.locator("#again")).to_be_visible()
    await operator.enter("next-one", "the next one")
    await expect(operator.page.locator("input#line-number")).to_be_visible()
    assert CONTACT not in await operator.page.content()
    await shop.data_api.delete_users(id=made["id"])


async def test_one_thing_is_asked_at_a_time(director: Director, shop: Shop) -> None:
    """What is answered with yes is what is shown, and nothing that was before it."""
    tag = await shop.data_api.create_tags(name="Kept")
    await director.open("tags")
    await director.open(f"tags/{tag['id']}")
    await director.fill(name="Changed")
    await director.page.get_by_label("Delete Kept").click()
    title = director.page.locator("#confirm h2")
    await expect(title).to_have_text("Delete?")
    await director.page.evaluate("history.back()")
    await expect(title).to_have_text("Discard your changes?")
    await director.answers(True)
    await director.is_back_at("tags")
    assert "Kept" in await director.names()
    assert director.operator.asked["delete.tags"] == 0
    await shop.data_api.delete_tags(id=tag["id"])


async def test_a_form_is_sent_once(director: Director, shop: Shop) -> None:
    await director.open("tags/new")
    await director.fill(name="Once")
    await director.page.locator("form.form").evaluate(TWICE)
    await director.is_back_at("tags")
    assert director.operator.asked["create.tags"] == 1
    (tag,) = [it for it in await shop.data_api.get_tags() if it["name"] == "Once"]
    await shop.data_api.delete_tags(id=tag["id"])


async def test_what_is_stopped_is_not_played(visitor: Operator) -> None:
    page = visitor.page
    await page.add_init_script(COUNT_PLAYED)
    await open_page(visitor, "media?q=welcome")
    play, stop = page.get_by_label("Play welcome"), page.get_by_label("Stop welcome")
    async with held(page, "**/system/media/file/**"):
        await play.click()
        await stop.click()
        await expect(play).to_be_visible()
    await play.click()
    await expect(stop).to_be_visible()
    await expect(play).to_be_visible()  # to its end
    assert await page.evaluate("played") == 1


async def test_any_address_leads_somewhere(visitor: Operator) -> None:
    page = visitor.page
    await open_page(visitor, "%E0%A4%A")
    await expect(page.locator("#page h2")).to_have_text("There is no such page")
    await go(visitor, "calls?range=constructor&columns=constructor")
    await expect(page.locator("#range")).to_have_value("today")
    await expect(page.locator(".report .rows:not([aria-busy])")).to_be_visible()
    await expect(page.locator("#page [role=alert]")).to_have_count(0)


async def test_a_link_fills_in_no_rights(director: Director) -> None:
    """It may be anybody's; whose a new key is, it may say."""
    page = director.page
    await director.open("users/new?login=mallory&password=known-to-him&type=admin")
    await expect(director.field("login").locator("input")).to_have_value("")
    await expect(director.field("password").locator("input")).to_have_value("")
    await expect(director.field("type").locator("select")).to_have_value("user")
    await director.open("users")
    await page.locator("#page a", has_text="demo").first.click()
    await page.get_by_text("New key").click()
    owner = director.field("user_id").locator("select")
    await expect(owner.locator("option:checked")).to_have_text("demo")


async def test_times_are_of_the_zone_that_is_set(
    director: Director, shop: Shop
) -> None:
    before = (await shop.data_api.getobj_account())["timezone"]
    await director.open("account")
    await director.fill(timezone="Europe/Berlin")
    await director.save()
    await director.is_told("Saved.")
    assert await director.page.evaluate(ZONE) == "Europe/Berlin"
    await shop.data_api.update_account(timezone=before)


async def test_durations_are_whole(visitor: Operator) -> None:
    await visitor.visit()
    told = await visitor.page.evaluate(DURATIONS, [0.4, 119.6, 3725])
    assert told == ["0:00", "2:00", "1:02:05"]
