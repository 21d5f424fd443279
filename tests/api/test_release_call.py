"""release.call (spec 3.3.15)."""

from tests.api.call import talking
from tests.api.world import CONTACT, OPERATOR, World


async def test_the_documented_example(world: World) -> None:
    call = await talking(world)
    await call.ask("release.call")
    await call.ends()
    await world.phone(CONTACT).ends()
    await world.phone(OPERATOR).ends()
