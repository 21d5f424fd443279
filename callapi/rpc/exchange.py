"""Exchange: what is known so far about one request; the pipeline fills it in."""

import os
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address

from callapi.domain.account import Account, Token, User
from callapi.domain.errors import ApiError
from callapi.limits.points import Reservation
from callapi.limits.quota import Quota
from callapi.methods.method import Method
from callapi.methods.params import Params
from callapi.rpc.envelope import NO_ID, Request
from callapi.rpc.versions import Version
from callapi.store.idempotency import IdempotencyKey, Kept


@dataclass(slots=True)
class Exchange:
    # from the edge
    peer: IPv4Address | IPv6Address
    version: Version
    started_at: float
    log_id: str
    is_utf8: bool = True  # unless another charset was declared
    idempotency_header: str | None = None
    api: str = "callapi"
    traceparent: str | None = None  # the header

    # steps 2 to 7
    id: bytes = NO_ID  # JSON text
    request: Request | None = None
    method: Method | None = None

    # steps 8 to 12; the account may be known before it is let in
    account: Account | None = None
    user: User | None = None
    token: Token | None = None
    is_let_in: bool = False  # past step 11: limits are told, the request is logged

    # steps 13 and 14
    params: Params | None = None
    key: IdempotencyKey | None = None
    reservation: Reservation | None = None
    quota: Quota | None = None

    # the outcome: one of these
    result: object = None
    error: ApiError | None = None
    kept: Kept | None = None  # the reply to an earlier request with the same key

    points: int = 0  # charged for it

    def let_in(self, account: Account, user: User, token: Token | None) -> None:
        self.account, self.user, self.token = account, user, token
        self.is_let_in = True

    def put_out(self) -> None:
        """As if it had not been let in."""
        self.is_let_in, self.quota = False, None


def new_log_id(now: float) -> str:
    """Ids grow with time (UUID version 7), so rows and files stay in order."""
    time, noise = f"{int(now * 1000):012x}", os.urandom(9).hex()
    return f"{time[:8]}-{time[8:]}-7{noise[:3]}-8{noise[3:6]}-{noise[6:]}"
