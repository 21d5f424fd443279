"""hold.call (spec 3.3.4)."""

import pytest

from callapi.domain.session import Role
from callapi.domain.states import State
from tests.api.call import HOLD, talking
from tests.api.expect import is_error, is_unknown_session, is_wrong_state
from tests.api.stages import COACH, coached, hold, talk
from tests.api.world import CONTACT, LINE, OPERATOR, World


async def test_the_documented_example(world: World) -> None:
    call = await talking(world)
    tone = await world.file("tone")
    await call.ask("hold.call", contact_message=tone.message)
    await call.reaches(State.HOLD)
    await call.hears_only(CONTACT, ("file", tone.path))


async def test_operator_hears_nothing_and_is_not_heard(world: World) -> None:
    call = await hold(world)
    await call.hears_only(OPERATOR)
    assert not world.phone(CONTACT).is_hearing("leg")


@pytest.mark.parametrize("kind", ["tts", "media"])
async def test_message_is_repeated_until_the_hold_ends(world: World, kind: str) -> None:
    """Also beyond the minute that one request to the switch lasts."""
    call = await talking(world)
    tone = await world.file("tone")
    message = HOLD if kind == "tts" else tone.message
    await call.ask("hold.call", contact_message=message)
    clip = await world.said(HOLD["value"]) if kind == "tts" else tone
    await call.hears_only(CONTACT, ("file", clip.path))
    await world.pass_time(130)
    await call.hears_only(CONTACT, ("file", clip.path))
    await call.ask("unhold.call")
    await call.connects(CONTACT, OPERATOR)


async def test_a_file_of_the_system_can_be_the_message(world: World) -> None:
    call = await talking(world)
    music = await world.music()
    await call.ask("hold.call", contact_message=music.message)
    await call.hears_only(CONTACT, ("file", music.path))


async def test_legs_show_who_is_on_hold(world: World) -> None:
    call = await hold(world)
    assert (await call.shown_leg(Role.CONTACT))["state"] == "On hold"
    assert (await call.shown_leg(Role.OPERATOR))["state"] == "Conversation"


async def test_coach_stays_with_the_operator(world: World) -> None:
    call = await coached(world)
    await call.hold()
    await call.hears_only(LINE, ("leg", COACH))
    await call.hears_only(COACH, ("leg", LINE))
    assert (await call.shown_leg(Role.COACH))["state"] == "Conversation"


async def test_contact_is_held_again_with_another_message(world: World) -> None:
    call = await hold(world)
    await call.ask("unhold.call")
    tone = await world.file("tone")
    await call.ask("hold.call", contact_message=tone.message)
    await call.hears_only(CONTACT, ("file", tone.path))


# --- what is refused


async def test_message_is_required(world: World) -> None:
    call = await talk(world)
    error = await call.fails("hold.call")
    assert is_error(error, "required_parameter_missed", "contact_message")


@pytest.mark.parametrize(
    ("message", "field", "value"),
    [
        ({"type": "song", "value": "1"}, "contact_message.type", "song"),
        ({"type": "media", "value": "one"}, "contact_message.value", "one"),
        ({"type": "media", "value": "-1"}, "contact_message.value", "-1"),
        ({"type": "media", "value": "1" * 16}, "contact_message.value", "1" * 16),
        ({"type": "tts", "value": ""}, "contact_message.value", ""),
    ],
)
async def test_message_has_a_form(
    world: World, message: dict[str, str], field: str, value: str
) -> None:
    call = await talk(world)
    error = await call.fails("hold.call", contact_message=message)
    assert is_error(error, "invalid_parameter_value", field, value)


async def test_text_has_to_be_utf_8(world: World) -> None:
    call = await talk(world)
    message = {"type": "tts", "value": "Please hold \ud83d"}
    error = await call.fails("hold.call", contact_message=message)
    assert is_error(error, "character_encoding_not_allowed", "contact_message.value")


async def test_text_is_too_long_for_the_account(world: World) -> None:
    """Counted in code points."""
    call = await talk(world)
    text = "\N{PINE DECORATION}" * 1001
    error = await call.fails(
        "hold.call", contact_message={"type": "tts", "value": text}
    )
    assert is_error(
        error,
        "tts_text_exceeded",
        "contact_message.value",
        text,
        tts_message_max_length=1000,
        sent_tts_message_length=1001,
    )
    await call.reaches(State.TALK)


@pytest.mark.parametrize("owner", ["nobody", "Foreign Office"])
async def test_file_has_to_be_the_accounts(world: World, owner: str) -> None:
    file_id = 123456789
    if owner != "nobody":
        file_id = await world.pool.fetchval(
            "select m.id from media_files m join accounts a on a.id = m.account_id"
            " where a.name = $1",
            owner,
        )
    call = await talk(world)
    message = {"type": "media", "value": str(file_id)}
    error = await call.fails("hold.call", contact_message=message)
    assert is_error(
        error,
        "media_file_not_found",
        "contact_message.value",
        str(file_id),
        media_file_id=str(file_id),
    )
    await call.connects(CONTACT, LINE)


async def test_state_is_checked_before_the_message(world: World) -> None:
    call = await hold(world)
    for message in (
        {"type": "tts", "value": "a" * 1001},
        {"type": "media", "value": "0"},
    ):
        error = await call.fails("hold.call", contact_message=message)
        assert is_wrong_state(error, "HOLD")


async def test_session_is_checked_first(world: World) -> None:
    error = await world.fails(
        "hold.call",
        call_session_id=999,
        contact_message={"type": "tts", "value": "a" * 1001},
    )
    assert is_unknown_session(error, 999)


async def test_session_of_another_account_is_unknown(world: World) -> None:
    call = await talk(world)
    error = await world.fails(
        "hold.call", world.keys.foreign, call_session_id=call.id, contact_message=HOLD
    )
    assert is_unknown_session(error, call.id)
    await call.connects(CONTACT, LINE)
