"""Slots: who does not answer is asked once at a time, and takes none of the quick."""

from callapi.notify.slots import MOST, MOST_KNOWN, PER_HOST, QUICK_S, Slots


def test_a_host_has_one_slot_until_it_answers() -> None:
    slots = Slots()
    slots.take("new", quick=False)
    assert slots.free() == {"new": 0}
    slots.note("new", has_answered=True, seconds=QUICK_S + 1)
    assert slots.free() == {"new": PER_HOST - 1}
    slots.note("new", has_answered=False, seconds=QUICK_S)
    assert slots.free() == {"new": 0}
    slots.give("new", quick=False)
    assert slots.free() == {}


def test_quick_hosts_have_room_of_their_own() -> None:
    slots = Slots()
    slots.note("quick", has_answered=True, seconds=QUICK_S)
    slots.note("slow", has_answered=True, seconds=QUICK_S + 1)
    assert slots.quick == ["quick"]
    for n in range(MOST):
        slots.take(f"dead {n}", quick=False)
    assert (slots.room(quick=False), slots.room(quick=True)) == (0, MOST)


def test_what_is_known_of_hosts_has_an_end() -> None:
    slots = Slots()
    for n in range(MOST_KNOWN + 1):
        slots.note(str(n), has_answered=True, seconds=0.0)
    slots.note("1", has_answered=True, seconds=0.0)  # asked again
    slots.note("last", has_answered=True, seconds=0.0)
    assert len(slots.quick) == MOST_KNOWN
    assert slots.quick[-2:] == ["1", "last"]
    assert "0" not in slots.quick
    assert "2" not in slots.quick
