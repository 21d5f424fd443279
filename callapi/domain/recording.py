"""The small machine of recording, beside the session's (spec 4.6)."""

from callapi.domain.actions import (
    PauseRecording,
    ResumeRecording,
    StartRecording,
    StopRecording,
)
from callapi.domain.draft import Draft
from callapi.domain.errors import ApiError, Mnemonic
from callapi.domain.happening import Happening
from callapi.domain.session import Leg, Recording, Role, Session

# (recording, asked to be on) -> what it becomes, or why it is refused
SWITCH: dict[tuple[Recording, bool], Recording | Mnemonic] = {
    (Recording.OFF, True): Recording.ON,
    (Recording.ON, True): Mnemonic.RECORD_ALREADY_STARTED,
    (Recording.GLOBAL, True): Mnemonic.RECORD_ALREADY_STARTED,
    (Recording.OFF, False): Mnemonic.RECORD_ALREADY_STOPPED,
    (Recording.ON, False): Recording.OFF,
    (Recording.GLOBAL, False): Mnemonic.FORBIDDEN,
}


def switch(draft: Draft, happening: Happening) -> None:
    """`record.call`: a second `on` after an `off` makes a new file."""
    recording = draft.session.recording
    on = recording is Recording.OFF if happening.on is None else happening.on
    became = SWITCH[recording, on]
    if isinstance(became, Mnemonic):
        if became is Mnemonic.FORBIDDEN:
            raise ApiError(became)
        action = "on" if on else "off"
        raise ApiError(became, field="action", value=action)
    if became is Recording.ON:
        _start(draft, became)
    else:
        stop(draft)


def talk_entered(draft: Draft, operator: Leg) -> None:
    """Go on recording after a hold, or begin because the employee's setting says so."""
    if draft.session.recording is not Recording.OFF:
        draft.act(ResumeRecording(name(draft.session)))
    elif covers(operator.recording, draft.session.direction):
        _start(draft, Recording.GLOBAL)


def pause(draft: Draft) -> None:
    if draft.session.recording is not Recording.OFF:
        draft.act(PauseRecording(name(draft.session)))


def stop(draft: Draft) -> None:
    if draft.session.recording is not Recording.OFF:
        draft.act(StopRecording(name(draft.session)))
        draft.change(recording=Recording.OFF)
        draft.note("record_stopped", "")


def covers(setting: str, direction: str) -> bool:
    return setting in ("all", direction)


def name(session: Session) -> str:
    """The recording's file name: made by us, of safe characters alone."""
    return f"rec-{session.id}-{session.recordings}"


def _start(draft: Draft, recording: Recording) -> None:
    session, operator = draft.session, draft.session.leg(Role.OPERATOR)
    number = session.recordings + 1
    draft.change(
        recording=recording,
        recordings=number,
        recorded=(*session.recorded, (number, operator.id if operator else 0)),
    )
    draft.note("record_started", "")
    draft.act(StartRecording(name(draft.session), draft.leg(Role.CONTACT)))
