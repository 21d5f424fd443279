"""Channel and Bridge: what Asterisk knows of a leg and of those who talk together."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from callapi.clock import Timer
from callapi.simulator.phone_call import PhoneCall
from callapi.simulator.playback import Playback
from callapi.simulator.recording import Recording
from callapi.simulator.sound import Sound
from callapi.simulator.work import Work

State = Literal["Down", "Ring", "Ringing", "Up"]
Origin = Literal["originated", "created", "inbound", "snoop"]


class Identity(NamedTuple):
    """Who is shown: `Name <number>` in ARI's parameters."""

    name: str = ""
    number: str = ""


NOBODY = Identity()


def parse_identity(text: str) -> Identity:
    named = re.fullmatch(r'\s*"?([^"<]*?)"?\s*<([^>]*)>\s*', text)
    if named:
        return Identity(named[1], named[2])
    return Identity("", text.strip())


@dataclass(slots=True)
class Dialplan:
    context: str = "inbound"
    exten: str = "s"
    app_name: str = ""
    app_data: str = ""


@dataclass(eq=False, slots=True)
class Channel:
    id: str
    name: str
    origin: Origin
    created: float
    state: State = "Down"
    caller: Identity = NOBODY
    connected: Identity = NOBODY
    dialplan: Dialplan = field(default_factory=Dialplan)
    variables: dict[str, str] = field(default_factory=dict)
    dialled: str = ""  # the address after `PJSIP/`
    app: str = ""  # where it belongs, or comes into when answered
    app_args: tuple[str, ...] = ()
    in_stasis: bool = False
    is_gone: bool = False
    is_dialled: bool = False
    was_bridged: bool = False
    is_held: bool = False  # by the phone itself
    is_indicating_ring: bool = False  # to a caller not yet answered
    has_progress: bool = False  # the same, after 183
    early: Sound | None = None  # what the far end sends before it answers
    music: str | None = None
    muted: set[str] = field(default_factory=set)  # "in": from it, "out": to it
    absorbs_dtmf: bool = False
    far: PhoneCall | None = None
    bridge: Bridge | None = None
    playback: Playback | None = None  # the one that runs
    recording: Recording | None = None
    work: Work = field(default_factory=Work)
    snoops: list[Channel] = field(default_factory=list)
    snooped: Channel | None = None
    spy: str = "none"
    whisper: str = "none"
    timer: Timer | None = None  # ring timeout, or the end of a fax

    @property
    def address(self) -> str:
        return f"channel:{self.id}"

    @property
    def is_answered(self) -> bool:
        return self.state == "Up"

    def stop_timer(self) -> None:
        if self.timer is not None:
            self.timer.cancel()
            self.timer = None


@dataclass(eq=False, slots=True)
class Bridge:
    id: str
    name: str
    created: float
    kind: str = "mixing"  # or "holding"
    passes_dtmf: bool = False
    channels: list[Channel] = field(default_factory=list)
    recordings: list[Recording] = field(default_factory=list)
    music: str | None = None
    playback: Playback | None = None
    work: Work = field(default_factory=Work)

    @property
    def address(self) -> str:
        return f"bridge:{self.id}"

    @property
    def technology(self) -> str:
        if self.kind == "holding":
            return "holding_bridge"
        is_mixed = bool(self.recordings) or len(self.channels) > 2
        return "softmix" if is_mixed else "simple_bridge"
