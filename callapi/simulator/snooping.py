"""Snoop channels: they listen to a leg, whisper to it, or both."""

from callapi.simulator import stasis
from callapi.simulator.channel import Channel, Dialplan
from callapi.simulator.ending import hang_up
from callapi.simulator.network import Network
from callapi.simulator.refusal import Refusal

DIRECTIONS = {"none", "in", "out", "both"}


def check_directions(spy: str, whisper: str) -> None:
    if spy == "none" and whisper == "none":
        raise Refusal(400, "Direction must be specified for at least spy or whisper")
    for name, direction in (("spy", spy), ("whisper", whisper)):
        if direction not in DIRECTIONS:
            raise Refusal(400, f"Invalid direction specified for {name}")


def make_snoop(
    network: Network, target: Channel, snoop_id: str, spy: str, whisper: str, app: str
) -> Channel:
    """Answered from the beginning; it follows its leg everywhere and ends with it."""
    if snoop_id in network.channels:
        raise Refusal(500, "Snoop channel could not be created")
    snoop = Channel(
        id=snoop_id or network.next_id(),
        name=network.next_name(f"Snoop/{target.id}"),
        origin="snoop",
        created=network.now(),
        state="Up",
        dialplan=Dialplan(context="default"),
        app=app,
        snooped=target,
        spy=spy,
        whisper=whisper,
    )
    network.channels[snoop.id] = snoop
    target.snoops.append(snoop)
    return snoop


def enter_snoop(network: Network, snoop: Channel, args: tuple[str, ...]) -> None:
    if network.apps.is_connected(snoop.app):
        stasis.enter(network, snoop, args)
    else:
        hang_up(network, snoop)
