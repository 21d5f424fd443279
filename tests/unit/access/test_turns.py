"""Turns: many ask at once, and nobody stands in another's way."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from callapi.access.turns import Crowded, Turns
from tests.fakes import turn_loop


class Crowd:
    """Those who ask, by name; the first letter is the peer, the second the login."""

    def __init__(self, turns: Turns) -> None:
        self.turns = turns
        self.called: list[str] = []
        self.tasks: dict[str, asyncio.Task[None]] = {}
        self.over: dict[str, asyncio.Event] = {}

    async def ask(self, *names: str) -> None:
        self.come(*names)
        await turn_loop()

    def come(self, *names: str) -> None:
        for name in names:
            self.over[name] = asyncio.Event()
            self.tasks[name] = asyncio.create_task(self._take(name))

    async def end(self, *names: str) -> None:
        for name in names:
            self.over[name].set()
            await self.tasks[name]
            await turn_loop()

    async def end_all(self) -> None:
        """Each in the order in which it was called."""
        done = 0
        while done < len(self.called):
            await self.end(self.called[done])
            done += 1

    async def _take(self, name: str) -> None:
        async with self.turns.of(name[0], name[1]):
            self.called.append(name)
            await self.over[name].wait()


@asynccontextmanager
async def crowd(
    at_once: int = 1, most_waiting: int = 64, patience_s: float = 10.0
) -> AsyncIterator[Crowd]:
    made = Crowd(Turns(at_once, most_waiting, patience_s))
    yield made
    for task in made.tasks.values():
        task.cancel()
    await asyncio.gather(*made.tasks.values(), return_exceptions=True)


async def test_only_so_many_have_a_turn() -> None:
    async with crowd(at_once=2) as they:
        await they.ask("Aa1", "Bb1", "Cc1")
        assert they.called == ["Aa1", "Bb1"]
        await they.end("Bb1")
        assert they.called == ["Aa1", "Bb1", "Cc1"]


async def test_no_peer_has_more_than_half() -> None:
    async with crowd(at_once=4) as they:
        await they.ask("Aa1", "Ab1", "Ac1", "Bd1")
        assert they.called == ["Aa1", "Ab1", "Bd1"]
        await they.end("Ab1")
        assert they.called == ["Aa1", "Ab1", "Bd1", "Ac1"]


async def test_another_peer_waits_for_one_turn_however_many_wait() -> None:
    async with crowd() as they:
        await they.ask(*(f"A{login}1" for login in "abcdefgh"), "Bz1")
        await they.end_all()
        assert they.called[:3] == ["Aa1", "Ab1", "Bz1"]
        assert len(they.called) == 9


async def test_peers_take_turns() -> None:
    async with crowd() as they:
        await they.ask("Aa1", "Ab1", "Ac1", "Bd1", "Be1", "Cf1", "Cg1")
        await they.end_all()
        assert they.called == ["Aa1", "Ab1", "Bd1", "Cf1", "Ac1", "Be1", "Cg1"]


async def test_logins_of_a_peer_take_turns() -> None:
    async with crowd() as they:
        await they.ask("Aa1", "Aa2", "Aa3", "Aa4", "Ab1", "Ac1")
        await they.end_all()
        assert they.called == ["Aa1", "Aa2", "Ab1", "Ac1", "Aa3", "Aa4"]


async def test_a_login_has_one_turn_at_a_time_whoever_asks() -> None:
    async with crowd(at_once=4) as they:
        await they.ask("Aa1", "Ba2", "Ba3", "Bb1")
        assert they.called == ["Aa1", "Bb1"]
        await they.end("Aa1")
        assert they.called == ["Aa1", "Bb1", "Ba2"]


async def test_when_too_many_wait_the_last_of_the_longest_line_goes() -> None:
    async with crowd(most_waiting=4) as they:
        await they.ask("Aa1", "Ab1", "Ac1", "Ad1", "Be1")
        await they.ask("Ae1")
        with pytest.raises(Crowded):
            await they.tasks["Ae1"]
        await they.ask("Cf1")
        with pytest.raises(Crowded):
            await they.tasks["Ad1"]
        await they.end_all()
        assert sorted(they.called) == ["Aa1", "Ab1", "Ac1", "Be1", "Cf1"]


async def test_of_the_longest_line_the_longest_login_goes() -> None:
    async with crowd(most_waiting=3) as they:
        await they.ask("Aa1", "Ab1", "Ab2", "Ac1", "Ad1")
        with pytest.raises(Crowded):
            await they.tasks["Ab2"]


async def test_who_waits_too_long_is_sent_away() -> None:
    async with crowd(patience_s=0.001) as they:
        await they.ask("Aa1", "Bb1")
        with pytest.raises(Crowded):
            await they.tasks["Bb1"]
        await they.end("Aa1")
        await they.ask("Cc1")
        assert they.called == ["Aa1", "Cc1"]


async def test_who_leaves_holds_up_nobody() -> None:
    async with crowd() as they:
        await they.ask("Aa1", "Bb1", "Cc1")
        they.tasks["Bb1"].cancel()
        await turn_loop()
        await they.end("Aa1")
        assert they.called == ["Aa1", "Cc1"]


async def test_who_leaves_when_called_gives_the_turn_on() -> None:
    async with crowd() as they:
        async with they.turns.of("A", "a"):
            await they.ask("Bb1", "Cc1")
        they.tasks["Bb1"].cancel()  # it was called, and does not know
        await turn_loop()
        assert they.called == ["Cc1"]


async def test_who_leaves_while_another_ends_is_not_called() -> None:
    async with crowd() as they:
        await they.ask("Aa1", "Bb1", "Cc1")
        they.over["Aa1"].set()
        they.tasks["Bb1"].cancel()  # both go on in the same turn of the loop
        await they.end("Aa1")
        assert they.called == ["Aa1", "Cc1"]
        await they.end("Cc1")
        await they.ask("Dd1")
        assert they.called == ["Aa1", "Cc1", "Dd1"]


async def test_who_leaves_is_not_turned_away_as_well() -> None:
    async with crowd(most_waiting=2) as they:
        await they.ask("Aa1", "Bb1", "Bb2")
        they.come("Cc1")  # one too many, and
        they.tasks["Bb2"].cancel()  # who would have to go for him goes by himself
        await turn_loop()
        await they.end("Aa1", "Bb1")
        assert they.called == ["Aa1", "Bb1", "Cc1"]


async def test_a_failure_ends_the_turn() -> None:
    turns = Turns(1)
    with pytest.raises(ZeroDivisionError):
        async with turns.of("A", "a"):
            raise ZeroDivisionError
    async with turns.of("A", "a"):
        pass
