"""tag.call (spec 3.3.6)."""

from tests.api.call import talking
from tests.api.world import World


async def test_the_documented_example(world: World) -> None:
    call = await talking(world)
    tag_id = await world.id_of("tags", "Hot lead")
    await call.ask("tag.call", tag_id=tag_id)
    shown = await call.shown()
    assert shown["tags"] == [{"tag_id": tag_id, "tag_name": "Hot lead"}]
