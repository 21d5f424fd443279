"""Which addresses may be sent to: none of our own network, unless that is configured.

A name is judged by the addresses that it has at that moment, and these are connected
to: nobody can answer differently the second time.
"""

import socket
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Any, Final

from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.resolver import AsyncResolver

Address = IPv4Address | IPv6Address

_NAT64: Final = ip_network("64:ff9b::/96")
# All of the internet is in the first; what stands elsewhere belongs to some network.
_PUBLIC: Final = ip_network("2000::/3")
_ASSIGNED: Final = ip_network("192.0.0.0/24")  # not global in each Python's list
_IPV4_BITS: Final = 0xFFFFFFFF


class ForbiddenAddress(OSError):
    """The target is, or calls itself, an address that nothing is sent to."""


class Guard:
    def __init__(self, *, allows_private: bool) -> None:
        self._allows_private = allows_private

    def allows(self, text: str) -> bool:
        """Of an address as a resolver or a URL writes it."""
        if self._allows_private:
            return True
        try:
            address = ip_address(text.partition("%")[0])
        except ValueError:
            return False
        return all(_is_public(it) for it in _meant(address))

    def check_url_host(self, host: str) -> None:
        """An address in a URL is no name: no resolver sees it."""
        try:
            ip_address(host.partition("%")[0])
        except ValueError:
            return
        if not self.allows(host):
            raise ForbiddenAddress(f"{host} is a private address")

    def socket_for(self, info: tuple[Any, ...]) -> socket.socket:
        """The last look, at the address that is connected to."""
        family, kind, protocol, _, place = info
        if not self.allows(place[0]):
            raise ForbiddenAddress(f"{place[0]} is a private address")
        return socket.socket(family, kind, protocol)


class GuardedResolver(AbstractResolver):
    """Asks DNS without threads, so that a slow answer holds up nobody else."""

    def __init__(self, guard: Guard) -> None:
        self._guard = guard
        self._dns = AsyncResolver()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        found = await self._dns.resolve(host, port, family)
        allowed = [it for it in found if self._guard.allows(it["host"])]
        if not allowed:
            raise ForbiddenAddress(f"{host} has a private address")
        return allowed

    async def close(self) -> None:
        await self._dns.close()


def _is_public(address: Address) -> bool:
    if isinstance(address, IPv6Address) and address not in _PUBLIC:
        return address in _NAT64  # it is judged by what is hidden in it
    return address.is_global and not address.is_multicast and address not in _ASSIGNED


def _meant(address: Address) -> tuple[Address, ...]:
    """The address and the IPv4 address that is hidden in it."""
    if isinstance(address, IPv4Address):
        return (address,)
    if address.ipv4_mapped is not None:
        return (address.ipv4_mapped,)
    hidden = address.sixtofour
    if hidden is None and address.teredo is not None:
        hidden = address.teredo[1]
    if hidden is None and address in _NAT64:
        hidden = IPv4Address(int(address) & _IPV4_BITS)
    return (address,) if hidden is None else (address, hidden)
