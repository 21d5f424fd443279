"""Result and error objects, byte for byte (spec 2.2 to 2.6)."""

from typing import Any

import orjson
import pytest

from callapi.domain.errors import ApiError, Mnemonic
from callapi.methods.basic.login import LoggedOut
from callapi.methods.result import DONE, Started
from callapi.rpc.api import CALL_API
from callapi.rpc.exchange import Exchange
from callapi.rpc.reply import Replies
from callapi.rpc.versions import Version
from tests.unit.rpc.exchanges import QUOTA, let_in, new_exchange

M = Mnemonic
LIMITS = (
    b'{"day_limit":50000,"day_remaining":49999,"day_reset":48139,'
    b'"minute_limit":250,"minute_remaining":249,"minute_reset":19}'
)
API_VERSION = b'{"current_version_depricated":true}'


def written(exchange: Exchange, replies: Replies | None = None) -> bytes:
    return (replies or Replies(CALL_API)).write(exchange).body


def succeeded(result: object) -> Exchange:
    exchange = let_in()
    exchange.quota, exchange.result = QUOTA, result
    return exchange


def failed(error: ApiError, params: bytes = b"{}") -> Exchange:
    exchange = let_in(params=params)
    exchange.error = error
    return exchange


def data_of(body: bytes) -> dict[str, Any]:
    data: dict[str, Any] = orjson.loads(body)["error"]["data"]
    return data


def test_a_success_is_the_captured_frame() -> None:
    assert written(succeeded(Started(73622361))) == (
        b'{"jsonrpc":"2.0","id":"req1","result":{"data":{"call_session_id":73622361},'
        b'"metadata":{"limits":%b}}}' % LIMITS
    )


def test_an_error_is_the_documented_frame() -> None:
    exchange = failed(
        ApiError(M.DATA_TYPE_ERROR, "contact"), b'{"contact":12025550143}'
    )
    exchange.quota = QUOTA
    assert written(exchange) == (
        b'{"jsonrpc":"2.0","id":"req1","error":{"code":-32602,'
        b'"message":"Data supplied is of wrong type","data":{'
        b'"mnemonic":"data_type_error","field":"contact","value":"12025550143",'
        b'"params":{},"extended_helper":null,"metadata":{"limits":%b}}}}' % LIMITS
    )


def test_without_metadata_the_key_is_left_out() -> None:
    exchange = succeeded([])
    exchange.quota = None
    assert written(exchange) == b'{"jsonrpc":"2.0","id":"req1","result":{"data":[]}}'
    error = failed(ApiError(M.FORBIDDEN))
    assert "metadata" not in data_of(written(error))


def test_a_deprecated_version_is_told_in_every_reply() -> None:
    exchange = new_exchange()
    exchange.version = Version("v4.0", API_VERSION)
    exchange.error = ApiError(M.PARSE_ERROR)
    metadata = {"api_version": {"current_version_depricated": True}}
    assert data_of(written(exchange))["metadata"] == metadata
    exchange = succeeded([])
    exchange.version = Version("v4.0", API_VERSION)
    body = written(exchange)
    assert b'"metadata":{"api_version":%b,"limits":' % API_VERSION in body


def test_success_can_be_told_as_a_string_but_for_logout() -> None:
    string = Replies(CALL_API, "string")
    assert b'"data":{"success":true}' in written(succeeded(DONE))
    assert b'"data":{"success":"true"}' in written(succeeded(DONE), string)
    assert b'"data":{"success":true}' in written(succeeded(LoggedOut()), string)


@pytest.mark.parametrize(
    "base", ["https://help.example/errors", "https://help.example/errors/"]
)
def test_a_help_page_is_named_if_there_are_any(base: str) -> None:
    body = written(failed(ApiError(M.FORBIDDEN)), Replies(CALL_API, help_url_base=base))
    assert data_of(body)["extended_helper"] == "https://help.example/errors/forbidden"


@pytest.mark.parametrize(
    ("params", "field", "value"),
    [
        (b'{"tag_id":36.0}', "tag_id", "36.0"),
        (b'{"employee":{"id":7}}', "employee.id", "7"),
        (b'{"tag_id":"x"}', "tag_id", "x"),
        (b'{"tag_id":{"a":[1]}}', "tag_id", '{"a":[1]}'),
        (b"{}", "tag_id", None),
        (b'{"access_token":7}', "access_token", None),
        (b"{}", None, None),
    ],
)
def test_the_value_is_what_was_sent(
    params: bytes, field: str | None, value: str | None
) -> None:
    body = written(failed(ApiError(M.DATA_TYPE_ERROR, field), params))
    assert (data_of(body)["field"], data_of(body)["value"]) == (field, value)


@pytest.mark.parametrize(
    ("given", "told"), [("\udcff", "\ufffd"), (36, "36"), (None, None)]
)
def test_a_value_that_was_given_is_told(given: object, told: str | None) -> None:
    body = written(failed(ApiError(M.DUPLICATE_TAG, "tag_id", given)))
    assert data_of(body)["value"] == told


def test_some_errors_never_tell_a_value() -> None:
    error = ApiError(M.DUPLICATE_CONTACT, "contact", "x", contact_phone_number="1")
    data = data_of(written(failed(error, b'{"contact":"1"}')))
    assert (data["value"], data["params"]) == (None, {"contact_phone_number": "1"})


def test_before_the_request_is_known_there_is_no_value() -> None:
    exchange = new_exchange()
    exchange.error = ApiError(M.INVALID_REQUEST, "jsonrpc")
    assert data_of(written(exchange))["value"] is None


def test_a_refusal_has_the_frame_of_the_specification() -> None:
    assert Replies(CALL_API).refusal(M.INVALID_REQUEST) == (
        b'{"jsonrpc":"2.0","id":null,"error":{"code":-32600,'
        b'"message":"Invalid Request The JSON sent is not a valid Request object",'
        b'"data":{"mnemonic":"invalid_request","field":null,"value":null,'
        b'"params":{},"extended_helper":null}}}'
    )


def test_text_is_sent_as_raw_utf_8() -> None:
    assert "Ж".encode() in written(succeeded([{"name": "Ж"}]))
