"""Keys sent to a leg: one after another, in turn with what else its channel does."""

from dataclasses import dataclass

from callapi.simulator.channel import Channel
from callapi.simulator.network import Network
from callapi.simulator.work import Command

PAUSES_S = {"w": 0.5, "W": 1.0}
KEYS = frozenset("0123456789*#ABCDabcd")


@dataclass(frozen=True, slots=True)
class KeyOrder:
    keys: str
    before_s: float = 0.0
    between_s: float = 0.1
    duration_s: float = 0.1
    after_s: float = 0.0


class KeySender:
    """Nothing tells the application that it is over."""

    def __init__(self, network: Network, channel: Channel, order: KeyOrder) -> None:
        self.network = network
        self.channel = channel
        self.order = order
        self.left = order.keys
        self.command = Command(
            start=lambda: self.wait(order.before_s), abandon=self.forget_rest
        )

    def wait(self, seconds: float) -> None:
        if seconds > 0:
            self.network.clock.call_later(seconds, self.send_next)
        else:
            self.send_next()

    def send_next(self) -> None:
        """A key is taken as heard when it begins."""
        if self.channel.is_gone:
            return
        if not self.left:
            self.channel.work.finish(self.command)
            return
        key, self.left = self.left[0], self.left[1:]
        if key in PAUSES_S:
            self.wait(PAUSES_S[key])
            return
        order = self.order
        if key in KEYS and self.channel.far is not None:
            now = self.network.now()
            self.channel.far.receive_key(key.upper(), now, order.duration_s)
        self.wait(order.duration_s + (order.between_s if self.left else order.after_s))

    def forget_rest(self) -> None:
        self.left = ""


def send_keys(network: Network, channel: Channel, order: KeyOrder) -> None:
    channel.work.add(KeySender(network, channel, order).command)
