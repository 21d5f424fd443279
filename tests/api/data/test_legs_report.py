"""get.call_legs_report, what legs cost, how reasons are spelled (2.16, 3.5, 6.5)."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from callapi.domain import finish_reasons
from callapi.domain.account import Unit
from callapi.embedded import Servers
from tests.api.call import THIRD, Call
from tests.api.data.expect import tells, where
from tests.api.data.reported import call, calls, key_of_user, legs, stamp, today
from tests.api.world import CONTACT, LINE, OPERATOR, VIRTUAL, World
from tests.api.worlds import other_world
from tests.conftest import Administrator, Filled

PRICES = {"local": 0.01, "national": 0.02, "international": 0.5}


@pytest.fixture(scope="module")
async def wire(
    servers: Servers, administrator: Administrator, filled: Filled
) -> AsyncIterator[World]:
    """A server that spells as the live service does, and has prices."""
    async with other_world(
        servers,
        administrator,
        filled,
        finish_reason_dialect="wire",
        leg_prices=PRICES,
        public_url="https://calls.example",
    ) as it:  # nobody's rules are known to it yet
        await it.pool.execute("update direction_rules set international = true")
        yield it


async def busy_then_talk(world: World) -> int:
    """Dana's line is busy, her other number answers."""
    world.phone(LINE).behave("reject 486")
    world.phone("12025550151").behave("answer")
    world.phone(CONTACT).behave("answer")
    data = await world.ok(
        "start.employee_call",
        first_call="employee",
        virtual_phone_number=VIRTUAL,
        contact=CONTACT,
        employee={"id": await world.id_of_employee("Reyes")},
    )
    await world.phone(CONTACT).talks()
    return int(data["call_session_id"])


async def test_documented_row(world: World) -> None:
    employee = await world.id_of_employee("Reyes")
    begun = stamp(world.clock.now())
    session_id = await busy_then_talk(world)
    await world.pass_time(12)
    world.phone(CONTACT).hang_up()
    await world.ends(session_id)
    rows = await legs(world, session_id)
    ids = [row.pop("id") for row in rows]
    assert ids == sorted(ids)
    assert rows[0] == {
        "call_session_id": session_id,
        "call_records": [],
        "start_time": begun,
        "connect_time": None,
        "duration": 0,
        "total_duration": 0,
        "finish_reason": "operator_busy",
        "virtual_phone_number": VIRTUAL,
        "calling_phone_number": VIRTUAL,
        "called_phone_number": LINE,
        "direction": "out",
        "is_transfered": False,
        "is_operator": True,
        "is_coach": False,
        "is_failed": True,
        "employee_id": employee,
        "employee_rating": None,
        "scenario_id": None,
        "action_name": None,
        "group_id": None,
        "group_name": None,
        "release_cause_code": 17,
        "release_cause_description": "User busy",
    }


async def test_legs_end_each_in_its_way(world: World) -> None:
    session_id = await busy_then_talk(world)
    await world.pass_time(12)
    world.phone(CONTACT).hang_up()
    await world.ends(session_id)
    rows = await legs(world, session_id)
    told = [
        (row["called_phone_number"], row["duration"], row["finish_reason"])
        for row in rows
    ]
    assert told == [
        (LINE, 0, "operator_busy"),
        ("12025550151", 12, "caller_disconnects"),
        (CONTACT, 12, "caller_disconnects"),
    ]
    (found,) = await world.data(
        "get.call_legs_report",
        **today(world),
        filter={
            "filters": [
                where("call_session_id", session_id),
                where("finish_reason_description", "The employee is busy"),
            ],
            "condition": "and",
        },
        fields=["employee_full_name", "employee_phone_number", "contact_phone_number"],
    )
    assert found == {
        "employee_full_name": "Reyes Dana",
        "employee_phone_number": LINE,
        "contact_phone_number": CONTACT,
    }


async def test_foreign_legs_are_not_there(world: World) -> None:
    session_id = await busy_then_talk(world)
    assert await legs(world, session_id, key=world.keys.foreign_admin) == []
    key = await key_of_user(world, Unit.TAGS)
    for method in ("get.call_legs_report", "get.calls_report"):
        tells(await world.data_fails(method, key), "forbidden")


# --- another dialect, and prices


async def test_live_service_spells_seven_reasons_otherwise(wire: World) -> None:
    wire.phone(OPERATOR).behave("answer")
    wire.phone(CONTACT).behave("reject 486")
    session_id = await wire.start()
    assert await wire.ends(session_id) == "caller_busy"
    row = await call(wire, session_id, "finish_reason")
    assert row == {"finish_reason": "subscriber_busy"}
    found = await calls(
        wire, filter=where("finish_reason", "subscriber_busy"), fields=["id"]
    )
    assert {"id": session_id} in found
    assert await calls(wire, filter=where("finish_reason", "caller_busy")) == []
    *_, leg = await legs(wire, session_id)
    assert leg["called_phone_number"] == CONTACT
    assert leg["finish_reason"] == "subscriber_busy"
    (told,) = await wire.data("get.call_details", entity_ids=[session_id])
    assert told["call_finish_reason"] == {
        "value": "The contact is busy",
        "value_id": "subscriber_busy",
    }
    await wire.clear()


async def test_links_lead_to_where_clients_find_the_server(wire: World) -> None:
    it = Call(wire, await wire.talk())
    await it.ask("record.call", action="on")
    await wire.pass_time(2)
    await it.ask("release.call")
    await it.ends()
    await wire.app.calls.idle()
    row = await call(wire, it.id, "full_record_file_link")
    assert row["full_record_file_link"].startswith(f"https://calls.example/{it.id}/")
    await wire.clear()


async def costs(world: World, session_id: int, **params: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = await world.data(
        "get.financial_call_legs_report", **today(world), **params
    )
    return [
        row for row in found if row.get("call_session_id", session_id) == session_id
    ]


async def test_what_was_dialled_costs_by_minutes_begun(wire: World) -> None:
    operator = "442079460123"
    wire.phone(operator).behave("answer")
    wire.phone(CONTACT).behave("answer")
    session_id = await wire.start(operator=operator)
    await wire.phone(CONTACT).talks()
    await wire.pass_time(61)
    begun = stamp(wire.clock.now() - 61)
    await wire.ok("release.call", call_session_id=session_id)
    await wire.ends(session_id)
    (leg, *_) = await legs(wire, session_id)
    abroad, near = await costs(wire, session_id)
    assert abroad == {
        "start_time": begun,
        "direction": "out",
        "source": "callapi",
        "call_session_id": session_id,
        "leg_id": leg["id"],
        "calling_phone_number": VIRTUAL,
        "called_phone_number": operator,
        "duration": 61,
        "chargeable_duration": 120,
        "direction_type": "international",
        "cost_per_minute": 0.5,
        "total_charge": 1.0,
        "bonuses_charge": 0,
    }
    assert (near["direction_type"], near["total_charge"]) == ("local", 0.02)
    few = await costs(wire, session_id, fields=["total_charge", "leg_id"])
    assert {"total_charge": 1, "leg_id": leg["id"]} in few
    await wire.clear()


async def test_unanswered_and_own_lines_cost_what_lines_do(wire: World) -> None:
    wire.phone(THIRD).behave("reject 486")
    session_id = await wire.start(operator=THIRD)
    await wire.ends(session_id)
    (row,) = await costs(wire, session_id)
    assert (row["chargeable_duration"], row["total_charge"]) == (0, 0)
    wire.phone(LINE).behave("answer")
    wire.phone(CONTACT).behave("answer")
    session_id = await wire.start(operator=LINE)
    await wire.phone(CONTACT).talks()
    await wire.ok("release.call", call_session_id=session_id)
    await wire.ends(session_id)
    assert {row["direction_type"] for row in await costs(wire, session_id)} == {"local"}
    await wire.clear()


async def test_costs_are_sorted_by_time_alone_and_not_filtered(wire: World) -> None:
    method = "get.financial_call_legs_report"
    error = await wire.data_fails(method, **today(wire), filter=where("duration", 1))
    tells(error, "filter_prohibited", "filter.field", "duration")
    error = await wire.data_fails(method, **today(wire), sort=[{"field": "duration"}])
    tells(error, "sort_prohibited", "sort.field", "duration")
    key = await key_of_user(wire, Unit.REPORTS)
    tells(await wire.data_fails(method, key), "forbidden")


# --- the table of reasons


async def test_every_reason_that_filters_know_is_described(world: World) -> None:
    rows = await world.pool.fetch("select mnemonic, wire from finish_reasons")
    assert {row["mnemonic"] for row in rows} == finish_reasons.LEG
    assert {row["wire"] for row in rows if row["wire"]} == finish_reasons.WIRE
