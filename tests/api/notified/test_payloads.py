"""Payloads of notifications: what they tell of calls is what reports and files say."""

import json

from callapi.store import recordings
from tests.api.notifying import notify
from tests.api.receiver import Receiver
from tests.api.recording import record
from tests.api.world import World


async def test_recordings_are_told_with_links_that_open_them(
    world: World, target: Receiver
) -> None:
    await notify(world, target.url, "talk_recorded")
    session_id = await world.talk()
    for _ in range(2):
        await record(world, session_id)
    told = [it.json for it in await target.got(2)]
    talks = await recordings.list_talks(world.pool, session_id)
    assert [it["file_id"] for it in told] == [public_id for _, public_id in talks]
    for it in told:
        for name, kind in (
            ("file_link", "audio/mpeg"),
            ("wav_file_link", "audio/wav"),
            ("full_record_file_link", "audio/mpeg"),
        ):
            async with world.http.get(it[name]) as reply:
                assert (reply.status, reply.content_type) == (200, kind), name
        assert f"/{session_id}/{it['file_id']}/" in it["file_link"]
    # who follows the events may have no right to recordings
    followed = await world.pool.fetch(
        "select payload from events where session_id = $1 and name = 'talk_recorded'",
        session_id,
    )
    assert len(followed) == 2
    for row in followed:
        logged = json.loads(row["payload"])
        assert len(logged["file_id"]) == 32
        assert (logged["file_link"], logged["full_record_file_link"]) == (None, None)


async def test_a_payload_counts_and_places_the_contact_as_reports_do(
    world: World, target: Receiver
) -> None:
    await notify(world, target.url, "call_session_finished")
    ids = [await world.start(contact="12025550111") for _ in range(2)]
    for session_id in ids:
        await world.ok("release.call", call_session_id=session_id)
        await world.ends(session_id)
    told = {it.json["call_session_id"]: it.json for it in await target.got(2)}
    names = ("communication_number", "cpn_region_id", "cpn_region_name")
    rows = await world.data(
        "get.calls_report",
        date_from="2026-11-01 00:00:00",
        date_till="2026-12-31 00:00:00",
        fields=["id", *names],
    )
    reported = {it["id"]: it for it in rows}
    for session_id in ids:
        row = [told[session_id][name] for name in names]
        assert row == [reported[session_id][name] for name in names]
        assert row[1:] == [1202, "Washington D.C."]
    first, second = [told[it]["communication_number"] for it in ids]
    assert second == first + 1
