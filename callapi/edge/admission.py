"""Who may fetch a file with a token instead of a signed link: as for the Data API."""

from callapi.access.components import check_data_api_rights
from callapi.access.ip import AllowLists
from callapi.access.tokens import Tokens
from callapi.domain.account import Component, Flag, Unit
from callapi.domain.errors import ApiError
from callapi.edge.peer import Address


class Admission:
    def __init__(self, tokens: Tokens, allow_lists: AllowLists) -> None:
        self._tokens = tokens
        self._allow_lists = allow_lists

    async def account(self, token: str, peer: Address, unit: Unit) -> int | None:
        """The account whose files of `unit` may be fetched; None: nobody's."""
        if not token:
            return None
        try:
            grant = await self._tokens.find(token)
            self._allow_lists.check(grant.account, peer)
            self._tokens.check(grant)
            check_data_api_rights(
                grant.account,
                grant.user,
                Component.DATA_API,
                unit,
                Flag.SELECT,
                admin=False,
            )
        except ApiError:
            return None
        return grant.account.id
