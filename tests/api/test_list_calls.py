"""list.calls (spec 3.3.14)."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import pytest

from callapi.domain.session import Role
from callapi.domain.states import State
from callapi.embedded import Servers
from tests.api import stages
from tests.api.call import Call, talking
from tests.api.expect import is_error
from tests.api.stages import FOREIGN_VIRTUAL, Stage, contact_rings, operator_rings
from tests.api.world import CONTACT, LINE, OPERATOR, PLAIN, VIRTUAL, World
from tests.api.worlds import other_world
from tests.conftest import Administrator, Filled
from tests.contract import contract

RITA = "0486175"  # Rita Recorded, whose calls that go out are recorded
TIME = "%Y-%m-%dT%H:%M:%SZ"


async def documented_call(world: World, contact: str, employee_id: int) -> Call:
    """The example of start.employee_call, its parties in conversation."""
    world.phone(contact).behave("answer")
    world.phone(RITA).behave("answer")
    data = await world.ok(
        "start.employee_call",
        first_call="employee",
        virtual_phone_number=VIRTUAL,
        show_virtual_phone_number=False,
        contact=contact,
        external_id="order-8841",
        dtmf_string="..2",
        direction="out",
        employee={"id": employee_id},
    )
    call = Call(world, data["call_session_id"], contact=contact, operator=RITA)
    await world.phone(contact).talks()
    await world.pass_time(2.2)
    await call.connects(contact, RITA)
    return call


async def test_the_documented_example(world: World) -> None:
    contact = "12025550143"
    employee_id = await world.id_of_employee("Recorded")
    now = datetime.fromtimestamp(world.clock.now(), UTC)
    call = await documented_call(world, contact, employee_id)
    tag_id = await world.id_of("tags", "Hot lead")
    await call.ask("tag.call", tag_id=tag_id)
    assert await world.calls(direction="out") == [
        {
            "call_session_id": call.id,
            "direction": "out",
            "start_time": now.strftime(TIME),
            "virtual_phone_number": VIRTUAL,
            "contact_phone_number": contact,
            "external_id": "order-8841",
            "tags": [{"tag_id": tag_id, "tag_name": "Hot lead"}],
            "legs": [
                {
                    "leg_id": (await call.leg(Role.OPERATOR)).id,
                    "calling_phone_number": contact,
                    "called_phone_number": RITA,
                    "is_operator": True,
                    "employee_id": employee_id,
                    "employee_full_name": "Recorded Rita",
                    "record_call_enabled": True,
                    "state": "Conversation",
                },
                {
                    "leg_id": (await call.leg(Role.CONTACT)).id,
                    "calling_phone_number": VIRTUAL,
                    "called_phone_number": f"{contact}..2",
                    "is_operator": False,
                    "employee_id": None,
                    "employee_full_name": None,
                    "record_call_enabled": True,
                    "state": "Conversation",
                },
            ],
        }
    ]


# --- the texts of legs


async def keys_are_sent(world: World) -> Call:
    world.by_hand(CONTACT)
    world.phone(OPERATOR).behave("answer")
    call = Call(world, await world.start(dtmf_string="..2"))
    await world.phone(CONTACT).rings()
    world.phone(CONTACT).answer()
    await call.reaches(State.SENDING_KEYS)
    return call


async def fax_comes(world: World) -> Call:
    call = await talking(world)
    await call.ask("call.talk_option", button="6")
    await call.hears_only(OPERATOR)
    return call


async def fax_has_come(world: World) -> Call:
    call = await fax_comes(world)
    await world.pass_time(15)
    await call.connects(CONTACT, OPERATOR)
    return call


def named(it: object) -> str:
    return getattr(it, "__name__", "")


TEXTS = (
    (stages.session, ["Dial"]),
    (contact_rings, ["Dial", "Dial"]),
    (operator_rings, ["Dial", "Dial"]),
    (keys_are_sent, ["Dial", "Sending DTMF"]),
    (stages.informing, ["Conversation"]),
    (stages.talk, ["Conversation", "Conversation"]),
    (stages.coach_rings, ["Conversation", "Conversation", "Dial"]),
    (stages.coached, ["Conversation", "Conversation", "Conversation"]),
    (fax_comes, ["Conversation", "Receiving a fax"]),
    (fax_has_come, ["Conversation", "Fax received"]),
    (stages.hold, ["Conversation", "On hold"]),
    (stages.waiting_input, ["Conversation", "On hold"]),
    (stages.dialing, ["Conversation", "On hold", "Dial"]),
    (stages.third_is_told, ["Conversation", "On hold", "Dial"]),
    (stages.transferring, ["Disconnected", "Call Transfer", "Call Transfer"]),
    (stages.operator_talk, ["Operators talking", "On hold", "Operators talking"]),
    (stages.post_talk, ["Disconnected", "Conversation"]),
)
by_stage = pytest.mark.parametrize(("stage", "texts"), TEXTS, ids=named)


async def shown_texts(call: Call) -> list[str]:
    return [leg["state"] for leg in (await call.shown())["legs"]]


@by_stage
async def test_what_a_leg_shows(world: World, stage: Stage, texts: list[str]) -> None:
    """In the order of the legs: operator, contact, third party or coach."""
    call = await stage(world)
    assert await shown_texts(call) == texts


@pytest.fixture(scope="module")
async def russian(
    servers: Servers, administrator: Administrator, filled: Filled
) -> AsyncIterator[World]:
    async with other_world(
        servers, administrator, filled, list_calls_language="ru"
    ) as world:
        yield world


@by_stage
async def test_what_a_leg_shows_in_russian(
    russian: World, stage: Stage, texts: list[str]
) -> None:
    """By a setting (D19)."""
    column = {text["en"]: text["ru"] for text in contract()["leg_states"]}
    call = await stage(russian)
    assert await shown_texts(call) == [column[text] for text in texts]
    await russian.clear()


# --- which calls, in which order


async def ids(world: World, **params: str) -> list[int]:
    return [call["call_session_id"] for call in await world.calls(**params)]


async def test_nobody_calls(world: World) -> None:
    assert await world.calls() == []


async def test_oldest_call_comes_first(world: World) -> None:
    """By the time it began, then by its number."""
    world.by_hand(OPERATOR, CONTACT)
    first = await world.start()
    second = await world.start()
    await world.pass_time(3)
    third = await world.start()
    calls = await world.calls()
    assert [call["call_session_id"] for call in calls] == [first, second, third]
    began = [parsed(call["start_time"]) for call in calls]
    assert began[0] == began[1] == began[2] - 3


def parsed(time: str) -> float:
    return datetime.strptime(time, TIME).replace(tzinfo=UTC).timestamp()


async def test_start_time_stays_what_it_was(world: World) -> None:
    call = await stages.session(world)
    before = (await call.shown())["start_time"]
    await world.pass_time(10)
    world.phone(OPERATOR).answer()
    await world.phone(CONTACT).rings()
    assert (await call.shown())["start_time"] == before
    assert parsed(before) == int((await world.session(call.id)).started_at)


async def test_filters_are_joined_with_and(world: World) -> None:
    world.by_hand(OPERATOR, CONTACT)
    one = await world.start(direction="in")
    two = await world.start(direction="out")
    three = await world.start(direction="out", virtual_phone_number=PLAIN)
    assert await ids(world) == [one, two, three]
    assert await ids(world, direction="in") == [one]
    assert await ids(world, direction="out") == [two, three]
    assert await ids(world, virtual_phone_number=VIRTUAL) == [one, two]
    assert await ids(world, virtual_phone_number=PLAIN, direction="out") == [three]
    assert await ids(world, virtual_phone_number=PLAIN, direction="in") == []


@pytest.mark.parametrize("number", ["12025550199", FOREIGN_VIRTUAL, "442079460958"])
async def test_number_that_is_not_yours_matches_nothing(
    world: World, number: str
) -> None:
    await stages.session(world)
    assert await ids(world, virtual_phone_number=number) == []


async def test_calls_of_other_accounts_are_not_seen(world: World) -> None:
    foreign = await talking(
        world, key=world.keys.foreign, virtual_phone_number=FOREIGN_VIRTUAL
    )
    assert await world.calls() == []
    assert await ids(world, virtual_phone_number=FOREIGN_VIRTUAL) == []
    own = await talking(world, contact="12025550161", operator="12025550162")
    assert await ids(world) == [own.id]
    [seen] = await world.ok("list.calls", world.keys.foreign)
    assert seen["call_session_id"] == foreign.id


async def test_call_that_is_over_is_gone(world: World) -> None:
    call = await talking(world)
    world.phone(CONTACT).hang_up()
    await call.ends()
    assert await world.calls() == []


@pytest.mark.parametrize(
    ("params", "mnemonic"),
    [
        ({"direction": "both"}, "invalid_parameter_value"),
        ({"direction": ""}, "invalid_parameter_value"),
        ({"virtual_phone_number": "+12025550100"}, "invalid_parameter_value"),
        ({"virtual_phone_number": "123456"}, "invalid_parameter_value"),
        ({"virtual_phone_number": 12025550100}, "data_type_error"),
    ],
)
async def test_filters_have_a_form(
    world: World, params: dict[str, Any], mnemonic: str
) -> None:
    [(field, value)] = params.items()
    error = await world.fails("list.calls", **params)
    assert is_error(error, mnemonic, field, str(value))


async def test_filter_of_null_is_none(world: World) -> None:
    call = await stages.session(world)
    calls = await world.calls(direction=None, virtual_phone_number=None)
    assert [it["call_session_id"] for it in calls] == [call.id]


# --- what is said of a call


@pytest.mark.parametrize("sent", [{}, {"external_id": ""}, {"external_id": None}])
async def test_call_without_a_reference(world: World, sent: dict[str, Any]) -> None:
    world.by_hand(OPERATOR)
    await world.start(**sent)
    [call] = await world.calls()
    assert call["external_id"] is None
    assert call["tags"] == []
    assert call["direction"] == "in"


async def test_line_of_an_employee_as_contact_is_nobodys(world: World) -> None:
    """No name is taken from the directory of employees (spec 3.0.2)."""
    call = await talking(world, contact="0486174")
    leg = await call.shown_leg(Role.CONTACT)
    assert leg["called_phone_number"] == "0486174"
    assert leg["employee_id"] is None
    assert leg["employee_full_name"] is None
    assert leg["is_operator"] is False


async def test_ended_attempts_stay_listed(world: World) -> None:
    """Dana Reyes' line is busy, her mobile rings."""
    world.phone(LINE).behave("busy")
    world.by_hand("12025550151")
    await world.ok(
        "start.employee_call",
        first_call="employee",
        virtual_phone_number=VIRTUAL,
        contact=CONTACT,
        employee={"id": await world.id_of_employee("Reyes")},
    )
    await world.phone("12025550151").rings()
    [call] = await world.calls()
    assert [
        (leg["called_phone_number"], leg["state"], leg["is_operator"])
        for leg in call["legs"]
    ] == [(LINE, "Disconnected", False), ("12025550151", "Dial", True)]
    numbers = [leg["leg_id"] for leg in call["legs"]]
    assert numbers == sorted(numbers)


async def test_contact_who_has_called(world: World) -> None:
    """His leg is the other way round."""
    caller = "12025550148"
    world.by_hand(LINE)
    await world.simulator.call(caller, PLAIN)
    await world.phone(LINE).rings()
    [call] = await world.calls()
    assert call["direction"] == "in"
    assert call["virtual_phone_number"] == PLAIN
    assert call["contact_phone_number"] == caller
    assert call["external_id"] is None
    contact, operator = call["legs"]
    assert contact["calling_phone_number"] == caller
    assert contact["called_phone_number"] == PLAIN
    assert contact["is_operator"] is False
    assert operator["called_phone_number"] == LINE
    assert operator["is_operator"] is True
