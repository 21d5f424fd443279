"""Who calls from a line hears the other line before he is answered, on both sides.

He is answered by the switch itself in the moment in which the other is.
"""

import asyncio

import pytest

from callapi.domain import actions as a
from callapi.domain.session import Leg, Role
from tests.switch.parties import CONTACT, OPERATOR, Party
from tests.switch.scenes import calls, leg
from tests.switch.sides import VIRTUAL, Side

pytestmark = pytest.mark.timeout(120)  # the first test may have to install Asterisk

EARLY = leg(1, CONTACT, early=True)
# Told once to the application, and once because the channel is followed.
LEAVING = ("inbound leaving 16", "inbound leaving 16")


async def listens(side: Side) -> tuple[Party, Party, Leg]:
    """The caller is in the bridge with a leg that rings."""
    caller = await side.party(OPERATOR)
    await caller.calls(VIRTUAL)
    await side.tells(f"Inbound {OPERATOR} {VIRTUAL}")
    [call] = side.inbound
    await side.switch.follow(call.channel)
    number, kind = "0486173", "sip"
    own = Leg(
        *(2, Role.OPERATOR, VIRTUAL, number, kind, number),
        started_at=0.0,
        channel=call.channel,
        inbound=True,
    )
    await side.perform(a.Connect((own,)))
    contact = await calls(side, EARLY, listen=True)
    return caller, contact, own


async def test_a_caller_hears_what_comes_before_the_answer(side: Side) -> None:
    caller, contact, own = await listens(side)
    await caller.is_told_of_ringing()
    await contact.lets_hear()
    await caller.hears(contact)
    await side.tells()
    await contact.picks_up()
    await side.tells_all("LegAnswered 1", "inbound answered 16")
    await side.perform(a.Answer(own), a.Connect((EARLY, own)))
    await asyncio.gather(contact.hears(caller), caller.hears(contact))
    assert contact.shown == VIRTUAL
    await caller.hangs_up()
    await side.tells(*LEAVING, "inbound ended 16")
    await side.perform(a.HangUp(EARLY), a.Clear())
    await side.tells("LegLeaving 1", "LegEnded 1 16 None")


@pytest.mark.parametrize(("code", "cause"), [(486, 17), (404, 1), (503, 34)])
async def test_a_caller_is_not_answered_when_the_other_refuses(
    side: Side, code: int, cause: int
) -> None:
    caller, contact, own = await listens(side)
    await contact.refuses(code)
    await side.tells("LegLeaving 1", f"LegEnded 1 {cause} {code}")
    await side.perform(a.HangUp(own, "busy"), a.Clear())
    assert await caller.is_refused() == 486
    await side.tells(*LEAVING, "inbound ended 17")
