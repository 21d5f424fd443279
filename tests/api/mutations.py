"""Requests that were good once: JSON and HTTP damaged where parsers are known to err.

JSON is written by hand here, for no library writes what is wrong with it.
"""

import json

from hypothesis import strategies as st

# Text that stands where a value should, each for something that parsers get wrong.
ODD_VALUES = (
    "null",
    "true",
    "{}",
    "[]",
    "[[]]",
    '""',
    "-0",
    "0.0",
    "1e2",
    "1e999",
    "-1e-999",
    "123456789012345678901234567890",
    "9" * 500,
    "9007199254740993",
    "9223372036854775808",
    "0.1" + "0" * 400,
    "NaN",
    "-Infinity",
    "01",
    "+1",
    "0x1F",
    ".5",
    "1.",
    "'x'",
    '"\\ud800"',
    '"\\udfff\\ud800"',
    '"\\ud83d\\ude00"',
    '"\\u0000"',
    '"a\\u0000b"',
    '"\\x41"',
    '"\\',
    '"\x01"',
    '"\u2028\ufeff\u202e"',
    '"' + "long " * 2000 + '"',
    '"%s {0} $1 %(a)s"',
    '"\'; drop table users; --"',
    '"../../../etc/passwd"',
    '"2026-02-30 25:61:61"',
    '"+-1202555"',
    '"12025550110,12025550111"',
    "[" * 31 + "]" * 31,
    "[" * 33 + "]" * 33,
    '{"a":' * 40 + "1" + "}" * 40,
    "[" * 5000,
    "[1,]",
    '{"a":1,}',
    "/* */ 1",
)
ODD_NAMES = (
    '"jsonrpc"',
    '"id"',
    '"params"',
    '"access_token"',
    '"call_session_id"',
    '"__proto__"',
    '""',
    '"\\ud800"',
    '"\\u0000"',
    '"' + "n" * 3000 + '"',
)
HEADERS = (
    "Content-Type: text/plain",
    "Content-Type: application/json; charset=utf-16",
    "Content-Type: application/json; charset=\xff",
    'Content-Type: application/json; charset="utf-8',
    "Content-Type: ;;;",
    "Content-Encoding: gzip",
    "Content-Encoding: identity, identity",
    "Content-Length: -1",
    "Content-Length: 5, 5",
    "Content-Length: 99999999999999999999",
    "Transfer-Encoding: chunked",
    "Transfer-Encoding: gzip, chunked",
    "Transfer-Encoding: \x0bchunked",
    "Expect: 100-continue",
    "Upgrade: websocket",
    "Upgrade: h2c",
    "Connection: Upgrade, HTTP2-Settings",
    "Connection: close, keep-alive",
    "X-Forwarded-For: 1.2.3.4.5, ::1%lo, \xff",
    "X-Forwarded-Proto: https, http",
    "Authorization: Basic \xff",
    "Idempotency-Key: " + "k" * 300,
    "Idempotency-Key: \xff\xfe",
    "Idempotency-Key: ",
    "traceparent: 00-zz-zz-zz",
    "traceparent: 00-" + "a" * 32 + "-" + "b" * 16 + "-01",
    "Origin: null",
    "Origin: \xff://",
    "Range: bytes=-9,0-,x",
    "Cookie: a=\x7f",
    "No colon",
    ": no name",
    " folded: line",
    "X-Long: " + "y" * 9000,
    "Host: ",
)
PATHS = (
    "/v4.0",
    "/data/v2.0",
    "/v4.0/",
    "/v4.0?access_token=x&x=%ff",
    "/data/v2.0//",
    "/%764.0",
    "/v4.0%00",
    "//v4.0",
    "/../v4.0",
    "http://x/v4.0",
    "/v\xff",
    "*",
    "",
    "/events?access_token=%00",
    "/docs",
    "/openrpc.json",
    "/system/media/talk/1/x/",
    "/" + "p" * 9000,
)
VERBS = ("POST",) * 8 + (
    "GET",
    "HEAD",
    "PUT",
    "OPTIONS",
    "TRACE",
    "CONNECT",
    "\xc3",
    "",
)
VERSIONS = ("HTTP/1.1",) * 8 + ("HTTP/1.0", "HTTP/0.9", "HTTP/2.0", "HTTP/x", "")

odd_values = st.sampled_from(ODD_VALUES) | st.text(max_size=20).map(json.dumps)


@st.composite
def written(draw: st.DrawFn, value: object) -> str:
    """JSON of the value, now and then with something odd in place of a part."""
    if draw(st.integers(0, 14)) == 0:
        return str(draw(odd_values))
    if isinstance(value, dict):
        members = [
            f"{json.dumps(name)}:{draw(written(inner))}"
            for name, inner in value.items()
        ]
        return "{" + ",".join(draw(_reshaped(members))) + "}"
    if isinstance(value, list):
        return "[" + ",".join(draw(written(inner)) for inner in value) + "]"
    return json.dumps(value, ensure_ascii=draw(st.booleans()))


@st.composite
def _reshaped(draw: st.DrawFn, members: list[str]) -> list[str]:
    """Members of an object: as they were, most of the time; or one more, or less."""
    change = draw(st.integers(0, 11))
    if change == 0:
        members = [*members, f"{draw(st.sampled_from(ODD_NAMES))}:{draw(odd_values)}"]
    elif change == 1 and members:
        members = [*members, draw(st.sampled_from(members))]  # twice
    elif change == 2 and members:
        left_out = draw(st.integers(0, len(members) - 1))
        members = members[:left_out] + members[left_out + 1 :]
    elif change == 3:
        members = draw(st.permutations(members))
    return members


@st.composite
def bodies(draw: st.DrawFn, envelope: object) -> bytes:
    text = draw(written(envelope))
    shape = draw(st.integers(0, 24))
    if shape == 0:
        text = f"[{text}]"
    elif shape == 1:
        text = f"[{text},{text}]"
    elif shape == 2:
        text += text
    elif shape == 3:
        text = f"\ufeff \r\n\t{text}\n\n"
    body = text.encode("utf-8", "surrogatepass")
    if shape == 4:
        return text.encode("utf-16", "surrogatepass")
    if shape == 5:
        return body[: draw(st.integers(0, len(body)))]
    if shape == 6 and body:
        place = draw(st.integers(0, len(body) - 1))
        return (
            body[:place] + draw(st.binary(min_size=1, max_size=4)) + body[place + 1 :]
        )
    return body


@st.composite
def messages(draw: st.DrawFn, body: bytes) -> bytes:
    """The bytes of an HTTP request with this body, as good clients do not send it."""
    verb, path = draw(st.sampled_from(VERBS)), draw(st.sampled_from(PATHS))
    lines = [f"{verb} {path} {draw(st.sampled_from(VERSIONS))}", "Host: x"]
    lines += draw(st.lists(st.sampled_from(HEADERS), max_size=3))
    framing = draw(st.integers(0, 9))
    if framing <= 5:
        lines.append(f"Content-Length: {len(body)}")
    elif framing == 6:
        lines.append(f"Content-Length: {draw(st.integers(0, 2 * len(body) + 2))}")
    elif framing <= 8:
        lines.append("Transfer-Encoding: chunked")
        body = draw(chunks(body))
    data = "\r\n".join([*lines, "", ""]).encode("latin-1", "replace") + body
    if draw(st.integers(0, 5)) == 0 and data:
        place = draw(st.integers(0, len(data) - 1))
        data = data[:place] + draw(st.binary(max_size=4)) + data[place + 1 :]
    return data


@st.composite
def chunks(draw: st.DrawFn, body: bytes) -> bytes:
    size = draw(st.sampled_from([1, 7, 100, 5000]))
    parts = [body[n : n + size] for n in range(0, len(body), size)]
    extension = draw(st.sampled_from(["", "", ";x", ";x=\xff", "\x00", "g"]))
    sent = [b"%x%b\r\n%b\r\n" % (len(it), extension.encode(), it) for it in parts]
    end = draw(st.sampled_from([b"0\r\n\r\n", b"0\r\nX: y\r\n\r\n", b"-1\r\n", b""]))
    return b"".join(sent) + end
