"""make.call (spec 3.3.1)."""

from typing import Any

import pytest

from callapi.domain.session import Role
from callapi.domain.states import State
from tests.api.call import STONE, THIRD, Call, talking, talking_employee
from tests.api.expect import is_error, is_unknown_session, is_wrong_state
from tests.api.stages import dialing, hold, third_is_told, waiting_input
from tests.api.world import CONTACT, LINE, OPERATOR, VIRTUAL, World

MOBILE = "12025550151"  # the other number of Dana Reyes
NEWS = {"type": "tts", "value": "Client from order 8841"}
RINGBACK = ("tone", "ring")


async def test_the_documented_example(world: World) -> None:
    """An extension is dialled, hears a text, and then the operator."""
    call = await talking_employee(world)
    await call.dial("202", STONE, to_message=NEWS)
    await call.reaches(State.DIALING)
    world.phone(STONE).answer()
    await world.hears_out(STONE, await world.said(NEWS["value"]))
    await call.reaches(State.OPERATOR_TALK)
    await call.connects(LINE, STONE)


# --- while it rings, and afterwards


async def test_operator_hears_it_ring_and_the_contact_his_message(
    world: World,
) -> None:
    call = await talking(world)
    message = await call.hold()
    world.by_hand(THIRD)
    await call.ask("make.call", to=THIRD)
    await world.phone(THIRD).rings()
    await call.hears_only(OPERATOR, RINGBACK)
    await call.hears_only(CONTACT, ("file", message))
    for role, text in (
        (Role.CONTACT, "On hold"),
        (Role.OPERATOR, "Conversation"),
        (Role.THIRD, "Dial"),
    ):
        assert (await call.shown_leg(role))["state"] == text


async def test_operator_and_third_party_talk_while_the_contact_waits(
    world: World,
) -> None:
    call = await talking(world)
    message = await call.hold()
    world.phone(THIRD).behave("answer")
    await call.ask("make.call", to=THIRD)
    await call.reaches(State.OPERATOR_TALK)
    await call.connects(OPERATOR, THIRD)
    await call.hears_only(CONTACT, ("file", message))
    for role, text in (
        (Role.CONTACT, "On hold"),
        (Role.OPERATOR, "Operators talking"),
        (Role.THIRD, "Operators talking"),
    ):
        assert (await call.shown_leg(role))["state"] == text


async def test_message_is_heard_before_anybody_is_connected(world: World) -> None:
    call = await talking(world)
    await call.dial(to_message=NEWS)
    held = world.phone(CONTACT).hears
    world.phone(THIRD).answer()
    clip = await world.said(NEWS["value"])
    await call.hears_only(THIRD, ("file", clip.path))
    await call.hears_only(OPERATOR)
    assert world.phone(CONTACT).hears == held
    assert (await call.shown_leg(Role.THIRD))["state"] == "Dial"
    await world.pass_time(clip.seconds - 0.1)
    await call.reaches(State.BRIEFING_THIRD)
    await world.pass_time(0.2)
    await call.connects(OPERATOR, THIRD)


async def test_message_can_be_a_file(world: World) -> None:
    call = await talking(world)
    tone = await world.file("tone")
    await call.dial(to_message=tone.message)
    world.phone(THIRD).answer()
    await world.hears_out(THIRD, tone)
    await call.reaches(State.OPERATOR_TALK)


@pytest.mark.parametrize("sip_code", [404, 480, 486, 503, 603])
async def test_third_party_is_not_reached(world: World, sip_code: int) -> None:
    """Back on hold; the operator may try somebody else."""
    call = await dialing(world)
    world.phone(THIRD).reject(sip_code)
    await call.reaches(State.HOLD)
    await call.hears_only(OPERATOR)
    assert world.phone(CONTACT).is_hearing("file")
    world.phone(STONE).behave("answer")
    await call.ask("make.call", to=STONE)
    await call.connects(OPERATOR, STONE)


async def test_third_party_rings_for_a_minute(world: World) -> None:
    call = await dialing(world)
    await world.pass_time(59.9)
    assert world.phone(THIRD).state == "ringing"
    await world.pass_time(0.2)
    await call.reaches(State.HOLD)
    await world.phone(THIRD).ends()


async def test_line_that_nobody_has_registered(world: World) -> None:
    call = await hold(world)
    world.phone(STONE).register(False)
    await call.ask("make.call", to="202")
    await call.reaches(State.HOLD)
    await call.hears_only(OPERATOR)


async def test_third_party_hangs_up_during_its_message(world: World) -> None:
    call = await third_is_told(world)
    world.phone(THIRD).hang_up()
    await call.reaches(State.HOLD)
    assert world.phone(CONTACT).is_hearing("file")


async def test_digits_typed_so_far_are_forgotten(world: World) -> None:
    call = await waiting_input(world)
    world.by_hand(THIRD)
    await call.ask("make.call", to=THIRD)
    await world.phone(THIRD).rings()
    world.phone(THIRD).reject()
    await call.reaches(State.HOLD)
    world.by_hand(STONE)
    world.phone(OPERATOR).press("202#")
    await world.phone(STONE).rings()


# --- whom a number means, and what he is shown


@pytest.mark.parametrize(
    ("to", "dialled", "employee", "shown"),
    [
        ("202", STONE, "Stone Ann", CONTACT),
        (STONE, STONE, "Stone Ann", CONTACT),
        (MOBILE, MOBILE, "Reyes Dana", CONTACT),
        (THIRD, THIRD, None, VIRTUAL),
    ],
    ids=["extension", "SIP line", "employee's mobile", "outside"],
)
async def test_whom_a_number_means(
    world: World, to: str, dialled: str, employee: str | None, shown: str
) -> None:
    """The third party is an employee or not, and is shown a caller accordingly."""
    call = await talking(world)
    await call.dial(to, dialled)
    assert world.phone(dialled).shown_caller == shown
    leg = await call.shown_leg(Role.THIRD)
    assert leg["called_phone_number"] == dialled
    assert leg["calling_phone_number"] == shown
    assert leg["employee_full_name"] == employee
    assert leg["is_operator"] is False
    if employee is None:
        assert leg["employee_id"] is None
    else:
        last_name = employee.split()[0]
        assert leg["employee_id"] == await world.id_of_employee(last_name)


async def test_numbers_behind_an_extension_are_tried_in_turn(world: World) -> None:
    """Each for its own time: Dana Reyes' line rings for 20 s."""
    call = await talking(world)
    world.by_hand(LINE, MOBILE)
    await call.hold()
    await call.ask("make.call", to="201")
    await world.phone(LINE).rings()
    await world.pass_time(19.9)
    assert world.phone(MOBILE).times_rung == 0
    await world.pass_time(0.2)
    await world.phone(LINE).ends()
    await world.phone(MOBILE).rings()
    await call.reaches(State.DIALING)
    await call.hears_only(OPERATOR, RINGBACK)
    world.phone(MOBILE).answer()
    await call.connects(OPERATOR, MOBILE)


async def test_none_of_the_numbers_is_reached(world: World) -> None:
    call = await talking(world)
    for number in (LINE, MOBILE):
        world.phone(number).behave("busy")
    await call.hold()
    await call.ask("make.call", to="201")
    await world.phone(MOBILE).rings()
    await call.reaches(State.HOLD)
    assert world.phone(LINE).times_rung == 1


async def test_office_extension_behind_a_number_is_dialled_too(world: World) -> None:
    """The keys are sent after the answer, before the message."""
    dialled = "12025550154"
    call = await talking(world)
    await call.dial("205", dialled, to_message=NEWS)
    leg = await call.shown_leg(Role.THIRD)
    assert leg["called_phone_number"] == f"{dialled}...2345"
    world.phone(dialled).answer()
    await call.hears_only(OPERATOR, RINGBACK)
    await world.pass_time(3.7)
    assert world.phone(dialled).keys == "2345"
    await world.pass_time(0.2)
    await world.hears_out(dialled, await world.said(NEWS["value"]))
    await call.connects(OPERATOR, dialled)


async def test_new_third_party_after_one_has_left(world: World) -> None:
    """Ended legs stay listed."""
    call = await talking(world)
    await call.consult()
    world.phone(THIRD).hang_up()
    await call.reaches(State.HOLD)
    world.by_hand(STONE)
    await call.ask("make.call", to=STONE)
    await world.phone(STONE).rings()
    texts = [leg["state"] for leg in (await call.shown())["legs"]]
    assert texts == ["Conversation", "On hold", "Disconnected", "Dial"]


# --- what is refused


async def refused(call: Call, to: str, **more: Any) -> dict[str, Any]:
    error = await call.fails("make.call", **{"to": to, **more})
    await call.reaches(State.HOLD)
    return error


@pytest.mark.parametrize(
    "to",
    ["999", "301", "204", "12025550153"],
    ids=["nobody's", "another account's", "employee without number", "inactive"],
)
async def test_number_that_nobody_answers(world: World, to: str) -> None:
    error = await refused(await hold(world), to)
    assert is_error(error, "no_active_phone_number", "to", to)


@pytest.mark.parametrize(
    "to",
    [VIRTUAL, "12025550102", "0123456", "0999001", "123456", "00442079460958"],
    ids=["own", "own, inactive", "no line", "foreign line", "6 digits", "00"],
)
async def test_number_that_cannot_be_dialled(world: World, to: str) -> None:
    error = await refused(await hold(world), to)
    assert is_error(error, "invalid_parameter_value", "to", to)


@pytest.mark.parametrize("to", ["", "+12025550160", "12 34", "1" * 16, "20a"])
async def test_number_has_a_form(world: World, to: str) -> None:
    error = await refused(await hold(world), to)
    assert is_error(error, "invalid_parameter_value", "to", to)


@pytest.mark.parametrize("to", ["442079460958", "442079460123"])
async def test_number_abroad_is_against_the_rules(world: World, to: str) -> None:
    """An employee's too, when it is named."""
    error = await refused(await hold(world), to)
    assert is_error(
        error, "call_direction_not_allowed", "to", to, direction="international"
    )


async def test_errors_have_an_order(world: World) -> None:
    """State, text, file, number, direction; each mistake hides those after it."""
    long = {"type": "tts", "value": "a" * 1001}
    no_file = {"type": "media", "value": "123456789"}
    call = await talking(world)
    error = await call.fails("make.call", to="999", to_message=long)
    assert is_wrong_state(error, "TALK")
    await call.hold()
    error = await refused(call, "999", to_message=long)
    assert is_error(
        error,
        "tts_text_exceeded",
        "to_message.value",
        long["value"],
        tts_message_max_length=1000,
        sent_tts_message_length=1001,
    )
    error = await refused(call, "999", to_message=no_file)
    assert is_error(
        error,
        "media_file_not_found",
        "to_message.value",
        "123456789",
        media_file_id="123456789",
    )
    error = await refused(call, "442079460958", to_message=no_file)
    assert error["mnemonic"] == "media_file_not_found"


async def test_text_has_to_be_utf_8(world: World) -> None:
    call = await hold(world)
    error = await refused(call, THIRD, to_message={"type": "tts", "value": "\udc80"})
    assert is_error(error, "character_encoding_not_allowed", "to_message.value")


async def test_session_of_another_account_is_unknown(world: World) -> None:
    call = await hold(world)
    error = await world.fails(
        "make.call", world.keys.foreign, call_session_id=call.id, to=THIRD
    )
    assert is_unknown_session(error, call.id)
    assert world.phone(THIRD).times_rung == 0
