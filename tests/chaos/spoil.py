"""How each invariant is broken: what it would find if the server did so."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import replace
from random import Random

from callapi.domain.states import State
from callapi.simulator import command as phones
from callapi.store import sessions
from tests.api.world import VIRTUAL
from tests.chaos import invariants as i
from tests.chaos.agreement import every_leg_is_a_channel, who_talks_is_heard
from tests.chaos.invariants import Invariant
from tests.chaos.trial import Trial

PATIENCE_S = 30.0
BODY = "select body from call_sessions where id = $1"

Spoil = Callable[[Trial], Awaitable[object]]


def sql(query: str) -> Spoil:
    return lambda trial: trial.pool.execute(query)


async def promise(trial: Trial) -> None:
    trial.journal.broken.append("start.simple_call: HTTP 500")


async def start(trial: Trial) -> None:
    trial.journal.started[0].data["call_session_id"] = 1


async def dial(trial: Trial) -> None:
    number = "12025553999"
    trial.people.numbers.add(number)
    for _ in range(2):
        await ring(trial, number)


async def ring(trial: Trial, number: str, **named: str) -> None:
    url = f"{trial.world.switch.url}/ari/channels"
    where = {"endpoint": f"PJSIP/{number}@trunk", "app": "callapi"}
    params = {**where, **named}
    headers = trial.world.phones.headers
    async with trial.world.http.post(url, params=params, headers=headers) as answer:
        assert answer.status == 200


async def points(trial: Trial) -> None:
    async with trial.world.stores.redis() as redis:
        [key] = [it async for it in redis.scan_iter("callapi:points:*:d:*")][:1]
        await redis.incrby(key, 100)


async def part(trial: Trial) -> None:
    trial.world.spool.mkdir(exist_ok=True)
    (trial.world.spool / "rec-1-1-in.wav").touch()


async def ghost(trial: Trial) -> None:
    await ring(trial, "12025553996", channelId="leg-1-1")


async def talk(trial: Trial) -> None:
    """Two who talk, of whom it is said that one is on hold."""
    contact, operator = "12025553994", "12025553995"
    trial.people.numbers.add(contact)
    session_id = await call(trial, contact, operator)
    on_hold = "update call_sessions set body = $2 where id = $1 and body = $3"
    async with asyncio.timeout(PATIENCE_S):
        while True:
            session = await sessions.find(trial.pool, session_id)
            assert session is not None
            if session.state is State.TALK:
                break
    body = await trial.pool.fetchval(BODY, session_id)
    held = body.replace('"state":"talk"', '"state":"hold"', 1)
    await trial.pool.execute(on_hold, session_id, held, body)


async def leg(trial: Trial) -> None:
    """One that is there still, and in the nodes' own count."""
    await call(trial, "12025553997", "12025553998")


async def call(trial: Trial, contact: str, operator: str) -> int:
    for number in (contact, operator):
        await phones.behave(trial.world.phones, number, "answer")
    asked = await trial.journal.ask(
        Random(0),
        "start.simple_call",
        first_call="operator",
        virtual_phone_number=VIRTUAL,
        contact=contact,
        operator=operator,
    )
    assert asked.session_id is not None
    return asked.session_id


async def notification(trial: Trial) -> None:
    trial.world.target.taken.clear()


async def order(trial: Trial) -> None:
    """As if a later event of the first one's session had come before it."""
    first = trial.world.target.taken[0]
    later = json.dumps({**first.json, "event_seq": 10_000}).encode()
    trial.world.target.taken.insert(0, replace(first, body=later))


async def file(trial: Trial) -> None:
    folder = trial.world.recordings / "1"
    await asyncio.to_thread(folder.mkdir, exist_ok=True)
    await asyncio.to_thread((folder / "rec-1-1.wav").touch)


async def failure(trial: Trial) -> None:
    with trial.world.nodes[0].log.open("a") as log:
        log.write('{"message":"answered with internal_error","error":"Traceback"}\n')


# In this order: what one has spoiled is none of the next one's.
SPOILS: tuple[tuple[Invariant, Spoil], ...] = (
    (i.every_reply_is_as_documented, promise),
    (i.points_add_up, points),
    (i.no_key_calls_twice, sql("update idempotency_keys set reply = null")),
    (i.every_answered_request_is_logged, sql("delete from requests")),
    (i.every_answered_start_has_a_session, start),
    (
        i.every_session_ends_once,
        sql("delete from events where name = 'call_session_finished'"),
    ),
    (i.nothing_is_left_in_the_switch, part),
    (
        i.nothing_is_left_in_the_database,
        sql("update call_sessions set numbers_in_use = '{0486173}'"),
    ),
    (i.every_event_has_its_place, sql("update events set position = position + 1000")),
    (i.notifications_come_in_order, order),
    (i.every_notification_is_delivered, notification),
    (i.recordings_are_whole, file),
    (i.no_node_has_failed, failure),
    (i.nobody_is_dialled_twice, dial),
    (who_talks_is_heard, talk),
    (every_leg_is_a_channel, ghost),
    (i.no_node_remembers_a_leg, leg),
    (i.every_seat_is_a_living_nodes, sql("update seats set is_own = false")),
)
