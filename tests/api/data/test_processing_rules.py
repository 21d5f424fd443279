"""Which scenario answers a number, and when (Data API spec 2.9)."""

from typing import Any

import pytest

from tests.api.data.expect import tells, where
from tests.api.world import LINE, World

CALLER = "12025550148"
NUMBER = "12025550101"  # has no rules of its own


async def number_id(world: World, number: str = NUMBER) -> int:
    return await world.id_of("virtual_numbers", number, "number")


async def rules_of(world: World) -> list[dict[str, Any]]:
    data = await world.data(
        "getobj.call_processing_rules", number_capacity_id=await number_id(world)
    )
    rules: list[dict[str, Any]] = data["scenarios"]
    return rules


async def make(world: World, scenario: str = "Plain", **params: Any) -> int:
    made = await world.data(
        "create.call_processing_rules",
        number_capacity_id=await number_id(world),
        scenario_id=await world.id_of("scenarios", scenario),
        **params,
    )
    return int(made["id"])


async def remove_all(world: World) -> None:
    for rule in await rules_of(world):
        id_ = rule["call_processing_rule_id"]
        assert await world.data("delete.call_processing_rules", id=id_) == {}
    assert await rules_of(world) == []


async def is_taken(world: World) -> bool:
    """Whether a call to the number is answered by a scenario."""
    world.by_hand(LINE)
    await world.simulator.call(CALLER, NUMBER)
    await world.quiet()
    calls = await world.calls()
    await world.clear()
    return bool(calls)


async def test_a_rule_is_made_and_shown(world: World) -> None:
    schedule = await world.data(
        "create.schedules",
        name="Weekends",
        schedules=[{"activity_days": {"type": "days_of_week", "days": [0, 6]}}],
    )
    group = await world.id_of("contact_groups", "Warm")
    id_ = await make(
        world, schedule_id=schedule["id"], contact_group_id=group, is_active=False
    )
    (rule,) = await rules_of(world)
    assert rule == {
        "scenario_id": await world.id_of("scenarios", "Plain"),
        "scenario_name": "Plain",
        "call_processing_rule_id": id_,
        "is_active": False,
        "priority": 1,
        "schedule_id": schedule["id"],
        "schedule_name": "Weekends",
        "contact_group_id": group,
        "contact_group_name": "Warm",
    }
    error = await world.data_fails("delete.schedules", id=schedule["id"])
    assert error["params"]["used_by"] == [{"entity": "call_processing_rule", "id": id_}]
    names = ("schedule_id", "contact_group_id", "is_active")
    changed = dict.fromkeys(names)
    assert await world.data("update.call_processing_rules", id=id_, **changed) == {}
    (rule,) = await rules_of(world)
    assert [rule[name] for name in names] == [None, None, True]
    await remove_all(world)


async def test_rules_stand_in_order_without_gaps(world: World) -> None:
    first, second = await make(world), await make(world, "Direct")
    third = await make(world, "Office", priority=1)
    assert await order(world) == [third, first, second]
    await world.data("update.call_processing_rules", id=third, priority=2)
    assert await order(world) == [first, third, second]
    await world.data("update.call_processing_rules", id=first, priority=99)
    assert await order(world) == [third, second, first]
    await world.data("update.call_processing_rules", id=third, priority=None)
    assert await order(world) == [second, first, third]
    await world.data("delete.call_processing_rules", id=first)
    assert await order(world) == [second, third]
    plain = await world.id_of("scenarios", "Plain")
    await world.data("update.call_processing_rules", id=third, scenario_id=plain)
    assert [it["scenario_name"] for it in await rules_of(world)] == ["Direct", "Plain"]
    await remove_all(world)


async def order(world: World) -> list[int]:
    rules = await rules_of(world)
    assert [it["priority"] for it in rules] == list(range(1, len(rules) + 1))
    return [it["call_processing_rule_id"] for it in rules]


async def test_calls_obey_at_once(world: World) -> None:
    assert not await is_taken(world)
    id_ = await make(world)
    assert await is_taken(world)
    switch: dict[str, Any] = {"id": id_, "type": "scenario"}
    method = "set.call_processing_rule_is_active"
    assert await world.data(method, **switch, is_active=False) == {}
    assert not await is_taken(world)
    await world.data(method, **switch, is_active=True)
    group = await world.id_of("contact_groups", "Warm")
    await world.data("update.call_processing_rules", id=id_, contact_group_id=group)
    assert not await is_taken(world)
    await world.data(
        "create.contacts", last_name="Known", phone_numbers=[CALLER], groups=[group]
    )
    assert await is_taken(world)
    closed: list[dict[str, Any]] = [
        {"activity_days": {"type": "days_of_week", "days": [1]}}
    ]
    hours = await world.data("create.schedules", name="Mondays", schedules=closed)
    await world.data("update.call_processing_rules", id=id_, schedule_id=hours["id"])
    assert not await is_taken(world)  # it is Sunday
    closed[0]["activity_days"]["days"] = [0]
    await world.data("update.schedules", id=hours["id"], schedules=closed)
    assert await is_taken(world)
    await remove_all(world)


async def test_foreign_things_are_not_there(world: World) -> None:
    theirs = await number_id(world, "12025550106")
    scenario = await world.id_of("scenarios", "Theirs")
    error = await world.data_fails(
        "getobj.call_processing_rules", number_capacity_id=theirs
    )
    tells(error, "entity_not_found", "number_capacity_id", theirs)
    error = await world.data_fails(
        "create.call_processing_rules", number_capacity_id=theirs, scenario_id=scenario
    )
    tells(error, "entity_not_found", "number_capacity_id", theirs)
    error = await world.data_fails(
        "create.call_processing_rules",
        number_capacity_id=await number_id(world),
        scenario_id=scenario,
    )
    tells(error, "entity_not_found", "scenario_id", scenario)
    rule = await world.pool.fetchval(
        "select id from call_processing_rules where virtual_number_id = $1", theirs
    )
    for method, more in (
        (
            "set.call_processing_rule_is_active",
            {"type": "scenario", "is_active": False},
        ),
        ("update.call_processing_rules", {"priority": 1}),
        ("delete.call_processing_rules", {}),
    ):
        error = await world.data_fails(method, id=rule, **more)
        tells(error, "entity_not_found", "id", rule)
    own = await make(world)
    for field, table in (
        ("schedule_id", "schedules"),
        ("contact_group_id", "contact_groups"),
    ):
        foreign = await foreign_id(world, table)
        sent: dict[str, Any] = {"id": own, field: foreign}
        error = await world.data_fails("update.call_processing_rules", **sent)
        tells(error, "entity_not_found", field, foreign)
    await remove_all(world)


async def foreign_id(world: World, table: str) -> int:
    if table == "schedules":
        rules = [{"activity_days": {"type": "days_of_week", "days": [1]}}]
        key = world.keys.foreign_admin
        made = await world.data("create.schedules", key, name="X", schedules=rules)
        return int(made["id"])
    account = await world.id_of("accounts", "Foreign Office")
    return await world.id_of(table, str(account), "account_id::text")


@pytest.mark.parametrize(
    ("method", "params", "mnemonic", "field"),
    [
        (
            "create.call_processing_rules",
            {},
            "required_parameter_missed",
            "number_capacity_id",
        ),
        (
            "create.call_processing_rules",
            {"number_capacity_id": 1},
            "required_parameter_missed",
            "scenario_id",
        ),
        (
            "create.call_processing_rules",
            {"number_capacity_id": 1, "scenario_id": 1, "priority": 0},
            "invalid_parameter_value",
            "priority",
        ),
        (
            "create.call_processing_rules",
            {"number_capacity_id": 1, "scenario_id": 1, "is_active": 1},
            "data_type_error",
            "is_active",
        ),
        (
            "update.call_processing_rules",
            {"id": 1, "number_capacity_id": 1},
            "unexpected_parameters",
            "number_capacity_id",
        ),
        (
            "update.call_processing_rules",
            {"id": 1, "scenario_id": None},
            "invalid_parameter_value",
            "scenario_id",
        ),
        (
            "set.call_processing_rule_is_active",
            {"id": 1, "type": "campaign", "is_active": True},
            "invalid_parameter_value",
            "type",
        ),
        (
            "getobj.call_processing_rules",
            {},
            "required_parameter_missed",
            "number_capacity_id",
        ),
    ],
)
async def test_wrong_params(
    world: World, method: str, params: dict[str, Any], mnemonic: str, field: str
) -> None:
    error = await world.data_fails(method, **params)
    assert (error["mnemonic"], error["field"]) == (mnemonic, field)


async def test_the_numbers_show_their_rules(world: World) -> None:
    await make(world, is_active=False)
    (row,) = await world.data(
        "get.virtual_numbers",
        filter=where("scenarios", "#(is_active = false)", "jsquery"),
        fields=["virtual_phone_number"],
    )
    assert row == {"virtual_phone_number": NUMBER}
    await remove_all(world)


async def test_without_a_permission_nothing_is_told(world: World) -> None:
    key = world.keys.own
    asked: tuple[tuple[str, dict[str, Any]], ...] = (
        ("getobj.call_processing_rules", {"number_capacity_id": 1}),
        ("delete.call_processing_rules", {"id": 1}),
    )
    for method, params in asked:
        tells(await world.data_fails(method, key, **params), "forbidden")
