"""The client area: lists of any length, and forms that tell what is wrong."""

import json
from collections.abc import AsyncIterator

import asyncpg
import pytest
from playwright.async_api import expect

from callapi.client import Connection, DataApi
from tests.media.uploads import upload
from tests.web.director import Director
from tests.web.operator import Operator
from tests.web.shop import Shop

pytestmark = pytest.mark.timeout(240)  # the first test may have to install a browser
MANY = 10_000
CONTACTS = """
with made as (
    insert into contacts (account_id, full_name, last_name)
    select a.id, names.name, names.name from accounts a
    cross join lateral (
        select 'Person ' || to_char(n, 'FM00000') as name from generate_series(1, $1) n
    ) names
    where a.name like 'Bay Repairs%'
    returning id, account_id, full_name
)
insert into contact_numbers (contact_id, account_id, number)
select id, account_id, '120288' || right(full_name, 5) from made
"""
GONE = "delete from contacts where full_name like 'Person %'"


@pytest.fixture
async def director(visitor: Operator) -> Director:
    director = Director(visitor)
    await director.log_in()
    return director


@pytest.fixture
async def crowd(shop: Shop) -> AsyncIterator[None]:
    db = await asyncpg.connect(shop.server.database_url)
    await db.execute(CONTACTS.replace("$1", str(MANY)))
    yield
    await db.execute(GONE)
    await db.close()


@pytest.mark.usefixtures("crowd")
async def test_a_long_list_is_cut_sorted_and_searched_by_the_server(
    director: Director,
) -> None:
    page = director.page
    await director.open("contacts")
    part = page.locator(".part")
    await expect(part).to_have_text("1\N{EN DASH}50 of 10,001")
    await page.keyboard.press(">")
    await expect(part).to_have_text("51\N{EN DASH}100 of 10,001")
    await page.locator("#to-last").click()
    await expect(part).to_have_text("10,001\N{EN DASH}10,001 of 10,001")
    await page.locator("#sort-full_name").press("Enter")
    await expect(page.locator("th[aria-sort=descending]")).to_have_text("Name▼")
    await expect(page.locator("tbody tr").first).to_contain_text("Person 10000")
    await expect(page.locator("tbody tr")).to_have_count(50)
    await page.keyboard.press("/")
    await page.keyboard.type("PERSON 0777")
    await expect(part).to_have_text("1\N{EN DASH}10 of 10")
    await page.locator("input[type=search]").fill("+1 202 880 7777")
    await director.shows("Person 07777")
    await page.reload()
    await director.shows("Person 07777")
    for text in (
        "_-.*+?()[]{}|^$\\/'\"",
        "\N{LATIN SMALL LETTER SHARP S}\N{BLACK TELEPHONE}",
    ):
        await page.locator("input[type=search]").fill(text)
        await expect(page.locator(".empty")).to_have_text("Nothing is like that.")


@pytest.mark.usefixtures("crowd")
async def test_keys_lead_through_a_list_and_back(director: Director) -> None:
    page = director.page
    await director.open("contacts?q=person&p=3")
    await page.keyboard.press("j")
    await page.keyboard.press("ArrowDown")
    await expect(page.locator("tbody a").nth(1)).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(page.locator("#page h2")).to_have_text("Person 00102")
    await page.keyboard.press("Escape")
    await expect(page.locator(".part")).to_have_text("101\N{EN DASH}150 of 10,000")
    await page.locator("tbody a").first.focus()
    await page.keyboard.press("Delete")
    await director.answers(True)
    await director.is_told("Deleted: Person 00101")
    await expect(page.locator(".part")).to_have_text("101\N{EN DASH}150 of 9,999")
    await page.keyboard.press("n")
    await expect(page.locator("#page h2")).to_have_text("New contact")


@pytest.mark.usefixtures("crowd")
async def test_one_of_many_is_found_by_typing(director: Director) -> None:
    page = director.page
    await director.open("contact_groups/new")
    await director.fill(name="Callers")
    await director.field("members").locator("[role=combobox]").focus()
    await page.keyboard.type("son 00042")
    option = page.locator("[role=option]")
    await expect(option).to_have_text("Person 00042")
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Enter")
    await expect(director.field("members").locator(".chips li")).to_contain_text("42")
    await director.save()
    await director.is_back_at("contact_groups")
    await expect(page.get_by_role("row", name="Callers")).to_contain_text("1")
    await page.get_by_label("Delete Callers").click()
    await director.answers(True)
    await director.is_told("Deleted: Callers")


async def test_errors_are_told_at_their_field(director: Director) -> None:
    await director.open("employees/new")
    await director.save()
    await director.is_refused("last_name", "This is needed.")
    await director.fill(last_name="Doe", extension="101")
    await director.save()
    taken = "Another employee or group has this extension."
    await director.is_refused("extension", taken)
    await director.fill(extension="")
    numbers = director.field("phone_numbers")
    for number, rings in (("12025550161", "30"), ("12025550162", "500")):
        await numbers.get_by_role("button", name="Add").click()
        row = numbers.locator("li").last
        await row.locator("[data-field=phone_number] input").fill(number)
        await row.locator("[data-field=dial_time] input").fill(rings)
    await director.save()
    wrong = numbers.locator("li").nth(1).locator("[data-field=dial_time]")
    await expect(wrong.locator(".said")).to_have_text("This is not valid.")
    await expect(numbers.locator("li").first.locator(".said")).to_have_text([""] * 4)


async def test_only_what_was_changed_is_sent(director: Director, shop: Shop) -> None:
    before = await shop.data_api.get_employees(
        filter={"field": "last_name", "operator": "=", "value": "Reed"}
    )
    await director.open(f"employees/{before[0]['id']}")
    await director.fill(email="ida@bay-repairs.example")
    async with director.page.expect_request("**/data/v2.0") as asked:
        await director.save()
    params = json.loads((await asked.value).post_data or "{}")["params"]
    assert params.keys() == {"access_token", "id", "email"}
    await director.is_back_at("employees")
    await shop.data_api.update_employees(id=before[0]["id"], email=None)


async def test_changes_are_not_lost_by_accident(director: Director) -> None:
    await director.open("tags/new")
    await director.fill(name="Half")
    await director.page.locator("#nav a[data-page=media]").click()
    await director.answers(False)
    await expect(director.field("name").locator("input")).to_have_value("Half")
    await director.page.locator("#nav a[data-page=media]").click()
    await director.answers(True)
    await director.is_back_at("media")
    await director.page.go_back()
    await expect(director.page.locator("#page h2")).to_have_text("New tag")
    await expect(director.field("name").locator("input")).to_have_value("")


async def test_what_was_typed_outlasts_the_session(
    director: Director, visitor: Operator, shop: Shop
) -> None:
    await director.open("tags/new")
    await director.fill(name="Long thought of")
    stored = await director.page.evaluate("sessionStorage.getItem('callapi')")
    async with Connection(shop.url, json.loads(stored)["token"]) as connection:
        await DataApi(connection).logout_user()
    await director.save()
    await expect(director.page.locator("#again")).to_be_visible()
    await visitor.enter(shop.demo["login"], shop.demo["password"])
    await expect(director.page.locator("#login-dialog")).to_be_hidden()
    await director.save()
    await director.is_back_at("tags")
    await director.page.get_by_label("Delete Long thought of").click()
    await director.answers(True)
    await director.is_told("Deleted: Long thought of")


async def test_what_is_used_is_not_deleted(director: Director) -> None:
    await director.open("media?q=welcome")
    await director.page.get_by_label("Delete welcome").click()
    await director.answers(True)
    alert = director.page.locator("#page [role=alert]")
    await expect(alert).to_contain_text("welcome: Something else depends on it.")
    await expect(alert).to_contain_text("It is used by: scenario")


async def test_nobody_shuts_himself_out_unasked(director: Director) -> None:
    await director.open("allow_list/new")
    await director.fill(network="10.1.2.3/8")
    await director.save()
    told = "This is no address and no network."
    said = director.field("network").locator(".said")
    await expect(said).to_contain_text(told)
    await director.page.locator("#page .foot a").click()
    await director.answers(True)
    await director.page.get_by_label("Delete 127.0.0.0/8").click()
    await director.answers(True)
    await expect(director.page.locator("#confirm h2")).to_have_text(
        "Shut yourself out?"
    )
    await director.answers(False)
    assert "127.0.0.0/8" in await director.names()


async def test_a_sound_is_uploaded_spoken_and_heard(
    director: Director, visitor: Operator
) -> None:
    page = director.page
    await director.open("media/new")
    file = director.field("content").locator("input")
    await file.set_input_files(
        {"name": "chime.wav", "mimeType": "audio/wav", "buffer": upload("wav")}
    )
    await expect(director.field("name").locator("input")).to_have_value("chime.wav")
    await director.save()
    await director.is_back_at("media")
    await director.open("media/new")
    await director.fill(source="A text that is spoken", name="closed.wav")
    await director.fill(text="We are closed.")
    await director.save()
    await director.is_back_at("media")
    await page.get_by_label("Play closed.wav").click()
    await expect(page.get_by_label("Stop closed.wav")).to_be_visible()
    await expect(page.get_by_label("Play closed.wav")).to_be_visible()  # to its end
    entries = "performance.getEntries().map((it) => it.name).join()"
    assert "access_token" not in await page.evaluate(entries)
    for name in ("chime.wav", "closed.wav"):
        await page.get_by_label(f"Delete {name}").click()
        await director.answers(True)
        await director.is_told(f"Deleted: {name}")


async def test_who_may_little_is_offered_little(visitor: Operator, shop: Shop) -> None:
    made = await shop.data_api.create_users(
        login="tagger",
        password="may-read-only-tags",
        name="Tagger",
        components=["dataapi"],
        permissions=[{"unit_id": "tag_management", "is_select": True}],
    )
    director = Director(visitor)
    await director.log_in("tagger", "may-read-only-tags")
    names = await director.page.locator("#nav a").all_inner_texts()
    assert names == ["Start", "Tags", "Tag history", "Limits", "Account"]
    await director.open("tags")
    await expect(
        director.page.locator("[data-do=new], [data-do=delete]")
    ).to_have_count(0)
    await director.page.locator("tbody a").first.click()
    await expect(director.page.locator("#page form .main")).to_have_count(0)
    await shop.data_api.delete_users(id=made["id"])


async def test_a_key_is_copied(director: Director, shop: Shop) -> None:
    context = director.page.context
    await context.grant_permissions(["clipboard-read", "clipboard-write"])
    await director.open("keys/new")
    await director.fill(user_id="demo", name="copied")
    await director.save()
    dialog = director.page.locator("#secrets")
    key = await dialog.locator("input").input_value()
    await dialog.get_by_label("Copy: Access key").click()
    await expect(dialog.get_by_label("Copy: Access key")).to_have_text("Copied")
    assert await director.page.evaluate("navigator.clipboard.readText()") == key
    await director.secrets()
    await director.page.get_by_label("Delete copied").click()
    await director.answers(True)
    await director.is_told("Deleted: copied")


async def test_security_rules_and_components_count_at_once(
    director: Director, shop: Shop
) -> None:
    await director.open("directions")
    box = director.page.get_by_label("Call API Basic set: International")
    await box.check()
    await director.is_told("Saved.")
    rules = await shop.data_api.get_call_direction_rules()
    (basic,) = [it for it in rules if it["component"] == "callapi"]
    assert basic["international"]
    await box.uncheck()
    await director.open("components")
    switch = director.page.get_by_label("Coach")
    await switch.click()
    await director.answers(True)
    await director.is_told("Coach is off.")
    assert "coach" not in (await shop.data_api.getobj_account())["components"]
    await switch.click()
    await director.is_told("Coach is on.")


async def test_rules_of_a_number_are_put_in_order(
    director: Director, shop: Shop
) -> None:
    (number,) = await shop.data_api.get_virtual_numbers(
        filter={"field": "name", "operator": "=", "value": "New York"}
    )
    await director.open(f"numbers/{number['id']}")
    rules = director.page.locator(".rules li")
    await expect(rules).to_have_count(3)
    await rules.nth(2).get_by_label("Up").click()
    await expect(rules.nth(1)).to_contain_text("Closed")
    await rules.nth(1).get_by_label("Down").click()
    await expect(rules.nth(2)).to_contain_text("Closed")
    await director.field("scenario_id").locator("select").select_option("Thanks")
    await director.page.get_by_role("button", name="Add the rule").click()
    await expect(rules.nth(3)).to_contain_text("Thanks")
    await rules.nth(3).get_by_label("Remove").click()
    await director.answers(True)
    await expect(rules).to_have_count(3)
