"""Requests and telephones that act at the same time (spec 4.3: one cause at a time)."""

import asyncio
import random
from typing import Any

import pytest

from callapi.domain.session import Role
from callapi.domain.states import State
from tests.api import stages
from tests.api.call import STONE, THIRD, Call, talking, talking_employee
from tests.api.stages import PARAMS, REACH, Stage, params_of
from tests.api.world import CONTACT, LINE, OPERATOR, World

OK = "ok"
# What the loser of a race may be told; never `internal_error`.
BEATEN = {
    "invalid_state",
    "call_session_not_found",
    "leg_not_found",
    "duplicate_tag",
    "duplicate_contact",
    "record_already_started",
    "record_already_stopped",
    "no_active_phone_number",
}

Request = tuple[str, dict[str, Any]]


async def at_once(call: Call, *requests: Request) -> list[str]:
    """`ok` or the mnemonic of each request."""
    token = call.key or call.world.keys.own
    own = {"access_token": token, "call_session_id": call.id}
    replies = await asyncio.gather(
        *(call.world.post(method, {**own, **params}) for method, params in requests)
    )
    return [
        OK if "result" in reply else reply["error"]["data"]["mnemonic"]
        for reply in replies
    ]


async def has_one_end(call: Call) -> None:
    """The session is over, has told so once, and nobody is left on the telephone."""
    await call.ends()
    await call.world.quiet()
    told = await call.world.pool.fetch(
        "select name from events where session_id = $1 order by seq", call.id
    )
    names = [row["name"] for row in told]
    assert names.count("call_session_finished") == 1
    assert names[-1] == "call_session_finished"
    assert call.world.simulator.live().is_nothing


async def talks_with_whom(call: Call) -> str:
    """The phone that the contact talks with when all has come to rest."""
    await call.world.quiet()
    operator = await call.leg(Role.OPERATOR)
    await call.connects(CONTACT, operator.endpoint)
    return operator.endpoint


# --- exactly one wins


TRANSFER: Request = ("transfer.talk", {})
RESTORE: Request = ("restore.talk", {})
UNHOLD: Request = ("unhold.call", {})
MAKE: Request = ("make.call", PARAMS["make.call"])
COACH: Request = ("add.coach", PARAMS["add.coach"])
HOLD: Request = ("hold.call", PARAMS["hold.call"])
FINISH: Request = ("call.talk_option", {"button": "0"})
SCENARIO: Request = ("call.talk_option", {"button": "4"})


@pytest.mark.parametrize(
    ("stage", "one", "other"),
    [
        (stages.talk, HOLD, HOLD),
        (stages.talk, HOLD, FINISH),
        (stages.talk, HOLD, SCENARIO),
        (stages.talk, SCENARIO, SCENARIO),
        (stages.talk, COACH, COACH),
        (stages.hold, UNHOLD, UNHOLD),
        (stages.hold, UNHOLD, MAKE),
        (stages.hold, MAKE, MAKE),
        (stages.waiting_input, MAKE, MAKE),
        (stages.dialing, TRANSFER, RESTORE),
        (stages.dialing, TRANSFER, TRANSFER),
        (stages.dialing, RESTORE, RESTORE),
        (stages.third_is_told, TRANSFER, RESTORE),
        (stages.operator_talk, TRANSFER, RESTORE),
        (stages.operator_talk, TRANSFER, TRANSFER),
        (stages.operator_talk, RESTORE, RESTORE),
    ],
    ids=lambda it: it[0] if isinstance(it, tuple) else it.__name__,
)
@pytest.mark.parametrize("order", [1, -1])
async def test_one_wins_and_the_other_sees_the_new_state(
    world: World, stage: Stage, one: Request, other: Request, order: int
) -> None:
    world.by_hand(LINE)
    call = await stage(world)
    told = await at_once(call, *[one, other][::order])
    loser = {"invalid_state"}
    if FINISH in (one, other):
        loser.add("call_session_not_found")
    assert sorted(it == OK for it in told) == [False, True]
    assert set(told) - {OK} <= loser


async def test_transfer_or_restore_decides_who_talks(world: World) -> None:
    call = await stages.operator_talk(world)
    transferred, restored = await at_once(call, TRANSFER, RESTORE)
    assert {transferred, restored} == {OK, "invalid_state"}
    wanted = THIRD if transferred == OK else OPERATOR
    assert await talks_with_whom(call) == wanted
    other = OPERATOR if transferred == OK else THIRD
    await world.phone(other).ends()


@pytest.mark.parametrize(
    ("request_", "loser"),
    [
        (("record.call", {"action": "on"}), "record_already_started"),
        (("tag.call", {}), "duplicate_tag"),
        (("block.contact", {}), "duplicate_contact"),
    ],
    ids=["record.call", "tag.call", "block.contact"],
)
async def test_same_request_ten_times(
    world: World, request_: Request, loser: str
) -> None:
    call = await talking(world, contact="12025550166")
    method, params = request_
    if method == "tag.call":
        params = await params_of(method, call)
    told = await at_once(call, *[(method, params)] * 10)
    assert sorted(told) == sorted([OK] + [loser] * 9)


async def test_one_leg_disconnected_twice(world: World) -> None:
    call = await stages.operator_talk(world)
    leg_id = (await call.leg(Role.THIRD)).id
    told = await at_once(call, *[("disconnect.leg", {"leg_id": leg_id})] * 2)
    assert sorted(told) == ["leg_not_found", OK]
    await call.reaches(State.HOLD)


async def test_recording_option_pressed_twice(world: World) -> None:
    """On and off again; neither press is refused."""
    call = await talking(world)
    assert await at_once(call, *[("call.talk_option", {"button": "2"})] * 2) == [OK, OK]
    assert (await call.shown_leg(Role.OPERATOR))["record_call_enabled"] is False


async def test_different_tags(world: World) -> None:
    """No request gets lost."""
    call = await talking(world)
    tags = [await world.id_of("tags", name) for name in ("Hot lead", "Complaint")]
    told = await at_once(call, *[("tag.call", {"tag_id": tag_id}) for tag_id in tags])
    assert told == [OK, OK]
    assert {tag["tag_id"] for tag in (await call.shown())["tags"]} == set(tags)


async def test_digits_of_one_number(world: World) -> None:
    """In the order they come, none lost."""
    call = await stages.hold(world)
    told = await at_once(call, *[("send.dtmf", {"dtmf_string": "7"})] * 8)
    assert told == [OK] * 8
    assert (await world.session(call.id)).digits == "7" * 8


# --- the end, and everything else


@pytest.mark.parametrize("times", [2, 10])
async def test_released_many_times(world: World, times: int) -> None:
    call = await talking(world)
    told = await at_once(call, *[("release.call", {})] * times)
    assert OK in told
    assert set(told) <= {OK, "call_session_not_found"}
    await has_one_end(call)


async def test_both_legs_disconnected(world: World) -> None:
    call = await talking(world)
    legs = [(await call.leg(role)).id for role in (Role.CONTACT, Role.OPERATOR)]
    told = await at_once(
        call, *[("disconnect.leg", {"leg_id": leg_id}) for leg_id in legs]
    )
    assert OK in told
    assert set(told) <= {OK} | BEATEN
    await has_one_end(call)


async def test_both_hang_up(world: World) -> None:
    call = await talking(world)
    world.phone(CONTACT).hang_up()
    world.phone(OPERATOR).hang_up()
    await has_one_end(call)


@pytest.mark.parametrize("who", [CONTACT, OPERATOR])
@pytest.mark.parametrize("method", ["hold.call", "release.call", "record.call"])
async def test_somebody_hangs_up_during_a_request(
    world: World, method: str, who: str
) -> None:
    call = await talking(world)
    asked = asyncio.create_task(at_once(call, (method, PARAMS[method])))
    world.phone(who).hang_up()
    assert set(await asked) <= {OK} | BEATEN
    await has_one_end(call)


@pytest.mark.parametrize(
    ("method", "partner"), [("restore.talk", OPERATOR), ("transfer.talk", THIRD)]
)
async def test_third_party_answers_during_a_request(
    world: World, method: str, partner: str
) -> None:
    """Allowed before and after: it wins in any case."""
    call = await stages.dialing(world)
    asked = asyncio.create_task(at_once(call, (method, {})))
    world.phone(THIRD).answer()
    assert await asked == [OK]
    assert await talks_with_whom(call) == partner
    await world.phone(OPERATOR if partner == THIRD else THIRD).ends()


@pytest.mark.parametrize("method", ["restore.talk", "transfer.talk"])
async def test_third_party_refuses_during_a_request(world: World, method: str) -> None:
    call = await stages.dialing(world)
    asked = asyncio.create_task(at_once(call, (method, {})))
    world.phone(THIRD).reject()
    [told] = await asked
    assert told in {OK, "invalid_state"}
    if method == "transfer.talk" and told == OK:
        await has_one_end(call)
    else:
        state = State.TALK if told == OK else State.HOLD
        await call.reaches(state)


async def test_coach_leaves_while_he_is_sent_away(world: World) -> None:
    call = await talking_employee(world)
    world.phone(STONE).behave("answer")
    await call.ask("add.coach")
    await call.hears_only(STONE, ("leg", CONTACT), ("leg", LINE))
    world.by_hand(STONE)  # should he be called anew
    asked = asyncio.create_task(at_once(call, ("call.talk_option", {"button": "5"})))
    world.phone(STONE).hang_up()
    assert await asked == [OK]
    await world.quiet()
    await call.connects(CONTACT, LINE)


@pytest.mark.parametrize("state", sorted(set(REACH) - {"FINISHING"}))
@pytest.mark.parametrize("seed", range(3))
async def test_everything_at_once(world: World, state: str, seed: int) -> None:
    """In any order: nothing breaks, and the call ends once."""
    call = await REACH[state](world)
    requests = [(method, await params_of(method, call)) for method in PARAMS]
    random.Random(seed).shuffle(requests)
    told = await at_once(call, *requests)
    assert set(told) <= {OK} | BEATEN
    assert told[[method for method, _ in requests].index("release.call")] in {
        OK,
        "call_session_not_found",
    }
    await has_one_end(call)
    await world.pool.execute("delete from blacklist where number = $1", CONTACT)
