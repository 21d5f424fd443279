"""Another node takes the next step while our requests to the switch are under way."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from callapi.domain.session import Role, Session
from callapi.domain.states import State
from callapi.store import sessions
from tests.api.call import HOLD, THIRD, Call, talking
from tests.api.world import World
from tests.fakes import turn_loop

OTHER = """
insert into nodes (name, place, pid, beat_at)
values ('other', 'elsewhere', 1, 'infinity')
returning id
"""
LATE_S = 1.237  # as nothing else in the house


@pytest.fixture
async def other(world: World) -> AsyncIterator[int]:
    """A node that lives, and of which we see what it writes."""
    node: int = await world.pool.fetchval(OTHER)
    await world.app.calls.seats.look()
    yield node
    world.simulator.behave_again()
    await world.pool.execute("delete from nodes where id = $1", node)
    await world.app.calls.seats.look()


async def other_writes(world: World, other: int, session: Session) -> None:
    """It has asked the switch for all of that already."""
    assert await sessions.save(world.pool, session, (), None, other)


async def finish(world: World) -> None:
    """The request that is on its way comes to the switch, late, and so do the rest."""
    while world.clock.now() + LATE_S not in world.clock.due_times:
        await turn_loop()
    world.simulator.behave_again()
    await world.clock.advance(LATE_S)
    await world.app.calls.idle()


async def test_a_talk_that_was_gone_back_to_is_heard(world: World, other: int) -> None:
    call = await talking(world)
    before = await world.session(call.id)
    world.simulator.delay(LATE_S)
    await call.ask("hold.call", contact_message=HOLD)
    held = await world.session(call.id)
    plays = {leg.id: leg.plays for leg in held.legs}
    legs = tuple(replace(leg, plays=plays[leg.id]) for leg in before.legs)
    await other_writes(world, other, replace(held, state=State.TALK, legs=legs))
    await finish(world)
    await call.connects(call.contact, call.operator)


async def test_who_was_dropped_meanwhile_does_not_ring(
    world: World, other: int
) -> None:
    call: Call = await talking(world)
    await call.hold()
    world.by_hand(THIRD)
    world.simulator.delay(LATE_S)
    await call.ask("make.call", to=THIRD)
    dialling = await world.session(call.id)
    third = dialling.leg(Role.THIRD)
    assert third is not None
    legs = tuple(
        replace(leg, dropped=leg.id == third.id or leg.dropped) for leg in dialling.legs
    )
    await other_writes(world, other, replace(dialling, legs=legs))
    await finish(world)
    await world.phone(THIRD).ends()
