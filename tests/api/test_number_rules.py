"""Which virtual number a contact is shown (spec 3.0.4), by all start methods."""

from typing import Any

import pytest

from tests.api.expect import is_error
from tests.api.starts import METHODS, usual_params
from tests.api.world import PLAIN, World

CALIFORNIA = "14155550103"
ACTIVE = {"12025550100", "12025550101", PLAIN, "12025550105", CALIFORNIA}
WASHINGTON_CONTACT = "12025550111"
CALIFORNIAN_CONTACT = "14155550111"
CHICAGO_CONTACT = "13125550111"

by_all = pytest.mark.parametrize("method", METHODS)


async def shown(world: World, method: str, **more: Any) -> str:
    """The caller number the contact sees; `list.calls` has to say the same."""
    params = {**await usual_params(world, method), **more}
    phone = world.phone(params["contact"])
    phone.behave("by_hand")
    before = phone.times_rung
    session_id = (await world.ok(method, **params))["call_session_id"]
    await phone.rings(before + 1)
    calls = {call["call_session_id"]: call for call in await world.calls()}
    call = calls[session_id]
    assert call["virtual_phone_number"] == phone.shown_caller
    assert call["legs"][0]["calling_phone_number"] == phone.shown_caller
    return phone.shown_caller


@by_all
async def test_fixed_is_the_number_of_the_request(world: World, method: str) -> None:
    assert await shown(world, method) == PLAIN
    assert await shown(world, method, virtual_phone_usage_rule="fixed") == PLAIN


@by_all
async def test_random_is_one_of_the_active_numbers(world: World, method: str) -> None:
    numbers = {
        await shown(world, method, virtual_phone_usage_rule="random") for _ in range(8)
    }
    assert numbers <= ACTIVE
    assert len(numbers) > 1


@by_all
@pytest.mark.parametrize("rule", ["fixed_for_numa", "regional_fixed_for_numa"])
async def test_fixed_for_a_contact_is_remembered(
    world: World, method: str, rule: str
) -> None:
    first = await shown(world, method, virtual_phone_usage_rule=rule)
    assert first in ACTIVE
    for _ in range(2):
        assert await shown(world, method, virtual_phone_usage_rule=rule) == first


@by_all
@pytest.mark.parametrize("rule", ["regional_random", "regional_fixed_for_numa"])
async def test_regional_number_is_from_the_contacts_region(
    world: World, method: str, rule: str
) -> None:
    params = {"contact": CALIFORNIAN_CONTACT, "virtual_phone_usage_rule": rule}
    for _ in range(2):
        assert await shown(world, method, **params) == CALIFORNIA


@by_all
@pytest.mark.parametrize("rule", ["regional_random", "regional_fixed_for_numa"])
async def test_without_a_fitting_number_the_requests_own_is_shown(
    world: World, method: str, rule: str
) -> None:
    params = {"contact": CHICAGO_CONTACT, "virtual_phone_usage_rule": rule}
    for _ in range(2):
        assert await shown(world, method, **params) == PLAIN


# --- groups: start.employee_call alone


async def with_group(world: World, name: str, **more: Any) -> dict[str, Any]:
    """A request without a virtual number, but for a group."""
    params = await usual_params(world, "start.employee_call")
    del params["virtual_phone_number"]
    group = await world.id_of("virtual_number_groups", name)
    return {
        **params,
        "virtual_phone_usage_rule": "random",
        "virtual_number_group": group,
        **more,
    }


@pytest.mark.parametrize("rule", ["random", "fixed_for_numa"])
async def test_group_is_the_pool(world: World, rule: str) -> None:
    params = await with_group(world, "Coast", virtual_phone_usage_rule=rule)
    phone = world.phone(WASHINGTON_CONTACT)
    phone.behave("by_hand")
    await world.ok("start.employee_call", **params)
    await phone.rings()
    assert phone.shown_caller == CALIFORNIA


async def test_number_of_a_group_has_to_be_active(world: World) -> None:
    """The group is then told instead of a number."""
    params = await with_group(world, "Empty")
    group = str(params["virtual_number_group"])
    error = await world.fails("start.employee_call", **params)
    assert is_error(
        error,
        "virtual_phone_number_not_found",
        "virtual_phone_number",
        None,
        virtual_phone_number=group,
    )


async def test_group_without_a_fitting_number_falls_back(world: World) -> None:
    params = await with_group(world, "Empty", virtual_phone_number=PLAIN)
    phone = world.phone(WASHINGTON_CONTACT)
    phone.behave("by_hand")
    await world.ok("start.employee_call", **params)
    await phone.rings()
    assert phone.shown_caller == PLAIN


async def test_unknown_group_is_an_invalid_value(world: World) -> None:
    params = {**await with_group(world, "Coast"), "virtual_number_group": 999_999}
    error = await world.fails("start.employee_call", **params)
    assert is_error(error, "invalid_parameter_value", "virtual_number_group", "999999")


@pytest.mark.parametrize("rule", [None, "fixed"])
async def test_group_needs_a_rule_that_picks(world: World, rule: str | None) -> None:
    params = await with_group(world, "Coast", virtual_phone_usage_rule=rule)
    error = await world.fails("start.employee_call", **params)
    group = str(params["virtual_number_group"])
    assert is_error(
        error, "invalid_parameters_combination", "virtual_number_group", group
    )


async def test_number_may_be_left_out_for_a_group_only(world: World) -> None:
    params = await usual_params(world, "start.employee_call")
    del params["virtual_phone_number"]
    error = await world.fails("start.employee_call", **params)
    assert is_error(error, "required_parameter_missed", "virtual_phone_number")


async def test_scenario_is_that_of_the_number_as_sent(world: World) -> None:
    """Only the number that is shown changes (spec 3.2.3)."""
    world.by_hand("0486173")
    params = await usual_params(world, "start.vnumber_call")
    params |= {"first_call": "employee", "virtual_phone_usage_rule": "regional_random"}
    await world.ok("start.vnumber_call", **{**params, "contact": CALIFORNIAN_CONTACT})
    await world.phone("0486173").rings()
