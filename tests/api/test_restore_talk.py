"""restore.talk (spec 3.3.3)."""

from callapi.domain.session import Role
from callapi.domain.states import State
from tests.api.call import THIRD, talking
from tests.api.expect import is_unknown_session, is_wrong_state
from tests.api.stages import (
    dialing,
    operator_talk,
    third_is_told,
    transferring,
)
from tests.api.world import CONTACT, LINE, OPERATOR, World

MOBILE = "12025550151"


async def test_the_documented_example(world: World) -> None:
    """The third party is hung up; contact and operator hear each other again."""
    call = await talking(world)
    await call.consult()
    await call.ask("restore.talk")
    await call.reaches(State.TALK)
    await world.phone(THIRD).ends()
    await call.connects(CONTACT, OPERATOR)


async def test_third_party_stops_ringing(world: World) -> None:
    call = await dialing(world)
    await call.ask("restore.talk")
    await call.reaches(State.TALK)
    await world.phone(THIRD).ends()
    await call.connects(CONTACT, OPERATOR)


async def test_third_party_is_told_no_more(world: World) -> None:
    call = await third_is_told(world)
    await call.ask("restore.talk")
    await world.phone(THIRD).ends()
    await call.connects(CONTACT, OPERATOR)


async def test_no_other_number_is_tried(world: World) -> None:
    call = await talking(world)
    world.by_hand(LINE, MOBILE)
    await call.hold()
    await call.ask("make.call", to="201")
    await world.phone(LINE).rings()
    await call.ask("restore.talk")
    await world.phone(LINE).ends()
    await world.quiet()
    await call.reaches(State.TALK)
    assert world.phone(MOBILE).times_rung == 0


async def test_legs_show_it_at_once(world: World) -> None:
    call = await operator_talk(world)
    await call.ask("restore.talk")
    texts = [leg["state"] for leg in (await call.shown())["legs"]]
    assert texts == ["Conversation", "Conversation", "Disconnected"]
    assert (await call.shown_leg(Role.OPERATOR))["is_operator"] is True


async def test_operator_can_consult_again(world: World) -> None:
    call = await operator_talk(world)
    await call.ask("restore.talk")
    await world.phone(THIRD).ends()
    await call.consult()


async def test_operator_who_has_left_cannot_go_back(world: World) -> None:
    call = await transferring(world)
    assert is_wrong_state(await call.fails("restore.talk"), "TRANSFERRING")


async def test_session_of_another_account_is_unknown(world: World) -> None:
    call = await operator_talk(world)
    error = await world.fails(
        "restore.talk", world.keys.foreign, call_session_id=call.id
    )
    assert is_unknown_session(error, call.id)
    await call.connects(OPERATOR, THIRD)
