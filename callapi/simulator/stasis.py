"""Coming into an application and leaving it."""

from callapi.simulator.channel import Channel
from callapi.simulator.network import Network


def enter(network: Network, channel: Channel, args: tuple[str, ...]) -> None:
    """The application must be connected; it follows the channel while it is in."""
    channel.in_stasis = True
    network.set_variable(channel, "STASISSTATUS", "")
    channel.dialplan.app_name = "Stasis"
    channel.dialplan.app_data = ",".join((channel.app, *args))
    network.apps.subscribe(channel.app, channel.address)
    network.tell_app(channel, "StasisStart", args=list(args))


def leave(network: Network, channel: Channel) -> None:
    """From here on it is followed only by those who subscribed otherwise."""
    if channel.in_stasis:
        channel.in_stasis = False
        network.tell_app(channel, "StasisEnd")
        network.apps.unsubscribe(channel.app, channel.address)
        network.set_variable(channel, "STASISSTATUS", "SUCCESS")
