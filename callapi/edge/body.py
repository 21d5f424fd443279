"""The body of a request: not too long, and all of it (spec 1.3, rows 6 and 7)."""

import asyncio

from aiohttp import StreamReader, web

from callapi.edge.protocol import Protocol
from callapi.edge.refusal import Refused


async def read_body(request: web.Request, longest: int, within_s: float) -> bytes:
    length, content = request.content_length, request.content
    if length is not None and length > longest:
        raise Refused(413)
    protocol = request.protocol
    assert isinstance(protocol, Protocol)
    if content.is_eof():  # it came with the head, as most do
        body = await _read(content, longest)
    else:
        body = await _read_in_time(content, longest, within_s)
    if protocol.is_cut_short:
        raise Refused(400)
    return body


async def _read_in_time(content: StreamReader, longest: int, within_s: float) -> bytes:
    try:
        async with asyncio.timeout(within_s):
            return await _read(content, longest)
    except (TimeoutError, web.RequestPayloadError):
        raise Refused(400) from None


async def _read(content: StreamReader, longest: int) -> bytes:
    body = await content.readany()
    while not content.at_eof() and len(body) <= longest:
        body += await content.readany()
    if len(body) > longest:
        raise Refused(413)
    return body
