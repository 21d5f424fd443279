"""make.call (spec 3.3.1)."""

from callapi.domain.states import State
from tests.api.call import STONE, talking_employee
from tests.api.world import LINE, World


async def test_the_documented_example(world: World) -> None:
    """An extension is dialled, hears a text, and then the operator."""
    call = await talking_employee(world)
    message = {"type": "tts", "value": "Client from order 8841"}
    await call.dial("202", STONE, to_message=message)
    await call.reaches(State.DIALING)
    world.phone(STONE).answer()
    await world.hears_out(STONE, await world.said(message["value"]))
    await call.reaches(State.OPERATOR_TALK)
    await call.connects(LINE, STONE)
