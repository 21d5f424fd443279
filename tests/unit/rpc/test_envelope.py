"""From bytes to a Request: steps 2 to 6 (spec 1.4, 2.1, 2.5, 2.7)."""

import pytest

from callapi.domain.errors import ApiError, Mnemonic
from callapi.rpc.envelope import NO_ID, Request, id_text, parse, request_of

M = Mnemonic
GOOD = b'{"jsonrpc":"2.0","id":"req1","method":"list.calls","params":{}}'


def read(body: bytes) -> Request:
    document = parse(body)
    return request_of(document, id_text(document, body), body)


def refusal(body: bytes) -> ApiError:
    with pytest.raises(ApiError) as caught:
        read(body)
    return caught.value


def member(**changes: bytes | None) -> bytes:
    """GOOD with other members; None leaves one out."""
    members: dict[str, bytes | None] = {
        "jsonrpc": b'"2.0"',
        "id": b'"req1"',
        "method": b'"list.calls"',
        "params": b"{}",
        **changes,
    }
    texts = [b'"%b":%b' % (k.encode(), v) for k, v in members.items() if v is not None]
    return b"{" + b",".join(texts) + b"}"


def test_a_good_request_is_read() -> None:
    request = read(GOOD)
    assert (request.id, request.method) == (b'"req1"', "list.calls")
    assert request.params == {}


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b" ",
        b"{",
        b"nonsense",
        GOOD + GOOD,
        b'{"a":1,}',
        b"[1,]",
        b"NaN",
        b'{"a":NaN}',
        b'{"a":-Infinity}',
        b"{'a':1}",
        b'{"a":"\x01"}',
        b"\xef\xbb\xbf",
        b"\xef\xbb\xbf\xef\xbb\xbf{}",
        '{"a":1}'.encode("utf-16"),
        b"\xff",
        b"[" * 33 + b"]" * 33,
        b'{"a":' * 33 + b"1" + b"}" * 33,
        b'{"a":' * 2000 + b"1" + b"}" * 2000,
        b"[" * 100_000,
        b'"' + b"\xff" * 10 + b'",',
    ],
)
def test_what_is_not_one_json_text_is_a_parse_error(body: bytes) -> None:
    error = refusal(body)
    assert (error.mnemonic, error.field) == (M.PARSE_ERROR, None)


def test_thirty_two_levels_are_not_too_deep() -> None:
    deep = b'{"a":' * 30 + b"[]" + b"}" * 30
    assert read(member(params=b'{"a":%b}' % deep[5:-1])).method == "list.calls"
    assert refusal(member(params=b'{"a":[%b]}' % deep)).mnemonic == M.PARSE_ERROR


def test_many_brackets_side_by_side_are_not_deep() -> None:
    wide = b'{"a":[' + b",".join([b"[]"] * 100) + b"]}"
    assert len(read(member(params=wide)).params["a"]) == 100  # type: ignore[arg-type]


@pytest.mark.parametrize("body", [b"[]", b"[%b]" % GOOD, b"[1,2]", b"\xef\xbb\xbf[]"])
def test_an_array_is_a_batch(body: bytes) -> None:
    assert refusal(body).mnemonic == M.BATCH_NOT_SUPPORTED


@pytest.mark.parametrize("body", [b"1", b'"text"', b"null", b"true", b"1e999"])
def test_what_is_no_object_is_an_invalid_request(body: bytes) -> None:
    error = refusal(body)
    assert (error.mnemonic, error.field) == (M.INVALID_REQUEST, None)
    assert error.value is None


@pytest.mark.parametrize(
    ("body", "field", "value"),
    [
        (member(jsonrpc=None), "jsonrpc", None),
        (member(jsonrpc=b"2.0"), "jsonrpc", "2.0"),
        (member(jsonrpc=b'"2"'), "jsonrpc", "2"),
        (member(jsonrpc=b"null"), "jsonrpc", "null"),
        (member(jsonrpc=b'"2.0\xff"'), "jsonrpc", "2.0\ufffd"),
        (member(method=None), "method", None),
        (member(method=b"7"), "method", "7"),
        (member(method=b'""'), "method", ""),
        (member(method=b'"\\ud800"'), "method", "\ufffd"),
        (member(id=b"null"), "id", "null"),
        (member(id=b"true"), "id", "true"),
        (member(id=b'{ "a" : [1.0, 2] }'), "id", '{"a":[1.0,2]}'),
        (member(id=b"[]"), "id", "[]"),
        (member(id=b'"%b"' % (b"x" * 256)), "id", "x" * 256),
        (member(id=b'"\xff"'), "id", "\ufffd"),
        (member(params=None), "params", None),
        (member(params=b"[1]"), "params", "[1]"),
        (member(params=b"null"), "params", "null"),
        (member(params=b'"{}"'), "params", "{}"),
        (member(params=b'[{"access_token":"t"}]'), "params", None),
    ],
)
def test_a_wrong_member_is_named(body: bytes, field: str, value: str | None) -> None:
    error = refusal(body)
    assert (error.mnemonic, error.field) == (M.INVALID_REQUEST, field)
    assert error.value == value


def test_members_are_judged_in_their_order() -> None:
    assert refusal(member(jsonrpc=None, method=None, id=b"[]")).field == "jsonrpc"
    assert refusal(member(method=None, id=b"[]", params=None)).field == "method"
    assert refusal(member(id=b"[]", params=None)).field == "id"


def test_without_an_id_it_is_a_notification() -> None:
    error = refusal(member(id=None, params=None))
    assert (error.mnemonic, error.field) == (M.NOTIFICATIONS_NOT_SUPPORTED, "id")
    assert refusal(member(id=None, method=None)).mnemonic == M.INVALID_REQUEST


@pytest.mark.parametrize(
    ("sent", "echoed"),
    [
        (b'"req1"', b'"req1"'),
        (b'""', b'""'),
        (b'"%b"' % (b"x" * 255), b'"%b"' % (b"x" * 255)),
        ('"Ж"'.encode(), '"Ж"'.encode()),
        (b'"\\u0416"', '"Ж"'.encode()),
        (b"1", b"1"),
        (b"-7", b"-7"),
        (b"0", b"0"),
        (b"-0", b"-0"),
        (b"1.0", b"1.0"),
        (b"1e2", b"1e2"),
        (b"1E+400", b"1E+400"),
        (b"12345678901234567890123", b"12345678901234567890123"),
        (b"9" * 5000, b"9" * 5000),
    ],
)
def test_the_id_is_echoed_as_it_was_written(sent: bytes, echoed: bytes) -> None:
    assert read(member(id=sent)).id == echoed


def test_the_id_is_echoed_beside_any_other_mistake() -> None:
    body = member(jsonrpc=None, params=b'{"a":"\xff"}')
    assert id_text(parse(body), body) == b'"req1"'
    assert id_text(parse(b"7"), b"7") == NO_ID


def test_the_last_of_a_repeated_key_wins() -> None:
    body = GOOD[:-1] + b',"method":"release.call","id":2}'
    assert (read(body).method, read(body).id) == ("release.call", b"2")
    assert read(GOOD[:-1] + b',"x":"\xff","id":3}').id == b"3"


def test_unknown_members_and_a_byte_order_mark_do_not_matter() -> None:
    assert read(b"\xef\xbb\xbf" + member(extra=b'"\xff"')).method == "list.calls"


def test_bad_bytes_in_params_are_kept_for_the_params() -> None:
    assert read(member(params=b'{"to":"\xff"}')).params == {"to": "\udcff"}


def test_what_was_sent_is_told_unchanged() -> None:
    request = read(member(params=b'{"a":1.0,"b":{"c":"x","d":[true, null]},"e":null}'))
    assert request.sent("a") == "1.0"
    assert request.sent("b") == '{"c":"x","d":[true,null]}'
    assert request.sent("b", "c") == "x"
    assert request.sent("e") == "null"
    assert request.sent("b", "z") is None
    assert request.sent("a", "z") is None


@pytest.mark.parametrize(
    ("params", "path"),
    [
        (b'{"access_token":7}', ("access_token",)),
        (b'{"password":[]}', ("password",)),
        (b'{"a":{"access_token":"t"}}', ("a",)),
        (b'{"a":[{"b":{"password":"t"}}]}', ("a",)),
    ],
)
def test_secrets_are_never_told(params: bytes, path: tuple[str, ...]) -> None:
    assert read(member(params=params)).sent(*path) is None
