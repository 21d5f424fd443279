"""call.talk_option (spec 3.3.11)."""

from callapi.domain.states import State
from tests.api.call import talking
from tests.api.world import CONTACT, World


async def test_the_documented_example(world: World) -> None:
    """Key 3 is bound to `transfer_call` here."""
    call = await talking(world)
    await call.ask("call.talk_option", button="3")
    await call.reaches(State.WAITING_INPUT)
    await call.hears_only(CONTACT, ("file", (await world.music()).path))
