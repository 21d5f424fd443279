"""Batch: what is asked while a trip is under way goes along with the next."""

import asyncio
from collections.abc import Sequence

import pytest

from callapi.batch import Batch


class Trips:
    """Doubles numbers; every trip waits until it is let go."""

    def __init__(self) -> None:
        self.made: list[list[int]] = []
        self.under_way = asyncio.Event()
        self.go = asyncio.Event()

    async def make(self, numbers: Sequence[int]) -> Sequence[int]:
        self.made.append(list(numbers))
        self.under_way.set()
        await self.go.wait()
        if 13 in numbers:
            raise ValueError("unlucky")
        return [2 * number for number in numbers]


async def test_what_comes_together_goes_together() -> None:
    trips = Trips()
    trips.go.set()
    batch = Batch(trips.make, largest=10)
    assert await asyncio.gather(*(batch.ask(n) for n in range(4))) == [0, 2, 4, 6]
    assert trips.made == [[0, 1, 2, 3]]
    assert await batch.ask(5) == 10
    await batch.close()


async def test_what_comes_later_waits_for_the_next_trip() -> None:
    trips = Trips()
    batch = Batch(trips.make, largest=2)
    first = asyncio.create_task(batch.ask(1))
    await trips.under_way.wait()
    later = [asyncio.create_task(batch.ask(n)) for n in (2, 3, 4)]
    await asyncio.sleep(0)
    trips.go.set()
    assert await asyncio.gather(first, *later) == [2, 4, 6, 8]
    assert trips.made == [[1], [2, 3], [4]]


async def test_a_failed_trip_fails_for_all_of_it_and_no_other() -> None:
    trips = Trips()
    trips.go.set()
    batch = Batch(trips.make, largest=2)
    answers = await asyncio.gather(
        *(batch.ask(n) for n in (13, 1, 2)), return_exceptions=True
    )
    assert [type(answer) for answer in answers] == [ValueError, ValueError, int]


@pytest.mark.parametrize("number", [13, 1])
async def test_who_went_away_is_not_answered(number: int) -> None:
    trips = Trips()
    batch = Batch(trips.make, largest=2)
    gone = asyncio.create_task(batch.ask(number))
    stays = asyncio.create_task(batch.ask(2))
    await trips.under_way.wait()
    gone.cancel()
    trips.go.set()
    await asyncio.wait([gone, stays])
    await batch.close()
    assert gone.cancelled()
    assert (stays.exception() is None) == (number != 13)


async def test_closing_waits_for_the_last_trip() -> None:
    trips = Trips()
    batch = Batch(trips.make, largest=2)
    asked = asyncio.create_task(batch.ask(1))
    await trips.under_way.wait()
    asyncio.get_running_loop().call_soon(trips.go.set)
    await batch.close()
    assert asked.done() or await asked == 2
