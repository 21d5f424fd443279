"""Scenario documents: what is accepted, and where its outcomes lead."""

import json
from typing import Any, get_args

import pytest
from pydantic import ValidationError

from callapi.directory.scenario_dialling import Redirect
from callapi.directory.scenario_document import ScenarioDocument
from callapi.directory.scenario_operations import (
    OPERATIONS,
    AnyOperation,
    Menu,
)
from callapi.domain.operations import OPERATIONS as RUN
from callapi.domain.session import DIRECT

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


def extension(**settings: object) -> dict[str, Any]:
    return {"type": "extension", "settings": {"greeting": TEXT, **settings}}


def code(**settings: object) -> dict[str, Any]:
    usual = {"greeting": TEXT, "code_length": 3, **settings}
    return {"type": "authorization", "settings": usual}


def contacts(**settings: object) -> dict[str, Any]:
    return {"type": "contact_list", "settings": settings}


def regions(*branches: list[int]) -> dict[str, Any]:
    named = [{"region_ids": ids, "to": None} for ids in branches]
    return {"type": "region", "settings": {"branches": named}}


def turns(*branches: tuple[int, int | None]) -> dict[str, Any]:
    named = [{"from": first, "till": till, "to": None} for first, till in branches]
    return {"type": "interaction_number", "settings": {"branches": named}}


def web(**settings: object) -> dict[str, Any]:
    usual = {"method": "GET", "url": "https://crm.example/route", **settings}
    return {"type": "interactive", "settings": usual}


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


@pytest.mark.parametrize(
    "operation",
    [
        redirect(
            targets=[{"type": "group", "id": 7}, {"type": "phone", "id": 3}],
            strategy="least_recent",
            queue={"max_wait": 60, "max_size": 5, "music": FILE},
        ),
        menu(extension_dialing=True, allow_type_ahead=True, interdigit_timeout=3),
        extension(),
        code(codes=["123", "456"]),
        contacts(contact_group_ids=[3]),
        contacts(contact_group_ids=[], any_contact=True),
        regions([1202, 1415], [371]),
        turns((1, 1), (2, 9), (10, None)),
        web(returned_codes=[{"code": 1, "to": None}, {"code": "1x", "to": "only"}]),
        {"type": "voice_mail"},
        {"type": "personal_manager"},
        {"type": "last_manager", "settings": {"days": 14}},
        {"type": "inbound_fax", "settings": {"emails": ["fax@example.com"]}},
        {"type": "schedule", "settings": {"schedule_id": 3}},
    ],
    ids=lambda operation: operation["type"],
)
def test_an_operation_survives_being_stored(operation: dict[str, Any]) -> None:
    document = parsed(with_operation(operation))
    assert parsed(json.loads(document.model_dump_json())) == document
    assert parsed(document.model_dump(mode="json")) == document


def test_names_by_default_are_titles_with_numbers() -> None:
    calls = [{"key": key, "type": "hangup"} for key in ("one", "two")]
    named = {"key": "three", "type": "hangup", "name": "Bye", "id": 42}
    document = {"start_operation_key": "one", "operations": [*calls, named]}
    names = [it.name for it in parsed(document).operations]
    assert names == ["Hang up 1", "Hang up 2", "Bye"]


def test_domain_knows_every_operation_and_its_outcomes() -> None:
    assert set(OPERATIONS) == set(RUN) - {DIRECT}
    for name, operation in OPERATIONS.items():
        for outcome in {RUN[name].fallback, RUN[name].lost} - {"", "failed"}:
            assert outcome in operation.outcomes, name


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
    ("operation", "reason"),
    [
        ({"type": "dance"}, "dance are not supported"),
        ({"type": "voice_greeting"}, "settings"),
        (redirect(targets=[]), "at least 1"),
        (redirect(targets=[EMPLOYEE] * 51), "at most 50"),
        (redirect(targets=[{"type": "team", "id": 7}]), "group"),
        (redirect(targets=[{"type": "phone"}]), "an id or a phone_number"),
        (redirect(targets=[{"type": "phone", "phone_number": "0486173"}]), "pattern"),
        (redirect(strategy="alphabetical"), "by_priority"),
        (redirect(queue={"max_wait": 4}), "5"),
        (redirect(queue={"max_size": 101}), "100"),
        (redirect(dial_time=101), "100"),
        (redirect(timeout=4), "5"),
        (redirect(timeout="120"), "integer"),
        (redirect(confirmation={"key": "any", "timeout": 31}), "30"),
        (redirect(confirmation={"key": "12", "timeout": 3}), "pattern"),
        (redirect(music={"type": "media", "value": "song"}), "id in digits"),
        (menu(repeat=10), "9"),
        (menu(extension_dialing=1), "boolean"),
        (menu(interdigit_timeout=11), "10"),
        ({"type": "segment"}, "not offered"),
        ({"type": "personal_manager_crm"}, "not offered"),
        ({"type": "voice_mail", "settings": {"max_duration": 601}}, "600"),
        ({"type": "voice_mail", "settings": {"emails": ["nobody"]}}, "pattern"),
        ({"type": "extension", "settings": {}}, "greeting"),
        (extension(max_digits=6), "5"),
        (code(codes=["123", "1234"]), "every code has 3 digits"),
        (code(codes=[]), "at least 1"),
        ({"type": "schedule"}, "settings"),
        (contacts(contact_group_ids=[]), "name a contact group"),
        (regions([1202], [1202]), "stands in two branches"),
        (turns((1, 3), (3, None)), "overlap"),
        (turns((1, None), (5, 6)), "overlap"),
        (turns((4, 2)), "less than from"),
        (web(url="ftp://crm.example"), "http or https"),
        (web(url="https://me:you@crm.example"), "without user"),
        (web(url="https://crm.example:99999/"), "ort"),
        (web(method="PUT"), "GET"),
        (web(params=["numa", "numa"]), "stands twice"),
        (web(params=["secret"]), "direction"),
        (web(secret="short"), "at least 16"),
        (web(returned_codes=[{"code": 1, "to": None}] * 2), "stands twice"),
        (web(returned_codes=[{"code": 1, "to": "gone"}]), "code:1 leads to gone"),
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
