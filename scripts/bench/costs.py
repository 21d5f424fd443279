"""What one request costs: processor time of the server and of its databases."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from pydantic import BaseModel, ConfigDict

from scripts.bench.calls import talking_ids
from scripts.bench.figures import Figures
from scripts.bench.ours import Ours
from scripts.bench.runs import WARM_UP_S, Case, run
from scripts.bench.usage import cpu_s, offspring_cpu_s

DATABASES = ("postgres", "valkey-server")
CONNECTIONS = 4
CALLS, CALLS_PER_S = 100, 25.0  # that come to a conversation and end by themselves
OVER_WITHIN_S = 60.0
POLL_S = 0.1
DATA_API = "/data/v2.0"
TIME = "%Y-%m-%d %H:%M:%S"


class Cost(BaseModel):
    """Milliseconds."""

    model_config = ConfigDict(frozen=True)

    cpu: float
    p50: float
    p99: float


@dataclass(frozen=True, slots=True)
class Meter:
    server: Ours
    seconds: float  # of each run

    async def costs(
        self, sessions: Sequence[int], keys: Sequence[str] = ()
    ) -> dict[str, Cost]:
        """By request; those of hold are made of `sessions`, the keys used in turn."""
        found = {}
        for name, path, rounds in self._requests(sessions, keys):
            case = Case(name, self.server.port, rounds, self.seconds, CONNECTIONS, path)
            await run(case, seconds=WARM_UP_S)
            await self._unhold(sessions)
            found[name] = await self._cost(case)
        found["a call, start to end"] = await self._call(len(sessions))
        return found

    async def _unhold(self, sessions: Sequence[int]) -> None:
        """Where a run has ended in between."""
        for session_id in sessions[:CONNECTIONS]:
            await self.server.send(self.server.hold(session_id)[1])

    def _requests(
        self, sessions: Sequence[int], keys: Sequence[str]
    ) -> list[tuple[str, str, tuple[tuple[str, ...], ...]]]:
        server, day = self.server, last_day()
        holds = tuple(server.hold(it) for it in sessions[:CONNECTIONS])
        asked = [
            ("list.talk_options", "/v4.0", ((server.request("list.talk_options"),),)),
            ("hold.call, unhold.call", "/v4.0", holds),
            ("list.calls", "/v4.0", ((server.request("list.calls"),),)),
            (
                "get.calls_report, a page",
                DATA_API,
                ((server.request("get.calls_report", limit=50, **day),),),
            ),
            (
                "get.api_requests, a page",
                DATA_API,
                ((server.request("get.api_requests", limit=50, **day),),),
            ),
        ]
        if keys:
            by_all = tuple(
                server.request("list.talk_options", access_token=it) for it in keys
            )
            asked.append(("list.talk_options, by all", "/v4.0", (by_all,)))
        return asked

    async def _cost(self, case: Case) -> Cost:
        before = self._used_s()
        figures = await run(case)
        _hold_to_it(case, figures)
        return _cost(self._used_s() - before, figures)

    async def _call(self, others: int) -> Cost:
        rounds = ((self.server.start_simple_call("hangs_up_at_once"),),)
        case = Case("call", self.server.port, rounds, CALLS / CALLS_PER_S + 10)
        before = self._used_s()
        figures = await run(case, rate=CALLS_PER_S, most=CALLS)
        _hold_to_it(case, figures)
        await self._until(others)
        return _cost(self._used_s() - before, figures)

    async def _until(self, others: int) -> None:
        """Only those talk that have talked before."""
        for _ in range(round(OVER_WITHIN_S / POLL_S)):
            if len(await talking_ids(self.server)) <= others:
                return
            await asyncio.sleep(POLL_S)
        raise RuntimeError("calls are left over")

    def _used_s(self) -> float:
        return cpu_s(self.server.pid) + sum(map(offspring_cpu_s, DATABASES))


def last_day() -> Mapping[str, str]:
    """Yesterday: of every log that has grown it is an ordinary day."""
    till = datetime.now(UTC).replace(hour=0, minute=0, second=0) - timedelta(seconds=1)
    since = till.replace(hour=0, minute=0, second=0)
    return {"date_from": since.strftime(TIME), "date_till": till.strftime(TIME)}


def _hold_to_it(case: Case, figures: Figures) -> None:
    if figures.refused or figures.lost:
        raise RuntimeError(
            f"{case.name}: {figures.refused} refused, {figures.lost} lost;"
            f" the first: {figures.first_refusal}"
        )


def _cost(used_s: float, figures: Figures) -> Cost:
    return Cost(
        cpu=used_s / figures.answered * 1000,
        p50=figures.p50 * 1000,
        p99=figures.p99 * 1000,
    )
