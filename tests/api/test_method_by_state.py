"""Which method is possible in which state (the matrix of spec 4.7), asked for real."""

from collections.abc import AsyncIterator

import pytest

from tests.api.expect import allowed_in, is_error, is_unknown_session, is_wrong_state
from tests.api.stages import (
    PARAMS,
    REACH,
    Stage,
    coach_rings,
    coached,
    ended,
    let_finish,
    params_of,
)
from tests.api.world import CONTACT, World

REFUSED = {state: sorted(set(PARAMS) - allowed_in(state)) for state in REACH}
ALLOWED = [(state, m) for state in REACH for m in sorted(allowed_in(state))]


@pytest.fixture(autouse=True)
async def all_is_as_before(world: World) -> AsyncIterator[None]:
    yield
    await let_finish(world)
    await world.pool.execute("delete from blacklist where number = $1", CONTACT)


def test_the_matrix_has_all_methods() -> None:
    assert set().union(*map(allowed_in, REACH)) == set(PARAMS)


@pytest.mark.parametrize(("state", "method"), ALLOWED)
async def test_method_is_possible(world: World, state: str, method: str) -> None:
    call = await REACH[state](world)
    await call.ask(method, **await params_of(method, call))


@pytest.mark.parametrize("state", REFUSED)
async def test_all_other_methods_are_refused(world: World, state: str) -> None:
    """Whoever asks is told the state and what is possible in it."""
    call = await REACH[state](world)
    if state != "FINISHING":
        await world.quiet()
    before = await world.session(call.id)
    for method in REFUSED[state]:
        error = await call.fails(method, **await params_of(method, call))
        assert is_wrong_state(error, state), method
    assert await world.session(call.id) == before


async def test_after_the_end_every_method_finds_no_session(world: World) -> None:
    call = await ended(world)
    for method in PARAMS:
        error = await call.fails(method, **await params_of(method, call))
        assert is_unknown_session(error, call.id), method


@pytest.mark.parametrize("stage", [coach_rings, coached])
async def test_with_a_coach_only_a_second_one_is_refused(
    world: World, stage: Stage
) -> None:
    """T/c of the matrix: refused whether he is dialled or connected."""
    call = await stage(world)
    error = await call.fails("add.coach", phone_number="12025550189")
    told = error["params"]["allowed_methods"]
    assert set(told) == allowed_in("TALK") - {"add.coach"}
    assert is_error(error, "invalid_state", state="TALK", allowed_methods=told)


@pytest.mark.parametrize("method", sorted(allowed_in("TALK") - {"add.coach"}))
async def test_with_a_coach_the_rest_is_possible(world: World, method: str) -> None:
    call = await coached(world)
    await call.ask(method, **await params_of(method, call))
