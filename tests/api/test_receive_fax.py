"""The talk option receive_fax (spec 3.3.11, 4.5): the contact sends a page."""

import pytest

from callapi.domain.session import Role
from callapi.domain.states import State
from tests.api.call import HOLD, Call, talking
from tests.api.world import CONTACT, OPERATOR, World

FAX_S = 12.0  # what a page takes on the simulated network


async def receive_fax(call: Call) -> None:
    await call.ask("call.talk_option", button="6")


async def test_contact_sends_a_fax(world: World) -> None:
    """The operator waits meanwhile; afterwards both talk on."""
    call = await talking(world)
    await receive_fax(call)
    await call.hears_only(OPERATOR)
    await call.hears_only(CONTACT)
    assert (await call.shown_leg(Role.CONTACT))["state"] == "Receiving a fax"
    assert (await call.shown_leg(Role.OPERATOR))["state"] == "Conversation"
    await call.reaches(State.TALK)
    await world.pass_time(FAX_S + 0.1)
    await call.connects(CONTACT, OPERATOR)
    contact = await call.shown_leg(Role.CONTACT)
    assert contact["state"] == "Fax received"
    file = world.data_dir / "faxes" / f"fax-{call.id}-{contact['leg_id']}.tif"
    assert file.stat().st_size > 0


async def test_second_press_does_not_disturb_the_fax(world: World) -> None:
    call = await talking(world)
    await receive_fax(call)
    await call.hears_only(OPERATOR)
    await receive_fax(call)
    await world.pass_time(FAX_S + 0.1)
    await call.connects(CONTACT, OPERATOR)


async def test_another_fax_can_follow(world: World) -> None:
    call = await talking(world)
    for _ in range(2):
        await receive_fax(call)
        await call.hears_only(OPERATOR)
        assert (await call.shown_leg(Role.CONTACT))["state"] == "Receiving a fax"
        await world.pass_time(FAX_S + 0.1)
        await call.connects(CONTACT, OPERATOR)


@pytest.mark.parametrize("who", [CONTACT, OPERATOR])
async def test_somebody_hangs_up_during_the_fax(world: World, who: str) -> None:
    call = await talking(world)
    await receive_fax(call)
    await call.hears_only(OPERATOR)
    world.phone(who).hang_up()
    await call.ends()
    await world.phone(CONTACT).ends()
    await world.phone(OPERATOR).ends()


async def test_contact_is_put_on_hold_during_the_fax(world: World) -> None:
    """He hears the message when his fax is over."""
    call = await talking(world)
    await receive_fax(call)
    await call.hears_only(OPERATOR)
    await call.ask("hold.call", contact_message=HOLD)
    assert (await call.shown_leg(Role.CONTACT))["state"] == "Receiving a fax"
    await world.pass_time(FAX_S + 0.1)
    clip = await world.said(HOLD["value"])
    await call.hears_only(CONTACT, ("file", clip.path))
    assert (await call.shown_leg(Role.CONTACT))["state"] == "On hold"
    await call.ask("unhold.call")
    await call.connects(CONTACT, OPERATOR)


async def test_hold_and_its_end_during_the_fax(world: World) -> None:
    call = await talking(world)
    await receive_fax(call)
    await call.hears_only(OPERATOR)
    await call.ask("hold.call", contact_message=HOLD)
    await call.ask("unhold.call")
    await world.pass_time(FAX_S + 0.1)
    await call.connects(CONTACT, OPERATOR)


async def test_fax_that_the_switch_refuses_is_over_at_once(world: World) -> None:
    call = await talking(world)
    leg = (await world.session(call.id)).leg(Role.CONTACT)
    assert leg is not None
    world.simulator.refuse(f"/channels/{leg.channel}/continue", 500)
    await receive_fax(call)
    await world.quiet()
    world.simulator.behave_again()
    await call.connects(CONTACT, OPERATOR)
    assert (await call.shown_leg(Role.CONTACT))["state"] == "Conversation"
