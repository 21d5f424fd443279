"""Which of several switches a new session goes to."""

from collections import Counter
from contextlib import ExitStack, suppress
from pathlib import Path
from random import Random

import pytest

from callapi.switch.ari import Ari, SwitchDown
from callapi.switch.pace import Pace
from callapi.switch.switch import Switch
from callapi.switch.switches import Switches
from callapi.switch.trunks import Trunks
from tests.fakes import FakeClock


def switch(name: str, *lines: str, connected: bool = True) -> Switch:
    ari = Ari(f"http://{name}:8088", "callapi", "sesame", "callapi")
    ari.connected = connected
    trunks = Trunks(Random(7), "PJSIP/{number}@trunk")
    pace = Pace(FakeClock(), None, 1.0)
    return Switch(name, ari, pace, "PJSIP/{number}", trunks, Path("faxes"), {*lines})


def test_equals_take_turns() -> None:
    switches = Switches([switch("a"), switch("b"), switch("c")])
    names = [switches.choose().name for _ in range(6)]
    assert names == ["a", "b", "c", "a", "b", "c"]


def test_those_begun_together_are_spread() -> None:
    """None of them has a leg yet."""
    switches, begun = Switches([switch("a"), switch("b")]), Counter[str]()
    with switches.of("a").awaiting(100), ExitStack() as beginning:
        for session_id in range(9):
            chosen = switches.choose()
            beginning.enter_context(chosen.awaiting(session_id))
            begun[chosen.name] += 1
    assert begun == {"a": 4, "b": 5}
    assert switches.of("a").load == switches.of("b").load == 0


async def test_a_session_counts_once_however_many_legs_it_has() -> None:
    """It is not counted twice while it begins, nor more when it goes on quickly."""
    first, second = switch("a"), switch("b")
    switches = Switches([first, second])
    with first.awaiting(1):
        for leg in ("leg-1-1", "leg-1-2"):
            with suppress(SwitchDown):
                await first.follow(leg)
        assert (first.sessions, first.load) == (1, 2)
        with second.awaiting(2):
            names = [switches.choose().name for _ in range(2)]
            assert (second.sessions, second.load) == (1, 0)
    assert names == ["b", "b"]  # of one session each, the one with fewer legs
    assert (first.sessions, second.sessions) == (1, 0)


def test_one_that_is_not_connected_gets_none() -> None:
    switches = Switches([switch("a", connected=False), switch("b")])
    with switches.of("b").awaiting(1):
        assert switches.choose().name == "b"


def test_a_line_is_called_where_its_telephone_is() -> None:
    switches = Switches([switch("a"), switch("b", "0486173"), switch("c")])
    with switches.of("b").awaiting(1):
        names = [switches.choose({"0486173"}).name for _ in range(3)]
        assert names == ["b", "b", "b"]
        assert switches.choose({"0486174"}).name != "b"


def test_most_of_the_lines_decide() -> None:
    switches = Switches([switch("a", "0486173"), switch("b", "0486173", "0486174")])
    assert switches.choose({"0486173", "0486174"}).name == "b"


def test_a_telephone_on_a_switch_that_is_lost_is_nowhere() -> None:
    switches = Switches([switch("a", "0486173", connected=False), switch("b")])
    assert switches.choose({"0486173"}).name == "b"


def test_with_none_connected_there_is_no_choice() -> None:
    switches = Switches([switch("a", connected=False)])
    with pytest.raises(SwitchDown, match="no switch is connected"):
        switches.choose()
