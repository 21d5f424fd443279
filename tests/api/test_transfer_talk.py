"""transfer.talk (spec 3.3.2)."""

import pytest

from callapi.domain.session import Role
from callapi.domain.states import State
from tests.api.call import HOLD, STONE, THIRD, talking
from tests.api.expect import is_unknown_session, is_wrong_state
from tests.api.stages import (
    COACH,
    coached,
    dialing,
    operator_talk,
    third_is_told,
    transferring,
)
from tests.api.world import CONTACT, LINE, OPERATOR, World

MOBILE = "12025550151"
NEWS = {"type": "tts", "value": "Client from order 8841"}


async def test_the_documented_example(world: World) -> None:
    call = await talking(world)
    await call.consult()
    await call.ask("transfer.talk")
    await call.reaches(State.TALK)
    await world.phone(OPERATOR).ends()
    await call.connects(CONTACT, THIRD)


async def test_third_party_is_the_operator_from_now_on(world: World) -> None:
    call = await operator_talk(world)
    third = await call.leg(Role.THIRD)
    await call.ask("transfer.talk")
    await world.phone(OPERATOR).ends()
    await world.quiet()
    legs = (await call.shown())["legs"]
    assert [(leg["state"], leg["is_operator"]) for leg in legs] == [
        ("Disconnected", False),
        ("Conversation", False),
        ("Conversation", True),
    ]
    assert legs[-1]["leg_id"] == third.id


# --- while the third party rings


async def test_contact_waits_on_while_the_third_party_rings(world: World) -> None:
    """The operator has left."""
    call = await talking(world)
    message = await call.hold()
    world.by_hand(THIRD)
    await call.ask("make.call", to=THIRD)
    await world.phone(THIRD).rings()
    await call.ask("transfer.talk")
    await world.phone(OPERATOR).ends()
    await call.reaches(State.TRANSFERRING)
    assert world.phone(THIRD).state == "ringing"
    await call.hears_only(CONTACT, ("file", message))
    for role in (Role.CONTACT, Role.THIRD):
        assert (await call.shown_leg(role))["state"] == "Call Transfer"
    assert (await call.shown())["legs"][0]["state"] == "Disconnected"


async def test_third_party_answers_and_talks_with_the_contact(world: World) -> None:
    call = await transferring(world)
    world.phone(THIRD).answer()
    await call.reaches(State.TALK)
    await call.connects(CONTACT, THIRD)
    assert (await call.shown_leg(Role.OPERATOR))["called_phone_number"] == THIRD


async def test_third_party_hears_its_message_first(world: World) -> None:
    call = await talking(world)
    await call.dial(to_message=NEWS)
    await call.ask("transfer.talk")
    held = world.phone(CONTACT).hears
    world.phone(THIRD).answer()
    clip = await world.said(NEWS["value"])
    await call.hears_only(THIRD, ("file", clip.path))
    assert world.phone(CONTACT).hears == held
    assert (await call.shown_leg(Role.THIRD))["state"] == "Call Transfer"
    await world.pass_time(clip.seconds + 0.1)
    await call.connects(CONTACT, THIRD)


async def test_transfer_while_the_third_party_hears_its_message(
    world: World,
) -> None:
    """The message goes on to its end."""
    call = await third_is_told(world)
    await call.ask("transfer.talk")
    await world.phone(OPERATOR).ends()
    await call.reaches(State.BRIEFING_TRANSFER)
    assert world.phone(THIRD).is_hearing("file")
    assert (await call.shown_leg(Role.THIRD))["state"] == "Call Transfer"
    assert is_wrong_state(await call.fails("transfer.talk"), "TRANSFERRING")
    await world.pass_time(10)
    await call.connects(CONTACT, THIRD)


@pytest.mark.parametrize("sip_code", [404, 480, 486, 503, 603])
async def test_third_party_is_not_reached(world: World, sip_code: int) -> None:
    """Nobody is left for the contact."""
    call = await transferring(world)
    world.phone(THIRD).reject(sip_code)
    assert await call.ends() == "transfer_disconnects"
    await world.phone(CONTACT).ends()


async def test_third_party_does_not_answer(world: World) -> None:
    call = await transferring(world)
    await world.pass_time(60.1)
    await call.ends()
    await world.phone(CONTACT).ends()
    await world.phone(THIRD).ends()


async def test_third_party_hangs_up_during_its_message(world: World) -> None:
    call = await third_is_told(world)
    await call.ask("transfer.talk")
    world.phone(THIRD).hang_up()
    await call.ends()
    await world.phone(CONTACT).ends()


async def test_next_number_of_an_extension_is_tried(world: World) -> None:
    call = await talking(world)
    world.by_hand(LINE, MOBILE)
    await call.hold()
    await call.ask("make.call", to="201")
    await world.phone(LINE).rings()
    await call.ask("transfer.talk")
    world.phone(LINE).reject()
    await world.phone(MOBILE).rings()
    await call.reaches(State.TRANSFERRING)
    world.phone(MOBILE).answer()
    await call.connects(CONTACT, MOBILE)


async def test_contact_hangs_up_meanwhile(world: World) -> None:
    call = await transferring(world)
    world.phone(CONTACT).hang_up()
    assert await call.ends() == "caller_disconnects"
    await world.phone(THIRD).ends()


async def test_contact_whose_line_was_heard_early_is_steered_alike(
    world: World,
) -> None:
    call = await talking(world, switch_at_once=True, early_switching=True)
    await call.hold()
    await call.hears_only(OPERATOR)
    await call.ask("unhold.call")
    await call.connects(CONTACT, OPERATOR)
    await call.ask("call.talk_option", button="6")  # he sends a fax
    await call.hears_only(OPERATOR)
    await world.pass_time(12.1)
    await call.connects(CONTACT, OPERATOR)
    await call.consult()
    await call.ask("transfer.talk")
    await call.connects(CONTACT, THIRD)


# --- who leaves, and what the new operator can do


@pytest.mark.parametrize("connected", [False, True])
async def test_coach_leaves_with_the_operator(world: World, connected: bool) -> None:
    call = await coached(world)
    world.phone(THIRD).behave("answer" if connected else "by_hand")
    await call.hold()
    await call.ask("make.call", to=THIRD)
    if connected:
        await call.reaches(State.OPERATOR_TALK)
        await call.hears_only(COACH, ("leg", LINE), ("leg", THIRD))
    else:
        await world.phone(THIRD).rings()
    await call.ask("transfer.talk")
    await world.phone(COACH).ends()
    await world.phone(LINE).ends()
    if not connected:
        world.phone(THIRD).answer()
    await call.connects(CONTACT, THIRD)


async def test_new_operator_can_hold_consult_and_transfer(world: World) -> None:
    call = await operator_talk(world)
    await call.ask("transfer.talk")
    await call.connects(CONTACT, THIRD)
    await call.ask("hold.call", contact_message=HOLD)
    await call.hears_only(THIRD)
    world.phone(STONE).behave("answer")
    await call.ask("make.call", to="202")
    await call.connects(THIRD, STONE)
    await call.ask("transfer.talk")
    await call.connects(CONTACT, STONE)
    await world.phone(THIRD).ends()
    assert (await call.shown_leg(Role.OPERATOR))["employee_full_name"] == "Stone Ann"


async def test_new_operators_keys_are_talk_options(world: World) -> None:
    call = await operator_talk(world)
    await call.ask("transfer.talk")
    await call.connects(CONTACT, THIRD)
    world.phone(THIRD).press("1")
    await world.quiet()
    assert [tag["tag_name"] for tag in (await call.shown())["tags"]] == ["Hot lead"]


@pytest.mark.parametrize("who", [CONTACT, THIRD])
async def test_call_ends_when_one_of_the_two_leaves(world: World, who: str) -> None:
    call = await operator_talk(world)
    await call.ask("transfer.talk")
    await call.connects(CONTACT, THIRD)
    world.phone(who).hang_up()
    await call.ends()
    await world.phone(CONTACT).ends()
    await world.phone(THIRD).ends()


async def test_session_of_another_account_is_unknown(world: World) -> None:
    call = await dialing(world)
    error = await world.fails(
        "transfer.talk", world.keys.foreign, call_session_id=call.id
    )
    assert is_unknown_session(error, call.id)
    assert world.phone(OPERATOR).state == "talking"
