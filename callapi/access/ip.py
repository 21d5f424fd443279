"""Which addresses an account lets in: none unless a network says so (spec 6.4)."""

from collections.abc import Callable, Hashable
from ipaddress import IPv4Address, IPv6Address
from operator import attrgetter
from typing import Final

from callapi.domain.account import Account, Network
from callapi.domain.errors import ApiError, Mnemonic

Address = IPv4Address | IPv6Address
# The networks that reach an API.
Networks = Callable[[Account], tuple[Network, ...]]

CALL_API: Final[Networks] = attrgetter("networks")
DATA_API: Final[Networks] = attrgetter("data_networks")


def origin(peer: Address) -> Hashable:
    """Who asks, for what is to be fair: who has an IPv6 address has 2**64 of them."""
    return peer.packed[:8] if peer.version == 6 else peer


class AllowLists:
    """Remembers who was let in, because a list may be long and requests are many."""

    def __init__(
        self, networks: Networks = CALL_API, most_remembered: int = 10_000
    ) -> None:
        self._networks = networks
        self._most_remembered = most_remembered
        self._let_in: dict[tuple[int, Address], tuple[Network, ...]] = {}

    def check(self, account: Account, peer: Address) -> None:
        networks = self._networks(account)
        if self._let_in.get((account.id, peer)) is networks:
            return
        if not any(peer in network for network in networks):
            raise ApiError(Mnemonic.IP_NOT_WHITELISTED, ip=str(peer))
        if len(self._let_in) >= self._most_remembered:
            self._let_in.clear()
        self._let_in[account.id, peer] = networks
