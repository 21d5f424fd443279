"""Ways into a call, and out of it, on either side."""

import asyncio

from callapi.domain import actions as a
from callapi.domain.actions import Originate
from callapi.domain.session import Leg, Role
from tests.switch.parties import COACH, CONTACT, OPERATOR, Party
from tests.switch.sides import SESSION, VIRTUAL, Side

RINGS_S = 60.0


def leg(id: int, number: str, *, early: bool = False, channel: str = "") -> Leg:
    role = {CONTACT: Role.CONTACT, OPERATOR: Role.OPERATOR, COACH: Role.COACH}[number]
    channel = channel or f"{'early' if early else 'leg'}-{SESSION}-{id}"
    return Leg(
        id, role, number, number, "pstn", VIRTUAL, started_at=0.0, channel=channel
    )


async def calls(side: Side, leg: Leg, *, listen: bool = False) -> Party:
    """The phone rings."""
    party = await side.party(leg.number)
    await side.perform(Originate(leg, RINGS_S, listen))
    await party.rings()
    return party


async def answered(side: Side, leg: Leg) -> Party:
    """A leg that talks to nobody yet."""
    party = await calls(side, leg)
    await party.picks_up()
    await side.tells(f"LegAnswered {leg.id}")
    return party


ONE, TWO, THREE = leg(1, CONTACT), leg(2, OPERATOR), leg(3, COACH)


async def end(side: Side, *parties: Party) -> None:
    """All are hung up by us, one after another."""
    for n, party in enumerate(parties, 1):
        await side.perform(a.HangUp({1: ONE, 2: TWO, 3: THREE}[n]))
        await party.ends()
        await side.tells(f"LegLeaving {n}", f"LegEnded {n} 16 None")
    await side.perform(a.Clear())


async def talk(side: Side) -> tuple[Party, Party]:
    contact, operator = await answered(side, ONE), await answered(side, TWO)
    await side.perform(a.Connect((ONE, TWO)))
    await asyncio.gather(contact.hears(operator), operator.hears(contact))
    await side.tells()
    return contact, operator
