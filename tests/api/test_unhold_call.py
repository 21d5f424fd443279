"""unhold.call (spec 3.3.5)."""

from callapi.domain.states import State
from tests.api.call import talking
from tests.api.world import CONTACT, OPERATOR, World


async def test_the_documented_example(world: World) -> None:
    call = await talking(world)
    await call.hold()
    await call.ask("unhold.call")
    await call.reaches(State.TALK)
    await call.connects(CONTACT, OPERATOR)
