"""Call quality: what RTP leaves behind in variables, and its running figures."""

from callapi.simulator.channel import Channel
from callapi.simulator.network import Network
from callapi.simulator.wire import Json

PACKETS_A_SECOND = 50
BYTES_A_PACKET = 160
MES = 88.087887  # a call without loss or jitter


def spread(names: tuple[str, str, str, str], value: float) -> str:
    return "".join(f"{name}={value:010.6f};" for name in names)


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
    for suffix, key, value in (
        ("JITTER", "jitter", 0.0),
        ("LOSS", "lost", 0.0),
        ("RTT", "rtt", 0.0),
        ("MES", "mes", MES),
    ):
        sides = ("",) if key == "rtt" else ("rx", "tx")
        text = "".join(
            spread(
                (
                    f"min{side}{key}",
                    f"max{side}{key}",
                    f"avg{side}{key}",
                    f"stdev{side}{key}",
                ),
                value,
            )
            for side in sides
        )
        network.set_variable(channel, f"RTPAUDIOQOS{suffix}", text)


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
