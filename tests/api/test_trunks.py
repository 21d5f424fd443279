"""Outside numbers go out by the trunks of the server, one after another."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from callapi.domain.session import Role
from callapi.domain.states import State
from tests.api.world import CONTACT, LINE, OPERATOR, PATIENCE_S, VIRTUAL, World
from tests.fakes import turn_loop


async def trunks_are(world: World, **answers: bool) -> None:
    """The server comes to dial by these trunks, and to know who answers."""
    [switch] = world.app.calls.switches
    async with asyncio.timeout(PATIENCE_S):
        while switch.dialler.trunks.states() != answers:
            await turn_loop()


@pytest.fixture(autouse=True)
async def trunks(world: World) -> AsyncIterator[None]:
    """`main` is always tried first, `spare` only when that fails."""
    await world.pool.execute(
        "insert into trunks (name, host, weight)"
        " values ('main', '192.0.2.1', 10), ('spare', '192.0.2.2', 0)"
    )
    await trunks_are(world, main=True, spare=True)
    yield
    world.simulator.behave_again()
    await world.clear()
    await world.pool.execute("delete from trunks")
    await trunks_are(world)


async def way_to(world: World, session_id: int, role: Role = Role.CONTACT) -> str:
    """By which trunk a party was called in the end."""
    leg = (await world.session(session_id)).leg(role)
    assert leg is not None
    name = world.simulator.network.channels[leg.channel].name
    return name.removeprefix("PJSIP/").rpartition("-")[0]


@pytest.mark.parametrize("early", [True, False])
async def test_a_trunk_that_refuses_is_followed_by_the_next(
    world: World, early: bool
) -> None:
    world.simulator.break_trunk("trunk-main")
    world.phone(LINE).behave("answer")
    world.by_hand(CONTACT)
    session_id = await world.start(
        operator=LINE, switch_at_once=early, early_switching=early
    )
    await world.phone(CONTACT).rings()
    assert await way_to(world, session_id) == "trunk-spare"
    assert world.phone(CONTACT).shown_caller == VIRTUAL
    world.phone(CONTACT).answer()
    await world.reaches(session_id, State.TALK)
    await world.phone(CONTACT).hears_source("leg", LINE)
    [call] = await world.calls()
    assert len(call["legs"]) == 2  # nobody hears of the try that failed
    events = await world.events(session_id)
    assert events.count("leg_finished") == 0


async def test_the_first_party_too_goes_by_the_next_trunk(world: World) -> None:
    world.simulator.break_trunk("trunk-main", 500)
    world.by_hand(OPERATOR)
    session_id = await world.start()
    await world.phone(OPERATOR).rings()
    assert await way_to(world, session_id, Role.OPERATOR) == "trunk-spare"


async def test_a_trunk_that_does_not_answer_is_not_asked(world: World) -> None:
    world.simulator.silence_trunk("trunk-main")
    await trunks_are(world, main=False, spare=True)
    world.by_hand(OPERATOR)
    session_id = await world.start()
    await world.phone(OPERATOR).rings()
    assert await way_to(world, session_id, Role.OPERATOR) == "trunk-spare"


async def test_a_trunk_that_the_switch_has_lost_is_passed_over(world: World) -> None:
    del world.simulator.network.configured["endpoint", "trunk-main"]
    world.by_hand(OPERATOR)
    session_id = await world.start()
    await world.phone(OPERATOR).rings()
    assert await way_to(world, session_id, Role.OPERATOR) == "trunk-spare"


async def test_when_all_refuse_the_party_is_not_reached(world: World) -> None:
    for name in ("trunk-main", "trunk-spare"):
        world.simulator.break_trunk(name)
    session_id = await world.start()
    assert await world.ends(session_id) == "no_success_operator_call"
    assert world.phone(OPERATOR).times_rung == 0
    assert (await world.events(session_id)).count("leg_finished") == 1


async def test_when_none_answers_the_party_is_not_reached(world: World) -> None:
    for name in ("trunk-main", "trunk-spare"):
        world.simulator.silence_trunk(name)
    session_id = await world.start()
    assert await world.ends(session_id) == "no_success_operator_call"


@pytest.mark.parametrize(
    ("script", "reason"),
    [
        ("reject 486", "operator_busy"),
        ("reject 603", "no_success_operator_call"),
        ("reject 480", "operator_not_responsive"),
        ("reject 404", "operator_number_problems"),
        ("ring, reject 503", "no_success_operator_call"),
        ("progress announcement, reject 503", "no_success_operator_call"),
    ],
)
async def test_what_the_party_does_is_its_answer(
    world: World, script: str, reason: str
) -> None:
    world.phone(OPERATOR).behave(script)
    session_id = await world.start()
    assert await world.ends(session_id) == reason
    assert world.phone(OPERATOR).times_rung == 1


async def test_a_number_s_own_trunk_is_tried_first(world: World) -> None:
    """As it was named when the number was put into the pool."""
    number = "12025550190"
    await world.data(
        "create.available_virtual_numbers", phone_number=number, trunk="spare"
    )
    await world.data("enable.virtual_numbers", virtual_phone_number=number)
    world.by_hand(OPERATOR)
    session_id = await world.start(virtual_phone_number=number)
    await world.phone(OPERATOR).rings()
    assert await way_to(world, session_id, Role.OPERATOR) == "trunk-spare"
    await world.clear()
    await world.data("disable.virtual_numbers", virtual_phone_number=number)
    await world.data("delete.available_virtual_numbers", phone_number=number)


async def test_a_line_goes_by_no_trunk(world: World) -> None:
    for name in ("trunk-main", "trunk-spare"):
        world.simulator.break_trunk(name)
    world.by_hand(LINE)
    session_id = await world.start(operator=LINE)
    await world.phone(LINE).rings()
    assert await way_to(world, session_id, Role.OPERATOR) == LINE
