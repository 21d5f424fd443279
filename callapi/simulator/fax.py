"""Fax: the channel leaves for the dialplan and comes back with what became of it."""

from pathlib import Path

from callapi.simulator import stasis
from callapi.simulator.channel import Channel
from callapi.simulator.ending import Ending, end, hang_up
from callapi.simulator.network import Network

PAGE_S = 12.0
SENT_ONE_PAGE = ("fax", "SUCCESS", "1", "14400", "")

# One white page, group 3, as Asterisk would leave it: a header with one strip.
PAGE = (
    b"II*\x00\x08\x00\x00\x00\x07\x00"
    b"\x00\x01\x03\x00\x01\x00\x00\x00\xc0\x06\x00\x00"  # width 1728
    b"\x01\x01\x03\x00\x01\x00\x00\x00\x01\x00\x00\x00"  # one line
    b"\x02\x01\x03\x00\x01\x00\x00\x00\x01\x00\x00\x00"  # one bit
    b"\x03\x01\x03\x00\x01\x00\x00\x00\x03\x00\x00\x00"  # group 3
    b"\x06\x01\x03\x00\x01\x00\x00\x00\x00\x00\x00\x00"  # white is 0
    b"\x11\x01\x04\x00\x01\x00\x00\x00\x62\x00\x00\x00"  # where the line is
    b"\x17\x01\x04\x00\x01\x00\x00\x00\x03\x00\x00\x00"  # its length
    b"\x00\x00\x00\x00"
    b"\x4d\x9a\x80"  # 1728 white
)


def continue_in_dialplan(
    network: Network, channel: Channel, context: str, extension: str
) -> None:
    """Where the dialplan has no such place the call ends."""
    stasis.leave(network, channel)
    if (context, extension) not in {("fax", "send"), ("fax", "receive")}:
        end(network, channel, Ending(0))
        return
    is_sending = extension == "send"
    file = Path(channel.variables.get("FAXFILE", ""))
    if is_sending and not file.is_file():
        end(network, channel, Ending(0))
        return
    channel.timer = network.clock.call_later(
        PAGE_S, lambda: come_back(network, channel, None if is_sending else file)
    )


def come_back(network: Network, channel: Channel, received: Path | None) -> None:
    """In the same application, as a second `StasisStart` of the same channel."""
    channel.timer = None
    if received is not None and received.name:
        received.write_bytes(PAGE)
    if network.apps.is_connected(channel.app):
        stasis.enter(network, channel, SENT_ONE_PAGE)
    else:
        hang_up(network, channel)
