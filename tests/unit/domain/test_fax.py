"""The talk option receive_fax (spec 3.3.11): the contact's line becomes a fax's."""

from callapi.domain.actions import Connect, Part, Play, ReceiveFax
from callapi.domain.happening import FaxOver
from callapi.domain.session import Role
from callapi.domain.states import Cause, State
from tests.unit.domain.calls import HOLD, PaperCall, talking


def receiving() -> PaperCall:
    call = talking()
    call.ask(Cause.RECEIVE_FAX)
    return call


def fax_is_over(call: PaperCall, received: bool) -> None:
    call.happen(FaxOver(call.leg(Role.CONTACT).id, received))


def test_contact_leaves_for_the_fax_and_the_operator_waits() -> None:
    call = receiving()
    assert [done.leg.role for done in call.did(Part)] == [Role.CONTACT]
    assert len(call.did(ReceiveFax)) == 1
    assert call.bridged() == {Role.OPERATOR}
    assert call.text(Role.CONTACT) == "Receiving a fax"
    assert call.text(Role.OPERATOR) == "Conversation"


def test_fax_that_is_being_received_is_not_begun_again() -> None:
    call = receiving()
    call.ask(Cause.RECEIVE_FAX)
    assert call.actions == ()


def test_both_talk_again_after_the_fax() -> None:
    call = receiving()
    fax_is_over(call, received=True)
    assert len(call.did(Connect)) == 1
    assert call.bridged() == {Role.CONTACT, Role.OPERATOR}
    assert call.text(Role.CONTACT) == "Fax received"


def test_fax_that_failed_leaves_no_trace() -> None:
    call = receiving()
    fax_is_over(call, received=False)
    assert call.text(Role.CONTACT) == "Conversation"


def test_another_fax_may_follow() -> None:
    call = receiving()
    fax_is_over(call, received=True)
    call.ask(Cause.RECEIVE_FAX)
    assert len(call.did(ReceiveFax)) == 1


def test_contact_hears_the_hold_message_when_the_fax_is_over() -> None:
    call = receiving()
    call.ask(Cause.HOLD, sounds=(HOLD,))
    assert call.text(Role.CONTACT) == "Receiving a fax"
    fax_is_over(call, received=True)
    assert [done.playing.sounds for done in call.did(Play)] == [(HOLD,)]
    assert call.text(Role.CONTACT) == "On hold"


def test_contact_who_hangs_up_during_the_fax_ends_the_talk() -> None:
    call = receiving()
    call.end(Role.CONTACT)
    call.assert_state(State.FINISHING)
