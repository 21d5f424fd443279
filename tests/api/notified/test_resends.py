"""Notifications once more: by the test button, one by one, or those of a time."""

from tests.api.notifying import notify, settled, tag
from tests.api.receiver import Receiver
from tests.api.world import World


async def test_one_is_sent_again(world: World, target: Receiver) -> None:
    target.answers(400)
    await notify(world, target.url, "out_call_session")
    await world.start()
    [row] = await settled(world, "failed")
    target.accepts()
    number = row["notification_id"]
    reply = await world.data("create.notification_resends", notification_id=number)
    assert reply == {"id": int(number), "count": 1}
    first, second = await target.got(2)
    assert first.headers["webhook-id"] == second.headers["webhook-id"]
    assert first.body == second.body
    await settled(world, "sent")


async def test_a_range_is_sent_again_in_order(world: World, target: Receiver) -> None:
    target.answers(400)
    await notify(world, target.url, "set_mark")
    session_id = await world.talk()
    await tag(world, session_id, "Hot lead")
    await tag(world, session_id, "Complaint")
    await settled(world, "failed", 2)
    target.accepts()
    reply = await world.data(
        "create.notification_resends",
        date_from="2026-11-01 00:00:00",
        date_till="2026-12-31 00:00:00",
    )
    assert reply["count"] == 2
    told = [it.json["tag_name"] for it in await target.got(4)]
    assert told[2:] == ["Hot lead", "Complaint"]
    await settled(world, "sent", 2)


async def test_the_test_button_sends_the_example(
    world: World, target: Receiver
) -> None:
    made = await notify(world, target.url, "talk_started", is_active=False)
    reply = await world.data("create.notification_tests", id=made["id"])
    assert (reply["status"], reply["http_status"]) == ("sent", 200)
    [request] = target.requests
    assert request.is_signed_with(made["secret"])
    assert request.json["notification_mnemonic"] == "talk_started"
    assert request.json["leg_ids"] == [287866245, 287866221]
    target.answers(500)
    reply = await world.data("create.notification_tests", id=made["id"])
    assert (reply["status"], reply["error_type"]) == ("failed", "http_status")
