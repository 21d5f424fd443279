"""Replies of a client's server with text that JSON has and no database keeps (4.5)."""

import pytest

from tests.api.crm import Crm
from tests.api.scripted import HOME
from tests.api.test_interactive import ask, calls_in, crm
from tests.api.world import World

__all__ = ["crm"]  # the fixture


@pytest.mark.parametrize("member", ["returned_code", "phones", "message_name"])
@pytest.mark.parametrize("text", ["\\u0000", "\\ud800"], ids=["null", "surrogate"])
async def test_it_is_read_as_other_text(
    world: World, crm: Crm, member: str, text: str
) -> None:
    """At once, and not when the time for a reply is over."""
    crm.text = f'{{"{member}": "{text}"}}'
    await calls_in(world, ask(crm))
    await world.phone(HOME).rings()
