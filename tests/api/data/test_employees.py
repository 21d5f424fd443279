"""Employees (Data API spec 2.7)."""

from typing import Any

import pytest

from tests.api.call import talking
from tests.api.data.expect import tells, where
from tests.api.world import CONTACT, VIRTUAL, World

AVAILABLE = {
    "calls_available": True,
    "allowed_in_call_types": ["internal", "external"],
    "allowed_out_call_types": ["internal", "external"],
    "in_external_allowed_call_directions": ["in"],
    "in_internal_allowed_call_directions": ["in"],
    "out_external_allowed_call_directions": ["out"],
    "out_internal_allowed_call_directions": ["out"],
}


async def shown(world: World, id_: int, *fields: str) -> dict[str, Any]:
    (row,) = await world.data(
        "get.employees", filter=where("id", id_), fields=list(fields)
    )
    return dict(row)


async def make(world: World, last_name: str, **params: Any) -> int:
    made = await world.data("create.employees", last_name=last_name, **params)
    return int(made["id"])


async def test_an_employee_is_made_and_shown(world: World) -> None:
    coach = await world.id_of_employee("Stone")
    id_ = await make(
        world,
        "  Van  Dyke ",
        first_name="Ann",
        email="ann@example.com",
        call_recording="in",
        coach={"coach_id": coach},
        phone_numbers=[
            {"phone_number": "+12025550161", "dial_time": 15},
            {"phone_number": "12025550162...77", "status": "inactive"},
        ],
        extension={"extension_phone_number": "611", "extension_queue_enabled": True},
    )
    row = await shown(world, id_)
    numbers = row.pop("phone_numbers")
    assert row == {
        "id": id_,
        "login": None,
        "first_name": "Ann",
        "last_name": "Van Dyke",
        "patronymic": None,
        "full_name": "Van Dyke Ann",
        "status": "available",
        "status_id": 1,
        **AVAILABLE,
        "email": "ann@example.com",
        "call_recording": "in",
        "schedule_id": None,
        "schedule_name": None,
        "coach": {
            "coach_id": coach,
            "coach_full_name": "Stone Ann",
            "coach_always_enabled": False,
        },
        "groups": [],
        "extension": {
            "extension_phone_number": "611",
            "extension_voice_mail_enabled": False,
            "extension_queue_enabled": True,
        },
        "operator": None,
    }
    assert [{**it, "phone_id": 0} for it in numbers] == [
        phone("12025550161", dial_time=15),
        phone("12025550162...77", status="inactive"),
    ]


def phone(number: str, **settings: Any) -> dict[str, Any]:
    usual = {"phone_id": 0, "channels_count": 1, "dial_time": 60, "status": "active"}
    return {"phone_number": number, "type": "pstn", **usual, **settings}


async def test_only_a_last_name_is_needed(world: World) -> None:
    row = await shown(world, await make(world, "Plain"))
    assert (row["call_recording"], row["extension"]) == ("all", None)
    assert row["phone_numbers"] == []


async def test_null_sets_back_and_absent_leaves_alone(world: World) -> None:
    id_ = await make(
        world,
        "Varied",
        first_name="Vic",
        email="v@example.com",
        status="break",
        call_recording="out",
        in_external_allowed_call_directions=[],
        extension={"extension_phone_number": "612"},
    )
    assert await world.data("update.employees", id=id_, patronymic="Q") == {}
    row = await shown(world, id_)
    assert (row["full_name"], row["status"]) == ("Varied Vic Q", "break")
    assert row["extension"]["extension_phone_number"] == "612"
    names = ("first_name", "email", "status", "call_recording", "extension")
    lists = "in_external_allowed_call_directions"
    await world.data("update.employees", id=id_, **dict.fromkeys((*names, lists)))
    row = await shown(world, id_, *names, lists)
    assert row == {
        "first_name": None,
        "email": None,
        "status": "available",
        "call_recording": "all",
        "extension": None,
        lists: ["in"],
    }


@pytest.mark.parametrize(
    ("params", "expected"),
    [
        ({"status": "not_at_work"}, {"allowed_in_call_types": []}),
        ({"status": "break"}, {"allowed_in_call_types": ["internal"]}),
        ({"status_id": 3}, {"status": "do_not_disturb", "calls_available": False}),
        (
            {"calls_available": False},
            {
                "allowed_in_call_types": [],
                "allowed_out_call_types": ["internal", "external"],
            },
        ),
        (
            {"allowed_in_call_types": ["internal"], "allowed_out_call_types": []},
            {
                "in_external_allowed_call_directions": [],
                "in_internal_allowed_call_directions": ["in"],
                "out_external_allowed_call_directions": [],
                "out_internal_allowed_call_directions": [],
            },
        ),
        (
            {"out_external_allowed_call_directions": ["in", "out", "in"]},
            {"out_external_allowed_call_directions": ["in", "out"]},
        ),
        (
            {"out_external_allowed_call_directions": ["in"]},
            {"allowed_out_call_types": ["internal"]},
        ),
    ],
)
async def test_what_calls_are_allowed(
    world: World, params: dict[str, Any], expected: dict[str, Any]
) -> None:
    id_ = await make(world, "Allowed", **params)
    assert await shown(world, id_, *expected) == expected


async def test_the_lists_are_kept_while_a_status_bars_calls(world: World) -> None:
    name = "in_internal_allowed_call_directions"
    id_ = await make(world, "Kept", status="not_at_work", **{name: ["in"]})
    assert await shown(world, id_, name) == {name: []}
    await world.data("update.employees", id=id_, status="available")
    assert await shown(world, id_, name) == {name: ["in"]}


async def test_numbers_are_replaced_as_a_whole(world: World) -> None:
    sent = [{"phone_number": "12025550163"}, {"phone_number": "12025550164"}]
    id_ = await make(world, "Numbers", phone_numbers=sent)
    first, second = (await shown(world, id_))["phone_numbers"]
    wanted = [
        {"phone_number": "12025550164", "dial_time": 7},
        {"phone_id": first["phone_id"], "phone_number": "12025550165"},
    ]
    await world.data("update.employees", id=id_, phone_numbers=wanted)
    rows = (await shown(world, id_))["phone_numbers"]
    assert rows == [
        {**second, "dial_time": 7},
        {**first, "phone_number": "12025550165"},
    ]
    await world.data("update.employees", id=id_, phone_numbers=None)
    assert (await shown(world, id_))["phone_numbers"] == []


async def test_a_number_has_the_same_settings_for_all(world: World) -> None:
    shared = {"phone_number": "12025550166", "channels_count": 3, "dial_time": 9}
    one = await make(world, "First", phone_numbers=[shared])
    again = [{"phone_number": "12025550166", "dial_time": 11}]
    other = await make(world, "Second", phone_numbers=again)
    for id_ in (one, other):
        (row,) = (await shown(world, id_))["phone_numbers"]
        assert (row["channels_count"], row["dial_time"]) == (3, 11)


@pytest.mark.parametrize(
    "number", [VIRTUAL, "0999001", "0486999", "7", "12025550167...", "Ann"]
)
async def test_numbers_that_cannot_be_an_employees(world: World, number: str) -> None:
    wanted = [{"phone_number": number}]
    error = await world.data_fails(
        "create.employees", last_name="X", phone_numbers=wanted
    )
    tells(error, "invalid_parameter_value", "phone_numbers.phone_number", number)


async def test_a_number_stands_in_the_list_once(world: World) -> None:
    wanted = [{"phone_number": "12025550168"}, {"phone_number": "12025550168...1"}]
    error = await world.data_fails(
        "create.employees", last_name="X", phone_numbers=wanted
    )
    assert (error["mnemonic"], error["field"]) == (
        "invalid_parameter_value",
        "phone_numbers",
    )


async def test_foreign_numbers_are_not_there(world: World) -> None:
    phone_id = await world.pool.fetchval(
        "select id from employee_numbers where number = '0999001'"
    )
    id_ = await make(world, "Thief")
    wanted = [{"phone_id": phone_id, "phone_number": "12025550169"}]
    error = await world.data_fails("update.employees", id=id_, phone_numbers=wanted)
    tells(error, "entity_not_found", "phone_numbers.phone_id", phone_id)


async def test_a_line_of_the_account_can_ring_for_others(world: World) -> None:
    id_ = await make(world, "Helper", phone_numbers=[{"phone_number": "0486174"}])
    (row,) = (await shown(world, id_))["phone_numbers"]
    assert (row["phone_number"], row["type"]) == ("0486174", "sip")


async def test_an_extension_is_given_once(world: World) -> None:
    taken = {"extension_phone_number": "201"}
    error = await world.data_fails("create.employees", last_name="X", extension=taken)
    tells(error, "already_in_use", "extension.extension_phone_number", "201")
    id_ = await make(world, "Other")
    error = await world.data_fails("update.employees", id=id_, extension=taken)
    tells(error, "already_in_use", "extension.extension_phone_number", "201")


async def test_groups_are_joined_and_left(world: World) -> None:
    group = await world.data("create.group_employees", name="Joined")
    id_ = await make(
        world,
        "Member",
        groups=[group["id"]],
        phone_numbers=[{"phone_number": "12025550170"}],
    )
    row = await shown(world, id_, "groups")
    assert row["groups"] == [{"group_id": group["id"], "group_name": "Joined"}]
    (row,) = await world.data("get.group_employees", filter=where("id", group["id"]))
    (number,) = row["phone_numbers"]
    assert (number["employee_phone_number"], number["available"]) == (
        "12025550170",
        True,
    )
    await world.data("update.employees", id=id_, groups=[])
    (row,) = await world.data("get.group_employees", filter=where("id", group["id"]))
    assert (row["members"], row["phone_numbers"]) == ([], [])


@pytest.mark.parametrize(
    ("params", "field", "value"),
    [
        ({"schedule_id": 999999}, "schedule_id", 999999),
        ({"status_id": 99}, "status_id", 99),
        ({"coach": {"coach_id": 999999}}, "coach.coach_id", 999999),
        ({"groups": [999999]}, "groups", 999999),
    ],
)
async def test_what_is_named_has_to_be_there(
    world: World, params: dict[str, Any], field: str, value: int
) -> None:
    error = await world.data_fails("create.employees", last_name="X", **params)
    tells(error, "entity_not_found", field, value)


async def test_foreign_things_cannot_be_named(world: World) -> None:
    theirs = await world.id_of_employee("Foreigner")
    error = await world.data_fails(
        "create.employees", last_name="X", coach={"coach_id": theirs}
    )
    tells(error, "entity_not_found", "coach.coach_id", theirs)


async def test_nobody_coaches_himself(world: World) -> None:
    id_ = await make(world, "Alone")
    error = await world.data_fails("update.employees", id=id_, coach={"coach_id": id_})
    tells(error, "invalid_parameter_value", "coach.coach_id", id_)


@pytest.mark.parametrize(
    ("params", "field"),
    [
        ({"status": "break", "status_id": 2}, "status"),
        (
            {
                "allowed_in_call_types": [],
                "in_internal_allowed_call_directions": ["in"],
            },
            "allowed_in_call_types",
        ),
        (
            {
                "allowed_out_call_types": [],
                "out_internal_allowed_call_directions": ["out"],
            },
            "allowed_out_call_types",
        ),
        (
            {"calls_available": True, "allowed_in_call_types": ["internal"]},
            "calls_available",
        ),
    ],
)
async def test_what_does_not_go_together(
    world: World, params: dict[str, Any], field: str
) -> None:
    error = await world.data_fails("create.employees", last_name="X", **params)
    assert (error["mnemonic"], error["field"]) == (
        "invalid_parameters_combination",
        field,
    )


@pytest.mark.parametrize(
    ("params", "mnemonic", "field"),
    [
        ({}, "required_parameter_missed", "last_name"),
        ({"last_name": " "}, "invalid_parameter_value", "last_name"),
        ({"last_name": "x" * 101}, "invalid_parameter_value", "last_name"),
        ({"last_name": 1}, "data_type_error", "last_name"),
        ({"last_name": "X", "size": 1}, "unexpected_parameters", "size"),
        ({"last_name": "X", "status": "asleep"}, "invalid_parameter_value", "status"),
        (
            {"last_name": "X", "status": "unknown"},
            "invalid_parameter_value",
            "status",
        ),
        ({"last_name": "X", "status_id": 6}, "invalid_parameter_value", "status_id"),
        ({"last_name": "X", "email": "at home"}, "invalid_parameter_value", "email"),
        (
            {"last_name": "X", "call_recording": "never"},
            "invalid_parameter_value",
            "call_recording",
        ),
        (
            {"last_name": "X", "coach": {}},
            "required_parameter_missed",
            "coach.coach_id",
        ),
        (
            {"last_name": "X", "extension": {"extension_phone_number": "123456"}},
            "invalid_parameter_value",
            "extension.extension_phone_number",
        ),
        (
            {"last_name": "X", "phone_numbers": [{"dial_time": 5}]},
            "required_parameter_missed",
            "phone_numbers.phone_number",
        ),
        (
            {
                "last_name": "X",
                "phone_numbers": [{"phone_number": "12025550171", "dial_time": 0}],
            },
            "invalid_parameter_value",
            "phone_numbers.dial_time",
        ),
        (
            {
                "last_name": "X",
                "phone_numbers": [{"phone_number": "12025550171", "size": 0}],
            },
            "unexpected_parameters",
            "phone_numbers.size",
        ),
        ({"last_name": "X", "groups": ["1"]}, "data_type_error", "groups"),
        (
            {"last_name": "X", "in_external_allowed_call_directions": ["up"]},
            "invalid_parameter_value",
            "in_external_allowed_call_directions",
        ),
        (
            {"last_name": "X", "operator": {"chats": 1}},
            "parameter_component_disabled",
            "operator",
        ),
    ],
)
async def test_wrong_params(
    world: World, params: dict[str, Any], mnemonic: str, field: str
) -> None:
    error = await world.data_fails("create.employees", **params)
    assert (error["mnemonic"], error["field"]) == (mnemonic, field)


async def test_eleven_numbers_are_too_many(world: World) -> None:
    wanted = [{"phone_number": f"120255502{n}"} for n in range(10, 21)]
    error = await world.data_fails(
        "create.employees", last_name="X", phone_numbers=wanted
    )
    assert (error["mnemonic"], error["field"]) == (
        "invalid_parameter_value",
        "phone_numbers",
    )


async def test_some_parameters_need_a_component(world: World) -> None:
    """The foreign account has neither the recording nor the coach."""
    key, name = world.keys.foreign_admin, "Theirs"
    for params, field, component in (
        ({"call_recording": "all"}, "call_recording", "Call recording"),
        ({"coach": None}, "coach", "Coach"),
    ):
        error = await world.data_fails(
            "create.employees", key, last_name=name, **params
        )
        tells(
            error,
            "parameter_component_disabled",
            field,
            components=component,
            value=error["value"],
        )
    made = await world.data("create.employees", key, last_name=name)
    (row,) = await world.data("get.employees", key, filter=where("id", made["id"]))
    assert row["call_recording"] == "off"
    await world.data("delete.employees", key, **made)


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


async def test_foreign_employees_are_not_there(world: World) -> None:
    id_ = await world.id_of_employee("Foreigner")
    assert await world.data("get.employees", filter=where("id", id_)) == []
    for method, more in (
        ("update.employees", {"first_name": "My"}),
        ("delete.employees", {}),
    ):
        error = await world.data_fails(method, id=id_, **more)
        tells(error, "entity_not_found", "id", id_)


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


async def test_a_status_is_noted(world: World) -> None:
    id_ = await make(world, "Watched")
    for status in ("break", "break", "available"):
        await world.data("update.employees", id=id_, status=status)
    rows = await world.pool.fetch(
        "select c.old_status, c.new_status, u.login from employee_status_changes c"
        " join users u on u.id = c.user_id where c.employee_id = $1 order by c.id",
        id_,
    )
    assert [tuple(row) for row in rows] == [
        ("available", "break", "chief"),
        ("break", "available", "chief"),
    ]


async def test_statuses_are_listed(world: World) -> None:
    rows = await world.data("get.statuses", filter=where("mnemonic", "break"))
    assert rows == [
        {
            "id": 2,
            "name": "Break",
            "mnemonic": "break",
            "description": None,
            "color": "#F2C14E",
            "is_deleted": False,
            "in_external_allowed_call_directions": [],
            "in_internal_allowed_call_directions": ["in"],
            "out_external_allowed_call_directions": ["out"],
            "out_internal_allowed_call_directions": ["out"],
            "allowed_phone_protocols": ["PSTN", "SIP", "SIP_TRUNK", "FMC"],
            "is_select_allowed": True,
            "is_worktime": True,
            "is_auto_out_calls_ready": False,
        }
    ]
    every = await world.data("get.statuses", is_deleted=True)
    assert len(every) == 7


@pytest.mark.parametrize(
    ("params", "mnemonic"),
    [
        ({"is_deleted": 1}, "data_type_error"),
        ({"sort": [{"field": "mnemonic"}]}, "sort_prohibited"),
        ({"filter": where("color", "#000000")}, "filter_prohibited"),
        ({"filter": where("mnemonic", "asleep")}, "invalid_parameter_value"),
    ],
)
async def test_wrong_questions(
    world: World, params: dict[str, Any], mnemonic: str
) -> None:
    assert (await world.data_fails("get.statuses", **params))["mnemonic"] == mnemonic


@pytest.mark.parametrize(
    ("field", "path"),
    [
        ("phone_numbers", '#(phone_number = "0486173" AND status = "active")'),
        ("extension", 'extension_phone_number = "201"'),
        ("coach", 'coach_full_name = "Stone Ann" AND NOT coach_always_enabled = true'),
    ],
)
async def test_an_employee_is_found_by_what_he_has(
    world: World, field: str, path: str
) -> None:
    rows = await world.data("get.employees", filter=where(field, path, "jsquery"))
    assert rows[0]["last_name"] == "Reyes"
    assert {row["last_name"] for row in rows} <= {"Reyes", "Van Dyke"}


@pytest.mark.parametrize("verb", ["get", "create", "update", "delete"])
async def test_without_a_permission_nothing_is_told(world: World, verb: str) -> None:
    """The user of the tests' own key is no administrator and has no permissions."""
    params: dict[str, Any] = {"create": {"last_name": "X"}, "get": {}}.get(
        verb, {"id": 1}
    )
    error = await world.data_fails(f"{verb}.employees", world.keys.own, **params)
    tells(error, "forbidden")
