"""Replies of a client's server that name a group by its number (4.5, 3.1)."""

from callapi.domain.states import State
from tests.api.crm import Crm
from tests.api.scripted import ROAD
from tests.api.staff import add_group
from tests.api.test_interactive import OFFICE, ask, calls_in, crm
from tests.api.world import SCRIPTED, World

__all__ = ["crm"]  # the fixture
STONE, RITA = "0486174", "0486175"
OTHER = "12025550147"


async def test_a_group_s_number_has_so_many_channels(world: World, crm: Crm) -> None:
    """Two replies that come at once name it: one of the contacts is too many."""
    world.phone(STONE).behave("answer")
    world.by_hand(RITA)
    await add_group(world, "Stone", "Recorded", extension="74", channels_count=1)
    crm.reply, crm.is_silent = {"phones": ["74"]}, True
    first = await calls_in(world, ask(crm, to={"forward_failed": "office"}))
    await world.simulator.call(OTHER, SCRIPTED)
    for _ in range(2):
        await crm.asked.get()
    crm.closing.set()
    await world.phone(OFFICE).rings()
    await world.phone(STONE).talks()
    assert (world.phone(STONE).times_rung, world.phone(RITA).times_rung) == (1, 0)
    states = [(await world.session(it)).state for it in (first, first + 1)]
    assert sorted(states) == [State.FORWARDING, State.TALK]


async def test_who_talks_with_another_takes_no_channel(world: World, crm: Crm) -> None:
    """The group was named, but somebody else has answered."""
    await add_group(world, "Stone", extension="75", channels_count=1)
    world.by_hand(STONE)
    crm.reply = {"phones": [ROAD, "75"]}
    first = await calls_in(world, ask(crm))
    await world.phone(ROAD).rings()
    world.phone(ROAD).answer()
    await world.reaches(first, State.TALK)
    crm.reply = {"phones": ["75"]}
    await world.simulator.call(OTHER, SCRIPTED)
    await world.phone(STONE).rings()
