"""Queues, extensions and managers: who is waited for, and who is meant (4.4)."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from callapi.domain.states import State
from tests.api.scripted import ASK, HOME, ROAD, Operation, menu, redirect
from tests.api.staff import add_contact, add_group, set_status
from tests.api.test_scenario_people import (
    CALLER,
    OTHER,
    REYES_MOBILE,
    RITA,
    STONE,
    call_again,
    calls_in,
    dial,
    employee,
    talk_and_hang_up,
)
from tests.api.world import LINE, World

# --- queue


QUEUE = {"max_wait": 60, "max_size": 1}


async def busy_stone(world: World, *more: Operation, **queue: Any) -> int:
    """Stone talks; whoever calls now has to wait."""
    world.phone(STONE).behave("answer")
    ring = dial(
        *("ring", await employee(world, "Stone")),
        queue={**QUEUE, **queue},
        to={"queue_full": "road", "queue_timeout": "home"},
    )
    session_id = await calls_in(world, ring, *more, redirect("road", ROAD))
    await world.reaches(session_id, State.TALK)
    world.by_hand(STONE, ROAD, HOME)
    return session_id


async def test_contact_waits_until_somebody_is_free(world: World) -> None:
    first = await busy_stone(world, redirect("home", HOME))
    second = await call_again(world, OTHER)
    await world.reaches(second, State.QUEUING)
    music = await world.music()
    await world.phone(OTHER).hears_source("file", music.path)
    [_, waiting] = await world.calls()
    assert [leg["state"] for leg in waiting["legs"]] == ["Next in line"]
    world.phone(CALLER).hang_up()
    await world.ends(first)
    await world.reaches(second, State.FORWARDING)
    await world.phone(STONE).rings(2)
    world.phone(STONE).answer()
    await world.reaches(second, State.TALK)


async def test_queue_is_full(world: World) -> None:
    await busy_stone(world, redirect("home", HOME))
    second = await call_again(world, OTHER)
    await world.reaches(second, State.QUEUING)
    await call_again(world, "12025550147")
    await world.phone(ROAD).rings()


async def test_waiting_is_over(world: World) -> None:
    await busy_stone(world, redirect("home", HOME))
    second = await call_again(world, OTHER)
    await world.reaches(second, State.QUEUING)
    await world.pass_time(60)
    await world.phone(HOME).rings()


async def test_first_in_line_is_first_served_and_hears_his_place(world: World) -> None:
    first = await busy_stone(
        world, redirect("home", HOME), max_size=5, announce_position=True
    )
    second = await call_again(world, OTHER)
    await world.hears_out(OTHER, await world.said("You are number 1 in line."))
    third = await call_again(world, "12025550147")
    place = await world.said("You are number 2 in line.")
    await world.phone("12025550147").hears_source("file", place.path)
    world.phone(CALLER).hang_up()
    await world.ends(first)
    await world.reaches(second, State.FORWARDING)
    await world.reaches(third, State.QUEUING)


async def test_who_has_not_answered_is_called_again(world: World) -> None:
    """He rests a little; the contact stays in line."""
    world.by_hand(STONE)
    ring = dial(
        "ring", await employee(world, "Stone"), queue=QUEUE, dial_time=10, timeout=300
    )
    session_id = await calls_in(world, ring)
    await world.phone(STONE).rings()
    await world.pass_time(10)
    await world.reaches(session_id, State.QUEUING)
    await world.pass_time(3)
    await world.phone(STONE).rings(2)


async def test_coming_back_from_a_break_ends_the_waiting(world: World) -> None:
    world.by_hand(STONE)
    await set_status(world, "Stone", "break")
    ring = dial("ring", await employee(world, "Stone"), queue=QUEUE)
    session_id = await calls_in(world, ring)
    await world.reaches(session_id, State.QUEUING)
    await set_status(world, "Stone", "available")
    await world.reaches(session_id, State.FORWARDING)
    await world.phone(STONE).rings()


# --- extensions


def extension(**more: Any) -> Operation:
    to = more.pop("to", {})
    settings = {"greeting": ASK, **more}
    return {
        "key": "ask",
        "type": "extension",
        "settings": settings,
        "transitions": to,
    }


async def asked(world: World, *operations: Operation) -> int:
    """The contact has heard the prompt and may press keys."""
    session_id = await calls_in(world, *operations)
    await world.hears_out(CALLER, await world.said("Press one."))
    return session_id


async def test_extension_of_an_employee(world: World) -> None:
    world.by_hand(LINE, REYES_MOBILE)
    session_id = await asked(world, extension())
    world.phone(CALLER).press("201")
    await world.pass_time(2)
    await world.phone(LINE).rings()
    world.phone(LINE).reject()
    await world.phone(REYES_MOBILE).rings()
    world.phone(REYES_MOBILE).answer()
    await world.reaches(session_id, State.TALK)


async def test_hash_ends_the_keys_of_an_extension(world: World) -> None:
    world.by_hand(LINE)
    await asked(world, extension())
    world.phone(CALLER).press("201#")
    await world.phone(LINE).rings()


async def test_extension_of_a_group_waits_when_it_has_a_queue(world: World) -> None:
    world.by_hand(STONE)
    await set_status(world, "Stone", "break")
    await add_group(world, "Stone", extension="77", queue_enabled=True)
    session_id = await asked(world, extension())
    world.phone(CALLER).press("77#")
    await world.reaches(session_id, State.QUEUING)
    await set_status(world, "Stone", "available")
    await world.phone(STONE).rings()


@pytest.mark.parametrize(("channels", "rings"), [(1, ROAD), (2, RITA)])
async def test_group_s_number_has_so_many_channels(
    world: World, channels: int, rings: str
) -> None:
    world.phone(STONE).behave("answer")
    world.by_hand(RITA, ROAD)
    more = {"extension": f"7{channels}", "channels_count": channels}
    await add_group(world, "Stone", "Recorded", **more)
    first = await asked(world, extension(to={"failed": "road"}), redirect("road", ROAD))
    world.phone(CALLER).press(f"7{channels}#")
    await world.reaches(first, State.TALK)
    second = await call_again(world, OTHER)
    await world.hears_out(OTHER, await world.said("Press one."))
    world.phone(OTHER).press(f"7{channels}#")
    await world.phone(rings).rings()
    reasons = [leg.end_reason for leg in (await world.session(second)).legs[1:3]]
    assert reasons[0] == "operator_channels_busy"


async def test_who_waits_for_a_group_s_channel_gets_it(world: World) -> None:
    world.phone(STONE).behave("answer")
    world.by_hand(RITA)
    await add_group(world, "Stone", "Recorded", extension="73", queue_enabled=True)
    first = await asked(world, extension())
    world.phone(CALLER).press("73#")
    await world.reaches(first, State.TALK)
    second = await call_again(world, OTHER)
    await world.hears_out(OTHER, await world.said("Press one."))
    world.phone(OTHER).press("73#")
    await world.reaches(second, State.QUEUING)
    assert world.phone(RITA).times_rung == 0
    world.phone(CALLER).hang_up()
    await world.ends(first)
    await world.reaches(second, State.FORWARDING, State.TALK)


async def test_extension_of_an_employee_waits_when_it_has_a_queue(world: World) -> None:
    world.by_hand(STONE)
    queue = "update employees set extension_queue_enabled = $1 where extension = '202'"
    await world.pool.execute(queue, True)
    await set_status(world, "Stone", "break")
    session_id = await asked(world, extension())
    world.phone(CALLER).press("202#")
    await world.reaches(session_id, State.QUEUING)
    await set_status(world, "Stone", "available")
    await world.phone(STONE).rings()
    await world.pool.execute(queue, False)


async def test_extension_s_queue_is_left_when_its_time_is_over(world: World) -> None:
    world.by_hand(ROAD)
    await set_status(world, "Stone", "break")
    await add_group(world, "Stone", extension="76", queue_enabled=True)
    ask = extension(to={"failed": "road"}, timeout=20)
    session_id = await asked(world, ask, redirect("road", ROAD))
    world.phone(CALLER).press("76#")
    await world.reaches(session_id, State.QUEUING)
    await world.pass_time(20)
    await world.phone(ROAD).rings()
    await set_status(world, "Stone", "available")


# --- voicemail of an employee


@pytest.fixture
async def mailbox(world: World) -> AsyncIterator[None]:
    """Stone's extension has one, and he does not answer."""
    has = (
        "update employees set extension_voice_mail_enabled = $1 where extension = '202'"
    )
    await world.pool.execute(has, True)
    world.phone(STONE).behave("busy")
    world.by_hand(ROAD)
    yield
    await world.pool.execute(has, False)


async def prompted(world: World) -> None:
    """The contact has heard that he may leave a message."""
    await world.hears_out(CALLER, await world.file("Voicemail Prompt"))
    await world.hears_out(CALLER, await world.file("Beep"))


async def messages(world: World, session_id: int) -> int:
    count = "select count(*) from voicemails where session_id = $1"
    return int(await world.pool.fetchval(count, session_id))


@pytest.mark.usefixtures("mailbox")
@pytest.mark.parametrize("chooses", ["extension", "menu"])
async def test_extension_takes_a_message(world: World, chooses: str) -> None:
    ways = {"failed": "road"}
    dialled = (
        extension(to=ways),
        menu({"key_1": "road", **ways}, extension_dialing=True),
    )
    session_id = await asked(world, dialled[chooses == "menu"], redirect("road", ROAD))
    world.phone(CALLER).press("202#")
    await prompted(world)
    await world.reaches(session_id, State.TAKING_MESSAGE)
    await world.pass_time(8)
    world.phone(CALLER).press("#")
    assert await world.ends(session_id) == "no_operation"
    assert await messages(world, session_id) == 1
    assert world.phone(ROAD).times_rung == 0
    executed = [it.name for it in (await world.session(session_id)).executed]
    assert len(executed) == 1


@pytest.mark.usefixtures("mailbox")
async def test_who_leaves_no_message_goes_on(world: World) -> None:
    session_id = await asked(
        world, extension(to={"failed": "road"}), redirect("road", ROAD)
    )
    world.phone(CALLER).press("202#")
    await prompted(world)
    world.phone(CALLER).press("#")
    await world.phone(ROAD).rings()
    assert await messages(world, session_id) == 0


@pytest.mark.usefixtures("mailbox")
async def test_who_is_away_has_a_voicemail_too(world: World) -> None:
    await set_status(world, "Stone", "not_at_work")
    session_id = await asked(world, extension())
    world.phone(CALLER).press("202#")
    await prompted(world)
    await world.reaches(session_id, State.TAKING_MESSAGE)
    await set_status(world, "Stone", "available")


@pytest.mark.parametrize("keys", ["999#", "*#", "77777"])
async def test_wrong_extension_may_be_tried_again(world: World, keys: str) -> None:
    world.by_hand(ROAD)
    ask = extension(to={"invalid_input": "road"}, repeat=1)
    await asked(world, ask, redirect("road", ROAD))
    world.phone(CALLER).press(keys)
    await world.hears_out(CALLER, await world.said("Press one."))
    world.phone(CALLER).press(keys)
    await world.phone(ROAD).rings()


async def test_extension_that_is_not_reached(world: World) -> None:
    world.by_hand(ROAD)
    world.phone(STONE).behave("busy")
    await asked(world, extension(to={"failed": "road"}), redirect("road", ROAD))
    world.phone(CALLER).press("202#")
    await world.phone(ROAD).rings()


async def test_no_extension_is_pressed(world: World) -> None:
    world.by_hand(ROAD)
    ask = extension(to={"timeout": "road"}, repeat=0, input_timeout=3)
    await asked(world, ask, redirect("road", ROAD))
    await world.pass_time(3)
    await world.phone(ROAD).rings()


async def test_menu_takes_an_extension(world: World) -> None:
    """A single key that is bound is a choice, after a pause."""
    world.by_hand(STONE, ROAD)
    ask = menu({"key_2": "road", "failed": "road"}, extension_dialing=True)
    session_id = await asked(world, ask, redirect("road", ROAD))
    world.phone(CALLER).press("202")
    await world.pass_time(2)
    await world.phone(STONE).rings()
    assert world.phone(ROAD).times_rung == 0
    world.phone(STONE).answer()
    await world.reaches(session_id, State.TALK)


async def test_menu_with_extensions_still_takes_a_choice(world: World) -> None:
    world.by_hand(ROAD)
    ask = menu({"key_2": "road"}, extension_dialing=True)
    await asked(world, ask, redirect("road", ROAD))
    world.phone(CALLER).press("2")
    await world.pass_time(1)
    assert world.phone(ROAD).times_rung == 0
    await world.pass_time(1)
    await world.phone(ROAD).rings()


# --- managers


def manager(kind: str, **more: Any) -> Operation:
    ways = {"no_manager": "road", "failed": "home"}
    return {"key": "who", "type": kind, "settings": more, "transitions": ways}


async def test_personal_manager_is_dialled(world: World) -> None:
    world.by_hand(STONE, HOME)
    stone = await world.id_of_employee("Stone")
    await add_contact(world, CALLER, personal_manager_id=stone)
    home = redirect("home", HOME)
    await calls_in(world, manager("personal_manager"), home, redirect("road", ROAD))
    await world.phone(STONE).rings()
    world.phone(STONE).reject()
    await world.phone(HOME).rings()
    await world.pool.execute("update contacts set personal_manager_id = null")


async def test_contact_without_a_manager(world: World) -> None:
    world.by_hand(ROAD)
    both = (redirect("home", HOME), redirect("road", ROAD))
    await calls_in(world, manager("personal_manager"), *both, caller=OTHER)
    await world.phone(ROAD).rings()


async def test_last_manager_is_who_talked_last(world: World) -> None:
    world.phone(RITA).behave("answer")
    caller = "12025550140"
    rita = await employee(world, "Recorded")
    first = await calls_in(world, dial("ring", rita), caller=caller)
    await talk_and_hang_up(world, first)
    world.by_hand(RITA, ROAD)
    both = (redirect("home", HOME), redirect("road", ROAD))
    await calls_in(world, manager("last_manager", days=1), *both, caller=caller)
    await world.phone(RITA).rings(2)
    world.phone(caller).hang_up()
    await world.pool.execute("update talks set ended_at = ended_at - interval '1 day'")
    await world.pass_time(1)
    await call_again(world, caller)
    await world.phone(ROAD).rings()
