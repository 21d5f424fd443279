"""What the client sent, unchanged (spec 2.4): read again from the body when asked.

Numbers keep their spelling: an id 1e2 or 12345678901234567890123, a value 1.0. Only
errors and unusual ids need this, so the quick parser in `envelope` never pays for it.
"""

import json
import re
from collections.abc import Mapping
from typing import Final, NoReturn

import orjson

SECRET: Final = frozenset({"access_token", "password", "secret", "headers"})

_BAD_CHARACTERS = re.compile("[\ud800-\udfff]")


class Number(str):
    """A JSON number as it was written."""

    __slots__ = ()


def parse_exactly(body: bytes) -> object:
    """As the quick parser, but for numbers; the body is known to be JSON."""
    return json.loads(text_of(body), parse_int=Number, parse_float=Number)


def text_of(body: bytes) -> str:
    """The body as text; bytes that are no UTF-8 become lone surrogates."""
    return body.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "surrogateescape")


def has_bad_characters(text: str) -> bool:
    return not text.isascii() and _BAD_CHARACTERS.search(text) is not None


def legible(text: str) -> str:
    """Text that can be written as UTF-8."""
    return text if text.isascii() else _BAD_CHARACTERS.sub("\ufffd", text)


def value_at(
    body: bytes, path: tuple[str | int, ...], secret: str | None = None
) -> str | None:
    """`error.data.value` for a member of the request, None when it was not sent.

    `secret` is told in place of a token or a password.
    """
    value = parse_exactly(body)
    for part in path:
        is_item = isinstance(value, list) and isinstance(part, int)
        if not is_item and not (isinstance(value, Mapping) and part in value):
            return None
        value = value[part]  # type: ignore[index]  # it is one of the two
    if path[-1] in SECRET or _holds_secret(value):
        return secret
    return legible(value if isinstance(value, str) else compact(value))


def compact(value: object) -> str:
    """JSON text without blanks, numbers as they were written."""
    if isinstance(value, Number):
        return value
    if isinstance(value, dict):
        members = (f"{_quoted(name)}:{compact(item)}" for name, item in value.items())
        return "{" + ",".join(members) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(compact, value)) + "]"
    if isinstance(value, str):
        return _quoted(value)
    return orjson.dumps(value).decode()


def refuse_constant(name: str) -> NoReturn:
    """NaN and Infinity, which Python's parser would take, are no JSON."""
    raise ValueError(name)


def _quoted(text: str) -> str:
    return orjson.dumps(legible(text)).decode()


def _holds_secret(value: object) -> bool:
    """A token that stands where none belongs is no less secret."""
    if isinstance(value, dict):
        return not SECRET.isdisjoint(value) or any(map(_holds_secret, value.values()))
    return isinstance(value, list) and any(map(_holds_secret, value))
