"""Who may follow what happens in his account: the checks of a request, in their order.

Either API's rights let somebody in, from the addresses that may use that API.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from callapi.access.cache import Grant
from callapi.access.components import check_call_api_rights, check_data_api_rights
from callapi.access.ip import CALL_API, DATA_API, Address, AllowLists
from callapi.access.tokens import Tokens
from callapi.domain.account import Account, Component, Flag, Unit, User
from callapi.domain.errors import ApiError


@dataclass(frozen=True, slots=True)
class Door:
    allow_lists: AllowLists
    check_rights: Callable[[Account, User], None]


def doors() -> tuple[Door, ...]:
    """The Call API's first: its refusal is the one that is told."""
    return (
        Door(AllowLists(CALL_API), _may_call),
        Door(AllowLists(DATA_API), _may_read_notifications),
    )


class Entrance:
    """Asked again while a stream lasts: what is revoked meanwhile ends it."""

    def __init__(self, tokens: Tokens, doors: Sequence[Door]) -> None:
        self._tokens = tokens
        self._doors = doors

    async def check(self, token: str, peer: Address) -> Grant:
        """Raises what a request with this token would be refused with."""
        grant = await self._tokens.find(token)
        self._tokens.check(grant)
        refusals = []
        for door in self._doors:
            try:
                door.allow_lists.check(grant.account, peer)
                door.check_rights(grant.account, grant.user)
            except ApiError as refusal:
                refusals.append(refusal)
            else:
                return grant
        raise refusals[0]


def _may_call(account: Account, user: User) -> None:
    check_call_api_rights(account, user, Component.BASIC)


def _may_read_notifications(account: Account, user: User) -> None:
    check_data_api_rights(
        account,
        user,
        Component.HTTP_NOTIFICATIONS,
        Unit.NOTIFICATIONS,
        Flag.SELECT,
        admin=False,
    )
