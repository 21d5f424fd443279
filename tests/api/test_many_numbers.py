"""An employee with many numbers is called from a line (Data API spec 2.8)."""

from tests.api.lines import is_refused, new_colleague, new_line
from tests.api.world import World


async def test_none_of_many_numbers_is_to_be_called(world: World) -> None:
    """Each is a leg that has failed: more than a call of one number needs."""
    line, status = "0910009", "do_not_disturb"
    key = await new_line(world, line)
    await new_colleague(world, line, 30, extension="301", status=status)
    told = await is_refused(world, "301", line, key)
    assert told == (480, f"employee_status_{status}")
