"""What handlers return. Dataclasses only: the reply writes them as JSON as they are."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Done:
    """Of the control methods; setting `success_format` may turn it into a string."""

    success: bool = True


@dataclass(frozen=True, slots=True)
class Started:
    call_session_id: int


DONE = Done()
