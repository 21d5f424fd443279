"""The region and country of a telephone number, as reports name them (spec 2.15).

Where a country has no area codes it is one region.
"""

from functools import lru_cache

import phonenumbers
from phonenumbers import geocoder

from callapi.directory.phone_region import region_id
from callapi.domain.place import UNKNOWN, Place

LANGUAGE = "en"


@lru_cache(maxsize=10_000)
def place_of(number: str) -> Place:
    """What the prefix tells; nothing of a line of ours, or of a number withheld."""
    region = 0 if number.startswith("0") else region_id(number)
    if not region:
        return UNKNOWN
    parsed = phonenumbers.parse(f"+{number}")
    country_name = geocoder.country_name_for_number(parsed, LANGUAGE) or None
    region_name = geocoder.description_for_number(parsed, LANGUAGE) or country_name
    country = phonenumbers.region_code_for_number(parsed)
    return Place(region, region_name, country, country_name)
