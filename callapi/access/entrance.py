"""Who may follow what happens in his account: the checks of a request, in their order."""

from ipaddress import IPv4Address, IPv6Address

from callapi.access.cache import Grant
from callapi.access.components import check_rights
from callapi.access.ip import AllowLists
from callapi.access.tokens import Tokens
from callapi.domain.account import Component


class Entrance:
    """Asked again while a stream lasts: what is revoked meanwhile ends it."""

    def __init__(self, tokens: Tokens, allow_lists: AllowLists) -> None:
        self._tokens = tokens
        self._allow_lists = allow_lists

    async def check(self, token: str, peer: IPv4Address | IPv6Address) -> Grant:
        """Raises what a request with this token would be refused with."""
        grant = await self._tokens.find(token)
        self._allow_lists.check(grant.account, peer)
        self._tokens.check(grant)
        check_rights(grant.account, grant.user, Component.BASIC)
        return grant
