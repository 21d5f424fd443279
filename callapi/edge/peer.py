"""Who is at the other end: the TCP peer, or whom trusted proxies speak for (spec 6.4).

`X-Forwarded-For` is read from the right: what stands there was written by the proxy
next to us. The first address that is no trusted proxy is the client's.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import Final

from callapi.domain.account import Network

Address = IPv4Address | IPv6Address

_NOBODY: Final = IPv4Address("0.0.0.0")


class Peers:
    def __init__(self, trusted_proxies: Sequence[Network] = ()) -> None:
        self._trusted = tuple(trusted_proxies)

    def address(self, tcp_peer: object, forwarded_for: Iterable[str]) -> Address:
        """`tcp_peer` as the transport names it; the headers in the order they came."""
        peer = _address(tcp_peer[0]) if isinstance(tcp_peer, tuple) else None
        if peer is None:
            return _NOBODY
        if self._trusted and self._is_trusted(peer):
            return self._forwarded(peer, forwarded_for)
        return peer

    def speaks_tls(self, tcp_peer: object, forwarded_proto: Iterable[str]) -> bool:
        """Whether a trusted proxy vouches that the client used TLS."""
        peer = _address(tcp_peer[0]) if isinstance(tcp_peer, tuple) else None
        words = _words(forwarded_proto)
        return (
            peer is not None
            and self._is_trusted(peer)
            and bool(words)
            and words[-1].lower() == "https"
        )

    def _forwarded(self, peer: Address, forwarded_for: Iterable[str]) -> Address:
        for word in reversed(_words(forwarded_for)):
            told = _address(_without_port(word))
            if told is None:  # whatever stands there, the last known is to blame
                break
            peer = told
            if not self._is_trusted(peer):
                break
        return peer

    def _is_trusted(self, peer: Address) -> bool:
        return any(peer in network for network in self._trusted)


@lru_cache(maxsize=10_000)
def _address(text: str) -> Address | None:
    try:
        address = ip_address(text.partition("%")[0])
    except ValueError:
        return None
    if isinstance(address, IPv6Address) and address.ipv4_mapped is not None:
        return address.ipv4_mapped
    return address


def _words(headers: Iterable[str]) -> list[str]:
    return [word.strip() for word in ",".join(headers).split(",") if word.strip()]


def _without_port(word: str) -> str:
    """Some proxies add the port: 192.0.2.1:4711, [2001:db8::1]:4711."""
    if word.startswith("["):
        return word[1:].partition("]")[0]
    return word.partition(":")[0] if word.count(":") == 1 else word
