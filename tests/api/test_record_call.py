"""record.call (spec 3.3.9)."""

from tests.api.call import talking
from tests.api.world import World


async def test_the_documented_example(world: World) -> None:
    call = await talking(world)
    await call.ask("record.call", action="on")
    shown = await call.shown()
    assert [leg["record_call_enabled"] for leg in shown["legs"]] == [True, True]
