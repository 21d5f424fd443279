"""The token of whoever asks for a stream or a file: in a header, or in the query.

A header stands in no address, and in no log; a browser can not always send one.
"""

from aiohttp import web


def token_of(request: web.Request) -> str:
    """Empty when there is none."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() == "bearer" and token.strip():
        return token.strip()
    return request.query.get("access_token", "")
