"""Playback: one play request, of one or several media, and how far it is."""

from __future__ import annotations

from dataclasses import dataclass

from callapi.clock import Timer
from callapi.simulator.media import Media
from callapi.simulator.work import Command


@dataclass(eq=False, slots=True)
class Playback:
    id: str
    uris: list[str]
    target_uri: str
    language: str
    state: str = "queued"
    index: int = 0
    media: Media | None = None  # what sounds now
    command: Command | None = None  # its place in the queue of its target
    timer: Timer | None = None
    due: float = 0.0
    left_s: float | None = None  # while paused; None: no end
    is_stopped: bool = False

    @property
    def uri(self) -> str:
        return self.uris[self.index]

    @property
    def next_uri(self) -> str | None:
        following = self.index + 1
        return self.uris[following] if following < len(self.uris) else None

    @property
    def is_sounding(self) -> bool:
        return self.media is not None and self.state == "playing"

    def stop_timer(self) -> None:
        if self.timer is not None:
            self.timer.cancel()
            self.timer = None
