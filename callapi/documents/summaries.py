"""What each method does, in a few words: README and clients say the same."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from callapi.rpc.api import CALL_API, Api

OF_CALL_API: Final[Mapping[str, str]] = MappingProxyType(
    {
        "login.user": "trades login and password for a token",
        "logout.user": "ends a token",
        "start.employee_call": "connects a contact and an employee",
        "start.scenario_call": "calls a contact and runs a scenario",
        "start.vnumber_call": "the same with the scenario of a virtual number",
        "start.informer_call": "plays a message to a contact and hangs up",
        "start.simple_call": "connects any two numbers",
        "make.call": "dials a third party while the contact is on hold",
        "transfer.talk": "hands the contact over to the third party",
        "restore.talk": "drops the third party, goes back to the contact",
        "hold.call": "puts the contact on hold",
        "unhold.call": "takes the contact off hold",
        "tag.call": "puts a tag on a call",
        "disconnect.leg": "hangs up one who takes part",
        "add.coach": "lets a coach listen, and speak to the employee only",
        "record.call": "switches recording on and off",
        "block.contact": "puts the contact's number on the blacklist",
        "call.talk_option": "does what a key does for an operator",
        "send.dtmf": "presses a key for the operator",
        "list.talk_options": "what keys do",
        "list.calls": "calls that are up, and who takes part",
        "release.call": "ends a call",
    }
)
# Of the Data API: where verb and noun do not say it well enough.
OF_DATA_API: Final[Mapping[str, str]] = MappingProxyType(
    {
        "login.user": "trades login and password for a token",
        "logout.user": "ends a token",
        "get.account": "lists the one account",
        "getobj.account": "tells whose token it is, and what he may do",
        "enable.virtual_numbers": "moves a free number into the account",
        "disable.virtual_numbers": "gives a number back",
        "get.api_requests": "lists requests to both APIs",
        "get.calls_report": "lists calls that are over",
        "get.call_legs_report": "lists legs of calls that are over",
        "get.call_details": "tells calls moment by moment",
        "get.financial_call_legs_report": "lists what legs of calls cost",
        "get.tags_history": "lists which tags were put on calls, when and by whom",
        "set.tag_communications": "puts a tag on a call",
        "unset.tag_communications": "takes a tag off a call",
        "update.tags_communication": "replaces the tags of a call",
        "set.communications_tags": "puts tags on calls, on all of them or on none",
        "create.communication_comment": "notes something with a call",
        "get.employee_stat": "tells how long employees were in which status",
        "getobj.scenario": "shows a scenario with all of its operations",
        "create.scenario_validations": "tells what is wrong with a scenario",
        "getobj.call_processing_rules": "shows which scenarios a number runs, and when",
        "set.call_processing_rule_is_active": "switches a rule of a number on or off",
        "update.group_employees_numbers": "puts the numbers of a group in order",
        "update.sip_line_password": "makes a new password for a SIP line",
        "get.sip_line_virtual_numbers": "lists numbers that SIP lines may show",
        "get.notification_events": "lists what can be told, with all parameters",
        "get.notifications": "lists what was sent to servers of clients",
        "create.notification_tests": "sends an event's example once",
        "create.notification_resends": "sends one notification again, or many",
    }
)
_VERBS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "get": "lists",
        "getobj": "shows",
        "create": "makes",
        "update": "changes",
        "delete": "removes",
        "set": "sets",
        "unset": "unsets",
        "enable": "switches on",
        "disable": "switches off",
        "add": "adds",
        "upload": "takes in",
    }
)


def summary(api: Api, name: str) -> str:
    if api is CALL_API:
        return OF_CALL_API[name]
    if name in OF_DATA_API:
        return OF_DATA_API[name]
    verb, _, _ = name.partition(".")
    return f"{_VERBS[verb]} {noun(name)}"


def noun(name: str) -> str:
    """`get.access_keys` is about access keys."""
    words = name.partition(".")[2].replace("_", " ")
    return words.replace("ip ", "IP ").replace("sip ", "SIP ").replace("api ", "API ")
