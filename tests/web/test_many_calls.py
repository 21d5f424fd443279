"""200 calls in the list: what an event costs, and that it costs no other row."""

import asyncio
import json
from typing import Any

import pytest
from playwright.async_api import CDPSession, Page, expect

from tests.web.operator import Operator
from tests.web.shop import Shop
from tests.web.tools import ROOT

pytestmark = pytest.mark.timeout(240)  # the first test may have to install a browser
MANY = 200
AT_ONCE = 20
HELD = 50
FIRST = 13035550000  # the contacts' numbers
ARTIFACT = ROOT / "artifacts/web/many-calls.json"
WAIT_MS = 60_000
# Which rows are touched, but for the time that each shows anew every second; and how
# long the longest task was.
WATCH = """() => {
  window.touched = new Set();
  window.longest = 0;
  new MutationObserver((changes) => {
    for (const { target } of changes) {
      const element = target instanceof Element ? target : target.parentElement;
      const row = element?.closest("#calls li");
      if (row && !element.closest(".time")) window.touched.add(Number(row.dataset.id));
      if (element?.id === "calls") window.touched.add("the list");
    }
  }).observe(document.getElementById("calls"),
    { subtree: true, childList: true, characterData: true, attributes: true });
  new PerformanceObserver((list) => {
    for (const it of list.getEntries()) {
      window.longest = Math.max(window.longest, it.duration);
    }
  }).observe({ type: "longtask" });
}"""
TOUCHED = "() => { const all = [...touched].sort(); touched.clear(); return all; }"


async def start_many(shop: Shop) -> list[int]:
    slots = asyncio.Semaphore(AT_ONCE)

    async def start(place: int) -> int:
        async with slots:
            started = await shop.call_api.start_simple_call(
                first_call="operator",
                virtual_phone_number="12025550100",
                contact=str(FIRST + place),
                operator=str(FIRST + MANY + place),
            )
            return int(started["call_session_id"])

    return list(await asyncio.gather(*map(start, range(MANY))))


async def metrics(devtools: CDPSession) -> dict[str, float]:
    told: dict[str, Any] = await devtools.send("Performance.getMetrics")
    return {it["name"]: float(it["value"]) for it in told["metrics"]}


async def shown(page: Page, state: str, count: int) -> None:
    rows = page.locator(f"#calls .call[data-state={state}]")
    await expect(rows).to_have_count(count, timeout=WAIT_MS)


async def hold(shop: Shop, session_id: int) -> None:
    await shop.call_api.hold_call(
        call_session_id=session_id, contact_message={"type": "tts", "value": "Wait."}
    )


async def test_an_event_redraws_its_own_row_alone(
    operator: Operator, shop: Shop
) -> None:
    page = operator.page
    devtools = await page.context.new_cdp_session(page)
    await devtools.send("Performance.enable")
    at_first = await metrics(devtools)
    session_ids = await start_many(shop)
    await shown(page, "TALK", MANY)
    grown = await metrics(devtools)
    await page.evaluate(WATCH)
    await hold(shop, session_ids[7])
    await shown(page, "HOLD", 1)
    assert await page.evaluate(TOUCHED) == [session_ids[7]]
    before = await metrics(devtools)
    others = session_ids[20 : 20 + HELD]
    await asyncio.gather(*(hold(shop, it) for it in others))
    await shown(page, "HOLD", HELD + 1)
    after = await metrics(devtools)
    assert await page.evaluate(TOUCHED) == sorted(others)
    keep(at_first, grown, before, after, await page.evaluate("longest"))
    listed = operator.asked["list.calls"]
    await release(shop, session_ids)
    await expect(page.locator("#none")).to_be_visible(timeout=WAIT_MS)
    assert operator.asked["list.calls"] == listed


async def release(shop: Shop, session_ids: list[int]) -> None:
    slots = asyncio.Semaphore(AT_ONCE)

    async def end(session_id: int) -> None:
        async with slots:
            await shop.call_api.release_call(call_session_id=session_id)

    await asyncio.gather(*map(end, session_ids))


def keep(*told: Any) -> None:
    """For people: timing decides nothing here."""
    at_first, grown, before, after, longest = told

    def ms(name: str, since: dict[str, float], until: dict[str, float]) -> float:
        return round((until[name] - since[name]) * 1000, 1)

    ARTIFACT.parent.mkdir(parents=True, exist_ok=True)
    figures = {
        "calls": MANY,
        "their beginning, script ms": ms("ScriptDuration", at_first, grown),
        "their beginning, task ms": ms("TaskDuration", at_first, grown),
        "held": HELD,
        "holding, script ms": ms("ScriptDuration", before, after),
        "holding, layout ms": ms("LayoutDuration", before, after),
        "holding, style ms": ms("RecalcStyleDuration", before, after),
        "holding, task ms": ms("TaskDuration", before, after),
        "holding, seconds": round(after["Timestamp"] - before["Timestamp"], 2),
        "longest task, ms": longest,
    }
    ARTIFACT.write_text(json.dumps(figures, indent=1) + "\n")
