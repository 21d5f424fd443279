"""What is wrong with a scenario document (Data API spec 4.2)."""

from typing import Any

import pytest

from tests.api.data.expect import tells, where
from tests.api.world import World

TEXT = {"type": "tts", "value": "Good morning"}
BYE: dict[str, Any] = {"key": "bye", "type": "hangup", "settings": {"message": TEXT}}


def document(*operations: dict[str, Any]) -> dict[str, Any]:
    """Runs from the first one on."""
    return {"start_operation_key": operations[0]["key"], "operations": operations}


@pytest.mark.parametrize(
    ("target", "field"),
    [
        ({"type": "employee", "id": 999999}, "operations.settings.targets.id"),
        ({"type": "group", "id": 999999}, "operations.settings.targets.id"),
        ({"type": "phone", "id": 999999}, "operations.settings.targets.id"),
    ],
)
async def test_whom_it_dials_has_to_be_there(
    world: World, target: dict[str, Any], field: str
) -> None:
    operation = {"key": "ring", "type": "redirect", "settings": {"targets": [target]}}
    error = await world.data_fails("create.scenarios", name="X", **document(operation))
    tells(error, "entity_not_found", field, 999999, operation_key="ring")


@pytest.mark.parametrize(
    ("kind", "settings", "field"),
    [
        ("tag", {"tag_ids": [999999]}, "tag_ids"),
        ("schedule", {"schedule_id": 999999}, "schedule_id"),
        ("run_scenario", {"scenario_id": 999999}, "scenario_id"),
        ("contact_list", {"contact_group_ids": [999999]}, "contact_group_ids"),
        ("hangup", {"message": {"type": "media", "value": "999999"}}, "message.value"),
        ("hangup", {"message": {"type": "media", "value": "9" * 30}}, "message.value"),
    ],
)
async def test_what_it_names_has_to_be_there(
    world: World, kind: str, settings: dict[str, Any], field: str
) -> None:
    operation = {"key": "one", "type": kind, "settings": settings}
    error = await world.data_fails("create.scenarios", name="X", **document(operation))
    assert error["mnemonic"] == "entity_not_found"
    assert error["field"] == f"operations.settings.{field}"
    assert error["params"]["operation_key"] == "one"


async def test_foreign_things_cannot_be_named(world: World) -> None:
    theirs = await world.id_of_employee("Foreigner")
    tag = await world.id_of("tags", "Foreign")
    for operation in (
        {
            "key": "one",
            "type": "redirect",
            "settings": {"targets": [{"type": "employee", "id": theirs}]},
        },
        {"key": "one", "type": "tag", "settings": {"tag_ids": [tag]}},
    ):
        error = await world.data_fails(
            "create.scenarios", name="X", **document(operation)
        )
        assert error["mnemonic"] == "entity_not_found"


@pytest.mark.parametrize(
    ("operation", "mnemonic", "field"),
    [
        ({"type": "dance"}, "invalid_parameter_value", "operations.type"),
        ({}, "required_parameter_missed", "operations.type"),
        ({"type": "segment"}, "parameter_component_disabled", "operations.type"),
        (
            {"type": "redirect", "settings": {"targets": [{"type": "team"}]}},
            "invalid_parameter_value",
            "operations.settings.targets.type",
        ),
        (
            {"type": "voice_greeting", "settings": {}},
            "required_parameter_missed",
            "operations.settings.message",
        ),
        (
            {"type": "hangup", "colour": "red"},
            "unexpected_parameters",
            "operations.colour",
        ),
        (
            {"type": "hangup", "settings": {"busy_tone": 1}},
            "data_type_error",
            "operations.settings.busy_tone",
        ),
        (
            {
                "type": "hangup",
                "settings": {"message": {"type": "tts", "value": "x" * 1001}},
            },
            "invalid_parameter_value",
            "operations.settings.message.value",
        ),
        (
            {
                "type": "hangup",
                "settings": {"message": {"type": "tts", "value": "a\x00"}},
            },
            "invalid_parameter_value",
            "operations",
        ),
        (
            {"type": "goto_operation", "transitions": {"next": "gone"}},
            "invalid_parameter_value",
            "operations",
        ),
        (
            {
                "type": "interactive",
                "settings": {
                    "method": "GET",
                    "url": "https://x.example",
                    "secret": "short",
                },
            },
            "invalid_parameter_value",
            "operations.settings.secret",
        ),
    ],
)
async def test_a_document_that_cannot_run_is_refused(
    world: World, operation: dict[str, Any], mnemonic: str, field: str
) -> None:
    sent = document({"key": "one", **operation})
    error = await world.data_fails("create.scenarios", name="X", **sent)
    assert (error["mnemonic"], error["field"]) == (mnemonic, field)
    assert "short" not in str(error["value"])
    checked = await world.data("create.scenario_validations", name="X", **sent)
    (problem,) = checked["problems"]
    assert (problem["mnemonic"], problem["field"]) == (mnemonic, field)
    assert problem["message"]
    assert checked["is_valid"] is False


async def test_a_good_document_is_told_so_and_not_stored(world: World) -> None:
    lonely = {"key": "lonely", "type": "hangup"}
    web = {
        "key": "ask",
        "type": "interactive",
        "settings": {"method": "GET", "url": "https://crm.example/route"},
        "transitions": {"forward_failed": "bye"},
    }
    sent = document(web, BYE, lonely)
    assert await world.data("create.scenario_validations", name="X", **sent) == {
        "is_valid": True,
        "problems": [],
        "warnings": [
            {
                "field": "operations.transitions",
                "mnemonic": "required_parameter_missed",
                "message": "no_reply leads nowhere",
                "operation_key": "ask",
            },
            {
                "field": "operations.key",
                "mnemonic": "invalid_parameter_value",
                "message": "no way leads to this operation",
                "operation_key": "lonely",
            },
        ],
    }
    assert await world.data("get.scenarios", filter=where("name", "X")) == []
    taken = await world.data(
        "create.scenario_validations", name="Plain", **document(BYE)
    )
    assert [it["mnemonic"] for it in taken["problems"]] == ["duplicate_entity"]
