"""Who is refused time and again is slowed, and nobody else."""

import asyncio

from callapi.edge.brake import AT_ONCE_S, MOST_HELD, PATIENCE_S, Brake
from tests.fakes import FakeClock, turn_loop

PER_S = 10
AT_ONCE = int(AT_ONCE_S * PER_S)


async def test_some_refusals_are_told_at_once_the_rest_at_a_pace(
    clock: FakeClock,
) -> None:
    slow, begun = Brake(clock, PER_S), clock.now()
    told: list[float] = []

    async def refuse() -> None:
        await slow.hold("a")
        told.append(round(clock.now() - begun, 3))

    tasks = [asyncio.create_task(refuse()) for _ in range(AT_ONCE + 3)]
    await turn_loop()
    assert told == [0.0] * AT_ONCE
    await clock.advance(1)
    await asyncio.gather(*tasks)
    assert told[AT_ONCE:] == [0.1, 0.2, 0.3]


async def test_what_was_dear_counts_as_several(clock: FakeClock) -> None:
    slow = Brake(clock, PER_S)
    await slow.hold("a", AT_ONCE)
    task = asyncio.create_task(slow.hold("a", 10))
    await turn_loop()
    assert clock.due_times == [clock.now() + 1]
    await clock.advance(1)
    await task


async def test_another_is_not_slowed(clock: FakeClock) -> None:
    slow = Brake(clock, PER_S)
    for _ in range(AT_ONCE):
        await slow.hold("a")
    await slow.hold("b")
    assert clock.due_times == []


async def test_after_a_pause_he_is_as_any_other(clock: FakeClock) -> None:
    slow = Brake(clock, PER_S)
    for _ in range(2):
        for _ in range(AT_ONCE):
            await slow.hold("a")
        await clock.advance(AT_ONCE_S)
    assert clock.due_times == []


async def test_nobody_is_held_for_long(clock: FakeClock) -> None:
    slow, begun = Brake(clock, PER_S), clock.now()
    tasks = [asyncio.create_task(slow.hold("a")) for _ in range(MOST_HELD)]
    await turn_loop()
    assert max(clock.due_times) == begun + PATIENCE_S
    await clock.advance(PATIENCE_S)
    await asyncio.gather(*tasks)


async def test_who_does_not_wait_for_his_answers_takes_no_more_memory(
    clock: FakeClock,
) -> None:
    slow = Brake(clock, PER_S)
    held = [asyncio.create_task(slow.hold("a")) for _ in range(AT_ONCE + MOST_HELD)]
    await turn_loop()
    await slow.hold("a")
    assert len(clock.due_times) == MOST_HELD
    for task in held:
        task.cancel()
    await asyncio.gather(*held, return_exceptions=True)


async def test_not_everybody_is_remembered(clock: FakeClock) -> None:
    slow = Brake(clock, PER_S, most_known=3)
    for _ in range(AT_ONCE):
        await slow.hold("a")
    for who in range(2):
        await slow.hold(who)
    await clock.advance(0.1)
    await slow.hold("b")  # one too many: only "a" is still paced
    task = asyncio.create_task(slow.hold("a"))
    await turn_loop()
    assert len(clock.due_times) == 0  # it has had a tenth of a second
    await slow.hold("c")
    await slow.hold("d")  # all of them at once: nobody is known any more
    await slow.hold("a")
    await task
    assert clock.due_times == []


async def test_who_is_held_is_told_when_the_server_stops(clock: FakeClock) -> None:
    slow = Brake(clock, PER_S)
    held = [asyncio.create_task(slow.hold("a")) for _ in range(AT_ONCE + 3)]
    await turn_loop()
    slow.release()
    await asyncio.gather(*held)
    await slow.hold("a")
    assert clock.due_times == []


async def test_without_a_pace_nobody_is_held(clock: FakeClock) -> None:
    slow = Brake(clock, 0)
    for _ in range(1000):
        await slow.hold("a")
    assert clock.due_times == []
