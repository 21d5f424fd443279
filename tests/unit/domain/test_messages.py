"""Interactive processing, voicemail and fax, on paper (Data API spec 4.4, 4.5)."""

from dataclasses import replace

import pytest

from callapi.domain.actions import Answer, EndMessage, ReceiveFax, TakeMessage
from callapi.domain.happening import FaxOver, LegLeaving, MessageOver
from callapi.domain.session import HUSH, Operation, Role, Voicemail, Web
from callapi.domain.states import State
from tests.unit.domain.calls import LINE, PaperCall, calling_in, redirect
from tests.unit.domain.scenarios import BYE, OTHER, PROMPT
from tests.unit.domain.test_look_up import waiting

# --- interactive


def web(**more: object) -> Operation:
    usual = Operation(
        *("crm", "interactive", {"no_reply": "bye", "code:1": "mail", "code:2": None}),
        longest=0,
        web=Web("GET", "https://crm.example", ("numa",), 4.0),
        timeout_s=30.0,
    )
    return replace(usual, **more)  # type: ignore[arg-type]  # names are the test's


MAIL = Operation("mail", "voice_mail", sounds=(PROMPT,))


def test_server_has_its_own_time() -> None:
    call = waiting(web(), BYE)
    call.pass_time(3.9)
    call.assert_state(State.FIRST_FINDING)
    call.pass_time(0.1)
    assert call.session.finish_reason == "success_finish"


def test_greeting_without_keys_is_heard_out_first() -> None:
    call = waiting(web(sounds=(PROMPT,)), BYE)
    call.assert_state(State.MENU)
    call.play_out(Role.CONTACT)
    call.assert_state(State.FIRST_FINDING)


def test_talk_ends_what_other_codes_would_have_led_to() -> None:
    crm = web(transitions={"code:1": "mail", "code:3": "sales", "no_reply": None})
    sales = redirect("sales", transitions={"talk_finished": "tag"})
    call = waiting(crm, MAIL, sales, Operation("tag", "tag"))
    call.find(codes=("3", "1"))
    call.find(targets=(LINE,))
    call.answer(Role.OPERATOR)
    call.end(Role.OPERATOR)
    call.assert_state(State.FINISHING)


def test_branches_of_codes_follow_one_another() -> None:
    call = waiting(web(), MAIL, BYE)
    call.find(codes=("2", "9", "1"))
    call.assert_state(State.GREETING)
    assert call.session.route is not None
    assert call.session.route.key == "mail"


def test_branches_of_codes_count_as_transitions() -> None:
    """Nobody goes round in circles for ever."""
    crm = web(transitions={"code:1": "crm", "no_reply": None})
    call = waiting(crm)
    for _ in range(101):
        if call.state is State.FIRST_FINDING:
            call.find(codes=("1",))
    assert call.session.finish_reason == "max_transition_count_exceeded"


# --- voicemail and fax


def recording(**settings: object) -> PaperCall:
    usual = Voicemail(max_s=30.0, finish_key="#")
    mail = replace(MAIL, voicemail=replace(usual, **settings))  # type: ignore[arg-type]  # the test's
    mail = replace(mail, transitions={"recorded": "bye", "not_recorded": "other"})
    call = waiting(mail, BYE, OTHER)
    call.play_out(Role.CONTACT)
    call.assert_state(State.TAKING_MESSAGE)
    return call


def test_message_is_recorded() -> None:
    call = recording()
    [taking] = call.did(TakeMessage)
    playing = call.leg(Role.CONTACT).playing
    assert playing is not None  # silence that is sent, or the telephone hangs up
    assert playing.tone == HUSH
    assert (taking.name, taking.max_s, taking.silence_s) == ("vm-7-1", 30.0, 5.0)
    call.press(Role.CONTACT, "5")
    assert call.did(EndMessage) == []
    call.press(Role.CONTACT, "#")
    assert call.did(EndMessage) == [EndMessage("vm-7-1")]
    call.happen(MessageOver(call.leg(Role.CONTACT).id, 9.0))
    assert call.session.finish_reason == "success_finish"
    assert "voice_mail_recorded" not in call.told()  # that is told with its file


def test_message_that_is_too_short() -> None:
    call = recording(min_s=3.0)
    call.happen(MessageOver(call.leg(Role.CONTACT).id, 2.9))
    call.assert_state(State.FIRST_FINDING)


def test_message_of_who_hangs_up_leads_nowhere() -> None:
    call = recording()
    contact = call.leg(Role.CONTACT).id
    call.happen(LegLeaving(contact))
    call.happen(MessageOver(contact, 9.0))
    call.assert_state(State.TAKING_MESSAGE)
    assert "leg_finished" not in call.told()


def test_message_whose_end_nobody_tells() -> None:
    call = recording()
    call.pass_time(35)
    assert call.did(EndMessage) == [EndMessage("vm-7-1")]
    call.assert_state(State.FIRST_FINDING)


@pytest.mark.parametrize("received", [True, False])
def test_fax_is_taken(received: bool) -> None:
    fax = Operation("fax", "inbound_fax", {"received": "bye", "failed": "other"})
    call = calling_in(fax, BYE, OTHER)
    call.knows = False
    call.assert_state(State.TAKING_FAX)
    assert [type(it) for it in call.history] == [Answer, ReceiveFax]
    call.happen(FaxOver(call.leg(Role.CONTACT).id, received))
    assert (call.session.finish_reason == "success_finish") is received
