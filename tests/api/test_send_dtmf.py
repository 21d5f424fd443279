"""send.dtmf (spec 3.3.12)."""

from tests.api.call import talking
from tests.api.world import CONTACT, World


async def test_the_documented_example(world: World) -> None:
    """The call goes out and is young: the key is for the contact's own menu."""
    call = await talking(world, direction="out")
    await call.ask("send.dtmf", dtmf_string="1")
    await world.phone(CONTACT).receives_keys("1")
