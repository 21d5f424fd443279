"""The order in which trunks are tried, and which ends are a trunk's fault."""

from collections import Counter
from random import Random

import pytest

from callapi.domain.happening import LegEnded
from callapi.store.trunks import Trunk
from callapi.switch.trunks import Trunks, in_order, is_refusal

NUMBER = "12025550143"


def trunk(name: str, weight: int = 1) -> Trunk:
    return Trunk(name, "192.0.2.1", weight=weight)


def firsts(trunks: list[Trunk], times: int = 4000) -> Counter[str]:
    chance = Random(7)
    return Counter(in_order(trunks, chance)[0].name for _ in range(times))


def test_calls_are_shared_by_weight() -> None:
    shares = firsts([trunk("a", 3), trunk("b", 1)])
    assert shares["a"] + shares["b"] == 4000
    assert 2850 < shares["a"] < 3150


def test_the_next_is_drawn_by_weight_among_those_left() -> None:
    chance = Random(7)
    trunks = [trunk("a", 98), trunk("b", 1), trunk("c", 1)]
    orders = [in_order(trunks, chance) for _ in range(2000)]
    after_a = Counter(it[1].name for it in orders if it[0].name == "a")
    assert 850 < after_a["b"] < 1150


def test_weight_0_comes_when_no_other_is_left() -> None:
    trunks = [trunk("spare", 0), trunk("a"), trunk("b")]
    chance = Random(7)
    lasts = {in_order(trunks, chance)[-1].name for _ in range(200)}
    assert lasts == {"spare"}


def test_trunks_of_weight_0_alone_share_alike() -> None:
    assert 1850 < firsts([trunk("a", 0), trunk("b", 0)])["a"] < 2150


def test_every_trunk_is_tried_once() -> None:
    trunks = [trunk(name, weight) for name, weight in (("a", 5), ("b", 0), ("c", 2))]
    names = sorted(it.name for it in in_order(trunks, Random(7)))
    assert names == ["a", "b", "c"]


def test_without_a_trunk_the_setting_says_how_to_dial() -> None:
    trunks = Trunks(Random(7), "PJSIP/{number}@carrier")
    assert trunks.ways(NUMBER) == [f"PJSIP/{NUMBER}@carrier"]


def test_with_trunks_each_is_a_way() -> None:
    trunks = Trunks(Random(7), "PJSIP/{number}@carrier")
    trunks.replace([trunk("a"), trunk("b", 0)])
    assert trunks.ways(NUMBER) == [
        f"PJSIP/{NUMBER}@trunk-a",
        f"PJSIP/{NUMBER}@trunk-b",
    ]


def order(trunks: Trunks) -> str:
    return "".join(
        way.removeprefix(f"PJSIP/{NUMBER}@trunk-") for way in trunks.ways(NUMBER)
    )


def test_a_trunk_that_does_not_answer_is_tried_last() -> None:
    trunks = Trunks(Random(7), "")
    trunks.replace([trunk("a", 1000), trunk("b", 1), trunk("c", 0)])
    for name in "abc":
        trunks.note(f"trunk-{name}", answers=True)
    assert order(trunks) == "abc"
    trunks.note("trunk-a", answers=False)
    assert order(trunks) == "bca"
    trunks.note("trunk-a", answers=True)
    assert order(trunks) == "abc"


def test_a_trunk_that_has_never_answered_is_tried_last() -> None:
    trunks = Trunks(Random(7), "")
    trunks.replace([trunk("a", 1000), trunk("b", 0)])
    trunks.note("trunk-b", answers=True)
    assert order(trunks) == "ba"
    assert trunks.states() == {"a": False, "b": True}


def test_a_trunk_that_was_removed_has_to_answer_again() -> None:
    trunks = Trunks(Random(7), "")
    trunks.replace([trunk("a"), trunk("b", 0)])
    for name in "ab":
        trunks.note(f"trunk-{name}", answers=True)
    trunks.replace([trunk("b", 0)])
    assert trunks.states() == {"b": True}
    trunks.replace([trunk("a"), trunk("b", 0)])
    assert order(trunks) == "ba"


# As seen on Asterisk 22.10.1, cause and SIP status.
@pytest.mark.parametrize(
    ("cause", "sip", "is_the_trunks"),
    [
        (21, 401, True),
        (21, 403, True),
        (21, 407, True),
        (18, 408, True),
        (58, 488, True),
        (38, 500, True),
        (27, 502, True),
        (34, 503, True),
        (102, 504, True),
        (58, 606, True),
        (34, None, True),
        (38, None, True),
        (41, None, True),
        (58, None, True),
        (1, 404, False),
        (19, 480, False),
        (28, 484, False),
        (17, 486, False),
        (127, 487, False),
        (17, 600, False),
        (21, 603, False),
        (1, 604, False),
        (16, None, False),
        (17, None, False),
        (19, None, False),
    ],
)
def test_a_party_that_cannot_be_reached_is_no_failure_of_the_trunk(
    cause: int, sip: int | None, is_the_trunks: bool
) -> None:
    assert is_refusal(LegEnded(1, cause, sip)) is is_the_trunks


def test_the_number_s_own_trunk_comes_first_if_it_answers() -> None:
    trunks = Trunks(Random(7), "")
    trunks.replace([trunk("heavy", 1000), trunk("own", 0), trunk("new", 0)])
    for name in ("trunk-heavy", "trunk-own"):
        trunks.note(name, answers=True)
    ways = [f"PJSIP/{NUMBER}@trunk-{name}" for name in ("own", "heavy", "new")]
    assert trunks.ways(NUMBER, "own") == ways
    trunks.note("trunk-own", answers=False)
    assert trunks.ways(NUMBER, "own")[0] == ways[1]
    assert trunks.ways(NUMBER, "gone")[0] == ways[1]
