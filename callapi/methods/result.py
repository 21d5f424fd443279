"""What handlers return. Dataclasses only: the reply writes them as JSON as they are."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Done:
    """Of the control methods; setting `success_format` may turn it into a string."""

    success: bool = True


@dataclass(frozen=True, slots=True)
class Started:
    call_session_id: int


@dataclass(frozen=True, slots=True)
class Page:
    """Of the get methods; `total_items` stands in the metadata."""

    rows: list[dict[str, object]]
    total_items: int


DONE = Done()
NOTHING: dict[str, object] = {}  # what changes of the Data API are answered with
