"""Desk: the project's own client as tests hold it, each reply held to the documents."""

from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp

from callapi.client.connection import Connection

# (path, method, reply): whether the reply is what the server promises
Check = Callable[[str, str, dict[str, Any]], Awaitable[None]]


class Desk(Connection):
    """Waits for nothing: what can not be answered now is a failure of the test."""

    def __init__(
        self, url: str, key: str, http: aiohttp.ClientSession, check: Check
    ) -> None:
        super().__init__(url, key, patience_s=0.0)
        self._session = http  # the world's, which closes it
        self._check = check

    async def _post(
        self, path: str, body: dict[str, Any], headers: dict[str, str]
    ) -> dict[str, Any]:
        reply = await super()._post(path, body, headers)
        await self._check(path, body["method"], reply)
        return reply
