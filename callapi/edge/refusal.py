"""Refusals: requests that never reach JSON-RPC, and their HTTP status (spec 1.3)."""

from typing import Final

from aiohttp import web

from callapi.domain.errors import Mnemonic
from callapi.rpc.reply import Replies

RETRY_AFTER_S: Final = 5
# aiohttp would name itself, Python and the versions of both
SERVER: Final = {"Server": "callapi"}
JSON_HEADERS: Final = {
    **SERVER,
    "Content-Type": "application/json; charset=UTF-8",
    "Cache-Control": "no-store",
}
# after these the rest of what the client sends is of no use
_CLOSING: Final = {"Connection": "close"}
_EXTRA: Final[dict[int, dict[str, str]]] = {
    400: _CLOSING,
    405: {"Allow": "POST"},
    413: _CLOSING,
    500: _CLOSING,
    503: {"Retry-After": str(RETRY_AFTER_S)},
}


class Refused(Exception):
    """Raised on the way to JSON-RPC; the edge answers with the status."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class Refusals:
    def __init__(self, replies: Replies) -> None:
        self._bad_request = replies.refusal(Mnemonic.INVALID_REQUEST)
        self._internal_error = replies.refusal(Mnemonic.INTERNAL_ERROR)

    def response(self, status: int, headers: dict[str, str]) -> web.Response:
        response = web.Response(
            status=status,
            body=self._internal_error if status >= 500 else self._bad_request,
            headers=JSON_HEADERS | _EXTRA.get(status, {}) | headers,
        )
        if _EXTRA.get(status) is _CLOSING:
            response.force_close()
        return response
