"""Contacts who call a virtual number (spec 4.3 row 2).

The simulated network gives them a 180 or 183 before anybody has answered.
"""

from typing import Any

import pytest

from callapi.domain.states import State
from tests.api.call import HOLD, THIRD, Call
from tests.api.expect import allowed_in, is_error, is_unknown_session
from tests.api.scripted import HOME, ROAD, greeting, menu, redirect
from tests.api.stages import FOREIGN_VIRTUAL, params_of
from tests.api.world import LINE, PLAIN, SCRIPTED, VIRTUAL, World

CALLER = "12025550148"
FOREIGN_LINE = "0999001"


async def called(
    world: World, *operations: dict[str, Any], key: str | None = None
) -> Call:
    """A contact calls the number whose scenario this is, or Dana Reyes at once."""
    world.by_hand(LINE, ROAD, HOME, FOREIGN_LINE)
    number = PLAIN if key is None else FOREIGN_VIRTUAL
    if operations:
        await world.give_scenario(*operations)
        number = SCRIPTED
    await world.simulator.call(CALLER, number)
    await world.quiet()
    [call] = await world.ok("list.calls", key)
    line = LINE if key is None else FOREIGN_LINE
    return Call(world, call["call_session_id"], key, CALLER, line)


async def talking_in(world: World, key: str | None = None) -> Call:
    """The contact who has called talks with an employee."""
    call = await called(world, key=key)
    world.phone(call.operator).answer()
    await call.reaches(State.TALK)
    await call.connects(CALLER, call.operator)
    return call


# --- the scenario of the number


async def test_scenario_of_the_number_brings_an_employee(world: World) -> None:
    """He is called while the contact hears music, and is shown a number."""
    call = await called(world)
    await world.phone(LINE).rings()
    assert world.phone(LINE).shown_caller in (CALLER, PLAIN)
    await world.phone(CALLER).hears_source("file", (await world.music()).path)
    assert world.phone(CALLER).state != "talking"
    world.phone(LINE).answer()
    await call.reaches(State.TALK)
    await call.connects(CALLER, LINE)
    assert world.phone(CALLER).state == "talking"


@pytest.mark.parametrize(
    ("shows", "number"), [("virtual_number", SCRIPTED), ("contact_number", CALLER)]
)
async def test_scenario_says_what_the_employee_is_shown(
    world: World, shows: str, number: str
) -> None:
    await called(world, redirect("ring", ROAD, show_number=shows))
    assert world.phone(ROAD).shown_caller == number


async def test_greeting_and_menu_are_for_the_contacts_ear(world: World) -> None:
    """He is answered for them."""
    call = await called(
        world,
        greeting("ask"),
        menu({"key_1": "home", "key_2": "road"}),
        redirect("home", HOME),
        redirect("road", ROAD),
    )
    assert world.phone(CALLER).state == "talking"
    await world.hears_out(CALLER, await world.said("Welcome."))
    await call.reaches(State.MENU)
    await world.hears_out(CALLER, await world.said("Press one."))
    world.phone(CALLER).press("2")
    await world.phone(ROAD).rings()
    assert world.phone(HOME).times_rung == 0
    world.phone(ROAD).answer()
    await call.reaches(State.TALK)
    await call.connects(CALLER, ROAD)


async def test_ringing_instead_of_music(world: World) -> None:
    await called(world, redirect("ring", ROAD, music=None))
    await world.phone(ROAD).rings()
    assert world.phone(CALLER).state == "ringing"
    await world.phone(CALLER).hears_source("tone", "ring")


async def test_nobody_is_reached(world: World) -> None:
    call = await called(world, redirect("ring", ROAD))
    world.phone(ROAD).reject()
    await call.ends()
    await world.phone(CALLER).ends()


async def test_contact_hangs_up_while_somebody_rings(world: World) -> None:
    call = await called(world)
    await world.phone(LINE).rings()
    world.phone(CALLER).hang_up()
    await world.phone(LINE).ends()
    assert await call.ends() == "caller_disconnects"


@pytest.mark.parametrize("who", [CALLER, LINE])
async def test_either_can_end_the_talk(world: World, who: str) -> None:
    call = await talking_in(world)
    world.phone(who).hang_up()
    await call.ends()
    await world.phone(CALLER).ends()
    await world.phone(LINE).ends()


async def test_account_has_time_after_its_inbound_calls_too(world: World) -> None:
    """30 s, as after those that were started."""
    call = await talking_in(world, world.keys.foreign)
    world.phone(FOREIGN_LINE).hang_up()
    await call.reaches(State.POST_TALK)
    assert world.phone(CALLER).state == "talking"
    await world.pass_time(30.1)
    await call.ends()


async def test_two_contacts_call_the_same_number(world: World) -> None:
    other = "12025550149"
    call = await called(world, redirect("ring", ROAD))
    world.phone(ROAD).answer()
    await call.reaches(State.TALK)
    world.phone(ROAD).behave("answer")
    await world.simulator.call(other, SCRIPTED)
    await world.phone(other).talks()
    assert [it["contact_phone_number"] for it in await world.calls()] == [CALLER, other]
    await call.ask("release.call")
    await call.ends()
    await world.phone(other).hears_source("leg", ROAD)


@pytest.mark.parametrize(
    ("caller", "number"), [("+12025550148", PLAIN), (CALLER, f"+{PLAIN}")]
)
async def test_carrier_may_write_numbers_with_a_plus(
    world: World, caller: str, number: str
) -> None:
    world.by_hand(LINE)
    await world.simulator.call(caller, number)
    await world.phone(LINE).rings()
    [call] = await world.calls()
    assert call["contact_phone_number"] == CALLER
    assert call["virtual_phone_number"] == PLAIN


# --- steered as calls that were started


@pytest.mark.parametrize("method", sorted(allowed_in("TALK")))
async def test_every_method_steers_it(world: World, method: str) -> None:
    call = await talking_in(world)
    await call.ask(method, **await params_of(method, call))
    await world.pool.execute("delete from blacklist where number = $1", CALLER)


async def test_contact_waits_and_is_handed_over(world: World) -> None:
    call = await talking_in(world)
    await call.hold()
    await call.hears_only(LINE)
    await call.ask("unhold.call")
    await call.connects(CALLER, LINE)
    await call.consult()
    await call.ask("restore.talk")
    await call.connects(CALLER, LINE)
    await world.phone(THIRD).ends()
    await call.consult()
    await call.ask("transfer.talk")
    await call.connects(CALLER, THIRD)
    await world.phone(LINE).ends()


async def test_contact_sends_a_fax(world: World) -> None:
    call = await talking_in(world)
    await call.ask("call.talk_option", button="6")
    await call.hears_only(LINE)
    await world.pass_time(12.1)
    await call.connects(CALLER, LINE)


async def test_operators_keys_are_options_at_once(world: World) -> None:
    call = await talking_in(world)
    world.phone(LINE).press("1")
    await world.quiet()
    assert [tag["tag_name"] for tag in (await call.shown())["tags"]] == ["Hot lead"]


@pytest.mark.parametrize("state", [State.GREETING, State.MENU, State.FORWARDING])
async def test_call_that_is_being_set_up_can_be_released(
    world: World, state: State
) -> None:
    ring = redirect("home", HOME)
    call = await called(
        world,
        *{
            State.GREETING: [greeting("home"), ring],
            State.MENU: [menu({"key_1": "home"}), ring],
            State.FORWARDING: [ring],
        }[state],
    )
    await call.reaches(state)
    error = await call.fails("hold.call", contact_message=HOLD)
    assert error["params"]["state"] == "SESSION"
    await call.ask("release.call")
    await world.phone(CALLER).ends()
    await call.ends()


async def test_another_account_cannot_steer_it(world: World) -> None:
    call = await talking_in(world)
    for method in sorted(allowed_in("TALK")):
        params = await params_of(method, call)
        error = await world.fails(
            method, world.keys.foreign, call_session_id=call.id, **params
        )
        assert is_unknown_session(error, call.id), method
    await call.connects(CALLER, LINE)


# --- whoever has no number, or one of ours


async def test_line_of_an_employee_calls(world: World) -> None:
    """It is not blocked (spec 3.3.10)."""
    world.by_hand(LINE)
    await world.simulator.call("0486174", PLAIN)
    await world.phone(LINE).rings()
    [call] = await world.calls()
    error = await world.fails("block.contact", call_session_id=call["call_session_id"])
    assert is_error(error, "forbidden")


@pytest.mark.parametrize("caller", ["", "anonymous", "112"])
async def test_contact_without_a_full_number(world: World, caller: str) -> None:
    """There is nothing to block and nothing to save."""
    world.phone(LINE).behave("answer")
    await world.simulator.call(caller, PLAIN)
    await world.phone(LINE).hears_source("leg", caller)
    [shown] = await world.calls()
    assert shown["contact_phone_number"] == caller
    call = Call(world, shown["call_session_id"], None, caller, LINE)
    await call.hold()
    await call.ask("unhold.call")
    assert is_error(await call.fails("block.contact"), "forbidden")
    assert is_error(await call.fails("call.talk_option", button="7"), "forbidden")
    await call.connects(caller, LINE)


# --- who is refused


@pytest.mark.parametrize(
    ("number", "sip_code"),
    [
        ("19995550100", 404),
        ("12025550102", 404),
        ("12025550101", 503),
        ("201", 404),
        ("0486173", 404),
    ],
    ids=["nobody's", "inactive", "no scenario", "extension", "line"],
)
async def test_number_that_cannot_be_called(
    world: World, number: str, sip_code: int
) -> None:
    phone = await world.simulator.call(CALLER, number)
    await phone.ends()
    assert phone.sip_code == sip_code
    await world.quiet()
    assert await world.calls() == []


async def test_account_that_is_blocked(world: World) -> None:
    change = "update accounts set state = $1 where name = 'Riga Desk'"
    await world.pool.execute(change, "manual_lock")
    phone = await world.simulator.call(CALLER, "37167000001")
    await phone.ends()
    assert phone.sip_code == 503
    await world.pool.execute(change, "active")


async def test_contact_in_the_blacklist(world: World) -> None:
    phone = await world.simulator.call("12025550199", VIRTUAL)
    await phone.ends()
    assert phone.sip_code == 403
    await world.quiet()
    assert await world.calls() == []


async def test_blacklist_is_each_accounts_own(world: World) -> None:
    world.by_hand(FOREIGN_LINE)
    phone = await world.simulator.call("12025550199", FOREIGN_VIRTUAL)
    await world.phone(FOREIGN_LINE).rings()
    assert phone.state != "ended"
