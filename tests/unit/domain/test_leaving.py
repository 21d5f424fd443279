"""A leg that is about to end: what it was played has not been heard to its end."""

from dataclasses import replace

from callapi.domain.actions import Originate
from callapi.domain.happening import LegLeaving, PlaybackOver
from callapi.domain.session import Role
from callapi.domain.states import State
from tests.unit.domain.calls import LINE, WHISPER, PaperCall, direct, plan


def test_broken_off_message_calls_nobody() -> None:
    """The switch says that a message is over also when its hearer hangs up."""
    call = PaperCall(replace(plan(), operator_sounds=(WHISPER,)), direct(LINE))
    call.answer(Role.OPERATOR)
    operator = call.leg(Role.OPERATOR)
    assert operator.playing is not None
    call.happen(LegLeaving(operator.id))
    call.happen(PlaybackOver(operator.id, operator.playing.id))
    assert not call.did(Originate)
    call.end(Role.OPERATOR)
    assert call.state is State.ENDED


def test_leg_that_leaves_is_there_until_it_has_ended() -> None:
    call = PaperCall(plan(), direct(LINE))
    call.answer(Role.OPERATOR)
    call.happen(LegLeaving(call.leg(Role.OPERATOR).id))
    assert call.has(Role.OPERATOR)
    assert call.state is State.SEEKING_CONTACT
