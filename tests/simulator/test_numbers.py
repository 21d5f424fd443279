"""The magic numbers: what happens is chosen by the number."""

import phonenumbers
import pytest

from callapi.simulator.numbers import MAGIC_NUMBERS, find_number
from callapi.simulator.scripts import BadScriptError, Step, parse_script
from callapi.simulator.server import Simulator
from tests.fakes import FakeClock
from tests.simulator.ari import Ari
from tests.simulator.calls import answered, bridge, endpoint

UP = ["ChannelStateChange(Up)", "Dial(ANSWER)", "StasisStart(Up)"]
RINGING = ["Dial()", "Dial(RINGING)", "ChannelStateChange(Ringing)"]


def failed(cause: int, code: int, status: str) -> list[str]:
    return [
        f"ChannelHangupRequest({cause}, {code})",
        f"Dial({status})",
        f"ChannelDestroyed({cause}, {code})",
    ]


# name, told at once, after how many seconds, told then
CASES = [
    ("answers", RINGING, 1, UP),
    ("answers_at_once", ["Dial()", *UP], 60, []),
    ("answers_late", RINGING, 20, UP),
    ("busy", ["Dial()", *failed(17, 486, "BUSY")], 0, []),
    ("no_answer", RINGING, 25, []),
    ("rejects", RINGING, 2, failed(21, 603, "NOANSWER")),
    ("unreachable", ["Dial()", *failed(1, 404, "NOANSWER")], 0, []),
    ("congestion", ["Dial()", *failed(34, 503, "CONGESTION")], 0, []),
    ("not_acceptable", ["Dial()", *failed(58, 488, "NOANSWER")], 0, []),
    (
        "hangs_up",
        RINGING,
        4,
        [*UP, "ChannelHangupRequest(0)", "StasisEnd", "ChannelDestroyed(0)"],
    ),
    (
        "hangs_up_at_once",
        RINGING,
        1,
        [*UP, "ChannelHangupRequest(0)", "StasisEnd", "ChannelDestroyed(0)"],
    ),
    ("voicemail", ["Dial()", "Dial(PROGRESS)"], 3, UP),
    ("fax", RINGING, 1, UP),
    ("dead_line", ["Dial()"], 25, []),
    ("busy_after_ringing", RINGING, 3, failed(17, 486, "BUSY")),
    ("announcement", ["Dial()", "Dial(PROGRESS)"], 4, failed(19, 480, "NOANSWER")),
    ("holds", RINGING, 8, [*UP, "ChannelHold", "ChannelUnhold"]),
    *(
        (f"presses_{name}", RINGING, 2, [*UP, f"ChannelDtmfReceived({key})"])
        for name, key in [*((str(n), str(n)) for n in range(10)), ("star", "*")]
    ),
    ("presses_hash", RINGING, 2, [*UP, "ChannelDtmfReceived(#)"]),
    (
        "presses_two_keys",
        RINGING,
        4,
        [*UP, "ChannelDtmfReceived(1)", "ChannelDtmfReceived(2)"],
    ),
]


@pytest.mark.parametrize(("name", "at_once", "seconds", "then"), CASES)
async def test_magic_number_does_what_its_name_says(
    ari: Ari,
    clock: FakeClock,
    name: str,
    at_once: list[str],
    seconds: float,
    then: list[str],
) -> None:
    number = find_number(name)
    await ari.post("/channels", endpoint=endpoint(number), app="callapi")
    assert await ari.told() == at_once
    if seconds:
        await clock.advance(seconds - 0.1)
        early = await ari.told()
        await clock.advance(0.1)
        assert early + await ari.told() == then
        assert then == [] or early != then


def test_every_magic_number_has_a_case() -> None:
    assert [m.name for m in MAGIC_NUMBERS] == sorted(
        (name for name, *_ in CASES), key=[m.name for m in MAGIC_NUMBERS].index
    )


def test_magic_numbers_are_different_and_valid() -> None:
    numbers = [m.number for m in MAGIC_NUMBERS]
    assert len(set(numbers)) == len(numbers)
    for number in numbers:
        assert phonenumbers.is_valid_number(phonenumbers.parse("+" + number))


async def test_any_other_number_answers_after_a_second(
    ari: Ari, clock: FakeClock
) -> None:
    for target in ("PJSIP/447700900123@trunk", "PJSIP/0486173"):
        await ari.post("/channels", endpoint=target, app="callapi")
        assert await ari.told() == RINGING
        await clock.advance(1)
        assert await ari.told() == UP


async def test_voicemail_greets_and_beeps(
    simulator: Simulator, ari: Ari, clock: FakeClock
) -> None:
    number = find_number("voicemail")
    listener = await answered(simulator, ari, "a")
    await ari.post(
        "/channels/create", endpoint=endpoint(number), app="callapi", channelId="b"
    )
    await bridge(ari, "x", "a", "b")
    await ari.post("/channels/b/dial")
    assert listener.hears == {("greeting", number)}
    await clock.advance(7)
    assert listener.hears == {("beep", number)}
    await clock.advance(0.5)
    assert listener.hears == frozenset()
    await clock.advance(60)
    assert [(h.what.kind, h.end and h.end - h.start) for h in listener.heard] == [
        ("greeting", 7),
        ("beep", 0.5),
    ]
    assert simulator.live().channels == ("a",)


def test_script_is_a_line_of_steps() -> None:
    assert parse_script("ring, wait 1.5, press 1#") == (
        Step("ring"),
        Step("wait", "1.5"),
        Step("press", "1#"),
    )
    assert parse_script("") == ()


@pytest.mark.parametrize(
    "line", ["fly", "wait", "wait x", "ring 2", "press 1a", "reject 200", "say A-B"]
)
def test_bad_script_is_refused_by_its_step(line: str) -> None:
    with pytest.raises(BadScriptError, match=line):
        parse_script("ring, " + line)
