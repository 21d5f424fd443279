"""Ways into a call, so that a test can begin with what it is about."""

from callapi.simulator.phones import Phone
from callapi.simulator.server import Simulator
from tests.simulator.ari import Ari

CONTACT = "12025550143"
EMPLOYEE = "0486173"
COACH = "12025550188"


def endpoint(number: str) -> str:
    return f"PJSIP/{number}" if number.startswith("0") else f"PJSIP/{number}@trunk"


async def ring(
    simulator: Simulator, ari: Ari, channel: str, number: str = CONTACT, **query: object
) -> Phone:
    """An originated leg that rings, and whose phone waits to be told."""
    phone = simulator.phone(number)
    phone.behave("by_hand")
    await ari.post(
        "/channels", endpoint=endpoint(number), app=ari.app, channelId=channel, **query
    )
    return phone


async def answered(
    simulator: Simulator, ari: Ari, channel: str, number: str = CONTACT
) -> Phone:
    phone = await ring(simulator, ari, channel, number)
    phone.answer()
    return phone


async def created(
    simulator: Simulator, ari: Ari, channel: str, number: str = CONTACT
) -> Phone:
    """A leg in the application, not yet dialled."""
    phone = simulator.phone(number)
    phone.behave("by_hand")
    await ari.post(
        "/channels/create", endpoint=endpoint(number), app=ari.app, channelId=channel
    )
    return phone


async def bridge(ari: Ari, name: str, *channels: str, **query: str) -> None:
    await ari.post(
        "/bridges", bridgeId=name, type=query.pop("type", "mixing,dtmf_events")
    )
    for channel in channels:
        await ari.post(f"/bridges/{name}/addChannel", channel=channel, **query)


async def talk(simulator: Simulator, ari: Ari) -> tuple[Phone, Phone]:
    """Contact (channel `a`) and employee (`b`) talk in bridge `talk`."""
    contact = await answered(simulator, ari, "a", CONTACT)
    employee = await answered(simulator, ari, "b", EMPLOYEE)
    await bridge(ari, "talk", "a", "b")
    await ari.told()
    return contact, employee
