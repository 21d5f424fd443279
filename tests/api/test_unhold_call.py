"""unhold.call (spec 3.3.5)."""

from callapi.domain.session import Role
from callapi.domain.states import State
from tests.api.call import THIRD, talking
from tests.api.expect import is_unknown_session, is_wrong_state
from tests.api.stages import COACH, coached, hold, waiting_input
from tests.api.world import CONTACT, LINE, OPERATOR, World


async def test_the_documented_example(world: World) -> None:
    """The message stops, and both hear each other again."""
    call = await talking(world)
    await call.hold()
    await call.ask("unhold.call")
    await call.reaches(State.TALK)
    await call.connects(CONTACT, OPERATOR)
    for role in (Role.CONTACT, Role.OPERATOR):
        assert (await call.shown_leg(role))["state"] == "Conversation"


async def test_hold_can_be_entered_and_left_again_and_again(world: World) -> None:
    call = await talking(world)
    for _ in range(3):
        await call.hold()
        await call.ask("unhold.call")
        await call.connects(CONTACT, OPERATOR)


async def test_coach_hears_the_contact_again(world: World) -> None:
    call = await coached(world)
    await call.hold()
    await call.ask("unhold.call")
    await call.hears_only(COACH, ("leg", LINE), ("leg", CONTACT))
    await call.hears_only(CONTACT, ("leg", LINE))
    await call.hears_only(LINE, ("leg", CONTACT), ("leg", COACH))


async def test_dialling_is_left_by_a_star_first(world: World) -> None:
    """D34: WAITING_INPUT is not HOLD."""
    call = await waiting_input(world)
    assert is_wrong_state(await call.fails("unhold.call"), "WAITING_INPUT")
    await call.ask("send.dtmf", dtmf_string="*")
    await call.ask("unhold.call")
    await call.connects(CONTACT, OPERATOR)


async def test_hold_ends_after_a_third_party_that_was_not_reached(
    world: World,
) -> None:
    call = await talking(world)
    await call.dial()
    world.phone(THIRD).reject()
    await call.reaches(State.HOLD)
    await call.ask("unhold.call")
    await call.connects(CONTACT, OPERATOR)


async def test_session_of_another_account_is_unknown(world: World) -> None:
    call = await hold(world)
    error = await world.fails(
        "unhold.call", world.keys.foreign, call_session_id=call.id
    )
    assert is_unknown_session(error, call.id)
    assert world.phone(CONTACT).is_hearing("file")
