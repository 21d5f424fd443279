"""Who hears what."""

from collections.abc import Callable

from callapi.simulator.server import Simulator
from callapi.simulator.sound import Sound
from tests.fakes import FakeClock
from tests.simulator.ari import Ari
from tests.simulator.calls import (
    COACH,
    CONTACT,
    EMPLOYEE,
    answered,
    bridge,
    created,
    ring,
    talk,
)

NOTHING: frozenset[Sound] = frozenset()
THE_CONTACT = Sound("leg", CONTACT)
THE_EMPLOYEE = Sound("leg", EMPLOYEE)
THE_COACH = Sound("leg", COACH)
MUSIC = Sound("moh", "default")

Clip = Callable[[str, float], str]


async def test_two_in_a_bridge_hear_each_other(simulator: Simulator, ari: Ari) -> None:
    contact, employee = await talk(simulator, ari)
    assert contact.hears == {THE_EMPLOYEE}
    assert employee.hears == {THE_CONTACT}


async def test_an_answered_leg_alone_hears_nothing(
    simulator: Simulator, ari: Ari
) -> None:
    contact = await answered(simulator, ari, "a")
    assert contact.hears == NOTHING
    assert contact.heard == []


async def test_a_leg_hears_its_file_and_is_cut_off_from_the_bridge(
    simulator: Simulator, ari: Ari, clip: Clip, clock: FakeClock
) -> None:
    contact, employee = await talk(simulator, ari)
    path = clip("hold", 2)
    await ari.post("/channels/a/play/p", media=f"sound:{path}")
    assert contact.hears == {("file", path)}
    assert employee.hears == NOTHING
    await clock.advance(2)
    assert contact.hears == {THE_EMPLOYEE}
    assert employee.hears == {THE_CONTACT}


async def test_a_file_for_the_bridge_is_mixed_with_the_speech(
    simulator: Simulator, ari: Ari, clip: Clip
) -> None:
    contact, employee = await talk(simulator, ari)
    path = clip("notice", 2)
    await ari.post("/bridges/talk/play/p", media=f"sound:{path}")
    assert contact.hears == {THE_EMPLOYEE, ("file", path)}
    assert employee.hears == {THE_CONTACT, ("file", path)}


async def test_music_of_a_leg_replaces_what_it_hears_only(
    simulator: Simulator, ari: Ari
) -> None:
    contact, employee = await talk(simulator, ari)
    await ari.post("/channels/a/moh", mohClass="jazz")
    assert contact.hears == {("moh", "jazz")}
    assert employee.hears == {THE_CONTACT}
    await ari.delete("/channels/a/moh")
    assert contact.hears == {THE_EMPLOYEE}


async def test_music_of_the_bridge_goes_under_the_talk(
    simulator: Simulator, ari: Ari
) -> None:
    contact, _ = await talk(simulator, ari)
    await ari.post("/bridges/talk/moh")
    assert contact.hears == {THE_EMPLOYEE, MUSIC}
    await ari.delete("/bridges/talk/moh")
    assert contact.hears == {THE_EMPLOYEE}


async def test_a_leg_muted_in_is_not_heard(simulator: Simulator, ari: Ari) -> None:
    contact, employee = await talk(simulator, ari)
    await ari.post("/channels/a/mute", direction="in")
    assert contact.hears == {THE_EMPLOYEE}
    assert employee.hears == NOTHING
    await ari.delete("/channels/a/mute", direction="in")
    assert employee.hears == {THE_CONTACT}


async def test_a_leg_muted_out_does_not_hear(simulator: Simulator, ari: Ari) -> None:
    contact, employee = await talk(simulator, ari)
    await ari.post("/channels/a/mute", direction="out")
    assert contact.hears == NOTHING
    assert employee.hears == {THE_CONTACT}
    await ari.post("/channels/a/mute", direction="both")
    assert (contact.hears, employee.hears) == (NOTHING, NOTHING)


async def test_a_leg_that_left_the_bridge_hears_nothing_of_it(
    simulator: Simulator, ari: Ari
) -> None:
    contact, employee = await talk(simulator, ari)
    await ari.post("/bridges/talk/removeChannel", channel="a")
    assert (contact.hears, employee.hears) == (NOTHING, NOTHING)


async def test_a_ringing_leg_is_heard_to_ring(simulator: Simulator, ari: Ari) -> None:
    employee = await answered(simulator, ari, "b", EMPLOYEE)
    contact = await created(simulator, ari, "a")
    await bridge(ari, "x", "a", "b")
    assert employee.hears == NOTHING
    await ari.post("/channels/a/dial")
    assert employee.hears == {("ringback", CONTACT)}
    assert contact.hears == NOTHING
    contact.answer()
    assert employee.hears == {THE_CONTACT}
    assert contact.hears == {THE_EMPLOYEE}


async def test_a_coach_hears_both_and_is_heard_by_the_employee_only(
    simulator: Simulator, ari: Ari
) -> None:
    contact, employee = await talk(simulator, ari)
    coach = await answered(simulator, ari, "c", COACH)
    await ari.post("/channels/b/snoop/s", app="callapi", spy="both", whisper="out")
    await bridge(ari, "coaching", "s", "c")
    assert coach.hears == {THE_CONTACT, THE_EMPLOYEE}
    assert employee.hears == {THE_CONTACT, THE_COACH}
    assert contact.hears == {THE_EMPLOYEE}
    assert not contact.has_heard("leg", COACH)
    coach.hang_up()
    assert employee.hears == {THE_CONTACT}


async def test_a_coach_stays_with_an_employee_whose_contact_is_on_hold(
    simulator: Simulator, ari: Ari
) -> None:
    _, employee = await talk(simulator, ari)
    coach = await answered(simulator, ari, "c", COACH)
    await ari.post("/channels/b/snoop/s", app="callapi", spy="both", whisper="out")
    await bridge(ari, "coaching", "s", "c")
    await ari.post("/bridges/talk/removeChannel", channel="a")
    assert employee.hears == {THE_COACH}
    assert coach.hears == {THE_EMPLOYEE}


async def test_a_listener_is_heard_by_nobody(simulator: Simulator, ari: Ari) -> None:
    contact, employee = await talk(simulator, ari)
    coach = await answered(simulator, ari, "c", COACH)
    await ari.post("/channels/b/snoop/s", app="callapi", spy="in")
    await bridge(ari, "coaching", "s", "c")
    assert coach.hears == {THE_EMPLOYEE}
    assert employee.hears == {THE_CONTACT}
    assert contact.hears == {THE_EMPLOYEE}


async def test_a_whisper_inwards_is_heard_by_the_others(
    simulator: Simulator, ari: Ari
) -> None:
    contact, employee = await talk(simulator, ari)
    await answered(simulator, ari, "c", COACH)
    await ari.post("/channels/b/snoop/s", app="callapi", spy="none", whisper="in")
    await bridge(ari, "coaching", "s", "c")
    assert contact.hears == {THE_EMPLOYEE, THE_COACH}
    assert employee.hears == {THE_CONTACT}


async def test_a_file_whispered_to_a_leg_does_not_cut_it_off(
    simulator: Simulator, ari: Ari, clip: Clip
) -> None:
    contact, employee = await talk(simulator, ari)
    path = clip("hint", 3)
    await ari.post("/channels/b/snoop/s", app="callapi", spy="none", whisper="out")
    await ari.post("/channels/s/play/p", media=f"sound:{path}")
    assert employee.hears == {THE_CONTACT, ("file", path)}
    assert contact.hears == {THE_EMPLOYEE}


async def test_a_snoop_in_the_bridge_it_listens_to_is_no_endless_circle(
    simulator: Simulator, ari: Ari
) -> None:
    contact, employee = await talk(simulator, ari)
    await ari.post("/channels/b/snoop/s", app="callapi", spy="both", whisper="both")
    await ari.post("/bridges/talk/addChannel", channel="s")
    assert contact.hears == {THE_EMPLOYEE, THE_CONTACT}
    assert employee.hears >= {THE_CONTACT}


async def test_barging_in_makes_all_hear_all(simulator: Simulator, ari: Ari) -> None:
    contact, employee = await talk(simulator, ari)
    coach = await answered(simulator, ari, "c", COACH)
    await ari.post("/bridges/talk/addChannel", channel="c")
    assert contact.hears == {THE_EMPLOYEE, THE_COACH}
    assert employee.hears == {THE_CONTACT, THE_COACH}
    assert coach.hears == {THE_CONTACT, THE_EMPLOYEE}


async def test_a_phone_that_holds_gives_music_to_the_others(
    simulator: Simulator, ari: Ari
) -> None:
    contact, employee = await talk(simulator, ari)
    contact.hold()
    assert employee.hears == {MUSIC}
    contact.hold()
    contact.unhold()
    assert employee.hears == {THE_CONTACT}
    assert await ari.told() == ["ChannelHold", "ChannelUnhold"]


async def test_a_holding_bridge_lets_nobody_hear_another(
    simulator: Simulator, ari: Ari
) -> None:
    contact = await answered(simulator, ari, "a")
    employee = await answered(simulator, ari, "b", EMPLOYEE)
    await bridge(ari, "x", "a", "b", type="holding")
    await ari.post("/bridges/x/moh")
    assert contact.hears == employee.hears == {MUSIC}


async def test_a_caller_hears_ringing_and_early_prompts(
    simulator: Simulator, ari: Ari, clip: Clip
) -> None:
    caller = await simulator.call(CONTACT, "12025550100")
    channel = simulator.live().channels[0]
    assert caller.hears == NOTHING
    await ari.post(f"/channels/{channel}/ring")
    assert str(caller) == "is ringing, hears tone:ring"
    assert caller.hears == {("tone", "ring")}
    await ari.delete(f"/channels/{channel}/ring")
    assert caller.hears == NOTHING
    path = clip("welcome", 2)
    await ari.post(f"/channels/{channel}/progress")
    await ari.post(f"/channels/{channel}/play/p", media=f"sound:{path}")
    assert caller.hears == {("file", path)}
    await ari.delete("/playbacks/p")
    await ari.post(f"/channels/{channel}/answer")
    await caller.talks()


async def test_what_was_heard_is_kept_with_its_times(
    simulator: Simulator, ari: Ari, clock: FakeClock, clip: Clip
) -> None:
    contact, _ = await talk(simulator, ari)
    began = clock.now()
    path = clip("hold", 2)
    await clock.advance(5)
    await ari.post("/channels/a/play/p", media=f"sound:{path}")
    await clock.advance(3)
    contact.hang_up()
    assert [(h.what, h.start - began, h.end) for h in contact.heard] == [
        (THE_EMPLOYEE, 0, began + 5),
        (("file", path), 5, began + 7),
        (THE_EMPLOYEE, 7, began + 8),
    ]
    assert contact.hears == NOTHING


async def test_a_loop_of_one_file_lets_nothing_else_through(
    simulator: Simulator, ari: Ari, clock: FakeClock, clip: Clip
) -> None:
    contact, _ = await talk(simulator, ari)
    path = clip("hold", 1)
    for n in range(3):
        await ari.post(f"/channels/a/play/p{n}", media=f"sound:{path},sound:{path}")
    await clock.advance(5.5)
    kinds = [h.what.kind for h in contact.heard if h.start > clock.now() - 5.5]
    assert set(kinds) <= {"file"}


async def test_a_phone_can_wait_for_a_sound(
    simulator: Simulator, ari: Ari, clip: Clip
) -> None:
    contact = await ring(simulator, ari, "a")
    await contact.rings()
    contact.answer()
    await contact.talks()
    await ari.post("/channels/a/play", media=f"sound:{clip('x', 1)}")
    await contact.hears_source("file")
    await ari.delete("/channels/a")
    await contact.ends()
    await contact.hears_nothing()
