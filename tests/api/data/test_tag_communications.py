"""Tags of calls, running and over, and who has put them there (Data API spec 2.11)."""

import asyncio
from typing import Any

import pytest

from callapi.domain.account import Unit
from tests.api.data.expect import tells, where
from tests.api.data.reported import call, calls, key_of_user, stamp, today
from tests.api.world import World

SET, UNSET = "set.tag_communications", "unset.tag_communications"
UPDATE, BULK = "update.tags_communication", "set.communications_tags"


async def over(world: World, **params: Any) -> int:
    """A call that has ended."""
    session_id = await world.talk(**params)
    await world.ok("release.call", call_session_id=session_id)
    await world.ends(session_id)
    return session_id


async def tags_of(world: World, session_id: int) -> list[str]:
    row = await call(world, session_id, "tags", include_ongoing_calls=True)
    return [tag["tag_name"] for tag in row["tags"]]


async def marks(world: World, session_id: int) -> list[tuple[Any, ...]]:
    """What was told of each change, and that the events stay in one row."""
    rows = await world.pool.fetch(
        "select seq, name, body from events where session_id = $1 order by seq",
        session_id,
    )
    assert [row["seq"] for row in rows] == list(range(1, len(rows) + 1))
    names = ("tag_name", "tag_action", "tag_type", "tag_user_login", "tag_names")
    return [
        tuple(row["body"][name] for name in names)
        for row in rows
        if row["name"] == "set_mark"
    ]


def about(session_id: int, tag_id: int) -> dict[str, Any]:
    return {
        "communication_id": session_id,
        "communication_type": "call",
        "tag_id": tag_id,
    }


@pytest.mark.parametrize("is_over", [True, False])
async def test_tag_is_put_on_and_taken_off(world: World, is_over: bool) -> None:
    tag = await world.id_of("tags", "Hot lead")
    session_id = await (over(world) if is_over else world.talk())
    assert await world.data(SET, **about(session_id, tag)) == {}
    assert await tags_of(world, session_id) == ["Hot lead"]
    error = await world.data_fails(SET, **about(session_id, tag))
    tells(error, "duplicate_entity", "tag_id", tag)
    assert await world.data(UNSET, **about(session_id, tag)) == {}
    assert await tags_of(world, session_id) == []
    error = await world.data_fails(UNSET, **about(session_id, tag))
    tells(error, "entity_not_found", "tag_id", tag)
    assert await marks(world, session_id) == [
        ("Hot lead", "set", "manual", "chief", ["Hot lead"]),
        ("Hot lead", "unset", "manual", "chief", []),
    ]


async def test_running_call_shows_the_tag_to_the_call_api(world: World) -> None:
    tag = await world.id_of("tags", "Hot lead")
    session_id = await world.talk()
    await world.data(SET, **about(session_id, tag))
    (shown,) = await world.calls()
    assert [it["tag_id"] for it in shown["tags"]] == [tag]
    error = await world.fails("tag.call", call_session_id=session_id, tag_id=tag)
    assert error["mnemonic"] == "duplicate_tag"
    await world.data(UNSET, **about(session_id, tag))
    (shown,) = await world.calls()
    assert shown["tags"] == []


async def test_report_tells_who_has_tagged_and_when(world: World) -> None:
    tag = await world.id_of("tags", "Hot lead")
    session_id = await world.talk()
    await world.pass_time(7)
    at = world.clock.now()
    await world.ok("tag.call", call_session_id=session_id, tag_id=tag)
    await world.ok("release.call", call_session_id=session_id)
    await world.ends(session_id)
    row = await call(world, session_id, "tags")
    user = await world.id_of("users", "dispatch", "login")
    assert row["tags"] == [
        {
            "tag_id": tag,
            "tag_name": "Hot lead",
            "tag_type": "manual",
            "tag_change_time": stamp(at),
            "tag_user_id": user,
            "tag_user_login": "dispatch",
            "tag_employee_id": None,
            "tag_employee_full_name": None,
        }
    ]
    found = await calls(
        world,
        filter=where("tags", f"#(tag_id = {tag})", "jsquery"),
        fields=["id"],
    )
    assert session_id in [row["id"] for row in found]


async def test_key_of_the_operator_tells_that_he_has_tagged(world: World) -> None:
    session_id = await world.employee_talk()
    world.phone("0486173").press("1")
    await world.quiet()
    (tag,) = (await call(world, session_id, "tags", include_ongoing_calls=True))["tags"]
    assert (tag["tag_user_login"], tag["tag_employee_full_name"]) == (
        None,
        "Reyes Dana",
    )


async def test_tags_are_replaced_as_a_whole(world: World) -> None:
    hot, bad = [await world.id_of("tags", name) for name in ("Hot lead", "Complaint")]
    for session_id in (await over(world), await world.talk()):
        whole: dict[str, Any] = {
            "communication_id": session_id,
            "communication_type": "call",
        }
        for wanted in ([hot], [bad, hot], [bad, bad], []):
            told = await world.data(UPDATE, **whole, tag_ids=wanted)
            assert {it["id"] for it in told.pop("items")} == set(wanted)
            assert told == whole
        actions = [
            (name, action) for name, action, *_ in await marks(world, session_id)
        ]
        assert actions == [
            ("Hot lead", "set"),
            ("Complaint", "set"),
            ("Hot lead", "unset"),
            ("Complaint", "unset"),
        ]


async def test_many_at_once_are_all_or_nothing(world: World) -> None:
    tag = await world.id_of("tags", "Complaint")
    first, second = await over(world), await over(world)
    items = [about(first, tag), about(second, tag), about(first, tag)]
    unknown = {**items[0], "communication_id": 999}
    error = await world.data_fails(BULK, items=[*items, unknown])
    tells(error, "entity_not_found", "items.communication_id")
    assert await tags_of(world, first) == []
    assert await world.data(BULK, items=items) == {"success": True}
    assert await tags_of(world, first) == await tags_of(world, second) == ["Complaint"]
    assert await world.data(BULK, items=items) == {"success": True}
    assert len(await marks(world, first)) == 1


async def test_call_by_the_id_of_others(world: World) -> None:
    tag = await world.id_of("tags", "Hot lead")
    older, newer = (
        await over(world, external_id="A-1"),
        await over(world, external_id="A-1"),
    )
    of: dict[str, Any] = {"communication_type": "call", "tag_id": tag}
    await world.data(SET, communication_ext_id="A-1", **of)
    assert await tags_of(world, newer) == ["Hot lead"]
    await world.data(SET, communication_ext_id="A-1", communication_id=older, **of)
    assert await tags_of(world, older) == ["Hot lead"]
    error = await world.data_fails(SET, communication_ext_id="A-2", **of)
    tells(error, "entity_not_found", "communication_ext_id", "A-2")
    error = await world.data_fails(SET, **of)
    tells(error, "required_parameter_missed", "communication_id")


@pytest.mark.parametrize("kind", ["chat", "goal", "offline_message", "email"])
async def test_nothing_but_calls_is_here(world: World, kind: str) -> None:
    tag = await world.id_of("tags", "Hot lead")
    wrong = {**about(await over(world), tag), "communication_type": kind}
    for method in (SET, UNSET):
        error = await world.data_fails(method, **wrong)
        assert error["mnemonic"] == "entity_not_found"
    error = await world.data_fails(BULK, items=[wrong])
    assert error["mnemonic"] == "entity_not_found"
    del wrong["tag_id"]
    error = await world.data_fails(UPDATE, **wrong, tag_ids=[tag])
    assert error["mnemonic"] == "entity_not_found"
    error = await world.data_fails(
        "create.communication_comment", **wrong, comment="Well."
    )
    assert error["mnemonic"] == "entity_not_found"


async def test_foreign_calls_and_tags_are_not_there(world: World) -> None:
    own = await world.id_of("tags", "Hot lead")
    foreign = await world.id_of("tags", "Foreign")
    session_id, admin = await over(world), world.keys.foreign_admin
    error = await world.data_fails(SET, **about(session_id, foreign))
    tells(error, "entity_not_found", "tag_id", foreign)
    for method, tag in ((SET, foreign), (UNSET, own)):
        error = await world.data_fails(method, admin, **about(session_id, tag))
        tells(error, "entity_not_found", "communication_id", session_id)
    assert await tags_of(world, session_id) == []


async def test_two_at_once_tag_a_call_once(world: World) -> None:
    tag = await world.id_of("tags", "Hot lead")
    for session_id in (await over(world), await world.talk()):
        params = {"access_token": world.keys.admin, **about(session_id, tag)}
        replies = await asyncio.gather(
            *(world.post(SET, params, "/data/v2.0") for _ in range(4))
        )
        assert sorted("result" in reply for reply in replies) == [
            *(False, False, False),
            True,
        ]
        assert len(await marks(world, session_id)) == 1


async def test_tag_that_is_deleted_leaves_its_calls(world: World) -> None:
    made = await world.data("create.tags", name="Passing")
    session_id = await over(world)
    await world.data(SET, **about(session_id, made["id"]))
    (row,) = await world.data(
        "get.tags",
        is_include_rating=True,
        fields=["rating"],
        filter=where("id", made["id"]),
    )
    assert row == {"rating": 1}
    await world.data("delete.tags", **made)
    assert await tags_of(world, session_id) == []


async def test_history_tells_every_tagging(world: World) -> None:
    tag = await world.id_of("tags", "Complaint")
    session_id = await over(world)
    at = stamp(world.clock.now())
    await world.data(SET, **about(session_id, tag))
    await world.data(UNSET, **about(session_id, tag))
    await world.data(SET, **about(session_id, tag))
    rows = await world.data(
        "get.tags_history",
        **today(world),
        filter=where("communication_id", session_id),
    )
    row = {
        "tag_id": tag,
        "tag_name": {"value": "Complaint", "value_id": tag},
        "tagging_date_time": at,
        "communication_type": "call",
        "communication_id": session_id,
        "employee_full_name": None,
        "employee_login": "chief",
        "tag_is_system": False,
        "tagging_is_auto": False,
    }
    assert rows == [row, row]
    foreign = await world.data(
        "get.tags_history", world.keys.foreign_admin, **today(world)
    )
    assert foreign == []


@pytest.mark.parametrize("method", [SET, UNSET, UPDATE, BULK, "get.tags_history"])
async def test_right_to_tags_is_needed(world: World, method: str) -> None:
    key = await key_of_user(world, Unit.REPORTS)
    error = await world.data_fails(method, key)
    tells(error, "forbidden")


@pytest.mark.parametrize(
    ("method", "params", "mnemonic", "field"),
    [
        (SET, {"communication_type": "fax"}, "invalid_parameter_value", None),
        (SET, {"communication_id": "1"}, "data_type_error", "communication_id"),
        (SET, {"tag_id": 0}, "invalid_parameter_value", "tag_id"),
        (SET, {"more": 1}, "unexpected_parameters", "more"),
        (BULK, {"items": []}, "invalid_parameter_value", "items"),
        (BULK, {"items": [{}]}, "required_parameter_missed", "items.tag_id"),
        (UPDATE, {"tag_ids": [1, "2"]}, "data_type_error", "tag_ids"),
        (UPDATE, {"tag_ids": None}, "required_parameter_missed", "tag_ids"),
    ],
)
async def test_wrong_params(
    world: World, method: str, params: dict[str, Any], mnemonic: str, field: str | None
) -> None:
    right: dict[str, Any] = about(1, 1)
    if method == BULK:
        right = {}
    elif method == UPDATE:
        del right["tag_id"]
    error = await world.data_fails(method, **{**right, **params})
    assert (error["mnemonic"], error["field"]) == (
        mnemonic,
        field or "communication_type",
    )
