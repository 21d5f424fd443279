"""start.simple_call (spec 3.2.5)."""

import pytest

from callapi.domain.states import State
from tests.api.world import CONTACT, OPERATOR, VIRTUAL, World


async def test_the_documented_example(world: World) -> None:
    """The operator is called first, confirms with 1, then the contact is called."""
    contact, operator = "12025550143", "12025550177"
    world.by_hand(contact, operator)
    data = await world.ok(
        "start.simple_call",
        first_call="operator",
        virtual_phone_number=VIRTUAL,
        contact=contact,
        operator=operator,
        operator_confirmation="1",
        direction="out",
    )
    await world.phone(operator).rings()
    assert world.phone(operator).shown_caller == VIRTUAL
    world.phone(operator).answer()
    await world.reaches(data["call_session_id"], State.CONFIRMING)
    world.phone(operator).press("21")
    await world.phone(contact).rings()
    assert world.phone(contact).shown_caller == VIRTUAL
    world.phone(contact).answer()
    await world.reaches(data["call_session_id"], State.TALK)
    await world.phone(contact).hears_source("leg", operator)
    await world.phone(operator).hears_source("leg", contact)


@pytest.mark.parametrize("first", ["operator", "contact"])
async def test_who_is_called_first(world: World, first: str) -> None:
    world.by_hand(CONTACT, OPERATOR)
    await world.start(first_call=first)
    numbers = {"operator": OPERATOR, "contact": CONTACT}
    await world.phone(numbers.pop(first)).rings()
    assert world.phone(numbers.popitem()[1]).times_rung == 0
