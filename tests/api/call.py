"""A running call as tests of the management methods hold it."""

from dataclasses import dataclass
from typing import Any

from callapi.domain.session import Leg, Role, Session
from callapi.domain.states import State
from tests.api.world import CONTACT, LINE, OPERATOR, World

HOLD = {"type": "tts", "value": "Please hold the line."}
THIRD = "12025550160"  # nobody's here
STONE = "0486174"  # Ann Stone, extension 202, the coach of Dana Reyes


@dataclass(frozen=True, slots=True)
class Call:
    world: World
    id: int
    key: str | None = None
    contact: str = CONTACT
    operator: str = OPERATOR

    async def ask(self, method: str, **params: Any) -> None:
        """A request about this call that has to succeed."""
        data = await self.world.ok(
            method, self.key, **{"call_session_id": self.id, **params}
        )
        assert data == {"success": True}

    async def fails(self, method: str, **params: Any) -> dict[str, Any]:
        return await self.world.fails(
            method, self.key, **{"call_session_id": self.id, **params}
        )

    async def reaches(self, *states: State) -> Session:
        return await self.world.reaches(self.id, *states)

    async def ends(self) -> str:
        return await self.world.ends(self.id)

    async def state(self) -> State:
        return (await self.world.session(self.id)).state

    async def shown(self) -> dict[str, Any]:
        """The call as `list.calls` shows it."""
        calls = await self.world.ok("list.calls", self.key)
        [call] = [it for it in calls if it["call_session_id"] == self.id]
        shown: dict[str, Any] = call
        return shown

    async def leg(self, role: Role) -> Leg:
        leg = (await self.world.session(self.id)).leg(role)
        assert leg is not None, f"no {role}"
        return leg

    async def shown_leg(self, role: Role) -> dict[str, Any]:
        """The leg as `list.calls` shows it."""
        leg_id = (await self.leg(role)).id
        [leg] = [it for it in (await self.shown())["legs"] if it["leg_id"] == leg_id]
        shown: dict[str, Any] = leg
        return shown

    # --- who hears whom

    async def connects(self, *numbers: str) -> None:
        """These phones hear each other and nothing else."""
        for number in numbers:
            others = {("leg", other) for other in numbers if other != number}
            await self.hears_only(number, *others)

    async def hears_only(self, number: str, *sounds: tuple[str, str]) -> None:
        phone = self.world.phone(number)
        wanted = set(sounds)
        await phone.until(lambda: set(phone.hears) == wanted, f"hear only {wanted}")

    # --- on the way

    async def hold(self) -> str:
        """Hold with a text; the path of the sound that the contact hears now."""
        await self.ask("hold.call", contact_message=HOLD)
        path = (await self.world.said(HOLD["value"])).path
        await self.hears_only(self.contact, ("file", path))
        return path

    async def dial(
        self, to: str = THIRD, phone: str | None = None, **params: Any
    ) -> None:
        """Hold and make a call; `phone` rings until the test says more."""
        third = phone or to
        self.world.by_hand(third)
        await self.hold()
        await self.ask("make.call", to=to, **params)
        await self.world.phone(third).rings()

    async def consult(self) -> None:
        """Bring the operator into a talk with the third party."""
        await self.dial()
        self.world.phone(THIRD).answer()
        await self.reaches(State.OPERATOR_TALK)
        await self.world.phone(self.operator).hears_source("leg", THIRD)


async def talking(world: World, **params: Any) -> Call:
    """A simple call whose parties talk; `key` is another account's."""
    call = Call(
        world,
        await world.talk(**params),
        params.get("key"),
        params.get("contact", CONTACT),
        params.get("operator", OPERATOR),
    )
    await call.connects(call.contact, call.operator)
    return call


async def talking_employee(
    world: World, employee: str = "Reyes", line: str = LINE, **params: Any
) -> Call:
    """A call of an employee on his first number."""
    session_id = await world.employee_talk(employee, **params)
    call = Call(world, session_id, None, params.get("contact", CONTACT), line)
    await call.connects(call.contact, line)
    return call
