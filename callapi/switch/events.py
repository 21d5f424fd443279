"""ARI's JSON as things that happen to sessions.

Ids carry the session's and the leg's number, so an event finds its session without any
table, also after a restart. Channels of people who call us have ids of the switch's own
choice; `Inbound` names them and sessions remember them.
"""

import re
from dataclasses import dataclass
from typing import Any

from callapi.domain.happening import (
    FaxOver,
    KeyPressed,
    LegAnswered,
    LegEnded,
    LegEvent,
    LegLeaving,
    LegRinging,
    PlaybackOver,
)
from callapi.switch.pjsip import is_line

LEG_CHANNEL = re.compile(r"(leg|early)-(\d+)-(\d+)")
PLAYBACK = re.compile(r"play-(\d+)-(\d+)-\d+")
MESSAGE = re.compile(r"vm-(\d+)-\d+")
RECORDING = re.compile(r"(rec-(\d+)-\d+)-(?:in|out)")
# A channel is named after the endpoint, whose password its caller has proved to know.
CHANNEL = re.compile(r"PJSIP/(.+)-[0-9a-f]+")
NORMAL = 16  # Q.850: normal call clearing


@dataclass(frozen=True, slots=True)
class OfLeg:
    session_id: int
    event: LegEvent


@dataclass(frozen=True, slots=True)
class OfChannel:
    """News of a channel we have not named: of who has called us."""

    channel: str
    kind: str  # answered, leaving, ended, key, fax
    cause: int = NORMAL
    sip: int | None = None
    key: str = ""


@dataclass(frozen=True, slots=True)
class Inbound:
    """`calling` is what the caller says; on which `line` he calls the switch knows."""

    channel: str
    calling: str
    called: str
    line: str = ""  # an employee's; else it is a contact, by a trunk


@dataclass(frozen=True, slots=True)
class Recorded:
    """One of the parts of a recording has ended."""

    session_id: int
    name: str


@dataclass(frozen=True, slots=True)
class MessageTaken:
    """A contact has left a message; `seconds` without the silence that ended it."""

    session_id: int
    name: str
    seconds: float


SwitchEvent = OfLeg | OfChannel | Inbound | Recorded | MessageTaken


def translate(event: dict[str, Any]) -> SwitchEvent | None:
    """The event in our words; None when it is of no interest."""
    match event.get("type"):
        case "StasisStart":
            return _entered(event)
        case "ChannelStateChange":
            return _changed(event["channel"])
        case "ChannelHangupRequest":
            return _leaving(event["channel"]["id"])
        case "ChannelDestroyed":
            return _destroyed(event)
        case "ChannelDtmfReceived":
            return _key(event)
        case "PlaybackFinished":
            found = PLAYBACK.fullmatch(event["playback"]["id"])
            if found is None:
                return None
            over = PlaybackOver(int(found[2]), event["playback"]["id"])
            return OfLeg(int(found[1]), over)
        case "RecordingFinished" | "RecordingFailed":
            return _recorded(event["recording"])
    return None


def ringing_leg(event: dict[str, Any]) -> int | None:
    """The leg that a party's telephone rings for, or that plays early media."""
    match event:
        case {"type": "Dial", "dialstatus": "RINGING" | "PROGRESS", "peer": channel}:
            pass
        case {"type": "ChannelStateChange", "channel": channel}:
            pass
        case _:
            return None
    found = LEG_CHANNEL.fullmatch(channel["id"])
    return int(found[3]) if found else None


def session_of(identifier: str) -> int | None:
    """The session in the id of a channel, bridge or recording that we have named."""
    found = re.match(r"(?:leg|early|call|coach|snoop|rec|vm)-(\d+)", identifier)
    return int(found[1]) if found else None


def _entered(event: dict[str, Any]) -> SwitchEvent | None:
    channel, args = event["channel"], event.get("args") or []
    found = LEG_CHANNEL.fullmatch(channel["id"])
    if args and args[0] == "fax":
        received = len(args) > 1 and args[1] == "SUCCESS"
        if found:
            return OfLeg(int(found[2]), FaxOver(int(found[3]), received))
        return OfChannel(channel["id"], "fax", key="received" if received else "")
    if found is None:
        if channel["state"] == "Ring":
            return caller(channel)
        return None
    if found[1] == "leg" and channel["state"] == "Up":
        return OfLeg(int(found[2]), LegAnswered(int(found[3])))
    return None


def caller(channel: dict[str, Any]) -> Inbound:
    calling, called = channel["caller"]["number"], channel["dialplan"]["exten"]
    found = CHANNEL.fullmatch(channel["name"])
    line = found[1] if found and is_line(found[1]) else ""
    return Inbound(channel["id"], _digits(calling), _digits(called), line)


def _digits(number: str) -> str:
    """As numbers are written here, whichever way the carrier writes E.164."""
    return number.removeprefix("+")


def _changed(channel: dict[str, Any]) -> SwitchEvent | None:
    match channel["state"]:
        case "Up":
            return _up(channel["id"])
        case "Ringing":
            return _rings(channel["id"])
    return None


def _up(channel: str) -> SwitchEvent | None:
    """A leg with early media is in our application before it is answered."""
    found = LEG_CHANNEL.fullmatch(channel)
    if found is None:
        return OfChannel(channel, "answered")
    if found[1] == "early":
        return OfLeg(int(found[2]), LegAnswered(int(found[3])))
    return None  # `leg`: StasisStart follows and only then can it be used


def _rings(channel: str) -> SwitchEvent | None:
    found = LEG_CHANNEL.fullmatch(channel)
    return OfLeg(int(found[2]), LegRinging(int(found[3]))) if found else None


def _leaving(channel: str) -> SwitchEvent:
    """Comes before the end of what is played to it, which looks like any other."""
    found = LEG_CHANNEL.fullmatch(channel)
    if found is None:
        return OfChannel(channel, "leaving")
    return OfLeg(int(found[2]), LegLeaving(int(found[3])))


def _destroyed(event: dict[str, Any]) -> SwitchEvent:
    channel = event["channel"]["id"]
    cause = event.get("cause") or NORMAL
    sip = event.get("tech_cause")
    found = LEG_CHANNEL.fullmatch(channel)
    if found is None:
        return OfChannel(channel, "ended", cause, sip)
    return OfLeg(int(found[2]), LegEnded(int(found[3]), cause, sip))


def _key(event: dict[str, Any]) -> SwitchEvent:
    channel = event["channel"]["id"]
    found = LEG_CHANNEL.fullmatch(channel)
    if found is None:
        return OfChannel(channel, "key", key=event["digit"])
    return OfLeg(int(found[2]), KeyPressed(int(found[3]), event["digit"]))


def _recorded(recording: dict[str, Any]) -> SwitchEvent | None:
    message = MESSAGE.fullmatch(recording["name"])
    if message is not None:
        lasted = recording.get("duration") or 0
        silent = recording.get("silence_duration") or 0
        seconds = float(max(0, lasted - silent))
        return MessageTaken(int(message[1]), recording["name"], seconds)
    found = RECORDING.fullmatch(recording["name"])
    return None if found is None else Recorded(int(found[2]), found[1])
