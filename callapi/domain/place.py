"""The region and country of a telephone number."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """Where a number is at home, as far as its prefix tells."""

    region_id: int | None = None
    region_name: str | None = None
    country_id: str | None = None
    country_name: str | None = None


UNKNOWN = Place()
