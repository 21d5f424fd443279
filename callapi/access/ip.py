"""Which addresses an account lets in: none unless a network says so (spec 6.4)."""

from ipaddress import IPv4Address, IPv6Address

from callapi.domain.account import Account, Network
from callapi.domain.errors import ApiError, Mnemonic

Address = IPv4Address | IPv6Address


class AllowLists:
    """Remembers who was let in, because a list may be long and requests are many."""

    def __init__(self, most_remembered: int = 10_000) -> None:
        self._most_remembered = most_remembered
        self._let_in: dict[tuple[int, Address], tuple[Network, ...]] = {}

    def check(self, account: Account, peer: Address) -> None:
        if self._let_in.get((account.id, peer)) is account.networks:
            return
        if not any(peer in network for network in account.networks):
            raise ApiError(Mnemonic.IP_NOT_WHITELISTED, ip=str(peer))
        if len(self._let_in) >= self._most_remembered:
            self._let_in.clear()
        self._let_in[account.id, peer] = account.networks
