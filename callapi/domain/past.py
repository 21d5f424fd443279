"""What a session keeps of what has happened in it, for the reports alone."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Executed:
    """An operation that was run, as reports name it."""

    at: float
    id: int | None
    name: str
    scenario_id: int | None
    scenario_name: str


@dataclass(frozen=True, slots=True)
class Talk:
    """A time in which the contact and an operator hear each other."""

    leg_id: int
    since: float
    until: float | None = None  # None: they still do


@dataclass(frozen=True, slots=True)
class Note:
    """A moment that nothing else of the session tells; `mnemonic` is the story's."""

    at: float
    mnemonic: str
    text: str
    duration: float | None = None
