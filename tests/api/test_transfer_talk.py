"""transfer.talk (spec 3.3.2)."""

from callapi.domain.states import State
from tests.api.call import THIRD, talking
from tests.api.world import CONTACT, OPERATOR, World


async def test_the_documented_example(world: World) -> None:
    call = await talking(world)
    await call.consult()
    await call.ask("transfer.talk")
    await call.reaches(State.TALK)
    await world.phone(OPERATOR).ends()
    await call.connects(CONTACT, THIRD)
