"""The AsyncAPI document: live events, and what is posted to servers of clients."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any, Final

from callapi.notify.events import EVENTS, FEED, NAME, EventType, Param

Json = dict[str, Any]

ASYNCAPI: Final = "3.0.0"
RESYNC: Final = "resync"
_ABOUT: Final = (
    "What happens to calls, told as it happens. GET /events is Server-Sent Events, or a"
    " WebSocket when asked to become one: the token stands in `Authorization: Bearer`"
    " or, from a browser, in `access_token` of the query. Who comes back tells the last"
    " id he has had in `Last-Event-ID` (`last_event_id` in the query) and is told the"
    " rest. Over a WebSocket each message is {id, event, data}. Notifications are"
    " requests of ours to your server, at least once each: `event_id` is the same in"
    " all of them. They are signed after the Standard Webhooks conventions."
)
_TYPES: Final[Mapping[str, Json]] = MappingProxyType(
    {
        "string": {"type": ["string", "null"]},
        "number": {"type": ["number", "null"]},
        "boolean": {"type": ["boolean", "null"]},
        "array": {"type": "array"},
    }
)
_HEADERS: Final[Json] = {
    "type": "object",
    "properties": {
        name: {"type": "string", "description": text}
        for name, text in (
            ("webhook-id", "one delivery; the same when it is tried again"),
            ("webhook-timestamp", "Unix seconds of this attempt"),
            ("webhook-signature", "v1, and the signature; one for each secret"),
            ("X-Notification-Id", "event_id"),
            ("X-Notification-Event", "the event"),
            ("X-Notification-Attempt", "1, 2, ..."),
            ("X-Notification-Timestamp", "as webhook-timestamp"),
            (
                "X-Notification-Signature",
                "sha256= and the HMAC, where there is a secret",
            ),
        )
    },
}


def asyncapi(version: str) -> Json:
    live, posted = [*FEED, RESYNC], [event.mnemonic for event in EVENTS]
    return {
        "asyncapi": ASYNCAPI,
        "info": {"title": "Events", "version": version, "description": _ABOUT},
        "defaultContentType": "application/json",
        "channels": {
            "events": _channel("/events", "Live events of the account.", live),
            "notifications": _channel(None, "Requests to your server.", posted),
        },
        "operations": {
            "followEvents": _operation("events", live, "Told to all who follow."),
            "postNotification": _operation("notifications", posted, "Sent to its url."),
        },
        "components": {
            "messages": {
                **{name: _message(event) for name, event in FEED.items()},
                RESYNC: _resync(),
            },
            "messageTraits": {"notification": {"headers": _HEADERS}},
        },
    }


def _channel(address: str | None, about: str, names: Iterable[str]) -> Json:
    messages = {it: {"$ref": f"#/components/messages/{it}"} for it in names}
    return {"address": address, "description": about, "messages": messages}


def _operation(channel: str, names: Iterable[str], about: str) -> Json:
    place = f"#/channels/{channel}"
    return {
        "action": "send",
        "channel": {"$ref": place},
        "summary": about,
        "messages": [{"$ref": f"{place}/messages/{it}"} for it in names],
    }


def _message(event: EventType) -> Json:
    told: Json = {
        "name": event.mnemonic,
        "title": event.title,
        "payload": _payload(event.params),
        "examples": [{"name": event.mnemonic, "payload": event.example}],
    }
    if event in EVENTS:
        told["summary"] = (
            f"A notification carries {NAME.name} as well, before the rest."
        )
        told["traits"] = [{"$ref": "#/components/messageTraits/notification"}]
        told["payload"]["properties"] = {
            NAME.name: _member(NAME),
            **told["payload"]["properties"],
        }
    return told


def _payload(params: Iterable[Param]) -> Json:
    members = {it.name: _member(it) for it in params}
    return {"type": "object", "properties": members, "required": [*members]}


def _member(param: Param) -> Json:
    return {**_TYPES[param.data_type], "description": param.description}


def _resync() -> Json:
    """Not of the log: the client has to look for itself what has become of things."""
    members = {
        "reason": {
            "enum": ["too_old", "unknown", "slow"],
            "description": "why events are missing: ask for what you need to know",
        },
        "last_event_id": {
            "type": ["integer", "null"],
            "description": "the id that the stream goes on from",
        },
    }
    example = {"reason": "too_old", "last_event_id": 4711}
    return {
        "name": RESYNC,
        "title": "Events are missing",
        "payload": {"type": "object", "properties": members, "required": [*members]},
        "examples": [{"name": RESYNC, "payload": example}],
    }
