"""A busy day: calls that are over, and calls that are up meanwhile."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Final

from callapi.client import Event, follow
from scripts.pictures.demo import Demo

OLIVIA, MARCUS, INES = "12025550161", "12025550162", "12025550163"
GRACE: Final = "12025550143"
BUSY: Final = "12025550113"
CONTACTS: Final = {
    "Olivia Park": OLIVIA,
    "Marcus Bell": MARCUS,
    "Ines Romero": INES,
    "Tom Avery": BUSY,
}
REPAIRS, NOWHERE = "12025550101", "12025550102"
WAIT_S: Final = 60.0
TALKED_S: Final = 6.0
STORY: Final[Any] = {
    "key": "story",
    "type": "voice_greeting",
    "settings": {"message": {"type": "tts", "value": "You will be helped soon. " * 30}},
}
HOLD: Final[Any] = {"type": "tts", "value": "One moment please."}


class Watch:
    """What has happened so far, to be waited for."""

    def __init__(self) -> None:
        self._seen: list[Event] = []
        self._more = asyncio.Condition()

    async def note(self, events: AsyncIterator[Event]) -> None:
        async for event in events:
            async with self._more:
                self._seen.append(event)
                self._more.notify_all()

    async def until(self, name: str, **facts: Any) -> Event:
        def found() -> Event | None:
            wanted = facts.items()
            its = (it for it in self._seen if it.name == name)
            return next((it for it in its if wanted <= it.data.items()), None)

        async with asyncio.timeout(WAIT_S), self._more:
            await self._more.wait_for(lambda: found() is not None)
        event = found()
        assert event is not None
        return event


@asynccontextmanager
async def watching(demo: Demo) -> AsyncIterator[Watch]:
    watch = Watch()
    task = asyncio.create_task(watch.note(follow(demo.connection)))
    yield watch
    task.cancel()


async def past(demo: Demo) -> None:
    for name, number in CONTACTS.items():
        await demo.data_api.create_contacts(last_name=name, phone_numbers=[number])
    async with watching(demo) as watch:
        await demo.simulator.call(MARCUS, REPAIRS)
        await watch.until("talk_started", contact_phone_number=MARCUS)
        await asyncio.sleep(TALKED_S)
        await demo.simulator.post(f"phones/{MARCUS}/hang_up")
        await watch.until("call_session_finished", contact_phone_number=MARCUS)
        await demo.simulator.call(INES, NOWHERE)
        await watch.until("call_session_finished", contact_phone_number=INES)
        await connect(demo, "Smith Ann", BUSY)
        await watch.until("call_session_finished", contact_phone_number=BUSY)
        recorded = await connect(demo, "Brown James Earl", OLIVIA)
        await watch.until("talk_started", call_session_id=recorded)
        await asyncio.sleep(TALKED_S)
        await demo.call_api.release_call(call_session_id=recorded)
        await watch.until("talk_recorded", call_session_id=recorded)


async def now(demo: Demo) -> int:
    """The call of the picture: Ann consults Robert, Grace waits."""
    api = demo.call_api
    async with watching(demo) as watch:
        call = await connect(demo, "Smith Ann", GRACE)
        await connect(demo, "Brown James Earl", OLIVIA)
        await watch.until("talk_started", contact_phone_number=OLIVIA)
        await watch.until("talk_started", call_session_id=call)
        await api.tag_call(call_session_id=call, tag_id=await sale(demo))
        await api.hold_call(call_session_id=call, contact_message=HOLD)
        await api.make_call(call_session_id=call, to="103")
        await watch.until("leg_answered", extension_phone_number="103")
        await somebody_waits(demo)
        await watch.until("in_call", contact_phone_number=INES)
    return call


async def somebody_waits(demo: Demo) -> None:
    """To whom a long story is told."""
    scenario = await demo.data_api.create_scenarios(
        name="A story", start_operation_key="story", operations=[STORY]
    )
    numbers = await demo.data_api.get_virtual_numbers()
    number = next(it for it in numbers if it["virtual_phone_number"] == NOWHERE)
    await demo.data_api.create_call_processing_rules(
        number_capacity_id=number["id"], scenario_id=scenario["id"]
    )
    await demo.simulator.call(INES, NOWHERE)


async def connect(demo: Demo, employee: str, contact: str) -> int:
    found = next(it for it in demo.told["employees"] if it["name"] == employee)
    started = await demo.call_api.start_employee_call(
        first_call="employee",
        contact=contact,
        employee={"id": found["id"]},
        virtual_phone_number="12025550100",
        direction="out",
    )
    return int(started["call_session_id"])


async def sale(demo: Demo) -> int:
    tags = await demo.data_api.get_tags()
    return next(int(it["id"]) for it in tags if it["name"] == "Sale")
