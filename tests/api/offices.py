"""Two accounts with one thing of each kind, all things of one with the same id."""

import base64
import io
from typing import Any

import numpy as np
import soundfile

from callapi.domain.states import State
from tests.api.world import CONTACT, OPERATOR, World
from tests.rows import add_virtual_number, insert

OWN, THEIRS, NOBODYS, LATER = 6_000_001, 7_000_001, 8_000_001, 9_000_001
NUMBERS = {OWN: "12025550187", THEIRS: "12025550188", NOBODYS: "12025550189"}
NAMES = {OWN: "Harbour Desk", THEIRS: "Foreign Office"}
EXTRAS = ("http_notifications", "recording", "coach")
DELIVERY = {
    "event_uid": "00000000-0000-0000-0000-000000000000",
    "event": "talk_started",
    "name": "old",
    "delay": 0,
    "method": "POST",
    "host": "desk.example:443",
    "url": "https://desk.example/",
    "status": "failed",
}


async def furnish(world: World) -> None:
    """Both; what is made later has other ids."""
    await world.pool.execute(
        "insert into account_components select a.id, c from accounts a,"
        " unnest($1::text[]) c on conflict do nothing",
        EXTRAS,
    )
    for first in (OWN, THEIRS):
        await _begin_ids(world, first)
        await _people(world, first)
        await _settings(world, first)
        await _calls(world, first)
    await _begin_ids(world, LATER)


async def _begin_ids(world: World, first: int) -> None:
    await world.pool.execute(
        "select setval(format('%I.%I', schemaname, sequencename)::regclass, $1, false)"
        " from pg_sequences where schemaname = 'public'",
        first,
    )


async def _make(world: World, first: int, noun: str, **params: Any) -> None:
    key = world.keys.admin if first == OWN else world.keys.foreign_admin
    made = await world.data(f"create.{noun}", key, **params)
    assert made["id"] == first, noun


async def _people(world: World, it: int) -> None:
    number, hours = NUMBERS[it], {"type": "days_of_week", "days": [1]}
    group, member = {"groups": [it]}, {"members": [it]}
    await _make(
        world, it, "schedules", name="One", schedules=[{"activity_days": hours}]
    )
    await _make(
        world,
        it,
        "employees",
        last_name="One",
        schedule_id=it,
        phone_numbers=[{"phone_number": f"{number}...1"}],
    )
    await _make(world, it, "sip_lines", employee_id=it)
    await _make(world, it, "employee_positions", name="One")
    await _make(world, it, "group_employees", name="One", **member)
    await _make(world, it, "contact_organizations", name="One")
    await _make(world, it, "group_contacts", name="One")
    own = {"phone_numbers": [number], "organization_id": it, "personal_manager_id": it}
    await _make(world, it, "contacts", last_name="One", **own, **group)
    await _make(world, it, "phone_number_to_blacklist", phone_number=number)
    login = {"login": f"one{it}", "password": "one password", "name": "One"}
    await _make(world, it, "users", **login, is_key_access_enabled=True)
    await _make(world, it, "access_keys", user_id=it, name="one", type="permanent")
    await _make(world, it, "ip_whitelist", network=f"192.0.2.{it // 1_000_000}")


async def _settings(world: World, it: int) -> None:
    await _make(world, it, "tags", name="One")
    await _make(world, it, "media_files", name="one.wav", content=_sound())
    bye = {"key": "bye", "type": "hangup"}
    document = {"start_operation_key": "bye", "operations": [bye]}
    await _make(world, it, "scenarios", name="One", **document)
    tagging = {"mnemonic": "tag_call", "button_value_id": it}
    await _make(world, it, "talk_options", button="8", **tagging)
    account = await world.id_of("accounts", NAMES[it])
    await add_virtual_number(world.pool, account, NUMBERS[it])
    rule = {"number_capacity_id": it, "scenario_id": it, "contact_group_id": it}
    await _make(world, it, "call_processing_rules", **rule, schedule_id=it)
    target = {"event": "talk_started", "url": "https://desk.example/"}
    off = {"is_active": False, "schedule_id": it}
    await _make(world, it, "notification_settings", name="One", **target, **off)
    delivery = {"account_id": account, "setting_id": it, **DELIVERY}
    now = await world.pool.fetchval("select to_timestamp($1)", world.clock.now())
    times = {"created_at": now, "finished_at": now}
    assert await insert(world.pool, "deliveries", **delivery, **times) == it


async def _calls(world: World, it: int) -> None:
    """The first talks, the second is over."""
    key = world.keys.own if it == OWN else world.keys.foreign
    world.phone(OPERATOR).behave("answer")
    world.phone(CONTACT).behave("answer")
    for session_id in (it, it + 1):
        data = await world.ok(
            "start.simple_call",
            key,
            first_call="operator",
            virtual_phone_number=NUMBERS[it],
            contact=CONTACT,
            operator=OPERATOR,
            external_id=f"call {session_id}",
        )
        assert data["call_session_id"] == session_id
        await world.reaches(session_id, State.TALK)
    await world.ok("release.call", key, call_session_id=it + 1)
    await world.reaches(it + 1, State.ENDED)


def _sound() -> str:
    file = io.BytesIO()
    soundfile.write(file, np.zeros(8000, np.int16), 8000, format="WAV")
    return base64.b64encode(file.getvalue()).decode()
