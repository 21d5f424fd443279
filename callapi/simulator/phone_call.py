"""PhoneCall: one call as the phone at its far end lives it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from callapi.clock import Timer
from callapi.simulator.sound import SILENCE, Heard, Sound, Sounds
from callapi.simulator.work import nothing

CallState = Literal["arriving", "ringing", "calling", "talking", "ended"]


@dataclass(eq=False, slots=True)
class PhoneCall:
    number: str
    channel_id: str
    shown_caller: str
    state: CallState
    changed: Callable[[], None] = nothing
    ended: Callable[[], object] = nothing
    voice: Sound | None = None  # what the phone says
    hears: Sounds = SILENCE
    heard: list[Heard] = field(default_factory=list)
    sounding: dict[Sound, Heard] = field(default_factory=dict)  # those without end
    keys: str = ""
    cause: int | None = None
    sip_code: int | None = None
    timer: Timer | None = None  # the next step of its script

    def hear(self, sounds: Sounds, now: float) -> None:
        if sounds == self.hears:
            return
        for sound in self.hears - sounds:
            self.sounding.pop(sound).end = now
        for sound in sorted(sounds - self.hears):
            self.sounding[sound] = Heard(sound, now)
            self.heard.append(self.sounding[sound])
        self.hears = sounds
        self.changed()

    def receive_key(self, key: str, now: float, seconds: float) -> None:
        self.keys += key
        self.heard.append(Heard(Sound("dtmf", key), now, now + seconds))
        self.changed()

    def become(self, state: CallState) -> None:
        self.state = state
        self.changed()

    def end(self, cause: int, sip_code: int | None, now: float) -> None:
        if self.timer is not None:
            self.timer.cancel()
            self.timer = None
        self.cause = cause
        self.sip_code = sip_code
        self.ended()
        self.hear(SILENCE, now)
        self.become("ended")
