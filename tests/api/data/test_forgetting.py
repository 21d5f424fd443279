"""What accounts keep no longer is deleted; what is older than reports gets them."""

from callapi.media.recordings import Recordings
from callapi.sessions.catch_up import Past
from callapi.sessions.forget import Forgetting
from tests.api.data.expect import where
from tests.api.data.reported import call, calls, legs, stamp
from tests.api.world import World

DAY_S = 86_400


async def recorded(world: World, contact: str) -> int:
    session_id = await world.talk(contact=contact)
    await world.ok("record.call", call_session_id=session_id, action="on")
    await world.pass_time(2)
    await world.ok("release.call", call_session_id=session_id)
    await world.ends(session_id)
    await world.app.calls.idle()
    return session_id


def range_to(world: World) -> dict[str, str]:
    now = world.clock.now()
    return {"date_from": stamp(now - 80 * DAY_S), "date_till": stamp(now + 1)}


async def test_recordings_go_before_their_calls(world: World) -> None:
    contact = "12025550181"
    forgetting = Forgetting(world.pool, Recordings(world.data_dir / "recordings"))
    old = await recorded(world, contact)
    account_id = (await world.session(old)).account_id
    directory = world.data_dir / "recordings" / str(account_id)
    link = (await call(world, old, "full_record_file_link"))["full_record_file_link"]
    async with world.http.get(link) as answer:
        assert answer.status == 200
    assert {it.suffix for it in directory.glob(f"rec-{old}-1.*")} == {".wav", ".mp3"}
    await world.clock.leap(50 * DAY_S)
    new = await recorded(world, contact)
    await world.data("get.account")
    await world.pool.execute(
        "update accounts set recording_retention_days = 30, report_retention_days = 40"
    )
    await forgetting.round(world.clock.now())
    assert list(directory.glob(f"rec-{old}-1.*")) == []
    assert (directory / f"rec-{new}-1.wav").exists()
    rows = await calls(
        world,
        **range_to(world),
        filter=where("contact_phone_number", contact),
        fields=["id", "communication_number"],
    )
    assert rows == [{"id": new, "communication_number": 2}]
    left = await world.pool.fetchval(
        "select count(*) from call_sessions where id = $1", old
    )
    assert left == 0
    await world.clock.leap(50 * DAY_S)
    await forgetting.round(world.clock.now())
    next_one = await recorded(world, contact)
    row = await call(world, next_one, "communication_number")
    assert row == {"communication_number": 3}, "how many there were is not forgotten"


async def test_earlier_calls_are_reported_once(world: World) -> None:
    """As if they had ended before there were reports."""
    session_id = await recorded(world, "12025550182")
    before = await call(world, session_id)
    before_legs = await legs(world, session_id)
    async with world.pool.acquire() as db, db.transaction():
        for table in ("call_reports", "leg_reports"):
            await db.execute(f"delete from {table} where session_id = $1", session_id)
        await db.execute("insert into unreported_sessions values ($1)", session_id)
    assert await calls(world, filter=where("id", session_id)) == []
    for _ in range(2):
        await Past(world.pool).report(world.clock.now())
    assert told(await call(world, session_id)) == told(before)
    assert await legs(world, session_id) == before_legs
    assert await world.pool.fetchval("select count(*) from unreported_sessions") == 0


def told(row: dict[str, object]) -> dict[str, object]:
    """Links end at another time each time they are made."""
    return {
        name: value for name, value in row.items() if name != "full_record_file_link"
    }
