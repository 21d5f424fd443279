"""Recording: one recording under way, of a channel or a bridge."""

from dataclasses import dataclass

from callapi.clock import Timer
from callapi.simulator.work import Command


@dataclass(eq=False, slots=True)
class Recording:
    name: str
    format: str
    target_uri: str
    state: str = "queued"
    terminate_on: str = "none"
    recorded_s: float = 0.0  # before the present stretch
    since: float | None = None  # None while paused
    max_s: float | None = None
    max_silence_s: float | None = None
    silent_since: float | None = None  # when somebody was heard last
    timer: Timer | None = None
    command: Command | None = None

    def seconds(self, now: float) -> float:
        return self.recorded_s + (0.0 if self.since is None else now - self.since)

    def silence_s(self, now: float) -> float:
        return 0.0 if self.silent_since is None else now - self.silent_since

    def stop_timer(self) -> None:
        if self.timer is not None:
            self.timer.cancel()
            self.timer = None
