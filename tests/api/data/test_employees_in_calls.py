"""What else goes by an employee: who needs him, and the calls (Data API spec 2.7)."""

from typing import Any

from tests.api.call import talking
from tests.api.data.expect import tells, where
from tests.api.world import CONTACT, VIRTUAL, World

REGISTERED = """
insert into sip_line_switches (number, switch, registered_at)
values ($1, 'another', now())
"""


async def make(world: World, last_name: str, **params: Any) -> int:
    made = await world.data("create.employees", last_name=last_name, **params)
    return int(made["id"])


async def test_who_is_needed_stays(world: World) -> None:
    reyes = await world.id_of_employee("Reyes")
    error = await world.data_fails("delete.employees", id=reyes)
    tells(error, "dependency_error", "id", reyes)
    used_by = {it["entity"] for it in error["params"]["used_by"]}
    assert used_by == {"scenario", "sip_line"}
    stone = await world.id_of_employee("Stone")
    error = await world.data_fails("delete.employees", id=stone)
    assert {"entity": "employee", "id": reyes} in error["params"]["used_by"]


async def test_who_is_in_a_call_stays(world: World) -> None:
    id_ = await make(world, "Busy", phone_numbers=[{"phone_number": "12025550172"}])
    session_id = await world.employee_talk("Busy")
    error = await world.data_fails("delete.employees", id=id_)
    assert error["params"]["used_by"] == [{"entity": "call_session", "id": session_id}]
    await world.clear()
    assert await world.data("delete.employees", id=id_) == {}
    assert await world.data("get.employees", filter=where("id", id_)) == []


async def test_calls_see_a_change_at_once(world: World) -> None:
    id_ = await make(
        world,
        "Quick",
        first_name="Una",
        phone_numbers=[{"phone_number": "12025550173"}],
        extension={"extension_phone_number": "613"},
    )
    world.phone("12025550173").behave("answer")
    call: dict[str, Any] = {
        "first_call": "employee",
        "virtual_phone_number": VIRTUAL,
        "contact": CONTACT,
        "employee": {"id": id_},
    }
    started = await world.ok("start.employee_call", **call)
    (listed,) = await world.calls()
    assert listed["call_session_id"] == started["call_session_id"]
    assert listed["legs"][0]["employee_full_name"] == "Quick Una"
    await world.clear()
    inactive = [{"phone_number": "12025550173", "status": "inactive"}]
    await world.data("update.employees", id=id_, phone_numbers=inactive)
    error = await world.fails("start.employee_call", **call)
    assert error["mnemonic"] == "no_active_phone_number"
    await world.data("delete.employees", id=id_)
    error = await world.fails("start.employee_call", **call)
    assert error["mnemonic"] == "employee_not_found"


async def test_an_extension_can_be_dialled_at_once(world: World) -> None:
    call = await talking(world)
    await call.hold()
    error = await world.fails("make.call", call_session_id=call.id, to="614")
    assert (error["mnemonic"], error["field"]) == ("no_active_phone_number", "to")
    await make(
        world,
        "Third",
        phone_numbers=[{"phone_number": "12025550174"}],
        extension={"extension_phone_number": "614"},
    )
    await call.ask("make.call", to="614")
    (listed,) = await world.calls()
    assert listed["legs"][-1]["employee_full_name"] == "Third"


async def reason(world: World, id_: int) -> str | None:
    """Why the employee's only number was not called; None: it rings."""
    data = await world.ok(
        "start.employee_call",
        first_call="employee",
        virtual_phone_number=VIRTUAL,
        contact=CONTACT,
        employee={"id": id_},
    )
    session = await world.session(data["call_session_id"])
    (leg,) = session.legs
    return leg.end_reason


async def test_who_cannot_be_called_now_is_not(world: World) -> None:
    id_ = await make(world, "Away", phone_numbers=[{"phone_number": "12025550175"}])
    world.by_hand("12025550175")
    closed = [{"activity_days": {"type": "days_of_week", "days": [1]}}]
    hours = await world.data("create.schedules", name="Mondays", schedules=closed)
    changes: list[tuple[dict[str, Any], str]] = [
        ({"status": "not_at_work"}, "employee_status_not_at_work"),
        ({"status": None, "calls_available": False}, "in_call_not_allowed"),
        (
            {"calls_available": True, "schedule_id": hours["id"]},
            "employee_inactive_by_schedule",
        ),
    ]
    for change, expected in changes:
        await world.data("update.employees", id=id_, **change)
        assert await reason(world, id_) == expected
    await world.data("update.employees", id=id_, schedule_id=None)
    assert await reason(world, id_) is None
    assert await reason(world, id_) == "operator_channels_busy"


async def test_a_locked_line_is_not_called(world: World) -> None:
    id_ = await make(world, "Locked")
    line = await world.data("create.sip_lines", employee_id=id_)
    await world.pool.execute(REGISTERED, line["phone_number"])
    await world.data("update.sip_lines", id=line["id"], billing_state="manual_lock")
    assert await reason(world, id_) == "locked_phone"


async def test_no_more_than_the_limit(world: World) -> None:
    await world.pool.execute(
        "update accounts set max_employees = (select count(*) from employees e"
        " where e.account_id = accounts.id) where name = 'Foreign Office'"
    )
    error = await world.data_fails(
        "create.employees", world.keys.foreign_admin, last_name="X"
    )
    tells(error, "data_limit_exceeded")
    await world.pool.execute("update accounts set max_employees = 500")
