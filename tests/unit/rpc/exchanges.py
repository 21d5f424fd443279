"""Exchanges for tests of what reads them."""

from ipaddress import ip_address
from types import MappingProxyType
from typing import Any

import orjson

from callapi.domain.account import Account, Token, User
from callapi.limits.quota import Quota
from callapi.methods.catalogue import METHODS
from callapi.rpc.envelope import Request, id_text, parse, request_of
from callapi.rpc.exchange import Exchange, new_log_id
from callapi.rpc.versions import Version
from tests.fakes import START

QUOTA = Quota(50000, 49999, 48139, 250, 249, 19)
ACCOUNT = Account(
    id=3,
    is_active=True,
    timezone="UTC",
    home_country="US",
    points_per_minute=250,
    points_per_day=50000,
    tts_message_length=1000,
    post_call_s=0,
    components=frozenset({"basic", "management"}),
    rules=MappingProxyType({}),
    networks=(),
    talk_options=(),
)
USER = User(
    id=5,
    account_id=3,
    login="dispatch",
    name="Dispatch",
    is_active=True,
    call_api_access=True,
    key_access=True,
    components=None,
)
TOKEN = Token(
    id=7,
    user_id=5,
    kind="key",
    last4="h3j6",
    expires_at=None,
    is_blocked=False,
    digest=b"\x01" * 32,
)


def request_of_text(body: bytes) -> Request:
    document = parse(body)
    return request_of(document, id_text(document, body), body)


def new_exchange(**more: Any) -> Exchange:
    return Exchange(
        ip_address("192.0.2.7"), Version("v4.0"), START, new_log_id(START), **more
    )


def let_in(
    method: str = "list.calls",
    params: bytes | dict[str, Any] = b"{}",
    id_: bytes = b'"req1"',
) -> Exchange:
    """An exchange that has passed step 11."""
    text = params if isinstance(params, bytes) else orjson.dumps(params)
    body = b'{"jsonrpc":"2.0","id":%b,"method":"%b","params":%b}'
    exchange = new_exchange()
    exchange.request = request_of_text(body % (id_, method.encode(), text))
    exchange.id = exchange.request.id
    (exchange.method,) = [row for row in METHODS if row.name == method]
    exchange.let_in(ACCOUNT, USER, TOKEN)
    return exchange
