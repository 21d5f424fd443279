"""Calls through the API, from their start until both telephones are on the hook."""

import asyncio
import time
from dataclasses import dataclass
from typing import Any

import aiohttp

from scripts.bench.calls import talking_ids
from scripts.bench.ours import Ours
from scripts.bench_sip.moments import Fact, Moments
from scripts.bench_sip.sound import CONTACTS, OPERATORS

NUMBERS = 10_000
CONNECTED_WITHIN_S = 15.0
OVER_WITHIN_S = 15.0


@dataclass(frozen=True, slots=True)
class Talk:
    """Two who hear each other. Times in seconds."""

    id: int
    numbers: tuple[str, str]
    replied: float  # the API, after it was asked
    rang: float  # the first telephone, after the reply; it may have been faster
    heard: float  # both hear each other, after the second has answered


class Failed(Exception):
    """No conversation has come of it, or no end."""


class Callers:
    """Whoever uses the API."""

    def __init__(
        self, server: Ours, http: aiohttp.ClientSession, moments: Moments
    ) -> None:
        self._server = server
        self._http = http
        self._moments = moments
        self._begun = 0
        self.talking = 0
        self.most_talking = 0

    async def converse(self) -> Talk:
        """Begin a call, and wait until both hear each other."""
        contact, operator = self._next_numbers()
        begun = time.monotonic()
        data = await self._ask(
            "start.simple_call",
            first_call="operator",
            virtual_phone_number="12025550100",
            contact=contact,
            operator=operator,
            switch_at_once=True,
        )
        replied = time.monotonic()
        try:
            async with asyncio.timeout(CONNECTED_WITHIN_S):
                rang = await self._moments.of(operator, Fact.RINGS)
                answered = await self._moments.of(contact, Fact.ANSWERS)
                heard = [
                    await self._moments.of(number, Fact.HEARS)
                    for number in (contact, operator)
                ]
        except TimeoutError:
            raise Failed("no conversation") from None
        self.talking += 1
        self.most_talking = max(self.most_talking, self.talking)
        return Talk(
            data["call_session_id"],
            (contact, operator),
            replied - begun,
            rang - replied,
            max(heard) - answered,
        )

    async def release(self, talk: Talk) -> None:
        """And wait until both have been hung up."""
        await self._ask("release.call", call_session_id=talk.id)
        try:
            async with asyncio.timeout(OVER_WITHIN_S):
                for number in talk.numbers:
                    await self._moments.of(number, Fact.ENDS)
        except TimeoutError:
            raise Failed("stuck") from None
        self.talking -= 1

    async def talking_listed(self) -> int:
        """Calls that `list.calls` shows in conversation."""
        return len(await talking_ids(self._server))

    async def left(self) -> int:
        """Calls that there still are."""
        return len(await self._ask("list.calls"))

    def _next_numbers(self) -> tuple[str, str]:
        """A telephone is used again when all the others have been."""
        place = self._begun % NUMBERS
        self._begun += 1
        contact, operator = (
            f"{prefix.decode()}{place:04d}" for prefix in (CONTACTS, OPERATORS)
        )
        for number in (contact, operator):
            self._moments.forget(number)
        return contact, operator

    async def _ask(self, method: str, **params: object) -> Any:
        body = self._server.request(method, **params)
        headers = {"Content-Type": "application/json; charset=UTF-8"}
        try:
            async with self._http.post("/v4.0", data=body, headers=headers) as reply:
                answer = await reply.json()
        except (aiohttp.ClientError, TimeoutError) as error:
            raise Failed(f"{method}: {type(error).__name__}") from error
        if "error" in answer:
            raise Failed(f"{method}: {answer['error']['data']['mnemonic']}")
        return answer["result"]["data"]
