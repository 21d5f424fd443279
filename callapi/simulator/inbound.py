"""A phone calls us: it comes in by the trunk or on its line, and waits."""

from callapi.simulator import registering, stasis
from callapi.simulator.causes import DECLINED
from callapi.simulator.channel import Channel, Dialplan, Identity
from callapi.simulator.network import Network
from callapi.simulator.numbers import is_line
from callapi.simulator.phones import Phone

REJECTED = 21


def call_in(
    network: Network, phone: Phone, to: str, app: str, trunk: str = ""
) -> Channel:
    """By `trunk`, also with the number of a line; else a line's phone by its line.

    Refused with 603 when the application is not connected, and with 401 when the phone
    does not know the password of its line: nobody hears of it.
    """
    by_line = is_line(phone.number) and not trunk
    resource = phone.number if by_line else trunk or "trunk"
    channel = Channel(
        id=network.next_id(),
        name=network.next_name(f"PJSIP/{resource}"),
        origin="inbound",
        created=network.now(),
        state="Ring",
        caller=Identity("", phone.number),
        dialplan=Dialplan("lines" if by_line else "inbound", to),
        app=app,
    )
    network.channels[channel.id] = channel
    phone.connect(channel, "calling", "")
    if by_line and not registering.knows_password(network, phone.number):
        refuse(network, channel, registering.WRONG_PASSWORD)
    elif network.apps.is_connected(app):
        stasis.enter(network, channel, ())
    else:
        refuse(network, channel, DECLINED)
    return channel


def refuse(network: Network, channel: Channel, sip_code: int) -> None:
    channel.is_gone = True
    del network.channels[channel.id]
    if channel.far is not None:
        channel.far.end(REJECTED, sip_code, network.now())
