"""hold.call (spec 3.3.4)."""

from callapi.domain.states import State
from tests.api.call import talking
from tests.api.world import CONTACT, World


async def test_the_documented_example(world: World) -> None:
    call = await talking(world)
    tone = await world.file("tone")
    await call.ask("hold.call", contact_message=tone.message)
    await call.reaches(State.HOLD)
    await call.hears_only(CONTACT, ("file", tone.path))
