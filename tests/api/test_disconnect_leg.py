"""disconnect.leg (spec 3.3.7)."""

from callapi.domain.session import Role
from callapi.domain.states import State
from tests.api.call import THIRD, talking
from tests.api.world import World


async def test_the_documented_example(world: World) -> None:
    """The third party of a consultation."""
    call = await talking(world)
    await call.consult()
    leg = await call.leg(Role.THIRD)
    await call.ask("disconnect.leg", leg_id=leg.id)
    await world.phone(THIRD).ends()
    await call.reaches(State.HOLD)
