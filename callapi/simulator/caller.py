"""A caller is told how his call gets on: by us, or by the leg he is bridged with."""

from collections.abc import Callable

from callapi.simulator.channel import Channel
from callapi.simulator.hearing import refresh
from callapi.simulator.network import Network


def indicate_ringing(network: Network, channel: Channel, is_on: bool) -> None:
    channel.is_indicating_ring = is_on
    if channel.far is not None and is_on and not channel.is_answered:
        channel.far.become("ringing")
    refresh(network.now(), channel)


def give_progress(network: Network, channel: Channel) -> None:
    """183: from here on the caller hears what is played."""
    if not channel.is_answered:
        channel.has_progress = True
        channel.is_indicating_ring = False
        refresh(network.now(), channel)


def answer(network: Network, channel: Channel) -> None:
    """Answering twice is no error, and no event."""
    if channel.is_answered:
        return
    channel.state = "Up"
    channel.is_indicating_ring = False
    network.tell(channel, "ChannelStateChange")
    if channel.far is not None:
        channel.far.become("talking")
    refresh(network.now(), channel)


def ring_on(network: Network, callee: Channel) -> None:
    """Asterisk passes on what the far end of a leg says to a caller in its bridge."""
    pass_on(callee, lambda caller: indicate_ringing(network, caller, True))


def progress_on(network: Network, callee: Channel) -> None:
    pass_on(callee, lambda caller: give_progress(network, caller))


def answer_on(network: Network, callee: Channel) -> None:
    pass_on(callee, lambda caller: answer(network, caller))


def pass_on(callee: Channel, tell: Callable[[Channel], None]) -> None:
    peers = callee.bridge.channels if callee.bridge is not None else ()
    for peer in list(peers):
        if peer is not callee and peer.origin == "inbound" and not peer.is_answered:
            tell(peer)
