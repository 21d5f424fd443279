"""From an event to its payload: pure, and complete for every event (spec 5.3)."""

from datetime import datetime
from zoneinfo import ZoneInfo

import orjson

from callapi.directory.phone_place import place_of
from callapi.notify.events import FEED, NAME, EventType
from callapi.notify.facts import PREFIXES, Employee, Facts, contact_number
from callapi.store.events import Waiting

Payload = dict[str, object]


def payload_of(event: Waiting, facts: Facts) -> Payload:
    """Every parameter of the event in its order; null or [] where nothing is known.

    What the event itself says goes before what is true of the whole session.
    """
    told = _call(event, facts) | dict(event.body)
    for prefix in PREFIXES:
        if f"{prefix}employee_id" in told:
            told |= _employee(event, facts, prefix)
    told |= _basic(event)
    known = FEED.get(event.name) or EventType(event.name, event.name)
    return {
        param.name: param.empty if (value := told.get(param.name)) is None else value
        for param in known.params
    }


def named(payload: Payload, name: str) -> Payload:
    """As the notification of that name sends it."""
    return {NAME.name: name, **payload}


def dumped(payload: Payload) -> str:
    return orjson.dumps(payload).decode()


def _basic(event: Waiting) -> Payload:
    local = _local(event.at, event.timezone)
    milliseconds = local.microsecond // 1000
    return {
        "notification_mnemonic": event.name,
        "notification_time": f"{local:%Y-%m-%d %H:%M:%S}.{milliseconds:03d}",
        "notification_timestamp": int(event.at),
        "event_id": event.uid,
        "event_seq": event.seq,
        "app_id": event.account_id,
    }


def _call(event: Waiting, facts: Facts) -> Payload:
    number = contact_number(event)
    told: Payload = {"contact_phone_number": number}
    if number:
        place = place_of(number)
        told["cpn_region_id"] = place.region_id
        told["cpn_region_name"] = place.region_name
        contact = facts.contacts.get((event.account_id, number))
        if contact is not None:
            told["contact_id"] = contact.id
            told["contact_full_name"] = contact.full_name
            told["contact_group_ids"] = list(contact.group_ids)
    call = event.call
    if call is None:
        return told
    own = call.virtual_number or None  # a line that only receives has none
    sides = (call.contact, own)
    calling, called = sides if call.direction == "in" else sides[::-1]
    return told | {
        "call_session_id": call.id,
        "communication_id": call.id,
        "communication_type": "call",
        "direction": call.direction,
        "call_source": call.source,
        "start_time": f"{_local(call.started_at, event.timezone):%Y-%m-%d %H:%M:%S}",
        "virtual_phone_number": own,
        "calling_phone_number": calling,
        "called_phone_number": called,
        "communication_number": call.number,
        "external_id": call.external_id,
    }


def _employee(event: Waiting, facts: Facts, prefix: str) -> Payload:
    """The name is the one he had when the event was told."""
    found: Employee | None = None
    employee_id = event.body.get(f"{prefix}employee_id")
    if isinstance(employee_id, int):
        found = facts.employees.get((event.account_id, employee_id))
    if found is None:
        return {}
    name = event.body.get(f"{prefix}employee_full_name")
    return {
        f"{prefix}employee_full_name": name or found.full_name,
        f"{prefix}employee_email": found.email,
        f"{prefix}extension_phone_number": found.extension,
    }


def _local(seconds: float, timezone: str) -> datetime:
    return datetime.fromtimestamp(seconds, ZoneInfo(timezone))
