"""The story of a call tells what its legs and talks do not (Data API spec 3.5)."""

from dataclasses import replace
from typing import Any

from callapi.domain.draft import MOST_NOTES
from callapi.domain.happening import Happening
from callapi.domain.session import Role
from callapi.domain.states import Cause
from callapi.domain.story import NAMES, Moment, story
from tests.unit.domain.calls import COACH, LINE, PaperCall
from tests.unit.domain.scenarios import BYE
from tests.unit.domain.test_coach import coaching
from tests.unit.domain.test_look_up import AWAY, queued, waiting
from tests.unit.domain.test_messages import MAIL, web


def told(call: PaperCall, *mnemonics: str) -> list[tuple[Any, ...]]:
    return [
        (it.mnemonic, it.text, it.duration)
        for it in story(call.session)
        if it.mnemonic in mnemonics
    ]


def test_mnemonics_are_those_of_the_specification() -> None:
    assert set(NAMES) == {
        *("start", "action_started", "call_placed", "talk_started", "finish"),
        *("leg_finished", "talk_finished", "dtmf_received", "hold", "unhold"),
        *("transfer", "coach_connected", "record_started", "record_stopped"),
        *("tag_set", "message_played", "queue_entered", "queue_left"),
        *("http_request", "talk_option"),
    }


def test_both_ways_of_a_call_and_a_coach() -> None:
    call = coaching()
    contact, number = call.session.contact, call.session.virtual_number
    for direction, text in (
        ("in", f"{contact} > {number}"),
        ("out", f"{number} > {contact}"),
    ):
        start, *_ = story(replace(call.session, direction=direction))
        assert (start.mnemonic, start.text) == ("start", text)
    everything = [it for moment in story(call.session) for it in flat(moment)]
    [connected] = [it for it in everything if it.mnemonic == "coach_connected"]
    assert connected.text.endswith(COACH.number)


def flat(moment: Moment) -> list[Moment]:
    return [moment, *moment.inside]


def test_message_that_was_heard_out() -> None:
    call = waiting(MAIL)
    [(mnemonic, who, seconds)] = told(call, "message_played")
    assert (mnemonic, who) == ("message_played", call.session.contact)
    assert seconds > 0


def test_answers_of_the_client_s_server() -> None:
    call = waiting(web(), MAIL, BYE)
    call.find(codes=("2", "9", "1"))
    assert told(call, "http_request") == [("http_request", "2, 9, 1", None)]
    call = waiting(web(), BYE)
    call.find(outcome="no_reply")
    assert told(call, "http_request") == [("http_request", "no_reply", None)]


def test_who_waits_in_line_comes_and_goes() -> None:
    call = queued()
    assert [it[0] for it in told(call, "queue_entered", "queue_left")] == [
        "queue_entered"
    ]
    call.pass_time(7)
    call.find(targets=(AWAY, LINE))
    call.answer(Role.OPERATOR)
    [entered, left] = told(call, "queue_entered", "queue_left")
    assert (entered[0], left[0], left[2]) == ("queue_entered", "queue_left", 7)


def test_who_hangs_up_has_left_the_queue() -> None:
    call = queued()
    call.pass_time(5)
    call.end(Role.CONTACT)
    assert told(call, "queue_left")[0][2] == 5


def test_talk_option_and_recording() -> None:
    call = queued()
    call.find(targets=(LINE,))
    call.answer(Role.OPERATOR)
    option = Happening(Cause.RECORD, on=True, option="record_talk", button="2")
    call.happen(option)
    call.pass_time(3)
    call.end(Role.CONTACT)
    assert told(call, "talk_option", "record_started", "record_stopped") == [
        ("talk_option", "2: record_talk", None),
        ("record_started", "", None),
        ("record_stopped", "", None),
    ]


def test_keys_do_not_fill_a_session() -> None:
    call = waiting(MAIL)
    for _ in range(MOST_NOTES + 50):
        call.press(Role.CONTACT, "5")
    assert len(call.session.notes) == MOST_NOTES
