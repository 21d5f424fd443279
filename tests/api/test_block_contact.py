"""block.contact (spec 3.3.10)."""

from callapi.domain.states import State
from tests.api.call import talking
from tests.api.expect import is_error
from tests.api.world import OPERATOR, World


async def test_the_documented_example(world: World) -> None:
    contact = "12025550143"
    call = await talking(world, contact=contact)
    await call.ask("block.contact")
    await call.reaches(State.TALK)
    await call.connects(contact, OPERATOR)
    error = await world.fails(
        "start.simple_call",
        first_call="operator",
        virtual_phone_number="12025550100",
        contact=contact,
        operator=OPERATOR,
    )
    assert is_error(error, "contact_in_blacklist", "contact", contact, contact=contact)
