"""Scenario documents: what is accepted, and where its outcomes lead."""

import json
from typing import Any, get_args

import pytest
from pydantic import ValidationError

from callapi.directory.scenario_document import ScenarioDocument
from callapi.directory.scenario_operations import (
    OPERATIONS,
    AnyOperation,
    Menu,
    Redirect,
    key_outcome,
)

TEXT = {"type": "tts", "value": "Good morning"}
FILE = {"type": "media", "value": "41"}
EMPLOYEE = {"type": "employee", "id": 25}

OFFICE: dict[str, Any] = {
    "schema_version": 1,
    "start_operation_key": "hello",
    "operations": [
        {
            "key": "hello",
            "type": "voice_greeting",
            "settings": {"message": TEXT},
            "transitions": {"next": "ask"},
        },
        {
            "key": "ask",
            "type": "menu",
            "name": "Main menu",
            "settings": {"greeting": FILE, "input_timeout": 6, "repeat": 2},
            "transitions": {"key_1": "sales", "key_star": "again", "timeout": None},
        },
        {
            "key": "sales",
            "type": "redirect",
            "settings": {
                "targets": [EMPLOYEE, {"type": "phone", "phone_number": "12025550143"}],
                "confirmation": {"key": "any", "timeout": 10},
                "employee_message": TEXT,
            },
            "transitions": {"failed": "mark", "busy": "again"},
        },
        {
            "key": "mark",
            "type": "tag",
            "settings": {"tag_ids": [12]},
            "transitions": {"next": "other"},
        },
        {"key": "again", "type": "goto_operation", "transitions": {"next": "ask"}},
        {"key": "other", "type": "run_scenario", "settings": {"scenario_id": 7}},
        {"key": "bye", "type": "hangup", "settings": {"message": TEXT}},
    ],
}


def parsed(document: object) -> ScenarioDocument:
    return ScenarioDocument.model_validate(document)


def with_operation(operation: dict[str, Any]) -> dict[str, Any]:
    whole = {"key": "only", **operation}
    return {"start_operation_key": "only", "operations": [whole]}


def redirect(**settings: object) -> dict[str, Any]:
    return {"type": "redirect", "settings": {"targets": [EMPLOYEE], **settings}}


def menu(**settings: object) -> dict[str, Any]:
    return {
        "type": "menu",
        "settings": {"greeting": TEXT, **settings},
        "transitions": {"key_1": None},
    }


def test_a_document_of_all_operations_is_accepted() -> None:
    document = parsed(OFFICE)
    assert [it.type for it in document.operations] == [
        *("voice_greeting", "menu", "redirect", "tag"),
        *("goto_operation", "run_scenario", "hangup"),
    ]


def test_a_document_survives_being_stored() -> None:
    stored = json.loads(parsed(OFFICE).model_dump_json())
    assert parsed(stored) == parsed(OFFICE)


def test_every_operation_type_stands_in_the_table() -> None:
    assert set(OPERATIONS.values()) == set(get_args(AnyOperation))
    for name, operation in OPERATIONS.items():
        assert get_args(operation.model_fields["type"].annotation) == (name,)


def test_defaults_are_those_of_the_specification() -> None:
    operation = parsed(with_operation(redirect())).operation("only")
    assert isinstance(operation, Redirect)
    settings = operation.settings
    assert (settings.timeout, settings.dial_time) == (120, None)
    assert settings.music == "dialing_music"
    assert settings.show_number == "contact_number"
    asked = parsed(with_operation(menu())).operation("only")
    assert isinstance(asked, Menu)
    assert (asked.settings.input_timeout, asked.settings.repeat) == (5, 1)
    assert asked.settings.allow_interrupt


@pytest.mark.parametrize(
    ("key", "outcome", "expected"),
    [
        ("hello", "next", "ask"),
        ("ask", "key_1", "sales"),
        ("ask", "key_2", None),
        ("ask", "timeout", None),
        ("sales", "busy", "again"),
        ("sales", "no_answer", "mark"),  # falls back to `failed`
        ("sales", "unavailable", "mark"),
        ("sales", "talk_finished", None),  # ends the session
    ],
)
def test_an_outcome_leads_to_the_next_operation(
    key: str, outcome: str, expected: str | None
) -> None:
    following = parsed(OFFICE).next_operation(key, outcome)
    assert (following.key if following else None) == expected


@pytest.mark.parametrize(
    ("key", "outcome"), [("1", "key_1"), ("*", "key_star"), ("#", "key_hash")]
)
def test_a_key_has_its_outcome(key: str, outcome: str) -> None:
    assert key_outcome(key) == outcome


@pytest.mark.parametrize(
    ("operation", "reason"),
    [
        ({"type": "voice_mail", "settings": {}}, "voice_mail are not supported"),
        ({"type": "dance"}, "dance are not supported"),
        ({"type": "voice_greeting"}, "settings"),
        (redirect(targets=[]), "at least 1"),
        (redirect(targets=[EMPLOYEE] * 51), "at most 50"),
        (redirect(targets=[{"type": "group", "id": 7}]), "group"),
        (redirect(targets=[{"type": "phone", "phone_number": "0486173"}]), "pattern"),
        (redirect(strategy="simultaneous"), "by_priority"),
        (redirect(queue={"max_wait": 60}), "queue"),
        (redirect(dial_time=101), "100"),
        (redirect(timeout=4), "5"),
        (redirect(timeout="120"), "integer"),
        (redirect(confirmation={"key": "any", "timeout": 31}), "30"),
        (redirect(confirmation={"key": "12", "timeout": 3}), "pattern"),
        (redirect(music={"type": "media", "value": "song"}), "id in digits"),
        (menu(repeat=10), "9"),
        (menu(extension_dialing=True), "False"),
        (menu(allow_type_ahead=True), "False"),
        (menu(greeting={"type": "tts", "value": ""}), "at least 1"),
        (menu() | {"transitions": {"timeout": None}}, "needs a key"),
        (menu() | {"transitions": {"key_11": None}}, "no outcome key_11"),
        (menu() | {"transitions": {"key_1": "gone"}}, "gone, which is not there"),
        ({"type": "goto_operation"}, "next must be given"),
        ({"type": "tag", "settings": {"tag_ids": []}}, "at least 1"),
        ({"type": "hangup", "transitions": {"next": None}}, "no outcome next"),
        ({"type": "hangup", "key": "Bye"}, "pattern"),
        ({"type": "hangup", "colour": "red"}, "colour"),
    ],
)
def test_what_can_not_run_is_refused(operation: dict[str, Any], reason: str) -> None:
    with pytest.raises(ValidationError, match=reason):
        parsed(with_operation(operation))


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"start_operation_key": "nowhere"}, "no operation has the key nowhere"),
        ({"operations": []}, "at least 1"),
        ({"operations": OFFICE["operations"] * 2}, "2 operations have the key hello"),
        ({"operations": "all"}, "valid tuple"),
        ({"operations": ["all"]}, "operations"),
        ({"schema_version": 2}, "schema_version"),
    ],
)
def test_a_document_that_leads_nowhere_is_refused(
    change: dict[str, Any], reason: str
) -> None:
    with pytest.raises(ValidationError, match=reason):
        parsed(OFFICE | change)
