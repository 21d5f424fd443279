"""Changes of one account that arrive together: none is lost, none fails for another."""

import asyncio
from typing import Any

from tests.api.data.expect import where
from tests.api.world import World

TIMES = 8


async def test_two_employees_that_coach_each_other(world: World) -> None:
    one, other = [
        (await world.data("create.employees", last_name=name))["id"]
        for name in ("One", "Other")
    ]
    await asyncio.gather(
        *(
            world.data(
                "update.employees",
                id=id_,
                coach={"coach_id": coach},
                extension={"extension_phone_number": f"{prefix}{n}"},
            )
            for n in range(TIMES)
            for id_, coach, prefix in ((one, other, 81), (other, one, 82))
        )
    )
    rows = await world.data("get.employees", filter=where("id", [one, other], "in"))
    assert [row["coach"]["coach_id"] for row in rows] == [other, one]


async def test_rules_of_a_number_stay_in_order(world: World) -> None:
    number = await world.id_of("virtual_numbers", "12025550101", "number")
    rule: dict[str, Any] = {
        "number_capacity_id": number,
        "scenario_id": await world.id_of("scenarios", "Plain"),
        "priority": 1,
    }
    made = await asyncio.gather(
        *(world.data("create.call_processing_rules", **rule) for _ in range(TIMES))
    )
    data = await world.data("getobj.call_processing_rules", number_capacity_id=number)
    assert [it["priority"] for it in data["scenarios"]] == list(range(1, TIMES + 1))
    await asyncio.gather(
        *(world.data("delete.call_processing_rules", **it) for it in made)
    )


async def test_an_extension_is_given_to_one_only(world: World) -> None:
    extension = {"extension_phone_number": "830"}
    replies = await asyncio.gather(
        *(
            world.post(
                "create.employees",
                {
                    "access_token": world.keys.admin,
                    "last_name": f"Eager {n}",
                    "extension": extension,
                },
                "/data/v2.0",
            )
            for n in range(TIMES)
        )
    )
    made = [it for it in replies if "result" in it]
    refused = {it["error"]["data"]["mnemonic"] for it in replies if "error" in it}
    assert (len(made), refused) == (1, {"already_in_use"})
