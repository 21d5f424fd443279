"""From stored scenarios to a route that a session can run, its sounds found.

A running session keeps the version of the scenario it started with, so it is read
once, before the first step. Whose turn a call is is found out when he is dialled.
"""

from callapi.directory import scenario_operations as op
from callapi.directory import scenarios
from callapi.domain.session import DIRECT, Operation, Route
from callapi.domain.target import Target
from callapi.media.find import Media
from callapi.sessions.building import Builder, door
from callapi.store.pool import Pool

MAX_SCENARIOS = 20  # inserted ones included
DIAL_ALL_S = 3600.0  # a call without a scenario has only the numbers' own ring times


def direct(targets: tuple[Target, ...]) -> Route:
    """The route of a call without a scenario: these numbers, one after another."""
    only = Operation(DIRECT, DIRECT, targets=targets, timeout_s=DIAL_ALL_S)
    return Route((only,), DIRECT)


class Routes:
    def __init__(self, pool: Pool, media: Media) -> None:
        self._pool = pool
        self._media = media

    async def of_scenario(self, account_id: int, scenario_id: int) -> Route | None:
        """The scenario and those it inserts; None: there is no such scenario."""
        first = await scenarios.find_scenario(self._pool, account_id, scenario_id)
        if first is None:
            return None
        builder = Builder(self._pool, self._media, account_id)
        operations: list[Operation] = []
        waiting, seen = [first], {first.id}
        while waiting:
            scenario = waiting.pop()
            for place, stored in enumerate(scenario.document.operations, 1):
                base = _base(scenario, stored, place)
                operations.extend(await builder.build(base, stored))
                inserted = _inserted(stored)
                if inserted and inserted not in seen and len(seen) < MAX_SCENARIOS:
                    seen.add(inserted)
                    found = await scenarios.find_scenario(
                        self._pool, account_id, inserted
                    )
                    if found is not None:
                        operations.append(_entry(found))
                        waiting.append(found)
        start = _key(first, first.document.start_operation_key)
        return Route(
            tuple(operations), start, scenario_id=first.id, scenario_name=first.name
        )


def _base(
    scenario: scenarios.Scenario, stored: op.AnyOperation, place: int
) -> Operation:
    return Operation(
        key=_key(scenario, stored.key),
        type=stored.type,
        id=scenario.operation_ids.get(stored.key, 0),
        name=stored.name or f"{stored.title} {place}",
        scenario_id=scenario.id,
        scenario_name=scenario.name,
        transitions={
            outcome: None if key is None else _key(scenario, key)
            for outcome, key in stored.ways()
        },
    )


def _inserted(stored: op.AnyOperation) -> int | None:
    return stored.settings.scenario_id if isinstance(stored, op.RunScenario) else None


def _key(scenario: scenarios.Scenario, key: str) -> str:
    """Keys are unique in their scenario only."""
    return f"{scenario.id}:{key}"


def _entry(scenario: scenarios.Scenario) -> Operation:
    """Where an inserted scenario is entered, before its start is known."""
    start = _key(scenario, scenario.document.start_operation_key)
    return Operation(door(scenario.id), "goto_operation", next=start)
