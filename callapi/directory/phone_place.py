"""The region and country of a telephone number, as reports name them (spec 2.15).

A region's id is its prefix: country code and area code.
"""

from functools import lru_cache

import phonenumbers
from phonenumbers import geocoder

from callapi.domain.session import Place

LANGUAGE = "en"
UNKNOWN = Place()


@lru_cache(maxsize=10_000)
def place_of(number: str) -> Place:
    """What the prefix tells; nothing of a line of ours, or of a number withheld."""
    if number.startswith("0"):
        return UNKNOWN
    try:
        parsed = phonenumbers.parse(f"+{number}")
    except phonenumbers.NumberParseException:
        return UNKNOWN
    country = phonenumbers.region_code_for_number(parsed)
    if country is None:
        return UNKNOWN
    country_name = geocoder.country_name_for_number(parsed, LANGUAGE) or None
    length = phonenumbers.length_of_geographical_area_code(parsed)
    name = geocoder.description_for_number(parsed, LANGUAGE)
    if length == 0 or name in ("", country_name):
        return Place(None, None, country, country_name)
    area = phonenumbers.national_significant_number(parsed)[:length]
    region_id = int(f"{parsed.country_code}{area}")
    return Place(region_id, name, country, country_name)
