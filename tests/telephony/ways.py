"""The four methods that bring two people together, each with its own two phones.

So all four can be tried side by side.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from tests.telephony.conftest import LINES
from tests.telephony.office import (
    CONTACT_HZ,
    MUSIC_HZ,
    SECOND_HZ,
    VIRTUAL,
    Call,
    Office,
)
from tests.telephony.phone import Phone, Step
from tests.telephony.phones import Phones


@dataclass(frozen=True)
class Way:
    method: str
    second: str  # what the method calls the second party
    number: str  # of the second party
    contact: str
    virtual: str = VIRTUAL
    employee: str = ""
    scenario: str = ""
    has_music: bool = False  # of the client's choice; others have dialling music
    briefed: "Way | None" = None  # with a message of the scenario's own

    async def start(self, office: Office, first: str, **params: object) -> Call:
        """`first` is `contact` or `second`."""
        return await office.start(
            self.method,
            contact=self.contact,
            virtual_phone_number=self.virtual,
            first_call=first if first == "contact" else self.second,
            **self.own(office),
            **params,
        )

    def own(self, office: Office) -> dict[str, object]:
        params: dict[str, object] = {}
        if self.second == "operator":
            params["operator"] = self.number
        if self.employee:
            params["employee"] = {"id": office.employees[self.employee]}
        if self.scenario:
            params["scenario_id"] = office.scenarios[self.scenario]
        if self.has_music:
            params["media_file_id"] = office.media["music"]
        return params

    def messages(self, office: Office) -> dict[str, object]:
        """One for each; that to the second may be the scenario's."""
        note, brief = office.message("note"), office.message("brief")
        if self.method == "start.vnumber_call":
            return {"contact_message": note}
        return {"contact_message": note, f"{self.second}_message": brief}

    async def phones(self, phones: Phones, *steps: Step) -> tuple[Phone, Phone]:
        """The second's and the contact's; without steps they wait to be told."""
        contact = await phones.outside(self.contact, *steps, hertz=CONTACT_HZ)
        if self.number in LINES:
            word = LINES[self.number]
            second = await phones.line(self.number, word, *steps, hertz=SECOND_HZ)
        else:
            second = await phones.outside(self.number, *steps, hertz=SECOND_HZ)
        return second, contact

    async def hears_music(self, phone: Phone) -> None:
        if self.has_music:
            await phone.hears(MUSIC_HZ)
        else:
            await phone.hears_music_or_speech()

    async def talk(self, call: Call, second: Phone, contact: Phone) -> None:
        """Both hear each other; then it is over."""
        await call.shows({self.number: "Conversation", self.contact: "Conversation"})
        await asyncio.gather(contact.hears(SECOND_HZ), second.hears(CONTACT_HZ))
        await call.ask("release.call")
        await asyncio.gather(second.ended(), contact.ended())
        await call.finishes("operator_disconnects")


SIMPLE = Way("start.simple_call", "operator", "0486173", "12025550141", has_music=True)
EMPLOYEE = Way(
    *("start.employee_call", "employee", "0486174", "12025550142"),
    employee="Moss",
    has_music=True,
)
VNUMBER = Way(
    *("start.vnumber_call", "employee", "12025550301", "12025550143"),
    virtual="12025550104",
)
SCENARIO = Way(
    *("start.scenario_call", "employee", "12025550302", "12025550144"),
    scenario="Shore",
)
BRIEFED_VNUMBER = Way(
    *("start.vnumber_call", "employee", "12025550301", "12025550143"),
    virtual="12025550105",
)
ALL = (SIMPLE, EMPLOYEE, VNUMBER, SCENARIO)
BRIEFED = (SIMPLE, EMPLOYEE, BRIEFED_VNUMBER, SCENARIO)


async def each(ways: tuple[Way, ...], scene: Callable[[Way], Awaitable[None]]) -> None:
    """All at once."""
    async with asyncio.TaskGroup() as together:
        for way in ways:
            together.create_task(run(scene, way))


async def run(scene: Callable[[Way], Awaitable[None]], way: Way) -> None:
    try:
        await scene(way)
    except AssertionError as reason:
        raise AssertionError(f"{way.method}: {reason}") from reason
