"""send.dtmf, and the same keys on the operator's telephone (spec 3.3.12)."""

import pytest

from callapi.domain.session import Role
from callapi.domain.states import State
from tests.api import stages
from tests.api.call import STONE, THIRD, Call, talking, talking_employee
from tests.api.expect import is_error, is_unknown_session, is_wrong_state
from tests.api.world import CONTACT, LINE, OPERATOR, VIRTUAL, World

FREE = ("8", "9", "*", "#")  # keys without a talk option

by_both = pytest.mark.parametrize("how", ["send.dtmf", "telephone"])


async def press(call: Call, keys: str, how: str = "send.dtmf") -> None:
    if how == "telephone":
        call.world.phone(call.operator).press(keys)
    else:
        for key in keys:
            await call.ask("send.dtmf", dtmf_string=key)
    await call.world.quiet()


async def tags(call: Call) -> list[str]:
    return [tag["tag_name"] for tag in (await call.shown())["tags"]]


async def test_the_documented_example(world: World) -> None:
    """The call goes out and is young: the key is for the contact's own menu."""
    call = await talking(world, direction="out")
    await call.ask("send.dtmf", dtmf_string="1")
    await world.phone(CONTACT).receives_keys("1")


# --- TALK


@pytest.mark.parametrize("key", FREE)
@by_both
async def test_key_without_an_option_reaches_the_contact(
    world: World, key: str, how: str
) -> None:
    """Once, also when it comes by the bridge."""
    call = await talking(world)
    await press(call, key, how)
    await world.phone(CONTACT).receives_keys(key)
    assert world.phone(OPERATOR).keys == ""
    await call.reaches(State.TALK)
    await call.connects(CONTACT, OPERATOR)


async def test_keys_arrive_in_their_order(world: World) -> None:
    call = await talking(world)
    await press(call, "89*#98")
    await world.pass_time(2)
    await world.phone(CONTACT).receives_keys("89*#98")


@by_both
async def test_key_with_an_option_runs_it(world: World, how: str) -> None:
    call = await talking(world)
    await press(call, "1", how)
    assert await tags(call) == ["Hot lead"]


async def test_key_that_runs_an_option_is_not_sent(world: World) -> None:
    call = await talking(world)
    await press(call, "1")
    assert world.phone(CONTACT).keys == ""


@pytest.mark.parametrize("how", ["send.dtmf", "telephone"])
async def test_options_of_a_call_that_goes_out_open_after_30_s(
    world: World, how: str
) -> None:
    call = await talking(world, direction="out")
    await world.pass_time(29.9)
    await press(call, "1", how)
    assert await tags(call) == []
    assert world.phone(CONTACT).keys == "1"
    await world.pass_time(0.2)
    await press(call, "1", how)
    assert await tags(call) == ["Hot lead"]


async def test_30_s_are_counted_from_the_first_talk(world: World) -> None:
    """A hold does not begin them anew."""
    call = await talking(world, direction="out")
    await world.pass_time(20)
    await call.hold()
    await world.pass_time(10)
    await call.ask("unhold.call")
    await press(call, "1")
    assert await tags(call) == ["Hot lead"]


async def test_contacts_own_keys_run_no_options(world: World) -> None:
    """The operator gets them."""
    call = await talking(world)
    world.phone(CONTACT).press("1")
    await world.phone(OPERATOR).receives_keys("1")
    await world.quiet()
    assert await tags(call) == []


@by_both
async def test_option_that_is_refused_is_not_reported(world: World, how: str) -> None:
    """There is no coach; this employee's calls are always recorded."""
    call = await talking_employee(world, "Recorded", "0486175", direction="out")
    await world.pass_time(31)
    await press(call, "52", how)
    await call.reaches(State.TALK)
    assert (await call.shown_leg(Role.OPERATOR))["record_call_enabled"] is True
    await call.connects(CONTACT, "0486175")


async def test_leg_shows_that_a_key_is_being_sent(world: World) -> None:
    call = await talking(world)
    await press(call, "8")
    assert (await call.shown_leg(Role.CONTACT))["state"] == "Sending DTMF"
    assert (await call.shown_leg(Role.OPERATOR))["state"] == "Conversation"
    await world.pass_time(0.3)
    assert (await call.shown_leg(Role.CONTACT))["state"] == "Conversation"


# --- HOLD and WAITING_INPUT


@by_both
async def test_digit_on_hold_begins_a_number(world: World, how: str) -> None:
    call = await stages.hold(world)
    held = world.phone(CONTACT).hears
    await press(call, "2", how)
    await call.reaches(State.WAITING_INPUT)
    assert world.phone(CONTACT).hears == held
    assert world.phone(CONTACT).keys == ""


@pytest.mark.parametrize("key", ["*", "#"])
@by_both
async def test_star_and_hash_on_hold_do_nothing(
    world: World, key: str, how: str
) -> None:
    call = await stages.hold(world)
    await press(call, key, how)
    await call.reaches(State.HOLD)
    await call.hears_only(OPERATOR)


async def test_keys_on_hold_are_no_talk_options(world: World) -> None:
    call = await stages.hold(world)
    await press(call, "1")
    assert await tags(call) == []
    await call.reaches(State.WAITING_INPUT)


@pytest.mark.parametrize(
    ("number", "dialled"),
    [("202", STONE), (STONE, STONE), (THIRD, THIRD)],
    ids=["extension", "SIP line", "outside"],
)
@by_both
async def test_hash_dials_what_was_typed(
    world: World, number: str, dialled: str, how: str
) -> None:
    call = await stages.hold(world)
    world.by_hand(dialled)
    await press(call, f"{number}#", how)
    await world.phone(dialled).rings()
    await call.reaches(State.DIALING)
    world.phone(dialled).answer()
    await call.connects(OPERATOR, dialled)


async def test_state_is_known_when_the_reply_comes(world: World) -> None:
    """The next request can be `transfer.talk` at once."""
    call = await stages.hold(world)
    world.by_hand(STONE)
    for key in "202#":
        await call.ask("send.dtmf", dtmf_string=key)
    await call.ask("transfer.talk")
    await call.reaches(State.TRANSFERRING)


@pytest.mark.parametrize(
    "number", ["999", "0123456", "123456", VIRTUAL, "442079460958", "204"]
)
@by_both
async def test_number_that_cannot_be_dialled_is_an_error_tone(
    world: World, number: str, how: str
) -> None:
    call = await stages.hold(world)
    await press(call, f"{number}#", how)
    await call.reaches(State.HOLD)
    tone = await world.file("error_tone")
    await call.hears_only(OPERATOR, ("file", tone.path))
    await world.pass_time(tone.seconds + 0.1)
    await call.hears_only(OPERATOR)


async def test_hash_without_a_number_leads_back_to_the_hold(world: World) -> None:
    call = await talking(world)
    await call.ask("call.talk_option", button="3")
    await press(call, "#")
    await call.reaches(State.HOLD)


@by_both
async def test_star_forgets_the_number(world: World, how: str) -> None:
    call = await stages.hold(world)
    await press(call, "99*", how)
    await call.reaches(State.HOLD)
    world.by_hand(STONE)
    await press(call, "202#", how)
    await world.phone(STONE).rings()


@by_both
async def test_number_is_dialled_after_5_s_without_a_digit(
    world: World, how: str
) -> None:
    """Counted from the last one."""
    call = await stages.hold(world)
    world.by_hand(STONE)
    await press(call, "20", how)
    await world.pass_time(4.9)
    await press(call, "2", how)
    await world.pass_time(4.9)
    await call.reaches(State.WAITING_INPUT)
    await world.pass_time(0.2)
    await world.phone(STONE).rings()
    await call.reaches(State.DIALING)


async def test_number_of_nobody_after_5_s(world: World) -> None:
    call = await stages.hold(world)
    await press(call, "99")
    await world.pass_time(5.1)
    await call.reaches(State.HOLD)
    tone = await world.file("error_tone")
    assert world.phone(OPERATOR).has_heard("file", tone.path)


async def test_number_has_at_most_15_digits(world: World) -> None:
    call = await stages.hold(world)
    await press(call, "1234567890123456", "telephone")
    assert (await world.session(call.id)).digits == "123456789012345"


async def test_methods_and_telephone_type_the_same_number(world: World) -> None:
    call = await stages.hold(world)
    world.by_hand(STONE)
    await press(call, "2", "telephone")
    await press(call, "0", "send.dtmf")
    await press(call, "2#", "telephone")
    await world.phone(STONE).rings()


# --- OPERATOR_TALK


@pytest.mark.parametrize("key", ["1", "8", "*", "#"])
@by_both
async def test_key_in_a_consultation_reaches_the_third_party(
    world: World, key: str, how: str
) -> None:
    """Options are for the talk with the contact."""
    call = await stages.operator_talk(world)
    await press(call, key, how)
    await world.phone(THIRD).receives_keys(key)
    assert await tags(call) == []
    assert world.phone(CONTACT).keys == ""
    await call.reaches(State.OPERATOR_TALK)


# --- informer calls


@pytest.mark.parametrize("key", ["1", "8", "*", "#"])
async def test_key_reaches_a_contact_who_is_informed(world: World, key: str) -> None:
    """The message goes on."""
    call = await stages.informing(world)
    await press(call, key)
    await world.phone(CONTACT).receives_keys(key)
    assert (await call.shown_leg(Role.CONTACT))["state"] == "Sending DTMF"
    assert world.phone(CONTACT).is_hearing("file")
    assert await tags(call) == []


# --- keys on the telephone where nobody waits for any


@pytest.mark.parametrize(
    "stage", [stages.dialing, stages.third_is_told, stages.session]
)
async def test_keys_mean_nothing_elsewhere(world: World, stage: stages.Stage) -> None:
    call = await stage(world)
    before = await call.state()
    phone = world.phone(OPERATOR)
    if phone.state == "talking":
        phone.press("123*#")
    for key in "1#":
        error = await call.fails("send.dtmf", dtmf_string=key)
        state = "SESSION" if stage is stages.session else "DIALING"
        assert is_wrong_state(error, state)
    await world.quiet()
    assert await call.state() is before
    assert await tags(call) == []


async def test_keys_of_an_operator_who_is_an_employee(world: World) -> None:
    call = await talking_employee(world)
    world.phone(LINE).press("1")
    await world.quiet()
    assert await tags(call) == ["Hot lead"]


# --- what is refused


@pytest.mark.parametrize(
    "keys", ["", "12", "a", ".", "A", "\N{ARABIC-INDIC DIGIT ONE}"]
)
async def test_exactly_one_key(world: World, keys: str) -> None:
    call = await talking(world)
    error = await call.fails("send.dtmf", dtmf_string=keys)
    assert is_error(error, "invalid_parameter_value", "dtmf_string", keys)


async def test_key_is_a_string(world: World) -> None:
    call = await talking(world)
    error = await call.fails("send.dtmf", dtmf_string=1)
    assert is_error(error, "data_type_error", "dtmf_string", "1")


@pytest.mark.parametrize("key", ["1", "8"])
async def test_session_of_another_account_is_unknown(world: World, key: str) -> None:
    call = await talking(world)
    error = await world.fails(
        "send.dtmf", world.keys.foreign, call_session_id=call.id, dtmf_string=key
    )
    assert is_unknown_session(error, call.id)
    await world.quiet()
    assert world.phone(CONTACT).keys == ""
    assert await tags(call) == []
