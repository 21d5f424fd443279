"""The load generator, a process of its own: `python -m scripts.bench.load`.

A Load comes in on standard input, Figures go out. It speaks just enough HTTP for
keep-alive connections to a server that sends Content-Length, so that its own work
takes little of the time measured.
"""

import asyncio
import contextlib
import functools
import itertools
import statistics
import sys
from collections import deque
from time import perf_counter

import uvloop

from scripts.bench.figures import Figures, Load
from scripts.bench.wire import Connection, request_bytes

LAST_ANSWERS_S = 10.0  # how long answers are waited for at the end


class Run:
    """One load: hands out the requests, collects the answers."""

    def __init__(self, load: Load) -> None:
        self._load = load
        self._loop = asyncio.get_running_loop()
        self._rounds = [
            itertools.cycle([request_bytes(it, load.path) for it in round_])
            for round_ in load.rounds
        ]
        self._idle: list[Connection] = []
        self._due: deque[float] = deque()  # not sent yet: all connections are busy
        self._unanswered = 0
        self._latencies: list[float] = []
        self._refusals: list[str] = []
        self._none_missing = asyncio.Event()

    async def figures(self) -> Figures:
        for number in range(self._load.connections):
            requests = self._rounds[number % len(self._rounds)]
            _, connection = await self._loop.create_connection(
                functools.partial(Connection, requests, self._answered),
                "127.0.0.1",
                self._load.port,
            )
            self._idle.append(connection)
        begin = perf_counter()
        self._end = begin + self._load.seconds
        await (self._send_paced(begin) if self._load.rate else self._send_closed())
        seconds = perf_counter() - begin
        return self._count(seconds)

    async def _send_closed(self) -> None:
        """Each connection asks again as soon as it is answered."""
        while self._idle:
            self._idle.pop().send(perf_counter())
            self._unanswered += 1
        await self._last_answers(self._load.seconds)

    async def _send_paced(self, begin: float) -> None:
        """Requests have their times, whether or not the server keeps up with them."""
        count = min(self._load.most, round(self._load.seconds * self._load.rate))
        for number in range(count):
            due = begin + number / self._load.rate
            await asyncio.sleep(due - perf_counter())
            self._unanswered += 1
            self._due.append(due)
            if self._idle:
                self._idle.pop().send(self._due.popleft())
        await self._last_answers(0)

    async def _last_answers(self, seconds: float) -> None:
        with contextlib.suppress(TimeoutError):  # what is still missing counts as lost
            async with asyncio.timeout(seconds + LAST_ANSWERS_S):
                while self._unanswered:
                    self._none_missing.clear()
                    await self._none_missing.wait()

    def _answered(self, connection: Connection, due: float, refusal: str) -> None:
        now = perf_counter()
        self._latencies.append(now - due)
        if refusal:
            self._refusals.append(refusal)
        if self._due:
            connection.send(self._due.popleft())
        elif self._asks_again(now):
            connection.send(now)
            return
        else:
            self._idle.append(connection)
        self._unanswered -= 1
        if not self._unanswered:
            self._none_missing.set()

    def _asks_again(self, now: float) -> bool:
        sent = len(self._latencies) + self._unanswered - 1
        return not self._load.rate and now < self._end and sent < self._load.most

    def _count(self, seconds: float) -> Figures:
        p = statistics.quantiles(self._latencies, n=100, method="inclusive")
        return Figures(
            answered=len(self._latencies),
            refused=len(self._refusals),
            first_refusal=self._refusals[0] if self._refusals else None,
            lost=self._unanswered,
            seconds=seconds,
            p50=p[49],
            p99=p[98],
        )


async def run(load: Load) -> Figures:
    return await Run(load).figures()


if __name__ == "__main__":
    load = Load.model_validate_json(sys.stdin.read())
    sys.stdout.write(uvloop.run(run(load)).model_dump_json())
