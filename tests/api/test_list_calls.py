"""list.calls (spec 3.3.14)."""

from callapi.domain.session import Role
from tests.api.call import Call
from tests.api.world import VIRTUAL, World

RITA = "0486175"  # Rita Recorded, whose calls that go out are recorded


async def documented_call(world: World, contact: str, employee_id: int) -> Call:
    """The example of start.employee_call, its parties in conversation."""
    world.phone(contact).behave("answer")
    world.phone(RITA).behave("answer")
    data = await world.ok(
        "start.employee_call",
        first_call="employee",
        virtual_phone_number=VIRTUAL,
        show_virtual_phone_number=False,
        contact=contact,
        external_id="order-8841",
        dtmf_string="..2",
        direction="out",
        employee={"id": employee_id},
    )
    call = Call(world, data["call_session_id"], contact=contact, operator=RITA)
    await world.phone(contact).talks()
    await world.pass_time(2.2)
    await call.connects(contact, RITA)
    return call


async def test_the_documented_example(world: World) -> None:
    contact = "12025550143"
    employee_id = await world.id_of_employee("Recorded")
    call = await documented_call(world, contact, employee_id)
    tag_id = await world.id_of("tags", "Hot lead")
    await call.ask("tag.call", tag_id=tag_id)
    assert await world.calls(direction="out") == [
        {
            "call_session_id": call.id,
            "direction": "out",
            "start_time": "2026-11-22T09:15:02Z",
            "virtual_phone_number": VIRTUAL,
            "contact_phone_number": contact,
            "external_id": "order-8841",
            "tags": [{"tag_id": tag_id, "tag_name": "Hot lead"}],
            "legs": [
                {
                    "leg_id": (await call.leg(Role.OPERATOR)).id,
                    "calling_phone_number": contact,
                    "called_phone_number": RITA,
                    "is_operator": True,
                    "employee_id": employee_id,
                    "employee_full_name": "Recorded Rita",
                    "record_call_enabled": True,
                    "state": "Conversation",
                },
                {
                    "leg_id": (await call.leg(Role.CONTACT)).id,
                    "calling_phone_number": VIRTUAL,
                    "called_phone_number": f"{contact}..2",
                    "is_operator": False,
                    "employee_id": None,
                    "employee_full_name": None,
                    "record_call_enabled": True,
                    "state": "Conversation",
                },
            ],
        }
    ]
