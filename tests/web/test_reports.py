"""Reports: what is asked, what is seen, what is kept as a file."""

import csv
import io
from datetime import UTC, datetime, timedelta

import pytest
from playwright.async_api import expect

from tests.web.clerk import go, hear, open_page
from tests.web.director import Director
from tests.web.operator import Operator
from tests.web.shop import Shop

pytestmark = pytest.mark.timeout(240)  # the first test may have to install a browser

KNOWN = "() => document.querySelector('#page audio')?.duration > 0"
AT_ONCE = "12025550111"
BUSY = "12025550113"
HANGS_UP = "12025550118"
PAGE_ROWS = 50
FORMULA = '=HYPERLINK("http://127.0.0.1/")'
# All rows, two at a time; and what a text becomes in a file.
ROWS = """async (range) => {
  const { rowsOf } = await import("/admin/reports/csv.js");
  const told = [];
  const method = "get.calls_report";
  const asked = { method, params: range, fields: ["is_lost"], key: "id" };
  for await (const { rows } of rowsOf(asked, 2)) told.push(rows.map((it) => it.id));
  return told;
}"""
# Those of these calls, three at a time.
LEGS = """async (calls) => {
  const { rowsOf } = await import("/admin/reports/csv.js");
  const { span } = await import("/admin/reports/range.js");
  const params = { ...span(new URLSearchParams(), "week"),
    filter: { field: "call_session_id", operator: "in", value: calls } };
  const asked = { method: "get.call_legs_report", params, fields: ["id"],
    key: "call_session_id", isShared: true };
  const told = [];
  for await (const { rows } of rowsOf(asked, 3)) told.push(rows.map((it) => it.id));
  return told;
}"""
QUOTED = """async (texts) => {
  const { quoted } = await import("/admin/reports/csv.js");
  return texts.map(quoted);
}"""


async def make_call(shop: Shop, contact: str, external_id: str = "") -> int:
    """One that ends by itself."""
    started = await shop.call_api.start_simple_call(
        first_call="operator",
        virtual_phone_number="12025550100",
        contact=contact,
        operator=AT_ONCE,
        external_id=external_id or None,
    )
    number: int = started["call_session_id"]
    return number


async def test_calls_are_filtered_charted_and_kept(
    visitor: Operator, shop: Shop
) -> None:
    page = visitor.page
    first = await make_call(shop, HANGS_UP, FORMULA)
    lost = await make_call(shop, BUSY)
    third = await make_call(shop, HANGS_UP)
    await open_page(visitor, "calls?columns=id,is_lost,call_api_external_id")
    rows = page.locator(".report tbody tr")
    both = page.locator(f"tr[data-id='{first}'], tr[data-id='{third}']")
    await page.get_by_label("With calls that are up").check()
    await expect(both).to_have_count(2)

    # what is over: as the chart and its table have it
    await page.get_by_label("With calls that are up").uncheck()
    await over(visitor, shop, first, lost, third)
    await page.locator(".chart summary").click()
    every, missed = await counted(shop)
    legend = page.locator(".chart .legend .lost")
    await expect(legend).to_have_text(f"Lost: {missed}")
    table = page.locator(".chart tbody td")
    counts = [int(it) for it in await table.all_text_contents()]
    assert sum(counts) == every
    label = await page.locator(".chart svg").get_attribute("aria-label")
    assert label is not None
    assert f"{missed} lost" in label

    # one filter, by a column and its values
    await page.locator("[data-do=add-filter]").click()
    await page.select_option("#f0-field", "is_lost")
    await page.select_option("#f0-value", "true")
    await expect(rows).to_have_count(min(missed, PAGE_ROWS))
    await expect(rows.filter(has_text=str(lost))).to_have_count(1)
    await page.get_by_label("Remove the filter: Outcome").click()
    await expect(both).to_have_count(2)
    await page.locator(".quick").fill(str(first))
    await page.keyboard.press("Enter")
    await expect(rows).to_have_count(1)
    await expect(page.locator("#range")).to_have_value("quarter")
    assert f"{first}" in page.url

    await is_kept(visitor, [str(first), "false", f"'{FORMULA}", "callapi"])


async def counted(shop: Shop) -> tuple[int, int]:
    """Calls there are, other tests' among them; and how many of these were lost."""
    now, day = datetime.now(UTC), timedelta(days=1)
    rows = await shop.data_api.get_calls_report(
        date_from=f"{now - day:%Y-%m-%d %H:%M:%S}",
        date_till=f"{now + day:%Y-%m-%d %H:%M:%S}",
        fields=["is_lost"],
        limit=10_000,
    )
    return len(rows), sum(row["is_lost"] is True for row in rows)


async def is_kept(visitor: Operator, row: list[str]) -> None:
    """With one column more; the file has what is filtered, and no formula."""
    page = visitor.page
    await page.locator(".chooser-columns summary").click()
    await page.locator(".chooser-columns input[value=source]").check()
    await expect(page.locator(".report thead th").last).to_have_text("Source")
    await page.keyboard.press("Escape")

    async with page.expect_download() as waiting:
        await page.locator("[data-do=csv]").click()
    text = (await (await waiting.value).path()).read_text(encoding="utf-8-sig")
    assert list(csv.reader(io.StringIO(text))) == [
        ["Call session", "Outcome", "External id", "Source"],
        row,
    ]


async def over(visitor: Operator, shop: Shop, *calls: int) -> None:
    """These have ended, and the page shows it."""
    for call in calls:
        await hear(shop, "call_session_finished", call)
    await visitor.page.select_option("#range", "week")
    for call in calls:
        row = visitor.page.locator(f".report tr[data-id='{call}']")
        await expect(row).to_be_visible()


async def test_every_row_is_read_once(visitor: Operator, shop: Shop) -> None:
    for _ in range(3):
        call = await make_call(shop, BUSY)
        await hear(shop, "call_session_finished", call)
    await open_page(visitor, "calls")
    span = {"date_from": "2026-01-01 00:00:00", "date_till": "2026-03-31 23:59:59"}
    assert await visitor.page.evaluate(ROWS, span) == [[]]
    today = await visitor.page.evaluate(
        "async () => (await import('/admin/reports/range.js')).local().slice(0, 10)"
    )
    first, last = f"{today} 00:00:00", f"{today} 23:59:59"
    span = {"date_from": first, "date_till": last}
    parts = await visitor.page.evaluate(ROWS, span)
    told = await shop.data_api.get_calls_report(
        date_from=first,
        date_till=last,
        fields=["id"],
        sort=[{"field": "id", "order": "asc"}],
    )
    assert [it for part in parts for it in part] == [it["id"] for it in told]
    assert all(len(part) == 2 for part in parts[:-1])


async def test_legs_are_found_and_kept(visitor: Operator, shop: Shop) -> None:
    """All of them, also when a part of a file ends within a call."""
    page = visitor.page
    calls = [await make_call(shop, HANGS_UP) for _ in range(2)]
    for call in calls:
        await hear(shop, "call_session_finished", call)
    await open_page(visitor, "legs")
    rows = page.locator(".report tbody tr")
    await page.locator(".quick").fill(str(calls[0]))
    await page.keyboard.press("Enter")
    await expect(rows).to_have_count(2)
    legs = await rows.evaluate_all("(them) => them.map((it) => it.dataset.id)")
    async with page.expect_download() as waiting:
        await page.locator("[data-do=csv]").click()
    text = (await (await waiting.value).path()).read_text(encoding="utf-8-sig")
    kept = [row["Id"] for row in csv.DictReader(io.StringIO(text))]
    assert sorted(kept) == sorted(legs)
    told = await page.evaluate(LEGS, calls)
    assert [len(part) for part in told] == [2, 2]
    assert sorted(told[0]) == sorted(int(it) for it in legs)
    await rows.first.locator("a").first.click()
    await expect(page.locator("#page h2")).to_have_text(f"Call {calls[0]}")


async def test_a_call_is_tagged_and_commented(visitor: Operator, shop: Shop) -> None:
    call = await make_call(shop, HANGS_UP)
    await hear(shop, "call_session_finished", call)
    page, director = visitor.page, Director(visitor)
    await open_page(visitor, f"calls/{call}")
    await director.field("tag_ids").locator("select").select_option(label="Sale")
    await director.fill(comment="Wants two of them.")
    await director.save()
    await director.is_told("Saved.")
    (details,) = await shop.data_api.get_call_details(entity_ids=[call])
    assert details["communication_comment"] == "Wants two of them."
    assert [it["name"] for it in details["tags"]["items"]] == ["Sale"]
    await page.reload()
    await expect(director.field("tag_ids").locator(".chips li")).to_contain_text("Sale")
    await director.open("tagging")
    row = page.locator(f".report tr[data-id='{call}']")
    await expect(row).to_contain_text("Sale")


async def test_time_and_money_are_told(visitor: Operator, shop: Shop) -> None:
    call = await make_call(shop, HANGS_UP)
    await hear(shop, "call_session_finished", call)
    await open_page(visitor, "charges")
    rows = visitor.page.locator(".report tbody tr")
    await expect(rows.filter(has_text=str(call))).to_have_count(2)
    await expect(visitor.page.locator("[data-do=add-filter]")).to_be_hidden()
    await go(visitor, "statuses_report")
    await expect(rows.filter(has_text="Smith Ann")).to_contain_text("Available")


async def test_texts_are_no_formulas(visitor: Operator) -> None:
    await visitor.visit()
    texts = ["plain", "=1+1", "+1", "-1", "@SUM(1)", "\tx", 'a"b', "a,b", "a\nb", 7, -7]
    assert await visitor.page.evaluate(QUOTED, texts) == [
        "plain",
        '"\'=1+1"',
        '"\'+1"',
        '"\'-1"',
        '"\'@SUM(1)"',
        '"\'\tx"',
        '"a""b"',
        '"a,b"',
        '"a\nb"',
        "7",
        "-7",
    ]


async def test_a_call_is_told_and_heard(visitor: Operator, shop: Shop) -> None:
    """James Brown's calls are recorded; the request that made it is told as well."""
    (james,) = await shop.data_api.get_employees(
        filter={"field": "last_name", "operator": "=", "value": "Brown"}
    )
    started = await shop.call_api.start_employee_call(
        first_call="employee",
        virtual_phone_number="12025550100",
        contact=HANGS_UP,
        employee={"id": james["id"]},
    )
    call = started["call_session_id"]
    await hear(shop, "talk_recorded", call)
    await hear(shop, "call_session_finished", call)
    page = visitor.page
    async with page.expect_response(lambda it: f"/{call}/" in it.url) as heard:
        await open_page(visitor, f"calls/{call}")
    await expect(page.locator(".moments .talk_started")).to_contain_text("Brown James")
    legs = page.locator("tr[data-id]")
    await expect(legs).to_have_count(2)
    assert (await heard.value).ok
    await page.wait_for_function(KNOWN)
    await page.locator("dl.facts a").last.click()
    await expect(page.locator("#page h2")).to_contain_text("start.employee_call")
    await expect(page.locator("pre.json")).to_contain_text(f'"contact": "{HANGS_UP}"')


async def test_requests_are_found_by_what_they_were(
    visitor: Operator, shop: Shop
) -> None:
    page = visitor.page
    await open_page(visitor, "requests")
    rows = page.locator(".report tbody tr")
    await expect(rows.first).to_be_visible()
    await page.locator("[data-do=add-filter]").click()
    await page.select_option("#f0-field", "api_request_body")
    await page.fill("#f0-value", "nothing has this in it")
    await page.keyboard.press("Enter")
    await expect(page.locator(".report .empty")).to_be_visible()
    await page.select_option("#f0-field", "api_request_method")
    await page.fill("#f0-value", "getobj.account")
    await page.keyboard.press("Enter")
    await expect(rows.first).to_contain_text("getobj.account")
    await page.get_by_role("button", name="When").click()
    await expect(page.locator("th[aria-sort=ascending]")).to_have_count(1)
    await rows.first.locator("a").first.click()
    await expect(page.locator("dl.facts")).to_contain_text("Points")
    await go(visitor, "requests/999999999")
    await expect(page.locator("#page h2")).to_have_text("It is not there any more.")


@pytest.mark.parametrize(
    "path",
    [
        *("calls", "legs", "requests", "deliveries"),
        *("tagging", "statuses_report", "charges"),
    ],
)
async def test_every_column_has_a_name(visitor: Operator, path: str) -> None:
    page = visitor.page
    await open_page(visitor, path)
    await page.locator(".chooser-columns summary").click()
    names = await page.locator(".chooser-columns label").all_text_contents()
    assert len(names) > 6
    assert [it for it in names if "." in it or "_" in it] == []
