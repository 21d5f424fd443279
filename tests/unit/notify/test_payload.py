"""Payloads: every parameter in its order, whatever an event says (spec 5.3)."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callapi.notify.events import BY_MNEMONIC, EVENTS, FEED, EventType
from callapi.notify.facts import Contact, Employee, Facts
from callapi.notify.payload import named, payload_of
from callapi.store.events import CallFacts, Waiting

CALL = CallFacts(
    id=237859081,
    direction="in",
    source="va",
    virtual_number="12025550100",
    contact="12025550143",
    external_id=None,
    started_at=1_741_072_491.0,
    number=3,
)
FACTS = Facts(
    employees={(7, 25): Employee("Smith Ann", "ann@desk.example", "102")},
    contacts={(7, "12025550143"): Contact(17, "Miller John", (3, 5))},
)
NOBODY = Facts({}, {})
VALUES = st.none() | st.booleans() | st.integers(0, 2**53) | st.text() | st.just([1])


def told(
    name: str = "talk_started", call: CallFacts | None = CALL, **body: object
) -> Waiting:
    at = 1_741_072_507.1204
    zone = "Europe/Moscow"
    return Waiting(1, "6c1f", 7, zone, 6 if call else None, name, at, body, call)


def test_the_events_are_those_of_the_specification() -> None:
    assert list(BY_MNEMONIC) == [
        *("in_call_session", "out_call_session", "in_call", "out_call", "wait_answer"),
        *("leg_answered", "leg_finished", "talk_started", "talk_finished"),
        *("lost_call_session", "call_session_finished", "talk_recorded"),
        *("voice_mail_recorded", "set_mark", "talk_option_called", "contact_blocked"),
        "sip_line_unregistered",
    ]


def test_a_payload_says_who_talks_with_whom() -> None:
    body: dict[str, Any] = {
        "is_internal": False,
        "scenario_id": 12,
        "scenario_name": "Main menu",
        "leg_ids": [287866245, 287866221],
        "employee_id": 25,
        "employee_full_name": "Smith Ann",
        "employee_phone_number": "0486173",
    }
    assert payload_of(told(**body), FACTS) == {
        "notification_mnemonic": "talk_started",
        "notification_time": "2025-03-04 10:15:07.120",
        "notification_timestamp": 1741072507,
        "event_id": "6c1f",
        "event_seq": 6,
        "app_id": 7,
        "call_session_id": 237859081,
        "communication_id": 237859081,
        "communication_type": "call",
        "direction": "in",
        "call_source": "va",
        "is_internal": False,
        "start_time": "2025-03-04 10:14:51",
        "virtual_phone_number": "12025550100",
        "contact_phone_number": "12025550143",
        "calling_phone_number": "12025550143",
        "called_phone_number": "12025550100",
        "communication_number": 3,
        "contact_id": 17,
        "contact_full_name": "Miller John",
        "contact_group_ids": [3, 5],
        "cpn_region_id": 1202,
        "cpn_region_name": "Washington D.C.",
        "scenario_id": 12,
        "scenario_name": "Main menu",
        "external_id": None,
        "tp_project": None,
        "visitor_country": None,
        "attributes": [],
        "leg_ids": [287866245, 287866221],
        "employee_id": 25,
        "employee_full_name": "Smith Ann",
        "employee_email": "ann@desk.example",
        "employee_phone_number": "0486173",
        "extension_phone_number": "102",
    }


def test_an_employee_has_the_name_of_that_moment() -> None:
    body: dict[str, Any] = {"employee_id": 25, "employee_full_name": "Jones Ann"}
    assert payload_of(told(**body), FACTS)["employee_full_name"] == "Jones Ann"


def test_nobody_is_looked_up_in_another_account() -> None:
    facts = Facts({(8, 25): Employee("Else Somebody", None, None)}, {})
    payload = payload_of(told(employee_id=25), facts)
    assert (payload["employee_full_name"], payload["contact_id"]) == (None, None)


def test_each_of_several_employees_is_completed() -> None:
    body: dict[str, Any] = {"employee_id": None, "last_talked_employee_id": 25}
    payload = payload_of(told("call_session_finished", **body), FACTS)
    assert payload["employee_email"] is None
    assert payload["last_talked_employee_full_name"] == "Smith Ann"
    assert payload["last_talked_extension_phone_number"] == "102"
    assert payload["first_answered_employee_id"] is None


def test_outside_a_call_there_is_none() -> None:
    blocked = payload_of(
        told("contact_blocked", None, contact_phone_number="12025550143", comment="x"),
        FACTS,
    )
    assert (blocked["call_session_id"], blocked["event_seq"]) == (None, None)
    assert (blocked["contact_id"], blocked["comment"]) == (17, "x")
    line = payload_of(
        told("sip_line_unregistered", None, sip_phone_number="0486173", employee_id=25),
        FACTS,
    )
    assert "call_session_id" not in line
    assert (line["sip_phone_number"], line["employee_email"]) == (
        "0486173",
        "ann@desk.example",
    )


def test_the_name_of_the_notification_comes_first() -> None:
    assert list(named({"a": 1}, "crm").items()) == [
        ("notification_name", "crm"),
        ("a", 1),
    ]


@pytest.mark.parametrize("event", EVENTS, ids=lambda it: it.mnemonic)
def test_an_example_has_every_parameter_of_its_type(event: EventType) -> None:
    types = {"string": str, "number": int | float, "boolean": bool, "array": list}
    for param in event.params:
        example = event.example[param.name]
        assert example is None or isinstance(example, types[param.data_type])
    assert event.example["notification_mnemonic"] == event.mnemonic


@given(
    st.sampled_from([*FEED, "one_that_is_new"]),
    st.sampled_from([CALL, None]),
    st.dictionaries(
        st.sampled_from([*(p.name for e in EVENTS for p in e.params)]), VALUES
    ),
    st.sampled_from([FACTS, NOBODY]),
)
def test_a_payload_is_complete_whatever_is_told(
    name: str, call: CallFacts | None, body: dict[str, object], facts: Facts
) -> None:
    event = Waiting(1, "6c1f", 7, "UTC", None, name, 0.0, body, call)
    payload = payload_of(event, facts)
    known = FEED.get(name) or EventType(name, name)
    assert list(payload) == [param.name for param in known.params]
    assert payload["notification_mnemonic"] == name
