"""add.coach (spec 3.3.8)."""

from tests.api.call import talking
from tests.api.world import CONTACT, OPERATOR, World

COACH = "12025550188"


async def test_the_documented_example(world: World) -> None:
    call = await talking(world)
    world.phone(COACH).behave("answer")
    await call.ask("add.coach", phone_number=COACH)
    await call.hears_only(COACH, ("leg", CONTACT), ("leg", OPERATOR))
    await call.hears_only(OPERATOR, ("leg", CONTACT), ("leg", COACH))
    await call.hears_only(CONTACT, ("leg", OPERATOR))
