"""Connection: a server and a token. What may be tried again, is.

A request that can not do harm twice is repeated when its reply is lost: those that
only read, and those that start calls, which carry an Idempotency-Key for it. Any
request is repeated that has not reached the server, and when points have run out, as
soon as there are new ones, within the patience of the connection.
"""

import asyncio
import random
import uuid
from collections.abc import Awaitable, Callable, Mapping
from types import TracebackType
from typing import Any, Final

import aiohttp

from callapi.client import errors
from callapi.client.error import error_of
from callapi.client.limits import Limits, limits_of

HARMLESS: Final = ("get", "getobj", "list", "login", "start")
FIRST_WAIT_S: Final = 0.2
LONGEST_WAIT_S: Final = 5.0
READ_BYTES: Final = 1_048_576


class NoAnswer(Exception):
    """The server can not be reached, or has no reply; the cause says why."""


class _TryAgain(Exception):
    def __init__(self, wait_s: float | None = None) -> None:
        self.wait_s = wait_s


class Connection:
    """`patience_s`: how long to wait in all, with one request."""

    def __init__(
        self,
        url: str,
        access_token: str = "",
        *,
        patience_s: float = 90.0,
        timeout_s: float = 30.0,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self.url = url.rstrip("/")
        self.access_token = access_token
        self.limits: Limits | None = None  # as the last reply has told them
        self._patience_s = patience_s
        self._timeout = aiohttp.ClientTimeout(total=timeout_s)
        self._sleep = sleep
        self._session: aiohttp.ClientSession | None = None
        self._requests = 0

    async def __aenter__(self) -> "Connection":
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.close()

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None

    @property
    def session(self) -> aiohttp.ClientSession:
        if self._session is None:
            self._session = aiohttp.ClientSession(
                timeout=self._timeout, read_bufsize=READ_BYTES
            )
        return self._session

    async def ask(
        self,
        path: str,
        method: str,
        params: Mapping[str, Any],
        idempotency_key: str | None = None,
    ) -> dict[str, Any]:
        """`result` of the reply."""
        is_start = method.startswith("start.")
        key = idempotency_key or (uuid.uuid4().hex if is_start else None)
        body = self._body(method, params)
        is_harmless = method.partition(".")[0] in HARMLESS
        waited_s, pause_s = 0.0, FIRST_WAIT_S
        while True:
            try:
                return await self._try(path, body, key, is_harmless=is_harmless)
            except _TryAgain as again:
                wait_s = again.wait_s
                if wait_s is None:
                    wait_s = pause_s * random.uniform(0.5, 1.0)
                    pause_s = min(2 * pause_s, LONGEST_WAIT_S)
                if waited_s + wait_s > self._patience_s:
                    raise _reason(again) from None
            await self._sleep(wait_s)
            waited_s += wait_s

    def _body(self, method: str, params: Mapping[str, Any]) -> dict[str, Any]:
        self._requests += 1
        token = {"access_token": self.access_token} if self.access_token else {}
        if method == "login.user":
            token = {}
        return {
            "jsonrpc": "2.0",
            "id": self._requests,
            "method": method,
            "params": {**token, **params},
        }

    async def _try(
        self, path: str, body: dict[str, Any], key: str | None, *, is_harmless: bool
    ) -> dict[str, Any]:
        headers = {} if key is None else {"Idempotency-Key": key}
        try:
            reply = await self._post(path, body, headers)
        except aiohttp.ClientConnectorError as failure:
            raise _TryAgain from NoAnswer(f"{self.url}: {failure}")
        except (aiohttp.ClientError, TimeoutError, ConnectionError) as failure:
            reason = NoAnswer(f"{self.url}: {failure or type(failure).__name__}")
            if is_harmless:
                raise _TryAgain from reason
            raise reason from failure
        if "error" not in reply:
            result: dict[str, Any] = reply["result"]
            self.limits = limits_of(result.get("metadata")) or self.limits
            return result
        error = error_of(reply["error"])
        self.limits = error.limits or self.limits
        if isinstance(error, errors.LimitExceeded) and error.limits is not None:
            is_day = error.params["limit_type"] == "day"
            left = error.limits
            raise _TryAgain(left.day_reset if is_day else left.minute_reset) from error
        raise error

    async def _post(
        self, path: str, body: dict[str, Any], headers: dict[str, str]
    ) -> dict[str, Any]:
        async with self.session.post(
            self.url + path, json=body, headers=headers
        ) as answer:
            if answer.status == 503:
                raise aiohttp.ClientPayloadError("the server is not ready (503)")
            if answer.status != 200:
                raise NoAnswer(f"{self.url}{path}: HTTP {answer.status}")
            try:
                reply = await answer.json()
            except ValueError:
                reply = None
        if not isinstance(reply, dict) or not {"result", "error"} & reply.keys():
            raise NoAnswer(f"{self.url}{path} does not speak JSON-RPC")
        return reply


def _reason(again: _TryAgain) -> BaseException:
    assert again.__cause__ is not None
    return again.__cause__
