"""start.simple_call (spec 3.2.5)."""

from typing import Any

import pytest

from callapi.domain.states import State
from tests.api.expect import is_error
from tests.api.world import CONTACT, LINE, OPERATOR, VIRTUAL, World

BRIEFING = {"type": "tts", "value": "A call about an order."}
ABROAD = "442079460958"


async def test_the_documented_example(world: World) -> None:
    """The operator is called first, confirms with 1, then the contact is called."""
    contact, operator = "12025550143", "12025550177"
    world.by_hand(contact, operator)
    data = await world.ok(
        "start.simple_call",
        first_call="operator",
        virtual_phone_number=VIRTUAL,
        contact=contact,
        operator=operator,
        operator_confirmation="1",
        direction="out",
    )
    await world.phone(operator).rings()
    assert world.phone(operator).shown_caller == VIRTUAL
    world.phone(operator).answer()
    await world.reaches(data["call_session_id"], State.CONFIRMING)
    world.phone(operator).press("21")
    await world.phone(contact).rings()
    assert world.phone(contact).shown_caller == VIRTUAL
    world.phone(contact).answer()
    await world.reaches(data["call_session_id"], State.TALK)
    await world.phone(contact).hears_source("leg", operator)
    await world.phone(operator).hears_source("leg", contact)


@pytest.mark.parametrize("first", ["operator", "contact"])
async def test_who_is_called_first(world: World, first: str) -> None:
    world.by_hand(CONTACT, OPERATOR)
    await world.start(first_call=first)
    numbers = {"operator": OPERATOR, "contact": CONTACT}
    await world.phone(numbers.pop(first)).rings()
    assert world.phone(numbers.popitem()[1]).times_rung == 0


@pytest.mark.parametrize(
    ("shows", "caller"), [({}, VIRTUAL), (True, VIRTUAL), (False, CONTACT)]
)
@pytest.mark.parametrize("first", ["operator", "contact"])
async def test_caller_number_of_the_operator(
    world: World, first: str, shows: Any, caller: str
) -> None:
    world.phone(CONTACT).behave("answer")
    world.by_hand(OPERATOR)
    sent = {} if shows == {} else {"show_virtual_phone_number": shows}
    await world.start(first_call=first, **sent)
    await world.phone(OPERATOR).rings()
    assert world.phone(OPERATOR).shown_caller == caller


async def test_operator_is_no_employee_even_on_his_line(world: World) -> None:
    await world.talk(operator=LINE)
    [call] = await world.calls()
    operator, contact = call["legs"]
    assert operator["called_phone_number"] == LINE
    assert operator["is_operator"] is True
    assert operator["employee_id"] is None
    assert operator["employee_full_name"] is None
    assert contact["is_operator"] is False


async def test_operator_rings_for_a_minute(world: World) -> None:
    world.by_hand(OPERATOR)
    session_id = await world.start()
    await world.phone(OPERATOR).rings()
    await world.pass_time(59.9)
    assert world.phone(OPERATOR).state == "ringing"
    await world.pass_time(0.2)
    assert await world.ends(session_id) == "operator_not_responsive"


# --- confirmation


async def confirming(world: World, first: str = "operator", **more: Any) -> int:
    """A call whose operator has answered and has to press a key."""
    world.phone(CONTACT).behave("answer" if first == "contact" else "by_hand")
    world.by_hand(OPERATOR)
    session_id = await world.start(
        first_call=first, **{"operator_confirmation": "1", **more}
    )
    await world.phone(OPERATOR).rings()
    world.phone(OPERATOR).answer()
    await world.reaches(session_id, State.CONFIRMING, State.CONFIRMING_FORWARD)
    return session_id


@pytest.mark.parametrize("key", ["0", "7", "*", "#"])
async def test_operator_confirms_by_the_key(world: World, key: str) -> None:
    await confirming(world, operator_confirmation=key)
    world.phone(OPERATOR).press(key)
    await world.phone(CONTACT).rings()


async def test_wrong_keys_are_ignored(world: World) -> None:
    session_id = await confirming(world)
    world.phone(OPERATOR).press("023*#")
    await world.quiet()
    await world.reaches(session_id, State.CONFIRMING)
    assert world.phone(CONTACT).times_rung == 0
    world.phone(OPERATOR).press("1")
    await world.phone(CONTACT).rings()


@pytest.mark.parametrize("key", ["5", "*"])
async def test_any_key_can_confirm(world: World, key: str) -> None:
    await confirming(world, operator_confirmation="any")
    world.phone(OPERATOR).press(key)
    await world.phone(CONTACT).rings()


@pytest.mark.parametrize("first", ["operator", "contact"])
async def test_no_key_in_15_s_is_no_answer(world: World, first: str) -> None:
    session_id = await confirming(world, first)
    await world.pass_time(14.9)
    assert world.phone(OPERATOR).state == "talking"
    await world.pass_time(0.2)
    assert await world.ends(session_id) == "no_operator_confirmation"
    await world.phone(OPERATOR).ends()
    assert world.phone(CONTACT).times_rung == (first == "contact")


async def test_key_in_the_last_moment_is_in_time(world: World) -> None:
    await confirming(world)
    await world.pass_time(14.9)
    world.phone(OPERATOR).press("1")
    await world.phone(CONTACT).rings()


@pytest.mark.parametrize("first", ["operator", "contact"])
async def test_operators_message_comes_after_the_key(world: World, first: str) -> None:
    session_id = await confirming(world, first, operator_message=BRIEFING)
    clip = await world.said(BRIEFING["value"])
    await world.quiet()
    assert not world.phone(OPERATOR).has_heard("file", clip.path)
    world.phone(OPERATOR).press("1")
    await world.hears_out(OPERATOR, clip)
    if first == "operator":
        await world.phone(CONTACT).rings()
    else:
        await world.reaches(session_id, State.TALK)


async def test_contact_hears_music_until_the_key(world: World) -> None:
    session_id = await confirming(world, "contact", switch_at_once=True)
    await world.phone(CONTACT).hears_source("file", (await world.music()).path)
    world.phone(OPERATOR).press("1")
    await world.reaches(session_id, State.TALK)
    await world.phone(CONTACT).hears_source("leg", OPERATOR)


async def test_operator_hangs_up_instead_of_the_key(world: World) -> None:
    session_id = await confirming(world)
    world.phone(OPERATOR).hang_up()
    assert await world.ends(session_id) == "operator_disconnects"
    assert world.phone(CONTACT).times_rung == 0


async def test_contact_hangs_up_before_the_key(world: World) -> None:
    session_id = await confirming(world, "contact")
    world.phone(CONTACT).hang_up()
    assert await world.ends(session_id) == "caller_disconnects"
    await world.phone(OPERATOR).ends()


async def test_without_confirmation_keys_of_the_operator_mean_nothing(
    world: World,
) -> None:
    world.by_hand(CONTACT, OPERATOR)
    session_id = await world.start(operator_message=BRIEFING)
    await world.phone(OPERATOR).rings()
    world.phone(OPERATOR).answer()
    await world.reaches(session_id, State.BRIEFING_OPERATOR)
    world.phone(OPERATOR).press("1")
    await world.quiet()
    await world.reaches(session_id, State.BRIEFING_OPERATOR)


# --- what the request may not say


async def refused(world: World, **params: Any) -> dict[str, Any]:
    usual: dict[str, Any] = {
        "first_call": "operator",
        "virtual_phone_number": VIRTUAL,
        "contact": CONTACT,
        "operator": OPERATOR,
    }
    return await world.fails("start.simple_call", **{**usual, **params})


@pytest.mark.parametrize("number", ["12025550101", "12025550102"])
async def test_operator_may_be_no_own_virtual_number(world: World, number: str) -> None:
    """Active or not."""
    error = await refused(world, operator=number)
    assert is_error(error, "invalid_parameter_value", "operator", number)


@pytest.mark.parametrize("number", ["201", "0123456", "+12025550177"])
async def test_operator_is_a_line_or_a_full_number(world: World, number: str) -> None:
    error = await refused(world, operator=number)
    assert is_error(error, "invalid_parameter_value", "operator", number)


async def test_operator_is_no_object(world: World) -> None:
    """As it was in 2017 (D27)."""
    error = await refused(world, operator={"phone_number": OPERATOR})
    assert is_error(
        error, "data_type_error", "operator", '{"phone_number":"12025550177"}'
    )


async def test_operator_abroad_is_against_the_rules(world: World) -> None:
    error = await refused(world, operator=ABROAD)
    assert is_error(
        error,
        "call_direction_not_allowed",
        "operator",
        ABROAD,
        direction="international",
    )


async def test_operator_on_a_line_is_always_allowed(world: World) -> None:
    world.by_hand("0486176")
    await world.start(operator="0486176")
    await world.phone("0486176").rings()


@pytest.mark.parametrize(
    "params",
    [
        {"first_call": "operator", "switch_at_once": False},
        {"first_call": "operator"},
        {"first_call": "contact", "switch_at_once": True},
    ],
)
async def test_early_switching_has_two_conditions(
    world: World, params: dict[str, Any]
) -> None:
    error = await refused(world, early_switching=True, **params)
    assert is_error(error, "invalid_parameters_combination", "early_switching", "true")


async def test_early_switching_may_be_denied_anyhow(world: World) -> None:
    assert await world.start(first_call="contact", early_switching=False)
