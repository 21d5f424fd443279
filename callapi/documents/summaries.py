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
        "get.notifications": "lists what was sent to servers of clients",
        "create.notification_tests": "sends an event's example once",
        "create.notification_resends": "sends a notification once more",
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
