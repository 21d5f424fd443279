"""No value of any parameter makes a method fail with an internal error."""

from typing import Any

import pytest

from callapi.methods.data.catalogue import METHODS
from callapi.methods.data.listing import Get
from callapi.methods.method import Method
from tests.api.world import World

USUAL: dict[str, Any] = {
    "id": 1,
    "name": "Usual",
    "last_name": "Usual",
    "phone_numbers": [],
    "employee_id": 1,
    "virtual_phone_number": "13125550199",
    "phone_number": "13125550198",
    "number_capacity_id": 1,
    "scenario_id": 1,
    "type": "scenario",
    "is_active": True,
    "schedules": [{"activity_days": {"type": "days_of_week", "days": [1]}}],
    "start_operation_key": "bye",
    "operations": [{"key": "bye", "type": "hangup"}],
    "date_from": "2026-11-01 00:00:00",
    "date_till": "2026-11-30 00:00:00",
}
NASTY: list[Any] = [
    *(
        None,
        True,
        0,
        -1,
        2**31,
        2**53 - 1,
        2**53,
        10**30,
        1.5,
        "",
        " ",
        "\x00",
        "a\x00b",
    ),
    *("x" * 300, "'; drop table employees; --", "\u202e\U0001f600", "%s", "{0}"),
    *("\ud800", ["\udfff"], {"\ud800": "\ud800"}),
    [{"key": "\ud800", "type": "hangup"}],
    [{"key": "bye", "type": "\ud800"}],
    [{"key": "bye", "type": "hangup", "transitions": {"\ud800": "bye"}}],
    *([], [[]], [None], [0], [2**53 - 1], ["\x00"], [{}], {}, {"id": {}}, {"\x00": 1}),
    [{"phone_id": 2**53 - 1, "phone_number": "12025550191...\x00"}],
    [{"employee_phone_number_id": 1, "available": None}],
    [{"key": "bye", "type": "hangup", "name": "\x00"}],
    [{"key": "bye", "type": "hangup", "settings": None, "transitions": None}],
    [{"key": "bye", "type": "tag", "settings": {"tag_ids": [2**53 - 1]}}],
    [
        {
            "key": "bye",
            "type": "interactive",
            "settings": {
                "method": "GET",
                "url": "http://crm.example/\ud7ff",
                "returned_codes": [{"code": 10**30, "to": None}],
            },
        }
    ],
    [{"activity_days": {"type": "cycle", "days": [1, 10**30]}}],
    [
        {
            "activity_days": {"type": "days_of_week", "days": [1]},
            "activity_date_from": "",
        }
    ],
    {"coach_id": 2**53 - 1, "coach_always_enabled": None},
    {"extension_phone_number": "1", "extension_queue_enabled": None},
]
TOKENS = {"login.user", "logout.user"}  # they have their own tests
OF_ALL = {*Get.model_fields, "user_id"}  # and so have these parameters


@pytest.mark.parametrize(
    "method",
    [it for it in METHODS if it.name not in TOKENS],
    ids=lambda it: it.name,
)
async def test_every_value_is_taken_or_refused(world: World, method: Method) -> None:
    fields = method.params.model_fields
    usual = {name: USUAL[name] for name in fields if name in USUAL}
    for field in fields.keys() - OF_ALL:
        for value in NASTY:
            sent = {"access_token": world.keys.admin, **usual, field: value}
            reply = await world.post(method.name, sent, "/data/v2.0")
            error = reply.get("error", {"data": {"mnemonic": "none"}})
            assert error["data"]["mnemonic"] != "internal_error", (field, value)
