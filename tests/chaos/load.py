"""People who use the API and telephones at random, each by a chance of his own.

What they do is the same for the same seed; what comes of it is not, for time decides.
"""

import asyncio
import itertools
import time
from contextlib import suppress
from dataclasses import dataclass, field
from random import Random
from typing import Any

from callapi.simulator import command as phones
from callapi.simulator.command import SimulatorError
from tests.api.world import LINE, PLAIN, VIRTUAL
from tests.chaos.journal import Asked, Journal
from tests.chaos.world import World

CALLERS = 8
TEXT = {"type": "tts", "value": "One moment please."}
BEHAVIOURS = ("answer", "answer", "answer", "ring, wait 1, answer", "by_hand", "busy")
LINES = ("0486174", "0486175")  # of employees who call
KINDS = ("simple", "simple", "simple", "employee", "vnumber", "informer", "scenario")
REPEAT_S = 0.3
LONGEST_S = 90.0  # somebody answers by then

Step = tuple[str, dict[str, Any]]


@dataclass(slots=True)
class People:
    world: World
    journal: Journal
    seed: int
    ids: dict[str, int]  # of things that starts and tags name
    is_over: bool = False
    keys: list[str] = field(default_factory=list)
    numbers: set[str] = field(default_factory=set)  # called by a start, once each
    _places: "itertools.count[int]" = field(default_factory=lambda: itertools.count())

    async def live(self) -> None:
        """Until it is over; what has been asked is asked to its end."""
        crowd = [self._caller(Random(f"{self.seed} {n}")) for n in range(CALLERS)]
        await asyncio.gather(*crowd, self._clerk(Random(f"{self.seed} clerk")))

    async def _caller(self, chance: Random) -> None:
        while not self.is_over:
            act = chance.choice([self._out, self._out, self._out, self._in])
            await act(chance)

    async def _clerk(self, chance: Random) -> None:
        """Of another account, who asks for more than its points are good for."""
        while not self.is_over:
            token = self.world.keys.foreign
            await self.journal.ask(chance, "list.calls", token=token)
            await self._pause(chance, 0.3)

    # --- calls that are started

    async def _out(self, chance: Random) -> None:
        contact, operator, third = self._new_numbers()
        for number in (contact, operator, third):
            await self._tell(number, "behave", script=chance.choice(BEHAVIOURS))
        method, params = self._start(chance, contact, operator)
        started = await self._begin(chance, method, params)
        if started.session_id is None:
            return
        for step in self._plot(chance, third):
            await self._pause(chance)
            await self._do(chance, started.session_id, *step)
        await self._pause(chance)
        match chance.randrange(4):
            case 0:
                await self._tell(contact, "hang_up")
            case 1 | 2:
                await self._do(chance, started.session_id, "release.call", {})

    def _start(self, chance: Random, contact: str, operator: str) -> Step:
        usual: dict[str, Any] = {"virtual_phone_number": VIRTUAL, "contact": contact}
        kind = chance.choice(KINDS)
        if chance.random() < 0.3 or kind == "informer":
            usual["contact_message"] = TEXT
        match kind:
            case "simple":
                usual["first_call"] = chance.choice(["contact", "operator"])
                usual["operator"] = operator
                self.numbers |= {contact, operator}
            case "employee":
                usual["first_call"] = chance.choice(["contact", "employee"])
                usual["employee"] = {"id": self.ids["employee"]}
            case "scenario" | "vnumber":
                usual["first_call"] = chance.choice(["contact", "employee"])
                usual["virtual_phone_number"] = PLAIN
            case "informer":
                pass
        if kind == "vnumber":
            usual.pop("contact_message", None)
        if kind == "scenario":
            usual["scenario_id"] = self.ids["scenario"]
        self.numbers.add(contact)
        return f"start.{kind}_call", usual

    async def _begin(
        self, chance: Random, method: str, params: dict[str, Any]
    ) -> Asked:
        """With a key it is asked until it is answered, and sometimes once more."""
        if chance.random() < 0.3:
            return await self.journal.ask(chance, method, **params)
        key = f"{self.seed} {next(self._places)}"
        self.keys.append(key)
        named = {**params, "external_id": key}
        began = time.monotonic()
        while True:
            both = chance.random() < 0.2  # at once, and of two nodes perhaps
            asked = await asyncio.gather(
                *(
                    self.journal.ask(chance, method, key=key, **named)
                    for _ in range(1 + both)
                )
            )
            for it in asked:
                if it.answered_at is not None:
                    return it
            if time.monotonic() - began > LONGEST_S:
                self.journal.broken.append(f"{method} is answered by nobody: {key}")
                return asked[0]
            await asyncio.sleep(REPEAT_S)

    def _plot(self, chance: Random, third: str) -> list[Step]:
        """What is done in one call; some of it is refused, as it comes too early."""
        hold: Step = ("hold.call", {"contact_message": TEXT})
        make: Step = ("make.call", {"to": third})
        plots: list[list[Step]] = [
            [hold, ("unhold.call", {})],
            [hold, make, ("restore.talk", {})],
            [hold, make, ("transfer.talk", {})],
            [("add.coach", {"phone_number": third}), hold],
            [("record.call", {"action": "on"}), ("record.call", {"action": "off"})],
            [("record.call", {"action": "on"}), hold, ("unhold.call", {})],
            [("tag.call", {"tag_id": self.ids["tag"]})],
            [("send.dtmf", {"dtmf_string": chance.choice("0123456789*#")})],
            [("call.talk_option", {"button": chance.choice("1234567")})],
            [("list.calls", {}), ("disconnect.leg", {})],
        ]
        return chance.choice(plots) + chance.choice([[], chance.choice(plots)])

    async def _do(
        self, chance: Random, session_id: int, method: str, params: dict[str, Any]
    ) -> None:
        if method != "list.calls":
            params = {**params, "call_session_id": session_id}
        if method == "disconnect.leg":
            params["leg_id"] = await self._any_leg(chance, session_id)
        await self.journal.ask(chance, method, **params)

    async def _any_leg(self, chance: Random, session_id: int) -> int:
        shown = await self.journal.ask(chance, "list.calls")
        legs = [
            leg["leg_id"]
            for call in shown.data or []
            for leg in call["legs"]
            if call["call_session_id"] == session_id
        ]
        return chance.choice(legs) if legs else 1

    # --- calls that come in, and those of employees

    async def _in(self, chance: Random) -> None:
        caller, to, _ = self._new_numbers()
        if chance.random() < 0.3:
            caller = chance.choice(LINES)
        else:
            to = chance.choice([PLAIN, VIRTUAL])
        with suppress(SimulatorError):
            await phones.call(self.world.phones, caller, to)
        await self._pause(chance, 3.0)
        if chance.random() < 0.5:
            await self._tell(caller, "press", keys=chance.choice("12"))
            await self._pause(chance)
        await self._tell(caller, "hang_up")

    async def hang_up(self) -> None:
        """Everybody who has called from a line or from outside."""
        for number in (*LINES, LINE):
            await self._tell(number, "hang_up")

    async def _tell(self, number: str, action: str, **params: str) -> None:
        """To a phone; it may have no call, and the network may be gone."""
        path = f"/phones/{number}/{action}"
        with suppress(SimulatorError):
            await phones.ask(self.world.phones, "POST", path, params)

    def _new_numbers(self) -> tuple[str, str, str]:
        place = next(self._places)
        return f"12025554{place:03d}", f"12025555{place:03d}", f"12025556{place:03d}"

    async def _pause(self, chance: Random, longest_s: float = 1.2) -> None:
        await asyncio.sleep(chance.uniform(0.0, longest_s))
