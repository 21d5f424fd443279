"""From the queue to the targets: at least once, in order, each target for itself.

However many processes send, each delivery is claimed by one of them. A target that is
slow or dead keeps no other waiting: `slots.py`.
"""

import asyncio
import contextlib
import logging
import random
from typing import Final

from callapi import spans
from callapi.clock import Clock
from callapi.domain.happening import Event
from callapi.metrics import Metrics
from callapi.notify import retries, signing
from callapi.notify.events import SWITCHED_OFF
from callapi.notify.posting import FORBIDDEN, WHOLE_S, About, Outcome, Post, Poster
from callapi.notify.slots import Slots
from callapi.store import deliveries, events, notifications
from callapi.store.deliveries import Claimed, Hosts, Result, Terms
from callapi.store.notifications import Trouble
from callapi.store.outage import Outages
from callapi.store.pool import Connection, Pool

log = logging.getLogger(__name__)

LEASE_S: Final = 3 * WHOLE_S
FAILURES: Final = 100  # in a row, and a notification is switched off
GONE: Final = 410  # a target says that it is there no more
LOOK_S: Final = 1.0
DRAIN_S: Final = 3.0


class Sender:
    def __init__(
        self,
        pool: Pool,
        poster: Poster,
        clock: Clock,
        metrics: Metrics,
        chance: random.Random,
    ) -> None:
        self._pool = pool
        self._poster = poster
        self._clock = clock
        self._metrics = metrics
        self._chance = chance
        self._woken = asyncio.Event()
        self._loops: list[asyncio.Task[None]] = []
        self._sending: set[asyncio.Task[None]] = set()
        self._slots = Slots()
        self._outages = Outages(log, "deliveries are not claimed")

    def wake(self, _: str = "") -> None:
        """Something is due, or a slot is free."""
        self._woken.set()

    async def open(self) -> None:
        await self._poster.open()
        self.wake()
        self._loops = [
            asyncio.create_task(self._run()),
            asyncio.create_task(self._look()),
        ]

    async def close(self) -> None:
        """What is under way may end; what does not is sent by whoever comes next."""
        await _end(self._loops)
        if self._sending:
            await asyncio.wait(self._sending, timeout=DRAIN_S)
        await _end(list(self._sending))
        await self._poster.close()

    @property
    def busy(self) -> int:
        return len(self._sending)

    async def _run(self) -> None:
        while True:
            await self._woken.wait()
            self._woken.clear()
            try:
                while await self._claim():
                    pass
                self._outages.passed()
            except Exception as failure:  # what was claimed is due again soon
                self._outages.failed(failure)

    async def _look(self) -> None:
        while True:
            await self._clock.sleep(LOOK_S)
            self.wake()

    async def _claim(self) -> bool:
        """Begin what may be begun; False: there was nothing."""
        begun = [await self._claim_of(quick=quick) for quick in (True, False)]
        return any(begun)

    async def _claim_of(self, *, quick: bool) -> bool:
        slots, room = self._slots, self._slots.room(quick=quick)
        if room <= 0 or (quick and not slots.quick):
            return False
        terms = Terms(room, LEASE_S, retries.GIVE_UP_S, signing.OVERLAP_S)
        hosts = Hosts(slots.free(), slots.quick, quick)
        claimed = await deliveries.claim(self._pool, self._clock.now(), hosts, terms)
        for delivery in claimed:
            slots.take(delivery.host, quick=quick)
            task = asyncio.create_task(self._deliver(delivery, quick=quick))
            self._sending.add(task)
            task.add_done_callback(self._sending.discard)
        return bool(claimed)

    async def _deliver(self, delivery: Claimed, *, quick: bool) -> None:
        host = delivery.host
        try:
            about = About(delivery.trace, _facts(delivery))
            outcome = await self._poster.send(self._post(delivery), about)
            has_answered = outcome.status is not None
            self._slots.note(host, has_answered=has_answered, seconds=outcome.seconds)
            await self._settle(delivery, outcome)
        except Exception:  # it is due again when the claim runs out
            log.exception("how delivery %s went is not known", delivery.id)
        finally:
            self._slots.give(host, quick=quick)
            self.wake()

    def _post(self, delivery: Claimed) -> Post:
        body = None if delivery.body is None else delivery.body.encode()
        bare = Post(delivery.method, delivery.url, {}, body)
        message = signing.Message(
            f"msg_{delivery.uid}",
            delivery.event_uid,
            delivery.event,
            delivery.attempts,
            int(self._clock.now()),
            bare.signed,
        )
        own = signing.headers(message, delivery.secrets)
        return Post(bare.method, bare.url, {**delivery.headers, **own}, body)

    async def _settle(self, delivery: Claimed, outcome: Outcome) -> None:
        now = self._clock.now()
        result = self._result(delivery, outcome, now)
        async with self._pool.acquire() as db, db.transaction():
            await notifications.lock(db, delivery.setting_id)
            attempts = delivery.attempts
            if not await deliveries.settle(db, delivery.id, attempts, result):
                return
            await self._note_target(db, delivery, outcome, now)
            if result.due_at is None:
                await deliveries.promote(
                    db, delivery.setting_id, delivery.session_id, now
                )
        self._metrics.deliveries.labels(outcome.error or "sent").inc()
        self._metrics.delivery_seconds.observe(outcome.seconds)

    def _result(self, delivery: Claimed, outcome: Outcome, now: float) -> Result:
        due_at = None
        if outcome.error is not None and _is_worth_it(outcome):
            asked_s = retries.retry_after_s(outcome.retry_after, now)
            due_at = retries.next_attempt(
                now, delivery.attempts, delivery.give_up_at, asked_s, self._chance
            )
        return Result(
            is_sent=outcome.error is None,
            at=now,
            due_at=due_at,
            error_type=outcome.error,
            error_message=outcome.message,
            http_status=outcome.status,
            response=outcome.reply,
            duration_ms=outcome.seconds * 1000,
        )

    async def _note_target(
        self, db: Connection, delivery: Claimed, outcome: Outcome, now: float
    ) -> None:
        setting_id = delivery.setting_id
        if outcome.error is None:
            await notifications.note_success(db, setting_id)
            return
        most = 1 if outcome.status == GONE else FAILURES
        trouble = await notifications.note_failure(db, setting_id, most)
        if trouble is not None and trouble.is_off:
            await _switch_off(db, setting_id, trouble, outcome.error, now)


def _facts(delivery: Claimed) -> spans.Facts:
    return {
        "call_session_id": delivery.session_id,
        "event": delivery.event,
        "delivery_id": delivery.id,
        "attempt": delivery.attempts,
    }


def _is_worth_it(outcome: Outcome) -> bool:
    if outcome.status is not None:
        return retries.is_worth_it(outcome.status)
    return outcome.error != FORBIDDEN


async def _switch_off(
    db: Connection, setting_id: int, trouble: Trouble, error: str, now: float
) -> None:
    """Nobody is there; what waits can be sent again when somebody is."""
    why = "the notification has been switched off: its target has failed too often"
    await deliveries.close_all(db, setting_id, now, "switched_off", why)
    told: dict[str, object] = {
        "notification_id": setting_id,
        "notification_name": trouble.name,
        "failures": trouble.failures,
        "last_error": error,
    }
    off = Event(SWITCHED_OFF.mnemonic, now, told)
    await events.append_outside(db, trouble.account_id, off)
    log.warning("notification %s is switched off", setting_id, extra={"error": error})


async def _end(tasks: "list[asyncio.Task[None]]") -> None:
    for task in tasks:
        task.cancel()
    for task in tasks:
        with contextlib.suppress(asyncio.CancelledError):
            await task
