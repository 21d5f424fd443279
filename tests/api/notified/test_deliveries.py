"""Notifications on their way: in order, again and again, each target for itself."""

import asyncio
import json
from datetime import UTC, datetime

import pytest
from aiohttp import web

from callapi.domain.states import State
from callapi.notify.retries import GIVE_UP_S
from callapi.notify.sender import LEASE_S
from tests.api.notifying import notify, settled, tag
from tests.api.receiver import PATIENCE_S, Receiver, Request, receiver
from tests.api.world import CONTACT, OPERATOR, World

# What is under way is due again as well, should its process die.
DUE = f"""
select due_at from deliveries
where attempts = $1 and status = 'retrying'
    and due_at - attempted_at <> interval '{LEASE_S} seconds'
"""
ANSWERED = [
    *("out_call_session", "out_call", "wait_answer", "leg_answered"),
    *("out_call", "wait_answer", "leg_answered", "talk_started"),
    *("talk_finished", "leg_finished", "leg_finished", "call_session_finished"),
]


async def test_a_call_is_told_from_beginning_to_end(
    world: World, target: Receiver
) -> None:
    for event in dict.fromkeys(ANSWERED):
        await notify(world, target.url, event)
    world.by_hand(OPERATOR, CONTACT)
    session_id = await world.start(external_id="order-7")
    for number in (OPERATOR, CONTACT):
        await world.phone(number).rings()
        world.phone(number).answer()
    await world.reaches(session_id, State.TALK)
    await world.ok("release.call", call_session_id=session_id)
    await world.ends(session_id)
    told = [it.json for it in await target.got(len(ANSWERED))]
    told.sort(key=lambda it: it["event_seq"])
    assert [it["event_seq"] for it in told] == [*range(1, len(ANSWERED) + 1)]
    assert sorted(it["notification_mnemonic"] for it in told) == sorted(ANSWERED)
    assert {it["call_session_id"] for it in told} == {session_id}
    last = told[-1]
    assert last["notification_mnemonic"] == "call_session_finished"
    assert (last["direction"], last["call_status"]) == ("in", "received")
    assert (last["contact_phone_number"], last["external_id"]) == (CONTACT, "order-7")
    assert last["operator_phone_number"] == OPERATOR


async def test_outside_its_schedule_nothing_is_sent(
    world: World, target: Receiver
) -> None:
    every_day = {"activity_days": {"type": "days_of_week", "days": [*range(7)]}}
    ended = [{**every_day, "activity_date_till": "2020-01-01"}]
    schedule = await world.data("create.schedules", name="Then", schedules=ended)
    by_hours = {"schedule_id": schedule["id"], "body_template": '"by hours"'}
    await notify(world, target.url, "out_call_session", **by_hours)
    await notify(world, target.url, "out_call_session", body_template='"always"')
    await world.start()
    [request] = await target.got(1)
    assert request.body == b'"always"'
    assert len(await settled(world, "sent")) == 1
    await world.data("update.schedules", id=schedule["id"], schedules=[every_day])
    await world.start(contact="12025550111", operator="12025550112")
    told = [it.json for it in await target.got(3)]
    assert sorted(map(str, told)) == ["always", "always", "by hours"]


async def test_a_request_is_signed_and_says_what_it_is(
    world: World, target: Receiver
) -> None:
    made = await notify(world, target.url, "out_call_session")
    session_id = await world.start()
    [request] = await target.got(1)
    assert request.method == "POST"
    assert request.headers["Content-Type"] == "application/json; charset=UTF-8"
    assert request.headers["User-Agent"] == "callgear-notify/1.0"
    assert request.headers["X-Notification-Event"] == "out_call_session"
    assert request.headers["X-Notification-Attempt"] == "1"
    assert request.headers["X-Notification-Id"] == request.json["event_id"]
    assert request.headers["webhook-id"].startswith("msg_")
    assert request.headers["webhook-timestamp"] == str(int(world.clock.now()))
    assert request.is_signed_with(made["secret"])
    assert list(request.json)[:2] == ["notification_name", "notification_mnemonic"]
    assert request.json["call_session_id"] == session_id
    [row] = await settled(world, "sent")
    assert (row["attempts"], row["http_status"]) == (1, 200)
    assert json.loads(row["notification_message"]) == request.json


async def test_two_secrets_sign_while_one_takes_over(
    world: World, target: Receiver
) -> None:
    old = await notify(world, target.url, "out_call_session")
    new = "whsec_" + "QUJD" * 10
    await world.data("update.notification_settings", id=old["id"], secret=new)
    await world.start()
    [both] = await target.got(1)
    assert both.is_signed_with(old["secret"])
    assert both.is_signed_with(new)
    day = (
        "update notification_secrets set retired_at = retired_at - interval '24 hours'"
    )
    await world.pool.execute(day)
    await world.start(contact="12025550151", operator="12025550152")
    alone = (await target.got(2))[1]
    assert alone.is_signed_with(new)
    assert not alone.is_signed_with(old["secret"])


async def test_a_get_carries_its_parameters_in_the_url(
    world: World, target: Receiver
) -> None:
    url = f"{target.url}?to={{{{contact_phone_number}}}}&who={{{{scenario_name}}}}"
    await notify(world, url, "out_call_session", method="GET")
    await world.start()
    [request] = await target.got(1)
    assert (request.method, request.body) == ("GET", b"")
    assert request.path == f"/hook?to={CONTACT}&who="


async def test_a_template_and_conditions_shape_what_is_sent(
    world: World, target: Receiver
) -> None:
    await notify(
        world,
        target.url,
        "set_mark",
        body_template='{"tag":{{tag_name}},"all":{{tag_ids}},"who":{{employee_id}}}',
        headers={"Authorization": "Bearer of the receiver"},
        condition_groups=[
            {
                "conditions": [
                    {"param": "tag_name", "operator": "=", "value": "Complaint"}
                ]
            }
        ],
    )
    session_id = await world.talk()
    await tag(world, session_id, "Hot lead")
    await tag(world, session_id, "Complaint")
    [request] = await target.got(1)
    ids = [await world.id_of("tags", it) for it in ("Hot lead", "Complaint")]
    assert request.json == {"tag": "Complaint", "all": ids, "who": None}
    assert request.headers["Authorization"] == "Bearer of the receiver"


async def test_a_delay_is_waited_for(world: World, target: Receiver) -> None:
    await notify(world, target.url, "out_call_session", delay=60)
    begun = world.clock.now()
    await world.start()
    await settled(world, "queued")
    await world.clock.advance(59)
    assert target.requests == []
    await world.clock.advance(2)
    [request] = await target.got(1)
    assert int(request.headers["webhook-timestamp"]) >= begun + 60


async def test_what_fails_is_tried_again_with_growing_waits(
    world: World, target: Receiver
) -> None:
    target.answers(503)
    await notify(world, target.url, "out_call_session")
    await world.start()
    waits = [await wait_of(world, target, attempt) for attempt in (1, 2, 3)]
    assert waits == pytest.approx([10, 60, 300], rel=0.11)
    assert len({it.headers["webhook-id"] for it in target.requests}) == 1
    attempts = [it.headers["X-Notification-Attempt"] for it in target.requests]
    assert attempts[:3] == ["1", "2", "3"]


async def wait_of(world: World, target: Receiver, attempt: int) -> float:
    """How long is waited after this attempt; the clock goes to where that ends."""
    await target.got(attempt)
    async with asyncio.timeout(PATIENCE_S):
        while (due := await world.pool.fetchval(DUE, attempt)) is None:
            pass
    wait = float(due.timestamp() - world.clock.now())
    await world.clock.advance(wait + 1.0)
    return wait


async def test_after_three_days_it_is_given_up(world: World, target: Receiver) -> None:
    target.answers(503)
    await notify(world, target.url, "out_call_session")
    await world.start()
    await settled(world, "retrying")
    given = await world.pool.fetchval("select give_up_at from deliveries")
    assert given.timestamp() == pytest.approx(world.clock.now() + GIVE_UP_S, abs=1)
    now = datetime.fromtimestamp(world.clock.now(), UTC)
    await wait_of(world, target, 1)
    await target.got(2)
    await world.pool.execute("update deliveries set give_up_at = $1", now)
    await wait_of(world, target, 2)
    [row] = await settled(world, "failed")
    assert row["notification_error_type"]["value_id"] == "http_status"
    assert (row["attempts"], row["http_status"]) == (3, 503)


async def test_a_target_says_when_to_come_again(world: World, target: Receiver) -> None:
    target.answers(429, Retry_After="120")
    await notify(world, target.url, "out_call_session")
    await world.start()
    await settled(world, "retrying")
    due = await world.pool.fetchval("select due_at from deliveries")
    assert due.timestamp() == pytest.approx(world.clock.now() + 120)


@pytest.mark.parametrize("status", [301, 302, 307, 400, 404])
async def test_what_is_refused_is_not_tried_again(
    world: World, target: Receiver, status: int
) -> None:
    """Nor is a redirect followed."""
    async with receiver() as elsewhere:
        target.answers(status, Location=elsewhere.url)
        await notify(world, target.url, "out_call_session")
        await world.start()
        [row] = await settled(world, "failed")
        assert row["http_status"] == status
        assert len(target.requests) == 1
        assert elsewhere.requests == []


async def test_one_session_is_told_in_order(world: World, target: Receiver) -> None:
    """What comes later waits until what was before has got through."""
    target.answers(500)
    await notify(world, target.url, "set_mark")
    session_id = await world.talk()
    await tag(world, session_id, "Hot lead")
    await target.got(1)
    await tag(world, session_id, "Complaint")
    await settled(world, "queued")
    await settled(world, "retrying")
    target.accepts()
    await world.clock.advance(12)
    told = [it.json["tag_name"] for it in await target.got(3)]
    assert told == ["Hot lead", "Hot lead", "Complaint"]


async def test_another_session_waits_for_none(world: World, target: Receiver) -> None:
    first = await world.talk()
    bad = str(first)

    async def refuses_the_first(request: Request) -> web.Response:
        return web.Response(status=500 if bad in request.body.decode() else 200)

    target.answer = refuses_the_first
    await notify(world, target.url, "set_mark")
    await tag(world, first)
    await target.got(1)
    second = await world.talk(contact="12025550151", operator="12025550152")
    await tag(world, second)
    assert (await target.got(2))[1].json["call_session_id"] == second


async def test_a_slow_target_delays_neither_another_nor_a_call(
    world: World, target: Receiver
) -> None:
    held = asyncio.Event()

    async def never(_: Request) -> web.Response:
        await held.wait()
        return web.Response()

    async with receiver() as slow:
        slow.answer = never
        try:
            await notify(world, slow.url, "out_call")
            await notify(world, target.url, "out_call")
            for number in range(20):
                contact = f"120255503{number:02d}"
                await world.start(contact=contact, operator=f"120255504{number:02d}")
            await target.got(20)
            assert len(slow.requests) <= 8
            session_id = await world.talk()
            await world.ok("release.call", call_session_id=session_id)
            await world.ends(session_id)
        finally:
            held.set()


async def test_a_dead_target_is_switched_off_and_that_is_told(
    world: World, target: Receiver
) -> None:
    target.answers(500)
    made = await notify(world, target.url, "out_call_session")
    await world.pool.execute("update notification_settings set failures = 99")
    await world.start()
    [row] = await settled(world, "failed")
    assert row["notification_error_type"]["value_id"] == "switched_off"
    [setting] = await world.data("get.notification_settings")
    assert (setting["id"], setting["is_active"]) == (made["id"], False)
    body = await world.pool.fetchval(
        "select body from events where name = 'notification_switched_off'"
    )
    assert body["notification_id"] == made["id"]
    assert (body["failures"], body["last_error"]) == (100, "http_status")
    await world.start(contact="12025550151", operator="12025550152")
    assert len(target.requests) == 1


async def test_a_target_that_is_gone_is_switched_off_at_once(
    world: World, target: Receiver
) -> None:
    target.answers(410)
    await notify(world, target.url, "out_call_session")
    await world.start()
    await settled(world, "failed")
    [setting] = await world.data("get.notification_settings")
    assert setting["is_active"] is False


async def test_a_reply_without_end_is_not_read(world: World, target: Receiver) -> None:
    async def endless(_: Request) -> web.StreamResponse:
        return web.Response(body=b"a" * 1_000_000)

    target.answer = endless
    await notify(world, target.url, "out_call_session")
    await world.start()
    await settled(world, "sent")
    assert len(await world.pool.fetchval("select response from deliveries")) == 4096
