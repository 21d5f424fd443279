"""The body of a request: not too long, and all of it (spec 1.3, rows 6 and 7).

Long ones take turns, until they are answered: however many are sent at once, only so
many are in memory. No address has more than half of the turns.
"""

import asyncio
from contextlib import AsyncExitStack
from typing import Final

from aiohttp import StreamReader, web

from callapi.access.ip import origin
from callapi.access.turns import Crowded, Turns
from callapi.edge.peer import Address
from callapi.edge.protocol import Protocol
from callapi.edge.refusal import Refused

SHORT: Final = 16_384  # bytes; almost all requests are
LONG_AT_ONCE: Final = 8
MOST_WAITING: Final = 64


class Bodies:
    def __init__(self, longest: int, within_s: float) -> None:
        self._longest = longest
        self._within_s = within_s
        self._turns = Turns(LONG_AT_ONCE, MOST_WAITING, within_s)

    async def read(
        self, request: web.Request, peer: Address, answering: AsyncExitStack
    ) -> bytes:
        """`answering` is left when the request has been answered."""
        length, content = request.content_length, request.content
        if length is not None and length > self._longest:
            raise Refused(413)
        protocol = request.protocol
        assert isinstance(protocol, Protocol)
        if content.is_eof():  # it came with the head, as most do
            body = await _read(content, self._longest)
        else:
            body = await self._read_in_time(request, peer, answering)
        if protocol.is_cut_short:
            raise Refused(400)
        protocol.has_all()
        return body

    async def _read_in_time(
        self, request: web.Request, peer: Address, answering: AsyncExitStack
    ) -> bytes:
        """A client that is slow is no longer than that in the way of others."""
        content = request.content
        try:
            async with asyncio.timeout(self._within_s):
                body = await _read(content, SHORT, enough=True)
                if content.at_eof():
                    return body
                await answering.enter_async_context(
                    self._turns.of(origin(peer), request.protocol)
                )
                return body + await _read(content, self._longest - len(body))
        except (TimeoutError, web.RequestPayloadError):
            raise Refused(400) from None
        except Crowded as crowded:
            raise Refused(503) from crowded


async def _read(content: StreamReader, longest: int, *, enough: bool = False) -> bytes:
    """To its end, or until that is `enough`."""
    parts = [await content.readany()]
    length = len(parts[0])
    while not content.at_eof() and length <= longest:
        parts.append(await content.readany())
        length += len(parts[-1])
    if length > longest and not enough:
        raise Refused(413)
    return b"".join(parts)
