"""What was asked of the server, and what it has answered: the client's own memory."""

import itertools
import time
from dataclasses import dataclass, field
from random import Random
from typing import Any

import aiohttp

from tests.chaos.world import World

PATIENCE_S = 25.0  # of a client with a request


@dataclass(slots=True)
class Asked:
    method: str
    params: dict[str, Any]
    token: str
    key: str | None
    sent_at: float
    answered_at: float | None = None  # None: nobody knows what has become of it
    log_id: str = ""
    outcome: str = ""  # success, the mnemonic of the error, or why there is no answer
    data: Any = None

    @property
    def session_id(self) -> int | None:
        """That of a start that was answered."""
        if self.outcome != "success" or not self.method.startswith("start."):
            return None
        return int(self.data["call_session_id"])


@dataclass(slots=True)
class Journal:
    world: World
    asked: list[Asked] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)  # promises about replies
    _ids: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))

    @property
    def answered(self) -> list[Asked]:
        return [it for it in self.asked if it.answered_at is not None]

    @property
    def started(self) -> list[Asked]:
        return [it for it in self.answered if it.session_id is not None]

    async def ask(
        self,
        chance: Random,
        method: str,
        *,
        key: str | None = None,
        token: str = "",
        **params: Any,
    ) -> Asked:
        """Of some node; it may get no answer."""
        token = token or self.world.keys.own
        asked = Asked(method, params, token, key, time.monotonic())
        url = chance.choice(self.world.nodes).url
        if not url:
            return asked  # nobody is asked, and nothing is noted
        self.asked.append(asked)
        try:
            async with self.world.http.post(
                f"{url}/v4.0",
                json={
                    "jsonrpc": "2.0",
                    "id": next(self._ids),
                    "method": method,
                    "params": {"access_token": token, **params},
                },
                headers={} if key is None else {"Idempotency-Key": key},
                timeout=aiohttp.ClientTimeout(total=PATIENCE_S),
            ) as answer:
                await self._note(asked, answer)
        except (aiohttp.ClientError, TimeoutError, OSError) as lost:
            asked.outcome = type(lost).__name__
        return asked

    async def _note(self, asked: Asked, answer: aiohttp.ClientResponse) -> None:
        if answer.status == 503:
            asked.outcome = "HTTP 503"
            return
        if answer.status != 200:
            self.broken.append(f"{asked.method}: HTTP {answer.status}")
            return
        reply = await answer.json()
        asked.log_id = answer.headers["X-Request-Id"]
        error = reply.get("error")
        asked.outcome = error["data"]["mnemonic"] if error else "success"
        asked.data = None if error else reply["result"]["data"]
        asked.answered_at = time.monotonic()
        try:
            self.world.promises.check(asked.method, reply)
        except AssertionError as wrong:
            self.broken.append(f"{asked.method}: {wrong}")
