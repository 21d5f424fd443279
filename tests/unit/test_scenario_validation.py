"""What is told of a scenario that is wrong: field, mnemonic and operation."""

from typing import Any

import pytest

from callapi.directory.scenario_validation import (
    Problem,
    Reference,
    references,
    validate,
)

TEXT = {"type": "tts", "value": "Good morning"}
FILE = {"type": "media", "value": "41"}


def document(*operations: dict[str, Any], start: str = "only") -> dict[str, Any]:
    whole = [{"key": "only", **operation} for operation in operations]
    return {"start_operation_key": start, "operations": whole}


WRONG: list[tuple[object, str, str, str | None]] = [
    (
        {"type": "voice_greeting"},
        *("operations.settings", "required_parameter_missed", "only"),
    ),
    (
        {"type": "voice_greeting", "settings": {"message": TEXT, "volume": 9}},
        *("operations.settings.volume", "unexpected_parameters", "only"),
    ),
    (
        {"type": "voice_greeting", "settings": {"message": TEXT, "repeat": "2"}},
        *("operations.settings.repeat", "data_type_error", "only"),
    ),
    (
        {"type": "voice_greeting", "settings": {"message": TEXT, "repeat": 10}},
        *("operations.settings.repeat", "invalid_parameter_value", "only"),
    ),
    (
        {"type": "redirect", "settings": {"targets": [{"type": "employee"}]}},
        *("operations.settings.targets.id", "required_parameter_missed", "only"),
    ),
    (
        {"type": "redirect", "settings": {"targets": [{"type": "team", "id": 1}]}},
        *("operations.settings.targets", "invalid_parameter_value", "only"),
    ),
    (
        {"type": "hangup", "transitions": {"next": None}},
        *("operations", "invalid_parameter_value", "only"),
    ),
    (
        {"key": "No"} | {"type": "hangup"},
        "operations.key",
        "invalid_parameter_value",
        "No",
    ),
    ({"type": "segment"}, "operations", "parameter_component_disabled", "only"),
    ({"type": "dance"}, "operations", "invalid_parameter_value", "only"),
    ({}, "operations", "required_parameter_missed", "only"),
    (
        {"type": "tag", "settings": {"tag_ids": [1]}, "transitions": {"next": "gone"}},
        *("", "invalid_parameter_value", "only"),
    ),
]


@pytest.mark.parametrize(("operation", "field", "mnemonic", "key"), WRONG)
def test_problem_names_its_field_and_its_operation(
    operation: dict[str, Any], field: str, mnemonic: str, key: str
) -> None:
    wrong = document(operation)
    found = validate(wrong)
    assert not found.is_valid
    assert found.document is None
    [problem] = found.problems
    assert (problem.field, problem.mnemonic, problem.operation_key) == (
        *(field, mnemonic, key),
    )
    assert problem.message


def test_every_problem_is_told() -> None:
    greeting = {"type": "voice_greeting", "settings": {"message": TEXT, "repeat": 10}}
    hangup = {"key": "bye", "type": "hangup", "settings": {"busy_tone": 1}}
    found = validate(document(greeting, hangup))
    assert [(it.field, it.operation_key) for it in found.problems] == [
        ("operations.settings.repeat", "only"),
        ("operations.settings.busy_tone", "bye"),
    ]


@pytest.mark.parametrize("whole", [None, [], "", {"operations": 3}])
def test_what_is_no_document(whole: object) -> None:
    assert not validate(whole).is_valid


def test_silent_server_deserves_a_branch() -> None:
    web = {"method": "GET", "url": "https://crm.example"}
    found = validate(document({"type": "interactive", "settings": web}))
    assert found.is_valid
    assert [(it.field, it.operation_key) for it in found.warnings] == [
        ("operations.transitions", "only"),
    ]


def test_operation_that_nothing_leads_to_is_told() -> None:
    found = validate(document({"type": "hangup"}, {"key": "bye", "type": "hangup"}))
    assert found.is_valid
    assert found.warnings == (
        Problem(
            *("operations.key", "invalid_parameter_value"),
            *("No way leads to this operation", "bye"),
        ),
    )


def test_everything_that_is_referred_to_is_found() -> None:
    redirect = {
        "targets": [
            *({"type": "employee", "id": 25}, {"type": "group", "id": 7}),
            *(
                {"type": "phone", "id": 3},
                {"type": "phone", "phone_number": "12025550143"},
            ),
        ],
        "employee_message": FILE,
        "queue": {"music": {"type": "media", "value": "5"}},
    }
    found = validate(
        document(
            {"type": "redirect", "settings": redirect},
            {"key": "t", "type": "tag", "settings": {"tag_ids": [12, 13]}},
            {"key": "s", "type": "schedule", "settings": {"schedule_id": 3}},
            {"key": "r", "type": "run_scenario", "settings": {"scenario_id": 9}},
            {
                "key": "c",
                "type": "contact_list",
                "settings": {"contact_group_ids": [4]},
            },
        )
    )
    assert found.document is not None
    where = "operations.settings"
    assert set(references(found.document)) == {
        Reference("employee", 25, f"{where}.targets.id", "only"),
        Reference("group", 7, f"{where}.targets.id", "only"),
        Reference("phone", 3, f"{where}.targets.id", "only"),
        Reference("media file", 41, f"{where}.employee_message.value", "only"),
        Reference("media file", 5, f"{where}.queue.music.value", "only"),
        Reference("tag", 12, f"{where}.tag_ids", "t"),
        Reference("tag", 13, f"{where}.tag_ids", "t"),
        Reference("schedule", 3, f"{where}.schedule_id", "s"),
        Reference("scenario", 9, f"{where}.scenario_id", "r"),
        Reference("contact group", 4, f"{where}.contact_group_ids", "c"),
    }
