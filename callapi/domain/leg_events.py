"""What a leg does, as the cause it is for its session (spec 4.1, 4.3)."""

from dataclasses import replace

from callapi.domain import keys, telling
from callapi.domain.actions import Coach, EndCoaching, HangUp, SendKeys
from callapi.domain.draft import Draft
from callapi.domain.end_effects import GONE
from callapi.domain.happening import (
    FaxOver,
    KeyPressed,
    LegAnswered,
    LegEnded,
    LegEvent,
    LegLeaving,
    LegRinging,
    MessageOver,
    PlaybackOver,
    RingOver,
    TailSent,
)
from callapi.domain.outcome import note_failure
from callapi.domain.reasons import failure, leg_reason
from callapi.domain.session import HUSH, Fax, Leg, LegState, Role
from callapi.domain.states import ON_HOLD, OPERATOR_THERE, Cause, State

ANSWERED: dict[Role, Cause] = {
    Role.CONTACT: Cause.CONTACT_ANSWERED,
    Role.OPERATOR: Cause.OPERATOR_ANSWERED,
    Role.THIRD: Cause.THIRD_ANSWERED,
}
FAILED: dict[Role, Cause] = {
    Role.CONTACT: Cause.CONTACT_FAILED,
    Role.OPERATOR: Cause.OPERATOR_FAILED,
    Role.THIRD: Cause.THIRD_FAILED,
}
NO_ANSWER_FROM_USER = 19  # Q.850


def take(draft: Draft, event: LegEvent) -> None:
    """Note on the leg what it did and follow with the cause; late news is no news."""
    leg = draft.session.by_id(event.leg_id)
    if leg is None or not leg.live:
        return
    match event:
        case LegRinging() | LegAnswered():
            _progress(draft, leg, event)
        case LegLeaving():
            draft.change_leg(leg, playing=None, leaving=True)
        case LegEnded():
            _ended(draft, leg, event)
        case RingOver():
            draft.act(HangUp(leg))
            _ended(draft, leg, LegEnded(leg.id, NO_ANSWER_FROM_USER))
        case TailSent():
            _reached(draft, draft.change_leg(leg, tail_until=None))
        case PlaybackOver(playback_id=playback_id):
            _played(draft, leg, playback_id)
        case KeyPressed(key=key):
            _key(draft, leg, key)
        case MessageOver(seconds=seconds):
            _message_over(draft, leg, seconds)
        case _:
            _fax_over(draft, leg, event)


def _progress(draft: Draft, leg: Leg, event: LegRinging | LegAnswered) -> None:
    if isinstance(event, LegRinging):
        _rings(draft, leg)
    else:
        _answered(draft, leg)


def _rings(draft: Draft, leg: Leg) -> None:
    """Told once, however often the switch says so."""
    if leg.state is LegState.RINGING and leg.rang_at is None and not leg.dropped:
        leg = draft.change_leg(leg, rang_at=draft.now)
        draft.tell("wait_answer", **telling.of_leg(leg))


def _answered(draft: Draft, leg: Leg) -> None:
    if leg.state is not LegState.RINGING:
        return
    if leg.dropped:  # it answered while we were cancelling
        draft.act(HangUp(leg))
        return
    leg = draft.change_leg(
        leg, state=LegState.ANSWERED, answered_at=draft.now, ring_by=None
    )
    draft.tell("leg_answered", **telling.of_leg(leg))
    if leg.tail:
        draft.act(SendKeys(leg, leg.tail))
        draft.change_leg(leg, tail_until=draft.now + keys.seconds(leg.tail))
    else:
        _reached(draft, leg)


def _reached(draft: Draft, leg: Leg) -> None:
    """Now the person himself is there, not the exchange before his extension."""
    if leg.role is Role.COACH:
        draft.act(Coach(draft.leg(Role.OPERATOR), leg))
    else:
        draft.follow(ANSWERED[leg.role], leg_id=leg.id)


def _ended(draft: Draft, leg: Leg, event: LegEnded) -> None:
    reason = leg.end_reason or leg_reason(leg, event)
    draft.change_leg(
        leg,
        state=LegState.ENDED,
        ended_at=draft.now,
        end_reason=reason,
        cause=event.cause,
        playing=None,
        bridged=False,
        ring_by=None,
    )
    lasted = draft.now - leg.answered_at if leg.answered_at is not None else 0.0
    draft.tell(
        "leg_finished",
        **telling.of_leg(leg),
        finish_reason=reason,
        leg_duration=round(lasted, 3),
    )
    if leg.role is Role.COACH:
        if leg.reached:
            draft.act(EndCoaching(leg))
    elif not leg.dropped:
        if leg.role is Role.OPERATOR and not leg.reached:
            note_failure(draft, failure(event), reason)
        causes = GONE if leg.reached else FAILED
        draft.follow(causes[leg.role], leg_id=leg.id, reason=reason)
    if draft.session.state is State.FINISHING and not draft.session.live:
        draft.follow(Cause.LAST_LEG_DOWN)


def _played(draft: Draft, leg: Leg, playback_id: str) -> None:
    playing = leg.playing
    if playing is None or playing.id != playback_id or playing.loop:
        return
    draft.change_leg(leg, playing=None)
    if playing.sounds:
        lasted = sum(sound.seconds for sound in playing.sounds)
        draft.note("message_played", _who(draft, leg), lasted)
    if playing.over is not None:
        draft.follow(playing.over, leg_id=leg.id)
    elif _waits_alone(draft, leg):
        draft.play(leg, tone=HUSH)


def _waits_alone(draft: Draft, leg: Leg) -> bool:
    """As the operator does who has heard his prompt."""
    is_operator = leg.role is Role.OPERATOR and not leg.leaving
    return is_operator and draft.session.state in ON_HOLD


def _message_over(draft: Draft, leg: Leg, seconds: float) -> None:
    """Who has hung up after his message is on his way out already."""
    if not leg.leaving:
        draft.follow(Cause.MESSAGE_TAKEN, leg_id=leg.id, seconds=seconds)


def _fax_over(draft: Draft, leg: Leg, event: FaxOver) -> None:
    draft.change_leg(leg, fax=Fax.RECEIVED if event.received else None)
    draft.follow(Cause.FAX_OVER)


def _key(draft: Draft, leg: Leg, key: str) -> None:
    if leg.dropped:
        return
    if leg.role in (Role.CONTACT, Role.OPERATOR):
        draft.note("dtmf_received", f"{_who(draft, leg)}: {key}")
    if leg.role is Role.CONTACT:
        draft.follow(Cause.CONTACT_KEY, key=key)
    elif leg.role is Role.OPERATOR and draft.session.state in OPERATOR_THERE:
        draft.follow(Cause.OPERATOR_KEY, key=key)
    elif leg.role is Role.OPERATOR:
        happening = keys.pressed(draft.session.state, key)
        draft.following.append(replace(happening, quiet=True))


def _who(draft: Draft, leg: Leg) -> str:
    """A contact who has called us has a leg with the number that he called."""
    if leg.role is Role.CONTACT:
        return draft.session.contact
    return leg.employee_name or leg.party
