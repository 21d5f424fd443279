"""block.contact (spec 3.3.10)."""

from collections.abc import AsyncIterator

import pytest

from callapi.domain.states import State
from tests.api import stages
from tests.api.call import talking
from tests.api.expect import is_error, is_unknown_session, is_wrong_state
from tests.api.stages import FOREIGN_VIRTUAL
from tests.api.starts import METHODS, usual_params
from tests.api.world import CONTACT, OPERATOR, PLAIN, World


@pytest.fixture(autouse=True)
async def nobody_stays_blocked(world: World) -> AsyncIterator[None]:
    yield
    await world.pool.execute("delete from blacklist where number <> '12025550199'")


async def test_the_documented_example(world: World) -> None:
    call = await talking(world)
    await call.ask("block.contact")
    assert await blocked(world) == [CONTACT]


async def test_it_is_the_employee_who_has_blocked(world: World) -> None:
    user_id = await world.id_of("users", "Dispatch")
    stone = await world.id_of_employee("Stone")
    await world.data("update.users", id=user_id, employee_id=stone)
    call = await talking(world)
    await call.ask("block.contact")
    await world.data("update.users", id=user_id, employee_id=None)
    [row] = await world.data(
        "get.blacklist_phone_numbers",
        filter={"field": "phone_number", "operator": "=", "value": CONTACT},
    )
    assert row["add_user_name"] == "Stone Ann"


async def test_it_is_told(world: World) -> None:
    call = await talking(world)
    await call.ask("block.contact")
    assert await told(world, call.id) == [CONTACT]


async def told(world: World, session_id: int) -> list[str]:
    rows = await world.pool.fetch(
        "select body ->> 'contact_phone_number' as number from events"
        " where session_id = $1 and name = 'contact_blocked'",
        session_id,
    )
    return [row["number"] for row in rows]


async def blocked(world: World) -> list[str]:
    rows = await world.pool.fetch(
        "select number from blacklist where added_by = 'Dispatch'"
    )
    return [row["number"] for row in rows]


async def test_running_call_is_not_touched(world: World) -> None:
    call = await talking(world)
    await call.ask("block.contact")
    await world.quiet()
    await call.reaches(State.TALK)
    await call.connects(CONTACT, OPERATOR)
    await call.hold()
    await call.ask("unhold.call")
    await call.connects(CONTACT, OPERATOR)


@pytest.mark.parametrize("method", METHODS)
async def test_start_methods_refuse_the_number(world: World, method: str) -> None:
    call = await talking(world)
    await call.ask("block.contact")
    error = await world.fails(method, **await usual_params(world, method))
    assert is_error(error, "contact_in_blacklist", "contact", CONTACT, contact=CONTACT)


async def test_inbound_calls_from_it_are_refused(world: World) -> None:
    call = await talking(world)
    await call.ask("block.contact")
    await call.ask("release.call")
    await call.ends()
    phone = await world.simulator.call(CONTACT, PLAIN)
    await phone.ends()
    assert phone.sip_code == 403
    await world.quiet()
    assert await world.calls() == []


async def test_contact_who_has_called_can_be_blocked(world: World) -> None:
    await world.simulator.call("12025550148", PLAIN)
    await world.phone("0486173").rings()
    [call] = await world.calls()
    await world.ok("block.contact", call_session_id=call["call_session_id"])
    assert await blocked(world) == ["12025550148"]


async def test_other_accounts_go_on_calling_it(world: World) -> None:
    call = await talking(world)
    await call.ask("block.contact")
    await call.ask("release.call")
    await call.ends()
    foreign = await talking(
        world, key=world.keys.foreign, virtual_phone_number=FOREIGN_VIRTUAL
    )
    await foreign.reaches(State.TALK)


# --- what is refused


async def test_line_of_an_employee_is_not_blocked(world: World) -> None:
    call = await talking(world, contact="0486174")
    assert is_error(await call.fails("block.contact"), "forbidden")
    assert await blocked(world) == []


async def test_number_is_blocked_already(world: World) -> None:
    call = await talking(world)
    await call.ask("block.contact")
    error = await call.fails("block.contact")
    assert is_error(error, "duplicate_contact", contact_phone_number=CONTACT)
    assert await blocked(world) == [CONTACT]
    assert await told(world, call.id) == [CONTACT]
    await call.ask("release.call")
    await call.ends()


async def test_state_is_checked_before_the_blacklist(world: World) -> None:
    call = await stages.finishing(world)
    assert is_wrong_state(await call.fails("block.contact"), "FINISHING")
    assert await blocked(world) == []
    await stages.let_finish(world)
    await call.ends()


async def test_session_of_another_account_is_unknown(world: World) -> None:
    call = await talking(world)
    error = await world.fails(
        "block.contact", world.keys.foreign, call_session_id=call.id
    )
    assert is_unknown_session(error, call.id)
    blocked_anywhere = await world.pool.fetchval("select count(*) from blacklist")
    assert blocked_anywhere == 1
