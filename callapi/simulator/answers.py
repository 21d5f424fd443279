"""Answers as Asterisk gives them."""

import orjson
from aiohttp import web


def json_answer(value: object, status: int = 200) -> web.Response:
    return web.Response(
        body=orjson.dumps(value), status=status, content_type="application/json"
    )


def done() -> web.Response:
    return web.Response(status=204)
