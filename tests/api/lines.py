"""Employees who call from their own lines."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from callapi.domain.states import State
from tests.api.call import STONE, Call
from tests.api.people import COMPONENTS, new_caller
from tests.api.world import CONTACT, LINE, VIRTUAL, World
from tests.rows import add_employee, add_number, add_virtual_number

GIVE = """
update sip_lines l set virtual_number_id = v.id, number_rule = $3
from virtual_numbers v where l.number = $1 and v.number = $2
"""
AS_BEFORE = (
    "update sip_lines set virtual_number_id = null, number_rule = 'fixed',"
    " billing_state = 'active', channels_count = 1",
    "update virtual_numbers set is_active = true where number = '12025550100'",
    "update employees set status = 'available', out_external_directions = '{in,out}',"
    " out_internal_directions = '{in,out}'",
)


@asynccontextmanager
async def calling_lines(world: World) -> AsyncIterator[None]:
    """Dana Reyes and Ann Stone may call, until the test is over."""
    await give_number(world, LINE)
    await give_number(world, STONE)
    yield
    await world.clear()
    for change in AS_BEFORE:
        await world.pool.execute(change)


async def give_number(
    world: World, line: str, number: str = VIRTUAL, rule: str = "fixed"
) -> None:
    await world.pool.execute(GIVE, line, number, rule)


async def dials(
    world: World, to: str = CONTACT, line: str = LINE, key: str | None = None
) -> Call:
    """The telephone of a line dials; the session that this makes, over or not."""
    await world.simulator.call(line, to)
    await world.quiet()
    newest = "select max(id) from call_sessions where source = 'sip'"
    return Call(world, await world.pool.fetchval(newest), key, to, line)


async def rings(world: World, to: str = CONTACT, line: str = LINE) -> Call:
    """The contact's telephone rings."""
    world.by_hand(to)
    call = await dials(world, to, line)
    await world.phone(to).rings()
    return call


async def talking_out(world: World, to: str = CONTACT, line: str = LINE) -> Call:
    call = await rings(world, to, line)
    world.phone(to).answer()
    await call.reaches(State.TALK)
    await call.connects(to, line)
    return call


async def is_refused(
    world: World, to: str, line: str = LINE, key: str | None = None
) -> tuple[int | None, str]:
    """What the telephone was told, and why the session has ended."""
    call = await dials(world, to, line, key)
    phone = world.phone(line)  # which may have another call that goes on
    await phone.until(lambda: phone.state == "ended", "be refused")
    return phone.sip_code, await call.ends()


async def new_line(
    world: World,
    line: str,
    *,
    components: tuple[str, ...] = (*COMPONENTS, "va"),
    **account: object,
) -> str:
    """A line of an account of its own, with a number; the key of a user there."""
    number = f"1202556{line[-4:]}"
    made = await new_caller(world, account=account, components=components)
    own = made.account_id
    employee = await add_employee(world.pool, own, "Lone")
    await add_number(world.pool, own, employee, line)
    await add_virtual_number(world.pool, own, number)
    await give_number(world, line, number)
    return made.key


async def new_colleague(world: World, line: str, numbers: int, **more: object) -> None:
    """One more employee of the line's account, with so many numbers outside."""
    of_line = "select account_id from sip_lines where number = $1"
    own = await world.pool.fetchval(of_line, line)
    employee = await add_employee(world.pool, own, "Many", **more)
    for place in range(numbers):
        await add_number(world.pool, own, employee, f"120255650{place:02}")
