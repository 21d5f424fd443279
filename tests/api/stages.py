"""Calls brought to each state of spec 4.7, by the names of its columns."""

from collections.abc import Awaitable, Callable
from typing import Any

from callapi.domain.states import State
from tests.api.call import HOLD, THIRD, Call, talking, talking_employee
from tests.api.world import CONTACT, LINE, OPERATOR, VIRTUAL, World

Stage = Callable[[World], Awaitable[Call]]

COACH = "12025550188"
FOREIGN_VIRTUAL = "12025550106"  # of the account whose calls have 30 s afterwards
SLOW_S = 1.0  # how long the switch takes while a call is FINISHING


async def session(world: World) -> Call:
    """The operator rings."""
    world.by_hand(CONTACT, OPERATOR)
    call = Call(world, await world.start())
    await world.phone(OPERATOR).rings()
    return call


async def contact_rings(world: World) -> Call:
    """SESSION: the operator has answered."""
    call = await session(world)
    world.phone(OPERATOR).answer()
    await world.phone(CONTACT).rings()
    return call


async def operator_rings(world: World) -> Call:
    """SESSION: the contact has answered."""
    world.phone(CONTACT).behave("answer")
    world.by_hand(OPERATOR)
    call = Call(world, await world.start(first_call="contact"))
    await world.phone(OPERATOR).rings()
    return call


async def informing(world: World) -> Call:
    world.phone(CONTACT).behave("answer")
    data = await world.ok(
        "start.informer_call",
        virtual_phone_number=VIRTUAL,
        contact=CONTACT,
        contact_message={"type": "tts", "value": "Your visit is tomorrow at nine."},
    )
    call = Call(world, data["call_session_id"])
    await call.reaches(State.INFORMING)
    await world.phone(CONTACT).hears_source("file")
    return call


async def talk(world: World) -> Call:
    return await talking_employee(world)


async def coached(world: World) -> Call:
    """TALK while a coach is connected."""
    call = await talking_employee(world)
    world.phone(COACH).behave("answer")
    await call.ask("add.coach", phone_number=COACH)
    await call.hears_only(COACH, ("leg", CONTACT), ("leg", LINE))
    return call


async def coach_rings(world: World) -> Call:
    call = await talking_employee(world)
    world.by_hand(COACH)
    await call.ask("add.coach", phone_number=COACH)
    await world.phone(COACH).rings()
    return call


async def hold(world: World) -> Call:
    call = await talking(world)
    await call.hold()
    return call


async def waiting_input(world: World) -> Call:
    call = await hold(world)
    await call.ask("send.dtmf", dtmf_string="1")
    await call.reaches(State.WAITING_INPUT)
    return call


async def dialing(world: World) -> Call:
    call = await talking(world)
    await call.dial()
    return call


async def third_is_told(world: World) -> Call:
    """DIALING while the third party hears its message."""
    call = await talking(world)
    await call.dial(to_message={"type": "tts", "value": "A client is waiting."})
    world.phone(THIRD).answer()
    await world.phone(THIRD).hears_source("file")
    return call


async def transferring(world: World) -> Call:
    call = await dialing(world)
    await call.ask("transfer.talk")
    await world.phone(OPERATOR).ends()
    return call


async def operator_talk(world: World) -> Call:
    call = await talking(world)
    await call.consult()
    return call


async def post_talk(world: World) -> Call:
    """The operator has left; the contact's line is kept for 30 s."""
    call = await talking(
        world, key=world.keys.foreign, virtual_phone_number=FOREIGN_VIRTUAL
    )
    world.phone(OPERATOR).hang_up()
    await call.reaches(State.POST_TALK)
    return call


async def finishing(world: World) -> Call:
    """The hang-ups are on their way to a slow switch: see `let_finish`."""
    call = await talking(world)
    world.simulator.delay(SLOW_S)
    await call.ask("release.call")
    await call.reaches(State.FINISHING)
    return call


async def let_finish(world: World) -> None:
    world.simulator.behave_again()
    await world.clock.advance(2 * SLOW_S)


async def ended(world: World) -> Call:
    call = await talking(world)
    await call.ask("release.call")
    await call.ends()
    return call


REACH: dict[str, Stage] = {
    "SESSION": session,
    "INFORMING": informing,
    "TALK": talk,
    "HOLD": hold,
    "WAITING_INPUT": waiting_input,
    "DIALING": dialing,
    "TRANSFERRING": transferring,
    "OPERATOR_TALK": operator_talk,
    "POST_TALK": post_talk,
    "FINISHING": finishing,
}

# What to ask for; where an id is needed it is put in.
PARAMS: dict[str, dict[str, object]] = {
    "make.call": {"to": THIRD},
    "transfer.talk": {},
    "restore.talk": {},
    "hold.call": {"contact_message": HOLD},
    "unhold.call": {},
    "tag.call": {"tag_id": 0},
    "disconnect.leg": {"leg_id": 0},
    "add.coach": {"phone_number": COACH},
    "record.call": {"action": "on"},
    "block.contact": {},
    "call.talk_option": {"button": "1"},
    "send.dtmf": {"dtmf_string": "1"},
    "release.call": {},
}


async def params_of(method: str, call: Call) -> dict[str, Any]:
    """Parameters that are right for this call in every state."""
    match method:
        case "tag.call":
            tag = "Foreign" if call.key else "Hot lead"
            return {"tag_id": await call.world.id_of("tags", tag)}
        case "disconnect.leg":
            session = await call.world.session(call.id)
            return {"leg_id": (session.live or session.legs)[-1].id}
    return PARAMS[method]
