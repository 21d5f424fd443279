"""A phone calls us: it comes in by the trunk or on its line, and waits."""

from callapi.simulator import stasis
from callapi.simulator.causes import DECLINED
from callapi.simulator.channel import Channel, Dialplan, Identity
from callapi.simulator.hearing import refresh
from callapi.simulator.network import Network
from callapi.simulator.numbers import is_line
from callapi.simulator.phones import Phone

REJECTED = 21


def call_in(network: Network, phone: Phone, to: str, app: str = "") -> Channel:
    """Into `app`, else into the first of those that are named to the dialplan.

    Refused with 603 when none is connected; nobody hears of it.
    """
    doors = [app] if app else network.doors()
    there = [door for door in doors if network.apps.is_connected(door)]
    resource = phone.number if is_line(phone.number) else "trunk"
    channel = Channel(
        id=network.next_id(),
        name=network.next_name(f"PJSIP/{resource}"),
        origin="inbound",
        created=network.now(),
        state="Ring",
        caller=Identity("", phone.number),
        dialplan=Dialplan(exten=to),
        app=there[0] if there else doors[0],
    )
    network.channels[channel.id] = channel
    phone.connect(channel, "calling", "")
    if there:
        stasis.enter(network, channel, ())
    else:
        refuse(network, channel)
    return channel


def refuse(network: Network, channel: Channel) -> None:
    channel.is_gone = True
    del network.channels[channel.id]
    if channel.far is not None:
        channel.far.end(REJECTED, DECLINED, network.now())


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
