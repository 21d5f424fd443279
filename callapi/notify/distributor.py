"""From the outbox to the log and the queue: each event once, in order (spec 5.4).

In one transaction an event gets its place and its payload, and for each notification
that wants it a delivery. Calls wait for none of that: their step has been committed.
"""

import asyncio
import contextlib
import logging
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from callapi.clock import Clock
from callapi.metrics import Metrics
from callapi.notify import conditions, template
from callapi.notify.conditions import Condition, Group
from callapi.notify.facts import find_facts
from callapi.notify.hours import Moments, find_moments, is_open
from callapi.notify.payload import Payload, dumped, named, payload_of
from callapi.store import deliveries, events, notifications
from callapi.store.deliveries import New
from callapi.store.events import Logged, Waiting
from callapi.store.notifications import Setting
from callapi.store.outage import Outages
from callapi.store.pool import Pool

log = logging.getLogger(__name__)

MOST: Final = 500  # events at a time
# Of an event with a session's id and what it says: the links to its files.
Linked = Callable[[str, int, Mapping[str, object]], Mapping[str, object]]
LOOK_S: Final = 1.0  # for what a process has left that is no more


class Distributor:
    def __init__(
        self,
        pool: Pool,
        clock: Clock,
        metrics: Metrics,
        distributed: Callable[[Sequence[Logged]], object],
        linked: Linked,
    ) -> None:
        """`distributed` is told by what the log has grown, and the queue may have.

        Links go to those whom an administrator has named, never into the log: who
        follows that may have no right to recordings.
        """
        self._pool = pool
        self._clock = clock
        self._metrics = metrics
        self._distributed = distributed
        self._linked = linked
        self._outages = Outages(log, "events are not distributed")
        self._woken = asyncio.Event()
        self._running: asyncio.Task[None] | None = None
        self._looking: asyncio.Task[None] | None = None

    def wake(self, _: str = "") -> None:
        """There is an event in the outbox."""
        self._woken.set()

    async def open(self) -> None:
        self.wake()
        self._running = asyncio.create_task(self._run())
        self._looking = asyncio.create_task(self._look())

    async def close(self) -> None:
        for task in (self._running, self._looking):
            if task is not None:
                task.cancel()
                with contextlib.suppress(asyncio.CancelledError):
                    await task

    async def distribute(self) -> int:
        """Some of what waits; how many."""
        async with self._pool.acquire() as db, db.transaction():
            await events.lock(db)
            waiting = await events.list_waiting(db, MOST)
            if not waiting:
                return 0
            facts = await find_facts(db, waiting)
            payloads = [payload_of(event, facts) for event in waiting]
            told = zip(waiting, payloads, strict=True)
            settings = await notifications.list_matching(
                db,
                [event.account_id for event in waiting],
                [event.name for event in waiting],
            )
            moments = await find_moments(db, waiting, settings)
            linked = [payload | self._links(it) for it, payload in told]
            now = self._clock.now()
            made = _deliveries(waiting, linked, settings, moments, now)
            if made:
                await deliveries.insert(db, made)
            logged = await events.place(db, waiting, [dumped(it) for it in payloads])
        for event in waiting:
            self._metrics.told.labels(event.name).inc()
        self._distributed(logged)
        return len(waiting)

    def _links(self, event: Waiting) -> Payload:
        if event.call is None:
            return {}
        return dict(self._linked(event.name, event.call.id, event.body))

    async def _run(self) -> None:
        while True:
            await self._woken.wait()
            self._woken.clear()
            try:
                while await self.distribute() == MOST:
                    pass
                self._outages.passed()
            except Exception as failure:  # they stay, and the next look finds them
                self._outages.failed(failure)

    async def _look(self) -> None:
        while True:
            await self._clock.sleep(LOOK_S)
            self.wake()


def _deliveries(
    waiting: Sequence[Waiting],
    payloads: Sequence[Payload],
    settings: Sequence[Setting],
    moments: Moments,
    now: float,
) -> list[New]:
    by_event: dict[tuple[int, str], list[tuple[Setting, tuple[Group, ...]]]] = {}
    for setting in settings:
        entry = (setting, groups_of(setting.condition_groups))
        by_event.setdefault((setting.account_id, setting.event), []).append(entry)
    return [
        _delivery(event, payload, setting, now)
        for event, unnamed in zip(waiting, payloads, strict=True)
        for setting, groups in by_event.get((event.account_id, event.name), ())
        if is_open(setting, event, moments)
        and conditions.holds(groups, payload := named(unnamed, setting.name))
    ]


def groups_of(
    stored: Sequence[dict[str, list[dict[str, object]]]],
) -> tuple[Group, ...]:
    return tuple(
        tuple(
            Condition(
                str(it["param"]),
                str(it["operator"]),
                it.get("value"),
                bool(it.get("is_negative")),
            )
            for it in group["conditions"]
        )
        for group in stored
    )


def _delivery(event: Waiting, payload: Payload, setting: Setting, now: float) -> New:
    """What a node whose clock was ahead has told is due, too."""
    body = None
    if setting.method == "POST" and setting.body_template is None:
        body = dumped(payload)
    elif setting.method == "POST" and setting.body_template is not None:
        body = template.body(setting.body_template, payload)
    return New(
        account_id=event.account_id,
        setting_id=setting.id,
        event_uid=event.uid,
        event=event.name,
        session_id=event.call.id if event.call else None,
        name=setting.name,
        delay=setting.delay,
        method=setting.method,
        host=setting.host,
        url=template.url(setting.url, payload),
        body=body,
        at=min(event.at, now),
        trace=event.trace,
    )
