"""What every start method checks before it dials, and in which order (spec 3.0.7)."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.api.expect import is_error
from tests.api.starts import METHODS, usual_params
from tests.api.world import OPERATOR, VIRTUAL, World

EMPLOYEE, SCENARIO, VNUMBER, INFORMER, SIMPLE = METHODS
SECOND_MESSAGE = {
    EMPLOYEE: "employee_message",
    SCENARIO: "employee_message",
    SIMPLE: "operator_message",
}
ABROAD = "442079460958"
BLOCKED = "12025550199"
NOBODY = 999_999
TOO_LONG: Any = {"type": "tts", "value": "é" * 1001}
NO_FILE: Any = {"type": "media", "value": "999999"}

by_all = pytest.mark.parametrize("method", METHODS)


Fault = tuple[dict[str, Any], Callable[[dict[str, Any]], bool]]


def is_too_long(error: dict[str, Any], field: str = "contact_message") -> bool:
    return is_error(
        error,
        "tts_text_exceeded",
        f"{field}.value",
        "é" * 1001,
        tts_message_max_length=1000,
        sent_tts_message_length=1001,
    )


def is_no_file(error: dict[str, Any], field: str = "contact_message") -> bool:
    return is_error(
        error,
        "media_file_not_found",
        f"{field}.value",
        "999999",
        media_file_id="999999",
    )


def has_no_scenario(error: dict[str, Any]) -> bool:
    """The second form of the error: another code, another text."""
    assert error["code"] == -32007
    assert error["message"] == "Virtual phone number does not have a scenario"
    assert (error["mnemonic"], error["field"], error["value"], error["params"]) == (
        "scenario_not_found",
        "virtual_phone_number",
        "12025550101",
        {},
    )
    return True


async def faults_of(world: World, method: str) -> list[Fault]:
    """All that a request can have wrong, in the order it has to be told."""
    inactive = "12025550102"
    return [
        ({"contact_message": TOO_LONG}, is_too_long),
        ({"contact_message": NO_FILE}, is_no_file),
        (
            {"virtual_phone_number": inactive},
            lambda error: is_error(
                error,
                "virtual_phone_number_not_found",
                "virtual_phone_number",
                inactive,
                virtual_phone_number=inactive,
            ),
        ),
        *await own_faults_of(world, method),
        *FAULTS_OF_CONTACTS,
    ]


async def own_faults_of(world: World, method: str) -> list[Fault]:
    """What other methods cannot have wrong."""
    if method == SCENARIO:
        return [
            (
                {"scenario_id": NOBODY},
                lambda error: is_error(
                    error,
                    "scenario_not_found",
                    "scenario_id",
                    str(NOBODY),
                    scenario_id=NOBODY,
                ),
            )
        ]
    if method == VNUMBER:
        return [({"virtual_phone_number": "12025550101"}, has_no_scenario)]
    if method == EMPLOYEE:
        return faults_of_employees(await world.id_of_employee("Silent"))
    return []


def faults_of_employees(silent: int) -> list[Fault]:
    return [
        (
            {"employee": {"id": NOBODY}},
            lambda error: is_error(
                error,
                "employee_not_found",
                "employee.id",
                str(NOBODY),
                employee_id=NOBODY,
            ),
        ),
        (
            {"employee": {"id": silent}},
            lambda error: is_error(
                error, "no_active_phone_number", "employee.id", str(silent)
            ),
        ),
    ]


FAULTS_OF_CONTACTS: list[Fault] = [
    (
        {"contact": VIRTUAL},
        lambda error: is_error(
            error, "own_virtual_phone_number_not_allowed", "contact", VIRTUAL
        ),
    ),
    (
        {"contact": BLOCKED},
        lambda error: is_error(
            error, "contact_in_blacklist", "contact", BLOCKED, contact=BLOCKED
        ),
    ),
    (
        {"contact": ABROAD},
        lambda error: is_error(
            error,
            "call_direction_not_allowed",
            "contact",
            ABROAD,
            direction="international",
        ),
    ),
]


@by_all
async def test_errors_come_in_the_documented_order(world: World, method: str) -> None:
    """With several things wrong, the first of the list is told."""
    usual, faults = await usual_params(world, method), await faults_of(world, method)
    for place, (_, is_expected) in enumerate(faults):
        params = dict(usual)
        for wrong, _ in reversed(faults[place:]):
            params.update(wrong)
        assert is_expected(await world.fails(method, **params))
    assert await world.calls() == []


@by_all
async def test_number_rule_without_its_component_is_told_first(
    world: World, method: str
) -> None:
    """The other account has no `Automatic number management`."""
    params = await usual_params(world, method)
    params |= {"virtual_phone_usage_rule": "random", "contact_message": TOO_LONG}
    if method == SIMPLE:
        params["operator"] = OPERATOR
    error = await world.fails(method, world.keys.foreign, **params)
    assert is_error(
        error,
        "component_disabled",
        "virtual_phone_usage_rule",
        "random",
        component_name="Automatic number management",
    )


@pytest.mark.parametrize("method", SECOND_MESSAGE)
async def test_contacts_message_is_judged_before_the_seconds(
    world: World, method: str
) -> None:
    params, second = await usual_params(world, method), SECOND_MESSAGE[method]
    texts: dict[str, Any] = {"contact_message": TOO_LONG, second: TOO_LONG}
    assert is_too_long(await world.fails(method, **params, **texts))
    assert is_too_long(
        await world.fails(method, **params, **{second: TOO_LONG}), second
    )
    files: dict[str, Any] = {"contact_message": NO_FILE, second: NO_FILE}
    assert is_no_file(await world.fails(method, **params, **files))
    assert is_no_file(await world.fails(method, **params, **{second: NO_FILE}), second)


@pytest.mark.parametrize("method", SECOND_MESSAGE)
async def test_texts_are_measured_before_files_are_looked_for(
    world: World, method: str
) -> None:
    params, second = await usual_params(world, method), SECOND_MESSAGE[method]
    mixed: dict[str, Any] = {"contact_message": NO_FILE, second: TOO_LONG}
    assert is_too_long(await world.fails(method, **params, **mixed), second)


@pytest.mark.parametrize("method", [EMPLOYEE, SIMPLE])
async def test_music_is_looked_for_before_other_files(
    world: World, method: str
) -> None:
    """The placeholder is what was sent: here a number."""
    params = await usual_params(world, method)
    error = await world.fails(
        method, **params, media_file_id=999_999, contact_message=NO_FILE
    )
    assert is_error(
        error,
        "media_file_not_found",
        "media_file_id",
        "999999",
        media_file_id=999_999,
    )


@by_all
async def test_text_may_be_as_long_as_the_account_allows(
    world: World, method: str
) -> None:
    params = await usual_params(world, method)
    params["contact_message"] = {"type": "tts", "value": "." * 1000}
    assert await world.ok(method, **params)


@pytest.mark.parametrize(
    ("method", "field", "params"),
    [
        ("start.employee_call", "employee.id", {"employee": {"id": 9e8}}),
        ("start.scenario_call", "scenario_id", {"scenario_id": 9e8}),
        ("start.employee_call", "media_file_id", {"media_file_id": 9e8}),
        ("start.simple_call", "media_file_id", {"media_file_id": 9e8}),
        ("release.call", "call_session_id", {"call_session_id": 9e8}),
    ],
)
async def test_unknown_id_is_told_as_it_was_written(
    world: World, method: str, field: str, params: dict[str, Any]
) -> None:
    """900000000.0 is a whole number, but not what was sent without the point."""
    usual = await usual_params(world, method) if method in METHODS else {}
    error = await world.fails(method, **{**usual, **params})
    assert (error["field"], error["value"]) == (field, "900000000.0")
