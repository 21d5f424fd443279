"""What the phone of a line knows and does about registering."""

from dataclasses import dataclass


@dataclass(slots=True)
class Registration:
    is_there: bool
    is_plugged_in: bool  # it registers as soon as it can
    password: str | None = None  # None: whatever is the right one
