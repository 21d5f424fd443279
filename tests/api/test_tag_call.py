"""tag.call (spec 3.3.6)."""

import asyncio

import pytest

from callapi.domain.states import State
from tests.api import stages
from tests.api.call import talking
from tests.api.deleting import deleting
from tests.api.expect import is_error, is_unknown_session, is_wrong_state
from tests.api.stages import REACH, finishing, let_finish
from tests.api.world import CONTACT, OPERATOR, World


async def test_the_documented_example(world: World) -> None:
    call = await talking(world)
    tag_id = await world.id_of("tags", "Hot lead")
    await call.ask("tag.call", tag_id=tag_id)
    shown = await call.shown()
    assert shown["tags"] == [{"tag_id": tag_id, "tag_name": "Hot lead"}]


@pytest.mark.parametrize("state", sorted(set(REACH) - {"POST_TALK", "FINISHING"}))
async def test_tag_does_not_change_the_state(world: World, state: str) -> None:
    """Any running session can be tagged; POST_TALK: see the next test."""
    call = await REACH[state](world)
    before = await call.state()
    await call.ask("tag.call", tag_id=await world.id_of("tags", "Complaint"))
    assert await call.state() is before
    assert [tag["tag_name"] for tag in (await call.shown())["tags"]] == ["Complaint"]


async def test_call_that_is_being_worked_up_can_be_tagged(world: World) -> None:
    call = await stages.post_talk(world)
    await call.ask("tag.call", tag_id=await world.id_of("tags", "Foreign"))
    await call.reaches(State.POST_TALK)
    assert [tag["tag_name"] for tag in (await call.shown())["tags"]] == ["Foreign"]


async def test_tags_add_up_in_the_order_they_are_put_on(world: World) -> None:
    call = await talking(world)
    for name in ("Hot lead", "Complaint"):
        await call.ask("tag.call", tag_id=await world.id_of("tags", name))
    names = [tag["tag_name"] for tag in (await call.shown())["tags"]]
    assert names == ["Hot lead", "Complaint"]
    await call.connects(CONTACT, OPERATOR)


async def test_tags_outlive_hold_and_transfer(world: World) -> None:
    call = await talking(world)
    await call.ask("tag.call", tag_id=await world.id_of("tags", "Hot lead"))
    await call.consult()
    await call.ask("transfer.talk")
    assert [tag["tag_name"] for tag in (await call.shown())["tags"]] == ["Hot lead"]


async def test_a_tag_that_is_deleted_meanwhile_is_gone(world: World) -> None:
    """As if it had been deleted in the moment after."""
    call = await talking(world)
    made = await world.data("create.tags", name="Short-lived", color="#aabbcc")
    async with deleting(world, "tags", made["id"]) as waits:
        asked = asyncio.create_task(call.ask("tag.call", tag_id=made["id"]))
        await waits(asked)
    await asked
    rows = "select count(*) from tag_communications where tag_id = $1"
    assert await world.pool.fetchval(rows, made["id"]) == 0


# --- what is refused


async def test_same_tag_twice(world: World) -> None:
    call = await talking(world)
    tag_id = await world.id_of("tags", "Hot lead")
    await call.ask("tag.call", tag_id=tag_id)
    for again in (tag_id, float(tag_id)):
        error = await call.fails("tag.call", tag_id=again)
        assert is_error(error, "duplicate_tag", "tag_id", str(again))
    assert len((await call.shown())["tags"]) == 1


@pytest.mark.parametrize("name", [None, "Foreign"])
async def test_tag_has_to_be_the_accounts(world: World, name: str | None) -> None:
    tag_id = 123456789 if name is None else await world.id_of("tags", name)
    call = await talking(world)
    error = await call.fails("tag.call", tag_id=tag_id)
    assert is_error(error, "tag_not_found", "tag_id", str(tag_id), tag_id=tag_id)
    assert (await call.shown())["tags"] == []


async def test_state_is_checked_before_the_tag(world: World) -> None:
    call = await finishing(world)
    error = await call.fails("tag.call", tag_id=123456789)
    assert is_wrong_state(error, "FINISHING")
    await let_finish(world)
    await call.ends()


async def test_session_of_another_account_is_unknown(world: World) -> None:
    call = await talking(world)
    error = await world.fails(
        "tag.call",
        world.keys.foreign,
        call_session_id=call.id,
        tag_id=await world.id_of("tags", "Foreign"),
    )
    assert is_unknown_session(error, call.id)
