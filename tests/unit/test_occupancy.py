"""What a node counts on a switch: legs of the applications it hears of, no others."""

from callapi.switch.occupancy import Occupancy


def test_what_is_found_of_one_application_is_no_other_ones() -> None:
    it = Occupancy()
    it.add("leg-1-1", "callapi")
    it.add("leg-2-2", "callapi-2")
    it.found("callapi", ["leg-3-3"], it.known("callapi"))
    assert it.known("callapi") == {"leg-3-3"}
    assert it.known("callapi-2") == {"leg-2-2"}


def test_legs_that_come_and_go_while_the_switch_is_asked_are_known() -> None:
    it = Occupancy()
    it.add("leg-1-1", "callapi")
    before = it.known("callapi")
    it.discard("leg-1-1")
    it.add("leg-2-2", "callapi")
    it.found("callapi", ["leg-1-1"], before)
    assert it.known("callapi") == {"leg-2-2"}


def test_an_application_that_another_hears_is_forgotten() -> None:
    it = Occupancy()
    it.add("leg-1-1", "callapi")
    it.add("leg-2-2", "callapi-2")
    it.leave("callapi-2")
    assert (it.legs, it.sessions) == (1, 1)
