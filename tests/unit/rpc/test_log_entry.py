"""What the log of requests keeps of a request, and what it masks (spec 6.7)."""

from typing import Any

import orjson
import pytest

from callapi.domain.errors import ApiError, Mnemonic
from callapi.methods.management.unhold import UnholdCall
from callapi.methods.result import DONE, Started
from callapi.rpc.request_log import LONGEST_PARAMS, entry_of, masked_json, outcome_of
from callapi.store.idempotency import Kept
from tests.fakes import START
from tests.unit.rpc.exchanges import let_in


def kept(reply: bytes) -> Kept:
    return Kept("start.simple_call", b"", 11, "claimed", reply)


def test_an_entry_tells_who_asked_for_what() -> None:
    exchange = let_in("unhold.call", {"access_token": "t", "call_session_id": 90})
    exchange.params = UnholdCall(access_token="t", call_session_id=90)
    exchange.result, exchange.points = DONE, 1
    entry = entry_of(exchange, START + 0.25)
    assert (entry.account_id, entry.user_id) == (3, 5)
    assert (entry.token_kind, entry.token_last4) == ("key", "h3j6")
    assert (entry.request_id, entry.method) == ("req1", "unhold.call")
    assert (entry.version, entry.peer) == ("v4.0", "192.0.2.7")
    assert (entry.outcome, entry.code, entry.points) == ("success", None, 1)
    assert (entry.at, entry.duration_ms) == (START, 250.0)
    assert entry.call_session_id == 90


def test_a_started_session_is_told() -> None:
    exchange = let_in("start.simple_call")
    exchange.result = Started(77)
    assert entry_of(exchange, START).call_session_id == 77


def test_a_login_has_no_token_and_no_session() -> None:
    exchange = let_in("login.user")
    exchange.token = None
    entry = entry_of(exchange, START)
    assert (entry.token_kind, entry.token_last4) == (None, None)
    assert entry.call_session_id is None


def test_an_error_is_told_by_mnemonic_and_code() -> None:
    exchange = let_in()
    exchange.error = ApiError(Mnemonic.FORBIDDEN)
    assert outcome_of(exchange) == ("forbidden", -32003)


@pytest.mark.parametrize(
    ("reply", "outcome"),
    [
        (b'{"result":{}}', ("success", None)),
        (
            b'{"error":{"code":-32602,"data":{"mnemonic":"tag_not_found"}}}',
            ("tag_not_found", -32602),
        ),
    ],
)
def test_a_kept_reply_tells_its_own_outcome(
    reply: bytes, outcome: tuple[str, int | None]
) -> None:
    exchange = let_in("start.simple_call")
    exchange.kept = kept(reply)
    assert outcome_of(exchange) == outcome
    assert entry_of(exchange, START).call_session_id == 11


@pytest.mark.parametrize(
    ("id_", "told"),
    [
        (b"1e2", "1e2"),
        (b'"a\\"b"', 'a"b'),
        (b'"a\\u0000b"', "a\ufffdb"),
        (b"7" * 300, "7" * 255),
    ],
)
def test_the_id_is_told_in_plain_text(id_: bytes, told: str) -> None:
    assert entry_of(let_in(id_=id_), START).request_id == told


MASKED: list[tuple[dict[str, Any], dict[str, Any]]] = [
    ({"access_token": "t", "tag_id": 1}, {"access_token": "***", "tag_id": 1}),
    ({"login": "a", "password": ["p"]}, {"login": "a", "password": "***"}),
    (
        {"contact_message": {"type": "tts", "value": "private"}},
        {"contact_message": {"type": "tts", "value": "***"}},
    ),
    (
        {"contact_message": {"type": "media", "value": "311"}},
        {"contact_message": {"type": "media", "value": "311"}},
    ),
    ({"x": [{"value": "private"}, 1]}, {"x": [{"value": "***"}, 1]}),
    ({"x": {"y": {"password": "p"}}}, {"x": {"y": {"password": "***"}}}),
]


@pytest.mark.parametrize(("params", "kept_params"), MASKED)
def test_secrets_and_spoken_texts_are_masked(
    params: dict[str, Any], kept_params: dict[str, Any]
) -> None:
    request = let_in(params=params).request
    assert request is not None
    assert orjson.loads(masked_json(request)) == kept_params


@pytest.mark.parametrize(
    ("params", "kept_params"),
    [
        (b'{"a":"\xff","b\xff":0}', {"a": "\ufffd", "b\ufffd": 0}),
        (b'{"a":["\\u0000\\ud800"]}', {"a": ["\ufffd\ufffd"]}),
        (b'{"a":1e999,"b":"\xff"}', {"a": None, "b": "\ufffd"}),
        (
            b'{"a":12345678901234567890,"b":"\xff"}',
            {"a": "12345678901234567890", "b": "\ufffd"},
        ),
        (b'{"a":"\xd0\x96","b":true}', {"a": "\u0416", "b": True}),
    ],
)
def test_what_cannot_be_kept_is_made_legible(
    params: bytes, kept_params: dict[str, Any]
) -> None:
    request = let_in(params=params).request
    assert request is not None
    assert orjson.loads(masked_json(request)) == kept_params


def test_long_params_are_kept_as_their_length() -> None:
    request = let_in(params={"to": "1" * LONGEST_PARAMS}).request
    assert request is not None
    assert orjson.loads(masked_json(request)) == {"bytes": LONGEST_PARAMS + 9}
