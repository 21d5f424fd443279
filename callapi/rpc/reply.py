"""From the exchange to the bytes of the reply: result or error, with metadata.

Metadata carries what the exchange has learned: no quota, no limits (spec 2.6).
"""

from dataclasses import dataclass
from typing import Final, Literal

import orjson

from callapi.domain.errors import CATALOGUE, MISSING, ApiError, Mnemonic
from callapi.limits.quota import Quota
from callapi.methods.result import Done, Page
from callapi.rpc.api import Api
from callapi.rpc.envelope import NO_ID
from callapi.rpc.exact import compact, legible
from callapi.rpc.exchange import Exchange

SuccessFormat = Literal["boolean", "string"]

_DONE: Final = {"boolean": b'{"success":true}', "string": b'{"success":"true"}'}
_LIMITS: Final = (
    b'{"day_limit":%d,"day_remaining":%d,"day_reset":%d,'
    b'"minute_limit":%d,"minute_remaining":%d,"minute_reset":%d}'
)


@dataclass(frozen=True, slots=True)
class Reply:
    body: bytes
    quota: Quota | None = None
    is_replayed: bool = False


class Replies:
    def __init__(
        self,
        api: Api,
        success_format: SuccessFormat = "boolean",
        help_url_base: str | None = None,
    ) -> None:
        self._api = api
        self._done = _DONE[success_format]
        self._help_url_base = help_url_base

    def write(self, exchange: Exchange) -> Reply:
        metadata = _metadata(exchange)
        if exchange.error is None:
            body = self._result(exchange, metadata)
        else:
            body = self._error(exchange, exchange.error, metadata)
        return Reply(body, exchange.quota)

    def document(self, exchange: Exchange, document: bytes) -> Reply:
        """The result is the document itself: this frame is OpenRPC's."""
        frame = b'{"jsonrpc":"2.0","id":%b,"result":%b}'
        return Reply(frame % (exchange.id, document))

    def refusal(self, mnemonic: Mnemonic) -> bytes:
        """The same frame for what never becomes an exchange (spec 1.3)."""
        return self.refused(ApiError(mnemonic))

    def refused(self, error: ApiError) -> bytes:
        return self._frame(NO_ID, error, None, None)

    def _result(self, exchange: Exchange, metadata: bytes | None) -> bytes:
        result = exchange.result
        if isinstance(result, Page):
            data = orjson.dumps(result.rows)
        else:
            data = self._done if isinstance(result, Done) else orjson.dumps(result)
        return b'{"jsonrpc":"2.0","id":%b,"result":{"data":%b%b}}' % (
            exchange.id,
            data,
            b',"metadata":' + metadata if metadata else b"",
        )

    def _error(
        self, exchange: Exchange, error: ApiError, metadata: bytes | None
    ) -> bytes:
        value = _value(exchange, error, self._api.secret)
        return self._frame(exchange.id, error, value, metadata)

    def _frame(
        self, id_: bytes, error: ApiError, value: str | None, metadata: bytes | None
    ) -> bytes:
        data: dict[str, object] = {
            "mnemonic": self._api.spelling(error.mnemonic),
            "field": error.field,
            "value": value,
            "params": error.params,
            "extended_helper": self._help_url(error),
        }
        if metadata:
            data["metadata"] = orjson.Fragment(metadata)
        told = orjson.dumps(
            {"code": error.code, "message": error.message, "data": data}
        )
        return b'{"jsonrpc":"2.0","id":%b,"error":%b}' % (id_, told)

    def _help_url(self, error: ApiError) -> str | None:
        base = self._help_url_base
        return f"{base.rstrip('/')}/{error.mnemonic}" if base else None


def _metadata(exchange: Exchange) -> bytes | None:
    api_version = exchange.version.api_version
    quota, result = exchange.quota, exchange.result
    parts = []
    if api_version is not None:
        parts.append(b'"api_version":' + api_version)
    if quota is not None:
        parts.append(b'"limits":' + _limits(quota))
    if isinstance(result, Page) and exchange.error is None:
        parts.append(b'"total_items":%d' % result.total_items)
    return b"{" + b",".join(parts) + b"}" if parts else None


def _limits(quota: Quota) -> bytes:
    return _LIMITS % (
        quota.day_limit,
        quota.day_remaining,
        quota.day_reset,
        quota.minute_limit,
        quota.minute_remaining,
        quota.minute_reset,
    )


def _value(exchange: Exchange, error: ApiError, secret: str | None) -> str | None:
    """`error.data.value`: what was sent as the field the error names (spec 2.4)."""
    if not CATALOGUE[error.mnemonic].echoes or error.value is None:
        return None
    if error.value is not MISSING:
        value = error.value
        return legible(value if isinstance(value, str) else compact(value))
    if error.field is None or exchange.request is None:
        return None
    return exchange.request.sent(*error.field.split("."), secret=secret)
