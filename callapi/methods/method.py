"""Method: one row of the catalogue. Context: all that a handler may use."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Final

from callapi.access.ip import Address
from callapi.access.tokens import Tokens
from callapi.clock import Clock
from callapi.domain.account import Account, Component, Flag, Token, Unit, User
from callapi.domain.errors import Mnemonic
from callapi.methods.params import Params
from callapi.methods.services import Services
from callapi.store.idempotency import IdempotencyKey


@dataclass(slots=True)
class Context:
    """Made for one request once its user is known; `app` fills in the rest."""

    account: Account
    user: User
    token: Token | None  # None only in login.user
    clock: Clock
    tokens: Tokens
    # sent with a start method: to be claimed in the transaction that makes the session
    idempotency: IdempotencyKey | None
    services: Services
    peer: Address | None = None  # where the request comes from


# Whether a value that fits its pattern is also right for this account (spec 3.0.2).
ValueCheck = Callable[[Context, Any], Awaitable[bool]]
# A handler takes its own params model, so the row cannot say which.
Handler = Callable[[Context, Any], Awaitable[object]]


# A verb -> what a user must be allowed to do with the unit; other verbs change things.
FLAGS: Final[Mapping[str, Flag]] = MappingProxyType(
    {
        "get": Flag.SELECT,
        "getobj": Flag.SELECT,
        "create": Flag.INSERT,
        "upload": Flag.INSERT,
        "delete": Flag.DELETE,
    }
)


@dataclass(frozen=True, slots=True)
class Method:
    name: str
    handler: Handler
    params: type[Params]
    component: Component
    price: int = 1
    errors: tuple[Mnemonic, ...] = ()  # its own, in the order they are checked
    token_required: bool = True
    # of `data` in the reply, where neither verb nor handler says it (documents/results)
    result: Any = None
    # parameter (dotted when nested) -> the part of step 13.4 that asks the database
    value_checks: Mapping[str, ValueCheck] = field(
        default_factory=lambda: MappingProxyType({})
    )

    # of the Data API: whose permission is asked for, and who may do it at all
    unit: Unit | None = None
    for_admins: bool = False

    @property
    def flag(self) -> Flag:
        return FLAGS.get(self.name.partition(".")[0], Flag.UPDATE)

    @property
    def takes_idempotency_key(self) -> bool:
        return self.name.startswith("start.")
