"""Many calls at once, and everybody does anything at any time.

Whatever happens, every request is answered as its method documents, every call ends
once, and nothing is left of it. A seed that fails fails again.
"""

import asyncio
import random
from dataclasses import dataclass, field
from typing import Any

import pytest

from callapi.domain.session import Fax, Role
from callapi.domain.states import ON_HOLD, State
from tests.api.world import SCRIPTED, VIRTUAL, World
from tests.contract import methods

CALLS = 8
ROUNDS = 12
AT_ONCE = 12
BEHAVIOURS = ("answer", "answer", "answer", "ring", "ring, wait 3, answer")
THIRDS = ("202", "0486174", "12025553000", "12025553001", "9999")
TEXT = {"type": "tts", "value": "One moment please."}


@dataclass(slots=True)
class Storm:
    world: World
    chance: random.Random
    sessions: list[int] = field(default_factory=list)
    numbers: list[str] = field(default_factory=list)
    tags: list[int] = field(default_factory=list)

    # --- beginning

    async def begin(self) -> None:
        self.tags = [
            await self.world.id_of("tags", n) for n in ("Hot lead", "Complaint")
        ]
        await asyncio.gather(*(self.start(place) for place in range(CALLS)))

    async def start(self, place: int) -> None:
        contact, operator = f"1202555{1000 + place}", f"1202555{2000 + place}"
        for number in (contact, operator, *THIRDS):
            self.world.phone(number).behave(self.chance.choice(BEHAVIOURS))
        self.numbers += [contact, operator]
        usual: dict[str, Any] = {"virtual_phone_number": VIRTUAL, "contact": contact}
        if self.chance.random() < 0.5:
            usual["contact_message"] = TEXT
        kind = self.chance.choice(["simple", "simple", "vnumber", "informer"])
        match kind:
            case "simple":
                usual["first_call"] = self.chance.choice(["contact", "operator"])
                usual["operator"] = operator
            case "vnumber":
                usual["first_call"] = self.chance.choice(["contact", "employee"])
                usual["virtual_phone_number"] = SCRIPTED
            case "informer":
                usual["contact_message"] = TEXT
        data = await self.world.ok(f"start.{kind}_call", **usual)
        self.sessions.append(data["call_session_id"])

    # --- anything

    async def blow(self) -> None:
        """Some requests and some telephones, all in the same moment."""
        chosen = [
            self.chance.choice([self.request, self.request, self.phone])
            for _ in range(AT_ONCE)
        ]
        await asyncio.gather(*(act() for act in chosen))
        if self.chance.random() < 0.7:
            await self.world.pass_time(self.chance.choice([0.1, 1.0, 6.0]))

    async def all_hear_what_they_should(self) -> None:
        """When the last keys have been sent, sound and state agree."""
        await self.world.pass_time(0.5)
        for session_id in self.sessions:
            session = await self.world.session(session_id)
            contact = self.world.phone(session.contact)
            if session.state is State.ENDED:
                assert contact.state in ("ended", None), session
                continue
            leg, operator = session.leg(Role.CONTACT), session.operator
            if leg is None or leg.fax is Fax.RECEIVING or operator is None:
                continue
            kinds = {sound.kind for sound in contact.hears}
            if session.state is State.TALK:
                heard = {("leg", operator.endpoint)}
                assert set(contact.hears) == heard, session
            elif session.state in ON_HOLD:
                assert kinds == {"file"}, session

    async def request(self) -> None:
        method, params = await self.any_request()
        session_id = self.chance.choice(self.sessions)
        token = self.world.keys.own
        reply = await self.world.post(
            method, {"access_token": token, "call_session_id": session_id, **params}
        )
        error = reply.get("error")
        if error is not None:
            own = {it["mnemonic"] for it in methods()[method]["errors"]}
            mnemonic = error["data"]["mnemonic"]
            assert mnemonic in own | {"invalid_parameter_value"}, (method, error)
            assert mnemonic != "internal_error", (method, error)

    async def any_request(self) -> tuple[str, dict[str, Any]]:
        chance = self.chance
        wanted: list[tuple[str, dict[str, Any]]] = [
            ("hold.call", {"contact_message": TEXT}),
            ("unhold.call", {}),
            ("make.call", {"to": chance.choice(THIRDS)}),
            ("make.call", {"to": THIRDS[2], "to_message": TEXT}),
            ("transfer.talk", {}),
            ("restore.talk", {}),
            ("tag.call", {"tag_id": chance.choice(self.tags)}),
            ("add.coach", {"phone_number": "12025553001"}),
            ("record.call", {"action": chance.choice(["on", "off"])}),
            ("send.dtmf", {"dtmf_string": chance.choice("0123456789*#")}),
            ("call.talk_option", {"button": chance.choice("01234567")}),
            ("disconnect.leg", {"leg_id": await self.any_leg()}),
        ]
        if chance.random() < 0.05:
            return "release.call", {}
        return chance.choice(wanted)

    async def any_leg(self) -> int:
        calls = await self.world.calls()
        legs = [leg["leg_id"] for call in calls for leg in call["legs"]]
        return self.chance.choice(legs) if legs else 1

    async def phone(self) -> None:
        """Somebody answers, leaves or presses a key, if he has a call."""
        phone = self.world.phone(self.chance.choice([*self.numbers, *THIRDS[1:4]]))
        match phone.state:
            case "ringing":
                self.chance.choice([phone.answer, phone.reject])()
            case "talking" if self.chance.random() < 0.3:
                phone.hang_up()
            case "talking":
                phone.press(self.chance.choice("0123456789*#"))


@pytest.mark.parametrize("seed", range(6))
async def test_nothing_breaks_and_nothing_is_left(world: World, seed: int) -> None:
    await world.give_scenario(
        {
            "key": "ask",
            "type": "menu",
            "settings": {"greeting": TEXT, "input_timeout": 2},
            "transitions": {"key_1": "ring", "timeout": "ring"},
        },
        {
            "key": "ring",
            "type": "redirect",
            "settings": {"targets": [{"type": "phone", "phone_number": THIRDS[3]}]},
        },
    )
    storm = Storm(world, random.Random(seed))
    await storm.begin()
    for _ in range(ROUNDS):
        await storm.blow()
        await storm.all_hear_what_they_should()
    await world.clear()
    for session_id in storm.sessions:
        session = await world.reaches(session_id, State.ENDED)
        assert session.finish_reason is not None
        names = await world.events(session_id)
        assert names.count("call_session_finished") == 1
        assert names.count("leg_finished") == len(session.legs)
        assert names.count("talk_started") == names.count("talk_finished")
