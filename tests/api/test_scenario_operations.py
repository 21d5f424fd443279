"""What the operations of a scenario do in calls that are started (spec 3.2.2, 3.2.3).

The contact is called first and has answered: the scenario runs on his leg.
"""

import pytest

from callapi.domain.states import State
from callapi.media.speech import Speech
from tests.api.scripted import (
    HELLO,
    HOME,
    ROAD,
    WRONG,
    both,
    greeting,
    menu,
    redirect,
    run,
)
from tests.api.starts import VNUMBER
from tests.api.world import CONTACT, LINE, World

# --- voice_greeting


@both
async def test_greeting_is_heard_and_leads_on(world: World, method: str) -> None:
    session_id = await run(world, method, greeting("ring"), redirect("ring", ROAD))
    await world.phone(CONTACT).hears_source("file")
    await world.reaches(session_id, State.GREETING)
    assert world.phone(ROAD).times_rung == 0
    await world.hears_out(CONTACT, await world.said("Welcome."))
    await world.phone(ROAD).rings()


async def test_greeting_is_repeated(world: World) -> None:
    await run(world, VNUMBER.method, greeting("ring", repeat=2), redirect("ring", ROAD))
    clip = await world.said("Welcome.")
    for _ in range(3):
        assert world.phone(ROAD).times_rung == 0
        await world.hears_out(CONTACT, clip)
    await world.phone(ROAD).rings()


@pytest.mark.parametrize("may", [True, False])
async def test_key_ends_a_greeting_that_may_be_interrupted(
    world: World, may: bool
) -> None:
    hello = greeting("ring", allow_interrupt=may)
    session_id = await run(world, VNUMBER.method, hello, redirect("ring", ROAD))
    await world.reaches(session_id, State.GREETING)
    await world.phone(CONTACT).hears_source("file")
    world.phone(CONTACT).press("5")
    await world.quiet()
    assert world.phone(ROAD).times_rung == may


async def test_greeting_that_leads_nowhere_is_the_end(world: World) -> None:
    session_id = await run(world, VNUMBER.method, greeting())
    await world.hears_out(CONTACT, await world.said("Welcome."))
    assert await world.ends(session_id) == "no_operation"
    await world.phone(CONTACT).ends()


async def test_greeting_that_cannot_be_spoken_does_not_end_the_call(
    world: World,
) -> None:
    text = "Nobody can say this."
    key = Speech(world.data_dir / "speech").key(text)
    (world.data_dir / "speech" / f"{key}.wav16").mkdir()  # no file can come here
    message = {"type": "tts", "value": text}
    hello = greeting("ring", message=message)
    await run(world, VNUMBER.method, hello, redirect("ring", ROAD))
    await world.phone(ROAD).rings()


async def test_contacts_message_comes_before_the_greeting(world: World) -> None:
    tone = await world.file("tone")
    session_id = await run(
        world,
        VNUMBER.method,
        greeting("ring"),
        redirect("ring", ROAD),
        contact_message=tone.message,
    )
    await world.hears_out(CONTACT, tone)
    await world.reaches(session_id, State.GREETING)
    await world.hears_out(CONTACT, await world.said("Welcome."))
    await world.phone(ROAD).rings()


# --- menu


@both
@pytest.mark.parametrize(
    ("key", "way"),
    [("1", "key_1"), ("0", "key_0"), ("*", "key_star"), ("#", "key_hash")],
)
async def test_key_chooses_the_way(
    world: World, method: str, key: str, way: str
) -> None:
    ask = menu({way: "road", "key_9": "home"})
    session_id = await run(
        world, method, ask, redirect("road", ROAD), redirect("home", HOME)
    )
    await world.hears_out(CONTACT, await world.said("Press one."))
    await world.reaches(session_id, State.MENU)
    world.phone(CONTACT).press(key)
    await world.phone(ROAD).rings()
    assert world.phone(HOME).times_rung == 0


@pytest.mark.parametrize("may", [True, False])
async def test_key_during_the_prompt(world: World, may: bool) -> None:
    """It counts when the prompt may be interrupted, else it is lost."""
    ask = menu({"key_1": "road"}, allow_interrupt=may)
    session_id = await run(world, VNUMBER.method, ask, redirect("road", ROAD))
    await world.reaches(session_id, State.MENU)
    await world.phone(CONTACT).hears_source("file")
    world.phone(CONTACT).press("1")
    await world.quiet()
    assert world.phone(ROAD).times_rung == may


async def test_menu_asks_again_then_times_out(world: World) -> None:
    """Once more as `repeat` says; each time 4 s after the prompt."""
    ask = menu({"key_1": "home", "timeout": "road"}, repeat=1)
    await run(
        world, VNUMBER.method, ask, redirect("road", ROAD), redirect("home", HOME)
    )
    clip = await world.said("Press one.")
    for _ in range(2):
        await world.hears_out(CONTACT, clip)
        await world.pass_time(3.8)
        assert world.phone(ROAD).times_rung == 0
        await world.pass_time(0.2)
    await world.phone(ROAD).rings()


async def test_wrong_key_is_told_and_asked_again(world: World) -> None:
    ask = menu(
        {"key_1": "home", "invalid_input": "road"}, repeat=1, invalid_prompt=WRONG
    )
    await run(
        world, VNUMBER.method, ask, redirect("road", ROAD), redirect("home", HOME)
    )
    await world.hears_out(CONTACT, await world.said("Press one."))
    world.phone(CONTACT).press("7")
    await world.hears_out(CONTACT, await world.said("That was wrong."))
    await world.hears_out(CONTACT, await world.said("Press one."))
    world.phone(CONTACT).press("7")
    await world.phone(ROAD).rings()


async def test_menu_without_a_way_is_the_end(world: World) -> None:
    session_id = await run(
        world, VNUMBER.method, menu({"key_1": "home"}, repeat=0), redirect("home", HOME)
    )
    await world.hears_out(CONTACT, await world.said("Press one."))
    await world.pass_time(4.1)
    assert await world.ends(session_id) == "no_operation"


async def test_contact_hangs_up_in_the_menu(world: World) -> None:
    session_id = await run(world, VNUMBER.method, menu({"key_1": None}))
    await world.reaches(session_id, State.MENU)
    world.phone(CONTACT).hang_up()
    assert await world.ends(session_id) == "caller_disconnects"


# --- the others


@both
async def test_tags_links_and_inserted_scenarios(world: World, method: str) -> None:
    tag_id = await world.id_of("tags", "Complaint")
    await run(
        world,
        method,
        {
            "key": "mark",
            "type": "tag",
            "settings": {"tag_ids": [tag_id]},
            "transitions": {"next": "link"},
        },
        {"key": "link", "type": "goto_operation", "transitions": {"next": "insert"}},
        {
            "key": "insert",
            "type": "run_scenario",
            "settings": {"scenario_id": await world.id_of("scenarios", "Plain")},
        },
    )
    world.by_hand(LINE)
    await world.phone(LINE).rings()
    [call] = await world.calls()
    assert call["tags"] == [{"tag_id": tag_id, "tag_name": "Complaint"}]


@both
async def test_hangup_says_goodbye(world: World, method: str) -> None:
    session_id = await run(
        world, method, {"key": "bye", "type": "hangup", "settings": {"message": HELLO}}
    )
    await world.hears_out(CONTACT, await world.said("Welcome."))
    assert await world.ends(session_id) == "success_finish"
    await world.phone(CONTACT).ends()


async def test_scenario_that_goes_in_circles_ends(world: World) -> None:
    session_id = await run(
        world,
        VNUMBER.method,
        {"key": "a", "type": "goto_operation", "transitions": {"next": "b"}},
        {"key": "b", "type": "goto_operation", "transitions": {"next": "a"}},
    )
    assert await world.ends(session_id) == "max_transition_count_exceeded"


async def test_set_up_ends_after_ten_minutes(world: World) -> None:
    """The menu asks for as long as it can."""
    ask = menu({"key_1": None}, input_timeout=60, repeat=9)
    session_id = await run(world, VNUMBER.method, ask)
    await world.pass_time(598)
    await world.reaches(session_id, State.MENU)
    await world.pass_time(2.1)
    assert await world.ends(session_id) == "action_interval_exceeded"
    await world.phone(CONTACT).ends()
