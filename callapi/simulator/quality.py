"""Call quality: what RTP leaves behind in variables, and its running figures."""

from callapi.simulator.channel import Channel
from callapi.simulator.network import Network
from callapi.simulator.wire import Json

PACKETS_A_SECOND = 50
BYTES_A_PACKET = 160
MES = 88.087887  # a call without loss or jitter


def spread(names: tuple[str, ...], value: float) -> str:
    """Least, most, average and deviation of each, as Asterisk writes them."""
    parts = [f"{part}{name}" for name in names for part in ("min", "max", "avg")]
    parts += [f"stdev{name}" for name in names]
    return "".join(f"{part}={value:010.6f};" for part in parts)


SPREADS = (
    ("RTPAUDIOQOSJITTER", spread(("rxjitter", "txjitter"), 0.0)),
    ("RTPAUDIOQOSLOSS", spread(("rxlost", "txlost"), 0.0)),
    ("RTPAUDIOQOSRTT", spread(("rtt",), 0.0)),
    ("RTPAUDIOQOSMES", spread(("rxmes", "txmes"), MES)),
)


def tell_quality(network: Network, channel: Channel) -> None:
    """At every hang-up of an answered channel, before anything else."""
    packets = int((network.now() - channel.created) * PACKETS_A_SECOND)
    network.set_variable(
        channel,
        "RTPAUDIOQOS",
        f"ssrc=1745818401;themssrc=262535434;lp=0;rxjitter=0.000000;rxcount={packets};"
        f"txjitter=0.000000;txcount={packets};rlp=0;rtt=0.000000;"
        f"rxmes={MES:.6f};txmes={MES:.6f}",
    )
    for name, value in SPREADS:
        network.set_variable(channel, name, value)


def statistics(network: Network, channel: Channel) -> Json:
    packets = int((network.now() - channel.created) * PACKETS_A_SECOND)
    return {
        "txcount": packets,
        "rxcount": packets,
        "txploss": 0,
        "rxploss": 0,
        "txjitter": 0.0,
        "rxjitter": 0.0,
        "local_ssrc": 1745818401,
        "remote_ssrc": 262535434,
        "txoctetcount": packets * BYTES_A_PACKET,
        "rxoctetcount": packets * BYTES_A_PACKET,
        "channel_uniqueid": channel.id,
        "rtt": 0.0,
        "rxmes": MES,
        "txmes": MES,
    }
