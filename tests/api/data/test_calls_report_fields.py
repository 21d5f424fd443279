"""Why calls end, and what of a report may be asked for (Data API spec 2.15)."""

import pytest

from callapi.methods.data.analytics import EMPTY, EMPTY_LISTS
from tests.api.data.expect import tells, where
from tests.api.data.reported import call, calls, figures, legs, start, talk, today
from tests.api.world import CONTACT, OPERATOR, World

# --- reasons


REASONS = {
    486: ("operator_busy", "caller_busy"),
    600: ("operator_busy", "caller_busy"),
    480: ("operator_not_responsive", "caller_not_responsive"),
    404: ("operator_number_problems", "caller_number_problems"),
    484: ("operator_number_problems", "caller_number_problems"),
    503: ("no_success_operator_call", "no_success_caller_call"),
    603: ("no_success_operator_call", "no_success_caller_call"),
}


@pytest.mark.parametrize("who", [OPERATOR, CONTACT])
@pytest.mark.parametrize("code", REASONS)
async def test_lost_call_tells_why(world: World, code: int, who: str) -> None:
    world.phone(OPERATOR).behave("answer")
    world.phone(CONTACT).behave("answer")
    world.phone(who).behave(f"reject {code}")
    session_id = await world.start()
    reason = REASONS[code][0 if who == OPERATOR else 1]
    assert await world.ends(session_id) == reason
    row = await call(world, session_id, "finish_reason", "is_lost", "talk_duration")
    assert row == {"finish_reason": reason, "is_lost": True, "talk_duration": 0}
    (leg,) = [
        it for it in await legs(world, session_id) if it["called_phone_number"] == who
    ]
    assert (leg["finish_reason"], leg["is_failed"]) == (reason, True)
    assert (leg["connect_time"], leg["duration"]) == (None, 0)


async def test_operator_who_leaves_while_the_contact_rings(world: World) -> None:
    session_id = await start(world)
    world.phone(OPERATOR).answer()
    await world.phone(CONTACT).rings()
    world.phone(OPERATOR).hang_up()
    assert await world.ends(session_id) == "operator_disconnects"
    row = await call(world, session_id, "finish_reason", "is_lost")
    assert row == {"finish_reason": "operator_disconnects", "is_lost": True}


@pytest.mark.parametrize("who", ["operator", "contact"])
async def test_nobody_answers(world: World, who: str) -> None:
    """A phone rings for a minute, and the wait lasts to the end."""
    session_id = await start(world)
    if who == "contact":
        world.phone(OPERATOR).answer()
        await world.phone(CONTACT).rings()
    await world.pass_time(66)
    reason = await world.ends(session_id)
    names = {"operator": "operator", "contact": "caller"}
    assert reason == f"{names[who]}_not_responsive"
    wait, *_, total = await figures(world, session_id)
    assert 60 <= total <= 66
    assert wait == (total if who == "operator" else 0)


# --- columns, filters, sorts


async def test_reserved_columns_are_accepted_and_empty(world: World) -> None:
    it = await talk(world)
    await it.ask("release.call")
    await it.ends()
    row = await call(world, it.id, *EMPTY, *EMPTY_LISTS)
    assert row == dict.fromkeys(EMPTY) | {name: [] for name in EMPTY_LISTS}
    for name in ("visitor_id", "segments"):
        error = await world.data_fails(
            "get.calls_report", **today(world), filter=where(name, 1)
        )
        tells(error, "filter_prohibited", "filter.field", name)
        error = await world.data_fails(
            "get.calls_report", **today(world), sort=[{"field": name}]
        )
        tells(error, "sort_prohibited", "sort.field", name)


async def test_calls_stand_in_the_order_of_their_time(world: World) -> None:
    rows = await calls(world, fields=["start_time", "id"])
    assert len(rows) > 3
    assert rows == sorted(rows, key=lambda row: (row["start_time"], row["id"]))
    turned = await calls(
        world, fields=["total_duration"], sort=[{"field": "id", "order": "desc"}]
    )
    assert len(turned) == len(rows)


async def test_enumerations_are_checked(world: World) -> None:
    for name, value in (
        ("finish_reason", "unheard_of"),
        ("direction", "sideways"),
        ("source", "email"),
    ):
        error = await world.data_fails(
            "get.calls_report", **today(world), filter=where(name, value)
        )
        tells(error, "invalid_parameter_value", "filter.value", value)
    assert await calls(world, filter=where("finish_reason", "no_money")) == []
    assert await calls(world, filter=where("source", "call_tracking")) == []
