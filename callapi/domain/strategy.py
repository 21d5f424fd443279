"""In which order an operation dials those it has found (Data API spec 4.4)."""

import random
from collections.abc import Mapping

from callapi.domain.target import Target


def in_order(
    targets: tuple[Target, ...],
    strategy: str,
    *,
    last: int | None = None,
    talked: Mapping[int, float] | None = None,
    chance: random.Random | None = None,
) -> tuple[Target, ...]:
    """Employees in the strategy's order, each with his numbers in his own.

    `last`: who answered the previous call; `talked`: when each talked last.
    """
    people: dict[int | str, list[Target]] = {}
    for target in targets:
        people.setdefault(target.employee_id or target.number, []).append(target)
    order = list(people)
    match strategy:
        case "round_robin" if last in people:
            after = order.index(last) + 1
            order = order[after:] + order[:after]
        case "least_recent":
            ends = talked or {}
            order.sort(key=lambda it: ends.get(it, 0.0) if isinstance(it, int) else 0.0)
        case "random":
            (chance or random.Random()).shuffle(order)
        case _:
            return targets
    return tuple(target for person in order for target in people[person])
