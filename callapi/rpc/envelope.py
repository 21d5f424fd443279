"""From bytes to a Request: steps 2 to 6 of the order of checks (spec 2.8, 1.4, 2.1).

orjson reads what is ordinary. What it refuses is read again by the slower parser of
the standard library, which takes bad bytes as lone surrogates, so that the error can
say where they stand.
"""

import json
from dataclasses import dataclass
from typing import Final

import orjson

from callapi.domain.errors import ApiError, Mnemonic
from callapi.rpc.exact import (
    compact,
    has_bad_characters,
    parse_exactly,
    refuse_constant,
    text_of,
    value_at,
)

NO_ID: Final = b"null"
DISCOVER: Final = "rpc.discover"  # OpenRPC's: the document of the API, for anybody
DEEPEST: Final = 32
LONGEST_ID: Final = 255
_LONGEST_INT: Final = 400  # digits; beyond this a number is infinite anyway

Document = object  # any JSON value


@dataclass(frozen=True, slots=True)
class Request:
    id: bytes  # JSON text, as it was written
    method: str
    params: dict[str, object]
    body: bytes

    def sent(self, *path: str | int, secret: str | None = None) -> str | None:
        """What was sent as this parameter, unchanged (spec 2.4).

        `secret` stands for a token or a password.
        """
        return value_at(self.body, ("params", *path), secret)


def parse(body: bytes) -> Document:
    """Steps 2 and 3: one JSON text, and no batch."""
    try:
        document = orjson.loads(body)
    except orjson.JSONDecodeError:
        document = _parse_slowly(body)
    if _may_be_deep(body) and _depth(document) > DEEPEST:
        raise ApiError(Mnemonic.PARSE_ERROR)
    if isinstance(document, list):
        raise ApiError(Mnemonic.BATCH_NOT_SUPPORTED)
    return document


def id_text(document: Document, body: bytes) -> bytes:
    """The id to echo, also when the rest of the request is wrong (spec 2.5)."""
    if not isinstance(document, dict):
        return NO_ID
    sent = document.get("id")
    if not _is_id(sent):
        return NO_ID
    if isinstance(sent, str) or (isinstance(sent, int) and sent):
        return orjson.dumps(sent) if not isinstance(sent, int) else b"%d" % sent
    exact = parse_exactly(body)  # 1.0, -0, 1e2 and what no int64 holds
    assert isinstance(exact, dict)
    return compact(exact["id"]).encode()


def request_of(document: Document, id_: bytes, body: bytes) -> Request:
    """Steps 4 to 6: the members of the request object, in their order."""
    if not isinstance(document, dict):
        raise ApiError(Mnemonic.INVALID_REQUEST, value=None)
    if document.get("jsonrpc") != "2.0":
        raise _invalid("jsonrpc", body)
    method = document.get("method")
    if not isinstance(method, str) or not method or has_bad_characters(method):
        raise _invalid("method", body)
    if "id" not in document:
        raise ApiError(Mnemonic.NOTIFICATIONS_NOT_SUPPORTED, "id")
    if id_ == NO_ID:
        raise _invalid("id", body)
    params = document.get("params")
    if method == DISCOVER and not params:  # it has none, however that is written
        params = {}
    if not isinstance(params, dict):
        raise _invalid("params", body)
    return Request(id_, method, params, body)


def _parse_slowly(body: bytes) -> Document:
    try:
        return json.loads(
            text_of(body), parse_int=_integer, parse_constant=refuse_constant
        )
    except (ValueError, RecursionError):
        raise ApiError(Mnemonic.PARSE_ERROR) from None


def _integer(digits: str) -> int | float:
    return int(digits) if len(digits) <= _LONGEST_INT else float(digits)


def _may_be_deep(body: bytes) -> bool:
    return body.count(b"{") + body.count(b"[") > DEEPEST


def _depth(document: Document) -> int:
    """How many objects and arrays stand inside one another, at most."""
    depth, level = 0, [document]
    while level := [value for value in level if isinstance(value, dict | list)]:
        depth += 1
        level = [
            inner
            for value in level
            for inner in (value.values() if isinstance(value, dict) else value)
        ]
    return depth


def _is_id(sent: object) -> bool:
    if isinstance(sent, str):
        return len(sent) <= LONGEST_ID and not has_bad_characters(sent)
    return isinstance(sent, int | float) and not isinstance(sent, bool)


def _invalid(member: str, body: bytes) -> ApiError:
    return ApiError(Mnemonic.INVALID_REQUEST, member, value=value_at(body, (member,)))
