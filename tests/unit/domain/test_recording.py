"""Recording: on, off, by the employee's setting, through holds (spec 3.3.9, 4.6)."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from callapi.domain.actions import (
    PauseRecording,
    ResumeRecording,
    StartRecording,
    StopRecording,
)
from callapi.domain.errors import ApiError, Mnemonic
from callapi.domain.session import Recording, Role
from callapi.domain.states import Cause, State
from tests.unit.domain.calls import (
    HOLD,
    LINE,
    MOBILE,
    THIRD,
    PaperCall,
    direct,
    informing,
    plan,
    talking,
)

OF_RECORDING = (StartRecording, PauseRecording, ResumeRecording, StopRecording)


def talk_with(setting: str, direction: str = "in") -> PaperCall:
    """A talk with an employee whose setting this is."""
    employee = replace(LINE, recording=setting)
    call = PaperCall(plan(), direct(employee), direction=direction)
    call.answer(Role.OPERATOR)
    call.answer(Role.CONTACT)
    return call


def recorded() -> PaperCall:
    call = talking()
    call.ask(Cause.RECORD, on=True)
    return call


def about_recording(call: PaperCall) -> list[tuple[str, str]]:
    """All that was asked of recordings so far, and of which."""
    return [
        (type(done).__name__.removesuffix("Recording"), done.name)
        for done in call.history
        if isinstance(done, OF_RECORDING)
    ]


def test_option_turns_recording_the_other_way_round() -> None:
    call = talking()
    became = []
    for _ in range(2):
        call.ask(Cause.RECORD, on=None)
        became.append(call.session.recording)
    assert became == [Recording.ON, Recording.OFF]


@pytest.mark.parametrize(
    ("setting", "direction", "is_recorded"),
    [
        ("all", "in", True),
        ("all", "out", True),
        ("in", "in", True),
        ("in", "out", False),
        ("out", "out", True),
        ("out", "in", False),
        ("off", "in", False),
    ],
)
def test_employee_s_setting_records_what_it_covers(
    setting: str, direction: str, is_recorded: bool
) -> None:
    call = talk_with(setting, direction)
    assert (call.session.recording is Recording.GLOBAL) is is_recorded
    assert bool(about_recording(call)) is is_recorded


def test_recording_begins_with_the_talk_and_not_before() -> None:
    call = PaperCall(plan(), direct(replace(LINE, recording="all")))
    call.answer(Role.OPERATOR)
    assert about_recording(call) == []


def test_what_the_setting_records_is_not_switched_off() -> None:
    call = talk_with("all")
    with pytest.raises(ApiError) as refused:
        call.ask(Cause.RECORD)
    assert refused.value.mnemonic is Mnemonic.FORBIDDEN


@pytest.mark.parametrize("begun", [recorded, lambda: talk_with("all")])
def test_recording_is_not_switched_on_twice(begun: Callable[[], PaperCall]) -> None:
    call = begun()
    with pytest.raises(ApiError) as refused:
        call.ask(Cause.RECORD, on=True)
    assert refused.value.mnemonic is Mnemonic.RECORD_ALREADY_STARTED
    assert (refused.value.field, refused.value.value) == ("action", "on")


def test_what_is_not_recorded_is_not_switched_off() -> None:
    call = talking()
    with pytest.raises(ApiError) as refused:
        call.ask(Cause.RECORD)
    assert refused.value.mnemonic is Mnemonic.RECORD_ALREADY_STOPPED
    assert (refused.value.field, refused.value.value) == ("action", "off")


def test_second_recording_is_a_file_of_its_own() -> None:
    call = recorded()
    call.ask(Cause.RECORD)
    assert call.session.recording is Recording.OFF
    call.ask(Cause.RECORD, on=True)
    assert about_recording(call) == [
        ("Start", "rec-7-1"),
        ("Stop", "rec-7-1"),
        ("Start", "rec-7-2"),
    ]


def test_recording_pauses_until_contact_and_operator_are_connected_again() -> None:
    call = recorded()
    call.ask(Cause.HOLD, sounds=(HOLD,))
    assert call.session.recording is Recording.ON
    call.ask(Cause.MAKE_CALL, targets=(THIRD,))
    call.answer(Role.THIRD)
    call.ask(Cause.RESTORE)
    assert about_recording(call) == [
        ("Start", "rec-7-1"),
        ("Pause", "rec-7-1"),
        ("Resume", "rec-7-1"),
    ]


@pytest.mark.parametrize("consulted", [False, True])
def test_recording_goes_on_with_whom_the_contact_is_handed_to(consulted: bool) -> None:
    call = recorded()
    call.ask(Cause.HOLD, sounds=(HOLD,))
    call.ask(Cause.MAKE_CALL, targets=(THIRD,))
    if consulted:
        call.answer(Role.THIRD)
        call.ask(Cause.TRANSFER)
    else:
        call.ask(Cause.TRANSFER)
        call.answer(Role.THIRD)
    assert [did for did, _ in about_recording(call)] == ["Start", "Pause", "Resume"]


def test_recording_goes_on_with_whom_a_scenario_finds() -> None:
    call = recorded()
    call.ask(Cause.RUN_SCENARIO, route=direct(MOBILE))
    call.answer(Role.OPERATOR)
    assert [did for did, _ in about_recording(call)] == ["Start", "Pause", "Resume"]


def test_employee_who_takes_over_is_recorded_by_his_own_setting() -> None:
    call = talking()
    call.ask(Cause.HOLD, sounds=(HOLD,))
    call.ask(Cause.MAKE_CALL, targets=(replace(THIRD, recording="in"),))
    call.answer(Role.THIRD)
    assert about_recording(call) == []
    call.ask(Cause.TRANSFER)
    assert call.session.recording is Recording.GLOBAL


def test_recording_switched_off_stays_off_after_a_hold() -> None:
    call = recorded()
    call.ask(Cause.RECORD)
    call.ask(Cause.HOLD, sounds=(HOLD,))
    call.ask(Cause.UNHOLD)
    assert call.session.recording is Recording.OFF


@pytest.mark.parametrize("cause", [Cause.RELEASE, Cause.FINISH_TALK])
def test_recording_ends_with_the_session(cause: Cause) -> None:
    call = recorded()
    call.ask(cause)
    call.assert_state(State.FINISHING)
    assert about_recording(call)[-1] == ("Stop", "rec-7-1")
    assert call.session.recording is Recording.OFF


def test_informer_call_is_recorded_on_its_one_leg() -> None:
    call = informing()
    call.ask(Cause.RECORD, on=True)
    [asked] = call.did(StartRecording)
    assert asked.leg == call.leg(Role.CONTACT)
    call.ask(Cause.RECORD)
    assert len(call.did(StopRecording)) == 1


def test_contact_s_leg_is_recorded_for_it_stays() -> None:
    [asked] = recorded().did(StartRecording)
    assert asked.leg.role is Role.CONTACT
